// When is an answer due, by the shipped calendar: one line a case, three clocks.
#include <gtest/gtest.h>

#include "analysis/deadlines/duties.h"
#include "analysis/deadlines/working_time.h"
#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

struct DueCase {
  const char* name;
  const char* posted;
  const char* first_reply_due;
  const char* measures_due;
  const char* working_day_due;
};

const DueCase kShanghai[] = {
    // an ordinary day
    {"morning", "2026-03-02 09:30", "2026-03-02 13:30", "2026-03-02 18:00", "2026-03-03 09:30"},
    {"opening second", "2026-03-02 09:00:00", "2026-03-02 13:00", "2026-03-02 18:00",
     "2026-03-02 18:00"},
    {"a second before opening", "2026-03-02 08:59:59", "2026-03-02 12:59:59", "2026-03-02 18:00",
     "2026-03-02 18:00"},
    {"early morning, before work", "2026-03-02 05:10", "2026-03-02 09:10", "2026-03-02 18:00",
     "2026-03-02 18:00"},
    {"last second of the morning", "2026-03-02 11:59:59", "2026-03-02 15:59:59", "2026-03-02 18:00",
     "2026-03-03 11:59:59"},
    {"lunch begins", "2026-03-02 12:00", "2026-03-02 16:00", "2026-03-02 18:00",
     "2026-03-03 12:00"},
    {"at lunch", "2026-03-02 12:40", "2026-03-02 16:40", "2026-03-02 18:00", "2026-03-03 12:00"},
    {"lunch ends", "2026-03-02 13:30", "2026-03-02 17:30", "2026-03-02 18:00", "2026-03-03 12:00"},
    {"first reply reaches into the evening", "2026-03-02 14:30", "2026-03-02 18:30",
     "2026-03-02 18:00", "2026-03-03 14:30"},
    {"17:50: ten minutes for measures", "2026-03-02 17:50", "2026-03-02 21:50", "2026-03-02 18:00",
     "2026-03-03 17:50"},
    {"17:59:59: one second for measures", "2026-03-02 17:59:59", "2026-03-02 21:59:59",
     "2026-03-02 18:00", "2026-03-03 17:59:59"},
    {"18:00: work is over", "2026-03-02 18:00", "2026-03-02 22:00", "2026-03-03 18:00",
     "2026-03-03 18:00"},
    {"18:00:01", "2026-03-02 18:00:01", "2026-03-02 22:00:01", "2026-03-03 18:00",
     "2026-03-03 18:00"},
    // the night
    {"evening", "2026-03-02 21:14", "2026-03-03 01:14", "2026-03-03 18:00", "2026-03-03 18:00"},
    {"20:00: due at midnight", "2026-03-02 20:00", "2026-03-03 00:00", "2026-03-03 18:00",
     "2026-03-03 18:00"},
    {"a second before midnight", "2026-03-02 23:59:59", "2026-03-03 03:59:59", "2026-03-03 18:00",
     "2026-03-03 18:00"},
    {"midnight", "2026-03-03 00:00:00", "2026-03-03 04:00", "2026-03-03 18:00", "2026-03-03 18:00"},
    {"a second after midnight", "2026-03-03 00:00:01", "2026-03-03 04:00:01", "2026-03-03 18:00",
     "2026-03-03 18:00"},
    {"before dawn", "2026-03-03 03:30", "2026-03-03 07:30", "2026-03-03 18:00", "2026-03-03 18:00"},
    // weekends
    {"friday evening", "2026-03-06 18:30", "2026-03-06 22:30", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    {"friday 17:59:59", "2026-03-06 17:59:59", "2026-03-06 21:59:59", "2026-03-06 18:00",
     "2026-03-09 17:59:59"},
    {"friday night into saturday", "2026-03-06 22:00", "2026-03-07 02:00", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    {"saturday in what would be working hours", "2026-03-07 10:00", "2026-03-07 14:00",
     "2026-03-09 18:00", "2026-03-09 18:00"},
    {"sunday evening", "2026-03-08 21:00", "2026-03-09 01:00", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    {"sunday, a second before midnight", "2026-03-08 23:59:59", "2026-03-09 03:59:59",
     "2026-03-09 18:00", "2026-03-09 18:00"},
    {"monday midnight", "2026-03-09 00:00", "2026-03-09 04:00", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    // holidays
    {"new year's day", "2026-01-01 10:00", "2026-01-01 14:00", "2026-01-04 18:00",
     "2026-01-04 18:00"},
    {"make-up sunday after new year", "2026-01-04 10:00", "2026-01-04 14:00", "2026-01-04 18:00",
     "2026-01-05 10:00"},
    {"eve of spring festival is a make-up saturday", "2026-02-14 17:00", "2026-02-14 21:00",
     "2026-02-14 18:00", "2026-02-24 17:00"},
    {"that saturday after work", "2026-02-14 18:00", "2026-02-14 22:00", "2026-02-24 18:00",
     "2026-02-24 18:00"},
    {"friday evening before a make-up saturday", "2026-02-13 20:00", "2026-02-14 00:00",
     "2026-02-14 18:00", "2026-02-14 18:00"},
    {"spring festival's night", "2026-02-16 23:59:59", "2026-02-17 03:59:59", "2026-02-24 18:00",
     "2026-02-24 18:00"},
    {"last evening of spring festival", "2026-02-23 20:00", "2026-02-24 00:00", "2026-02-24 18:00",
     "2026-02-24 18:00"},
    {"first morning after spring festival", "2026-02-24 08:00", "2026-02-24 12:00",
     "2026-02-24 18:00", "2026-02-24 18:00"},
    {"make-up saturday after spring festival", "2026-02-28 09:00", "2026-02-28 13:00",
     "2026-02-28 18:00", "2026-02-28 18:00"},
    {"sunday after a make-up saturday", "2026-03-01 09:00", "2026-03-01 13:00", "2026-03-02 18:00",
     "2026-03-02 18:00"},
    {"qingming", "2026-04-04 09:00", "2026-04-04 13:00", "2026-04-07 18:00", "2026-04-07 18:00"},
    {"eve of may day", "2026-04-30 18:00", "2026-04-30 22:00", "2026-05-06 18:00",
     "2026-05-06 18:00"},
    {"may day", "2026-05-01 12:00", "2026-05-01 16:00", "2026-05-06 18:00", "2026-05-06 18:00"},
    {"make-up saturday after may day", "2026-05-09 17:59:59", "2026-05-09 21:59:59",
     "2026-05-09 18:00", "2026-05-11 17:59:59"},
    {"dragon boat", "2026-06-19 08:00", "2026-06-19 12:00", "2026-06-22 18:00", "2026-06-22 18:00"},
    {"make-up sunday before mid-autumn", "2026-09-20 11:00", "2026-09-20 15:00", "2026-09-20 18:00",
     "2026-09-21 11:00"},
    {"mid-autumn friday", "2026-09-25 11:00", "2026-09-25 15:00", "2026-09-28 18:00",
     "2026-09-28 18:00"},
    {"eve of national day, last second", "2026-09-30 17:59:59", "2026-09-30 21:59:59",
     "2026-09-30 18:00", "2026-10-08 17:59:59"},
    {"eve of national day, after work", "2026-09-30 18:00", "2026-09-30 22:00", "2026-10-08 18:00",
     "2026-10-08 18:00"},
    {"national day", "2026-10-01 09:00", "2026-10-01 13:00", "2026-10-08 18:00",
     "2026-10-08 18:00"},
    {"make-up saturday after national day", "2026-10-10 10:00", "2026-10-10 14:00",
     "2026-10-10 18:00", "2026-10-12 10:00"},
    {"eight days of 2025", "2025-10-01 00:00", "2025-10-01 04:00", "2025-10-09 18:00",
     "2025-10-09 18:00"},
    {"eight days of 2023, with its evening before", "2023-09-28 18:30", "2023-09-28 22:30",
     "2023-10-07 18:00", "2023-10-07 18:00"},
    // month, year, leap day
    {"month end", "2026-03-31 19:00", "2026-03-31 23:00", "2026-04-01 18:00", "2026-04-01 18:00"},
    {"month end into the next month", "2026-03-31 21:00", "2026-04-01 01:00", "2026-04-01 18:00",
     "2026-04-01 18:00"},
    {"year end into the next year", "2025-12-31 22:00", "2026-01-01 02:00", "2026-01-04 18:00",
     "2026-01-04 18:00"},
    {"year end in working hours", "2025-12-31 17:30", "2025-12-31 21:30", "2025-12-31 18:00",
     "2026-01-04 17:30"},
    {"28 february of a leap year", "2024-02-28 22:00", "2024-02-29 02:00", "2024-02-29 18:00",
     "2024-02-29 18:00"},
    {"29 february", "2024-02-29 10:00", "2024-02-29 14:00", "2024-02-29 18:00", "2024-03-01 10:00"},
    {"29 february, evening", "2024-02-29 21:00", "2024-03-01 01:00", "2024-03-01 18:00",
     "2024-03-01 18:00"},
    {"28 february of a common year", "2025-02-28 21:00", "2025-03-01 01:00", "2025-03-03 18:00",
     "2025-03-03 18:00"},
    {"make-up day named in the next year's file", "2018-12-29 10:00", "2018-12-29 14:00",
     "2018-12-29 18:00", "2019-01-02 10:00"},
    // years whose holidays are not on record go by weekday
    {"unknown year, national day is a wednesday", "2031-10-01 10:00", "2031-10-01 14:00",
     "2031-10-01 18:00", "2031-10-02 10:00"},
    {"unknown year, saturday", "2031-10-04 10:00", "2031-10-04 14:00", "2031-10-06 18:00",
     "2031-10-06 18:00"},
    {"from a known year into an unknown one", "2026-12-31 19:00", "2026-12-31 23:00",
     "2027-01-01 18:00", "2027-01-01 18:00"},
    // the working day: what is left of a day is made up for on the next that works
    {"a minute before lunch", "2026-03-02 11:59", "2026-03-02 15:59", "2026-03-02 18:00",
     "2026-03-03 11:59"},
    {"in the last minute of lunch", "2026-03-02 13:29", "2026-03-02 17:29", "2026-03-02 18:00",
     "2026-03-03 12:00"},
    {"a second after lunch", "2026-03-02 13:30:01", "2026-03-02 17:30:01", "2026-03-02 18:00",
     "2026-03-03 13:30:01"},
    {"tuesday, the middle of the morning", "2026-03-03 10:15", "2026-03-03 14:15",
     "2026-03-03 18:00", "2026-03-04 10:15"},
    {"thursday afternoon reaches into friday", "2026-03-05 15:45", "2026-03-05 19:45",
     "2026-03-05 18:00", "2026-03-06 15:45"},
    {"friday morning reaches into monday", "2026-03-06 09:30", "2026-03-06 13:30",
     "2026-03-06 18:00", "2026-03-09 09:30"},
    {"friday noon", "2026-03-06 12:00", "2026-03-06 16:00", "2026-03-06 18:00", "2026-03-09 12:00"},
    {"friday afternoon", "2026-03-06 16:20", "2026-03-06 20:20", "2026-03-06 18:00",
     "2026-03-09 16:20"},
    {"saturday midnight", "2026-03-07 00:00", "2026-03-07 04:00", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    {"saturday noon, what would be lunch", "2026-03-07 12:30", "2026-03-07 16:30",
     "2026-03-09 18:00", "2026-03-09 18:00"},
    {"sunday in what would be working hours", "2026-03-08 15:00", "2026-03-08 19:00",
     "2026-03-09 18:00", "2026-03-09 18:00"},
    {"the afternoon before new year", "2025-12-31 15:00", "2025-12-31 19:00", "2025-12-31 18:00",
     "2026-01-04 15:00"},
    {"new year's eve, a second before midnight", "2025-12-31 23:59:59", "2026-01-01 03:59:59",
     "2026-01-04 18:00", "2026-01-04 18:00"},
    {"the last afternoon before spring festival", "2026-02-14 14:30", "2026-02-14 18:30",
     "2026-02-14 18:00", "2026-02-24 14:30"},
    {"friday afternoon before a make-up saturday", "2026-02-13 16:00", "2026-02-13 20:00",
     "2026-02-13 18:00", "2026-02-14 16:00"},
    {"friday before the make-up saturday after spring festival", "2026-02-27 17:00",
     "2026-02-27 21:00", "2026-02-27 18:00", "2026-02-28 17:00"},
    {"that saturday afternoon", "2026-02-28 16:00", "2026-02-28 20:00", "2026-02-28 18:00",
     "2026-03-02 16:00"},
    {"the afternoon before qingming, a friday", "2026-04-03 17:30", "2026-04-03 21:30",
     "2026-04-03 18:00", "2026-04-07 17:30"},
    {"the afternoon before may day", "2026-04-30 14:00", "2026-04-30 18:00", "2026-04-30 18:00",
     "2026-05-06 14:00"},
    {"friday before the make-up saturday after may day", "2026-05-08 17:59:59",
     "2026-05-08 21:59:59", "2026-05-08 18:00", "2026-05-09 17:59:59"},
    {"the afternoon before dragon boat", "2026-06-18 16:30", "2026-06-18 20:30", "2026-06-18 18:00",
     "2026-06-22 16:30"},
    {"saturday before a make-up sunday", "2026-09-19 13:00", "2026-09-19 17:00", "2026-09-20 18:00",
     "2026-09-20 18:00"},
    {"make-up sunday, afternoon", "2026-09-20 16:00", "2026-09-20 20:00", "2026-09-20 18:00",
     "2026-09-21 16:00"},
    {"the eve of mid-autumn", "2026-09-24 17:00", "2026-09-24 21:00", "2026-09-24 18:00",
     "2026-09-28 17:00"},
    {"monday between mid-autumn and national day", "2026-09-28 11:00", "2026-09-28 15:00",
     "2026-09-28 18:00", "2026-09-29 11:00"},
    {"the eve of national day, morning", "2026-09-30 10:00", "2026-09-30 14:00", "2026-09-30 18:00",
     "2026-10-08 10:00"},
    {"the last day of national day", "2026-10-07 23:30", "2026-10-08 03:30", "2026-10-08 18:00",
     "2026-10-08 18:00"},
    {"friday before the make-up saturday after national day", "2026-10-09 18:30",
     "2026-10-09 22:30", "2026-10-10 18:00", "2026-10-10 18:00"},
    {"month end in working hours", "2026-03-31 16:00", "2026-03-31 20:00", "2026-03-31 18:00",
     "2026-04-01 16:00"},
    {"28 february of a leap year in working hours", "2024-02-28 16:00", "2024-02-28 20:00",
     "2024-02-28 18:00", "2024-02-29 16:00"},
    {"29 february reaches into march", "2024-02-29 16:00", "2024-02-29 20:00", "2024-02-29 18:00",
     "2024-03-01 16:00"},
    {"29 february, last second of work", "2024-02-29 17:59:59", "2024-02-29 21:59:59",
     "2024-02-29 18:00", "2024-03-01 17:59:59"},
    {"29 february, midnight", "2024-02-29 00:00", "2024-02-29 04:00", "2024-02-29 18:00",
     "2024-02-29 18:00"},
    {"28 february of a common year, a friday in working hours", "2025-02-28 14:00",
     "2025-02-28 18:00", "2025-02-28 18:00", "2025-03-03 14:00"},
    {"the last working afternoon of a known year", "2026-12-31 16:00", "2026-12-31 20:00",
     "2026-12-31 18:00", "2027-01-01 16:00"},
    {"unknown year, eve of its national day", "2031-09-30 17:00", "2031-09-30 21:00",
     "2031-09-30 18:00", "2031-10-01 17:00"},
};

TEST(DutyTable, Shanghai) {
  static_assert(std::size(kShanghai) >= 95);
  const WorkingCalendar calendar = ShippedCalendar();
  for (const DueCase& c : kShanghai) {
    const UtcTime posted = At(c.posted);
    const auto duties = EvaluateDuties({posted, 1, {}}, calendar, {}, posted);
    ASSERT_EQ(duties.size(), 3U);
    EXPECT_EQ(duties[0].kind, DutyKind::FirstReply);
    EXPECT_EQ(duties[1].kind, DutyKind::Measures);
    EXPECT_EQ(duties[2].kind, DutyKind::WorkingDay);
    EXPECT_EQ(calendar.zone.Format(duties[0].due_at), calendar.zone.Format(At(c.first_reply_due)))
        << c.name;
    EXPECT_EQ(calendar.zone.Format(duties[1].due_at), calendar.zone.Format(At(c.measures_due)))
        << c.name;
    EXPECT_EQ(calendar.zone.Format(duties[2].due_at), calendar.zone.Format(At(c.working_day_due)))
        << c.name;
    EXPECT_EQ(CountedTime(duties[2].explain), std::chrono::minutes(450)) << c.name;
    for (const Duty& duty : duties) {
      EXPECT_EQ(duty.state, DutyState::Open) << c.name;
      EXPECT_EQ(duty.starts_at, posted) << c.name;
      ASSERT_FALSE(duty.explain.empty()) << c.name;
      EXPECT_EQ(duty.explain.front().from, duty.starts_at) << c.name;
      EXPECT_EQ(duty.explain.back().to, duty.due_at) << c.name;
    }
  }
}

// Four hours are 14400 s that pass, whatever the wall clock shows; working days are local days.
const DueCase kNewYork[] = {
    {"night the clock springs forward", "2026-03-07 23:00", "2026-03-08 04:00", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    {"friday afternoon before it springs forward", "2026-03-06 16:00", "2026-03-06 20:00",
     "2026-03-06 18:00", "2026-03-09 16:00"},
    {"in the hour that is skipped", "2026-03-08 02:30", "2026-03-08 07:00", "2026-03-09 18:00",
     "2026-03-09 18:00"},
    {"night the clock falls back", "2026-10-31 23:00", "2026-11-01 02:00", "2026-11-02 18:00",
     "2026-11-02 18:00"},
    {"friday afternoon before it falls back", "2026-10-30 16:00", "2026-10-30 20:00",
     "2026-10-30 18:00", "2026-11-02 16:00"},
    {"in the hour that comes twice, the first time", "2026-11-01 01:30", "2026-11-01 04:30",
     "2026-11-02 18:00", "2026-11-02 18:00"},
    {"evening of an ordinary day", "2026-03-02 21:14", "2026-03-03 01:14", "2026-03-03 18:00",
     "2026-03-03 18:00"},
    {"working hours of its own zone", "2026-03-02 17:59:59", "2026-03-02 21:59:59",
     "2026-03-02 18:00", "2026-03-03 17:59:59"},
};

TEST(DutyTable, NewYork) {
  WorkingCalendar calendar = ShippedCalendar("America/New_York");
  calendar.special_days.clear();
  for (const DueCase& c : kNewYork) {
    const UtcTime posted = At(c.posted, calendar.zone);
    const auto duties = EvaluateDuties({posted, 1, {}}, calendar, {}, posted);
    EXPECT_EQ(duties[0].due_at - posted, std::chrono::seconds(14400)) << c.name;
    EXPECT_EQ(calendar.zone.Format(duties[0].due_at),
              calendar.zone.Format(At(c.first_reply_due, calendar.zone)))
        << c.name;
    EXPECT_EQ(calendar.zone.Format(duties[1].due_at),
              calendar.zone.Format(At(c.measures_due, calendar.zone)))
        << c.name;
    EXPECT_EQ(calendar.zone.Format(duties[2].due_at),
              calendar.zone.Format(At(c.working_day_due, calendar.zone)))
        << c.name;
  }
}

// Other companies, other hours; posted on Monday, 2 March 2026, or said otherwise.
struct HoursCase {
  const char* name;
  std::vector<WorkFrame> frames;
  const char* posted;
  const char* measures_due;
  const char* working_day_due;
};

TEST(DutyTable, OtherHours) {
  using std::chrono::hours;
  using std::chrono::minutes;
  const std::vector<WorkFrame> day = {{hours(8), hours(20)}};
  const std::vector<WorkFrame> until_midnight = {{hours(9), hours(12)}, {hours(18), hours(24)}};
  const std::vector<WorkFrame> shifts = {
      {hours(6), hours(10)}, {hours(14), hours(17)}, {hours(19), hours(22)}};
  const HoursCase cases[] = {
      {"one frame without lunch", day, "2026-03-02 12:30", "2026-03-02 20:00", "2026-03-03 12:30"},
      {"one frame, before work", day, "2026-03-02 07:00", "2026-03-02 20:00", "2026-03-02 20:00"},
      {"work ends at 24:00", until_midnight, "2026-03-02 23:00", "2026-03-03 00:00",
       "2026-03-03 23:00"},
      {"a second before 24:00", until_midnight, "2026-03-02 23:59:59", "2026-03-03 00:00",
       "2026-03-03 23:59:59"},
      {"midnight belongs to the day that begins", until_midnight, "2026-03-03 00:00",
       "2026-03-04 00:00", "2026-03-04 00:00"},
      {"friday before 24:00 reaches over the weekend", until_midnight, "2026-03-06 23:30",
       "2026-03-07 00:00", "2026-03-09 23:30"},
      {"between two of three frames", shifts, "2026-03-02 12:00", "2026-03-02 22:00",
       "2026-03-03 10:00"},
      {"in the last of three frames", shifts, "2026-03-02 21:00", "2026-03-02 22:00",
       "2026-03-03 21:00"},
      {"no hours set: the whole day works",
       {},
       "2026-03-02 15:00",
       "2026-03-03 00:00",
       "2026-03-03 15:00"},
      {"no hours set, at the weekend",
       {},
       "2026-03-07 15:00",
       "2026-03-10 00:00",
       "2026-03-10 00:00"},
      {"no hours set, friday", {}, "2026-03-06 15:00", "2026-03-07 00:00", "2026-03-09 15:00"},
  };
  for (const HoursCase& c : cases) {
    WorkingCalendar calendar = ShippedCalendar();
    calendar.frames = c.frames;
    const auto duties = EvaluateDuties({At(c.posted), 1, {}}, calendar, {}, At(c.posted));
    EXPECT_EQ(calendar.zone.Format(duties[1].due_at), calendar.zone.Format(At(c.measures_due)))
        << c.name;
    EXPECT_EQ(calendar.zone.Format(duties[2].due_at), calendar.zone.Format(At(c.working_day_due)))
        << c.name;
  }
}

TEST(DutyTable, AnHourThatIsSkippedOrComesTwiceIsCountedAsItPasses) {
  WorkingCalendar calendar = ShippedCalendar("America/New_York");
  calendar.special_days.clear();
  calendar.weekdays = {1, 2, 3, 4, 5, 6, 7};
  calendar.frames = {{std::chrono::hours(0), std::chrono::hours(6)}};
  const auto due = [&](const char* posted) {
    const UtcTime at = At(posted, calendar.zone);
    return calendar.zone.Format(
        EvaluateDuty(DutyKind::WorkingDay, {at, 1, {}}, calendar, {}, at).due_at);
  };
  EXPECT_EQ(due("2026-03-07 00:00"), "2026-03-07T06:00:00-05:00");
  EXPECT_EQ(due("2026-03-08 00:00"), "2026-03-09T01:00:00-04:00") << "five hours that night";
  EXPECT_EQ(due("2026-11-01 00:00"), "2026-11-01T05:00:00-05:00") << "seven hours that night";
}

TEST(DutyTable, ASkippedClosingTimeDoesNotLoseTheDay) {
  WorkingCalendar calendar = ShippedCalendar("America/New_York");
  calendar.special_days.clear();
  calendar.weekdays = {1, 2, 3, 4, 5, 6, 7};
  calendar.frames = {{std::chrono::hours(0), std::chrono::minutes(150)}};  // closes at 02:30
  const UtcTime posted = At("2026-03-08 01:00", calendar.zone);
  const Duty duty = EvaluateDuty(DutyKind::Measures, {posted, 1, {}}, calendar, {}, posted);
  EXPECT_EQ(calendar.zone.Format(duty.due_at), "2026-03-08T03:00:00-04:00");
}

}  // namespace
}  // namespace forumwatch
