// How far a complaint has come, by its steps (C1–C3, B12).
#include "daemon/desk/way.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
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
    return std::string(StageOf(complaint, steps, {}, {}));
  };
  EXPECT_EQ(StageOf(complaint, steps, {}, {}), "待受理");
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
  EXPECT_EQ(StageOf(complaint, steps, {}, {}), "已关闭");
}

// At ten the complaint, then a step an hour later each.
class StageOnTheForum : public testing::Test {
 protected:
  void Did(StepKind kind, const std::string& why = "") {
    steps_.push_back({kOne, "李", kMorning + hours(std::ssize(steps_) + 1), kind, "", why});
  }
  void Stands(UtcTime at, AnswerVerdict verdict, ReplyKind kind = ReplyKind::Other,
              const std::string& text = "") {
    StaffAnswer& answer = answers_.emplace_back();
    answer.post.at = at;
    answer.post.text = text;
    answer.verdict = verdict;
    if (verdict != AnswerVerdict::TakenBack && verdict != AnswerVerdict::TooEarly) {
      answer.replies.push_back({at, kind, "post 1"});
    }
  }
  std::string Stage() { return std::string(StageOf({}, steps_, answers_, duties_)); }

  std::vector<Step> steps_;
  std::vector<StaffAnswer> answers_;
  std::vector<Duty> duties_;
};

TEST_F(StageOnTheForum, WhatSomebodyPostedByHimselfIsPosted) {
  Did(StepKind::Acknowledged);
  Stands(kMorning + minutes(90), AnswerVerdict::Measures, ReplyKind::Measures);
  EXPECT_EQ(Stage(), "已回帖");
  Did(StepKind::Investigated, "主板坏了");
  EXPECT_EQ(Stage(), "已回帖");
  Did(StepKind::Drafted, "还有一点");
  EXPECT_EQ(Stage(), "待审批") << "something more is to be said";
  answers_.clear();
  EXPECT_EQ(Stage(), "待审批");
  steps_.pop_back();
  EXPECT_EQ(Stage(), "调查中") << "the post is gone";
}

TEST_F(StageOnTheForum, ABareAcknowledgementIsAReplyButNotTheOneThatIsDrafted) {
  Stands(kMorning + minutes(10), AnswerVerdict::Acknowledgement, ReplyKind::Acknowledgement);
  EXPECT_EQ(Stage(), "已回帖");
  Did(StepKind::Drafted, "今天修好");
  Stands(kMorning + minutes(70), AnswerVerdict::AnotherMatter);
  EXPECT_EQ(Stage(), "待审批");
  Did(StepKind::Approved);
  EXPECT_EQ(Stage(), "待回帖");
  Stands(kMorning + hours(3), AnswerVerdict::NoMeasures);
  EXPECT_EQ(Stage(), "已回帖");
}

TEST_F(StageOnTheForum, AStepSaysSoUntilThePostIsTakenBack) {
  Did(StepKind::Drafted, "今天修好");
  Did(StepKind::Approved);
  Did(StepKind::Posted);
  EXPECT_EQ(Stage(), "已回帖") << "though no visit has seen it";
  const auto taken_back = [&](UtcTime at, const char* text) {
    Stands(at, AnswerVerdict::TakenBack, ReplyKind::Other, text);
    return Stage();
  };
  EXPECT_EQ(taken_back(kMorning + minutes(5), "今天修好"), "已回帖") << "that was before the draft";
  EXPECT_EQ(taken_back(kMorning + hours(4), "路灯换了灯泡"), "已回帖") << "that was another one";
  EXPECT_EQ(taken_back(kMorning + hours(3), "今天修好。"), "待回帖");
  Stands(kMorning + hours(4), AnswerVerdict::Measures, ReplyKind::Measures);
  EXPECT_EQ(Stage(), "已回帖");
}

TEST_F(StageOnTheForum, AnAnswerFromBeforeTheReopeningAndOneAfterTheHandlingMoveNothing) {
  Stands(kMorning + minutes(10), AnswerVerdict::Measures, ReplyKind::Measures);
  Did(StepKind::Handled);
  Stands(kMorning + minutes(90), AnswerVerdict::Measures, ReplyKind::Measures);
  EXPECT_EQ(Stage(), "已处理");
  Did(StepKind::Reopened);
  EXPECT_EQ(Stage(), "待受理");
}

TEST_F(StageOnTheForum, WhoAsksAgainElsewhereAfterTheAnswerWaitsAgain) {
  Stands(kMorning + minutes(10), AnswerVerdict::Measures, ReplyKind::Measures);
  Duty& again = duties_.emplace_back();
  again.starts_at = kMorning + minutes(30);
  EXPECT_EQ(Stage(), "处理中");
  again.satisfied_at = kMorning + minutes(50);
  EXPECT_EQ(Stage(), "已回帖");
  again.satisfied_at.reset();
  again.state = DutyState::Void;
  EXPECT_EQ(Stage(), "已回帖") << "nobody waits for it any more";
}

// B12: whoever reads 待回帖 posts it, and it would stand there twice.
TEST_F(StageOnTheForum, WhatWasPostedFirstIsPostedOnceItIsApproved) {
  Stands(kMorning + minutes(30), AnswerVerdict::Measures, ReplyKind::Measures, "今天修好");
  Did(StepKind::Drafted, "今天修好。");
  EXPECT_EQ(Stage(), "待审批") << "somebody has to look at what stands there";
  Did(StepKind::Approved);
  EXPECT_EQ(Stage(), "已回帖");
  steps_.front().why = "明天修好";
  EXPECT_EQ(Stage(), "待回帖") << "that does not stand there";
  steps_.front().why = "今天修好";
  Duty& again = duties_.emplace_back();
  again.starts_at = kMorning + minutes(40);
  EXPECT_EQ(Stage(), "待回帖") << "somebody asked elsewhere since, and the draft is for him";
}

TEST_F(StageOnTheForum, AnAcknowledgementThatWasDraftedIsTheReply) {
  Did(StepKind::Drafted, "已收到，正在核实");
  Did(StepKind::Approved);
  Stands(kMorning + hours(3), AnswerVerdict::Acknowledgement, ReplyKind::Acknowledgement,
         "已收到，正在核实。");
  EXPECT_EQ(Stage(), "已回帖");
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
