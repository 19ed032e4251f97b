// Whether what stands on the forum was approved before it stood there (B12).
#include "analysis/report/approvals.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr ComplaintId kFirst{1};
constexpr ComplaintId kSecond{2};
const UtcTime kTen = *ParseRfc3339("2026-03-02T10:00:00+08:00");
constexpr const char* kLiftDone = "您好，7栋电梯主板今天15点更换，王工负责，感谢理解。";
constexpr const char* kGateDone = "您好，车库道闸的感应线圈已经换好，早高峰有人值守。";

// Each step in its minute after ten.
class ApprovalTest : public testing::Test {
 protected:
  void Did(StepKind kind, UtcTime at, const std::string& why = "", ComplaintId of = kFirst,
           const std::string& detail = "") {
    steps_.push_back({of, "小林", at, kind, detail, why});
  }
  // "" where nothing has to be approved.
  std::string Of(UtcTime posted, const std::string& text, bool of_another_matter = false) {
    const auto found =
        ApprovalOf({posted, text, of_another_matter}, DraftedReplies(steps_)).approval;
    return found ? std::string(InWords(*found)) : "";
  }

  std::vector<Step> steps_;
};

TEST_F(ApprovalTest, GoesByWhatWasApprovedWhenItWasPosted) {
  EXPECT_EQ(Of(kTen, kLiftDone), "未经批准") << "nobody drafted it";
  Did(StepKind::Drafted, kTen, kLiftDone);
  EXPECT_EQ(Of(kTen + minutes(10), kLiftDone), "未经批准");
  Did(StepKind::Approved, kTen + minutes(20));
  EXPECT_EQ(Of(kTen + minutes(10), kLiftDone), "先发后批");
  EXPECT_EQ(Of(kTen - minutes(10), kLiftDone), "先发后批") << "drafted afterwards";
  EXPECT_EQ(Of(kTen + minutes(30), kLiftDone), "先批后发");
  Did(StepKind::Rejected, kTen + minutes(40));
  EXPECT_EQ(Of(kTen + minutes(50), kLiftDone), "未经批准") << "it was taken back";
  EXPECT_EQ(Of(kTen + minutes(30), kLiftDone), "先批后发") << "but not yet then";
}

TEST_F(ApprovalTest, OtherWordsThanTheApprovedAreNot) {
  Did(StepKind::Drafted, kTen, kLiftDone);
  Did(StepKind::Approved, kTen + minutes(1));
  EXPECT_EQ(Of(kTen + minutes(5), kLiftDone), "先批后发");
  EXPECT_EQ(Of(kTen + minutes(240), kGateDone), "未经批准");
  EXPECT_EQ(Of(kTen + minutes(5), "您好，7栋电梯主板今天16点更换，王工负责，感谢理解。"),
            "先批后发")
      << "mostly the same; what differs is said beside it";
  EXPECT_EQ(Of(kTen - minutes(5), "您好，7栋电梯主板今天16点更换，王工负责，感谢理解。"),
            "未经批准")
      << "it stood there before, and says something else";
}

TEST_F(ApprovalTest, IsOfTheDraftThatSaysTheSameThoughALaterOneWaits) {
  Did(StepKind::Drafted, kTen, kLiftDone);
  Did(StepKind::Approved, kTen + minutes(1));
  Did(StepKind::Drafted, kTen + minutes(20), kGateDone);
  EXPECT_EQ(Of(kTen + minutes(30), kLiftDone), "先批后发");
  EXPECT_EQ(Of(kTen + minutes(30), kGateDone), "未经批准");
}

// What was merged was sent back by the service after the other's was approved.
TEST_F(ApprovalTest, IsOfTheComplaintThatTheDecisionIsAbout) {
  Did(StepKind::Drafted, kTen, kLiftDone);
  Did(StepKind::Drafted, kTen + minutes(1), kGateDone, kSecond);
  Did(StepKind::Approved, kTen + minutes(2), "", kSecond);
  Did(StepKind::Rejected, kTen + minutes(3));
  EXPECT_EQ(Of(kTen + minutes(5), kGateDone), "先批后发");
  EXPECT_EQ(Of(kTen + minutes(5), kLiftDone), "未经批准");
}

TEST_F(ApprovalTest, AMinuteIsAllThatAForumTells) {
  Did(StepKind::Drafted, kTen, kLiftDone);
  Did(StepKind::Approved, kTen + minutes(5) + seconds(30));
  EXPECT_EQ(Of(kTen + minutes(5), kLiftDone), "先批后发");
  EXPECT_EQ(Of(kTen + minutes(4), kLiftDone), "先发后批");
}

TEST_F(ApprovalTest, WhatTheServicePostedWasApprovedWhateverTheForumsClockSays) {
  Did(StepKind::Drafted, kTen, kLiftDone);
  Did(StepKind::Approved, kTen + minutes(5));
  Did(StepKind::Posted, kTen + minutes(6), "", kFirst, kPostedByService);
  EXPECT_EQ(Of(kTen + minutes(1), kLiftDone), "先批后发");
}

TEST_F(ApprovalTest, OfAnotherMatterOfTheThreadNothingIsAsked) {
  EXPECT_EQ(Of(kTen, kGateDone, true), "");
  Did(StepKind::Drafted, kTen, kLiftDone);
  Did(StepKind::Approved, kTen + minutes(5));
  EXPECT_EQ(Of(kTen + minutes(10), kGateDone, true), "");
  EXPECT_EQ(Of(kTen + minutes(10), kLiftDone, true), "先批后发") << "it was drafted here";
}

}  // namespace
}  // namespace forumwatch
