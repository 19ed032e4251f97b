#include "daemon/cli/figures_table.h"

#include <iomanip>
#include <iostream>

namespace forumwatch {
namespace {

constexpr int kTaskWidth = 17;
constexpr int kTextsWidth = 9;
constexpr int kPartWidth = 11;
constexpr int kMetricWidth = 28;

void PrintFigure(const TaskRows& task, std::string_view part, const NamedMetric& metric,
                 const Figure& figure) {
  std::cout << std::left << std::setw(kTaskWidth) << task.task << std::setw(kTextsWidth)
            << task.texts << std::setw(kPartWidth) << part << std::setw(kMetricWidth) << metric.name
            << std::right << std::fixed << std::setprecision(3) << figure.value << "  ["
            << figure.low << ", " << figure.high << "]  " << figure.rows << " / " << figure.groups
            << "\n";
}

}  // namespace

void PrintFigures(const std::vector<TaskRows>& tasks, bool testing, std::string_view part) {
  for (const TaskRows& task : tasks) {
    const std::vector<JudgedRow> rows = RowsOfPart(task, testing);
    for (const NamedMetric& metric : task.metrics) {
      PrintFigure(task, part, metric, Measure(rows, metric.metric));
    }
  }
}

}  // namespace forumwatch
