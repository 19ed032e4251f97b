#include "analysis/learning/calibrate.h"

#include <gtest/gtest.h>

#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

constexpr int kTimes = 10;  // few posts prove nothing

// Posts of owners: what they are, what the rules say, how sure a model is that they complain.
class KindsCalibration : public testing::Test {
 protected:
  void Add(int times, Truth truth, Truth by_rules, float score, Manner manner = Manner::FollowUp) {
    for (int i = 0; i < kTimes * times; ++i) {
      Example example;
      example.truth = {truth};
      example.by_rules = {by_rules};
      example.manner = manner;
      example.danger = danger_;
      examples_.push_back(example);
      scores_.push_back(score);
    }
  }
  [[nodiscard]] LinearOutput Calibrated() const {
    std::vector<HeldOut> held_out;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      held_out.push_back({&examples_[i], {scores_[i]}});
    }
    std::vector<LinearOutput> outputs = {{"kind", "投诉"}};
    Calibrate(held_out, outputs);
    return outputs.front();
  }
  // What becomes of a follow-up with this score.
  [[nodiscard]] bool IsWoken(float score) const {
    const LinearOutput output = Calibrated();
    return score * output.slope + output.offset > output.surety[2].yes;
  }
  [[nodiscard]] bool IsQuieted(float score) const {
    const LinearOutput output = Calibrated();
    return score * output.slope + output.offset <= output.surety[2].no;
  }

  bool danger_ = false;

 private:
  std::vector<Example> examples_;
  std::vector<float> scores_;
};

TEST_F(KindsCalibration, WakesForWhatTheRulesMissed) {
  Add(60, Truth::Yes, Truth::Yes, 2);
  Add(30, Truth::Yes, Truth::No, 2);
  Add(200, Truth::No, Truth::No, -2);
  Add(4, Truth::No, Truth::No, 2);
  EXPECT_TRUE(IsWoken(2));
  EXPECT_FALSE(IsWoken(-2));
  EXPECT_FALSE(IsQuieted(2));
}

TEST_F(KindsCalibration, DoesNotWakeForWhatIsMostlyTalk) {
  Add(60, Truth::Yes, Truth::Yes, 2);
  Add(5, Truth::Yes, Truth::No, 1);
  Add(60, Truth::No, Truth::No, 1);
  Add(400, Truth::No, Truth::No, -2);
  EXPECT_FALSE(IsWoken(1));
}

TEST_F(KindsCalibration, QuietsFalseAlarmsItIsSureOf) {
  Add(60, Truth::Yes, Truth::Yes, 2);
  Add(40, Truth::No, Truth::Yes, -2);
  Add(100, Truth::No, Truth::No, -2);
  EXPECT_TRUE(IsQuieted(-2));
  EXPECT_FALSE(IsQuieted(2));
}

// Complaints it wakes for elsewhere would make up for them in number.
TEST_F(KindsCalibration, QuietsNothingOfWhichHalfAreComplaints) {
  Add(60, Truth::Yes, Truth::Yes, 2);
  Add(50, Truth::Yes, Truth::No, 2);
  Add(40, Truth::No, Truth::Yes, -2);
  Add(40, Truth::Yes, Truth::Yes, -2);
  EXPECT_FALSE(IsQuieted(-2));
}

TEST_F(KindsCalibration, HearsAComplaintThatIsMissedAsSeveralFalseAlarms) {
  Add(100, Truth::Yes, Truth::Yes, 2);
  Add(100, Truth::No, Truth::No, -2);
  Add(40, Truth::No, Truth::Yes, 0);
  Add(20, Truth::Yes, Truth::Yes, 0);
  EXPECT_FALSE(IsQuieted(0));
  Add(100, Truth::No, Truth::Yes, 0);
  EXPECT_TRUE(IsQuieted(0));
}

TEST_F(KindsCalibration, DoesNotCountOnQuietingDanger) {
  Add(60, Truth::Yes, Truth::Yes, 2);
  danger_ = true;
  Add(40, Truth::No, Truth::Yes, -2);
  EXPECT_FALSE(IsQuieted(-2));
}

// Posts about two topics, of which the rules know the first only.
class MarginCalibration : public testing::Test {
 protected:
  void Add(int times, bool second, float margin, Texts texts, Manner manner) {
    for (int i = 0; i < kTimes * times; ++i) {
      Example example;
      example.texts = texts;
      example.manner = manner;
      example.truth = {second ? Truth::No : Truth::Yes, second ? Truth::Yes : Truth::No};
      example.by_rules = {Truth::Yes, Truth::No};
      examples_.push_back(example);
      scores_.push_back({0, margin});
    }
  }
  [[nodiscard]] LinearOutput Calibrated() const {
    std::vector<HeldOut> held_out;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      held_out.push_back({&examples_[i], scores_[i]});
    }
    std::vector<LinearOutput> outputs = {{"topic", "电梯"}, {"topic", "停车"}};
    Calibrate(held_out, outputs);
    EXPECT_EQ(outputs[0].surety[1].yes, outputs[1].surety[1].yes);
    return outputs.front();
  }

 private:
  std::vector<Example> examples_;
  std::vector<std::vector<float>> scores_;
};

TEST_F(MarginCalibration, OverrulesFromWhereItIsRightMoreOftenThanNot) {
  Add(50, false, 0.45F, Texts::Forum, Manner::Opening);
  Add(40, true, 0.45F, Texts::Forum, Manner::Opening);
  Add(40, true, 0.95F, Texts::Forum, Manner::Opening);
  const Surety surety = Calibrated().surety[1];
  EXPECT_GT(surety.yes, 0.45F);
  EXPECT_LT(surety.yes, 0.95F);
}

TEST_F(MarginCalibration, IsForOpeningsAndFollowUpsApart) {
  Add(50, true, 0.45F, Texts::Forum, Manner::Opening);
  Add(50, false, 0.45F, Texts::Forum, Manner::FollowUp);
  EXPECT_LT(Calibrated().surety[1].yes, 0.45F);
  EXPECT_GT(Calibrated().surety[2].yes, 0.45F);
}

TEST_F(MarginCalibration, BuysNothingForLettersWithWhatOwnersLose) {
  Add(100, true, 0.45F, Texts::Letters, Manner::Opening);
  Add(50, true, 0.45F, Texts::Forum, Manner::Opening);
  Add(60, false, 0.45F, Texts::Forum, Manner::Opening);
  EXPECT_GT(Calibrated().surety[1].yes, 0.45F);
}

TEST_F(MarginCalibration, LeavesTheWordToTheRulesWhereThereIsNothingToChooseBy) {
  Add(50, true, 0.45F, Texts::Forum, Manner::Opening);
  EXPECT_EQ(Calibrated().surety[2].yes, kNever);
}

}  // namespace
}  // namespace forumwatch
