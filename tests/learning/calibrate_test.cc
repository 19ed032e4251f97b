#include "analysis/learning/calibrate.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

// Owners' posts: nine tenths of the complaints are told apart, the last tenth is not.
class Calibration : public testing::Test {
 protected:
  Calibration() {
    Add(90, Truth::Yes, 2);
    Add(10, Truth::Yes, -2);
    Add(200, Truth::No, -2);
    Add(10, Truth::No, 2);
  }

  void Add(int times, Truth truth, float score) {
    for (int i = 0; i < times; ++i) {
      Example example;
      example.truth = {truth};
      examples_.push_back(example);
      scores_.push_back(score);
    }
  }
  void LetRulesFind(int complaints) {
    for (int i = 0; i < complaints; ++i) {
      examples_[static_cast<std::size_t>(i)].by_rules = true;
    }
  }
  // Whether one with this score is a complaint, by the threshold that is found.
  [[nodiscard]] bool IsComplaint(float score) const {
    std::vector<HeldOut> held_out;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      held_out.push_back({&examples_[i], {scores_[i]}});
    }
    std::vector<LinearOutput> outputs = {{"kind", "投诉"}};
    Calibrate(held_out, outputs);
    return score * outputs[0].slope + outputs[0].offset > outputs[0].threshold;
  }

 private:
  std::vector<Example> examples_;
  std::vector<float> scores_;
};

TEST_F(Calibration, WeighsWhatIsMissedAgainstFalseAlarms) {
  LetRulesFind(80);
  EXPECT_TRUE(IsComplaint(2));
  EXPECT_FALSE(IsComplaint(-2));
}

TEST_F(Calibration, MissesNoMoreThanTheRulesDo) {
  LetRulesFind(95);
  EXPECT_TRUE(IsComplaint(-2));
}

}  // namespace
}  // namespace forumwatch
