// The same for forums that answer in JSON: whichever of its keys is renamed, or changes what it
// says, it is told within two visits.
#include <algorithm>
#include <functional>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/daemon/spoiled_pages.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

const UtcTime kStart = At("2026-10-09T20:00:00+08:00");
const std::string kForum = "http://forum.example";

struct Thread {
  int id;
  UtcTime begun;
  int posts;
};

UtcTime TimeOf(const Thread& thread, int post) {
  return thread.begun + minutes(7 * post);
}

using Threads = std::vector<Thread>;

// The thread with the newest post first.
Threads QuietThreads() {
  Threads threads;
  for (int i = 17; i >= 0; --i) {
    threads.push_back({1000 + i, kStart - hours(24 * 20) + hours(10 * i), 1 + i % 14});
  }
  return threads;
}

int PostId(const Thread& thread, int post) {
  return thread.id * 100 + post;
}

std::string Member(int post) {
  return "住户" + std::to_string(post % 5);
}

std::string Markup(const Thread& thread, int post) {
  return "<p>大家好，这是第 " + std::to_string(PostId(thread, post)) + " 帖。</p>";
}

std::string Title(const Thread& thread) {
  return "第 " + std::to_string(thread.id) + " 个话题";
}

std::string Rfc3339(UtcTime at) {
  return FormatRfc3339(at, {});
}

std::int64_t Milliseconds(UtcTime at) {
  return std::chrono::duration_cast<milliseconds>(at.time_since_epoch()).count();
}

json NodebbList(const Threads& threads) {
  json topics = json::array();
  for (const Thread& thread : threads) {
    topics.push_back({{"tid", thread.id},
                      {"titleRaw", Title(thread)},
                      {"postcount", thread.posts},
                      {"viewcount", 3},
                      {"lastposttime", Milliseconds(TimeOf(thread, thread.posts - 1))},
                      {"pinned", 0},
                      {"deleted", 0}});
  }
  return {{"cid", 5}, {"topics", topics}, {"pagination", {{"pageCount", 1}}}};
}

json NodebbThread(const Thread& thread) {
  json posts = json::array();
  for (int i = 0; i < thread.posts; ++i) {
    posts.push_back({{"pid", PostId(thread, i)},
                     {"uid", 1 + i % 5},
                     {"index", i},
                     {"content", Markup(thread, i)},
                     {"timestamp", Milliseconds(TimeOf(thread, i))},
                     {"deleted", 0},
                     {"user", {{"username", Member(i)}}}});
  }
  return {{"cid", 5},
          {"titleRaw", Title(thread)},
          {"postcount", thread.posts},
          {"posts", posts},
          {"pagination", {{"pageCount", 1}}}};
}

json DiscourseList(const Threads& threads) {
  json topics = json::array();
  for (const Thread& thread : threads) {
    topics.push_back({{"id", thread.id},
                      {"title", Title(thread)},
                      {"posts_count", thread.posts},
                      {"views", 3},
                      {"bumped_at", Rfc3339(TimeOf(thread, thread.posts - 1))},
                      {"created_at", Rfc3339(thread.begun)},
                      {"pinned", false}});
  }
  return {{"topic_list", {{"per_page", 30}, {"topics", topics}}}};
}

json DiscourseThread(const Thread& thread) {
  json posts = json::array();
  json stream = json::array();
  for (int i = 0; i < thread.posts; ++i) {
    stream.push_back(PostId(thread, i));
    posts.push_back({{"id", PostId(thread, i)},
                     {"username", Member(i)},
                     {"user_id", 1 + i % 5},
                     {"post_number", i + 1},
                     {"post_type", 1},
                     {"cooked", Markup(thread, i)},
                     {"created_at", Rfc3339(TimeOf(thread, i))},
                     {"version", 1},
                     {"user_deleted", false},
                     {"hidden", false}});
  }
  return {{"title", Title(thread)},
          {"chunk_size", 20},
          {"posts_count", thread.posts},
          {"post_stream", {{"posts", posts}, {"stream", stream}}}};
}

json FlarumUser(int post) {
  return {{"type", "users"}, {"id", std::to_string(1 + post % 5)}};
}

json FlarumAnswer(const json& data) {
  json included = json::array();
  for (int i = 0; i < 5; ++i) {
    included.push_back(FlarumUser(i));
    included.back()["attributes"] = {{"displayName", Member(i)}};
  }
  return {{"links", {{"first", "x"}}}, {"data", data}, {"included", included}};
}

json FlarumList(const Threads& threads) {
  json data = json::array();
  for (const Thread& thread : threads) {
    data.push_back(
        {{"type", "discussions"},
         {"id", std::to_string(thread.id)},
         {"attributes",
          {{"title", Title(thread)},
           {"commentCount", thread.posts},
           {"lastPostedAt", Rfc3339(TimeOf(thread, thread.posts - 1))},
           {"isSticky", false}}},
         {"relationships", {{"lastPostedUser", {{"data", FlarumUser(thread.posts - 1)}}}}}});
  }
  return FlarumAnswer(data);
}

json FlarumThread(const Thread& thread) {
  json data = json::array();
  for (int i = 0; i < thread.posts; ++i) {
    data.push_back({{"type", "posts"},
                    {"id", std::to_string(PostId(thread, i))},
                    {"attributes",
                     {{"number", i + 1},
                      {"createdAt", Rfc3339(TimeOf(thread, i))},
                      {"contentType", "comment"},
                      {"contentHtml", Markup(thread, i)}}},
                    {"relationships", {{"user", {{"data", FlarumUser(i)}}}}}});
  }
  return FlarumAnswer(data);
}

Mutation Renamed(const std::string& key) {
  return {key + " renamed", Replaced("\"" + key + "\":", "\"" + key + "X\":")};
}

std::vector<Mutation> AllRenamed(std::initializer_list<const char*> keys) {
  std::vector<Mutation> mutations;
  for (const char* const key : keys) {
    mutations.push_back(Renamed(key));
  }
  return mutations;
}

struct Software {
  const char* engine;
  std::string board;
  std::string list;        // what its address in JSON begins with
  std::string thread_key;  // what stands before a thread's id in its address
  std::function<json(const Threads&)> list_of_threads;
  std::function<json(const Thread&)> thread;
  struct {
    int status;
    const char* body;
  } gone;  // what is said of a thread that was taken away
  std::vector<std::pair<std::string, std::string>> token_headers;
  std::vector<Mutation> own;
};

void PrintTo(const Software& software, std::ostream* out) {
  *out << software.engine;
}

HttpOutcome Answer(const Software& software, const Threads& threads, const std::string& url,
                   UtcTime now) {
  HttpOutcome page;
  page.kind = OutcomeKind::Ok;
  page.status = 200;
  page.date = now;
  page.headers["content-type"] = "application/json; charset=utf-8";
  if (url.starts_with(software.list)) {
    page.body = software.list_of_threads(threads).dump();
    return page;
  }
  const std::string id = url.substr(url.find(software.thread_key) + software.thread_key.size(), 4);
  for (const Thread& thread : threads) {
    if (std::to_string(thread.id) == id) {
      page.body = software.thread(thread).dump();
      return page;
    }
  }
  page.kind = software.gone.status == 200 ? OutcomeKind::Ok : OutcomeKind::HttpError;
  page.status = software.gone.status;
  page.body = software.gone.body;
  return page;
}

class BoardInJson : public testing::TestWithParam<Software> {};

TEST_P(BoardInJson, WhateverHappensToItsAnswersIsToldWithinTwoVisits) {
  const Software& software = GetParam();
  WatchedSource source(kStart, software.engine, software.board,
                       [&software](const std::string& url, UtcTime now) {
                         return Answer(software, QuietThreads(), url, now);
                       });
  source.list = software.list;
  ExpectEachIsNoticed(source, AnyForum() + software.own);
}

TEST_P(BoardInJson, ForMembersAloneIsReadByWhoHoldsAToken) {
  const Software& software = GetParam();
  auto login = std::make_shared<LoginConfig>();
  login->user = "物业值班";
  login->token = "s3cret";
  login->file = "forum-token";
  const auto let_in = [&software](const HttpRequest& request) {
    return std::includes(request.headers.begin(), request.headers.end(),
                         software.token_headers.begin(), software.token_headers.end());
  };
  for (const auto& who : {login, std::shared_ptr<LoginConfig>()}) {
    WatchedSource source(
        kStart, software.engine, software.board,
        [&software](const std::string& url, UtcTime now) {
          return Answer(software, QuietThreads(), url, now);
        },
        who);
    source.list = software.list;
    source.lets_in = let_in;
    source.Visit();
    EXPECT_EQ(source.watch().last_result().end, who ? VisitEnd::Good : VisitEnd::Blind);
  }
}

// Threads come, grow, and some are taken away, one in a visit or several, also when nothing else
// happens.
class LivingThreads {
 public:
  explicit LivingThreads(unsigned seed) : random_(seed) {
    for (int i = 0; i < 12; ++i) {
      Open(kStart - hours(24 * 10) + hours(7 * i));
    }
  }

  Threads At(UtcTime now) {
    while (next_ <= now) {
      Happen(next_);
      next_ += minutes(20 + static_cast<int>(random_() % 900));
    }
    Threads shown = threads_;
    std::sort(shown.begin(), shown.end(), [](const Thread& a, const Thread& b) {
      return TimeOf(a, a.posts - 1) > TimeOf(b, b.posts - 1);
    });
    return shown;
  }
  [[nodiscard]] int taken() const { return taken_; }

 private:
  void Open(UtcTime at) { threads_.push_back({last_++, at, 1}); }
  void Happen(UtcTime at) {
    const auto what = random_() % 10;
    if (what < 3 || threads_.size() < 10) {
      Open(at);
    } else if (what < 8) {
      ++threads_[threads_.size() - 1 - random_() % 5].posts;
    } else {
      for (auto times = 1 + random_() % 3; times > 0; --times) {
        threads_.erase(threads_.end() - 1 - static_cast<std::ptrdiff_t>(random_() % 8));
        ++taken_;
      }
    }
  }

  std::mt19937 random_;
  Threads threads_;
  int last_ = 1000;
  int taken_ = 0;
  UtcTime next_ = kStart;
};

TEST_P(BoardInJson, IsNeverCalledBlindInAMonthThoughThreadsAreTakenAway) {
  const Software& software = GetParam();
  LivingThreads living(20261009);
  WatchedSource source(kStart, software.engine, software.board,
                       [&](const std::string& url, UtcTime now) {
                         return Answer(software, living.At(now), url, now);
                       });
  source.list = software.list;
  while (source.clock.Now() < kStart + hours(24 * 30)) {
    source.Visit(minutes(50));
    ASSERT_EQ(source.Alerts(), 0) << source.watch().last_result().reason;
  }
  EXPECT_EQ(source.Alerts("source.down"), 0);
  EXPECT_GT(living.taken(), 20);
}

const Software kSoftware[] = {
    {"nodebb",
     kForum + "/category/5/x",
     kForum + "/api/category/5",
     "/topic/",
     NodebbList,
     NodebbThread,
     {401, R"({"status": {"code": "not-authorised"}})"},
     {{"Authorization", "Bearer s3cret"}},
     AllRenamed({"topics", "tid", "titleRaw", "lastposttime", "pagination", "pageCount", "posts",
                 "pid", "uid", "index", "content", "timestamp", "user", "username"}) +
         std::vector<Mutation>{
             {"all said to be deleted", Replaced("\"deleted\":0", "\"deleted\":{\"by\":null}")},
             {"posts said to be deleted",
              Only(PageOf::Thread, Replaced("\"deleted\":0", "\"deleted\":{\"by\":null}"))},
             {"no topics", Replaced("\"topics\":[", "\"topics\":[],\"old\":[")},
             {"no posts", Replaced("\"posts\":[", "\"posts\":[],\"old\":[")},
             {"threads not found", Only(PageOf::Thread, Answered(404, "Not Found"))}}},
    {"discourse",
     kForum + "/c/tousu/5",
     kForum + "/c/tousu/5",
     "/t/",
     DiscourseList,
     DiscourseThread,
     {404, R"({"errors": ["x"], "error_type": "not_found"})"},
     {{"Api-Key", "s3cret"}, {"Api-Username", "物业值班"}},
     AllRenamed({"topic_list", "topics", "id", "title", "post_stream", "posts", "username",
                 "user_id", "post_number", "cooked"}) +
         std::vector<Mutation>{
             {"dates renamed", Replaced("ed_at\":", "ed_on\":")},
             {"all said to be deleted",
              Replaced("\"user_deleted\":false", "\"user_deleted\":{\"by\":null}")},
             {"all said to be notes", Replaced("\"post_type\":1", "\"post_type\":4")},
             {"all said to be hidden", Replaced("\"hidden\":false", "\"hidden\":{}")}}},
    {"flarum",
     kForum + "/t/tousu",
     kForum + "/api/discussions",
     "discussion%5D=",
     FlarumList,
     FlarumThread,
     {200, R"({"links": {"first": "x"}, "data": []})"},
     {{"Authorization", "Token s3cret"}},
     AllRenamed({"id", "title", "links", "included", "relationships", "number", "contentHtml",
                 "contentType", "attributes", "displayName"}) +
         std::vector<Mutation>{
             {"data renamed", Replaced("\"data\":[", "\"items\":[")},
             {"no threads", Only(PageOf::List, Replaced("\"data\":[", "\"data\":[],\"old\":["))},
             {"no posts", Only(PageOf::Thread, Replaced("\"data\":[", "\"data\":[],\"old\":["))},
             {"dates renamed", Replaced("edAt\":", "edOn\":")}}},
};

INSTANTIATE_TEST_SUITE_P(Each, BoardInJson, testing::ValuesIn(kSoftware),
                         [](const auto& software) { return std::string(software.param.engine); });

}  // namespace
}  // namespace forumwatch
