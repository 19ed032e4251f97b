// A calendar or a limit that is changed moves the clocks that still run, and no others: what was
// late, in time, missed or void stays so, with the due time it had and its explanation.
#include <gmock/gmock.h>

#include "tests/deadlines/closure_cases.h"

namespace forumwatch {
namespace {

using enum StepKind;

// That day, made a holiday or a make-up workday afterwards.
WorkingCalendar WithDay(WorkingCalendar calendar, LocalDay day, bool working) {
  calendar.special_days[std::chrono::year_month_day(day)] = {working ? "调休上班" : "停电放假",
                                                             working};
  return calendar;
}

class ChangedCalendar : public testing::Test {
 protected:
  // What it was, under the shipped calendar, then under the other one.
  std::vector<Duty> Before(const DutyEvents& events, const char* now) {
    return EvaluateDuties(events, shipped_, {}, At(now));
  }

  const WorkingCalendar shipped_ = ShippedCalendar();
  // The Monday on which all begins is none to work on, nor is the Tuesday.
  const WorkingCalendar closed_ =
      WithDay(WithDay(shipped_, Day(2026, 3, 2), false), Day(2026, 3, 3), false);
  const DutyOptions longer_{std::chrono::hours(12), 9};
};

TEST_F(ChangedCalendar, MovesOpenClocksAlone) {
  struct Case {
    const char* name;
    std::vector<Reply> replies;
    std::vector<Step> steps;
    const char* now;
    const char* clocks;
  };
  const Case cases[] = {
      {"met", {Measured("2026-03-02 11:00")}, {}, "2026-03-02 12:00", "F1 met, M1 met, W1 met"},
      {"late", {Measured("2026-03-03 11:00")}, {}, "2026-03-03 12:00", "F1 late, M1 late, W1 late"},
      {"missed", {}, {}, "2026-03-03 12:00", "F1 missed, M1 missed, W1 missed"},
      {"void",
       {},
       {Did(Closed, "2026-03-02 11:00")},
       "2026-03-02 12:00",
       "F1 void, M1 void, W1 met"},
      {"missed, then closed",
       {},
       {Did(Closed, "2026-03-03 11:00")},
       "2026-03-03 12:00",
       "F1 missed, M1 missed, W1 late"},
      {"the revisit was in time",
       {Measured("2026-03-02 11:00")},
       {Did(Handled, "2026-03-02 12:00"), Did(Revisited, "2026-03-02 15:00", "不满意")},
       "2026-03-02 16:00",
       "F1 met, M1 met, W1 met, R1 met, C1 open"},
      {"the revisit was late",
       {Measured("2026-03-02 11:00")},
       {Did(Handled, "2026-03-02 12:00"), Did(Revisited, "2026-03-06 15:00", "不满意")},
       "2026-03-06 16:00",
       "F1 met, M1 met, W1 met, R1 late, C1 open"},
      {"the revisit was missed",
       {Measured("2026-03-02 11:00")},
       {Did(Handled, "2026-03-02 12:00")},
       "2026-03-06 16:00",
       "F1 met, M1 met, W1 met, R1 missed, C1 open"},
      {"no revisit is due",
       {Measured("2026-03-02 11:00")},
       {Did(Handled, "2026-03-02 12:00"), Did(RevisitWaived, "2026-03-02 12:00", "敏感")},
       "2026-03-02 16:00",
       "F1 met, M1 met, W1 met, R1 void, C1 open"},
  };
  for (const Case& c : cases) {
    DutyEvents events = EventsOf(c.replies, c.steps);
    events.known = Before(events, c.now);
    ASSERT_EQ(Written(events.known), c.clocks) << c.name;
    EXPECT_EQ(EvaluateDuties(events, closed_, longer_, At(c.now)), events.known) << c.name;
    EXPECT_NE(EvaluateDuties(EventsOf(c.replies, c.steps), closed_, longer_, At(c.now)),
              events.known)
        << c.name << ": the other calendar says something else";
  }
}

TEST_F(ChangedCalendar, GivesAnOpenClockItsNewDueTime) {
  DutyEvents events = EventsOf({}, {Did(Handled, "2026-03-02 12:00")});
  events.known = Before(events, "2026-03-02 13:00");
  ASSERT_EQ(Written(events.known), "F1 open, M1 open, W1 met, R1 open, C1 open");
  const auto duties = EvaluateDuties(events, closed_, longer_, At("2026-03-02 13:00"));
  EXPECT_EQ(duties[0].due_at, At("2026-03-02 22:00"));
  EXPECT_EQ(duties[1].due_at, At("2026-03-04 18:00"));
  EXPECT_EQ(duties[2].due_at, events.known[2].due_at);
  EXPECT_EQ(duties[3].due_at, At("2026-03-16 18:00"));
}

// The service was down when it ran out: nobody had written it down yet.
TEST_F(ChangedCalendar, LeavesAClockThatHasRunOutUnnoticed) {
  DutyEvents events = EventsOf({}, {});
  events.known = Before(events, "2026-03-02 13:00");
  const auto duties = EvaluateDuties(events, closed_, longer_, At("2026-03-02 19:00"));
  EXPECT_EQ(Written(duties), "F1 missed, M1 missed, W1 open");
  EXPECT_EQ(duties[1].due_at, At("2026-03-02 18:00"));
}

TEST_F(ChangedCalendar, LeavesTheDueTimeByWhichALaterReplyIsJudged) {
  DutyEvents events = EventsOf({}, {});
  events.known = Before(events, "2026-03-03 12:00");
  events.replies = {Measured("2026-03-03 11:00")};
  EXPECT_EQ(Written(EvaluateDuties(events, closed_, longer_, At("2026-03-03 13:00"))),
            "F1 late, M1 late, W1 late");
}

TEST_F(ChangedCalendar, AReplyFromBeforeTheClosingThatIsReadLaterIsExplainedToItsDueTime) {
  DutyEvents events = EventsOf({}, {Did(Closed, "2026-03-02 11:00")});
  events.known = Before(events, "2026-03-02 11:05");
  ASSERT_EQ(Written(events.known), "F1 void, M1 void, W1 met");
  events.replies = {Measured("2026-03-02 10:50")};
  const auto duties = EvaluateDuties(events, closed_, longer_, At("2026-03-02 11:10"));
  EXPECT_EQ(Written(duties), "F1 met, M1 met, W1 met");
  EXPECT_EQ(duties[1].due_at, At("2026-03-02 18:00"));
  for (const Duty& duty : duties) {
    EXPECT_EQ(duty.explain.back().to, duty.due_at);
    EXPECT_THAT(duty.explain.back().why, testing::Not(testing::HasSubstr("关闭")));
  }
}

TEST_F(ChangedCalendar, AClockThatBeganEarlierThanWasKnownGoesByTheCalendarOfNow) {
  DutyEvents events = EventsOf({}, {});
  events.known = Before(events, "2026-03-03 12:00");
  events.starts_at = events.opened_at = At("2026-03-01 10:00");
  const auto duties = EvaluateDuties(events, closed_, {}, At("2026-03-03 12:00"));
  EXPECT_EQ(duties[0].due_at, At("2026-03-01 14:00"));
  EXPECT_EQ(duties[1].due_at, At("2026-03-04 18:00"));
}

}  // namespace
}  // namespace forumwatch
