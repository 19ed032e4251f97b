// A page that has changed must not pass for a board without news: each change is noticed, and the
// page as it was is the control.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "crawlers/sites/html_forum.h"
#include "tests/crawlers/sites/engines.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const UtcTime kAnswered = ParseRfc3339("2027-03-09T10:30:00+08:00").value();
struct Change {
  const char* name;
  const char* page;  // of tests/data
  std::string what;  // every occurrence …
  std::string by;    // … becomes this
  const char* said;  // the reason names it
};

void PrintTo(const Change& change, std::ostream* out) {
  *out << change.name;
}

std::string Changed(std::string page, const Change& change) {
  EXPECT_NE(page.find(change.what), std::string::npos) << change.what;
  for (std::size_t at = page.find(change.what); at != std::string::npos;
       at = page.find(change.what, at + change.by.size())) {
    page.replace(at, change.what.size(), change.by);
  }
  return page;
}

std::string Bytes(const std::filesystem::path& page) {
  return ReadBytes(PagesOf(page));
}

std::unique_ptr<Crawler> CrawlerFor(const std::filesystem::path& page) {
  const auto expected =
      nlohmann::json::parse(Bytes(std::filesystem::path(page).replace_extension(".expected.json")));
  return MakeHtmlForum(Engine(page.parent_path()), {expected.at("address"), {}});
}

Reading ReadPage(const std::filesystem::path& page, std::string body) {
  const auto crawler = CrawlerFor(page);
  PageAnswer answer;
  answer.request = crawler->Plan({}, {}, kAnswered).front();
  if (page.stem() == "thread") {
    answer.request.kind = PageKind::Thread;
    answer.request.thread = "417";
  }
  answer.content_type = "text/html; charset=utf-8";
  answer.body = std::move(body);
  answer.answered_at = kAnswered;
  return crawler->Read(answer);
}

class ChangedLayout : public testing::TestWithParam<Change> {};

TEST_P(ChangedLayout, IsNoticed) {
  const std::string page = Bytes(GetParam().page);
  EXPECT_EQ(ReadPage(GetParam().page, page).verdict, PageVerdict::Ok);
  const Reading reading = ReadPage(GetParam().page, Changed(page, GetParam()));
  EXPECT_EQ(reading.verdict, PageVerdict::Blind) << reading.reason;
  EXPECT_THAT(reading.reason, HasSubstr(GetParam().said));
  EXPECT_THAT(reading.posts, IsEmpty());
  EXPECT_THAT(reading.finished, IsEmpty());
}

const Change kChanges[] = {
    // the list
    {"rows have other ids", "discuz/list.html", "thread_", "topic_", "没有找到主题行（tbody[id^="},
    {"rows are no table rows", "discuz/list.html", "tbody", "section", "没有找到主题行"},
    {"title links have another class", "discuz/list.html", "s xst", "subject", "list.link"},
    {"titles are empty", "discuz/list.html", "class=\"s xst\">", "class=\"s xst\"></a><a>",
     "list.title"},
    {"threads have other addresses", "discuz/list.html", "tid=", "topic=", "addresses.thread"},
    {"threads stand on another host", "discuz/list.html", "href=\"forum.php",
     "href=\"https://elsewhere.example/forum.php", "elsewhere.example"},
    {"the last post has another column", "discuz/list.html", "class=\"num\"", "class=\"count\"",
     "list.last_post"},
    {"times have another element", "discuz/list.html", "<em><a", "<u><a", "list.last_post"},
    {"the list was cut off", "discuz/list.html", "</html>", "", "页面不完整"},
    {"the list is a script", "discuz/list.html", "<tbody", "<script><tbody", "没有找到主题行"},
    // the thread
    {"posts have other ids", "discuz/thread.html", "id=\"post_9", "id=\"reply_9",
     "没有找到帖子（div[id^="},
    {"posts have letters for ids", "discuz/thread.html", "id=\"post_9", "id=\"post_x9",
     "没有找到帖子"},
    {"authors have another place", "discuz/thread.html", "\"pls", "\"profile", "thread.author"},
    {"times have another place", "discuz/thread.html", "authorposton", "postedat", "thread.posted"},
    {"times are written in another way", "discuz/thread.html", "发表于 ", "posted on year ",
     "thread.posted"},
    {"texts have another place", "discuz/thread.html", "postmessage_", "message_", "thread.body"},
    {"the thread was cut off", "discuz/thread.html", "</html>", "", "页面不完整"},
    // phpBB
    {"rows have another class", "phpbb/list.html", "class=\"row", "class=\"line",
     "没有找到主题行（ul.topics"},
    {"title links have another class", "phpbb/list.html", "topictitle", "subject", "list.link"},
    {"threads have other addresses", "phpbb/list.html", "viewtopic.php", "t.php",
     "addresses.thread"},
    {"the last post has another column", "phpbb/list.html", "lastpost", "latest", "list.last_post"},
    {"posts have another class", "phpbb/thread.html", "class=\"post ", "class=\"reply ",
     "没有找到帖子（div.post"},
    {"posts have other ids", "phpbb/thread.html", "id=\"p9", "id=\"reply9", "没有找到帖子"},
    {"authors have another class", "phpbb/thread.html", "class=\"username", "class=\"member",
     "thread.author"},
    {"times have another place", "phpbb/thread.html", "class=\"author\"", "class=\"byline\"",
     "thread.posted"},
    {"texts have another place", "phpbb/thread.html", "class=\"content\"", "class=\"message\"",
     "thread.body"},
    // MyBB
    {"rows have another class", "mybb/list.html", "inline_row", "thread_row",
     "没有找到主题行（tr.inline_row"},
    {"title links have another place", "mybb/list.html", "id=\"tid_", "id=\"subject_", "list.link"},
    {"threads have other addresses", "mybb/list.html", "?tid=", "?topic=", "addresses.thread"},
    {"the last post has another column", "mybb/list.html", "\"lastpost ", "\"latest ",
     "list.last_post"},
    {"posts have another class", "mybb/thread.html", "class=\"post \"", "class=\"reply\"",
     "没有找到帖子（div.post"},
    {"authors have another place", "mybb/thread.html", "author_information", "member",
     "thread.author"},
    {"times have another place", "mybb/thread.html", "post_date", "post_time", "thread.posted"},
    {"texts have another place", "mybb/thread.html", "post_body", "post_text", "thread.body"},
};

INSTANTIATE_TEST_SUITE_P(EachChange, ChangedLayout, testing::ValuesIn(kChanges));

TEST(ChangedLayout, APageCutOffAnywhereIsNotContent) {
  for (const char* const name : {"discuz/list.html", "discuz/thread.html", "mybb/list.html",
                                 "mybb/thread.html", "phpbb/list.html", "phpbb/thread.html"}) {
    const std::string page = Bytes(name);
    for (std::size_t length = 0; length + 16 < page.size(); length += 97) {
      const Reading reading = ReadPage(name, page.substr(0, length));
      EXPECT_NE(reading.verdict, PageVerdict::Ok) << name << " cut at " << length;
      EXPECT_THAT(reading.posts, IsEmpty());
    }
  }
}

TEST(ChangedLayout, AnEmptyListOfABoardThatHadThreadsIsNotBelieved) {
  const auto crawler = CrawlerFor("discuz/list-empty.html");
  Cursor cursor;
  cursor.threads["417"].thread = "417";
  cursor.threads["417"].posts = 3;
  PageAnswer answer;
  answer.request = crawler->Plan(cursor, {}, kAnswered).front();
  answer.body = Bytes("discuz/list-empty.html");
  const Reading reading = crawler->Read(answer);
  EXPECT_EQ(reading.verdict, PageVerdict::Blind);
  EXPECT_THAT(reading.finished, IsEmpty());
}

TEST(ChangedLayout, OnePostWithoutAuthorIsAProblemNotBlindness) {
  std::string page = Bytes("discuz/thread.html");
  const std::string author = "class=\"xw1\">老葛</a>";
  page.replace(page.find(author), author.size(), "class=\"xw1\"></a>");
  const Reading reading = ReadPage("discuz/thread.html", page);
  EXPECT_EQ(reading.verdict, PageVerdict::Ok);
  ASSERT_EQ(reading.problems.size(), 2U);  // the other is a time that cannot be read
  EXPECT_EQ(reading.problems.front().where, "post 9013");
}

TEST(ChangedLayout, HostilePagesAreRefusedWithAReason) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<div>";
  }
  const Reading reading = ReadPage("discuz/thread.html", deep + "</html>");
  EXPECT_EQ(reading.verdict, PageVerdict::Refused);
  EXPECT_THAT(reading.reason, HasSubstr("400"));
}

}  // namespace
}  // namespace forumwatch
