// How far a complaint has come, by its steps (C1–C3, B12).
#include "daemon/desk/way.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr ComplaintId kOne{1};

TEST(Way, WhereNoRevisitIsDueAWeekPassesAfterHandling) {
  const Step handled{kOne, "李", kMorning, StepKind::Handled, "", ""};
  const Step waived{kOne, "李", kMorning, StepKind::RevisitWaived, "无法联系", ""};
  const std::vector steps{handled, waived};
  EXPECT_THAT(WhyNotToBeClosed(steps, kMorning + days(7) - Duration(1)), HasSubstr("一周"));
  EXPECT_THAT(WhyNotToBeClosed(steps, kMorning + days(7)), IsEmpty());
}

TEST(Way, AReopenedComplaintMustBeHandledAgain) {
  const auto step = [](StepKind kind, const std::string& detail = "") {
    return Step{kOne, "李", kMorning, kind, detail, ""};
  };
  const std::vector steps{step(StepKind::Handled), step(StepKind::Revisited, "满意"),
                          step(StepKind::Closed), step(StepKind::Reopened)};
  EXPECT_THAT(WhyNotToBeClosed(steps, kMorning + days(30)), HasSubstr("还没有记为已处理"));
}

TEST(Way, TheStageFollowsTheSteps) {
  Complaint complaint;
  std::vector<Step> steps;
  const auto stage_after = [&](StepKind kind, const std::string& detail = "") {
    steps.push_back({kOne, "李", kMorning, kind, detail, ""});
    return std::string(StageOf(complaint, steps));
  };
  EXPECT_EQ(StageOf(complaint, steps), "待受理");
  EXPECT_EQ(stage_after(StepKind::Noted), "待受理");
  EXPECT_EQ(stage_after(StepKind::Acknowledged), "已受理");
  EXPECT_EQ(stage_after(StepKind::Assigned, "张工"), "调查中");
  EXPECT_EQ(stage_after(StepKind::Acknowledged), "调查中");
  EXPECT_EQ(stage_after(StepKind::Investigated), "调查中");
  EXPECT_EQ(stage_after(StepKind::Drafted), "待审批");
  EXPECT_EQ(stage_after(StepKind::Investigated), "待审批") << "that goes on beside the draft";
  EXPECT_EQ(stage_after(StepKind::Rejected), "处理中");
  EXPECT_EQ(stage_after(StepKind::Approved), "待回帖");
  EXPECT_EQ(stage_after(StepKind::Posted), "已回帖");
  EXPECT_EQ(stage_after(StepKind::Assigned, "李工"), "处理中");
  EXPECT_EQ(stage_after(StepKind::Handled), "已处理");
  EXPECT_EQ(stage_after(StepKind::Revisited, "不满意"), "处理中");
  EXPECT_EQ(stage_after(StepKind::Revisited, "满意"), "已回访");
  EXPECT_EQ(stage_after(StepKind::Reopened), "待受理");
  EXPECT_EQ(stage_after(StepKind::Investigated), "调查中") << "though nobody was assigned";
  complaint.status = ComplaintStatus::Closed;
  EXPECT_EQ(StageOf(complaint, steps), "已关闭");
}

TEST(Way, ASatisfiedCustomerClosesWhatWasHandledAndNothingElse) {
  const auto step = [](StepKind kind, const std::string& detail = "") {
    return Step{kOne, "李", kMorning, kind, detail, ""};
  };
  const std::vector too_soon{step(StepKind::Revisited, "满意")};
  EXPECT_THAT(WhyNotToBeClosed(too_soon, kMorning), HasSubstr("还没有记为已处理"));
  const std::vector again{step(StepKind::Handled), step(StepKind::Revisited, "不满意"),
                          step(StepKind::Handled)};
  EXPECT_THAT(WhyNotToBeClosed(again, kMorning), HasSubstr("还没有回访")) << "anew";
  const std::vector merged{step(StepKind::Handled), step(StepKind::Revisited, "满意"),
                           step(StepKind::Merged, "C2")};
  EXPECT_THAT(WhyNotToBeClosed(merged, kMorning), HasSubstr("还没有记为已处理"))
      << "that was about less";
}

}  // namespace
}  // namespace forumwatch
