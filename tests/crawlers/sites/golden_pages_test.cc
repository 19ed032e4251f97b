// Pages as the forums of each shipped engine show them, and what is read from each:
// tests/data/ENGINE/NAME.html and NAME.expected.json. A quirk met in the wild becomes one more
// pair.
#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "crawlers/html/document.h"
#include "crawlers/parse/charset.h"
#include "crawlers/sites/html_forum.h"
#include "crawlers/sites/list_page.h"
#include "crawlers/sites/page_step.h"
#include "crawlers/sites/thread_page.h"
#include "tests/crawlers/sites/engines.h"

namespace forumwatch {
namespace {

using nlohmann::json;

const UtcTime kGoldenAnswered = ParseRfc3339("2027-03-09T10:30:00+08:00").value();

json Time(const std::optional<UtcTime>& at) {
  return at ? json(FormatRfc3339(*at, std::chrono::hours(8))) : json();
}

json ToJson(const ListRow& row) {
  return {{"thread", row.thread},
          {"url", row.url},
          {"title", row.title},
          {"sticky", row.sticky},
          {"replies", row.replies ? json(*row.replies) : json()},
          {"views", row.views ? json(*row.views) : json()},
          {"pages", row.pages},
          {"last_post_at", Time(row.last_post_at)},
          {"last_author", row.last_author}};
}

json ToJson(const SeenPost& post) {
  return {{"post", post.post},
          {"author", post.author},
          {"author_id", post.author_id},
          {"floor", post.floor ? json(*post.floor) : json()},
          {"is_first", post.is_first},
          {"posted_at", Time(post.posted_at)},
          {"edited_at", Time(post.edited_at)},
          {"quotes", post.quotes},
          {"title", post.title},
          {"text", post.text},
          {"url", post.url}};
}

struct PageName {
  std::string engine;
  std::string name;
};

void PrintTo(const PageName& page, std::ostream* out) {
  *out << page.engine << "/" << page.name;
}

class GoldenPage : public testing::TestWithParam<PageName> {
 protected:
  void SetUp() override {
    engine_ = Engine(GetParam().engine);
    const auto file = PagesOf(GetParam().engine) / GetParam().name;
    expected_ = json::parse(ReadBytes(file.string() + ".expected.json"));
    address_ = expected_.at("address");
    bytes_ = ReadBytes(file.string() + ".html");
    content_type_ = expected_.value("content_type", "text/html; charset=utf-8");
  }

  void CheckPosition(int page, int pages, const std::string& board) const {
    EXPECT_EQ(page, expected_.at("page"));
    EXPECT_EQ(pages, expected_.at("pages"));
    EXPECT_EQ(board, expected_.at("board"));
  }

  void CheckProblems(const std::vector<Problem>& problems) const {
    json said = json::array();
    for (const Problem& problem : problems) {
      said.push_back(problem.where + ": " + problem.reason);
    }
    EXPECT_EQ(said, expected_.value("problems", json::array()));
  }

  void CheckSteps(const Document& document) const {
    Addresses addresses = engine_->addresses;
    LearnSteps(document, address_, addresses.list);
    LearnSteps(document, address_, addresses.thread);
    EXPECT_EQ(addresses.list.back().step, expected_.at("steps").at("list"));
    EXPECT_EQ(addresses.thread.back().step, expected_.at("steps").at("thread"));
  }

  std::shared_ptr<const HtmlEngine> engine_;
  json expected_;
  std::string address_;
  std::string bytes_;
  std::string content_type_;
};

TEST_P(GoldenPage, ReadsAsExpected) {
  const Document document(DecodePage(bytes_, content_type_).text);
  const PageContext context{
      *engine_, address_, {kGoldenAnswered, std::chrono::hours(8), engine_->date_order}};
  if (expected_.contains("steps")) {
    CheckSteps(document);
  }
  if (expected_.contains("rows")) {
    const ListContents contents = ReadListPage(document, context, 1);
    CheckPosition(contents.page, contents.pages, contents.board);
    CheckProblems(contents.problems);
    ASSERT_EQ(contents.rows.size(), expected_.at("rows").size());
    for (std::size_t i = 0; i < contents.rows.size(); ++i) {
      EXPECT_EQ(ToJson(contents.rows[i]), expected_.at("rows")[i]);
    }
  } else if (expected_.contains("posts")) {
    const ThreadContents contents = ReadThreadPage(document, context, 1);
    CheckPosition(contents.page, contents.pages, contents.board);
    CheckProblems(contents.problems);
    ASSERT_EQ(contents.posts.size(), expected_.at("posts").size());
    for (std::size_t i = 0; i < contents.posts.size(); ++i) {
      EXPECT_EQ(ToJson(contents.posts[i]), expected_.at("posts")[i]);
    }
  }
}

TEST_P(GoldenPage, IsJudgedAsExpected) {
  const auto crawler = MakeHtmlForum(engine_, {address_, {}});
  PageAnswer answer;
  answer.request = crawler->Plan({}, {}, kGoldenAnswered).front();
  if (expected_.at("kind") == "thread") {
    answer.request.kind = PageKind::Thread;
    answer.request.thread = "417";
  }
  answer.status = expected_.value("status", 200);
  answer.content_type = content_type_;
  answer.body = bytes_;
  answer.answered_at = kGoldenAnswered;
  const Reading reading = crawler->Read(answer);
  EXPECT_EQ(Name(reading.verdict), expected_.at("verdict").get<std::string>()) << reading.reason;
  EXPECT_THAT(reading.reason, testing::HasSubstr(expected_.value("reason", "")));
  EXPECT_EQ(reading.reason.empty(), reading.verdict == PageVerdict::Ok);
}

std::vector<PageName> Names() {
  std::vector<PageName> names;
  for (const std::string& engine : ShippedEngines()) {
    for (const auto& entry : std::filesystem::directory_iterator(PagesOf(engine))) {
      if (entry.path().extension() == ".html") {
        names.push_back({engine, entry.path().stem().string()});
      }
    }
  }
  return names;
}

std::string TestName(const testing::TestParamInfo<PageName>& page) {
  std::string identifier = page.param.engine + "_" + page.param.name;
  std::replace(identifier.begin(), identifier.end(), '-', '_');
  return identifier;
}

INSTANTIATE_TEST_SUITE_P(Shipped, GoldenPage, testing::ValuesIn(Names()), TestName);

}  // namespace
}  // namespace forumwatch
