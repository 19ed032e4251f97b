// The same for forums that answer in JSON: whichever of its keys is renamed, or changes what it
// says, it is told within two visits.
#include <functional>

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

// The thread with the newest post first.
std::vector<Thread> Threads() {
  std::vector<Thread> threads;
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

json NodebbList() {
  json topics = json::array();
  for (const Thread& thread : Threads()) {
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

json DiscourseList() {
  json topics = json::array();
  for (const Thread& thread : Threads()) {
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

json FlarumList() {
  json data = json::array();
  for (const Thread& thread : Threads()) {
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
  std::function<json()> list_of_threads;
  std::function<json(const Thread&)> thread;
  std::vector<Mutation> own;
};

void PrintTo(const Software& software, std::ostream* out) {
  *out << software.engine;
}

HttpOutcome Answer(const Software& software, const std::string& url, UtcTime now) {
  HttpOutcome page;
  page.kind = OutcomeKind::Ok;
  page.status = 200;
  page.date = now;
  page.headers["content-type"] = "application/json; charset=utf-8";
  if (url.starts_with(software.list)) {
    page.body = software.list_of_threads().dump();
    return page;
  }
  const std::string id = url.substr(url.find(software.thread_key) + software.thread_key.size(), 4);
  for (const Thread& thread : Threads()) {
    if (std::to_string(thread.id) == id) {
      page.body = software.thread(thread).dump();
    }
  }
  return page;
}

class BoardInJson : public testing::TestWithParam<Software> {};

TEST_P(BoardInJson, WhateverHappensToItsAnswersIsToldWithinTwoVisits) {
  const Software& software = GetParam();
  WatchedSource source(
      kStart, software.engine, software.board,
      [&software](const std::string& url, UtcTime now) { return Answer(software, url, now); });
  source.list = software.list;
  ExpectEachIsNoticed(source, AnyForum() + software.own);
}

const Software kSoftware[] = {
    {"nodebb", kForum + "/category/5/x", kForum + "/api/category/5", "/topic/", NodebbList,
     NodebbThread,
     AllRenamed({"topics", "tid", "titleRaw", "lastposttime", "pagination", "pageCount", "posts",
                 "pid", "uid", "index", "content", "timestamp", "user", "username"}) +
         std::vector<Mutation>{
             {"all said to be deleted", Replaced("\"deleted\":0", "\"deleted\":{\"by\":null}")},
             {"posts said to be deleted",
              Only(PageOf::Thread, Replaced("\"deleted\":0", "\"deleted\":{\"by\":null}"))},
             {"no topics", Replaced("\"topics\":[", "\"topics\":[],\"old\":[")},
             {"no posts", Replaced("\"posts\":[", "\"posts\":[],\"old\":[")},
             {"threads not found", Only(PageOf::Thread, Answered(404, "Not Found"))}}},
    {"discourse", kForum + "/c/tousu/5", kForum + "/c/tousu/5", "/t/", DiscourseList,
     DiscourseThread,
     AllRenamed({"topic_list", "topics", "id", "title", "post_stream", "posts", "username",
                 "user_id", "post_number", "cooked"}) +
         std::vector<Mutation>{
             {"dates renamed", Replaced("ed_at\":", "ed_on\":")},
             {"all said to be deleted",
              Replaced("\"user_deleted\":false", "\"user_deleted\":{\"by\":null}")},
             {"all said to be notes", Replaced("\"post_type\":1", "\"post_type\":4")},
             {"all said to be hidden", Replaced("\"hidden\":false", "\"hidden\":{}")}}},
    {"flarum", kForum + "/t/tousu", kForum + "/api/discussions", "discussion%5D=", FlarumList,
     FlarumThread,
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
