#include "analysis/learning/train.h"

#include <filesystem>
#include <iostream>
#include <memory>

#include "analysis/learning/same_event.h"
#include "analysis/learning/trial.h"
#include "config/grouping_file.h"
#include "config/lexicon_file.h"
#include "config/mistakes.h"
#include "config/model_file.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/labels_file.h"
#include "daemon/cli/model_trial.h"
#include "daemon/cli/progress.h"
#include "daemon/cli/whole_file.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostBytes = 5'000'000;
constexpr const char* kModelFile = "understanding.json";
constexpr const char* kWeightsFile = "understanding.weights";
constexpr const char* kGroupingFile = "grouping.json";
constexpr const char* kSameEvent = "same";  // the task that understanding has no part in

std::vector<LearnedTask> TasksOf(const std::vector<std::string>& names) {
  std::vector<LearnedTask> tasks;
  for (const std::string& name : names) {
    const auto task = LearnedTaskFromName(name);
    if (!task) {
      throw LabelsError("没有“" + name + "”这项任务");
    }
    tasks.push_back(*task);
  }
  return tasks.empty() ? std::vector(kLearnedTasks.begin(), kLearnedTasks.end()) : tasks;
}

std::vector<std::string> About(const std::vector<Example>& examples, const LinearParts& parts,
                               const std::vector<std::string>& figures) {
  std::size_t learning = 0;
  for (const Example& example : examples) {
    learning += IsForTesting(example.group) ? 0U : 1U;
  }
  std::vector<std::string> about = {
      "由 forumwatch train 写成，请勿手改；词库、规则或手册改过以后重新训练",
      "学自 " + std::to_string(learning) + " 个标注过的例子（另有 " +
          std::to_string(examples.size() - learning) + " 个留作测试，没有用来学）；" +
          std::to_string(parts.rows.size()) + " 个特征，" + std::to_string(parts.weights.size()) +
          " 个权重",
      "每项任务不学它 → 学了它，没有学过的帖子上的得分（相差和 95% 区间）："};
  about.insert(about.end(), figures.begin(), figures.end());
  return about;
}

// Where the model in use is: in the folder of the new one, else the one the program came with.
std::filesystem::path InUse(const std::filesystem::path& folder, const CommonOptions& common,
                            const char* file) {
  return std::filesystem::exists(folder / file) ? folder : common.places.data / "models";
}

// Null when there is none, or none that can be used any more.
std::shared_ptr<const Learned> Shipped(const std::filesystem::path& folder,
                                       const Handbook& handbook) {
  try {
    return LoadLearned(folder, handbook);
  } catch (const ConfigError& error) {
    std::cerr << "原来的模型用不了，改和词和规则比：" << error.what() << "\n";
    return nullptr;
  }
}

// Says so and writes nothing.
ExitCode Refuse(const std::vector<std::string>& objections) {
  std::cerr << "没有换上新模型：\n";
  for (const std::string& objection : objections) {
    std::cerr << "  " << objection << "\n";
  }
  return ExitCode::Failed;
}

ExitCode TrainUnderstanding(const CommonOptions& common, const TrainingOptions& options,
                            const Labels& labels) {
  const std::vector<LearnedTask> tasks = TasksOf(options.tasks);
  const auto lexicon = LoadLexiconWith(common.places.data, nullptr);
  const std::vector<LinearOutput> outputs = OutputsFor(tasks, lexicon->handbook());
  ModelTrial trial(labels, common.places.data,
                   Shipped(InUse(options.out, common, kModelFile), lexicon->handbook()));
  const auto learn_from = [&](const std::vector<Example>& examples) {
    Progress progress("个输出");
    Trained trained = Train(examples, outputs, TrainOptions{},
                            [&](std::size_t done, std::size_t /*of*/) { progress.At(done); });
    progress.Done();
    return trained;
  };
  const Trained first = learn_from(MakeExamples(labels.posts, labels.masked, outputs, *lexicon));
  const std::vector<Example> examples =
      MakeExamples(labels.posts, labels.masked, outputs, *lexicon, trial.KnownBy(first.folds));
  Trained trained = learn_from(examples);
  trial.BeSurer(trained);
  std::vector<std::string> objections = trial.Objections(trained, tasks);
  const ModelFiles files =
      FormatModel(trained.parts, About(examples, trained.parts, trial.figures()));
  if (const std::size_t bytes = files.json.size() + files.weights.size(); bytes > kMostBytes) {
    objections.push_back("模型太大：" + std::to_string(bytes) + " 字节，最多 " +
                         std::to_string(kMostBytes));
  }
  if (!objections.empty()) {
    return Refuse(objections);
  }
  std::filesystem::create_directories(options.out);
  // The weights first: the other file names their checksum, so that a pair that was cut off in
  // between is noticed.
  WriteWhole(options.out / kWeightsFile, files.weights);
  WriteWhole(options.out / kModelFile, files.json);
  return ExitCode::Done;
}

// The tables in use and the new ones, on the part that neither has learnt.
class GroupingTrial {
 public:
  GroupingTrial(const Labels& labels, const Judgements& judgements, GroupingOptions in_use,
                GroupingOptions candidate)
      : labels_(labels),
        judgements_(judgements),
        in_use_(std::move(in_use)),
        candidate_(std::move(candidate)) {}

  // Why the new ones must not be used, in Chinese; none: they may. Prints what they come from.
  std::vector<std::string> Objections() {
    std::cout << "\n是不是同一件事，谁也没有学过的测试部分：现在的 → 新学的\n";
    const std::vector<Comparison> comparisons = CompareAll();
    std::vector<std::string> objections;
    if (comparisons.empty()) {
      objections.emplace_back(
          "清单里没有标明是哪件事的帖子，看不出新学的会不会更差；要连同教过它的标注一起学");
    } else if (IsWorse(comparisons)) {
      objections = figures_;
      objections.insert(objections.begin(), "是不是同一件事，新学的不如现在的：");
    }
    if (labels_.has_decisions) {
      const auto of_decisions = CompareOnDecisions();
      if (std::string why = WhyNotBetter(of_decisions, "合并、拆分过的投诉"); !why.empty()) {
        objections.push_back(std::move(why));
      }
    }
    return objections;
  }
  // What is compared, line by line. After Objections.
  [[nodiscard]] const std::vector<std::string>& figures() const { return figures_; }

 private:
  std::vector<Comparison> CompareAll() {
    const auto before = RowsOfSameEvent(judgements_, in_use_);
    const auto after = RowsOfSameEvent(judgements_, candidate_);
    std::vector<Comparison> comparisons;
    for (std::size_t i = 0; i < before.size(); ++i) {
      for (const NamedMetric& metric : before[i].metrics) {
        if (const auto comparison = CompareBy(metric, before[i], after[i], true)) {
          comparisons.push_back(*comparison);
          Show(*comparison);
        }
      }
    }
    return comparisons;
  }

  std::optional<Comparison> CompareOnDecisions() {
    const TaskRows before = RowsOfDecisions(judgements_, in_use_);
    const TaskRows after = RowsOfDecisions(judgements_, candidate_);
    const auto comparison = CompareBy(before.metrics.front(), before, after, true);
    if (comparison) {
      Show(*comparison);
    }
    return comparison;
  }

  void Show(const Comparison& comparison) {
    figures_.push_back(AsLine(comparison));
    std::cout << figures_.back() << "\n";
  }

  const Labels& labels_;
  const Judgements& judgements_;
  GroupingOptions in_use_;
  GroupingOptions candidate_;
  std::vector<std::string> figures_;
};

// Which posts are about the same event.
ExitCode TrainGrouping(const CommonOptions& common, const TrainingOptions& options,
                       const Labels& labels) {
  const std::filesystem::path& data = common.places.data;
  const auto rules = LoadLexiconWith(data, nullptr);
  GroupingOptions grouping;
  grouping.words = LoadGroupingWords(data / "lexicons" / "grouping.json", rules->handbook());
  const auto tables = std::make_shared<const GroupingTables>(
      LearnSameEvent(JudgeLabelled(labels.posts, *rules), grouping,
                     [](std::string_view group) { return !IsForTesting(group); }));
  const Judgements judgements = JudgeLabelled(labels.posts, *LoadLexicon(data));
  GroupingOptions in_use = grouping;
  in_use.tables = LoadGroupingTables(InUse(options.out, common, kGroupingFile) / kGroupingFile);
  grouping.tables = tables;
  GroupingTrial trial(labels, judgements, std::move(in_use), std::move(grouping));
  if (const std::vector<std::string> objections = trial.Objections(); !objections.empty()) {
    return Refuse(objections);
  }
  std::vector<std::string> about = trial.figures();
  about.insert(about.begin(),
               {"由 forumwatch train --tasks same 写成，请勿手改；理解、词库改过以后重新训练",
                "测试部分，原来 → 新学（相差和 95% 区间）："});
  std::filesystem::create_directories(options.out);
  const std::filesystem::path file = options.out / kGroupingFile;
  WriteWhole(file, FormatGroupingTables(*tables, about));
  LoadGroupingTables(file);  // what could not be read again is said now
  return ExitCode::Done;
}

}  // namespace

ExitCode Train(const CommonOptions& common, const TrainingOptions& options) {
  const Labels labels = ReadLabels(options.labels, options.texts);
  TrainingOptions of_understanding = options;
  const bool same = std::erase(of_understanding.tasks, kSameEvent) > 0 || options.tasks.empty();
  ExitCode code = ExitCode::Done;
  if (options.tasks.empty() || !of_understanding.tasks.empty()) {
    code = TrainUnderstanding(common, of_understanding, labels);
  }
  if (same) {
    const ExitCode of_grouping = TrainGrouping(common, options, labels);
    code = code == ExitCode::Done ? of_grouping : code;
  }
  return code;
}

}  // namespace forumwatch
