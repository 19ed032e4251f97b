#include "daemon/cli/model_trial.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>

#include "analysis/text/plain.h"
#include "config/lexicon_file.h"
#include "daemon/cli/figures_table.h"

namespace forumwatch {
namespace {

// Of each task the rows whose group is in `fold`.
void AddFold(const std::vector<TaskRows>& judged, unsigned fold, std::vector<TaskRows>& all) {
  for (const TaskRows& task : judged) {
    const auto same = [&](const TaskRows& other) {
      return other.task == task.task && other.texts == task.texts;
    };
    auto place = std::find_if(all.begin(), all.end(), same);
    if (place == all.end()) {
      place = all.insert(all.end(), {task.task, task.texts, task.metrics, {}});
    }
    std::copy_if(task.rows.begin(), task.rows.end(), std::back_inserter(place->rows),
                 [&](const JudgedRow& row) { return FoldOf(row.group) == fold; });
  }
}

// The threads with something of `fold` in them, whole: what a follow-up says hangs on its opening.
std::vector<LabelledPost> ThreadsOf(const std::vector<LabelledPost>& posts, unsigned fold) {
  const auto counts = [&](const std::string& group) {
    return !IsForTesting(group) && FoldOf(group) == fold;
  };
  std::set<std::string> threads;
  for (const LabelledPost& post : posts) {
    if (counts(post.group) ||
        std::any_of(post.matters.begin(), post.matters.end(),
                    [&](const LabelledMatter& matter) { return counts(matter.group); })) {
      threads.insert(post.thread);
    }
  }
  std::vector<LabelledPost> chosen;
  std::copy_if(posts.begin(), posts.end(), std::back_inserter(chosen),
               [&](const LabelledPost& post) { return threads.contains(post.thread); });
  return chosen;
}

std::vector<LinearParts> FoldsWithout(LearnedTask task, const std::vector<LinearParts>& folds) {
  std::vector<LinearParts> without;
  std::transform(folds.begin(), folds.end(), std::back_inserter(without),
                 [&](const LinearParts& fold) {
                   return Only([&](std::string_view name) { return name != Name(task); }, fold);
                 });
  return without;
}

}  // namespace

ModelTrial::ModelTrial(const Labels& labels, const std::filesystem::path& data,
                       std::shared_ptr<const Learned> shipped)
    : labels_(labels),
      data_(data),
      shipped_(std::move(shipped)),
      rules_(LoadLexiconWith(data, nullptr)) {}

std::shared_ptr<const Lexicon> ModelTrial::LexiconWith(const LinearParts& parts) const {
  return LoadLexiconWith(data_,
                         std::make_shared<const Learned>(LinearModel(parts), rules_->handbook()));
}

std::vector<TaskRows> ModelTrial::CrossValidate(const std::vector<LinearParts>& folds) const {
  std::vector<TaskRows> all;
  for (unsigned fold = 0; fold < folds.size(); ++fold) {
    const std::vector<LabelledPost> of_fold = ThreadsOf(labels_.posts, fold);
    AddFold(RowsOfTasks(JudgeLabelled(of_fold, *LexiconWith(folds[fold]))), fold, all);
  }
  return all;
}

Known ModelTrial::KnownBy(const std::vector<LinearParts>& folds) const {
  Known known;
  for (unsigned fold = 0; fold < folds.size(); ++fold) {
    const auto is_cut = [](std::string_view task) { return task == Name(LearnedTask::Cut); };
    known.parting.push_back(LexiconWith(Only(is_cut, folds[fold])));
    const std::vector<LabelledPost> of_fold = ThreadsOf(labels_.posts, fold);
    const Judgements judgements = JudgeLabelled(of_fold, *LexiconWith(folds[fold]));
    for (const JudgedPost& post : judgements.posts) {
      if (post.post->is_first && !post.found.segments.empty() && FoldOf(post.post->group) == fold) {
        known.openings.emplace(post.post->thread, post.found.segments.front());
      }
    }
  }
  return known;
}

std::vector<std::string> ModelTrial::Objections(const Trained& trained,
                                                const std::vector<LearnedTask>& tasks) {
  JudgeTasks(trained, tasks);
  CompareWithShipped(trained.parts, tasks);
  AskGate(trained.parts);
  return objections_;
}

void ModelTrial::JudgeTasks(const Trained& trained, const std::vector<LearnedTask>& tasks) {
  std::cout << "每行：任务、文本、由谁判断、指标、值、95% 区间、条数 / 事件数\n";
  PrintFigures(RowsOfTasks(JudgeLabelled(labels_.posts, *rules_)), false, "rules");
  const std::vector<TaskRows> with = CrossValidate(trained.folds);
  PrintFigures(with, false, "learned");
  std::cout << "\n每项任务：不学它 → 学了它（每一折由其余各折学来的判断；相差和 95% 区间）\n";
  for (const LearnedTask task : tasks) {
    const auto without = CrossValidate(FoldsWithout(task, trained.folds));
    const std::vector<Comparison> comparisons = Compare(task, without, with, false);
    std::string shown;
    for (const Comparison& comparison : comparisons) {
      figures_.push_back(std::string(Name(task)) + "：" + AsLine(comparison));
      std::cout << figures_.back() << "\n";
      shown += "\n    " + AsLine(comparison);
    }
    if (!Wins(comparisons)) {
      objections_.push_back(std::string(Name(task)) +
                            " 学了并不比词和规则强，请从 --tasks 里去掉：" + shown);
    }
  }
}

void ModelTrial::CompareWithShipped(const LinearParts& parts,
                                    const std::vector<LearnedTask>& tasks) {
  const auto lexicon = shipped_ == nullptr ? rules_ : LoadLexiconWith(data_, shipped_);
  const auto candidate = LexiconWith(parts);
  const std::vector<TaskRows> before = RowsOfTasks(JudgeLabelled(labels_.posts, *lexicon));
  const std::vector<TaskRows> after = RowsOfTasks(JudgeLabelled(labels_.posts, *candidate));
  std::vector<Comparison> comparisons;
  for (const LearnedTask task : kLearnedTasks) {
    const bool asked = std::find(tasks.begin(), tasks.end(), task) != tasks.end();
    const bool known = shipped_ != nullptr && shipped_->Knows(task);
    if (!asked && !known) {
      continue;
    }
    const auto of_task = Compare(task, before, after, true);
    comparisons.insert(comparisons.end(), of_task.begin(), of_task.end());
    if (!asked && of_task.empty()) {
      objections_.push_back(std::string(Name(task)) +
                            " 现在的模型会，新的没有学，清单里也没有能比一比的帖子；要连同"
                            "教过它的标注一起学");
    }
  }
  const std::string old = shipped_ == nullptr ? "词和规则" : "现在的模型";
  std::cout << "\n谁也没有学过的测试部分：" << old << " → 新模型\n";
  std::string shown;
  for (const Comparison& comparison : comparisons) {
    std::cout << AsLine(comparison) << "\n";
    shown += "\n    " + AsLine(comparison);
  }
  if (IsWorse(comparisons)) {
    objections_.push_back("在谁也没有学过的测试部分，新模型不如" + old + "：" + shown);
  }
  if (labels_.has_decisions) {
    CompareOnDecisions(*lexicon, *candidate);
  }
}

void ModelTrial::CompareOnDecisions(const Lexicon& shipped, const Lexicon& candidate) {
  std::vector<LabelledPost> decided;
  std::copy_if(labels_.posts.begin(), labels_.posts.end(), std::back_inserter(decided),
               [](const LabelledPost& post) { return post.decided; });
  const std::vector<Comparison> comparisons =
      Compare(LearnedTask::Cause, RowsOfTasks(JudgeLabelled(decided, shipped)),
              RowsOfTasks(JudgeLabelled(decided, candidate)), true);
  const auto of_causes = comparisons.empty() ? std::nullopt : std::optional(comparisons.front());
  if (of_causes) {
    figures_.push_back("人确认过的原因，测试部分，原来 → 新模型：" + AsLine(*of_causes));
    std::cout << figures_.back() << "\n";
  }
  if (std::string why = WhyNotBetter(of_causes, "确认过原因的投诉"); !why.empty()) {
    objections_.push_back(std::move(why));
  }
}

void ModelTrial::BeSurer(Trained& trained) const {
  constexpr float kStep = 0.05F;
  constexpr int kMost = 100;
  for (int step = 0; step < kMost; ++step) {
    const auto failures = FailuresAt(labels_.gate, *rules_, *LexiconWith(trained.parts));
    if (failures.empty()) {
      return;
    }
    for (const GateFailure& failure : failures) {
      RaiseSurety(failure, kStep, trained.parts);
      for (LinearParts& fold : trained.folds) {
        RaiseSurety(failure, kStep, fold);
      }
    }
  }
}

void ModelTrial::AskGate(const LinearParts& parts) {
  for (const GateFailure& failure : FailuresAt(labels_.gate, *rules_, *LexiconWith(parts))) {
    constexpr int kShown = 60;
    const LabelledPost& post = *failure.post;
    objections_.push_back("门槛“" + post.set + "”帖 " + post.id + " 应为“" + failure.wanted +
                          "”（词和规则判对了），新模型判为“" + failure.found + "”：" +
                          PlainLine(post.title) + "｜" + ShortLine(post.text, kShown));
  }
}

}  // namespace forumwatch
