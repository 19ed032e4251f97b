// How good judgements are, as a table for people and scripts alike.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/learning/tasks.h"

namespace forumwatch {

// To standard output, a figure a line: task, texts, `part`, metric, value, interval, rows / groups.
void PrintFigures(const std::vector<TaskRows>& tasks, bool testing, std::string_view part);

}  // namespace forumwatch
