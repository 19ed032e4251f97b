// When is an answer due, by the shipped calendar: one line a case, three clocks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/deadlines/duties.h"
#include "analysis/deadlines/working_time.h"
#include "tests/deadlines/calendars.h"
#include "tests/support/due_cases.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

// "下班后 → 上班前 → 工作时间": the reasons without the rule and what follows from them.
std::string InWords(const Duty& duty, std::string_view rule) {
  std::string words;
  for (const ClockInterval& interval : duty.explain) {
    const std::string end = (interval.counts ? "，计入（" : "，不计（") + std::string(rule) + "）";
    EXPECT_TRUE(interval.why.ends_with(end)) << interval.why;
    words +=
        (words.empty() ? "" : " → ") + interval.why.substr(0, interval.why.size() - end.size());
  }
  return words;
}

TEST(DutyTable, Shanghai) {
  const WorkingCalendar calendar = ShippedCalendar();
  for (const DueCase& c : DueCases()) {
    SCOPED_TRACE(c.name);
    const UtcTime posted = At(c.posted);
    const auto duties = EvaluateDuties({posted, 1, {}}, calendar, {}, posted);
    ASSERT_EQ(duties.size(), 3U);
    EXPECT_EQ(duties[0].kind, DutyKind::FirstReply);
    EXPECT_EQ(duties[1].kind, DutyKind::Measures);
    EXPECT_EQ(duties[2].kind, DutyKind::WorkingDay);
    EXPECT_EQ(calendar.zone.Format(duties[0].due_at), calendar.zone.Format(At(c.first_reply_due)));
    EXPECT_EQ(calendar.zone.Format(duties[1].due_at), calendar.zone.Format(At(c.measures_due)));
    EXPECT_EQ(calendar.zone.Format(duties[2].due_at), calendar.zone.Format(At(c.working_day_due)));
    EXPECT_THAT(duties[0].explain,
                ElementsAre(ClockInterval{posted, At(c.first_reply_due), true,
                                          "按钟点连续计时，夜间和节假日照算（B2）"}));
    EXPECT_EQ(InWords(duties[2], "B2"), c.words);
    EXPECT_THAT(c.words, StartsWith(InWords(duties[1], "B3")));
    EXPECT_EQ(CountedTime(duties[2].explain), std::chrono::minutes(450));
    for (const Duty& duty : duties) {
      EXPECT_EQ(duty.state, DutyState::Open);
      EXPECT_EQ(duty.starts_at, posted);
      EXPECT_EQ(duty.explain.front().from, duty.starts_at);
      EXPECT_EQ(duty.explain.back().to, duty.due_at);
    }
  }
}

struct ZoneCase {
  const char* name;
  const char* posted;
  const char* first_reply_due;
  const char* measures_due;
  const char* working_day_due;
};

// Four hours are 14400 s that pass, whatever the wall clock shows; working days are local days.
const ZoneCase kNewYork[] = {
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
  for (const ZoneCase& c : kNewYork) {
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
