// Tables → documents: analysis-YYYY-MM.html (self-contained, no script) and report-YYYY-MM.json.
// Pure: the template's text is handed in. Every text that came from a forum is escaped by the
// template engine. Throws std::runtime_error when the template does not parse.
#pragma once

#include <string>
#include <string_view>

#include "analysis/report/monthly.h"

namespace forumwatch {

std::string RenderAnalysisHtml(const MonthlyReport& report, const ReportInput& input,
                               std::string_view template_text, const Zone& zone);
std::string RenderReportJson(const MonthlyReport& report, const ReportInput& input,
                             const Zone& zone);

// The Pareto chart as inline SVG: bars, cumulative line, the 80 % mark.
std::string ParetoSvg(const MonthlyReport& report);

}  // namespace forumwatch
