// Closing and opening again: one line a case.
#include <gmock/gmock.h>

#include "tests/deadlines/closure_cases.h"

namespace forumwatch {
namespace {

using enum StepKind;
using testing::HasSubstr;

TEST_F(Closure, WhatIsNotDoneWhenItIsClosedIsVoidFromThenOn) {
  const PathCase cases[] = {
      {"closed while all of them run",
       {},
       {Did(Closed, "2026-03-02 11:00")},
       {},
       "2026-03-02 12:00",
       "F1 void, M1 void, W1 met"},
      {"long after",
       {},
       {Did(Closed, "2026-03-02 11:00")},
       {},
       "2026-06-01 12:00",
       "F1 void, M1 void, W1 met"},
      {"closed on the due second of the first reply",
       {},
       {Did(Closed, "2026-03-02 14:00:00")},
       {},
       "2026-03-03 12:00",
       "F1 void, M1 void, W1 met"},
      {"closed a second after it",
       {},
       {Did(Closed, "2026-03-02 14:00:01")},
       {},
       "2026-03-03 12:00",
       "F1 missed, M1 void, W1 met"},
      {"closed when the working day was over",
       {},
       {Did(Closed, "2026-03-03 10:00:01")},
       {},
       "2026-03-03 12:00",
       "F1 missed, M1 missed, W1 late"},
      {"acknowledged, then closed",
       {Received("2026-03-02 10:30")},
       {Did(Closed, "2026-03-02 11:00")},
       {},
       "2026-03-02 12:00",
       "F1 met, M1 void, W1 met"},
      {"a reply after the closing answers nobody",
       {Measured("2026-03-02 11:30")},
       {Did(Closed, "2026-03-02 11:00")},
       {},
       "2026-03-02 12:00",
       "F1 void, M1 void, W1 met"},
      {"a reply before it that was seen later does",
       {Measured("2026-03-02 10:59")},
       {Did(Closed, "2026-03-02 11:00")},
       {},
       "2026-03-02 12:00",
       "F1 met, M1 met, W1 met"},
      {"what was late stays late",
       {Received("2026-03-02 14:30")},
       {Did(Closed, "2026-03-02 15:00")},
       {},
       "2026-03-02 16:00",
       "F1 late, M1 void, W1 met"},
      {"closed twice is closed when it was first",
       {},
       {Did(Closed, "2026-03-02 11:00"), Did(Closed, "2026-03-02 15:00")},
       {},
       "2026-03-02 16:00",
       "F1 void, M1 void, W1 met"},
  };
  for (const PathCase& c : cases) {
    Check(c);
  }
}

TEST_F(Closure, AReopeningStartsTheNextEpisodeOfEach) {
  const Step closed = Did(Closed, "2026-03-02 11:00");
  const PathCase cases[] = {
      {"the next morning",
       {},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {},
       "2026-03-03 13:00",
       "F1 void, M1 void, W1 met, F2 open, M2 open, W2 open"},
      {"nobody answers",
       {},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {},
       "2026-03-03 18:00:01",
       "F1 void, M1 void, W1 met, F2 missed, M2 missed, W2 missed"},
      {"the answer to it is no answer to the first",
       {Measured("2026-03-03 10:00")},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {},
       "2026-03-03 11:00",
       "F1 void, M1 void, W1 met, F2 met, M2 met, W2 met"},
      {"an answer from before it is none to it",
       {Measured("2026-03-02 10:30")},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {},
       "2026-03-03 11:00",
       "F1 met, M1 met, W1 met, F2 open, M2 open, W2 open"},
      {"within one instant",
       {},
       {closed, Did(Reopened, "2026-03-02 11:00")},
       {},
       "2026-03-02 12:00",
       "F1 void, M1 void, W1 met, F2 open, M2 open, W2 open"},
      {"on a saturday the measures have until monday",
       {},
       {closed, Did(Reopened, "2026-03-07 11:00")},
       {},
       "2026-03-09 18:00",
       "F1 void, M1 void, W1 met, F2 missed, M2 open, W2 open"},
      {"closed again",
       {},
       {closed, Did(Reopened, "2026-03-03 09:00"), Did(Closed, "2026-03-03 10:00")},
       {},
       "2026-03-05 11:00",
       "F1 void, M1 void, W1 met, F2 void, M2 void, W2 met"},
      {"and again re-opened",
       {},
       {closed, Did(Reopened, "2026-03-03 09:00"), Did(Closed, "2026-03-03 10:00"),
        Did(Reopened, "2026-03-04 09:00")},
       {},
       "2026-03-04 10:00",
       "F1 void, M1 void, W1 met, F2 void, M2 void, W2 met, F3 open, M3 open, W3 open"},
      {"the steps in any order",
       {},
       {Did(Reopened, "2026-03-03 09:00"), closed},
       {},
       "2026-03-03 10:00",
       "F1 void, M1 void, W1 met, F2 open, M2 open, W2 open"},
      {"by another thread: one episode, not two",
       {},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {{"A", At(kMonday)}, {"B", At("2026-03-03 09:00")}},
       "2026-03-03 10:00",
       "F1 void, M1 void, W1 met, F2 open, M2 open, W2 open"},
      {"a further thread while it runs joins it",
       {},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {{"A", At(kMonday)}, {"B", At("2026-03-03 09:30")}},
       "2026-03-03 10:00",
       "F1 void, M1 void, W1 met, F2 open, M2 open, W2 open"},
      {"a further thread after its answer has its own",
       {Measured("2026-03-03 09:10")},
       {closed, Did(Reopened, "2026-03-03 09:00")},
       {{"A", At(kMonday)}, {"B", At("2026-03-03 09:30")}},
       "2026-03-03 10:00",
       "F1 void, M1 void, W1 met, F2 met, M2 met, W2 met, F3 open, M3 open, W3 open"},
      {"what was open is not doubled",
       {},
       {Did(Handled, "2026-03-02 10:30"), Did(Reopened, "2026-03-02 10:45")},
       {},
       "2026-03-02 11:00",
       "F1 open, M1 open, W1 met, R1 void, C1 void, W2 open"},
  };
  for (const PathCase& c : cases) {
    Check(c);
  }
}

TEST_F(Closure, AResponseByWhateverWayEndsTheWorkingDayAlone) {
  const PathCase cases[] = {
      {"by telephone",
       {},
       {Did(Responded, "2026-03-02 15:00")},
       {},
       "2026-03-03 12:00",
       "F1 missed, M1 missed, W1 met"},
      {"on the due second",
       {},
       {Did(Responded, "2026-03-03 10:00:00")},
       {},
       "2026-03-03 12:00",
       "F1 missed, M1 missed, W1 met"},
      {"a second later",
       {},
       {Did(Responded, "2026-03-03 10:00:01")},
       {},
       "2026-03-03 12:00",
       "F1 missed, M1 missed, W1 late"},
      {"the earliest counts",
       {Measured("2026-03-03 11:00")},
       {Did(Responded, "2026-03-03 09:00")},
       {},
       "2026-03-03 12:00",
       "F1 late, M1 late, W1 met"},
      {"taking notice, assigning and remarks are no response",
       {},
       {Did(Acknowledged, "2026-03-02 10:05"), Did(Assigned, "2026-03-02 10:10", "张工"),
        Did(Noted, "2026-03-02 10:20")},
       {},
       "2026-03-03 10:00:01",
       "F1 missed, M1 missed, W1 missed"},
      {"a bare acknowledgement on the forum is none either",
       {Received("2026-03-02 10:20")},
       {},
       {},
       "2026-03-03 10:00:01",
       "F1 met, M1 missed, W1 missed"},
      {"a response before the re-opening is none to it",
       {},
       {Did(Responded, "2026-03-02 15:00"), Did(Closed, "2026-03-02 16:00"),
        Did(Reopened, "2026-03-03 09:00")},
       {},
       "2026-03-03 10:00",
       "F1 missed, M1 void, W1 met, F2 open, M2 open, W2 open"},
  };
  for (const PathCase& c : cases) {
    Check(c);
  }
}

TEST_F(Closure, AWithdrawnClockSaysSinceWhenAndWhy) {
  const auto duties = EvaluateDuties(EventsOf({}, {Did(Closed, "2026-03-02 13:45")}), calendar_, {},
                                     At("2026-03-02 15:00"));
  ASSERT_EQ(Written(duties), "F1 void, M1 void, W1 met");
  EXPECT_THAT(
      duties[1].explain,
      testing::ElementsAre(
          ClockInterval{At(kMonday), At("2026-03-02 12:00"), true, "工作时间，计入（B3）"},
          ClockInterval{At("2026-03-02 12:00"), At("2026-03-02 13:30"), false, "午休，不计（B3）"},
          ClockInterval{At("2026-03-02 13:30"), At("2026-03-02 13:45"), true,
                        "工作时间，计入（B3）"},
          ClockInterval{At("2026-03-02 13:45"), At("2026-03-02 18:00"), false,
                        "投诉已关闭，不再计时（C3）"}));
  const auto waived = EvaluateDuties(EventsOf({}, {Did(Handled, "2026-03-02 11:00"),
                                                   Did(RevisitWaived, "2026-03-02 12:00", "敏感")}),
                                     calendar_, {}, At("2026-03-02 15:00"));
  EXPECT_THAT(waived[3].explain.back().why, HasSubstr("不回访：敏感（C2）"));
}

TEST_F(Closure, AReplyFromBeforeTheClosingCountsThoughItIsReadAfterwards) {
  DutyEvents events = EventsOf({}, {Did(Closed, "2026-03-02 11:00")});
  events.known = EvaluateDuties(events, calendar_, {}, At("2026-03-02 11:05"));
  ASSERT_EQ(Written(events.known), "F1 void, M1 void, W1 met");
  events.replies = {Measured("2026-03-02 10:50")};
  EXPECT_EQ(Written(EvaluateDuties(events, calendar_, {}, At("2026-03-02 11:10"))),
            "F1 met, M1 met, W1 met");
}

TEST_F(Closure, WhatAPersonWithdrewStaysVoidWhenTheComplaintIsClosed) {
  DutyEvents events = EventsOf({}, {});
  events.known = EvaluateDuties(events, calendar_, {}, At("2026-03-02 10:05"));
  events.known[0].state = DutyState::Void;
  events.known[0].explain.push_back(
      {At("2026-03-02 10:05"), At("2026-03-02 10:05"), false, "拆案"});
  events.steps = {Did(Closed, "2026-03-02 16:00")};
  EXPECT_EQ(Written(EvaluateDuties(events, calendar_, {}, At("2026-03-02 17:00"))),
            "F1 void, M1 void, W1 met");
}

TEST_F(Closure, AReopenedEpisodeKeepsItsInstantThoughItsThreadIsOlder) {
  DutyEvents events =
      EventsOf({}, {Did(Closed, "2026-03-02 11:00"), Did(Reopened, "2026-03-03 09:00", "post 9")},
               {{"A", At(kMonday)}});
  events.known = EvaluateDuties(events, calendar_, {}, At("2026-03-03 09:05"));
  for (Duty& duty : events.known) {
    duty.began_in = "A";  // the follow-up stands in the thread that began it all
  }
  const auto duties = EvaluateDuties(events, calendar_, {}, At("2026-03-03 09:10"));
  ASSERT_EQ(duties.size(), 6U);
  EXPECT_EQ(duties[3].starts_at, At("2026-03-03 09:00"));
  EXPECT_EQ(duties[3].due_at, At("2026-03-03 13:00"));
  EXPECT_EQ(duties[3].began_in, "A");
}

TEST_F(Closure, WhatCameByOtherChannelsHasTheWorkingDayAloneUntilSomebodyPosts) {
  DutyEvents events;
  events.opened_at = At(kMonday);
  EXPECT_EQ(Written(EvaluateDuties(events, calendar_, {}, At("2026-03-02 11:00"))), "W1 open");
  events.known = EvaluateDuties(events, calendar_, {}, At("2026-03-02 11:00"));
  events.starts_at = At("2026-03-02 15:00");
  events.threads = {{"call", At(kMonday), false}, {"A", At("2026-03-02 15:00")}};
  const auto duties = EvaluateDuties(events, calendar_, {}, At("2026-03-02 16:00"));
  EXPECT_EQ(Written(duties), "F1 open, M1 open, W1 open");
  EXPECT_EQ(duties[0].starts_at, At("2026-03-02 15:00"));
  EXPECT_EQ(duties[2].starts_at, At(kMonday));
}

TEST_F(Closure, ACallAfterTheResponseIsAnotherWorkingDayAndNoFirstReply) {
  DutyEvents events = EventsOf({Measured("2026-03-02 11:00")}, {},
                               {{"A", At(kMonday)}, {"call", At("2026-03-03 15:00"), false}});
  EXPECT_EQ(Written(EvaluateDuties(events, calendar_, {}, At("2026-03-03 16:00"))),
            "F1 met, M1 met, W1 met, W2 open");
}

}  // namespace
}  // namespace forumwatch
