#include "crawlers/sites/json_survey.h"

#include <algorithm>
#include <set>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/crawlers/sites/json_boards.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PageAnswer InJson(std::string body) {
  return AnswerTo({}, std::move(body));
}

std::vector<std::string> Lines(const std::vector<BoardLink>& boards) {
  std::vector<std::string> lines;
  lines.reserve(boards.size());
  for (const BoardLink& board : boards) {
    lines.push_back(board.name + " " + board.url);
  }
  return lines;
}

FieldFinding Finding(const std::vector<FieldFinding>& findings, const std::string& name) {
  const auto found =
      std::find_if(findings.begin(), findings.end(),
                   [&name](const FieldFinding& finding) { return finding.field == name; });
  return found == findings.end() ? FieldFinding{} : *found;
}

struct Asked {
  const char* engine;
  const char* url;
  const char* page;
};

TEST(JsonSurvey, AsksForTheBoardsWhereverInTheForumItIsPointedAt) {
  const Asked cases[] = {
      {"nodebb", "https://bbs.example.com/", "https://bbs.example.com/api/categories"},
      {"nodebb", "https://bbs.example.com", "https://bbs.example.com/api/categories"},
      {"nodebb", "https://bbs.example.com/forum/?lang=zh-CN",
       "https://bbs.example.com/forum/api/categories"},
      {"nodebb", "https://bbs.example.com/forum/category/5/tousu",
       "https://bbs.example.com/forum/api/categories"},
      {"nodebb", "https://bbs.example.com/topic/9/x", "https://bbs.example.com/api/categories"},
      {"discourse", "https://bbs.example.com/c/tousu/5", "https://bbs.example.com/categories.json"},
      {"flarum", "https://bbs.example.com/", "https://bbs.example.com/api/tags"},
  };
  for (const Asked& c : cases) {
    EXPECT_EQ(BoardsPage(*EngineInJson(c.engine), c.url), c.page) << c.url;
  }
}

TEST(JsonSurvey, NamesBoardsAsTheirReadersAddressThem) {
  const std::string nodebb = R"({"categories": [
      {"cid": 1, "name": "Comments &amp; Feedback", "children": [{"cid": 3, "name": "电梯"}]},
      {"cid": "2", "name": "投诉"}, {"cid": "2", "name": "投诉"}, {"name": "x"}, 7]})";
  EXPECT_THAT(Lines(BoardsIn(*EngineInJson("nodebb"), "https://bbs.example.com/", InJson(nodebb))),
              ElementsAre("Comments & Feedback https://bbs.example.com/category/1",
                          "投诉 https://bbs.example.com/category/2",
                          "电梯 https://bbs.example.com/category/3"));
  const std::string discourse =
      R"({"category_list": {"categories": [{"id": 5, "slug": "tousu", "name": "投诉"}]}})";
  EXPECT_THAT(Lines(BoardsIn(*EngineInJson("discourse"), "https://bbs.example.com/latest",
                             InJson(discourse))),
              ElementsAre("投诉 https://bbs.example.com/c/tousu/5"));
  const std::string flarum =
      R"({"data": [{"id": "1", "attributes": {"slug": "投诉", "name": "投诉建议"}}]})";
  EXPECT_THAT(
      Lines(BoardsIn(*EngineInJson("flarum"), "https://bbs.example.com/all", InJson(flarum))),
      ElementsAre("投诉建议 https://bbs.example.com/t/%E6%8A%95%E8%AF%89"));
  EXPECT_THAT(BoardsIn(*EngineInJson("flarum"), "https://bbs.example.com/", InJson("<html>")),
              IsEmpty());
}

TEST(JsonSurvey, SaysOfEachFieldWhatWasFound) {
  const auto nodebb = EngineInJson("nodebb");
  const auto list = SurveyList(*nodebb, InJson(Data(kNodebb4.list)), {kJsonAnswered});
  const int rows = Finding(list, "list.rows").found;
  EXPECT_GE(rows, 2);
  EXPECT_EQ(Finding(list, "list.title").found, rows);
  EXPECT_EQ(Finding(list, "list.page_count").found, 1);
  const auto thread = SurveyThread(*nodebb, InJson(Data(kNodebb4.thread)), {kJsonAnswered});
  EXPECT_EQ(Finding(thread, "thread.posts").found, 3);
  EXPECT_EQ(Finding(thread, "thread.author").found, 3);
  EXPECT_EQ(Finding(thread, "thread.edited").found, 1);
  EXPECT_THAT(Finding(thread, "thread.body").sample, HasSubstr("三楼漏水"));
}

TEST(JsonSurvey, LooksForEverythingThatTheFileMaySay) {
  const auto schema = nlohmann::json::parse(ReadBytes(EnginesFolder() / "json_engine.schema.json"));
  // Ways to tell how many pages there are: a forum has its own, and others are not spoken of.
  const std::set<std::string> pagers = {"page_count", "entries", "per_page", "more", "end"};
  const auto nodebb = EngineInJson("nodebb");
  const auto list = SurveyList(*nodebb, InJson(Data(kNodebb4.list)), {kJsonAnswered});
  const auto thread = SurveyThread(*nodebb, InJson(Data(kNodebb4.thread)), {kJsonAnswered});
  for (const auto& [kind, found] : {std::pair("list", &list), std::pair("thread", &thread)}) {
    for (const auto& [key, value] : schema["properties"][kind]["properties"].items()) {
      const std::string field = std::string(kind) + "." + key;
      EXPECT_TRUE(pagers.contains(key) || Finding(*found, field).field == field) << field;
    }
  }
  EXPECT_TRUE(Finding(thread, "thread.attachments").described);
  EXPECT_EQ(Finding(thread, "thread.removed").of, 4) << "of all that stands in the answer";
}

TEST(JsonSurvey, SaysWhatIsMissingAndWhatIsNotUnderstood) {
  const auto thread =
      SurveyThread(*EngineInJson("nodebb"),
                   InJson(R"({"posts": [{"pid": 1, "timestamp": "gestern"}]})"), {kJsonAnswered});
  EXPECT_EQ(Finding(thread, "thread.author").of, 1);
  EXPECT_EQ(Finding(thread, "thread.author").found, 0);
  EXPECT_EQ(Finding(thread, "thread.posted").sample, "读不懂“gestern”");
  const auto nothing = SurveyThread(*EngineInJson("flarum"), InJson("<html>"), {kJsonAnswered});
  EXPECT_EQ(Finding(nothing, "thread.posts").found, 0);
  EXPECT_FALSE(Finding(nothing, "thread.quotes").described);
}

}  // namespace
}  // namespace forumwatch
