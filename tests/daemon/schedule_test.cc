#include "daemon/schedule.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const UtcTime kNoon = ParseRfc3339("2026-03-02T12:00:00+08:00").value();
const Rhythm kRhythm{seconds(300), seconds(120), seconds(600)};

TEST(Schedule, CountsTheIntervalFromTheVisitsStart) {
  EXPECT_EQ(NextVisit({}, kRhythm, kNoon, kNoon + seconds(40), 1), kNoon + seconds(300));
}

TEST(Schedule, AVisitLongerThanItsIntervalIsFollowedAtOnce) {
  EXPECT_EQ(NextVisit({}, kRhythm, kNoon, kNoon + minutes(9), 1), kNoon + minutes(9));
}

TEST(Schedule, LooksMoreOftenWhileAClockRuns) {
  EXPECT_EQ(NextVisit({true, 0, true}, kRhythm, kNoon, kNoon, 1), kNoon + seconds(120));
}

TEST(Schedule, AWatchedBoardIsNeverLookedAtLessOften) {
  EXPECT_EQ(NextVisit({true, 0, true}, {seconds(60), seconds(120), seconds(60)}, kNoon, kNoon, 1),
            kNoon + seconds(60));
}

TEST(Schedule, TheLongerNobodyHasWrittenTheLongerThePause) {
  const auto pause = [](Duration silence, bool watched = false) {
    return NextVisit({true, 0, watched, kNoon - silence}, kRhythm, kNoon, kNoon, 1) - kNoon;
  };
  EXPECT_EQ(pause(minutes(1)), seconds(300));
  EXPECT_EQ(pause(minutes(60 * 4)), seconds(300));
  EXPECT_EQ(pause(minutes(60 * 6)), seconds(450));
  EXPECT_EQ(pause(minutes(60 * 24 * 400)), seconds(600));
  EXPECT_EQ(pause(minutes(60 * 24), true), seconds(120));
  EXPECT_EQ(pause(-minutes(60)), seconds(300)) << "the clock was put back";
  EXPECT_EQ(NextVisit({true, 0, false, std::nullopt}, kRhythm, kNoon, kNoon, 1),
            kNoon + seconds(300))
      << "there is more to be read";
  EXPECT_EQ(NextVisit({false, 1, false, kNoon - minutes(60 * 24 * 8)}, kRhythm, kNoon, kNoon, 1),
            NextVisit({false, 1, false}, kRhythm, kNoon, kNoon, 1))
      << "nobody could be heard";
}

TEST(Schedule, NeverComesBackSoonerAfterABadVisitThanAfterAGoodOne) {
  for (int bad = 1; bad < 20; ++bad) {
    EXPECT_GE(NextVisit({false, bad, false}, kRhythm, kNoon, kNoon, 1), kNoon + seconds(300));
  }
}

TEST(Schedule, TroubleThatLastsIsAskedAboutLessAndLessButAlwaysAgain) {
  const UtcTime soon =
      NextVisit({false, 1, false}, {seconds(1), seconds(1), seconds(1)}, kNoon, kNoon, 1);
  const UtcTime later =
      NextVisit({false, 8, false}, {seconds(1), seconds(1), seconds(1)}, kNoon, kNoon, 1);
  const UtcTime much_later =
      NextVisit({false, 1'000'000, false}, {seconds(1), seconds(1), seconds(1)}, kNoon, kNoon, 1);
  EXPECT_LT(soon, later);
  EXPECT_LE(much_later, kNoon + minutes(20));
}

TEST(Schedule, SourcesInTroubleDoNotComeBackInStep) {
  EXPECT_NE(NextVisit({false, 5, false}, kRhythm, kNoon, kNoon, 1),
            NextVisit({false, 5, false}, kRhythm, kNoon, kNoon, 2));
}

}  // namespace
}  // namespace forumwatch
