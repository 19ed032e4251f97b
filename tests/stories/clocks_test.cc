// What the person on duty is told, and when (B2, B3). The board is looked at every ten minutes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/story.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr DutyKind kFirst = DutyKind::FirstReply;
constexpr DutyKind kMeasures = DutyKind::Measures;
constexpr DutyKind kWorkingDay = DutyKind::WorkingDay;

const PostWords kLift{"1", "11", "七栋老王", "7栋电梯又停了，已经两天没人来修，老人上不了楼。",
                      "7栋电梯又停了"};
const PostWords kReceived{"1", "13", "云栖客服", "您好，您反映的问题已收到，我们会尽快核实。", ""};
const PostWords kMeasuresSaid{
    "1", "14", "云栖客服", "您好，维保单位已更换7栋电梯主板，今天15点恢复运行，王工负责跟进。", ""};

const PostWords kAgain{"1", "15", "小满", "7栋电梯今天又停了，根本没修好，天天爬楼！", ""};

const PostWords kLamp{"2", "21", "三栋小李", "3栋门口的路灯坏了好几天，晚上很黑，没有人管。",
                      "3栋路灯坏了"};
const PostWords kLampMended{"2", "22", "云栖客服",
                            "您好，已安排电工更换3栋门口路灯，今天17点前修好，王工负责跟进。", ""};

TEST(Story, AWeekdayMorningWithoutAnAnswer) {
  Story story("2026-03-02 08:00");  // a Monday
  story.Post("2026-03-02 10:00", kLift).Until("2026-03-03 08:00");
  EXPECT_THAT(
      story.Delivered(),
      ElementsAre("03-02 10:00 complaint.new C1", "03-02 10:15 complaint.unacknowledged C1",
                  "03-02 12:00 first_reply.due_soon C1", "03-02 13:00 first_reply.due_soon C1",
                  "03-02 13:36 first_reply.due_soon C1", "03-02 14:00 first_reply.overdue C1",
                  "03-02 14:45 measures.due_soon C1", "03-02 18:00 measures.overdue C1"));
}

TEST(Story, AtNightTheFirstReplyRunsOnAndTheMeasuresWait) {
  Story story("2026-03-02 20:00");
  story.Post("2026-03-02 23:30", kLift).Until("2026-03-04 08:00");
  EXPECT_EQ(story.DueAt(1, kFirst), "03-03 03:30");
  EXPECT_EQ(story.DueAt(1, kMeasures), "03-03 18:00");
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-03 03:30"));
  EXPECT_THAT(story.When("measures.due_soon"), ElementsAre("03-03 14:15"))
      << "half of the working day that counts, not of the night before it";
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("03-03 18:00"));
}

TEST(Story, AWeekendPostHasUntilMondayEvening) {
  Story story("2026-03-07 08:00");  // a Saturday
  story.Post("2026-03-07 11:00", kLift).Until("2026-03-10 08:00");
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-07 15:00"));
  EXPECT_EQ(story.DueAt(1, kMeasures), "03-09 18:00");
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("03-09 18:00"));
}

TEST(Story, AHolidayPostHasUntilTheFirstWorkingEvening) {
  Story story("2026-10-02 08:00");  // National Day, 1 to 7 October
  story.Post("2026-10-02 09:00", kLift).Until("2026-10-09 08:00");
  EXPECT_EQ(story.DueAt(1, kFirst), "10-02 13:00");
  EXPECT_EQ(story.DueAt(1, kMeasures), "10-08 18:00");
}

TEST(Story, AMakeUpSaturdayIsAWorkingDay) {
  Story story("2026-10-09 08:00");
  story.Post("2026-10-09 19:00", kLift).Until("2026-10-11 08:00");  // a Friday evening
  EXPECT_EQ(story.DueAt(1, kMeasures), "10-10 18:00");
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("10-10 18:00"));
}

TEST(Story, APostAtTenToSixIsDueTheSameEvening) {
  Story story("2026-03-02 17:00");
  story.Post("2026-03-02 17:50", kLift).Until("2026-03-03 08:00");
  EXPECT_EQ(story.DueAt(1, kMeasures), "03-02 18:00");
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("03-02 18:00"));
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-02 21:50"));
}

TEST(Story, AReplyInTimeEndsTheWarnings) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 11:00", kMeasuresSaid)
      .Until("2026-03-03 08:00");
  EXPECT_THAT(story.Delivered(), ElementsAre("03-02 10:00 complaint.new C1",
                                             "03-02 10:15 complaint.unacknowledged C1"));
  EXPECT_EQ(story.StateOf(1, kFirst), "met");
  EXPECT_EQ(story.StateOf(1, kMeasures), "met");
  EXPECT_EQ(story.StateOf(1, kWorkingDay), "met");
}

TEST(Story, AnAcknowledgementLeavesTheMeasuresOwing) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 11:00", kReceived)
      .Until("2026-03-03 08:00");
  EXPECT_THAT(story.When("first_reply.overdue"), IsEmpty());
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("03-02 18:00"));
}

TEST(Story, ALateReplyStaysLate) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 14:30", kMeasuresSaid)
      .Until("2026-03-05 08:00");
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-02 14:00"));
  EXPECT_EQ(story.StateOf(1, kFirst), "late");
  EXPECT_EQ(story.StateOf(1, kMeasures), "met");
}

TEST(Story, ARestartBetweenDueSoonAndOverdueRepeatsNothingAndForgetsNothing) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Until("2026-03-02 13:00")
      .Restart()
      .Until("2026-03-03 08:00");
  EXPECT_THAT(
      story.Delivered(),
      ElementsAre("03-02 10:00 complaint.new C1", "03-02 10:15 complaint.unacknowledged C1",
                  "03-02 12:00 first_reply.due_soon C1", "03-02 13:00 first_reply.due_soon C1",
                  "03-02 13:36 first_reply.due_soon C1", "03-02 14:00 first_reply.overdue C1",
                  "03-02 14:45 measures.due_soon C1", "03-02 18:00 measures.overdue C1"));
}

TEST(Story, AReplyGivenWhileTheServiceWasDownIsNotCalledMissing) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 13:30", kMeasuresSaid)
      .Until("2026-03-02 13:00");
  story.SleepUntil("2026-03-02 15:00").Until("2026-03-03 08:00");
  EXPECT_THAT(story.When("first_reply.overdue"), IsEmpty());
  EXPECT_EQ(story.StateOf(1, kFirst), "met");
}

TEST(Story, WhatRanOutWhileTheServiceWasDownIsSaidAtItsStart) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift).Until("2026-03-02 13:00");
  story.SleepUntil("2026-03-02 20:00").Until("2026-03-03 08:00");
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-02 20:00"));
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("03-02 20:00"));
}

TEST(Story, APostDatedInTheFutureStartsWhenItWasSeen) {
  Story story("2026-03-02 08:00");
  story.PostShown("2026-03-02 10:00", kLift, "2026-03-05 10:00").Until("2026-03-02 20:00");
  EXPECT_EQ(story.DueAt(1, kFirst), "03-02 14:00");
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-02 14:00"));
}

TEST(Story, ADateNobodyCanReadStartsTheClockWhenThePostWasSeen) {
  Story story("2026-03-02 08:00");
  story.PostShown("2026-03-02 10:00", kLift, "").Until("2026-03-02 20:00");
  EXPECT_EQ(story.DueAt(1, kFirst), "03-02 14:00");
}

TEST(Story, OldPostsOfAFirstVisitAreHistory) {
  Story story("2026-03-20 08:00");
  story.PostShown("2026-03-20 07:00", kLift, "2026-03-01 10:00").Until("2026-03-21 08:00");
  EXPECT_THAT(story.Delivered(), IsEmpty());
}

TEST(Story, AClockThatIsPutBackStopsNothing) {
  Story story("2026-03-03 08:00");
  story.Until("2026-03-03 09:00").SetClock("2026-03-02 09:00");
  story.Post("2026-03-02 10:00", kLift).Until("2026-03-02 20:00");
  EXPECT_THAT(story.When("complaint.new"), ElementsAre("03-02 10:00"));
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-02 14:00"));
  EXPECT_THAT(story.When("clock.step"), ElementsAre("03-02 09:00"));
}

TEST(Story, ARestoredBackupMarksWhatItMayRepeatAndNothingElse) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift).Until("2026-03-02 09:30").TakeBackup();
  story.Until("2026-03-02 12:30").RestoreBackup().Until("2026-03-02 14:30");
  EXPECT_THAT(story.MaybeRepeats(),
              ElementsAre("03-02 12:30 complaint.new C1", "03-02 12:30 first_reply.due_soon C1"));
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-02 14:00"));
}

TEST(Story, AnAlertFromBeforeAnybodyWasNamedIsSaidWhenSomebodyIs) {
  Story story("2026-03-02 08:00");
  story.RestartWithContacts(false)
      .Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 10:10", kLamp)
      .Post("2026-03-02 11:00", kLampMended)
      .Until("2026-03-02 15:00");
  EXPECT_THAT(story.Delivered(), IsEmpty());
  story.RestartWithContacts(true).Until("2026-03-02 16:00");
  EXPECT_THAT(story.Delivered(),
              ElementsAre("03-02 15:00 complaint.new C1", "03-02 15:00 first_reply.overdue C1",
                          "03-02 15:00 measures.due_soon C1"))
      << "nothing of the clocks that were answered, or that a later alert has overtaken";
}

TEST(Story, WhatCouldNotBeDeliveredComesWhenTheReceiverIsBack) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift).ReceiverFails(true).Until("2026-03-02 13:00");
  EXPECT_THAT(story.Delivered(), IsEmpty());
  story.ReceiverFails(false).Until("2026-03-02 13:30");
  EXPECT_THAT(story.When("complaint.new"), testing::SizeIs(1));
  EXPECT_THAT(story.When("first_reply.due_soon"), testing::SizeIs(2));
}

TEST(Story, WhatWaitsForTheMorningComesAtItsMinuteThoughTheServiceWasStartedAnewInTheNight) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 09:01", kLift)
      .Post("2026-03-02 10:00", kReceived)
      .Until("2026-03-03 03:00")
      .Restart()
      .Until("2026-03-03 12:00");
  EXPECT_EQ(story.DueAt(1, kWorkingDay), "03-03 09:01");
  EXPECT_THAT(story.When("working_day.overdue"), ElementsAre("03-03 09:01"));
}

TEST(Story, AWorkingDayReachesOverTheWeekend) {
  Story story("2026-03-06 08:00");  // a Friday
  story.Post("2026-03-06 16:00", kLift).Until("2026-03-08 12:00").Restart();
  story.Until("2026-03-10 08:00");
  EXPECT_THAT(story.When("measures.overdue"), ElementsAre("03-06 18:00"));
  EXPECT_THAT(story.When("working_day.overdue"), ElementsAre("03-09 16:00"));
}

TEST(Story, WhatIsHandledIsRevisitedAndClosesAfterAQuietWeek) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 10:10", kMeasuresSaid)
      .Until("2026-03-02 16:00")
      .Did(1, StepKind::Handled)
      .Until("2026-03-06 09:00")
      .Did(1, StepKind::Revisited, "满意")
      .Until("2026-03-09 15:59");
  EXPECT_THAT(story.When("revisit.due"), ElementsAre("03-05 16:00"));
  EXPECT_EQ(story.StatusOf(1), "open");
  story.Restart().Until("2026-03-09 16:01");
  EXPECT_EQ(story.StatusOf(1), "closed");
}

TEST(Story, WhoWritesWithinTheWeekOpensItAgain) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 10:10", kMeasuresSaid)
      .Post("2026-03-04 20:00", kAgain)
      .Until("2026-03-02 16:00")
      .Did(1, StepKind::Handled)
      .Did(1, StepKind::RevisitWaived, "无法联系")
      .Until("2026-03-06 08:00");
  EXPECT_THAT(story.When("reopened"), ElementsAre("03-04 20:00"));
  EXPECT_THAT(story.When("first_reply.overdue"), ElementsAre("03-05 00:00"));
  EXPECT_THAT(story.When("complaint.new"), ElementsAre("03-02 10:00"));
  EXPECT_EQ(story.StatusOf(1), "open");
}

// Nothing is ever deleted (B1, B6), so that nothing old looks new: not to a start after a year, nor
// to a copy of the store.
TEST(Story, AYearLaterNothingIsSaidOfThemAgain) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Post("2026-03-02 10:30", kLamp)
      .Post("2026-03-02 11:00", kLampMended)
      .Until("2026-03-02 16:00")
      .Did(2, StepKind::Handled)
      .Did(2, StepKind::RevisitWaived, "无法联系")
      .Until("2026-03-10 08:00");
  ASSERT_EQ(story.StatusOf(1), "open") << "its clocks ran out";
  ASSERT_EQ(story.StatusOf(2), "closed");
  const auto about_complaints = [&story] {
    std::vector<std::string> lines = story.Delivered();
    std::erase_if(lines, [](const std::string& line) {
      return !line.ends_with(" C1") && !line.ends_with(" C2");
    });
    return lines;
  };
  const std::vector<std::string> said = about_complaints();
  ASSERT_THAT(said, testing::SizeIs(11));
  story.TakeBackup().SleepUntil("2027-03-10 08:00").Until("2027-03-11 08:00");
  EXPECT_EQ(about_complaints(), said);
  story.RestoreBackup().Until("2027-03-12 08:00");
  EXPECT_EQ(about_complaints(), said);
  EXPECT_EQ(story.StateOf(1, kFirst), "missed");
  EXPECT_EQ(story.StateOf(2, kFirst), "met");
}

TEST(Story, AClosedComplaintIsSilent) {
  Story story("2026-03-02 08:00");
  story.Post("2026-03-02 10:00", kLift)
      .Until("2026-03-02 10:05")
      .Did(1, StepKind::Closed)
      .Until("2026-03-04 12:00");
  EXPECT_THAT(story.Delivered(), ElementsAre("03-02 10:00 complaint.new C1"));
}

}  // namespace
}  // namespace forumwatch
