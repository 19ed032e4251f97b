// How many entries a forum shows a page is its keeper's choice; a wrong number would skip posts.
#include "crawlers/sites/page_step.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/html_forum.h"
#include "tests/crawlers/sites/engines.h"

namespace forumwatch {
namespace {

using testing::Contains;

const char* const kList = "http://a.example/viewforum.php?f=2";

struct StepCase {
  const char* name;
  const char* links;
  int step;  // 10 is what the engine file says
};

TEST(LearnSteps, BelievesWhatTheLinksToFurtherPagesSay) {
  const StepCase cases[] = {
      {"no links", "", 10},
      {"neighbours", R"(<a href="viewtopic.php?t=4&start=15">2</a>
                        <a href="viewtopic.php?t=4&start=30">3</a>)",
       15},
      {"only a far page", R"(<a href="viewtopic.php?t=4&amp;start=240">13</a>)", 20},
      {"words around the number", R"(<a href="viewtopic.php?start=25&t=4">页 2</a>)", 25},
      {"links without a number do not count",
       R"(<a href="viewtopic.php?t=4&start=45">下一页</a><a href="viewtopic.php?t=4">1</a>)", 10},
      {"of every thread the page links to", R"(<a href="viewtopic.php?t=4&start=5">2</a>
                                               <a href="viewtopic.php?t=9&start=10">3</a>)",
       5},
      {"those of other pages do not count", R"(<a href="viewforum.php?f=4&start=50">2</a>)", 10},
      {"two that do not agree say nothing", R"(<a href="viewtopic.php?t=4&start=15">2</a>
                                               <a href="viewtopic.php?t=4&start=40">3</a>)",
       10},
      {"nor does half an entry", R"(<a href="viewtopic.php?t=4&start=15">3</a>)", 10},
      {"nor words for a number", R"(<a href="viewtopic.php?t=4&start=many">2</a>)", 10},
      {"nor an absurd number", R"(<a href="viewtopic.php?t=4&start=5000">2</a>)", 10},
      {"links elsewhere are no pager", R"(</p><a href="viewtopic.php?t=4&start=7">2</a>)", 10},
  };
  for (const StepCase& c : cases) {
    std::vector<AddressForm> forms = Engine("phpbb")->addresses.thread;
    const Document document(std::string("<p class=pagination>") + c.links);
    LearnSteps(document, kList, forms);
    EXPECT_EQ(forms.front().step, c.step) << c.name;
  }
}

TEST(LearnSteps, LeavesFormsThatCountPagesAlone) {
  std::vector<AddressForm> forms = Engine("mybb")->addresses.thread;
  LearnSteps(Document(R"(<p class=pagination><a href="showthread.php?tid=4&page=2">2</a>)"),
             "http://a.example/", forms);
  EXPECT_EQ(forms.back().step, 0);
}

// The end of a long thread is asked for at once, before any of its pages has been seen.
TEST(LearnSteps, TheListAlreadyTeachesWhereTheLastPageOfAThreadIs) {
  const char* const board = "https://bbs.yinxingli.example/bbs/viewforum.php?f=6";
  const UtcTime answered = ParseRfc3339("2027-03-09T10:30:00+08:00").value();
  const auto crawler = MakeHtmlForum(Engine("phpbb"), {board, {}});
  Cursor cursor;
  cursor.first_visit = false;
  cursor.watched = {"417"};
  ThreadState& known = cursor.threads["417"];
  known.thread = "417";
  known.signature = "180\t-\t晚风\t5号楼水泵房夜里响个不停";
  known.waiting = false;
  known.pages = 13;
  known.posts = 181;
  known.last_post_at = answered - std::chrono::hours(9);
  VisitOptions options;
  options.max_pages = 2;  // the list, and the thread that matters most
  PageAnswer answer;
  answer.request = crawler->Plan(cursor, options, answered).front();
  answer.content_type = "text/html; charset=utf-8";
  answer.body = ReadBytes(PagesOf("phpbb") / "list.html");
  answer.answered_at = answered;
  const Reading reading = crawler->Read(answer);
  ASSERT_EQ(reading.follow_ups.size(), 1U);
  EXPECT_EQ(reading.follow_ups.front().url,
            "https://bbs.yinxingli.example/bbs/viewtopic.php?t=417&start=180");
}

TEST(LearnSteps, TheNextPageOfTheListIsAskedForWhereItIs) {
  const char* const board = "https://bbs.yinxingli.example/bbs/viewforum.php?f=6";
  const auto crawler = MakeHtmlForum(Engine("phpbb"), {board, {}});
  PageAnswer answer;
  answer.request = crawler->Plan({}, {}, UtcTime{}).front();
  answer.content_type = "text/html; charset=utf-8";
  answer.body = ReadBytes(PagesOf("phpbb") / "list.html");
  const Reading reading = crawler->Read(answer);
  EXPECT_THAT(reading.follow_ups,
              Contains(testing::Field(&PageRequest::url, std::string(board) + "&start=20")));
}

}  // namespace
}  // namespace forumwatch
