// What people do about complaints: it is on record with who, when and why, takes effect at once,
// and the machine does not undo it (B1, B12, C3, E4, E6).
#include "daemon/desk/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/outbox.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const PostWords kGate{"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时。", "道闸又坏了"};
// The machine takes it for the lift of building 7; a person knows better.
const PostWords kOtherLift{"1", "15", "圆圆", "我家电梯也是，又停了，没人来修。", ""};

class DeskTest : public testing::Test {
 protected:
  OrderResult Do(StepKind kind, ComplaintId complaint, const std::string& detail = "",
                 const std::string& why = "", std::vector<std::string> posts = {}) {
    return Desk(house_.session(), house_.config, house_.pipeline())
        .Do({kind, complaint, "李主管", detail, why, std::move(posts)}, house_.clock.Now());
  }
  OrderResult DoAs(const std::string& who, StepKind kind, const std::string& why = "") {
    return Desk(house_.session(), house_.config, house_.pipeline())
        .Do({kind, kFirst, who, "", why, {}}, house_.clock.Now());
  }
  void ShowNow(const PostWords& words) { house_.Show({Seen(words, house_.clock.Now())}); }
  std::vector<Step> Steps(ComplaintId complaint) {
    return StepStore(house_.session()).Of(complaint);
  }
  Complaint Load(ComplaintId complaint) {
    return ComplaintStore(house_.session()).Load(complaint).value();
  }
  // "11 15": the posts of a complaint.
  std::string PostsOf(ComplaintId complaint) {
    std::string posts;
    for (const Mention& mention : ComplaintStore(house_.session()).MentionsOf(complaint)) {
      posts += (posts.empty() ? "" : " ") + mention.forum_post;
    }
    return posts;
  }
  ComplaintId SplitOff(const std::string& post) {
    const OrderResult result = Do(StepKind::Split, kFirst, "", "12栋的", {post});
    EXPECT_TRUE(result.done) << result.said;
    return result.made.value_or(ComplaintId{});
  }

  static constexpr ComplaintId kFirst{1};
  static constexpr ComplaintId kSecond{2};
  House house_{kMorning};
};

TEST_F(DeskTest, AStepSaysWhoWhenWhatAndWhy) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + minutes(5));
  const OrderResult result = Do(StepKind::Assigned, kFirst, "张工", "电梯归工程部");
  EXPECT_TRUE(result.done);
  EXPECT_THAT(result.said, AllOf(HasSubstr("C1"), HasSubstr("指派"), HasSubstr("张工")));
  EXPECT_THAT(Steps(kFirst), ElementsAre(Step{kFirst, "李主管", kMorning + minutes(5),
                                              StepKind::Assigned, "张工", "电梯归工程部"}));
  EXPECT_EQ(ResponsibleFor(Steps(kFirst)), "张工");
}

TEST_F(DeskTest, WhatCannotBeDoneSaysWhyAndLeavesNothingOnRecord) {
  ShowNow(kLift);
  struct Refusal {
    Order order;
    std::string says;
  };
  const Refusal refusals[] = {
      {{StepKind::Noted, ComplaintId(9), "李", "", "x", {}}, "没有 C9"},
      {{StepKind::Acknowledged, kFirst, "", "", "", {}}, "谁"},
      {{StepKind::Assigned, kFirst, "李", "", "", {}}, "指派给谁"},
      {{StepKind::Noted, kFirst, "李", "", "", {}}, "内容"},
      {{StepKind::Responded, kFirst, "李", "", "", {}}, "内容"},
      {{StepKind::Revisited, kFirst, "李", "还行", "", {}}, "满意、不满意"},
      {{StepKind::RevisitWaived, kFirst, "李", "忙", "", {}}, "当场解决"},
      {{StepKind::CauseConfirmed, kFirst, "李", "机/没有这项", "", {}}, "机/质量合格性"},
      {{StepKind::Merged, kFirst, "李", "C7", "", {}}, "C7"},
      {{StepKind::Merged, kFirst, "李", "随便", "", {}}, "C9 这样"},
      {{StepKind::Merged, kFirst, "李", "C1", "", {}}, "它自己"},
      {{StepKind::Split, kFirst, "李", "", "", {}}, "哪些帖子"},
      {{StepKind::Split, kFirst, "李", "", "", {"77"}}, "77"},
      {{StepKind::Split, kFirst, "李", "", "", {"11"}}, "全部"},
      {{StepKind::Closed, kFirst, "李", "", "", {}}, "还没有记为已处理"},
      {{StepKind::Reopened, kFirst, "李", "", "", {}}, "没有关闭"},
  };
  Desk desk(house_.session(), house_.config, house_.pipeline());
  const Complaint before = Load(kFirst);
  for (const Refusal& refusal : refusals) {
    const OrderResult result = desk.Do(refusal.order, kMorning);
    EXPECT_FALSE(result.done) << refusal.says;
    EXPECT_THAT(result.said, HasSubstr(refusal.says));
  }
  EXPECT_THAT(Steps(kFirst), IsEmpty());
  EXPECT_EQ(Load(kFirst).status, before.status);
  EXPECT_EQ(Load(kFirst).cause_confirmed, before.cause_confirmed);
}

TEST_F(DeskTest, AConfirmedCauseIsNotProposedOver) {
  ShowNow(kLift);
  ASSERT_TRUE(Do(StepKind::CauseConfirmed, kFirst, "料/耐用性").done);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kSameHere);
  EXPECT_EQ(Load(kFirst).cause, "料");
  EXPECT_EQ(Load(kFirst).cause_item, "耐用性");
  EXPECT_TRUE(Load(kFirst).cause_confirmed);
}

TEST_F(DeskTest, AProposedCauseIsConfirmedWithoutNamingIt) {
  ShowNow(kLift);
  const std::string proposed = Load(kFirst).cause + "/" + Load(kFirst).cause_item;
  ASSERT_TRUE(Do(StepKind::CauseConfirmed, kFirst).done);
  EXPECT_TRUE(Load(kFirst).cause_confirmed);
  EXPECT_EQ(Steps(kFirst).back().detail, proposed);
}

TEST_F(DeskTest, WhatWasMergedIsOneComplaintWithTheEarliestClock) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kGate);
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  ASSERT_TRUE(Do(StepKind::Merged, kFirst, "C2", "同一次停电").done);
  EXPECT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(PostsOf(kSecond), "11 31");
  EXPECT_EQ(Load(kSecond).opened_at, kMorning);
  EXPECT_EQ(house_.DutyOf(kSecond, DutyKind::FirstReply).due_at, kMorning + hours(4));
  EXPECT_EQ(Steps(kFirst).back().detail, "C2");
  EXPECT_EQ(Steps(kSecond).back().detail, "C1");
}

TEST_F(DeskTest, WhatComesAfterAMergeGoesToTheOneThatIsLeft) {
  ShowNow(kLift);
  ShowNow(kGate);
  ASSERT_TRUE(Do(StepKind::Merged, kFirst, "C2").done);
  house_.AdvanceTo(kMorning + minutes(30));
  ShowNow(kSameHere);
  EXPECT_THAT(PostsOf(kSecond), HasSubstr("12"));
  house_.Restart();
  ShowNow(kOtherLift);
  EXPECT_THAT(PostsOf(kSecond), HasSubstr("15"));
  EXPECT_THAT(house_.Complaints(), SizeIs(1));
}

TEST_F(DeskTest, OrdersForAMergedComplaintNameTheOneItIsNow) {
  ShowNow(kLift);
  ShowNow(kGate);
  ASSERT_TRUE(Do(StepKind::Merged, kFirst, "C2").done);
  EXPECT_THAT(Do(StepKind::Assigned, kFirst, "张工").said, HasSubstr("请对 C2 操作"));
  EXPECT_THAT(Do(StepKind::Merged, kSecond, "C1").said, HasSubstr("C2"));
}

TEST_F(DeskTest, AConfirmedCauseSurvivesAMerge) {
  ShowNow(kLift);
  ShowNow(kGate);
  ASSERT_TRUE(Do(StepKind::CauseConfirmed, kFirst, "料/耐用性").done);
  ASSERT_TRUE(Do(StepKind::Merged, kFirst, "C2").done);
  EXPECT_TRUE(Load(kSecond).cause_confirmed);
  EXPECT_EQ(Load(kSecond).cause, "料");
}

TEST_F(DeskTest, WhatWasSplitIsTwoComplaintsWithClocksOfTheirOwn) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kOtherLift);
  ASSERT_EQ(PostsOf(kFirst), "11 15");
  const ComplaintId made = SplitOff("15");
  EXPECT_EQ(PostsOf(kFirst), "11");
  EXPECT_EQ(PostsOf(made), "15");
  EXPECT_EQ(Load(made).opened_at, kMorning + hours(1));
  EXPECT_FALSE(Load(made).history);
  EXPECT_EQ(house_.DutyOf(made, DutyKind::FirstReply).due_at, kMorning + hours(5));
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply).due_at, kMorning + hours(4));
  EXPECT_THAT(house_.Alerts(), Contains("complaint.new C2"));
  EXPECT_EQ(Steps(kFirst).back().detail, Name(made));
}

TEST_F(DeskTest, TheClockOfWhatIsLeftStartsWithWhatIsLeft) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kOtherLift);
  const ComplaintId made = SplitOff("11");
  EXPECT_EQ(house_.DutyOf(made, DutyKind::FirstReply).due_at, kMorning + hours(4));
  EXPECT_EQ(Load(kFirst).opened_at, kMorning + hours(1));
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply).due_at, kMorning + hours(5));
}

TEST_F(DeskTest, AClockThatASplitPostBeganEndsWithIt) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kMeasures);
  house_.AdvanceTo(kMorning + hours(2));
  const PostWords again{"6", "61", "阿禾", kLift.text, kLift.title};
  ShowNow(again);
  ASSERT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply, 2).state, DutyState::Open);
  const ComplaintId made = SplitOff("61");
  EXPECT_EQ(house_.DutyOf(made, DutyKind::FirstReply).due_at, kMorning + hours(6));
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply, 2).state, DutyState::Void);
  house_.AdvanceTo(kMorning + hours(8));
  EXPECT_THAT(house_.Alerts(), AllOf(Contains("first_reply.overdue " + Name(made)),
                                     Not(Contains("first_reply.overdue C1"))));
}

TEST_F(DeskTest, ASplitOutlivesEditsAndRestarts) {
  ShowNow(kLift);
  ShowNow(kOtherLift);
  const ComplaintId made = SplitOff("15");
  PostWords edited = kOtherLift;
  edited.text = "7栋电梯又停了，两天没人来修，老人上不了楼，大堂的灯也不亮。";
  house_.AdvanceTo(kMorning + minutes(40));
  ShowNow(edited);
  EXPECT_EQ(PostsOf(kFirst), "11");
  EXPECT_THAT(PostsOf(made), HasSubstr("15"));
  house_.Restart();
  edited.text += "拜托了！";
  house_.AdvanceTo(kMorning + minutes(80));
  ShowNow(edited);
  EXPECT_EQ(PostsOf(kFirst), "11");
  EXPECT_THAT(house_.Complaints(), SizeIs(2));
}

TEST_F(DeskTest, OnlyASatisfiedCustomerOrAQuietWeekClosesWithoutAReason) {
  ShowNow(kLift);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("还没有记为已处理"));
  ASSERT_TRUE(Do(StepKind::Handled, kFirst).done);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("还没有回访"));
  ASSERT_TRUE(Do(StepKind::Revisited, kFirst, "不满意").done);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("不满意"));
  ASSERT_TRUE(Do(StepKind::Revisited, kFirst, "满意").done);
  EXPECT_TRUE(Do(StepKind::Closed, kFirst).done);
  EXPECT_EQ(Load(kFirst).status, ComplaintStatus::Closed);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("早已关闭"));
}

TEST_F(DeskTest, WhereNoRevisitIsDueAWeekPassesAfterHandling) {
  const Step handled{kFirst, "李", kMorning, StepKind::Handled, "", ""};
  const Step waived{kFirst, "李", kMorning, StepKind::RevisitWaived, "无法联系", ""};
  const std::vector steps{handled, waived};
  EXPECT_THAT(WhyNotToBeClosed(steps, kMorning + days(7) - Duration(1)), HasSubstr("一周"));
  EXPECT_THAT(WhyNotToBeClosed(steps, kMorning + days(7)), IsEmpty());
}

TEST_F(DeskTest, AReopenedComplaintMustBeHandledAgain) {
  const auto step = [](StepKind kind, const std::string& detail = "") {
    return Step{kFirst, "李", kMorning, kind, detail, ""};
  };
  const std::vector steps{step(StepKind::Handled), step(StepKind::Revisited, "满意"),
                          step(StepKind::Closed), step(StepKind::Reopened)};
  EXPECT_THAT(WhyNotToBeClosed(steps, kMorning + days(30)), HasSubstr("还没有记为已处理"));
}

TEST_F(DeskTest, WhatIsClosedAgainstTheRuleSaysSoOnRecord) {
  ShowNow(kLift);
  const OrderResult result = Do(StepKind::Closed, kFirst, "", "业主撤回");
  ASSERT_TRUE(result.done);
  EXPECT_THAT(result.said, HasSubstr("未满足 C3"));
  EXPECT_THAT(Steps(kFirst).back().detail, HasSubstr("还没有记为已处理"));
  EXPECT_EQ(Steps(kFirst).back().why, "业主撤回");
}

TEST_F(DeskTest, NothingIsSaidOfAClosedComplaint) {
  ShowNow(kLift);
  ASSERT_TRUE(Do(StepKind::Closed, kFirst, "", "业主撤回").done);
  house_.AdvanceTo(kMorning + days(2));
  EXPECT_THAT(house_.Alerts(), Not(Contains("first_reply.overdue C1")));
  EXPECT_THAT(Do(StepKind::Assigned, kFirst, "张工").said, HasSubstr("已关闭"));
  EXPECT_TRUE(Do(StepKind::Noted, kFirst, "", "业主来电致谢").done);
  EXPECT_TRUE(Do(StepKind::Reopened, kFirst, "", "又坏了").done);
  EXPECT_EQ(Load(kFirst).status, ComplaintStatus::Open);
}

TEST_F(DeskTest, AReplyIsApprovedBySomebodyElseBeforeItIsPosted) {
  ShowNow(kLift);
  EXPECT_THAT(DoAs("王经理", StepKind::Approved).said, HasSubstr("还没有拟稿"));
  ASSERT_TRUE(DoAs("小林", StepKind::Drafted, "您好，电梯今天15点修好。").done);
  EXPECT_THAT(DoAs("小林", StepKind::Approved).said, HasSubstr("两个人"));
  EXPECT_THAT(DoAs("小林", StepKind::Posted).said, HasSubstr("还没有批准"));
  ASSERT_TRUE(DoAs("王经理", StepKind::Rejected, "补上老人怎么上下楼").done);
  EXPECT_THAT(DoAs("王经理", StepKind::Approved).said, HasSubstr("退回"));
  ASSERT_TRUE(
      DoAs("小林", StepKind::Drafted, "您好，电梯今天15点修好，老人上下楼请打值班电话。").done);
  ASSERT_TRUE(DoAs("王经理", StepKind::Approved).done);
  EXPECT_TRUE(DoAs("小林", StepKind::Posted).done);
  EXPECT_EQ(Steps(kFirst).back().detail, "");
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply).satisfied_at, std::nullopt)
      << "the forum is the proof (B2)";
}

TEST_F(DeskTest, WhatHadToBePostedFirstIsOnRecordAsThat) {
  ShowNow(kLift);
  ASSERT_TRUE(DoAs("小林", StepKind::Drafted, "您好，已收到，正在核实。").done);
  ASSERT_TRUE(DoAs("小林", StepKind::Posted, "领导在飞机上，期限只剩十分钟").done);
  EXPECT_EQ(Steps(kFirst).back().detail, "先发后批");
  EXPECT_TRUE(DoAs("王经理", StepKind::Approved).done) << "afterwards";
  EXPECT_EQ(StageOf(Load(kFirst), Steps(kFirst)), "已回帖");
}

TEST_F(DeskTest, TheStageFollowsTheSteps) {
  Complaint complaint;
  std::vector<Step> steps;
  const auto stage_after = [&](StepKind kind, const std::string& detail = "") {
    steps.push_back({kFirst, "李", kMorning, kind, detail, ""});
    return std::string(StageOf(complaint, steps));
  };
  EXPECT_EQ(StageOf(complaint, steps), "待受理");
  EXPECT_EQ(stage_after(StepKind::Noted), "待受理");
  EXPECT_EQ(stage_after(StepKind::Acknowledged), "已受理");
  EXPECT_EQ(stage_after(StepKind::Assigned, "张工"), "处理中");
  EXPECT_EQ(stage_after(StepKind::Acknowledged), "处理中");
  EXPECT_EQ(stage_after(StepKind::Drafted), "待审批");
  EXPECT_EQ(stage_after(StepKind::Rejected), "处理中");
  EXPECT_EQ(stage_after(StepKind::Approved), "待回帖");
  EXPECT_EQ(stage_after(StepKind::Posted), "已回帖");
  EXPECT_EQ(stage_after(StepKind::Handled), "已处理");
  EXPECT_EQ(stage_after(StepKind::Revisited, "不满意"), "处理中");
  EXPECT_EQ(stage_after(StepKind::Revisited, "满意"), "已回访");
  EXPECT_EQ(stage_after(StepKind::Reopened), "待受理");
  complaint.status = ComplaintStatus::Closed;
  EXPECT_EQ(StageOf(complaint, steps), "已关闭");
}

}  // namespace
}  // namespace forumwatch
