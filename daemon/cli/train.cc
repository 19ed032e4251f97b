#include "analysis/learning/train.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <set>

#include "analysis/learning/tasks.h"
#include "config/lexicon_file.h"
#include "config/model_file.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/figures_table.h"
#include "daemon/cli/labels_file.h"
#include "daemon/cli/progress.h"
#include "daemon/cli/whole_file.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostBytes = 5'000'000;

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

// Each fold judged by what was learnt from the others.
std::vector<TaskRows> CrossValidate(const std::vector<LinearParts>& folds,
                                    const std::vector<LabelledPost>& posts,
                                    const std::filesystem::path& data) {
  const auto lexicon = LoadLexiconWith(data, nullptr);
  std::vector<TaskRows> all;
  for (unsigned fold = 0; fold < folds.size(); ++fold) {
    const auto learned =
        std::make_shared<const Learned>(LinearModel(folds[fold]), lexicon->handbook());
    const std::vector<LabelledPost> of_fold = ThreadsOf(posts, fold);
    AddFold(RowsOfTasks(JudgeLabelled(of_fold, *LoadLexiconWith(data, learned))), fold, all);
  }
  return all;
}

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

std::vector<std::string> About(const std::vector<Example>& examples, const LinearParts& parts) {
  std::size_t learning = 0;
  for (const Example& example : examples) {
    learning += IsForTesting(example.group) ? 0U : 1U;
  }
  return {"由 forumwatch train 写成，请勿手改；词库、规则或手册改过以后重新训练",
          "学自 " + std::to_string(learning) + " 个标注过的例子（另有 " +
              std::to_string(examples.size() - learning) + " 个留作测试，没有用来学）；" +
              std::to_string(parts.rows.size()) + " 个特征，" +
              std::to_string(parts.weights.size()) + " 个权重"};
}

}  // namespace

ExitCode Train(const CommonOptions& common, const TrainingOptions& options) {
  const std::vector<LearnedTask> tasks = TasksOf(options.tasks);
  const auto lexicon = LoadLexiconWith(common.places.data, nullptr);
  const Labels labels = ReadLabels(options.labels, options.texts);
  const std::vector<LinearOutput> outputs = OutputsFor(tasks, lexicon->handbook());
  const std::vector<Example> examples =
      MakeExamples(labels.posts, labels.masked, outputs, *lexicon);
  Progress progress("个输出");
  const Trained trained = Train(examples, outputs, TrainOptions{},
                                [&](std::size_t done, std::size_t /*of*/) { progress.At(done); });
  progress.Done();
  const ModelFiles files = FormatModel(trained.parts, About(examples, trained.parts));
  if (files.json.size() + files.weights.size() > kMostBytes) {
    std::cerr << "模型太大：" << files.json.size() + files.weights.size() << " 字节，最多 "
              << kMostBytes << "\n";
    return ExitCode::Failed;
  }
  std::filesystem::create_directories(options.out);
  // The weights first: the other file names their checksum, so that a pair that was cut off in
  // between is noticed.
  WriteWhole(options.out / "understanding.weights", files.weights);
  WriteWhole(options.out / "understanding.json", files.json);
  std::cout << "每行：任务、文本、由谁判断、指标、值、95% 区间、条数 / 事件数\n";
  PrintFigures(RowsOfTasks(JudgeLabelled(labels.posts, *lexicon)), false, "rules");
  PrintFigures(CrossValidate(trained.folds, labels.posts, common.places.data), false, "learned");
  return ExitCode::Done;
}

}  // namespace forumwatch
