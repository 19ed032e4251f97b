#include "crawlers/sites/survey.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/crawlers/sites/engines.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::vector<EngineSigns> AllSigns() {
  std::set<std::string> engines = ShippedEngines();
  engines.insert({"discourse", "flarum", "nodebb"});
  std::vector<EngineSigns> all;
  all.reserve(engines.size());
  for (const std::string& engine : engines) {
    all.push_back(LoadEngineSigns(EnginesFolder() / (engine + ".json")));
  }
  return all;
}

PageAnswer AnswerWith(std::string body) {
  PageAnswer answer;
  answer.content_type = "text/html; charset=utf-8";
  answer.body = std::move(body);
  return answer;
}

const DateContext kDates{ParseRfc3339("2027-03-09T10:30:00+08:00").value()};

FieldFinding Find(const std::vector<FieldFinding>& findings, const std::string& name) {
  const auto found =
      std::find_if(findings.begin(), findings.end(),
                   [&name](const FieldFinding& finding) { return finding.field == name; });
  return found == findings.end() ? FieldFinding{} : *found;
}

TEST(Survey, KnowsTheEngineAndItsVersionByTheSignsInItsFile) {
  const auto discuz = ParsePage(AnswerWith(
      R"(<html><head><meta name="generator" content="Discuz! X3.5" /></head><body></body></html>)"));
  const auto recognised = Recognise(*discuz.document, AllSigns());
  ASSERT_TRUE(recognised);
  EXPECT_EQ(recognised->engine, "discuz");
  EXPECT_EQ(recognised->version, "X3.5");
  const auto phpbb = ParsePage(AnswerWith(R"(<body id="phpbb" class="nojs"></body>)"));
  EXPECT_EQ(Recognise(*phpbb.document, AllSigns()).value().engine, "phpbb");
  const auto mybb = ParsePage(
      AnswerWith(R"(<script src="http://f.example/jscripts/general.js?ver=1827"></script>)"));
  EXPECT_EQ(Recognise(*mybb.document, AllSigns()).value().engine, "mybb");
  const auto nodebb =
      ParsePage(AnswerWith(R"(<script defer src="/forum/assets/nodebb.min.js?v=abc"></script>)"));
  EXPECT_EQ(Recognise(*nodebb.document, AllSigns()).value().engine, "nodebb");
  const auto discourse = ParsePage(AnswerWith(
      R"(<meta name="generator" content="Discourse 3.2.0.beta1 - https://github.com/discourse">)"));
  EXPECT_EQ(Recognise(*discourse.document, AllSigns()).value().engine, "discourse");
  EXPECT_EQ(Recognise(*discourse.document, AllSigns()).value().version, "3.2.0.beta1");
  const auto flarum = ParsePage(AnswerWith(R"(<div id="flarum-loading"></div>)"));
  EXPECT_EQ(Recognise(*flarum.document, AllSigns()).value().engine, "flarum");
  const auto other = ParsePage(AnswerWith("<h1>Domain for sale</h1>"));
  EXPECT_FALSE(Recognise(*other.document, AllSigns()));
}

TEST(Survey, NamesTheBoardsAPageLeadsToOnceEach) {
  const auto page = ParsePage(AnswerWith(
      R"(<a href="forum.php?mod=forumdisplay&amp;fid=2">业主论坛</a>
<a href="forum.php?mod=forumdisplay&fid=2&page=2"><img></a>
<a href="forum.php?mod=forumdisplay&fid=2&page=2">2</a>
<a href="forum.php?mod=viewthread&tid=9">主题</a>
<a href="https://elsewhere.example/forum.php?mod=forumdisplay&fid=3">别家</a>
<a href="forum.php?mod=forumdisplay&fid=4">二手</a>)"));
  const auto boards =
      BoardsOn(*page.document, "http://forum.example/forum.php", Discuz()->addresses);
  ASSERT_EQ(boards.size(), 2U);
  EXPECT_EQ(boards[0].name, "业主论坛");
  EXPECT_EQ(boards[0].url, "http://forum.example/forum.php?mod=forumdisplay&fid=2");
  EXPECT_EQ(boards[1].name, "二手");
}

TEST(Survey, KeepsWhatNamesABoardThoughItIsNoiseElsewhere) {
  const auto page =
      ParsePage(AnswerWith(R"(<a href="./viewforum.php?f=2&amp;sid=79a67ed6">业主</a>)"));
  const auto boards =
      BoardsOn(*page.document, "http://forum.example/index.php", Engine("phpbb")->addresses);
  ASSERT_EQ(boards.size(), 1U);
  EXPECT_EQ(boards[0].url, "http://forum.example/viewforum.php?f=2");
}

TEST(Survey, SaysOfEachFieldHowOftenItWasFound) {
  const auto list = ParsePage(AnswerWith(ReadBytes(DiscuzPages() / "list.html")));
  const auto rows = SurveyList(*Discuz(), *list.document, kDates);
  const FieldFinding row = Find(rows, "list.row");
  EXPECT_GT(row.found, 3);
  EXPECT_EQ(Find(rows, "list.title").found, row.found);
  EXPECT_EQ(Find(rows, "list.last_post").of, row.found);
  EXPECT_THAT(Find(rows, "list.last_post").sample, HasSubstr("+08:00"));
}

TEST(Survey, SaysWhichFieldIsLostWhenThePageHasChanged) {
  std::string changed = ReadBytes(DiscuzPages() / "thread.html");
  for (std::size_t at = changed.find("发表于 "); at != std::string::npos;
       at = changed.find("发表于 ", at)) {
    changed.replace(at, std::string("发表于 ").size(), "发表于 Anno ");
    at += 10;
  }
  const auto page = ParsePage(AnswerWith(std::move(changed)));
  const auto posts = SurveyThread(*Discuz(), *page.document, kDates);
  const FieldFinding post = Find(posts, "thread.post");
  EXPECT_EQ(Find(posts, "thread.author").found, post.found);
  EXPECT_LT(Find(posts, "thread.posted").found, post.found);
}

TEST(Survey, LooksForEverythingThatTheFileMaySay) {
  const auto schema = nlohmann::json::parse(ReadBytes(EnginesFolder() / "engine.schema.json"));
  const auto list = ParsePage(AnswerWith(ReadBytes(DiscuzPages() / "list.html")));
  const auto thread = ParsePage(AnswerWith(ReadBytes(DiscuzPages() / "thread.html")));
  std::vector<FieldFinding> found = SurveyList(*Discuz(), *list.document, kDates);
  for (FieldFinding& field : SurveyThread(*Discuz(), *thread.document, kDates)) {
    found.push_back(std::move(field));
  }
  for (const std::string kind : {"list", "thread"}) {
    for (const auto& [key, value] : schema["properties"][kind]["properties"].items()) {
      if (key != "floor_words") {  // words, not a place
        EXPECT_EQ(Find(found, kind + "." + key).field, kind + "." + key);
      }
    }
  }
}

TEST(Survey, TheBoardOneStandsOnIsNotCalledAsTheLinkToItsNextPage) {
  const auto page = ParsePage(AnswerWith(
      R"(<a href="forumdisplay.php?fid=2&amp;page=2">Next »</a><a href="forumdisplay.php?fid=3">二手</a>)"));
  const auto boards = BoardsOn(*page.document, "http://forum.example/forumdisplay.php?fid=2",
                               Engine("mybb")->addresses);
  ASSERT_EQ(boards.size(), 1U);
  EXPECT_EQ(boards[0].name, "二手");
}

TEST(Survey, APageThatIsNotToBeParsedSaysWhy) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<div>";
  }
  const auto page = ParsePage(AnswerWith(deep));
  EXPECT_FALSE(page.document);
  EXPECT_THAT(page.refused, testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace forumwatch
