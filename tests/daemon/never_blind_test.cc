// A page that has changed must not pass for a board without news. Whatever happens to the pages of
// a board that was being read is told within two visits, though nobody posts meanwhile; and a board
// to which nothing happens is never called blind.
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/daemon/spoiled_pages.h"
#include "tests/support/simforum/contents.h"
#include "tests/support/simforum/pages.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::Not;

const UtcTime kStart = At("2026-10-09T20:00:00+08:00");
const std::string kBoard = "http://forum.example/forum.php?mod=forumdisplay&fid=2";

int NumberAfter(const std::string& url, const std::string& name, int fallback) {
  const auto at = url.find(name);
  return at == std::string::npos ? fallback : std::stoi(url.substr(at + name.size()));
}

// The simulated forum without its sockets.
class PagesInMemory {
 public:
  PagesInMemory() {
    look_.site_name = "云栖苑业主论坛";
    look_.base_url = "http://forum.example/";
    contents_.Fid("业主论坛");
  }

  void Post(int thread, UtcTime at) {
    PostLine line;
    line.community = "云栖苑";
    line.source = "业主论坛";
    line.seen.thread = std::to_string(1000 + thread);
    line.seen.post = std::to_string(++last_post_ + 5000);
    line.seen.title = "第 " + line.seen.thread + " 个话题";
    line.seen.author = "住户" + std::to_string(last_post_ % 37);
    line.seen.author_id = std::to_string(last_post_ % 37 + 100);
    line.seen.posted_at = at;
    line.seen.text = "大家好，这是第 " + line.seen.post + " 帖，随便聊聊。";
    EXPECT_EQ(contents_.Add(line), std::nullopt);
  }
  void Close(int thread) { closed_.insert(1000 + thread); }
  void Change(sim::Change change) { contents_.Add(std::move(change)); }

  HttpOutcome Answer(const std::string& url, UtcTime now) {
    contents_.Advance(now);
    sim::PageWriter pages(contents_, look_, now, noise_, {});
    HttpOutcome page;
    page.kind = OutcomeKind::Ok;
    page.status = 200;
    page.date = now;
    page.headers["content-type"] = "text/html; charset=utf-8";
    const int number = NumberAfter(url, "page=", 1);
    if (const int tid = NumberAfter(url, "tid=", 0); tid == 0) {
      page.body = pages.List(*contents_.FindBoard(2), number);
    } else if (closed_.contains(tid)) {
      page.body = pages.Message("抱歉，本帖要求阅读权限高于 100 才能浏览", "alert_info");
    } else if (const sim::Topic* const topic = contents_.FindTopic(tid)) {
      page.body = pages.Thread(*topic, number);
    } else {
      page.status = 404;
      page.body = pages.Message("抱歉，指定的主题不存在或已被删除或正在被审核", "alert_error");
    }
    return page;
  }

 private:
  sim::Contents contents_{"云栖苑"};
  sim::Look look_;
  sim::Noise noise_{true, 7};
  int last_post_ = 0;
  std::set<int> closed_;
};

class QuietBoard : public testing::Test {
 protected:
  QuietBoard() {
    for (int thread = 0; thread < 30; ++thread) {
      for (int post = 0; post < 1 + thread % 14; ++post) {
        pages_.Post(thread, kStart - hours(24 * 20) + hours(10 * thread) + minutes(7 * post));
      }
    }
    for (const char* const sticky : {"1003", "1004"}) {
      sim::Change change;
      change.at = kStart - hours(1);
      change.what = sim::Change::What::Stick;
      change.target = sticky;
      pages_.Change(change);
    }
  }

  PagesInMemory pages_;
  WatchedSource source_{kStart, "discuz", kBoard, [this](const std::string& url, UtcTime now) {
                          return pages_.Answer(url, now);
                        }};
};

TEST_F(QuietBoard, WhateverHappensToItsPagesIsToldWithinTwoVisits) {
  std::vector<Mutation> mutations = AnyForum() + DiscuzShaped();
  mutations.push_back(
      {"the board of another site", Only(PageOf::List, Replaced("tid=", "tid=77"))});
  EXPECT_GE(mutations.size(), 30U);
  ExpectEachIsNoticed(source_, mutations);
}

TEST_F(QuietBoard, BlindnessIsRepeatedDailyUntilItIsMended) {
  source_.Visit();
  source_.spoil = Replaced("authorposton", "writtenon");
  for (int time = 0; time < 4 * 8; ++time) {
    source_.Visit(hours(3));
  }
  EXPECT_EQ(source_.Alerts(), 4);
  source_.spoil = nullptr;
  source_.Visit();
  const int alerts = source_.Alerts();
  for (int time = 0; time < 2 * 8; ++time) {
    source_.Visit(hours(3));
  }
  EXPECT_EQ(source_.Alerts(), alerts);
}

TEST_F(QuietBoard, ThreadsThatAreClosedToUsAreNoTroubleUntilNoNewOneCanBeRead) {
  source_.Visit();
  const auto visit_closed = [this](int thread) {
    pages_.Post(thread, source_.clock.Now());
    pages_.Close(thread);
    source_.Visit(minutes(10));
    return source_.watch().last_result().end;
  };
  EXPECT_EQ(visit_closed(31), VisitEnd::Good);
  EXPECT_EQ(visit_closed(32), VisitEnd::Good);
  EXPECT_EQ(visit_closed(33), VisitEnd::Blind);
  pages_.Post(34, source_.clock.Now());
  source_.Visit(minutes(10));
  EXPECT_EQ(source_.watch().last_result().end, VisitEnd::Good);
  EXPECT_EQ(visit_closed(35), VisitEnd::Good);
}

TEST_F(QuietBoard, ThatClosesAllThatIsNewIsToldThoughOldThreadsGoOn) {
  source_.Visit();
  for (const int thread : {31, 33}) {
    EXPECT_EQ(source_.watch().last_result().end, VisitEnd::Good);
    for (const int closed : {thread, thread + 1}) {
      pages_.Post(closed, source_.clock.Now());
      pages_.Close(closed);
    }
    pages_.Post(5, source_.clock.Now() + minutes(1));
    source_.Visit(minutes(10));
  }
  EXPECT_EQ(source_.watch().last_result().end, VisitEnd::Blind);
}

TEST(LivingBoard, IsNeverCalledBlindInAMonth) {
  PagesInMemory pages;
  std::mt19937 random(20261009);
  int threads = 0;
  for (UtcTime at = kStart - hours(24 * 10); at < kStart + hours(24 * 31);) {
    // By day a post every hour or two, by night hardly any.
    const bool night = (at.time_since_epoch() / hours(1) + 8) % 24 < 7;
    at += minutes(10 + static_cast<int>(random() % (night ? 700 : 200)));
    const bool opens = threads == 0 || random() % 4 == 0;
    const int back = static_cast<int>(random() % 12);
    pages.Post(opens ? threads++ : std::max(0, threads - 1 - back), at);
    if (random() % 25 == 0) {
      sim::Change change;
      change.at = at + minutes(30);
      change.what = random() % 2 == 0 ? sim::Change::What::Delete : sim::Change::What::Ban;
      change.target = std::to_string(5000 + random() % 400);
      pages.Change(change);
    }
  }
  WatchedSource source(kStart, "discuz", kBoard,
                       [&](const std::string& url, UtcTime now) { return pages.Answer(url, now); });
  while (source.clock.Now() < kStart + hours(24 * 30)) {
    source.Visit(minutes(110));
    ASSERT_EQ(source.Alerts(), 0) << source.watch().last_result().reason;
  }
  EXPECT_EQ(source.Alerts("source.down"), 0);
}

TEST(LivingBoard, ThatFallsSilentForMuchLongerThanEverIsTold) {
  PagesInMemory pages;
  for (int post = 0; post < 24 * 14; ++post) {
    pages.Post(post / 5, kStart + hours(post));
  }
  WatchedSource source(kStart, "discuz", kBoard,
                       [&](const std::string& url, UtcTime now) { return pages.Answer(url, now); });
  while (source.clock.Now() < kStart + hours(24 * 15)) {
    source.Visit(hours(4));
  }
  EXPECT_EQ(source.Alerts(), 0) << source.watch().last_result().reason;
  while (source.clock.Now() < kStart + hours(24 * 17)) {
    source.Visit(hours(4));
  }
  EXPECT_EQ(source.Alerts(), 1);
  EXPECT_THAT(source.watch().last_result().reason, HasSubstr("最新的帖子停在"));
}

struct Recorded {
  const char* engine;
  const char* folder;
  const char* board;
  std::vector<Mutation> own;
};

void PrintTo(const Recorded& recorded, std::ostream* out) {
  *out << recorded.folder;
}

TEST(Feed, ThatStaysEmptyIsToldAndOneEmptyAnswerIsNot) {
  bool empty = false;
  WatchedSource source(
      kStart, "feed", "http://forum.example/rss", [&](const std::string&, UtcTime) {
        HttpOutcome page;
        page.kind = OutcomeKind::Ok;
        page.status = 200;
        page.headers["content-type"] = "application/xml; charset=utf-8";
        page.body = R"(<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>)";
        page.body += empty ? "" : R"(<item><title>电梯</title><guid>http://forum.example/1</guid>
<description>电梯停了</description><pubDate>Fri, 09 Oct 2026 11:00:00 GMT</pubDate></item>)";
        page.body += "</channel></rss>";
        return page;
      });
  for (const bool now_empty : {false, false, true, false, true}) {
    empty = now_empty;
    source.Visit(hours(1));
  }
  EXPECT_EQ(source.Alerts(), 0);
  source.Visit(hours(1));
  EXPECT_EQ(source.Alerts(), 1);
  EXPECT_THAT(source.watch().last_result().reason, HasSubstr("空的"));
}

class RecordedBoard : public testing::TestWithParam<Recorded> {};

TEST_P(RecordedBoard, WhateverHappensToItsPagesIsToldWithinTwoVisits) {
  const auto folder = RecordingsFolder() / GetParam().folder;
  if (!std::filesystem::exists(folder / "index.json")) {
    GTEST_SKIP() << "no recording at " << folder;
  }
  RecordedForum forum(folder);
  WatchedSource source(At("2026-11-23T17:34:00+08:00"), GetParam().engine, GetParam().board,
                       PagesOf(forum));
  ExpectEachIsNoticed(source, AnyForum() + GetParam().own);
}

const Recorded kRecorded[] = {
    {"discuz", "discuz-x3.5-utf8", "http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=2",
     DiscuzShaped()},
    {"phpbb",
     "phpbb-3.3.10",
     "http://127.0.0.1:8715/viewforum.php?f=2",
     {{"rows renamed", Replaced("class=\"row", "class=\"line")},
      {"title links renamed", Replaced("topictitle", "subject")},
      {"last posts renamed", Replaced("lastpost", "latest")},
      {"posts renamed", Replaced("class=\"post ", "class=\"reply ")},
      {"authors renamed", Only(PageOf::Thread, Replaced("class=\"username", "class=\"member"))},
      {"dates renamed", Only(PageOf::Thread, Replaced("class=\"author\"", "class=\"byline\""))},
      {"bodies renamed", Replaced("class=\"content\"", "class=\"message\"")}}},
    {"mybb",
     "mybb-1.8.37",
     "http://127.0.0.1:8713/forumdisplay.php?fid=2",
     {{"rows renamed", Replaced("inline_row", "thread_row")},
      {"title links renamed", Replaced("id=\"tid_", "id=\"subject_")},
      {"last posts renamed", Replaced("\"lastpost ", "\"latest ")},
      {"posts renamed", Replaced("class=\"post \"", "class=\"reply\"")},
      {"authors renamed", Replaced("author_information", "member")},
      {"dates renamed", Replaced("post_date", "post_time")},
      {"bodies renamed", Replaced("post_body", "post_text")}}},
};

INSTANTIATE_TEST_SUITE_P(Each, RecordedBoard, testing::ValuesIn(kRecorded),
                         [](const auto& recorded) { return std::string(recorded.param.engine); });

}  // namespace
}  // namespace forumwatch
