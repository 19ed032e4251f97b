#include "analysis/deadlines/working_time.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

// "03-02 21:14–24:00 reason", counted ones with a +.
std::vector<std::string> Written(const std::vector<ClockInterval>& intervals, const Zone& zone) {
  std::vector<std::string> lines;
  lines.reserve(intervals.size());
  for (const ClockInterval& interval : intervals) {
    lines.push_back((interval.counts ? "+ " : "  ") + zone.Format(interval.from).substr(5, 11) +
                    " " + zone.Format(interval.to).substr(5, 11) + " " + interval.why);
  }
  return lines;
}

std::vector<std::string> Explained(const WorkingCalendar& calendar, const std::string& from,
                                   const std::string& to) {
  return Written(WorkingIntervals(calendar, At(from, calendar.zone), At(to, calendar.zone), "B3"),
                 calendar.zone);
}

TEST(WorkingTime, AWorkingDayIsToldWithItsBreak) {
  EXPECT_THAT(Explained(ShippedCalendar(), "2026-03-02 08:00", "2026-03-02 20:00"),
              ElementsAre("  03-02T08:00 03-02T09:00 上班前，不计（B3）",
                          "+ 03-02T09:00 03-02T12:00 工作时间，计入（B3）",
                          "  03-02T12:00 03-02T13:30 午休，不计（B3）",
                          "+ 03-02T13:30 03-02T18:00 工作时间，计入（B3）",
                          "  03-02T18:00 03-02T20:00 下班后，不计（B3）"));
}

TEST(WorkingTime, AWeekendIsToldDayByDay) {
  EXPECT_THAT(Explained(ShippedCalendar(), "2026-03-06 17:30", "2026-03-09 09:30"),
              ElementsAre("+ 03-06T17:30 03-06T18:00 工作时间，计入（B3）",
                          "  03-06T18:00 03-07T00:00 下班后，不计（B3）",
                          "  03-07T00:00 03-08T00:00 周六，不计（B3）",
                          "  03-08T00:00 03-09T00:00 周日，不计（B3）",
                          "  03-09T00:00 03-09T09:00 上班前，不计（B3）",
                          "+ 03-09T09:00 03-09T09:30 工作时间，计入（B3）"));
}

TEST(WorkingTime, ALongHolidayIsOneStretchAndTheMakeUpDayIsNamed) {
  EXPECT_THAT(Explained(ShippedCalendar(), "2026-02-14 16:00", "2026-02-24 10:00"),
              ElementsAre("+ 02-14T16:00 02-14T18:00 工作时间，调休上班（春节），计入（B3）",
                          "  02-14T18:00 02-15T00:00 下班后，不计（B3）",
                          "  02-15T00:00 02-24T00:00 春节放假，不计（B3）",
                          "  02-24T00:00 02-24T09:00 上班前，不计（B3）",
                          "+ 02-24T09:00 02-24T10:00 工作时间，计入（B3）"));
}

TEST(WorkingTime, AYearWithoutHolidaysOnRecordSaysSo) {
  EXPECT_THAT(
      Explained(ShippedCalendar(), "2031-10-04 10:00", "2031-10-04 11:00"),
      ElementsAre("  10-04T10:00 10-04T11:00 周六（2031 年放假安排未录入，按星期算），不计（B3）"));
  EXPECT_THAT(Explained(ShippedCalendar(), "2031-10-01 10:00", "2031-10-01 11:00"),
              ElementsAre("+ 10-01T10:00 10-01T11:00 "
                          "工作时间，工作日（2031 年放假安排未录入，按星期算），计入（B3）"));
}

TEST(WorkingTime, SeveralFramesADay) {
  WorkingCalendar calendar = ShippedCalendar();
  calendar.frames = {{hours(0), hours(2)}, {hours(8), hours(16)}, {hours(20), hours(24)}};
  EXPECT_THAT(Explained(calendar, "2026-03-02 00:00", "2026-03-03 01:00"),
              ElementsAre("+ 03-02T00:00 03-02T02:00 工作时间，计入（B3）",
                          "  03-02T02:00 03-02T08:00 两班之间，不计（B3）",
                          "+ 03-02T08:00 03-02T16:00 工作时间，计入（B3）",
                          "  03-02T16:00 03-02T20:00 两班之间，不计（B3）",
                          "+ 03-02T20:00 03-03T01:00 工作时间，计入（B3）"));
}

TEST(WorkingTime, NothingLiesBetweenAnInstantAndItself) {
  EXPECT_THAT(Explained(ShippedCalendar(), "2026-03-02 10:00", "2026-03-02 10:00"), IsEmpty());
  EXPECT_THAT(Explained(ShippedCalendar(), "2026-03-02 10:00", "2026-03-02 09:00"), IsEmpty());
}

TEST(WorkingTime, IntervalsCoverEveryStretchWithoutGapOrOverlap) {
  for (const char* const zone : {"Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"}) {
    const WorkingCalendar calendar = ShippedCalendar(zone);
    UtcTime from = At("2026-01-01 00:00");
    for (int step = 0; step < 400; ++step, from += hours(23) + minutes(17)) {
      const UtcTime to = from + hours(5 * (step % 40) + 1);
      const auto intervals = WorkingIntervals(calendar, from, to, "B3");
      UtcTime reached = from;
      for (const ClockInterval& interval : intervals) {
        ASSERT_EQ(interval.from, reached) << zone;
        ASSERT_LT(interval.from, interval.to) << zone;
        ASSERT_EQ(interval.counts, calendar.IsWorkingTime(interval.from)) << zone;
        ASSERT_EQ(interval.counts, calendar.IsWorkingTime(interval.to - Duration(1))) << zone;
        reached = interval.to;
      }
      ASSERT_EQ(reached, to) << zone;
    }
  }
}

TEST(WorkingTime, CountedTimeIsFoundAgainInTheIntervals) {
  const WorkingCalendar calendar = ShippedCalendar();
  const auto intervals =
      WorkingIntervals(calendar, At("2026-03-06 17:00"), At("2026-03-09 18:00"), "B3");
  EXPECT_EQ(CountedTime(intervals), hours(8) + minutes(30));
  EXPECT_EQ(WhenCounted(intervals, minutes(0)), At("2026-03-06 17:00"));
  EXPECT_EQ(WhenCounted(intervals, minutes(60)), At("2026-03-06 18:00"));
  EXPECT_EQ(WhenCounted(intervals, minutes(61)), At("2026-03-09 09:01"));
  EXPECT_EQ(WhenCounted(intervals, hours(4) + minutes(15)), At("2026-03-09 13:45"));
  EXPECT_EQ(WhenCounted(intervals, hours(8) + minutes(30)), At("2026-03-09 18:00"));
  EXPECT_EQ(WhenCounted(intervals, hours(9)), std::nullopt);
  EXPECT_EQ(WhenCounted({}, minutes(1)), std::nullopt);
}

}  // namespace
}  // namespace forumwatch
