// What becomes of a reply that was drafted for a complaint which is merged into another: nothing
// that waits is forgotten (B8, B12).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/alerting/approval.h"
#include "daemon/answers.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/way.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr ComplaintId kMergedOne{1};
constexpr ComplaintId kLeftOne{2};
constexpr const char* kText = "您好，7栋电梯今天15点修好。";

class MergedDraft : public testing::Test {
 protected:
  MergedDraft() {
    house_.Show({Seen(kLift, kMorning)});
    house_.Show(
        {Seen({"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时。", "道闸又坏了"}, kMorning)});
    house_.AdvanceTo(kMorning + minutes(10));
  }

  OrderResult Order(StepKind kind, ComplaintId complaint, const std::string& who,
                    const std::string& detail = "", const std::string& why = "") {
    return Desk(house_.session(), house_.config, house_.pipeline())
        .Do({kind, complaint, who, detail, why, {}}, house_.clock.Now());
  }
  void Did(StepKind kind, ComplaintId complaint, const std::string& who,
           const std::string& why = "") {
    const OrderResult result = Order(kind, complaint, who, "", why);
    ASSERT_TRUE(result.done) << result.said;
    house_.AdvanceTo(house_.clock.Now() + minutes(5));
  }
  std::string Merge() {
    const OrderResult result = Order(StepKind::Merged, kMergedOne, "李主管", "C2");
    EXPECT_TRUE(result.done) << result.said;
    house_.AdvanceTo(house_.clock.Now() + minutes(1));
    return result.said;
  }
  std::vector<Step> Steps(ComplaintId complaint) {
    return StepStore(house_.session()).Of(complaint);
  }
  std::string Stage(ComplaintId complaint) {
    const Complaint found = ComplaintStore(house_.session()).Load(complaint).value();
    return std::string(StageOf(found, Steps(complaint),
                               Answers(house_.session(), house_.config).Judge(found),
                               DutyStore(house_.session()).Load(complaint)));
  }

  House house_{kMorning};
};

TEST_F(MergedDraft, WaitsForApprovalWithTheComplaintThatIsLeft) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  EXPECT_THAT(Merge(), HasSubstr("C1 的稿子转到 C2，等待审批"));
  EXPECT_EQ(Steps(kMergedOne).back().kind, StepKind::Rejected);
  EXPECT_THAT(Steps(kMergedOne).back().why, HasSubstr("已并入 C2，这一稿转到 C2 审批"));
  const Step moved = Steps(kLeftOne).back();
  EXPECT_EQ(moved.kind, StepKind::Drafted);
  EXPECT_EQ(moved.who, "小林");
  EXPECT_EQ(moved.why, kText);
  EXPECT_EQ(moved.detail, "随 C1 并入");
  EXPECT_EQ(Stage(kLeftOne), "待审批");
  EXPECT_THAT(house_.Alerts(), Contains("approval.waiting C2"));
  EXPECT_THAT(Order(StepKind::Approved, kLeftOne, "小林").said, HasSubstr("两个人"));
  Did(StepKind::Approved, kLeftOne, "王经理");
  EXPECT_EQ(Stage(kLeftOne), "待回帖");
}

TEST_F(MergedDraft, ThatWasApprovedAndNotPostedIsApprovedAnew) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Approved, kMergedOne, "王经理");
  Merge();
  EXPECT_EQ(Stage(kLeftOne), "待审批") << "it has more to answer now";
}

TEST_F(MergedDraft, IsSentBackWhereTheOtherHasItsOwn) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Drafted, kLeftOne, "小周", "您好，道闸已修好。");
  EXPECT_THAT(Merge(), HasSubstr("C1 的稿子退回：C2 有自己的稿子"));
  EXPECT_THAT(Steps(kMergedOne).back().why, HasSubstr("请在那里另拟"));
  const std::vector<Step> steps = Steps(kLeftOne);
  EXPECT_EQ(DraftOf(steps).draft->who, "小周");
  EXPECT_EQ(Stage(kLeftOne), "待审批");
  const auto sent_back = [&] {
    const auto all = StepStore(house_.session()).WithMerged(kLeftOne);
    const Step* const draft = DraftSentBackByMerge(all, kLeftOne);
    return draft == nullptr ? "" : draft->why;
  };
  EXPECT_EQ(sent_back(), kText) << "it stays in sight";
  Did(StepKind::Approved, kLeftOne, "王经理");
  EXPECT_EQ(sent_back(), kText);
  Did(StepKind::Drafted, kLeftOne, "小林", kText);
  EXPECT_EQ(sent_back(), "");
}

// B12: what was posted first has still to be approved, by whoever is asked about the one that is
// left, and nobody posts it again.
TEST_F(MergedDraft, ThatWasPostedFirstIsApprovedThereAndIsPosted) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Posted, kMergedOne, "小林", "业主催得急");
  Merge();
  EXPECT_EQ(Steps(kLeftOne).back().detail, "先发后批");
  EXPECT_EQ(Stage(kLeftOne), "已回帖") << "though no visit has seen it";
  Did(StepKind::Approved, kLeftOne, "王经理");
  EXPECT_EQ(Stage(kLeftOne), "已回帖");
}

TEST_F(MergedDraft, ThatWasPostedFirstIsApprovedBeforeWhereTheOtherHasItsOwn) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Posted, kMergedOne, "小林", "业主催得急");
  Did(StepKind::Drafted, kLeftOne, "小周", "您好，道闸已修好。");
  EXPECT_THAT(Order(StepKind::Merged, kMergedOne, "李主管", "C2").said,
              HasSubstr("C1 先发的回帖还没有补批"));
  Did(StepKind::Approved, kMergedOne, "王经理");
  EXPECT_THAT(Merge(), Not(HasSubstr("稿子")));
}

// Else the head would have another hour for each merge, and the drafter the delay.
TEST_F(MergedDraft, HasWaitedSinceItWasDrafted) {
  const UtcTime drafted_at = house_.clock.Now();
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  house_.AdvanceTo(drafted_at + minutes(55));
  Merge();
  EXPECT_EQ(Steps(kLeftOne).back().at, drafted_at);
}

TEST_F(MergedDraft, OfAComplaintThatWasClosedOrOpenedAgainSinceIsNotRevived) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Closed, kMergedOne, "李主管", "误报");
  Did(StepKind::Drafted, kLeftOne, "小周", "您好，道闸已修好。");
  Did(StepKind::Closed, kLeftOne, "李主管", "误报");
  Did(StepKind::Reopened, kLeftOne, "李主管", "还要处理");
  EXPECT_THAT(Merge(), Not(HasSubstr("稿子")));
  EXPECT_EQ(Steps(kLeftOne).back().kind, StepKind::Merged);
}

TEST_F(MergedDraft, IsTakenAlongThoughTheOthersDraftIsOfBeforeItsReopening) {
  Did(StepKind::Drafted, kLeftOne, "小周", "您好，道闸已修好。");
  Did(StepKind::Closed, kLeftOne, "李主管", "误报");
  Did(StepKind::Reopened, kLeftOne, "李主管", "还要处理");
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  EXPECT_THAT(Merge(), HasSubstr("C1 的稿子转到 C2，等待审批"));
}

TEST_F(MergedDraft, ThatWasAMereAcknowledgementAndStandsThereStaysWhereItIs) {
  Did(StepKind::Drafted, kMergedOne, "小林", "您好，已收到，正在核实。");
  Did(StepKind::Approved, kMergedOne, "王经理");
  house_.Show({Seen(kLift, kMorning),
               Seen({"1", "13", "云栖客服", "您好，已收到，正在核实。", ""}, house_.clock.Now())});
  EXPECT_THAT(Merge(), Not(HasSubstr("稿子")));
}

TEST_F(MergedDraft, ThatWasSentBackStaysSentBack) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Rejected, kMergedOne, "王经理", "写明时间");
  EXPECT_THAT(Merge(), Not(HasSubstr("稿子")));
  EXPECT_EQ(Steps(kMergedOne).back().kind, StepKind::Merged);
  EXPECT_EQ(Steps(kLeftOne).back().kind, StepKind::Merged);
}

TEST_F(MergedDraft, ThatStandsOnTheForumStaysWhereItIs) {
  Did(StepKind::Drafted, kMergedOne, "小林", kText);
  Did(StepKind::Approved, kMergedOne, "王经理");
  house_.Show({Seen(kLift, kMorning), Seen(kMeasures, house_.clock.Now())});
  EXPECT_THAT(Merge(), Not(HasSubstr("稿子")));
  EXPECT_EQ(Steps(kMergedOne).back().kind, StepKind::Merged);
  EXPECT_EQ(Stage(kLeftOne), "已回帖");
}

}  // namespace
}  // namespace forumwatch
