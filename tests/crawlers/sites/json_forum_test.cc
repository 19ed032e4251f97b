// What is read of the answers of forums in JSON, by the engine files that ship.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/sites/json_boards.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string Written(UtcTime at) {
  return FormatRfc3339(at, {}).substr(0, 19);
}

std::string Line(const SeenPost& post) {
  std::string line = post.post + "|" + std::to_string(post.floor.value_or(0)) +
                     (post.is_first ? " first" : "") + "|" + post.author + "|" +
                     Written(*post.posted_at) + "|" + post.text;
  line += post.edited_at ? "|edited " + Written(*post.edited_at) : "";
  line += post.official ? "|official" : "";
  return line + "|" + post.url.substr(std::string("https://bbs.yinxingli.example").size());
}

std::vector<std::string> Lines(const Reading& reading) {
  std::vector<std::string> lines;
  for (const SeenPost& post : reading.posts) {
    lines.push_back(Line(post));
  }
  return lines;
}

class JsonForum : public testing::TestWithParam<JsonSoftware> {};

TEST_P(JsonForum, ReadsTheListAndAsksForItsThreads) {
  const JsonVisit visit(GetParam());
  EXPECT_EQ(visit.list_.verdict, PageVerdict::Ok) << visit.list_.reason;
  EXPECT_THAT(visit.list_.problems, IsEmpty());
  EXPECT_EQ(visit.second_.page, 2);
  EXPECT_EQ(visit.second_.kind, PageKind::List);
  EXPECT_EQ(visit.rest_.verdict, PageVerdict::Ok) << visit.rest_.reason;
  EXPECT_THAT(visit.list_.remember, SizeIs(testing::Ge(2U)));
  // A row that only tells that its thread was deleted asks for nothing.
  std::set<std::string> threads;
  for (const PageRequest& request : visit.rest_.follow_ups) {
    threads.insert(request.thread);
  }
  EXPECT_EQ(threads, (std::set<std::string>{"12", "7"}));
}

TEST_P(JsonForum, ReadsPostsWithoutQuotesAndInventsNone) {
  JsonVisit visit(GetParam());
  const Reading reading = visit.Thread(Data(GetParam().thread));
  EXPECT_EQ(reading.verdict, PageVerdict::Ok) << reading.reason;
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_THAT(reading.posts, SizeIs(testing::Ge(3U)));
  for (const SeenPost& post : reading.posts) {
    EXPECT_EQ(post.title, "<b>水管</b> & 漏水");
    EXPECT_EQ(post.thread, "12");
    EXPECT_EQ(post.views, 31);
  }
  EXPECT_EQ(reading.posts[0].text, "三楼漏水，没人管。\n第二天了。");
  EXPECT_EQ(reading.posts[1].text, "我家也是 <四楼>");
  EXPECT_EQ(reading.posts[1].author, "O'Neil");
  EXPECT_EQ(reading.posts.back().text, "师傅下午到");
  ASSERT_THAT(reading.finished, SizeIs(1));
  EXPECT_TRUE(reading.finished.front().whole);
  EXPECT_THAT(reading.finished.front().post_ids, SizeIs(reading.posts.size()));
}

TEST_P(JsonForum, AnAnswerCutOffAnywhereIsNeverTakenForAll) {
  const std::string list = Data(GetParam().list);
  const std::string thread = Data(GetParam().thread);
  for (std::size_t part = 1; part <= 20; ++part) {
    const auto crawler = MakeJsonForum(EngineInJson(GetParam().engine), {GetParam().board, {}});
    const Reading cut = crawler->Read(AnswerTo(crawler->Plan({}, {}, kJsonAnswered).front(),
                                               list.substr(0, (list.size() - 3) * part / 20)));
    EXPECT_EQ(cut.verdict, PageVerdict::Blind);
    EXPECT_THAT(cut.remember, IsEmpty());
    JsonVisit visit(GetParam());
    const Reading page = visit.Thread(thread.substr(0, (thread.size() - 3) * part / 20));
    EXPECT_EQ(page.verdict, PageVerdict::Blind);
    EXPECT_THAT(page.reason, HasSubstr("没有写完"));
    EXPECT_THAT(page.posts, IsEmpty());
    EXPECT_THAT(page.finished, IsEmpty());
  }
}

// How the software answers that a thread is not there.
struct Nothing {
  const char* body;
  int status;
};

Nothing NothingOf(const JsonSoftware& software) {
  return software.engine == std::string("flarum")
             ? Nothing{R"({"links": {"first": "x"}, "data": [], "included": []})", 200}
             : Nothing{"Not Found", 404};
}

Cursor CursorWith(const JsonSoftware& software, const std::string& thread) {
  Cursor cursor;
  cursor.first_visit = false;
  ThreadState known;
  known.thread = thread;
  known.url = EngineInJson(software.engine)->addresses.thread_link;
  known.url.replace(known.url.find("{root}"), 6, "https://bbs.yinxingli.example");
  known.url.replace(known.url.find("{thread}"), 8, thread);
  known.posts = 3;
  cursor.threads[thread] = known;
  return cursor;
}

TEST_P(JsonForum, AThreadThatIsNotThereIsGoneWhereTheListDoesNotShowIt) {
  const auto [body, status] = NothingOf(GetParam());
  const JsonVisit visit(GetParam(), CursorWith(GetParam(), "99"));
  ASSERT_THAT(visit.Asked("99"), SizeIs(1));
  const Reading gone = visit.crawler_->Read(AnswerTo(visit.Asked("99").front(), body, status));
  EXPECT_EQ(gone.verdict, PageVerdict::Gone) << gone.reason;
  ASSERT_THAT(gone.finished, SizeIs(1));
  EXPECT_TRUE(gone.finished.front().gone);
}

TEST_P(JsonForum, AThreadThatIsNotThereThoughTheListShowsItIsNotGone) {
  const auto [body, status] = NothingOf(GetParam());
  JsonVisit visit(GetParam());
  const Reading doubted = visit.Thread(body, status);
  EXPECT_EQ(doubted.verdict, PageVerdict::Blind);
  EXPECT_THAT(doubted.reason, HasSubstr("列表上有它"));
  EXPECT_THAT(doubted.finished, IsEmpty());
}

TEST_P(JsonForum, AThreadThatIsNotThereIsNotGoneWhereTheListIsNotThereEither) {
  const auto [body, status] = NothingOf(GetParam());
  const auto crawler = MakeJsonForum(EngineInJson(GetParam().engine), {GetParam().board, {}});
  const auto list = crawler->Plan(CursorWith(GetParam(), "12"), {}, kJsonAnswered).front();
  const Reading down = crawler->Read(AnswerTo(list, "<html>down</html>", 404));
  EXPECT_EQ(down.verdict, PageVerdict::Blind);
  ASSERT_THAT(down.follow_ups, SizeIs(1));
  const Reading doubted = crawler->Read(AnswerTo(down.follow_ups.front(), body, status));
  EXPECT_EQ(doubted.verdict, PageVerdict::Blind);
  EXPECT_THAT(doubted.finished, IsEmpty());
}

TEST_P(JsonForum, APageBeyondTheLastSendsTheVisitBackToTheFirst) {
  const JsonSoftware software = GetParam();
  Cursor cursor;
  ThreadState known;
  known.thread = "12";
  known.url = "https://bbs.yinxingli.example/old";
  known.signature = "80\t-\t\t<b>水管</b> & 漏水";
  known.waiting = false;
  known.pages = 3;
  known.posts = 55;
  known.last_post_at = ParseRfc3339("2026-08-31T00:00:00Z");
  known.read_whole_at = kJsonAnswered;
  cursor.threads["12"] = known;
  for (const int status : {200, 404}) {
    JsonVisit visit(software, cursor);
    ASSERT_THAT(visit.Asked(), SizeIs(1));
    EXPECT_EQ(visit.Asked().front().page, 3);
    const std::string empty =
        software.engine == std::string("discourse")
            ? R"({"post_stream": {"posts": [], "stream": [1, 2]}, "chunk_size": 20})"
            : R"({"posts": [], "data": [], "links": {"first": "x"}, "postcount": 4, "pagination": {"pageCount": 1}})";
    const Reading beyond = visit.Thread(status == 200 ? empty : "Not Found", status);
    EXPECT_EQ(beyond.verdict, PageVerdict::Ok) << beyond.reason;
    EXPECT_THAT(beyond.finished, IsEmpty());
    std::vector<PageRequest> again;
    for (const PageRequest& request : beyond.follow_ups) {
      if (request.thread == "12") {
        again.push_back(request);
      }
    }
    ASSERT_THAT(again, SizeIs(1)) << status;
    EXPECT_EQ(again.front().page, 1);
    const Reading whole = visit.crawler_->Read(AnswerTo(again.front(), Data(software.thread)));
    ASSERT_THAT(whole.finished, SizeIs(1));
    EXPECT_EQ(whole.finished.front().state.pages, 1);
  }
}

INSTANTIATE_TEST_SUITE_P(Each, JsonForum, testing::Values(kNodebb1, kNodebb4, kDiscourse, kFlarum),
                         [](const auto& software) { return std::string(software.param.name); });

TEST(JsonForumPosts, OfNodeBB) {
  for (const JsonSoftware& software : {kNodebb1, kNodebb4}) {
    JsonVisit visit(software);
    EXPECT_THAT(
        Lines(visit.Thread(Data(software.thread))),
        ElementsAre("101|1 first|王芳|2026-09-01T01:00:00|三楼漏水，没人管。\n第二天了。|edited "
                    "2026-09-01T01:10:00|/post/101",
                    "102|2|O'Neil|2026-09-01T02:00:00|我家也是 <四楼>|/post/102",
                    "104|4|已注销用户|2026-09-01T03:00:00|师傅下午到|/post/104"));
  }
}

TEST(JsonForumPosts, OfDiscourse) {
  JsonVisit visit(kDiscourse);
  EXPECT_THAT(
      Lines(visit.Thread(Data(kDiscourse.thread))),
      ElementsAre("101|1 first|王芳|2026-09-01T01:00:00|三楼漏水，没人管。\n第二天了。|edited "
                  "2026-09-01T01:10:00|/t/12/1",
                  "102|2|O'Neil|2026-09-01T02:00:00|我家也是 <四楼>|/t/12/2",
                  "105|5|闲人|2026-09-01T02:06:40||/t/12/5",  // hidden: without its text
                  "106|6|客服|2026-09-01T03:00:00|师傅下午到|official|/t/12/6"));
}

TEST(JsonForumPosts, OfFlarum) {
  JsonVisit visit(kFlarum);
  EXPECT_THAT(
      Lines(visit.Thread(Data(kFlarum.thread))),
      ElementsAre("101|1 first|王芳|2026-09-01T01:00:00|三楼漏水，没人管。\n第二天了。|edited "
                  "2026-09-01T01:10:00|/d/12/1",
                  "102|2|O'Neil|2026-09-01T02:00:00|我家也是 <四楼>|/d/12/2",
                  "106|6|已注销用户|2026-09-01T03:00:00|师傅下午到|/d/12/6"));
}

TEST(JsonForumRows, OneThatTellsOfADeletionEndsAKnownThread) {
  Cursor cursor;
  ThreadState known;
  known.thread = "11";
  known.posts = 2;
  known.signature = "1\t-\t\tx";
  known.waiting = false;
  cursor.threads["11"] = known;
  const JsonVisit visit(kNodebb4, cursor);
  ASSERT_THAT(visit.list_.finished, SizeIs(1));
  EXPECT_EQ(visit.list_.finished.front().state.thread, "11");
  EXPECT_TRUE(visit.list_.finished.front().gone);
}

TEST(JsonForumPosts, WhatIsWrongWithOneCostsTheOthersNothing) {
  JsonVisit visit(kNodebb4);
  const Reading reading =
      visit.Thread(R"({"postcount": 4, "pagination": {"pageCount": 1}, "posts": [
    {"pid": 9007199254740993, "content": "<p>一\ud83d</p>", "timestamp": 1788224400000, "index": 0, "user": {"username": "甲"}},
    {"pid": 2, "content": 5, "timestamp": 1788224400000, "index": 1, "user": {"username": "乙"}},
    {"pid": 3, "content": "<p>三\u0000</p>", "timestamp": "gestern", "index": 2, "user": {"username": "丙"}},
    {"pid": 4, "content": "<p>四</p>", "timestamp": 1788224400000, "index": -3, "user": {"username": "丁"}},
    {"pid": 4, "content": "<p>again</p>", "timestamp": 1788224400000, "user": {"username": "丁"}}]})");
  EXPECT_EQ(reading.verdict, PageVerdict::Ok) << reading.reason;
  ASSERT_THAT(reading.posts, SizeIs(4));
  EXPECT_EQ(reading.posts[0].post, "9007199254740993");
  EXPECT_EQ(reading.posts[0].text, "一\uFFFD");
  EXPECT_EQ(reading.posts[3].text, "四");
  std::vector<std::string> said;
  for (const Problem& problem : reading.problems) {
    said.push_back(problem.where + ": " + problem.reason);
  }
  EXPECT_THAT(said, testing::UnorderedElementsAre("post 2: 没有找到正文（/content）",
                                                  "post 3: 发表时间“gestern”读不懂",
                                                  HasSubstr("坏的字符")));
}

TEST(JsonForumPosts, AnIdThatCouldLeadElsewhereIsNone) {
  const auto crawler = MakeJsonForum(EngineInJson("nodebb"), {kNodebb4.board, {}});
  const Reading reading = crawler->Read(
      AnswerTo(crawler->Plan({}, {}, kJsonAnswered).front(),
               R"({"topics": [{"tid": "../../admin", "title": "x", "lastposttime": 1788224400000},
                     {"tid": "..", "title": "x", "lastposttime": 1788224400000},
                     {"tid": "7", "title": "x", "lastposttime": 1788224400000},
                     {"tid": "8", "title": "x", "lastposttime": 1788224400000}],
          "pagination": {"pageCount": 1}})"));
  EXPECT_EQ(reading.verdict, PageVerdict::Ok) << reading.reason;
  EXPECT_THAT(reading.problems, SizeIs(2));
  ASSERT_THAT(reading.follow_ups, SizeIs(2));
  EXPECT_THAT(reading.follow_ups[0].url, HasSubstr("/api/topic/7?"));
}

}  // namespace
}  // namespace forumwatch
