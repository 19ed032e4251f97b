// B12: approval has a limit of its own inside the four hours, and a deputy.
#include "analysis/alerting/approval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Step By(const char* who, const char* at, StepKind kind) {
  return {ComplaintId{12}, who, At(at), kind, "", "已通知维保单位，今晚修好"};
}

const Step kDraft = By("小林", "2026-03-02 19:40", StepKind::Drafted);

// Beside what the clocks say: those who have been told of the complaint.
std::vector<Alert> AboutDrafts(const std::vector<Step>& steps, const char* now, Said said = {}) {
  const UtcTime t = At(now);
  const Complaint complaint = ElevatorComplaint();
  const auto duties = Clocks(complaint, {}, t, steps);
  said.insert({"complaint.new", 1});
  said.insert({"first_reply.due_soon", 1, kLastStage});
  said.insert({"first_reply.overdue", 1});
  std::vector<Alert> alerts = DecideComplaintAlerts({complaint, duties, said, steps},
                                                    OptionsWithRoles(), Zone("Asia/Shanghai"), t);
  return alerts;
}

TEST(Approval, TheHeadIsToldOfADraftAtOnce) {
  const auto alerts = AboutDrafts({kDraft}, "2026-03-02 19:41");
  ASSERT_THAT(Rules(alerts), ElementsAre("approval.waiting"));
  EXPECT_EQ(alerts[0].handbook, "B12");
  EXPECT_THAT(alerts[0].receivers, ElementsAre("head"));
  EXPECT_EQ(alerts[0].reason,
            "小林 3月2日 19:40 拟的回帖等您审批；首次回复期限 3月2日 "
            "23:14（B2）；没有批准不能发（B12）");
}

TEST(Approval, WhenItsLimitIsOverTheDeputyIsTold) {
  const Said told = SaidBy(AboutDrafts({kDraft}, "2026-03-02 19:41"));
  EXPECT_THAT(AboutDrafts({kDraft}, "2026-03-02 20:09:59", told), IsEmpty());
  const auto over = AboutDrafts({kDraft}, "2026-03-02 20:10", told);
  ASSERT_THAT(Rules(over), ElementsAre("approval.waiting 1"));
  EXPECT_THAT(over[0].receivers, ElementsAre("head", "deputy"));
  EXPECT_THAT(over[0].reason, HasSubstr("等了 30 分钟 还没有批"));
  Said all = told;
  all.merge(SaidBy(over));
  EXPECT_THAT(AboutDrafts({kDraft}, "2026-03-02 22:00", all), IsEmpty());
}

TEST(Approval, LateInTheFourHoursTheLimitIsHalfOfWhatIsLeft) {
  const Step late = By("小林", "2026-03-02 22:54", StepKind::Drafted);
  const auto duties = Clocks(ElevatorComplaint(), {}, late.at);
  EXPECT_EQ(ApprovalDue(late, duties, {}), late.at + minutes(10)) << "twenty minutes are left";
  const Step too_late = By("小林", "2026-03-02 23:30", StepKind::Drafted);
  EXPECT_EQ(ApprovalDue(too_late, duties, {}), too_late.at + minutes(30));
}

TEST(Approval, ADecisionStopsItAndAnotherDraftBeginsAnew) {
  const Step approved = By("王经理", "2026-03-02 19:50", StepKind::Approved);
  const Step rejected = By("王经理", "2026-03-02 19:50", StepKind::Rejected);
  const Step again = By("小林", "2026-03-02 20:00", StepKind::Drafted);
  EXPECT_THAT(AboutDrafts({kDraft, approved}, "2026-03-02 22:00"), IsEmpty());
  EXPECT_THAT(AboutDrafts({kDraft, rejected}, "2026-03-02 22:00"), IsEmpty());
  const Said told = SaidBy(AboutDrafts({kDraft}, "2026-03-02 19:41"));
  const auto second = AboutDrafts({kDraft, rejected, again}, "2026-03-02 20:01", told);
  ASSERT_THAT(Rules(second), ElementsAre("approval.waiting"));
  EXPECT_EQ(second[0].episode, 2);
}

TEST(Approval, ADraftThatWasThereBeforeAnUpgradeIsNotSaid) {
  const Said taken = {{"approval.waiting", 1, kLastStage}};
  EXPECT_THAT(AboutDrafts({kDraft}, "2026-03-02 22:00", taken), IsEmpty());
}

TEST(Approval, TheLimitIsAMomentToLookAgain) {
  const Complaint complaint = ElevatorComplaint();
  const UtcTime now = At("2026-03-02 19:41");
  const std::vector<Step> steps = {kDraft};
  const auto duties = Clocks(complaint, {}, now, steps);
  const Said said = {{"complaint.new", 1}, {"approval.waiting", 1}};
  EXPECT_EQ(NextMoment({complaint, duties, said, steps}, {}, now), At("2026-03-02 20:10"));
}

}  // namespace
}  // namespace forumwatch
