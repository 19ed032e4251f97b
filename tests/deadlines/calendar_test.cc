#include "analysis/deadlines/calendar.h"

#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

TEST(Calendar, KnowsWhyADayIsWorkedOrNot) {
  struct Case {
    LocalDay day;
    bool working;
    const char* why;
  };
  const Case cases[] = {
      {Day(2026, 3, 2), true, "工作日"},
      {Day(2026, 3, 7), false, "周六"},
      {Day(2026, 3, 8), false, "周日"},
      {Day(2026, 2, 14), true, "调休上班（春节）"},
      {Day(2026, 2, 15), false, "春节"},
      {Day(2026, 2, 23), false, "春节"},
      {Day(2026, 2, 24), true, "工作日"},
      {Day(2026, 2, 28), true, "调休上班（春节）"},
      {Day(2026, 10, 1), false, "国庆节"},
      {Day(2026, 10, 10), true, "调休上班（国庆节）"},
      {Day(2025, 10, 6), false, "国庆节、中秋节"},
      {Day(2018, 12, 29), true, "调休上班（元旦）"},  // named in the file of 2019
      {Day(2018, 12, 31), false, "元旦"},
      {Day(2024, 2, 29), true, "工作日"},
      {Day(2031, 10, 1), true, "工作日（2031 年放假安排未录入，按星期算）"},
      {Day(2031, 10, 4), false, "周六（2031 年放假安排未录入，按星期算）"},
      {Day(2006, 12, 30), true, "调休上班（元旦）"},
  };
  const WorkingCalendar calendar = ShippedCalendar();
  for (const Case& c : cases) {
    EXPECT_EQ(calendar.IsWorkingDay(c.day), c.working) << c.why;
    EXPECT_EQ(calendar.WhyDay(c.day), c.why);
  }
}

TEST(Calendar, AFrameHoldsItsStartAndNotItsEnd) {
  const WorkingCalendar calendar = ShippedCalendar();
  struct Case {
    const char* at;
    bool working;
  };
  const Case cases[] = {
      {"2026-03-02 08:59:59", false}, {"2026-03-02 09:00:00", true},
      {"2026-03-02 11:59:59", true},  {"2026-03-02 12:00:00", false},
      {"2026-03-02 13:29:59", false}, {"2026-03-02 13:30:00", true},
      {"2026-03-02 17:59:59", true},  {"2026-03-02 18:00:00", false},
      {"2026-03-07 10:00:00", false}, {"2026-02-28 10:00:00", true},
      {"2026-02-16 10:00:00", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(calendar.IsWorkingTime(At(c.at)), c.working) << c.at;
  }
}

TEST(Calendar, FindsTheNextWorkingDayAcrossALongHoliday) {
  const WorkingCalendar calendar = ShippedCalendar();
  EXPECT_EQ(calendar.WorkingDayFrom(Day(2026, 3, 2)), Day(2026, 3, 2));
  EXPECT_EQ(calendar.WorkingDayFrom(Day(2026, 3, 7)), Day(2026, 3, 9));
  EXPECT_EQ(calendar.WorkingDayFrom(Day(2026, 2, 15)), Day(2026, 2, 24));
  EXPECT_EQ(calendar.WorkingDayFrom(Day(2025, 10, 1)), Day(2025, 10, 9));
  EXPECT_EQ(calendar.WorkingDayFrom(Day(2026, 12, 26)), Day(2026, 12, 28));
}

TEST(Calendar, OneThatNeverWorksStillEndsASearch) {
  WorkingCalendar calendar = ShippedCalendar();
  calendar.weekdays = {};
  calendar.special_days = {};
  EXPECT_EQ(calendar.WorkingDayFrom(Day(2026, 3, 2)), Day(2026, 3, 2) + days(60));
}

TEST(Calendar, WorkBeginsWithTheFirstFrameAndEndsWithTheLast) {
  WorkingCalendar calendar = ShippedCalendar();
  EXPECT_EQ(calendar.StartOfWork(Day(2026, 3, 2)), At("2026-03-02 09:00"));
  EXPECT_EQ(calendar.EndOfWork(Day(2026, 3, 2)), At("2026-03-02 18:00"));
  calendar.frames = {{hours(0), hours(2)}, {hours(8), hours(24)}};
  EXPECT_EQ(calendar.StartOfWork(Day(2026, 3, 2)), At("2026-03-02 00:00"));
  EXPECT_EQ(calendar.EndOfWork(Day(2026, 3, 2)), At("2026-03-03 00:00"));
  calendar.frames = {};
  EXPECT_EQ(calendar.StartOfWork(Day(2026, 3, 2)), At("2026-03-02 00:00"));
  EXPECT_EQ(calendar.EndOfWork(Day(2026, 3, 2)), At("2026-03-03 00:00"));
  EXPECT_TRUE(calendar.IsWorkingTime(At("2026-03-02 03:00")));
}

TEST(Calendar, ACompanysOwnDayWinsOverTheYear) {
  WorkingCalendar calendar = ShippedCalendar();
  calendar.special_days[std::chrono::year(2026) / 10 / 1] = {"集中入伙", true};
  EXPECT_TRUE(calendar.IsWorkingDay(Day(2026, 10, 1)));
  EXPECT_EQ(calendar.WhyDay(Day(2026, 10, 1)), "调休上班（集中入伙）");
}

TEST(Calendar, TheDayIsThatOfItsZone) {
  EXPECT_EQ(ShippedCalendar().DayOf(*ParseRfc3339("2026-03-02T16:00:00Z")), Day(2026, 3, 3));
  EXPECT_EQ(ShippedCalendar("America/New_York").DayOf(*ParseRfc3339("2026-03-02T04:59:59Z")),
            Day(2026, 3, 1));
}

TEST(Calendar, MissesTheNextYearFromNovemberOn) {
  WorkingCalendar calendar = ShippedCalendar();
  calendar.years = {2025, 2026};
  EXPECT_EQ(MissingYear(calendar, At("2026-01-01 00:00")), std::nullopt);
  EXPECT_EQ(MissingYear(calendar, At("2026-10-31 23:59:59")), std::nullopt);
  EXPECT_EQ(MissingYear(calendar, At("2026-11-01 00:00")), 2027);
  EXPECT_EQ(MissingYear(calendar, At("2026-12-31 23:59:59")), 2027);
  EXPECT_EQ(MissingYear(calendar, At("2027-01-01 00:00")), 2027);  // still
  EXPECT_EQ(MissingYear(calendar, At("2024-12-31 00:00")), 2024);
  calendar.years.insert(2027);
  EXPECT_EQ(MissingYear(calendar, At("2026-12-31 23:59:59")), std::nullopt);
}

}  // namespace
}  // namespace forumwatch
