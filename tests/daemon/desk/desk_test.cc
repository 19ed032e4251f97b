// What people do about complaints: it is on record with who, when and why, takes effect at once,
// and the machine does not undo it (B1, B12, C3, E4, E6).
#include "daemon/desk/desk.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/way.h"
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
      {{StepKind::Investigated, kFirst, "李", "", "", {}}, "内容"},
      {{StepKind::Responded, kFirst, "李", "", "", {}}, "内容"},
      {{StepKind::Notified, kFirst, "李", "", "已送", {}}, "怎样送的"},
      {{StepKind::ImpactStated, kFirst, "李", "", "", {}}, "内容"},
      {{StepKind::LessonDrawn, kFirst, "李", "", "", {}}, "内容"},
      {{StepKind::Revisited, kFirst, "李", "还行", "电话", {}}, "满意、不满意"},
      {{StepKind::Revisited, kFirst, "李", "满意", "", {}}, "对过程、措施、结果的意见"},
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
  house_.pipeline().OnTick(house_.clock.Now());
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
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply).state, DutyState::Void);
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply, 2).due_at, kMorning + hours(5));
  EXPECT_EQ(Load(kFirst).summary, "我家电梯也是，又停了，没人来修。");
}

TEST_F(DeskTest, WhatIsLeftRunsOutAnewThoughItHadRunOutBefore) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kOtherLift);
  house_.AdvanceTo(kMorning + hours(4) + minutes(10));
  const auto overdue = [&] {
    const auto alerts = house_.Alerts();
    return std::count(alerts.begin(), alerts.end(), "first_reply.overdue C1");
  };
  ASSERT_EQ(overdue(), 1);
  SplitOff("11");
  house_.AdvanceTo(kMorning + hours(6));
  EXPECT_EQ(overdue(), 2);
}

TEST_F(DeskTest, AWithdrawnClockCoversNobodyElse) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kMeasures);
  house_.AdvanceTo(kMorning + hours(2));
  ShowNow({"6", "61", "阿禾", kLift.text, kLift.title});
  house_.AdvanceTo(kMorning + hours(3));
  ShowNow({"7", "71", "阿苗", kLift.text, kLift.title});
  ASSERT_EQ(PostsOf(kFirst), "11 61 71");
  SplitOff("61");
  EXPECT_EQ(house_.DutyOf(kFirst, DutyKind::FirstReply, 3).due_at, kMorning + hours(7));
}

TEST_F(DeskTest, OtherThreadsKeepSinceWhenTheySpeakOfIt) {
  ShowNow(kLift);
  house_.AdvanceTo(kMorning + hours(1));
  ShowNow(kSameHere);
  PostWords edited = kLift;
  edited.text = "谢谢大家。";
  edited.title = "谢谢大家";
  ShowNow(edited);
  house_.AdvanceTo(kMorning + hours(2));
  ShowNow({"6", "61", "阿禾", kLift.text, kLift.title});
  ASSERT_EQ(PostsOf(kFirst), "12 61") << "11 speaks of something else now";
  SplitOff("61");
  const auto threads = ComplaintStore(house_.session()).ThreadsOf(kFirst);
  ASSERT_THAT(threads, SizeIs(1));
  EXPECT_EQ(threads[0].since, kMorning);
}

TEST_F(DeskTest, HistoryThatIsMergedDatesNoClockBack) {
  house_.Show({Seen(kLift, kMorning - days(100))});
  ASSERT_TRUE(Load(kFirst).history);
  ShowNow(kGate);
  ASSERT_TRUE(Do(StepKind::Merged, kFirst, "C2").done);
  EXPECT_EQ(Load(kSecond).opened_at, kMorning);
  EXPECT_EQ(house_.DutyOf(kSecond, DutyKind::FirstReply).due_at, kMorning + hours(4));
}

TEST_F(DeskTest, APostIsSplitOffOnlyWhenItsNameIsClear) {
  ShowNow(kLift);
  ShowNow(kOtherLift);
  ShowNow({"6", "15", "阿禾", kLift.text, kLift.title});
  ASSERT_EQ(PostsOf(kFirst), "11 15 15");
  EXPECT_THAT(Do(StepKind::Split, kFirst, "", "", {"15"}).said, HasSubstr("不止一帖"));
  ASSERT_TRUE(Do(StepKind::Split, kFirst, "", "", {"6/15"}).done);
  EXPECT_EQ(PostsOf(kFirst), "11 15");
}

TEST_F(DeskTest, WhatIsSaidWaitsForTheBoardsToBeLookedAt) {
  ShowNow(kLift);
  house_.clock.Set(kMorning + hours(5));  // nobody was on watch meanwhile
  ASSERT_TRUE(Do(StepKind::Acknowledged, kFirst).done);
  EXPECT_THAT(house_.Alerts(), Not(Contains("first_reply.overdue C1")));
  house_.pipeline().OnTick(house_.clock.Now());
  EXPECT_THAT(house_.Alerts(), Contains("first_reply.overdue C1"));
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

TEST_F(DeskTest, NewMatterInASplitPostIsNotWhatAPersonMoved) {
  ShowNow(kLift);
  ShowNow(kOtherLift);
  const ComplaintId made = SplitOff("15");
  PostWords edited = kOtherLift;
  edited.text = "物业费又涨了，收费标准从来不公示。另外12栋电梯又停了，没人来修。";
  house_.AdvanceTo(kMorning + minutes(40));
  ShowNow(edited);
  ASSERT_THAT(house_.Complaints(), SizeIs(3));
  EXPECT_EQ(Load(made).topics.front(), "电梯");
}

TEST_F(DeskTest, OnlyASatisfiedCustomerOrAQuietWeekClosesWithoutAReason) {
  ShowNow(kLift);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("还没有记为已处理"));
  ASSERT_TRUE(Do(StepKind::Handled, kFirst).done);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("还没有回访"));
  ASSERT_TRUE(Do(StepKind::Revisited, kFirst, "不满意", "电话，嫌修得慢").done);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("不满意"));
  ASSERT_TRUE(Do(StepKind::Revisited, kFirst, "满意", "上门，三项都满意").done);
  EXPECT_TRUE(Do(StepKind::Closed, kFirst).done);
  EXPECT_EQ(Load(kFirst).status, ComplaintStatus::Closed);
  EXPECT_THAT(Do(StepKind::Closed, kFirst).said, HasSubstr("早已关闭"));
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
  ASSERT_TRUE(DoAs("小林", StepKind::Drafted, "您好，15点修好，老人上下楼请打值班电话。").done);
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
  EXPECT_EQ(StageOf(Load(kFirst), Steps(kFirst), {}, {}), "已回帖");
}

}  // namespace
}  // namespace forumwatch
