#include "analysis/learning/train.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

// Slot 1 says yes, slot 2 no, slot 3 nothing; slot 4 is known to one set alone; slots 100 and more
// are each known to one event.
std::vector<Example> Examples(int events) {
  std::vector<Example> examples;
  for (int i = 0; i < events; ++i) {
    const bool yes = i % 2 == 0;
    Example example;
    example.group = "event " + std::to_string(i);
    example.source = i % 3 == 0 ? "letters" : "forum";
    example.features = {{yes ? 1U : 2U, 1}, {3, 1}, {100 + static_cast<std::uint32_t>(i), 1}};
    if (i % 3 == 0) {
      example.features.insert(example.features.end() - 1, {4, 1});
    }
    example.truth = {yes ? Truth::Yes : Truth::No};
    example.by_rules = {Truth::No};
    examples.push_back(std::move(example));
  }
  return examples;
}

Trained TrainedBy(const std::vector<Example>& examples) {
  return Train(examples, {{"kind", "投诉"}}, TrainOptions{}, [](std::size_t, std::size_t) {});
}

float ScoreOf(const LinearParts& parts, std::vector<Feature> features) {
  return LinearModel(parts).Score(features).front();
}

TEST(Training, LearnsWhatSpeaksForAnAnswer) {
  const Trained trained = TrainedBy(Examples(100));
  EXPECT_GT(ScoreOf(trained.parts, {{1, 1}}), 1);
  EXPECT_LT(ScoreOf(trained.parts, {{2, 1}}), -1);
  EXPECT_THAT(trained.folds, testing::SizeIs(kFolds));
}

TEST(Training, LeavesOutWhatOnlyOneEventKnows) {
  const Trained trained = TrainedBy(Examples(100));
  for (const LinearRow& row : trained.parts.rows) {
    EXPECT_LT(row.slot, 100U);
  }
}

// What an estate, its people and its shops are called stands in the texts of its own set.
TEST(Training, LeavesOutWhatOnlyOneSetKnows) {
  const Trained trained = TrainedBy(Examples(100));
  EXPECT_THAT(trained.parts.rows, testing::Not(testing::IsEmpty()));
  for (const LinearRow& row : trained.parts.rows) {
    EXPECT_NE(row.slot, 4U);
  }
}

TEST(Training, NeverLooksAtWhatIsKeptForTesting) {
  std::vector<Example> examples = Examples(100);
  const LinearParts before = TrainedBy(examples).parts;
  for (Example& example : examples) {
    if (IsForTesting(example.group)) {
      example.truth = {example.truth[0] == Truth::Yes ? Truth::No : Truth::Yes};
    }
  }
  const LinearParts after = TrainedBy(examples).parts;
  EXPECT_EQ(ScoreOf(before, {{1, 1}}), ScoreOf(after, {{1, 1}}));
  EXPECT_EQ(before.outputs[0].surety[2].yes, after.outputs[0].surety[2].yes);
}

TEST(Training, IsContentWithAnAnswerThatIsNowhereRight) {
  std::vector<Example> examples = Examples(40);
  for (Example& example : examples) {
    example.truth = {Truth::No};
  }
  EXPECT_LT(ScoreOf(TrainedBy(examples).parts, {{1, 1}}), 0);
}

}  // namespace
}  // namespace forumwatch
