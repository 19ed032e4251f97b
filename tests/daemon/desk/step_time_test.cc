// When a step was taken, where the clock was set meanwhile (B2, B12, C3).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/desk.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;

constexpr auto kOnlyOne = ComplaintId(1);

class StepTimeTest : public testing::Test {
 protected:
  StepTimeTest() { house_.Show({Seen(kLift, kMorning)}); }

  void Do(StepKind kind, const std::string& why, const std::string& detail = "") {
    const Order order{kind, kOnlyOne, "李主管", detail, why, {}};
    const OrderResult result =
        Desk(house_.session(), house_.config, house_.pipeline()).Do(order, house_.clock.Now());
    EXPECT_TRUE(result.done) << result.said;
  }
  std::string Status() {
    return std::string(Name(ComplaintStore(house_.session()).Load(kOnlyOne).value().status));
  }
  std::vector<Step> Steps() { return StepStore(house_.session()).Of(kOnlyOne); }

  House house_{kMorning};
};

// Else nobody would have taken notice of it, and it would escalate although it is closed.
TEST_F(StepTimeTest, WhileTheClockIsBehindItComesAfterWhatItIsAbout) {
  house_.AdvanceTo(kMorning + minutes(5));
  house_.clock.Set(kMorning - hours(3));
  Do(StepKind::Acknowledged, "");
  house_.clock.Set(kMorning - hours(2));
  Do(StepKind::Closed, "误报");
  for (const Step& step : Steps()) {
    EXPECT_EQ(step.at, kMorning) << Name(step.kind);
  }
  house_.AdvanceTo(kMorning + hours(30));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(StepTimeTest, OneTakenWhileTheClockWasAheadDoesNotDateThoseThatFollow) {
  house_.AdvanceTo(kMorning + hours(3));
  Do(StepKind::Noted, "已电话联系");
  house_.clock.Set(kMorning + minutes(30));
  Do(StepKind::Responded, "已上门");
  EXPECT_EQ(Steps().back().at, kMorning + minutes(30));
}

// Else it stays closed, whatever people say: what counts is the last of the two by their times.
TEST_F(StepTimeTest, AReopeningComesAfterTheClosingThatAnAheadClockDated) {
  house_.AdvanceTo(kMorning + hours(3));
  Do(StepKind::Closed, "误报");
  house_.clock.Set(kMorning + hours(1));
  Do(StepKind::Reopened, "不是误报");
  EXPECT_EQ(Status(), "open");
  Do(StepKind::Closed, "误报");
  EXPECT_EQ(Status(), "closed");
}

// Else the customer is to be asked again.
TEST_F(StepTimeTest, ARevisitComesAfterTheHandlingThatAnAheadClockDated) {
  house_.AdvanceTo(kMorning + hours(3));
  Do(StepKind::Handled, "");
  house_.clock.Set(kMorning + hours(1));
  Do(StepKind::Revisited, "电话，说修得快", "满意");
  EXPECT_EQ(house_.DutyOf(kOnlyOne, DutyKind::Revisit).state, DutyState::Met);
}

// Else the objection would stand, by the order of the times.
TEST_F(StepTimeTest, ThatHeMayBeAskedComesAfterTheObjectionThatAnAheadClockDated) {
  house_.AdvanceTo(kMorning + hours(3));
  Do(StepKind::RevisitWaived, "", "客户不愿");
  house_.clock.Set(kMorning + hours(1));
  Do(StepKind::RevisitAllowed, "记错了人");
  Do(StepKind::Handled, "");
  EXPECT_EQ(house_.DutyOf(kOnlyOne, DutyKind::Revisit).state, DutyState::Open);
}

}  // namespace
}  // namespace forumwatch
