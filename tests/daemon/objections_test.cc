// A customer who objects to revisits is never asked again (C2), whatever he complains about next.
#include "daemon/objections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/deadlines/closure.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/way.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr ComplaintId kLiftComplaint{1};
constexpr ComplaintId kLampComplaint{2};

const PostWords kStillBroken{"1", "15", "七栋老王", "7栋电梯今天又停了，根本没修好，天天爬楼！",
                             ""};
const PostWords kBrokenForMe{"1", "16", "小满", "7栋电梯今天又停了，根本没修好，天天爬楼！", ""};
const PostWords kHisLamp{"2", "21", "七栋老王", "3栋门口的路灯坏了好几天，晚上很黑，没有人管。",
                         "3栋路灯坏了"};
const PostWords kHerLamp{"2", "22", "小满", "3栋门口的路灯我也看到了，坏了好几天，没有人管。", ""};

class ObjectionsTest : public testing::Test {
 protected:
  ObjectionsTest() { Show({kLift, kMeasures}); }

  void Show(const std::vector<PostWords>& words) {
    std::vector<SeenPost> posts;
    for (const PostWords& post : words) {
      posts.push_back(Seen(post, house_.clock.Now()));
    }
    house_.Show(std::move(posts));
  }
  void Do(StepKind kind, ComplaintId complaint, const std::string& detail = "",
          const std::string& why = "") {
    const OrderResult result =
        Desk(house_.session(), house_.config, house_.pipeline())
            .Do({kind, complaint, "李主管", detail, why, {}}, house_.clock.Now());
    ASSERT_TRUE(result.done) << result.said;
  }
  void HandledAndObjected() {
    Do(StepKind::Handled, kLiftComplaint);
    Do(StepKind::RevisitWaived, kLiftComplaint, std::string(kObjects));
  }
  std::string Revisit(ComplaintId complaint, int episode) {
    return std::string(Name(house_.DutyOf(complaint, DutyKind::Revisit, episode).state));
  }
  Step LastStep(ComplaintId complaint) { return StepStore(house_.session()).Of(complaint).back(); }
  std::string Status(ComplaintId complaint) {
    return std::string(Name(ComplaintStore(house_.session()).Load(complaint).value().status));
  }

  std::string Allowed(ComplaintId complaint) {
    return Desk(house_.session(), house_.config, house_.pipeline())
        .Do({StepKind::RevisitAllowed, complaint, "李主管", "", "来电", {}}, house_.clock.Now())
        .said;
  }
  std::string WhyNotClosed() {
    return WhyNotToBeClosed(StepStore(house_.session()).Of(kLiftComplaint), house_.clock.Now());
  }

  House house_{kMorning};
};

TEST_F(ObjectionsTest, WhoOpensItAgainIsNotAskedAboutWhatWasDoneThen) {
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(2));
  Show({kStillBroken});
  ASSERT_EQ(LastStep(kLiftComplaint).kind, StepKind::Reopened);
  Do(StepKind::Handled, kLiftComplaint);
  const Step waived = LastStep(kLiftComplaint);
  EXPECT_EQ(waived.kind, StepKind::RevisitWaived);
  EXPECT_EQ(waived.who, "forumwatch");
  EXPECT_EQ(waived.detail, kObjects);
  EXPECT_THAT(waived.why, HasSubstr("C1"));
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "void");
  house_.AdvanceTo(kMorning + days(9));
  EXPECT_EQ(Status(kLiftComplaint), "closed");
  EXPECT_THAT(house_.Alerts(), Not(Contains("revisit.due C1")));
}

TEST_F(ObjectionsTest, SomebodyElseWhoOpensItAgainIs) {
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(2));
  Show({kBrokenForMe});
  ASSERT_EQ(LastStep(kLiftComplaint).kind, StepKind::Reopened);
  Do(StepKind::Handled, kLiftComplaint);
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "open");
  Do(StepKind::RevisitWaived, kLiftComplaint, std::string(kObjects));
  Show({kHerLamp});
  Do(StepKind::Handled, kLampComplaint);
  EXPECT_EQ(Revisit(kLampComplaint, 1), "void") << "it was she who objected then";
}

// C3: posted in the quiet week, read when it was over.
TEST_F(ObjectionsTest, WhoOpensItAgainByAPostReadLateIsAskedThoughItIsOlderThanTheObjection) {
  Do(StepKind::Handled, kLiftComplaint);
  house_.AdvanceTo(kMorning + days(2));
  Do(StepKind::RevisitWaived, kLiftComplaint, std::string(kObjects));
  house_.AdvanceTo(kMorning + days(8));
  ASSERT_EQ(Status(kLiftComplaint), "closed");
  house_.Show({Seen(kBrokenForMe, kMorning + days(1))});
  ASSERT_EQ(LastStep(kLiftComplaint).kind, StepKind::Reopened);
  Do(StepKind::Handled, kLiftComplaint);
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "open");
}

TEST_F(ObjectionsTest, OpenedAgainByHandItIsStillTheSameCustomer) {
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(8));
  ASSERT_EQ(Status(kLiftComplaint), "closed");
  Do(StepKind::Reopened, kLiftComplaint);
  Do(StepKind::Handled, kLiftComplaint);
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "void");
}

TEST_F(ObjectionsTest, AnotherComplaintOfHisNeedsNoRevisitAndClosesAfterTheWeek) {
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(1));
  Show({kHisLamp});
  Do(StepKind::Handled, kLampComplaint);
  EXPECT_EQ(Revisit(kLampComplaint, 1), "void");
  EXPECT_THAT(LastStep(kLampComplaint).why, HasSubstr("C1"));
  house_.AdvanceTo(kMorning + days(8) + minutes(1));
  EXPECT_EQ(Status(kLampComplaint), "closed");
  EXPECT_THAT(house_.Alerts(), Not(Contains("revisit.due C2")));
}

TEST_F(ObjectionsTest, WhatWasHandledBeforeHeSaidSoNeedsNoneEither) {
  Show({kHisLamp});
  Do(StepKind::Handled, kLampComplaint);
  ASSERT_EQ(Revisit(kLampComplaint, 1), "open");
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(6));
  EXPECT_EQ(Revisit(kLampComplaint, 1), "void");
  EXPECT_THAT(house_.Alerts(), Not(Contains("revisit.due C2")));
}

TEST_F(ObjectionsTest, WhereOthersSpokeTooTheyAreAsked) {
  HandledAndObjected();
  Show({kHisLamp, kHerLamp});
  Do(StepKind::Handled, kLampComplaint);
  ASSERT_EQ(house_.Complaints().at(1).people, 2);
  EXPECT_EQ(Revisit(kLampComplaint, 1), "open");
}

TEST_F(ObjectionsTest, AnotherReasonForNoRevisitIsNoObjection) {
  Do(StepKind::Handled, kLiftComplaint);
  Do(StepKind::RevisitWaived, kLiftComplaint, "当场解决");
  Show({kHisLamp});
  Do(StepKind::Handled, kLampComplaint);
  EXPECT_EQ(Revisit(kLampComplaint, 1), "open");
}

TEST_F(ObjectionsTest, WhoWasAskedAlreadyWasAsked) {
  Show({kHisLamp});
  Do(StepKind::Handled, kLampComplaint);
  Do(StepKind::Revisited, kLampComplaint, std::string(kDissatisfied), "电话，说还是不亮");
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(10));
  EXPECT_EQ(Revisit(kLampComplaint, 1), "met");
  EXPECT_EQ(LastStep(kLampComplaint).kind, StepKind::Revisited);
  EXPECT_EQ(Status(kLampComplaint), "open") << "what he found bad is not closed by the week";
}

TEST_F(ObjectionsTest, StayOnRecordOverARestart) {
  HandledAndObjected();
  house_.Restart();
  Show({kHisLamp});
  Do(StepKind::Handled, kLampComplaint);
  EXPECT_EQ(Revisit(kLampComplaint, 1), "void");
}

TEST_F(ObjectionsTest, WhoTakesItBackIsAskedAboutWhatIsHandledFromThenOn) {
  HandledAndObjected();
  Do(StepKind::RevisitAllowed, kLiftComplaint, "", "来电说可以回访");
  EXPECT_EQ(Revisit(kLiftComplaint, 1), "void") << "what was handled before stays as it is";
  house_.AdvanceTo(kMorning + days(2));
  Show({kStillBroken});
  Do(StepKind::Handled, kLiftComplaint);
  EXPECT_EQ(LastStep(kLiftComplaint).kind, StepKind::Handled);
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "open");
  Show({kHisLamp});
  Do(StepKind::Handled, kLampComplaint);
  EXPECT_EQ(Revisit(kLampComplaint, 1), "open");
}

// C2: put on record by mistake, and put right before anything was handled.
TEST_F(ObjectionsTest, WhoTookItBackBeforeTheMatterWasHandledIsAskedAndNothingClosesByItself) {
  Do(StepKind::RevisitWaived, kLiftComplaint, std::string(kObjects));
  house_.AdvanceTo(kMorning + days(1));
  Do(StepKind::RevisitAllowed, kLiftComplaint, "", "记错了人");
  house_.AdvanceTo(kMorning + days(2));
  Do(StepKind::Handled, kLiftComplaint);
  EXPECT_EQ(LastStep(kLiftComplaint).kind, StepKind::Handled);
  EXPECT_EQ(Revisit(kLiftComplaint, 1), "open");
  EXPECT_THAT(WhyNotClosed(), HasSubstr("还没有回访"));
  house_.AdvanceTo(kMorning + days(12));
  EXPECT_EQ(Status(kLiftComplaint), "open");
}

TEST_F(ObjectionsTest, WhoTookItBackIsAskedAboutWhatIsHandledAnewThoughNothingWasOpenedAgain) {
  HandledAndObjected();
  house_.AdvanceTo(kMorning + days(1));
  Do(StepKind::RevisitAllowed, kLiftComplaint, "", "来电说可以回访");
  EXPECT_THAT(WhyNotClosed(), HasSubstr("不到一周")) << "what was handled before needs none";
  house_.AdvanceTo(kMorning + days(2));
  Do(StepKind::Handled, kLiftComplaint);
  EXPECT_EQ(Revisit(kLiftComplaint, 1), "void");
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "open");
  EXPECT_THAT(WhyNotClosed(), HasSubstr("还没有回访"));
  Do(StepKind::RevisitWaived, kLiftComplaint, std::string(kObjects));
  EXPECT_EQ(Revisit(kLiftComplaint, 2), "void") << "he has changed his mind";
}

// C2: each objected for himself, in a complaint of his own.
TEST_F(ObjectionsTest, WhoOpenedTheComplaintAgainIsNotFreedWithTheOneWhoObjectedInIt) {
  HandledAndObjected();
  Show({{"3", "31", "小满", "车库道闸坏了，早上堵了半小时，保安也不管。", "道闸坏了"}});
  Do(StepKind::Handled, kLampComplaint);
  Do(StepKind::RevisitWaived, kLampComplaint, std::string(kObjects));
  house_.AdvanceTo(kMorning + days(2));
  Show({kBrokenForMe});
  ASSERT_EQ(LastStep(kLiftComplaint).kind, StepKind::Reopened);
  EXPECT_THAT(Allowed(kLiftComplaint), HasSubstr("可以回访：七栋老王"));
  ObjectionStore objections(house_.session());
  EXPECT_FALSE(objections.WhoSaidSoIn(kLampComplaint).empty());
  EXPECT_TRUE(objections.WhoSaidSoIn(kLiftComplaint).empty());
  EXPECT_THAT(Allowed(kLiftComplaint), HasSubstr("可以回访：小满")) << "the customer by now";
  EXPECT_TRUE(objections.WhoSaidSoIn(kLampComplaint).empty());
}

TEST_F(ObjectionsTest, AnObjectionInWhatWasMergedIsTakenBackInTheOneThatIsLeft) {
  HandledAndObjected();
  const PostWords hers{"3", "31", "小满", "车库道闸坏了，早上堵了半小时，保安也不管。", "道闸坏了"};
  house_.Show({Seen(hers, kMorning - hours(1))});  // so that she is the customer of what is left
  Do(StepKind::Merged, kLiftComplaint, "C2");
  EXPECT_THAT(Allowed(kLampComplaint), HasSubstr("可以回访：七栋老王"));
  EXPECT_TRUE(ObjectionStore(house_.session()).WhoSaidSoIn(kLiftComplaint).empty());
}

TEST_F(ObjectionsTest, WhereNobodyObjectedNothingIsTakenBack) {
  const OrderResult result =
      Desk(house_.session(), house_.config, house_.pipeline())
          .Do({StepKind::RevisitAllowed, kLiftComplaint, "李主管", "", "误记", {}},
              house_.clock.Now());
  EXPECT_FALSE(result.done);
  EXPECT_THAT(result.said, HasSubstr("没有说过不愿回访"));
}

}  // namespace
}  // namespace forumwatch
