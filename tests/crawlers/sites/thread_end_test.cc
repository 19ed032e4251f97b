// The end of a thread, read from its last page back.
#include "crawlers/sites/thread_end.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/crawlers/sites/json_boards.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A NodeBB thread of posts 1 … `count`, a minute between them, `per_page` on a page.
struct LongThread {
  int count = 45;
  int per_page = 20;

  [[nodiscard]] std::string Page(int page) const {
    json posts = json::array();
    for (int i = (page - 1) * per_page + 1; i <= std::min(count, page * per_page); ++i) {
      posts.push_back({{"pid", i},
                       {"uid", 3},
                       {"index", i - 1},
                       {"content", "<p>第" + std::to_string(i) + "次</p>"},
                       {"timestamp", ToMicros(At(i)) / 1000},
                       {"user", {{"username", "业主"}, {"displayname", "业主"}}}});
    }
    return json{{"tid", 12},
                {"titleRaw", "电梯"},
                {"postcount", count},
                {"posts", posts},
                {"pagination", {{"pageCount", (count + per_page - 1) / per_page}}}}
        .dump();
  }
  static UtcTime At(int post) { return kJsonAnswered - std::chrono::minutes(1000 - post); }
};

ThreadEnd::IsOld OlderThan(UtcTime since) {
  return [since](const SeenPost& post) { return post.posted_at && *post.posted_at < since; };
}

class ThreadEndTest : public testing::Test {
 protected:
  std::vector<int> ReadAll(const LongThread& thread, int known_pages, UtcTime since) {
    end_ = std::make_unique<ThreadEnd>(
        MakeJsonReader(EngineInJson("nodebb"), {kNodebb4.board, {"客服"}}),
        "https://bbs.yinxingli.example/topic/12", "12", known_pages, OlderThan(since));
    std::vector<int> asked;
    while (const auto request = end_->next()) {
      asked.push_back(request->page);
      end_->Read(AnswerTo(*request, thread.Page(request->page)));
    }
    return asked;
  }
  [[nodiscard]] bool Saw(const std::string& post) const {
    return std::any_of(end_->posts().begin(), end_->posts().end(),
                       [&](const SeenPost& seen) { return seen.post == post; });
  }

  std::unique_ptr<ThreadEnd> end_;
};

TEST_F(ThreadEndTest, TheLastPageIsAskedForByItsNumber) {
  EXPECT_THAT(ReadAll({}, 3, LongThread::At(42)), ElementsAre(3));
  EXPECT_EQ(end_->trouble(), "");
  EXPECT_TRUE(Saw("45"));
}

TEST_F(ThreadEndTest, AThreadThatHasGrownIsReadAtItsNewEnd) {
  EXPECT_THAT(ReadAll({}, 1, LongThread::At(42)), ElementsAre(1, 3));
  EXPECT_TRUE(Saw("45"));
}

TEST_F(ThreadEndTest, AThreadThatHasShrunkIsReadAtItsNewEnd) {
  EXPECT_THAT(ReadAll({}, 9, LongThread::At(42)), ElementsAre(9, 3));
  EXPECT_TRUE(Saw("45"));
}

TEST_F(ThreadEndTest, GoesBackUntilThePageBeginsBeforeTheMoment) {
  EXPECT_THAT(ReadAll({}, 3, LongThread::At(30)), ElementsAre(3, 2));
  EXPECT_TRUE(Saw("30"));
  EXPECT_THAT(ReadAll({}, 3, LongThread::At(41)), ElementsAre(3, 2))
      << "the first of the last page may not be the first since then";
  EXPECT_THAT(ReadAll({}, 3, LongThread::At(0)), ElementsAre(3, 2, 1));
}

TEST_F(ThreadEndTest, InDoubtItGoesFurtherThanItHasTo) {
  ThreadEnd end(MakeJsonReader(EngineInJson("nodebb"), {kNodebb4.board, {"客服"}}),
                "https://bbs.yinxingli.example/topic/12", "12", 3, OlderThan(LongThread::At(42)),
                1);
  std::vector<int> asked;
  while (const auto request = end.next()) {
    asked.push_back(request->page);
    end.Read(AnswerTo(*request, LongThread().Page(request->page)));
  }
  EXPECT_THAT(asked, ElementsAre(3, 2));
}

// A thread of one page, as `engine` reads it.
ThreadEnd EndIn(const JsonSoftware& software, const json& page) {
  const auto engine = EngineInJson(software.engine);
  ThreadEnd end(MakeJsonReader(engine, {software.board, {"客服"}}),
                ThreadLink(*engine, software.board, "12"), "12", 1, OlderThan(LongThread::At(0)));
  end.Read(AnswerTo(*end.next(), page.dump()));
  EXPECT_EQ(end.trouble(), "");
  return end;
}

TEST_F(ThreadEndTest, WhatTakesNoReplyIsKnownBeforeAnythingIsSent) {
  const json nodebb = json::parse(LongThread{3, 20}.Page(1));
  const json discourse = json::parse(Data(kDiscourse.thread));
  json flarum = json::parse(Data(kFlarum.thread));
  for (json& post : flarum["data"]) {
    post["relationships"]["discussion"]["data"] = {{"type", "discussions"}, {"id", "12"}};
  }
  flarum["included"].push_back(
      {{"type", "discussions"}, {"id", "12"}, {"attributes", {{"canReply", true}}}});
  EXPECT_EQ(EndIn(kNodebb4, nodebb).no_reply(), "");
  EXPECT_EQ(EndIn(kDiscourse, discourse).no_reply(), "");
  EXPECT_EQ(EndIn(kFlarum, flarum).no_reply(), "");
  struct {
    const JsonSoftware* software;
    json page;
    const char* place;
    json value;
    const char* says;
  } const cases[] = {{&kNodebb4, nodebb, "/locked", 1, "锁了"},
                     {&kNodebb4, nodebb, "/deleted", 1, "删除"},
                     {&kDiscourse, discourse, "/closed", true, "关闭"},
                     {&kDiscourse, discourse, "/archived", true, "归档"},
                     {&kDiscourse, discourse, "/deleted_at", "2026-09-01T00:00:00Z", "删除"},
                     {&kFlarum, flarum, "isLocked", true, "锁了"},
                     {&kFlarum, flarum, "isHidden", true, "删除"},
                     {&kFlarum, flarum, "canReply", false, "不让这个账号"}};
  for (const auto& [software, page, place, value, says] : cases) {
    json closed = page;
    if (*place == '/') {
      closed[json::json_pointer(place)] = value;
    } else {
      closed["included"].back()["attributes"][place] = value;
    }
    EXPECT_THAT(EndIn(*software, closed).no_reply(), HasSubstr(says)) << software->name << place;
  }
}

TEST_F(ThreadEndTest, WhatOnlyItsAuthorReadsIsNoPost) {
  json page = json::parse(Data(kFlarum.thread));
  const std::size_t posts = EndIn(kFlarum, page).posts().size();
  page["data"].back()["attributes"]["isApproved"] = false;
  const ThreadEnd end = EndIn(kFlarum, page);
  EXPECT_EQ(end.posts().size(), posts - 1);
  ASSERT_EQ(end.held().size(), 1U);
  EXPECT_EQ(end.held().front().post, page["data"].back()["id"]);
  EXPECT_NE(end.held().front().text, "");
  EXPECT_NE(end.held().front().author, "");
}

TEST_F(ThreadEndTest, APlaceSaysWhoseItWas) {
  json page = json::parse(LongThread{3, 20}.Page(1));
  page["posts"][2]["deleted"] = 1;
  const ThreadEnd end = EndIn(kNodebb4, page);
  ASSERT_EQ(end.places().size(), 1U);
  EXPECT_EQ(end.places().front().author, "业主");
}

TEST_F(ThreadEndTest, AThreadThatNeverEndsIsGivenUp) {
  EXPECT_EQ(ReadAll({20000, 20}, 1000, LongThread::At(0)).size(), 60U);
  EXPECT_THAT(end_->trouble(), HasSubstr("翻了 60 页"));
}

// Flarum tells no number of pages, only that there is one more.
TEST_F(ThreadEndTest, AForumThatOnlySaysThatThereIsMoreIsFollowedToItsEnd) {
  const auto page = [](int number) {
    json data = json::array();
    for (int i = (number - 1) * 50 + 1; i <= std::min(120, number * 50); ++i) {
      data.push_back({{"type", "posts"},
                      {"id", std::to_string(i)},
                      {"attributes",
                       {{"number", i},
                        {"contentType", "comment"},
                        {"contentHtml", "<p>好</p>"},
                        {"createdAt", FormatRfc3339(LongThread::At(i), std::chrono::minutes(0))}}},
                      {"relationships", {{"user", {{"data", {{"type", "users"}, {"id", "3"}}}}}}}});
    }
    json answer = {
        {"data", data},
        {"included", {{{"type", "users"}, {"id", "3"}, {"attributes", {{"displayName", "业主"}}}}}},
        {"links", {{"first", "x"}}}};
    if (number < 3) {
      answer["links"]["next"] = "y";
    }
    return answer.dump();
  };
  ThreadEnd end(MakeJsonReader(EngineInJson("flarum"), {kFlarum.board, {"客服"}}),
                ThreadLink(*EngineInJson("flarum"), kFlarum.board, "12"), "12", 1,
                OlderThan(LongThread::At(110)));
  std::vector<int> asked;
  while (const auto request = end.next()) {
    asked.push_back(request->page);
    end.Read(AnswerTo(*request, page(request->page)));
  }
  EXPECT_THAT(asked, ElementsAre(1, 2, 3));
  EXPECT_EQ(end.trouble(), "");
  EXPECT_EQ(end.posts().back().post, "120");
}

TEST_F(ThreadEndTest, WhatIsNoThreadIsTroubleAndNoEmptyThread) {
  for (const auto& [status, body] :
       {std::pair(200, "<html>请稍候</html>"), std::pair(403, "{\"a\":1}"), std::pair(404, ""),
        std::pair(200, "{\"posts\":[]}"), std::pair(503, "{\"posts\":")}) {
    end_ = std::make_unique<ThreadEnd>(
        MakeJsonReader(EngineInJson("nodebb"), {kNodebb4.board, {"客服"}}),
        "https://bbs.yinxingli.example/topic/12", "12", 1, OlderThan(LongThread::At(0)));
    end_->Read(AnswerTo(*end_->next(), body, status));
    EXPECT_FALSE(end_->next()) << body;
    EXPECT_NE(end_->trouble(), "") << status << body;
    EXPECT_EQ(end_->gone(), status == 404);
    EXPECT_THAT(end_->posts(), IsEmpty());
  }
}

}  // namespace
}  // namespace forumwatch
