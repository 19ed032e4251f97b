// The month in a few plain sentences, computed from its tables (F1, F2, F5). Internal to report.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/tables.h"

namespace forumwatch {

std::vector<std::string> SummarySentences(const MonthlyReport& report, const RowIndex& rows);

// How many bars, from the largest, make up 80 % of the complaints; bars without a known cause are
// never among them.
std::size_t MainCauses(const std::vector<ParetoRow>& pareto);

// "机·质量合格性", "机", "待查明"
std::string CauseName(const std::string& cause, const std::string& item);

}  // namespace forumwatch
