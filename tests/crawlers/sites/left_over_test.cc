// More has to be looked over than a visit has time for: what a sweep leaves is for the next visits,
// each of which knows no more than what is remembered.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/row_signature.h"
#include "tests/crawlers/sites/board_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// Thirty threads, each viewed all the time; a visit has time for a list's page and two threads.
class BoardWithMoreThanAVisitCanDo : public VisitOfABoard {
 protected:
  BoardWithMoreThanAVisitCanDo() {
    for (int i = 0; i < 18; ++i) {
      board_.Open("u" + std::to_string(10 + i), now_ + minutes(i));
    }
    board_.Reply("t10", morning_ + minutes(1));  // the lowest all the same
    RunAfter(minutes(30));
    RunAfter(hours(6));  // sweeps until nothing is left
    visit_.wind_up_after = 2;
    ViewAll();
  }

  void ViewAll() {
    for (auto& [id, thread] : board_.threads) {
      ++thread.views;
    }
  }
  VisitRecord Sweep() {
    VisitRecord sweep = RunAfter(hours(6));
    EXPECT_EQ(sweep.Count(PageKind::List), 6);
    return sweep;
  }
  void WriteLong(const std::string& thread, UtcTime at, int posts) {
    for (int i = 0; i < posts; ++i) {
      board_.Reply(thread, at);
    }
  }
  // Just now t12 could not be read, and a post of t15 is missing.
  void LeaveDoubts() {
    ThreadState& unread = remembered_.cursor.threads["t12"];
    unread.signature = UnreadSignature({1, false, unread.signature});
    unread.read_whole_at = now_;
    unread.waiting = true;
    remembered_.cursor.threads["t15"].look_again_at = now_;
  }
  // What the next visit asks for after the list.
  std::string FirstOfNext() {
    const std::vector<std::string> asked = Asked(Run());
    return asked.size() < 2 ? "nothing" : asked[1];
  }
  // Visits that are no sweeps until one has nothing to do; the threads they asked for.
  std::vector<std::string> Finish() {
    std::vector<std::string> threads;
    for (;;) {
      const VisitRecord visit = Run();
      EXPECT_EQ(visit.Count(PageKind::List), 1);
      const std::vector<std::string> asked = Asked(visit);
      EXPECT_THAT(asked, SizeIs(testing::Le(1 + 3)));
      if (asked.size() == 1 || threads.size() > 100) {
        return threads;
      }
      threads.insert(threads.end(), asked.begin() + 1, asked.end());
    }
  }
};

TEST_F(BoardWithMoreThanAVisitCanDo, WhatASweepLeavesIsLookedOverByTheNextVisitsOnceEach) {
  const VisitRecord sweep = Sweep();
  EXPECT_EQ(sweep.Count(PageKind::Thread), 0) << "its list alone took the time";
  EXPECT_FALSE(sweep.leaves_news);
  const std::vector<std::string> asked = Finish();
  EXPECT_THAT(asked, SizeIs(30));
  EXPECT_THAT(std::set(asked.begin(), asked.end()), SizeIs(30));
  EXPECT_EQ(Sweep().Count(PageKind::Thread), 0);
  EXPECT_THAT(Finish(), IsEmpty()) << "nobody has viewed anything since";
}

TEST_F(BoardWithMoreThanAVisitCanDo, ADeletionInTheLastThreadIsNoticedWithinAFewVisits) {
  board_.counts_replies = false;
  visit_.wind_up_after = 0;
  Sweep();  // rows look otherwise without a count
  visit_.wind_up_after = 2;
  ViewAll();
  board_.DeletePost("t10", 0);
  Sweep();
  EXPECT_THAT(remembered_.missing, IsEmpty());
  for (int visit = 0; visit < 15; ++visit) {
    Run();
  }
  EXPECT_THAT(remembered_.missing, SizeIs(1));
}

TEST_F(BoardWithMoreThanAVisitCanDo, WhereFewerPostsAreCountedThanAreKnownIsLookedOverFirst) {
  ++remembered_.cursor.threads["t10"].posts;
  Sweep();
  EXPECT_EQ(FirstOfNext(), "t10/1");
}

TEST_F(BoardWithMoreThanAVisitCanDo, WhatIsNewAndWhatIsWatchedGoFirst) {
  Sweep();
  board_.Open("new", now_);
  visit_.wind_up_after = 1;
  EXPECT_TRUE(Run().leaves_news);
  visit_.wind_up_after = 2;
  EXPECT_EQ(FirstOfNext(), "new/1");
  board_.Reply("u14", now_);
  EXPECT_EQ(FirstOfNext(), "u14/1");
  remembered_.cursor.watched = {"t20"};
  EXPECT_EQ(FirstOfNext(), "t20/1");
}

TEST_F(BoardWithMoreThanAVisitCanDo, AThreadThatHasGoneIsMissedByTheNextVisitsToo) {
  board_.threads.erase("t11");
  Sweep();
  const std::vector<std::string> asked = Finish();
  EXPECT_THAT(asked, Contains("t11/1"));
  EXPECT_TRUE(remembered_.cursor.threads["t11"].gone);
}

TEST_F(BoardWithMoreThanAVisitCanDo, AListThatHasNotChangedDoesNotKeepItFromBeingLookedOver) {
  Sweep();
  Visit visit(remembered_.cursor, visit_.options, now_ + minutes(5),
              {"http://forum.test/board", {}, {}});
  EXPECT_TRUE(visit.Begin().front().conditional);
  Reading reading;
  visit.ListUnchanged(reading);
  EXPECT_THAT(reading.follow_ups, SizeIs(2));
}

TEST_F(BoardWithMoreThanAVisitCanDo, AVisitWithTimeLooksAllOverTwoAtOnceAndLeavesNothing) {
  visit_.wind_up_after = 0;
  const VisitRecord sweep = Sweep();
  EXPECT_EQ(sweep.Count(PageKind::Thread), 30);
  std::size_t most = 0;
  for (const Reading& reading : sweep.readings) {
    most = std::max(most, reading.follow_ups.size());
  }
  EXPECT_EQ(most, 2U);
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
}

TEST_F(BoardWithMoreThanAVisitCanDo, WhatCouldNotBeReadAndWhatIsToBeConfirmedGoesFirst) {
  LeaveDoubts();
  Sweep();
  visit_.wind_up_after = 1;
  EXPECT_TRUE(Run().leaves_news);
  visit_.wind_up_after = 0;
  const std::vector<std::string> asked = Asked(Run());
  ASSERT_THAT(asked, SizeIs(1 + 30));
  EXPECT_THAT(std::vector(asked.begin() + 1, asked.begin() + 3),
              UnorderedElementsAre("t12/1", "t15/1"));
}

TEST_F(BoardWithMoreThanAVisitCanDo, SoTheyDoWhereTheListShowsThem) {
  LeaveDoubts();
  visit_.wind_up_after = 0;
  const std::vector<std::string> asked = Asked(Sweep());
  ASSERT_THAT(asked, SizeIs(6 + 30));
  EXPECT_THAT(std::vector(asked.begin() + 6, asked.begin() + 8),
              UnorderedElementsAre("t12/1", "t15/1"));
}

TEST_F(BoardWithMoreThanAVisitCanDo, SoTheyDoWhereTheListHasNotChanged) {
  LeaveDoubts();
  Sweep();
  Visit visit(remembered_.cursor, visit_.options, now_ + minutes(5),
              {"http://forum.test/board", {}, {}});
  visit.Begin();
  Reading reading;
  visit.ListUnchanged(reading);
  EXPECT_THAT(reading.follow_ups,
              UnorderedElementsAre(testing::Field(&PageRequest::thread, "t12"),
                                   testing::Field(&PageRequest::thread, "t15")));
}

TEST_F(BoardWithMoreThanAVisitCanDo, TheEndOfALongNewsDoesNotWaitForThePagesOfALongLook) {
  visit_.wind_up_after = 0;
  WriteLong("t20", morning_ + minutes(101), 12);
  Sweep();
  ViewAll();
  remembered_.cursor.threads["t20"].read_whole_at = morning_;
  WriteLong("u10", now_, 27);
  const std::vector<std::string> asked = Asked(Sweep());
  const auto at = [&asked](const char* page) {
    return std::find(asked.begin(), asked.end(), page) - asked.begin();
  };
  EXPECT_LT(at("t20/1"), at("u10/2")) << "the look has begun";
  EXPECT_LT(at("u10/10"), at("t20/2"));
  EXPECT_LT(at("t20/5"), at("t21/1")) << "and is ended before the next";
}

TEST_F(BoardWithMoreThanAVisitCanDo, ALookThatFailsIsALookWhenItIsTriedAgain) {
  visit_.wind_up_after = 0;
  WriteLong("t20", morning_ + minutes(101), 6);
  Sweep();
  ViewAll();
  bool comes = false;
  visit_.mishap = [&comes](const PageRequest& request) {
    return request.thread == "t20" && request.page == 2 && !comes
               ? std::make_optional(PageVerdict::Blind)
               : std::nullopt;
  };
  Sweep();
  const auto whole = ElementsAre("L1", "t20/1", "t20/2", "t20/3");
  EXPECT_THAT(Asked(Run()), whole);
  const Remembered then = remembered_;
  comes = true;
  EXPECT_THAT(Asked(RunAfter(minutes(10))), whole);
  EXPECT_THAT(Asked(RunAfter(hours(1))), ElementsAre("L1"));
  remembered_ = then;
  comes = false;
  EXPECT_THAT(Asked(RunAfter(minutes(10))), whole);
  EXPECT_THAT(Asked(RunAfter(minutes(20))), ElementsAre("L1", "t20/3")) << "page 2 never comes";
  EXPECT_THAT(Asked(RunAfter(hours(1))), ElementsAre("L1"));
}

TEST_F(BoardWithMoreThanAVisitCanDo, TwoSweepsMayOverlapAndNoThreadIsForgotten) {
  std::set<std::string> looked_over;
  for (int sweep = 0; sweep < 8; ++sweep) {
    for (const std::string& asked : Asked(Sweep())) {
      looked_over.insert(asked);
    }
    for (const std::string& asked : Asked(Run())) {
      looked_over.insert(asked);
    }
    for (const std::string& asked : Asked(Run())) {
      looked_over.insert(asked);
    }
    ViewAll();
  }
  EXPECT_THAT(looked_over, SizeIs(6 + 30)) << "the list and all threads";
}

}  // namespace
}  // namespace forumwatch
