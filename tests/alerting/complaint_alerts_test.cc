#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

// A second person has been told, so that the rungs of the clocks stand alone.
const Said kNewSaid = {{"complaint.new", 1}, {"complaint.unacknowledged", 1}};

std::vector<Alert> DecideWith(const Complaint& complaint, const std::vector<Duty>& duties,
                              const Said& said, UtcTime now, const std::vector<Step>& steps = {}) {
  return DecideComplaintAlerts({complaint, duties, said, steps}, OptionsWithRoles(),
                               Zone("Asia/Shanghai"), now);
}

std::vector<Alert> Decide(const Complaint& complaint, std::vector<Reply> replies, const Said& said,
                          const std::string& now, const std::vector<Step>& steps = {}) {
  const UtcTime t = At(now);
  return DecideWith(complaint, Clocks(complaint, std::move(replies), t, steps), said, t, steps);
}

Step Did(const std::string& at, StepKind kind, std::string detail = "") {
  return {ComplaintId{12}, "李主管", At(at), kind, std::move(detail), ""};
}

struct DecisionCase {
  const char* name;
  std::vector<Reply> replies;
  Said said;
  const char* now;
  std::vector<std::string> rules;
};

TEST(ComplaintAlerts, WhatIsSaidWhen) {
  const Reply acknowledged{At("2026-03-02 20:00"), ReplyKind::Acknowledgement, "post 1"};
  const Reply answered{At("2026-03-02 20:00"), ReplyKind::Measures, "post 1"};
  const Reply late{At("2026-03-02 23:40"), ReplyKind::Acknowledgement, "post 1"};
  const Said warned = {
      {"complaint.new", 1}, {"complaint.unacknowledged", 1}, {"first_reply.due_soon", 1, 2}};
  const Said said_half = {
      {"complaint.new", 1}, {"complaint.unacknowledged", 1}, {"first_reply.due_soon", 1}};
  const Said all_said = {{"complaint.new", 1},       {"first_reply.due_soon", 1, 2},
                         {"working_day.overdue", 1}, {"first_reply.overdue", 1},
                         {"measures.due_soon", 1},   {"measures.overdue", 1}};
  const DecisionCase cases[] = {
      {"seen at once", {}, {}, "2026-03-02 19:15", {"complaint.new"}},
      {"said once", {}, kNewSaid, "2026-03-02 19:16", {}},
      {"a second before half time", {}, kNewSaid, "2026-03-02 21:13:59", {}},
      {"half time", {}, kNewSaid, "2026-03-02 21:14:00", {"first_reply.due_soon"}},
      {"a second before three quarters", {}, said_half, "2026-03-02 22:13:59", {}},
      {"three quarters", {}, said_half, "2026-03-02 22:14:00", {"first_reply.due_soon 1"}},
      {"nine tenths, nothing said since half time",
       {},
       said_half,
       "2026-03-02 22:50",
       {"first_reply.due_soon 2"}},
      {"warned for the last time", {}, warned, "2026-03-02 22:51", {}},
      {"on the due second", {}, warned, "2026-03-02 23:14:00", {}},
      {"a second past due", {}, warned, "2026-03-02 23:14:01", {"first_reply.overdue"}},
      {"seen after half time",
       {},
       {},
       "2026-03-02 21:30",
       {"complaint.new", "first_reply.due_soon"}},
      {"seen after three quarters: one warning, not two",
       {},
       {},
       "2026-03-02 22:30",
       {"complaint.new", "first_reply.due_soon 1"}},
      {"down over warning and due", {}, kNewSaid, "2026-03-03 05:00", {"first_reply.overdue"}},
      {"down over everything",
       {},
       kNewSaid,
       "2026-03-04 09:00",
       {"first_reply.overdue", "measures.overdue", "working_day.overdue"}},
      {"acknowledged", {acknowledged}, kNewSaid, "2026-03-02 23:30", {}},
      {"acknowledged; measures at half of the working hours, 14:15",
       {acknowledged},
       kNewSaid,
       "2026-03-03 14:14:59",
       {}},
      {"the same a second later",
       {acknowledged},
       kNewSaid,
       "2026-03-03 14:15:00",
       {"measures.due_soon"}},
      {"acknowledged, measures overdue",
       {acknowledged},
       kNewSaid,
       "2026-03-03 18:00:01",
       {"measures.overdue", "working_day.overdue"}},
      {"answered with measures", {answered}, kNewSaid, "2026-03-04 09:00", {}},
      {"answered late while nobody looked", {late}, kNewSaid, "2026-03-03 01:00", {}},
      {"everything said", {}, all_said, "2026-06-01 09:00", {}},
  };
  for (const DecisionCase& c : cases) {
    EXPECT_EQ(Rules(Decide(ElevatorComplaint(), c.replies, c.said, c.now)), c.rules) << c.name;
  }
}

TEST(ComplaintAlerts, HistoryAndTheClocksOfClosedComplaintsAreSilent) {
  Complaint history = ElevatorComplaint();
  history.history = true;
  EXPECT_THAT(Decide(history, {}, {}, "2026-03-04 09:00"), IsEmpty());
  Complaint closed = ElevatorComplaint();
  closed.status = ComplaintStatus::Closed;
  EXPECT_THAT(Decide(closed, {}, kNewSaid, "2026-03-04 09:00"), IsEmpty());
}

TEST(ComplaintAlerts, AVoidedClockIsSilent) {
  const Complaint complaint = ElevatorComplaint();
  const UtcTime now = At("2026-03-04 09:00");
  auto duties = Clocks(complaint, {}, now);
  duties[0].state = DutyState::Void;
  EXPECT_THAT(Rules(DecideWith(complaint, duties, kNewSaid, now)),
              ElementsAre("measures.overdue", "working_day.overdue"));
}

TEST(ComplaintAlerts, AStateThatWasStoredEarlierDoesNotHideADueTime) {
  const Complaint complaint = ElevatorComplaint();
  const auto duties = Clocks(complaint, {}, At("2026-03-02 19:20"));  // both open then
  EXPECT_THAT(Rules(DecideWith(complaint, duties, kNewSaid, At("2026-03-02 23:20"))),
              ElementsAre("first_reply.overdue"));
}

TEST(ComplaintAlerts, AFurtherEpisodeWarnsAnew) {
  const Complaint complaint = ElevatorComplaint();
  const UtcTime now = At("2026-03-02 22:00");
  auto duties = Clocks(complaint, {}, now);
  duties[0].episode = 2;
  const Said said = {{"complaint.new", 1}, {"first_reply.due_soon", 1}};
  const auto alerts = DecideWith(complaint, duties, said, now);
  ASSERT_THAT(Rules(alerts), ElementsAre("complaint.new", "first_reply.due_soon"));
  EXPECT_EQ(alerts[0].episode, 2);
  EXPECT_THAT(alerts[0].title, StartsWith("又有人发帖"));
  EXPECT_EQ(alerts[1].episode, 2);
}

TEST(ComplaintAlerts, TheWordsSayWhatWhenAndWhy) {
  const auto fresh = Decide(ElevatorComplaint(), {}, {}, "2026-03-02 19:15");
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(fresh[0].title, "新投诉 C12：7栋电梯反复停运");
  EXPECT_EQ(fresh[0].reason,
            "3月2日 19:14 发帖，一类 · 电梯、噪音 · 7栋；首次回复期限 3月2日 23:14（B2）；"
            "具体措施期限 3月3日 18:00（B3）；请登记并通知责任人（B1）");
  EXPECT_EQ(fresh[0].handbook, "B1");

  const auto soon = Decide(ElevatorComplaint(), {}, kNewSaid, "2026-03-02 21:14");
  ASSERT_EQ(soon.size(), 1U);
  EXPECT_EQ(soon[0].title, "首次回复将到期 C12：7栋电梯反复停运");
  EXPECT_EQ(soon[0].reason, "距 4 小时首次回复期限还有 2 小时（截止 3月2日 23:14）（B2）");
  EXPECT_EQ(soon[0].handbook, "B2");
  EXPECT_THAT(soon[0].receivers, ElementsAre("monitor"));

  const auto again = Decide(ElevatorComplaint(), {}, kNewSaid, "2026-03-02 22:20");
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].reason,
            "距 4 小时首次回复期限还有 54 分钟（截止 3月2日 23:14），已用掉 75%（B2）");
  EXPECT_EQ(again[0].rule, "first_reply.due_soon");
  EXPECT_THAT(again[0].receivers, ElementsAre("monitor", "head"));

  const auto overdue = Decide(ElevatorComplaint(), {}, kNewSaid, "2026-03-03 02:34");
  ASSERT_EQ(overdue.size(), 1U);
  EXPECT_EQ(overdue[0].title, "首次回复已超时 C12：7栋电梯反复停运");
  EXPECT_EQ(overdue[0].reason,
            "首次回复已超时 3 小时 20 分钟（截止 3月2日 "
            "23:14），至今没有看到物业在论坛上的回复（B2）");
  EXPECT_THAT(overdue[0].receivers, ElementsAre("monitor", "head", "leader"));

  const auto just = Decide(ElevatorComplaint(), {}, kNewSaid, "2026-03-02 23:14:30");
  EXPECT_EQ(just[0].reason,
            "首次回复刚过期限（截止 3月2日 23:14），至今没有看到物业在论坛上的回复（B2）");

  const auto measures =
      Decide(ElevatorComplaint(), {{At("2026-03-02 20:00"), ReplyKind::Other, "post 1"}}, kNewSaid,
             "2026-03-05 20:00");
  ASSERT_EQ(measures.size(), 2U);
  EXPECT_EQ(measures[1].title, "一个工作日的处理回应已超时 C12：7栋电梯反复停运");
  EXPECT_EQ(measures[1].reason,
            "一个工作日的处理回应已超时 2 天 2 小时（截止 3月3日 18:00），"
            "至今没有看到带具体措施的回复，也没有登记处理情况（B2）");
  EXPECT_EQ(measures[0].reason,
            "具体措施已超时 2 天 2 小时（截止 3月3日 18:00），至今没有看到带具体措施的回复（B3）");
  EXPECT_EQ(measures[0].handbook, "B3");
}

TEST(ComplaintAlerts, AnotherYearIsWrittenOut) {
  Complaint complaint = ElevatorComplaint();
  complaint.opened_at = At("2025-12-31 19:00");
  const auto alerts = Decide(complaint, {}, kNewSaid, "2026-01-01 01:00");
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_THAT(alerts[0].reason, HasSubstr("截止 2025年12月31日 23:00"));
}

TEST(ComplaintAlerts, ASummaryFromTheForumStaysOneLine) {
  Complaint complaint = ElevatorComplaint();
  complaint.summary = "  电梯\r\n又停了\t \x01怎么办\n";
  const auto alerts = Decide(complaint, {}, {}, "2026-03-02 19:15");
  EXPECT_EQ(alerts[0].title, "新投诉 C12：电梯 又停了 怎么办");
  complaint.summary = " \n";
  EXPECT_EQ(Decide(complaint, {}, {}, "2026-03-02 19:15")[0].title, "新投诉 C12");
}

TEST(ComplaintAlerts, ARuleNobodyIsNamedForGoesToTheMonitor) {
  const Complaint complaint = ElevatorComplaint();
  const UtcTime now = At("2026-03-02 19:15");
  const auto duties = Clocks(complaint, {}, now);
  const auto alerts =
      DecideComplaintAlerts({complaint, duties, {}}, {}, Zone("Asia/Shanghai"), now);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_THAT(alerts[0].receivers, ElementsAre("monitor"));
}

TEST(ComplaintAlerts, TheIdHangsOnWhatIsSaidAndNotOnWhenWeLooked) {
  const auto early = Decide(ElevatorComplaint(), {}, kNewSaid, "2026-03-02 23:15");
  const auto later = Decide(ElevatorComplaint(), {}, kNewSaid, "2026-03-03 02:00");
  ASSERT_EQ(early.size(), 1U);
  EXPECT_EQ(early[0].id, later[0].id);
  EXPECT_NE(early[0].at, later[0].at);
  Complaint other = ElevatorComplaint();
  other.id = ComplaintId{13};
  EXPECT_NE(Decide(other, {}, kNewSaid, "2026-03-02 23:15")[0].id, early[0].id);
  other = ElevatorComplaint();
  other.community = CommunityId{2};
  EXPECT_NE(Decide(other, {}, kNewSaid, "2026-03-02 23:15")[0].id, early[0].id);
}

TEST(ComplaintAlerts, EveryReasonEndsWithItsRule) {
  for (const char* const now : {"2026-03-02 19:15", "2026-03-02 22:00", "2026-03-04 09:00"}) {
    for (const Alert& alert : Decide(ElevatorComplaint(), {}, {}, now)) {
      EXPECT_THAT(alert.reason, EndsWith("（" + alert.handbook + "）"));
      EXPECT_THAT(alert.receivers, Not(IsEmpty()));
    }
  }
}

TEST(ComplaintAlerts, WhenNobodyTakesNoticeASecondPersonIsTold) {
  const Said told = {{"complaint.new", 1, 0, At("2026-03-02 19:20")}};
  const Reply answered{At("2026-03-02 19:30"), ReplyKind::Acknowledgement, "post 1"};
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {}, told, "2026-03-02 19:34:59")), IsEmpty());
  const auto alerts = Decide(ElevatorComplaint(), {}, told, "2026-03-02 19:35");
  ASSERT_THAT(Rules(alerts), ElementsAre("complaint.unacknowledged"));
  EXPECT_THAT(alerts[0].receivers, ElementsAre("deputy"));
  EXPECT_EQ(alerts[0].title, "投诉无人受理 C12：7栋电梯反复停运");
  EXPECT_EQ(alerts[0].reason,
            "3月2日 19:20 提醒之后 15 分钟，没有人受理，论坛上也没有回复；"
            "首次回复期限 3月2日 23:14（B2）；请受理或通知责任人（B12）");
  EXPECT_THAT(Decide(ElevatorComplaint(), {answered}, told, "2026-03-02 19:35"), IsEmpty())
      << "answered on the forum";
  for (const StepKind kind : {StepKind::Acknowledged, StepKind::Assigned, StepKind::Noted}) {
    EXPECT_THAT(
        Decide(ElevatorComplaint(), {}, told, "2026-03-02 19:35", {Did("2026-03-02 19:25", kind)}),
        IsEmpty())
        << Name(kind);
  }
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {}, told, "2026-03-02 23:20")),
              ElementsAre("first_reply.overdue"))
      << "past due that is said alone";
}

// C3: whoever took notice of it before it was handled has not of what came after.
TEST(ComplaintAlerts, AReopeningWithinTheFirstReplysTimeNeedsNoticeOfItsOwn) {
  std::vector<Step> steps = {
      Did("2026-03-02 19:20", StepKind::Acknowledged),
      Did("2026-03-02 20:00", StepKind::Handled),
      {ComplaintId{12}, "forumwatch", At("2026-03-02 21:00"), StepKind::Reopened, "post 9", ""}};
  const Said said = {{"complaint.new", 1, 0, At("2026-03-02 19:15")},
                     {"reopened", 2, 0, At("2026-03-02 21:02")},
                     {"first_reply.due_soon", 1}};
  EXPECT_THAT(Decide(ElevatorComplaint(), {}, said, "2026-03-02 21:16:59", steps), IsEmpty());
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {}, said, "2026-03-02 21:17", steps)),
              ElementsAre("complaint.unacknowledged"));
  steps.push_back({ComplaintId{12}, "forumwatch", At("2026-03-02 21:05"), StepKind::RevisitWaived,
                   "客户不愿", ""});
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {}, said, "2026-03-02 21:17", steps)),
              ElementsAre("complaint.unacknowledged"))
      << "the service takes notice of nothing";
  steps.push_back(Did("2026-03-02 21:06", StepKind::Noted));
  EXPECT_THAT(Decide(ElevatorComplaint(), {}, said, "2026-03-02 21:17", steps), IsEmpty());
}

TEST(ComplaintAlerts, AnAcknowledgementStopsTheSecondPersonAndNotTheClock) {
  const Said told = {{"complaint.new", 1, 0, At("2026-03-02 19:20")}};
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {}, told, "2026-03-02 21:14",
                           {Did("2026-03-02 19:25", StepKind::Acknowledged)})),
              ElementsAre("first_reply.due_soon"));
}

TEST(ComplaintAlerts, NothingMoreIsSaidOfWhatAnOlderVersionHasSaid) {
  const Said before = {{"complaint.new", 1, kLastStage, At("2026-03-02 19:20")},
                       {"first_reply.due_soon", 1, kLastStage, At("2026-03-02 21:14")}};
  EXPECT_THAT(Decide(ElevatorComplaint(), {}, before, "2026-03-02 23:00"), IsEmpty())
      << "neither a second person nor a later rung";
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {}, before, "2026-03-04 09:00")),
              ElementsAre("first_reply.overdue", "measures.overdue"))
      << "what that version would have said, but no working day";
}

TEST(ComplaintAlerts, AWorkingDayThatWasOverBeforeAnybodyWasToldIsNotSaidApart) {
  Complaint visit = ElevatorComplaint();  // by a visit: entered two days later
  DutyEvents events;
  events.opened_at = visit.opened_at;
  const UtcTime entered = At("2026-03-04 10:00");
  const auto duties = EvaluateDuties(events, ShippedCalendar(), {}, entered);
  const auto alerts = DecideWith(visit, duties, {}, entered);
  ASSERT_THAT(Rules(alerts), ElementsAre("complaint.new"));
  EXPECT_EQ(alerts[0].episode, 0);
  EXPECT_EQ(alerts[0].reason,
            "3月2日 19:14 反映，一类 · 电梯、噪音 · 7栋；不是从论坛来的，没有四小时回帖期限；"
            "一个工作日的处理回应期限 3月3日 18:00，已过（B2）；请登记并通知责任人（B1）");
  EXPECT_THAT(DecideWith(visit, duties, SaidBy(alerts), entered + hours(1)), IsEmpty());
}

TEST(ComplaintAlerts, AComplaintByOtherChannelsHasItsWorkingDay) {
  Complaint visit = ElevatorComplaint();
  DutyEvents events;
  events.opened_at = visit.opened_at;
  const auto duties = EvaluateDuties(events, ShippedCalendar(), {}, At("2026-03-02 20:00"));
  const auto told = SaidBy(DecideWith(visit, duties, {}, At("2026-03-02 20:00")));
  EXPECT_THAT(DecideWith(visit, duties, told, At("2026-03-03 18:00")), IsEmpty());
  EXPECT_THAT(Rules(DecideWith(visit, duties, told, At("2026-03-03 18:00:01"))),
              ElementsAre("working_day.overdue"));
}

TEST(ComplaintAlerts, ARevisitThatIsDueIsSaidOnce) {
  const Reply answered{At("2026-03-02 20:00"), ReplyKind::Measures, "post 1"};
  const std::vector steps = {Did("2026-03-03 10:00", StepKind::Handled)};
  EXPECT_THAT(Decide(ElevatorComplaint(), {answered}, kNewSaid, "2026-03-06 10:00", steps),
              IsEmpty());
  const auto alerts = Decide(ElevatorComplaint(), {answered}, kNewSaid, "2026-03-06 10:30", steps);
  ASSERT_THAT(Rules(alerts), ElementsAre("revisit.due"));
  EXPECT_EQ(alerts[0].title, "回访到期 C12：7栋电梯反复停运");
  EXPECT_EQ(alerts[0].handbook, "C1");
  EXPECT_THAT(alerts[0].reason, HasSubstr("至今没有登记回访"));
  for (const Step& step : {Did("2026-03-05 10:00", StepKind::Revisited, "满意"),
                           Did("2026-03-05 10:00", StepKind::RevisitWaived, "无法联系")}) {
    EXPECT_THAT(
        Decide(ElevatorComplaint(), {answered}, kNewSaid, "2026-03-06 10:30", {steps[0], step}),
        IsEmpty());
  }
}

TEST(ComplaintAlerts, WhoReopensIsSaidWithTheNewLimits) {
  const Reply answered{At("2026-03-02 20:00"), ReplyKind::Measures, "post 1"};
  std::vector steps = {Did("2026-03-03 10:00", StepKind::Closed)};
  steps.push_back(
      {ComplaintId{12}, "forumwatch", At("2026-03-05 10:00"), StepKind::Reopened, "post 9", ""});
  const auto alerts = Decide(ElevatorComplaint(), {answered}, kNewSaid, "2026-03-05 10:05", steps);
  ASSERT_THAT(Rules(alerts), ElementsAre("reopened")) << "and not complaint.new as well";
  EXPECT_EQ(alerts[0].title, "投诉重新打开 C12：7栋电梯反复停运");
  EXPECT_EQ(alerts[0].reason,
            "3月5日 10:00 又有人反映已经处理或关闭的这件投诉，重新计时；"
            "首次回复期限 3月5日 14:00（B2）；具体措施期限 3月5日 18:00（B3）（C3）");
  Said said = kNewSaid;
  said.merge(SaidBy(alerts));
  EXPECT_THAT(Rules(Decide(ElevatorComplaint(), {answered}, said, "2026-03-05 12:00", steps)),
              ElementsAre("complaint.unacknowledged", "first_reply.due_soon"));
  steps.back().who = "李主管";
  steps.back().why = "客户来电说又坏了";
  EXPECT_THAT(
      Decide(ElevatorComplaint(), {answered}, kNewSaid, "2026-03-05 10:05", steps)[0].reason,
      StartsWith("3月5日 10:00 由 李主管 重新打开：客户来电说又坏了，重新计时；"));
}

// Looks every few minutes for a week, in one walk and in one with a restart after every look: the
// same is said, each once.
TEST(ComplaintAlerts, EachIsSaidOnceHoweverOftenWeLook) {
  for (const int step : {1, 7, 60, 60 * 5, 60 * 26}) {
    Said said;
    std::vector<std::string> rules;  // with the stage
    const Complaint complaint = ElevatorComplaint();
    for (UtcTime now = complaint.opened_at; now < complaint.opened_at + hours(24 * 7);
         now += minutes(step)) {
      const auto alerts = DecideWith(complaint, Clocks(complaint, {}, now), said, now);
      said.merge(SaidBy(alerts));
      for (const std::string& rule : Rules(alerts)) {
        EXPECT_THAT(rules, Not(testing::Contains(rule))) << step;
        rules.push_back(rule);
      }
    }
    EXPECT_THAT(rules,
                testing::IsSupersetOf({"complaint.new", "first_reply.overdue", "measures.overdue"}))
        << step;
  }
}

}  // namespace
}  // namespace forumwatch
