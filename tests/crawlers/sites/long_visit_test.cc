// What a visit meets that it cannot finish with: threads of other boards, threads that cannot be
// read, more pages than there is time for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/sites/board_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(VisitOfABoard, AThreadOnRecordIsKeptWhereverAModeratorMovedIt) {
  board_.threads["t20"].board = "other";
  const std::string reply = board_.Reply("t20", now_);
  EXPECT_THAT(Asked(RunAfter(minutes(10))), Contains("t20/1"));
  EXPECT_THAT(Known(), Contains(reply));
}

TEST_F(VisitOfABoard, AListThatMostThreadsContradictIsNotBelieved) {
  for (auto& [id, thread] : board_.threads) {
    thread.board = "renamed";
  }
  remembered_ = {};
  const VisitRecord visit = Run();
  EXPECT_EQ(Known().size(), 12U);
  int problems = 0;
  for (const Reading& reading : visit.readings) {
    problems += static_cast<int>(reading.problems.size());
  }
  EXPECT_EQ(problems, 1) << "said once";
  board_.Open("t50", now_);
  board_.threads["t50"].board = "renamed";
  RunAfter(minutes(10));
  EXPECT_EQ(Known().size(), 13U) << "nor later, when one thread stands alone against it";
}

TEST_F(VisitOfABoard, AThreadOfAnotherBoardWaitsUntilItIsClearWhomToBelieve) {
  remembered_ = {};
  board_.Open("t90", now_);
  board_.threads["t90"].board = "other";
  const VisitRecord visit = RunAfter(minutes(10));
  EXPECT_EQ(Known(), board_.AllPosts());
  ASSERT_NE(visit.Finished("t90"), nullptr);
  EXPECT_THAT(visit.Finished("t90")->post_ids, IsEmpty());
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
}

TEST_F(VisitOfABoard, ALoginWallOfSecondsClosesAThreadForMinutes) {
  board_.Open("t60", now_);
  visit_.mishap = [](const PageRequest& request) {
    return request.thread == "t60" ? std::make_optional(PageVerdict::Login) : std::nullopt;
  };
  Run();
  visit_.mishap = nullptr;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
  EXPECT_THAT(Asked(Run()), ElementsAre("L1", "t60/1"));
  EXPECT_EQ(Known(), board_.AllPosts());
  EXPECT_THAT(Asked(RunAfter(minutes(10))), ElementsAre("L1"));
}

TEST_F(VisitOfABoard, AThreadThatCannotBeReadIsTriedLessAndLessAndHidesNoOther) {
  for (const std::string id : {"x1", "x2", "x3"}) {
    board_.Open(id, now_);
  }
  board_.Open("t50", now_ - minutes(1));
  visit_.mishap = [](const PageRequest& request) {
    return request.thread.starts_with("x") ? std::make_optional(PageVerdict::Blind) : std::nullopt;
  };
  std::vector<int> tries;
  for (const int visits : {12, 12, 24, 48, 192}) {
    tries.push_back(0);
    for (int i = 0; i < visits; ++i) {
      const VisitRecord visit = Run();
      tries.back() += visit.Count(PageVerdict::Blind);
      for (const PageRequest& request : visit.requests) {
        const bool first = i == 0 && visits == 12 && tries.size() == 1;
        EXPECT_TRUE(!request.again || (request.thread.starts_with("x") && !first));
      }
    }
  }
  EXPECT_THAT(tries, ElementsAre(testing::Le(16), testing::Le(6), testing::Le(6), testing::Le(6),
                                 testing::AllOf(testing::Ge(3), testing::Le(9))));
  EXPECT_THAT(Known(), Contains(board_.threads["t50"].posts[0].id));
  visit_.mishap = nullptr;
  RunAfter(hours(6));
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, AWatchedThreadThatCannotBeReadIsTriedEveryTenMinutes) {
  board_.Reply("t20", now_);
  remembered_.cursor.watched = {"t20"};
  visit_.mishap = [](const PageRequest& request) {
    return request.thread == "t20" ? std::make_optional(PageVerdict::Blind) : std::nullopt;
  };
  int tries = 0;
  for (int i = 0; i < 24; ++i) {
    tries += Run().Count(PageKind::Thread);
  }
  EXPECT_THAT(tries, testing::AllOf(testing::Ge(12), testing::Le(14)));
}

TEST_F(VisitOfABoard, WhatAListPageShowsIsOnRecordWithThatPage) {
  remembered_ = {};
  visit_.stop_after = 2;  // of three list pages
  Run();
  EXPECT_EQ(remembered_.cursor.threads.size(), 10U);
}

TEST_F(VisitOfABoard, AWalkThatBrokeOffIsNotTakenForComplete) {
  for (int i = 0; i < 12; ++i) {
    board_.Reply("t" + std::to_string(10 + i), now_ + minutes(1));
  }
  visit_.stop_after = 1;
  RunAfter(minutes(10));
  visit_.stop_after = 0;
  Run();
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, AnOldThreadThatSlippedOverAPageBorderOfTheFirstWalkIsMetByTheFirstSweep) {
  remembered_ = {};
  visit_.options.recheck_window = hours(1);  // no other sweep comes so far down
  visit_.before = [this](int answered) {
    if (answered == 2) {
      board_.threads.erase("t14");  // of the second page, which is read
    }
  };
  Run();
  visit_.before = nullptr;
  EXPECT_THAT(Asked(Run()), ElementsAre("L1"));
  EXPECT_THAT(Known(), testing::Not(testing::IsSupersetOf(board_.AllPosts())));
  EXPECT_THAT(Asked(RunAfter(hours(6))), testing::IsSupersetOf({"L1", "L2", "L3"}));
  EXPECT_THAT(Known(), testing::IsSupersetOf(board_.AllPosts()));
  EXPECT_EQ(RunAfter(hours(6)).Count(PageKind::List), 1);
}

TEST_F(VisitOfABoard, WhatIsPendingHidesNothingThatWasPushedUpSince) {
  remembered_ = {};
  visit_.wind_up_after = 4;
  RunAfter(minutes(10));
  visit_.wind_up_after = 0;
  for (int i = 0; i < 12; ++i) {
    board_.Reply("t" + std::to_string(10 + i), now_ + minutes(i % 5));
  }
  RunAfter(minutes(10));
  EXPECT_EQ(Known(), board_.AllPosts());
}

TEST_F(VisitOfABoard, AVisitWoundUpReadsWhatItBeganAndTheNextOneBeginsWithWhatIsNew) {
  remembered_ = {};
  for (int i = 0; i < 6; ++i) {
    board_.Reply("t21", now_);
  }
  visit_.wind_up_after = 4;  // with the first page of the first thread
  const VisitRecord cut = RunAfter(minutes(10));
  EXPECT_THAT(Asked(cut), testing::IsSupersetOf({"t21/1", "t21/2", "t21/3"}));
  EXPECT_LE(cut.Count(PageKind::Thread), 8 + 2);
  visit_.wind_up_after = 0;
  board_.Open("t50", now_);
  const auto asked = Asked(Run());
  ASSERT_GE(asked.size(), 3U);
  EXPECT_THAT(std::vector(asked.begin(), asked.begin() + 2), ElementsAre("L1", "t50/1"))
      << "rows on record as pending need no further walk";
  EXPECT_EQ(Known(), board_.AllPosts());
  EXPECT_THAT(Asked(RunAfter(hours(6))), ElementsAre("L1", "L2", "L3")) << "nor another reading";
}

}  // namespace
}  // namespace forumwatch
