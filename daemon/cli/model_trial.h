// What speaks against a model that has just been trained: a task it does no better than words and
// rules, posts it has not learnt from that it gets worse than the model it would replace, a task of
// that model which nothing here can judge, a post of a gate that it gets wrong; and where the
// labels have people's decisions, that it is not better than the other on the causes they
// confirmed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analysis/learning/train.h"
#include "analysis/learning/trial.h"
#include "daemon/cli/labels_file.h"

namespace forumwatch {

class ModelTrial {
 public:
  // `data` as for LoadLexicon; `shipped` is the model in use, null for none. Both references
  // outlive it.
  ModelTrial(const Labels& labels, const std::filesystem::path& data,
             std::shared_ptr<const Learned> shipped);

  // What posts of the learning part are taken for and how they are parted, each by what was learnt
  // from the other folds.
  [[nodiscard]] Known KnownBy(const std::vector<LinearParts>& folds) const;

  // Where it gets a post of the gate wrong it has to be surer, a step at a time, to say so.
  void BeSurer(Trained& trained) const;

  // The reasons why it must not be used, in Chinese; none: it may. Prints what they come from to
  // standard output.
  std::vector<std::string> Objections(const Trained& trained,
                                      const std::vector<LearnedTask>& tasks);

  // What each task gains by the model, line by line. After Objections.
  [[nodiscard]] const std::vector<std::string>& figures() const { return figures_; }

 private:
  [[nodiscard]] std::shared_ptr<const Lexicon> LexiconWith(const LinearParts& parts) const;
  // The learning part, each fold judged by what was learnt from the others.
  [[nodiscard]] std::vector<TaskRows> CrossValidate(const std::vector<LinearParts>& folds) const;
  void JudgeTasks(const Trained& trained, const std::vector<LearnedTask>& tasks);
  void CompareWithShipped(const LinearParts& parts, const std::vector<LearnedTask>& tasks);
  void CompareOnDecisions(const Lexicon& shipped, const Lexicon& candidate);
  void AskGate(const LinearParts& parts);

  const Labels& labels_;
  const std::filesystem::path& data_;
  std::shared_ptr<const Learned> shipped_;
  std::shared_ptr<const Lexicon> rules_;
  std::vector<std::string> objections_;
  std::vector<std::string> figures_;
};

}  // namespace forumwatch
