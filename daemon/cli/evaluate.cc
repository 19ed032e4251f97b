#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>

#include "analysis/learning/same_event.h"
#include "analysis/learning/tasks.h"
#include "analysis/text/plain.h"
#include "config/grouping_file.h"
#include "config/lexicon_file.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/figures_table.h"
#include "daemon/cli/labels_file.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMostErrors = 40;
constexpr int kShownOfAPost = 120;

std::string JoinedWords(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) {
    joined += (joined.empty() ? "" : "、") + word;
  }
  return joined.empty() ? "—" : joined;
}

// The pairs that were taken for each other most often come first.
void PrintConfusion(const TaskRows& task) {
  std::vector<std::pair<int, std::string>> lines;
  for (const auto& [pair, times] : Confused(RowsOfPart(task, false))) {
    if (pair.first != pair.second) {
      lines.emplace_back(times, pair.first + " → " + (pair.second.empty() ? "—" : pair.second));
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  lines.resize(std::min(lines.size(), kMostErrors));
  std::cout << task.task << " / " << task.texts << "：标注 → 判断\n";
  for (const auto& [times, line] : lines) {
    std::cout << std::setw(6) << times << "  " << line << "\n";
  }
}

// Those of which it was surest. The test part is not shown: who has read it can no longer test.
void PrintWorst(const TaskRows& task, const std::map<std::string, const LabelledPost*>& posts) {
  std::vector<JudgedRow> wrong = RowsOfPart(task, false);
  std::erase_if(wrong, [](const JudgedRow& row) { return row.truth == row.found; });
  const auto surety = [](const JudgedRow& row) { return std::max(row.score, 1 - row.score); };
  std::stable_sort(wrong.begin(), wrong.end(),
                   [&](const JudgedRow& a, const JudgedRow& b) { return surety(a) > surety(b); });
  wrong.resize(std::min(wrong.size(), kMostErrors));
  for (const JudgedRow& row : wrong) {
    const LabelledPost& post = *posts.at(row.id);
    std::cout << row.id << "  " << JoinedWords(row.truth) << " → " << JoinedWords(row.found) << "  "
              << std::setprecision(2) << row.score << "\n    " << post.title << "｜"
              << ShortLine(post.text, kShownOfAPost) << "\n";
  }
}

void PrintErrors(const std::vector<TaskRows>& tasks, const std::string& of, const Labels& labels) {
  std::map<std::string, const LabelledPost*> posts;
  for (const LabelledPost& post : labels.posts) {
    posts.emplace(post.set + " " + post.id, &post);
  }
  std::set<std::string_view> names;
  for (const TaskRows& task : tasks) {
    names.insert(task.task);
    if (task.task == of) {
      PrintConfusion(task);
      PrintWorst(task, posts);
    }
  }
  if (!names.contains(of)) {
    std::string known;
    for (const std::string_view name : names) {
      known += (known.empty() ? "" : "、") + std::string(name);
    }
    throw LabelsError("没有“" + of + "”这项任务，有的是：" + known);
  }
}

GroupingOptions GroupingIn(const std::filesystem::path& data, const Lexicon& lexicon, bool rules) {
  GroupingOptions grouping;
  grouping.words = LoadGroupingWords(data / "lexicons" / "grouping.json", lexicon.handbook());
  grouping.tables = rules ? nullptr : LoadGroupingTables(data / "models" / "grouping.json");
  return grouping;
}

}  // namespace

ExitCode Evaluate(const CommonOptions& common, const EvaluateOptions& options) {
  const auto lexicon = options.rules ? LoadLexiconWith(common.places.data, nullptr)
                                     : LoadLexicon(common.places.data);
  const Labels labels = ReadLabels(options.labels, options.texts);
  const Judgements judgements = JudgeLabelled(labels.posts, *lexicon);
  std::vector<TaskRows> tasks = RowsOfTasks(judgements);
  const GroupingOptions grouping = GroupingIn(common.places.data, *lexicon, options.rules);
  const std::vector<TaskRows> of_events = RowsOfSameEvent(judgements, grouping);
  tasks.insert(tasks.end(), of_events.begin(), of_events.end());
  if (TaskRows decisions = RowsOfDecisions(judgements, grouping); !decisions.rows.empty()) {
    tasks.push_back(std::move(decisions));
  }
  if (options.errors.empty()) {
    std::cout << "每行：任务、文本、部分、指标、值、95% 区间、条数 / 事件数\n";
    PrintFigures(tasks, false, "learning");
    PrintFigures(tasks, true, "test");
    return ExitCode::Done;
  }
  PrintErrors(tasks, options.errors, labels);
  return ExitCode::Done;
}

}  // namespace forumwatch
