#include "analysis/deadlines/duties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using testing::ElementsAre;

constexpr const char* kPosted = "2026-03-02 21:14";  // first reply 01:14, measures 18:00 next day

Reply AcknowledgedAt(const std::string& at) {
  return {At(at), ReplyKind::Acknowledgement, "post " + at};
}
Reply Answered(const std::string& at) {
  return {At(at), ReplyKind::Measures, "post " + at};
}

struct StateCase {
  const char* name;
  std::vector<Reply> replies;
  const char* now;
  DutyState first_reply;
  DutyState measures;
};

TEST(Duties, StatesAtTheirEdges) {
  using enum DutyState;
  const StateCase cases[] = {
      {"nobody answered, in time", {}, "2026-03-03 01:13:59", Open, Open},
      {"nobody answered, at the due second", {}, "2026-03-03 01:14:00", Open, Open},
      {"nobody answered, a second later", {}, "2026-03-03 01:14:01", Missed, Open},
      {"nobody answered, measures due", {}, "2026-03-03 18:00:00", Missed, Open},
      {"nobody answered, measures past", {}, "2026-03-03 18:00:01", Missed, Missed},
      {"acknowledged in time", {AcknowledgedAt("2026-03-02 22:00")}, "2026-03-02 23:00", Met, Open},
      {"acknowledged on the due second",
       {AcknowledgedAt("2026-03-03 01:14:00")},
       "2026-03-03 02:00",
       Met,
       Open},
      {"acknowledged a second late",
       {AcknowledgedAt("2026-03-03 01:14:01")},
       "2026-03-03 02:00",
       Late,
       Open},
      {"an acknowledgement is no measure (B3)",
       {AcknowledgedAt("2026-03-02 22:00")},
       "2026-03-03 18:00:01",
       Met,
       Missed},
      {"measures at once satisfy both",
       {Answered("2026-03-02 22:00")},
       "2026-03-02 22:00",
       Met,
       Met},
      {"measures on the due second",
       {Answered("2026-03-03 18:00:00")},
       "2026-03-04 09:00",
       Late,
       Met},
      {"measures a second late", {Answered("2026-03-03 18:00:01")}, "2026-03-04 09:00", Late, Late},
      {"late stays late",
       {AcknowledgedAt("2026-03-03 01:20"), Answered("2026-03-03 10:00")},
       "2026-09-01 09:00",
       Late,
       Met},
      {"acknowledged, then measures",
       {AcknowledgedAt("2026-03-02 22:00"), Answered("2026-03-03 15:00")},
       "2026-03-03 16:00",
       Met,
       Met},
      {"any staff post satisfies B2",
       {{At("2026-03-02 22:00"), ReplyKind::Other, "post x"}},
       "2026-03-02 23:00",
       Met,
       Open},
      {"a reply before the complaint does not count",
       {Answered("2026-03-02 21:13:59")},
       "2026-03-02 23:00",
       Open,
       Open},
      {"a reply in the complaint's own minute counts",
       {Answered(kPosted)},
       "2026-03-02 23:00",
       Met,
       Met},
      {"a reply that lies ahead of a clock that was put back has happened",
       {Answered("2026-03-03 01:00")},
       "2026-03-03 00:59:59",
       Met,
       Met},
  };
  const WorkingCalendar calendar = ShippedCalendar();
  for (const StateCase& c : cases) {
    const auto duties = EvaluateDuties({At(kPosted), 1, c.replies}, calendar, {}, At(c.now));
    EXPECT_EQ(Name(duties[0].state), Name(c.first_reply)) << c.name;
    EXPECT_EQ(Name(duties[1].state), Name(c.measures)) << c.name;
  }
}

TEST(Duties, TheEarliestReplySatisfiesWhateverTheOrder) {
  const WorkingCalendar calendar = ShippedCalendar();
  const std::vector<Reply> replies = {Answered("2026-03-03 11:00"), Answered("2026-03-03 09:00"),
                                      AcknowledgedAt("2026-03-02 23:00"),
                                      Answered("2026-03-03 10:00")};
  const auto duties =
      EvaluateDuties({At(kPosted), 1, replies}, calendar, {}, At("2026-03-03 12:00"));
  EXPECT_EQ(duties[0].satisfied_at, At("2026-03-02 23:00"));
  EXPECT_EQ(duties[0].satisfied_by, "post 2026-03-02 23:00");
  EXPECT_EQ(duties[1].satisfied_at, At("2026-03-03 09:00"));
  EXPECT_EQ(duties[1].satisfied_by, "post 2026-03-03 09:00");
}

TEST(Duties, AMicrosecondDecides) {
  const WorkingCalendar calendar = ShippedCalendar();
  const UtcTime posted = At(kPosted) + microseconds(7);
  const UtcTime due = posted + std::chrono::hours(4);
  EXPECT_EQ(EvaluateDuty(DutyKind::FirstReply, {posted, 1, {}}, calendar, {}, due).state,
            DutyState::Open);
  EXPECT_EQ(EvaluateDuty(DutyKind::FirstReply, {posted, 1, {}}, calendar, {}, due + microseconds(1))
                .state,
            DutyState::Missed);
}

TEST(Duties, TheSameEventsGiveTheSameDutyHoweverOftenAsked) {
  const WorkingCalendar calendar = ShippedCalendar();
  const DutyEvents events{At(kPosted), 3, {Answered("2026-03-03 09:00")}};
  const UtcTime now = At("2026-03-03 12:00");
  EXPECT_EQ(EvaluateDuties(events, calendar, {}, now), EvaluateDuties(events, calendar, {}, now));
  EXPECT_EQ(EvaluateDuty(DutyKind::FirstReply, events, calendar, {}, now).episode, 3);
}

TEST(Duties, APostDatedInTheFutureStartsWhenItWasSeen) {
  // The caller clamps: seen 21:14, dated 23:50.
  const WorkingCalendar calendar = ShippedCalendar();
  const UtcTime seen = At(kPosted);
  const UtcTime starts = std::min(seen, At("2026-03-02 23:50"));
  const auto duties = EvaluateDuties({starts, 1, {}}, calendar, {}, seen);
  EXPECT_EQ(duties[0].due_at, At("2026-03-03 01:14"));
}

TEST(Duties, TheFourHoursCanBeSetOtherwise) {
  const WorkingCalendar calendar = ShippedCalendar();
  const Duty duty = EvaluateDuty(DutyKind::FirstReply, {At(kPosted), 1, {}}, calendar,
                                 {.first_reply_within = minutes(90)}, At(kPosted));
  EXPECT_EQ(duty.due_at, At("2026-03-02 22:44"));
}

TEST(Duties, EachIsExplainedInWords) {
  const WorkingCalendar calendar = ShippedCalendar();
  const auto duties =
      EvaluateDuties({At("2026-09-30 17:00"), 1, {}}, calendar, {}, At("2026-09-30 17:00"));
  EXPECT_THAT(duties[0].explain,
              ElementsAre(ClockInterval{At("2026-09-30 17:00"), At("2026-09-30 21:00"), true,
                                        "按钟点连续计时，夜间和节假日照算（B2）"}));
  EXPECT_THAT(duties[1].explain,
              ElementsAre(ClockInterval{At("2026-09-30 17:00"), At("2026-09-30 18:00"), true,
                                        "工作时间，计入（B3）"}));
  const Duty over_holiday = EvaluateDuty(DutyKind::Measures, {At("2026-09-30 19:00"), 1, {}},
                                         calendar, {}, At("2026-09-30 19:00"));
  EXPECT_THAT(over_holiday.explain,
              ElementsAre(ClockInterval{At("2026-09-30 19:00"), At("2026-10-01 00:00"), false,
                                        "下班后，不计（B3）"},
                          ClockInterval{At("2026-10-01 00:00"), At("2026-10-08 00:00"), false,
                                        "国庆节放假，不计（B3）"},
                          ClockInterval{At("2026-10-08 00:00"), At("2026-10-08 09:00"), false,
                                        "上班前，不计（B3）"},
                          ClockInterval{At("2026-10-08 09:00"), At("2026-10-08 12:00"), true,
                                        "工作时间，计入（B3）"},
                          ClockInterval{At("2026-10-08 12:00"), At("2026-10-08 13:30"), false,
                                        "午休，不计（B3）"},
                          ClockInterval{At("2026-10-08 13:30"), At("2026-10-08 18:00"), true,
                                        "工作时间，计入（B3）"}));
}

TEST(Duties, AFurtherThreadStartsAnEpisodeOnceTheClockBeforeItIsOver) {
  const WorkingCalendar calendar = ShippedCalendar();
  struct Case {
    const char* name;
    std::vector<const char*> said_again;
    std::vector<const char*> answered;
    std::vector<std::string> episodes;
  };
  // kPosted + 4 h is the first due time; all is looked at the next day.
  const Case cases[] = {
      {"while it runs it joins", {"2026-03-02 21:30"}, {"2026-03-02 22:00"}, {"1 met"}},
      {"after the answer it asks anew",
       {"2026-03-02 22:30"},
       {"2026-03-02 22:00", "2026-03-02 23:00"},
       {"1 met", "2 met"}},
      {"nobody answered the second",
       {"2026-03-02 22:30"},
       {"2026-03-02 22:00"},
       {"1 met", "2 missed"}},
      {"after the due time too", {"2026-03-03 10:00"}, {"2026-03-03 11:00"}, {"1 late", "2 met"}},
      {"several while the second runs join it",
       {"2026-03-03 10:40", "2026-03-03 10:00", "2026-03-03 10:20"},
       {"2026-03-03 11:00"},
       {"1 late", "2 met"}},
      {"the answer that came in the same instant is its own",
       {"2026-03-02 22:00"},
       {"2026-03-02 22:00"},
       {"1 met"}}};
  for (const Case& c : cases) {
    DutyEvents events{At(kPosted), 1, {}};
    for (const char* at : c.said_again) {
      events.threads.push_back({at, At(at)});
    }
    for (const char* at : c.answered) {
      events.replies.push_back(Answered(at));
    }
    std::vector<std::string> episodes;
    for (const Duty& duty : EvaluateDuties(events, calendar, {}, At("2026-03-03 12:00"))) {
      if (duty.kind == DutyKind::FirstReply) {
        episodes.push_back(std::to_string(duty.episode) + " " + std::string(Name(duty.state)));
      }
    }
    EXPECT_EQ(episodes, c.episodes) << c.name;
  }
}

TEST(Duties, TheMeasuresClockHasEpisodesOfItsOwn) {
  const WorkingCalendar calendar = ShippedCalendar();
  DutyEvents events{At(kPosted), 1, {AcknowledgedAt("2026-03-02 22:00")}};
  events.threads = {{"B", At("2026-03-02 22:10")}};
  const auto duties = EvaluateDuties(events, calendar, {}, At("2026-03-02 22:30"));
  ASSERT_EQ(duties.size(), 4U) << "the other clocks of the first still run";
  EXPECT_EQ(duties[3].kind, DutyKind::FirstReply);
  EXPECT_EQ(duties[3].episode, 2);
}

// "number thread state" of first_reply.
std::vector<std::string> FirstReplies(const std::vector<Duty>& duties) {
  std::vector<std::string> written;
  for (const Duty& duty : duties) {
    if (duty.kind == DutyKind::FirstReply) {
      written.push_back(std::to_string(duty.episode) + " " + duty.began_in + " " +
                        std::string(Name(duty.state)));
    }
  }
  return written;
}

class EpisodesOverTime : public testing::Test {
 protected:
  std::vector<std::string> LookAt(const char* now) {
    events_.known = EvaluateDuties(events_, calendar_, {}, At(now));
    return FirstReplies(events_.known);
  }

  const WorkingCalendar calendar_ = ShippedCalendar();
  DutyEvents events_{At(kPosted), 1, {}, {{"A", At(kPosted)}}};
};

TEST_F(EpisodesOverTime, KeepTheirNumberWhenAReplyIsTakenBack) {
  events_.replies = {AcknowledgedAt("2026-03-02 21:30")};
  events_.threads.push_back({"B", At("2026-03-02 22:00")});
  EXPECT_THAT(LookAt("2026-03-02 22:10"), ElementsAre("1 A met", "2 B open"));
  events_.replies.clear();
  EXPECT_THAT(LookAt("2026-03-03 03:00"), ElementsAre("1 A missed", "2 B missed"));
  events_.threads.push_back({"C", At("2026-03-04 09:00")});
  EXPECT_THAT(LookAt("2026-03-04 09:01"), ElementsAre("1 A missed", "2 B missed", "3 C open"));
  events_.replies = {AcknowledgedAt("2026-03-04 10:00")};
  EXPECT_THAT(LookAt("2026-03-04 10:01"), ElementsAre("1 A late", "2 B late", "3 C met"));
}

TEST_F(EpisodesOverTime, StayVoidWhenAPersonWithdrewThem) {
  events_.replies = {AcknowledgedAt("2026-03-02 21:30")};
  events_.threads.push_back({"B", At("2026-03-02 22:00")});
  LookAt("2026-03-02 22:10");
  for (Duty& duty : events_.known) {
    if (duty.episode == 2) {
      duty.state = DutyState::Void;
    }
  }
  events_.threads.pop_back();
  EXPECT_THAT(LookAt("2026-03-03 03:00"), ElementsAre("1 A met", "2 B void"));
  events_.threads.push_back({"C", At("2026-03-04 09:00")});
  EXPECT_THAT(LookAt("2026-03-04 09:01"), ElementsAre("1 A met", "2 B void", "3 C open"));
}

TEST_F(EpisodesOverTime, KeepTheirNumberWhenAThreadBetweenThemIsSeenLater) {
  events_.replies = {AcknowledgedAt("2026-03-02 21:30")};
  events_.threads.push_back({"C", At("2026-03-04 09:00")});
  EXPECT_THAT(LookAt("2026-03-04 14:00"), ElementsAre("1 A met", "2 C missed"));
  events_.threads.push_back({"B", At("2026-03-03 09:00")});
  EXPECT_THAT(LookAt("2026-03-04 15:00"), ElementsAre("1 A met", "2 C missed", "3 B missed"));
}

TEST_F(EpisodesOverTime, StartEarlierWhenAnOlderThreadIsFoundAndTheFirstStaysTheFirst) {
  EXPECT_THAT(LookAt("2026-03-03 03:00"), ElementsAre("1 A missed"));
  events_.threads.push_back({"O", At("2026-03-02 10:00")});
  events_.starts_at = At("2026-03-02 10:00");
  EXPECT_THAT(LookAt("2026-03-03 03:01"), ElementsAre("1 A missed"));
  EXPECT_EQ(events_.known[0].starts_at, At("2026-03-02 10:00"));
}

TEST_F(EpisodesOverTime, AnOlderThreadFoundWithItsAnswerLeavesTheFirstItsOwnClock) {
  EXPECT_THAT(LookAt("2026-03-02 21:20"), ElementsAre("1 A open"));
  events_.threads.push_back({"O", At("2026-03-02 20:00")});
  events_.starts_at = At("2026-03-02 20:00");
  events_.replies = {AcknowledgedAt("2026-03-02 20:30")};
  EXPECT_THAT(LookAt("2026-03-02 21:30"), ElementsAre("1 A met", "2 A open"));
  EXPECT_THAT(LookAt("2026-03-02 21:40"), ElementsAre("1 A met", "2 A open"));
}

TEST_F(EpisodesOverTime, AReplySeenLateUncoversWhoWroteAfterIt) {
  events_.threads.push_back({"B", At("2026-03-02 22:00")});
  EXPECT_THAT(LookAt("2026-03-02 22:10"), ElementsAre("1 A open"));
  events_.replies = {AcknowledgedAt("2026-03-02 21:30")};
  EXPECT_THAT(LookAt("2026-03-02 22:20"), ElementsAre("1 A met", "2 B open"));
}

TEST(Duties, ACalendarThatNeverWorksStillSetsADueTime) {
  WorkingCalendar calendar = ShippedCalendar();
  calendar.weekdays = {};
  calendar.special_days = {};
  const Duty duty =
      EvaluateDuty(DutyKind::Measures, {At(kPosted), 1, {}}, calendar, {}, At(kPosted));
  EXPECT_GT(duty.due_at, duty.starts_at);
  EXPECT_LT(duty.due_at, duty.starts_at + std::chrono::days(63));
}

}  // namespace
}  // namespace forumwatch
