// What the trained models say of a matter, in the terms of the handbook. Immutable once made; any
// thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/understanding/features.h"
#include "analysis/understanding/handbook.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

// The tasks and what each can answer, by the names models and handbook share. Topic is the main
// one, Topics any, Cut whether another matter begins. A model knows some of them: those it does
// better than words and rules.
enum class LearnedTask { Kind, Class, Topic, Topics, Cause, Flags, Reply, Cut };
constexpr std::array<LearnedTask, 8> kLearnedTasks = {
    LearnedTask::Kind,  LearnedTask::Class, LearnedTask::Topic, LearnedTask::Topics,
    LearnedTask::Cause, LearnedTask::Flags, LearnedTask::Reply, LearnedTask::Cut};
std::string_view Name(LearnedTask task);
std::optional<LearnedTask> LearnedTaskFromName(std::string_view name);
std::vector<std::string> AnswersOf(LearnedTask task, const Handbook& handbook);

// Log-odds of each answer.
using LearnedScores = std::vector<float>;

class Learned {
 public:
  // What does not fit the handbook, in Chinese; nullopt when it fits.
  static std::optional<std::string> WhatIsWrong(const LinearModel& model, const Handbook& handbook);

  // WhatIsWrong has nothing to say of them.
  Learned(LinearModel model, const Handbook& handbook);

  [[nodiscard]] const LinearModel& model() const noexcept { return model_; }
  [[nodiscard]] LearnedScores Score(const FeatureList& list) const;
  // Of a task that is known: what the features add to the score of one answer …
  [[nodiscard]] float SumOf(LearnedTask task, std::size_t answer, const FeatureList& list) const {
    return model_.SumOf(Begin(task) + answer, list.features());
  }
  // … and the score that all of them make.
  [[nodiscard]] float ScoreOf(LearnedTask task, std::size_t answer, float sum) const {
    return model_.ScoreOf(Begin(task) + answer, sum);
  }

  [[nodiscard]] bool Knows(LearnedTask task) const {
    return ends_.at(static_cast<std::size_t>(task)) > Begin(task);
  }
  // The part of the scores that is about one task, in the order of AnswersOf; empty when it is not
  // known. The same goes for what follows: only of what is known.
  [[nodiscard]] std::span<const float> Of(LearnedTask task, const LearnedScores& scores) const;
  [[nodiscard]] const Surety& SuretyOf(LearnedTask task, std::size_t answer, Manner manner) const {
    return model_.outputs()[Begin(task) + answer].surety.at(static_cast<std::size_t>(manner));
  }
  // Of a task that chooses one answer: that of the rules (none: nullopt), unless it is overruled.
  [[nodiscard]] std::size_t Choose(LearnedTask task, std::span<const float> odds,
                                   std::optional<std::size_t> by_rules, Manner manner) const;

  // The words of the matter that weighed most for an answer, the heaviest first: neighbouring
  // pairs that weigh alike are one word. Numbers, points and single characters, which weigh too,
  // are no words. Views of `text` and `title`.
  struct Word {
    std::string_view word;
    float weight = 0;
  };
  [[nodiscard]] std::vector<Word> WordsFor(LearnedTask task, std::size_t answer,
                                           const FeatureList& list, std::string_view text,
                                           std::string_view title) const;

 private:
  [[nodiscard]] std::size_t Begin(LearnedTask task) const {
    return begins_.at(static_cast<std::size_t>(task));
  }

  LinearModel model_;
  std::array<std::size_t, kLearnedTasks.size()> begins_{};
  std::array<std::size_t, kLearnedTasks.size()> ends_{};
};

}  // namespace forumwatch
