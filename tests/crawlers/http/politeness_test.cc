#include "crawlers/http/politeness.h"

#include <limits>
#include <set>

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const UtcTime kNoonUtc = *ParseRfc3339("2026-03-02T12:00:00Z");

TEST(HostPace, LetsTheNextStartWhenTheSpacingIsOver) {
  HostPace pace({milliseconds(1000), 5});
  EXPECT_TRUE(pace.MayStart(kNoonUtc));
  EXPECT_EQ(pace.NextStart(kNoonUtc), kNoonUtc);
  pace.Started(kNoonUtc);
  EXPECT_FALSE(pace.MayStart(kNoonUtc));
  EXPECT_EQ(pace.NextStart(kNoonUtc), kNoonUtc + milliseconds(1000));
  EXPECT_FALSE(pace.MayStart(kNoonUtc + milliseconds(999)));
  EXPECT_EQ(pace.NextStart(kNoonUtc + milliseconds(999)), kNoonUtc + milliseconds(1000));
  EXPECT_TRUE(pace.MayStart(kNoonUtc + milliseconds(1000)));
}

TEST(HostPace, KeepsSoManyUnderWayAndNoMore) {
  HostPace pace({milliseconds(0), 2});
  pace.Started(kNoonUtc);
  EXPECT_TRUE(pace.MayStart(kNoonUtc));
  pace.Started(kNoonUtc);
  EXPECT_FALSE(pace.MayStart(kNoonUtc + hours(9)));
  EXPECT_EQ(pace.NextStart(kNoonUtc + hours(9)), std::nullopt) << "no time decides, an end does";
  pace.Ended();
  EXPECT_TRUE(pace.MayStart(kNoonUtc));
}

TEST(HostPace, LeavesTheHostAloneWhileItIsHeld) {
  HostPace pace({milliseconds(0), 2});
  pace.Hold(kNoonUtc, seconds(120));
  EXPECT_FALSE(pace.MayStart(kNoonUtc + seconds(119)));
  EXPECT_EQ(pace.NextStart(kNoonUtc + seconds(60)), kNoonUtc + seconds(120));
  EXPECT_TRUE(pace.MayStart(kNoonUtc + seconds(120)));
}

TEST(HostPace, TheLongerOfTwoHoldsCounts) {
  HostPace pace({milliseconds(0), 2});
  pace.Hold(kNoonUtc, seconds(120));
  pace.Hold(kNoonUtc + seconds(10), seconds(5));
  EXPECT_EQ(pace.NextStart(kNoonUtc + seconds(10)), kNoonUtc + seconds(120));
  pace.Hold(kNoonUtc + seconds(20), seconds(300));
  EXPECT_EQ(pace.NextStart(kNoonUtc + seconds(20)), kNoonUtc + seconds(320));
}

TEST(HostPace, AClockSetBackDoesNotMakeItWaitForThePresentToComeAgain) {
  HostPace pace({milliseconds(1000), 2});
  pace.Started(kNoonUtc);
  pace.Hold(kNoonUtc, seconds(60));
  EXPECT_TRUE(pace.MayStart(kNoonUtc - hours(24)));
  EXPECT_EQ(pace.NextStart(kNoonUtc - hours(24)), kNoonUtc - hours(24));
}

TEST(HostPace, WhatStartedMayAskForALongerSpacingNeverForAShorterOne) {
  HostPace pace({milliseconds(1000), 5});
  pace.Started(kNoonUtc);
  pace.Space(kNoonUtc, seconds(10));
  pace.Space(kNoonUtc, seconds(0));
  EXPECT_EQ(pace.NextStart(kNoonUtc), kNoonUtc + seconds(10));
  pace.Started(kNoonUtc + seconds(10));
  EXPECT_EQ(pace.NextStart(kNoonUtc + seconds(10)), kNoonUtc + seconds(11));
}

TEST(HostPace, IsIdleWhenItIsAsGoodAsNew) {
  HostPace pace({milliseconds(1000), 2});
  EXPECT_TRUE(pace.idle(kNoonUtc));
  pace.Started(kNoonUtc);
  EXPECT_FALSE(pace.idle(kNoonUtc + seconds(5))) << "one is under way";
  pace.Ended();
  EXPECT_FALSE(pace.idle(kNoonUtc)) << "the spacing is not over";
  EXPECT_TRUE(pace.idle(kNoonUtc + seconds(1)));
  pace.Hold(kNoonUtc, seconds(60));
  EXPECT_FALSE(pace.idle(kNoonUtc + seconds(59)));
  EXPECT_TRUE(pace.idle(kNoonUtc + seconds(60)));
}

struct RetryCase {
  const char* name;
  const char* value;
  std::optional<seconds> wait;
};

TEST(RetryAfter, IsSecondsOrADateAndNeverLongerThanAnHour) {
  const RetryCase cases[] = {
      {"seconds", "120", seconds(120)},
      {"none", "0", seconds(0)},
      {"one below the cap", "3599", seconds(3599)},
      {"the cap", "3600", seconds(3600)},
      {"above the cap", "3601", seconds(3600)},
      {"a year", "31536000", seconds(3600)},
      {"beyond 64 bits", "99999999999999999999999", seconds(3600)},
      {"spaces around", "  30\t", seconds(30)},
      {"leading zeros", "007", seconds(7)},
      {"a date", "Mon, 02 Mar 2026 12:01:30 GMT", seconds(90)},
      {"a date of RFC 850", "Monday, 02-Mar-26 12:01:30 GMT", seconds(90)},
      {"a date of asctime", "Mon Mar  2 12:01:30 2026", seconds(90)},
      {"a date gone by", "Mon, 02 Mar 2026 11:00:00 GMT", seconds(0)},
      {"a date far away", "Tue, 02 Mar 2027 12:00:00 GMT", seconds(3600)},
      {"an elsewhere date", "Mon, 02 Mar 2026 20:01:30 +0800", seconds(90)},
      // neither
      {"empty", "", std::nullopt},
      {"blank", "  ", std::nullopt},
      {"negative", "-5", std::nullopt},
      {"fraction", "1.5", std::nullopt},
      {"with unit", "120s", std::nullopt},
      {"words", "later", std::nullopt},
      {"half a date", "Mon, 02 Mar", std::nullopt},
      {"no such month", "Mon, 02 Mrz 2026 12:01:30 GMT", std::nullopt},
      {"before 1970", "Mon, 02 Mar 1931 12:01:30 GMT", std::nullopt},
      {"two values", "30, 60", std::nullopt},
      {"full-width digits", "１２０", std::nullopt},
  };
  for (const RetryCase& c : cases) {
    EXPECT_EQ(ParseRetryAfter(c.value, kNoonUtc, hours(1)), c.wait) << c.name;
  }
}

TEST(HttpDate, IsReadInTheThreeFormsOfHttp) {
  const UtcTime instant = *ParseRfc3339("1994-11-06T08:49:37Z");
  EXPECT_EQ(ParseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), instant);
  EXPECT_EQ(ParseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT"), instant);
  EXPECT_EQ(ParseHttpDate("Sun Nov  6 08:49:37 1994"), instant);
  EXPECT_EQ(ParseHttpDate("Sat, 28 Feb 2026 23:59:59 GMT"), ParseRfc3339("2026-02-28T23:59:59Z"));
  EXPECT_EQ(ParseHttpDate(""), std::nullopt);
  EXPECT_EQ(ParseHttpDate("now"), std::nullopt);
  EXPECT_EQ(ParseHttpDate("20260302"), std::nullopt);
  EXPECT_EQ(ParseHttpDate("1772452800"), std::nullopt);
}

TEST(HttpDate, OfAYearThatNoClockHereCanShowIsUnreadable) {
  EXPECT_EQ(ParseHttpDate("Tue, 31 Dec 2199 23:59:59 GMT"), ParseRfc3339("2199-12-31T23:59:59Z"));
  EXPECT_EQ(ParseHttpDate("Wed, 01 Jan 2200 00:00:00 GMT"), std::nullopt);
  EXPECT_EQ(ParseHttpDate("Mon, 01 Jan 300000 00:00:00 GMT"), std::nullopt);
  EXPECT_EQ(ParseHttpDate("Mon, 01 Jan 2147483647 00:00:00 GMT"), std::nullopt);
}

TEST(BackOff, DoublesFromOneMinuteToFifteen) {
  const BackOffOptions even{.jitter = 0};
  const minutes expected[] = {minutes(1), minutes(2),  minutes(4),
                              minutes(8), minutes(15), minutes(15)};
  int attempt = 0;
  for (const minutes pause : expected) {
    EXPECT_EQ(BackOff(++attempt, 7, even), pause) << attempt;
  }
}

TEST(BackOff, NeverGivesUpAndTakesAnyNumber) {
  const BackOffOptions even{.jitter = 0};
  EXPECT_EQ(BackOff(1'000'000, 7, even), minutes(15));
  EXPECT_EQ(BackOff(std::numeric_limits<int>::max(), 7, even), minutes(15));
  EXPECT_EQ(BackOff(0, 7, even), minutes(1));
  EXPECT_EQ(BackOff(std::numeric_limits<int>::min(), 7, even), minutes(1));
}

TEST(BackOff, OtherOptionsOtherPauses) {
  const BackOffOptions hasty{.first = seconds(5), .longest = minutes(10), .jitter = 0};
  EXPECT_EQ(BackOff(1, 0, hasty), seconds(5));
  EXPECT_EQ(BackOff(4, 0, hasty), seconds(40));
  EXPECT_EQ(BackOff(99, 0, hasty), minutes(10));
  const BackOffOptions upside_down{.first = minutes(5), .longest = minutes(1), .jitter = 0};
  EXPECT_EQ(BackOff(1, 0, upside_down), minutes(1));
}

TEST(BackOff, IsTheSameForTheSameSeedAndSpreadsOverDifferentOnes) {
  std::set<milliseconds> first;
  std::set<milliseconds> last;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_EQ(BackOff(3, seed, {}), BackOff(3, seed, {}));
    first.insert(BackOff(1, seed, {}));
    last.insert(BackOff(50, seed, {}));
  }
  EXPECT_GT(first.size(), 95U) << "neighbouring seeds must not come together";
  EXPECT_GT(last.size(), 95U) << "nor at the cap";
  EXPECT_GT(*first.begin(), seconds(48) - milliseconds(1));
  EXPECT_LE(*first.rbegin(), seconds(60));
  EXPECT_GT(*last.begin(), minutes(12) - milliseconds(1));
  EXPECT_LE(*last.rbegin(), minutes(15));
  EXPECT_NE(BackOff(50, 1, {}), BackOff(51, 1, {})) << "nor one source at every attempt alike";
}

}  // namespace
}  // namespace forumwatch
