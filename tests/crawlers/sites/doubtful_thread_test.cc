// What a thread's pages and its list row say must agree before a post is called missing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/sites/board.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DoubtfulThread : public testing::Test {
 protected:
  DoubtfulThread() {
    for (int i = 10; i < 22; ++i) {
      board_.Open("t" + std::to_string(i), now_);
    }
  }

  void ReplyAndVisit(int replies) {
    for (int i = 0; i < replies; ++i) {
      board_.Reply("t21", now_ + minutes(1));
    }
    now_ += minutes(5);
    BoardVisit().Run(board_, remembered_, now_);
  }

  Board board_;
  Remembered remembered_;
  UtcTime now_ = ParseRfc3339("2027-03-01T08:00:00Z").value();
};

// What a visit makes of a thread page that shows `shown` while the list shows `listed`.
Reading ReadAgain(const Remembered& remembered, const Board& listed, ThreadContents shown,
                  UtcTime now) {
  VisitOptions options;
  options.recheck_after = hours(1);
  options.recheck_window = hours(24);
  Visit visit(remembered.cursor, options, now, {"http://forum.test/board", {}, {}});
  std::vector<PageRequest> waiting = visit.Begin();
  while (!waiting.empty() && waiting.front().kind == PageKind::List) {
    Reading list;
    visit.TakeList(listed.ListPage(waiting.front().page), list);
    waiting = list.follow_ups;
  }
  Reading reading;
  if (!waiting.empty() && waiting.front().thread == "t21") {
    visit.TakeThread(waiting.front(), std::move(shown), reading);
  }
  return reading;
}

TEST_F(DoubtfulThread, PagesThatShiftWhileTheyAreReadAreReadOnceMore) {
  board_.in_json = true;
  for (int i = 0; i < 8; ++i) {
    board_.Reply("t21", now_ + minutes(1));
  }
  BoardVisit visit;
  visit.before = [this](int answered) {
    if (answered == 4) {  // three pages of the list, the first of the thread
      board_.DeletePost("t21", 1);
    }
  };
  now_ += minutes(5);
  const VisitRecord record = visit.Run(board_, remembered_, now_);
  for (const std::string& id : board_.AllPosts()) {
    EXPECT_TRUE(remembered_.posts.contains(id)) << "lost " << id;
  }
  ASSERT_NE(record.Finished("t21"), nullptr);
  EXPECT_TRUE(record.Finished("t21")->whole);
  EXPECT_THAT(record.Finished("t21")->post_ids, SizeIs(8));
}

TEST_F(DoubtfulThread, ACountThatIsNeverMetIsToldAndHoldsUpNothing) {
  ReplyAndVisit(1);
  board_.Reply("t21", now_);
  ThreadContents contents = board_.ThreadPage("t21", 1);
  contents.pages = 1;
  contents.entries = 9;
  board_.threads["t21"].title = "renamed";
  VisitOptions options;
  Visit visit(remembered_.cursor, options, now_, {"http://forum.test/board", {}, {}});
  Reading list;
  visit.Begin();
  visit.TakeList(board_.ListPage(1), list);
  ASSERT_FALSE(list.follow_ups.empty());
  Reading once;
  visit.TakeThread(list.follow_ups.front(), contents, once);
  EXPECT_THAT(once.finished, IsEmpty());
  ASSERT_THAT(once.follow_ups, SizeIs(1));
  Reading twice;
  visit.TakeThread(once.follow_ups.front(), contents, twice);
  EXPECT_THAT(twice.finished, SizeIs(1));
  EXPECT_THAT(twice.posts, IsEmpty());
  ASSERT_THAT(twice.problems, SizeIs(1));
  EXPECT_THAT(twice.problems.front().reason, HasSubstr("9 条，读了两遍都只有 3 条"));
}

TEST_F(DoubtfulThread, APagerThatIsNotUnderstoodIsDoubtNotDeletion) {
  ReplyAndVisit(8);
  board_.threads["t21"].title = "renamed";  // so that it is read whole
  ThreadContents contents = board_.ThreadPage("t21", 1);
  contents.pages = 1;
  const Reading reading = ReadAgain(remembered_, board_, contents, now_ + minutes(5));
  EXPECT_EQ(reading.verdict, PageVerdict::Blind);
  EXPECT_THAT(reading.reason, HasSubstr("只认出 1 页"));
  EXPECT_THAT(reading.finished, IsEmpty());
  EXPECT_THAT(reading.posts, SizeIs(3));
}

TEST_F(DoubtfulThread, PostsTheListStillCountsAreNotCalledMissing) {
  ReplyAndVisit(2);
  board_.threads["t21"].title = "renamed";
  Board shown = board_;
  shown.DeletePost("t21", 1);
  const Reading doubted =
      ReadAgain(remembered_, board_, shown.ThreadPage("t21", 1), now_ + minutes(5));
  EXPECT_EQ(doubted.verdict, PageVerdict::Blind);
  ASSERT_EQ(doubted.finished.size(), 1U);
  EXPECT_FALSE(doubted.finished.front().whole);
  // When the list counts one fewer too, it is a deletion.
  const Reading believed =
      ReadAgain(remembered_, shown, shown.ThreadPage("t21", 1), now_ + minutes(5));
  EXPECT_EQ(believed.verdict, PageVerdict::Ok);
  ASSERT_EQ(believed.finished.size(), 1U);
  EXPECT_TRUE(believed.finished.front().whole);
}

}  // namespace
}  // namespace forumwatch
