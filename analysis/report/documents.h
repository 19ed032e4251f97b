// Tables → documents: analysis-YYYY-MM.html (D3; self-contained, printable, no script) and
// report-YYYY-MM.json. Pure: the template's text is handed in. Every text is escaped by the
// template engine; links are http or https. `report` is made from `input`. Same input, same bytes.
// May run on a worker thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/report/monthly.h"

namespace forumwatch {

// Throws std::runtime_error when the template does not parse or does not escape.
std::string RenderAnalysisHtml(const MonthlyReport& report, const ReportInput& input,
                               std::string_view template_text, const Zone& zone);

struct TemplateMistake {
  int line = 1;
  std::string message;
};
// The first thing for which the template could not be filled; nullopt: none. `name` is spoken of.
std::optional<TemplateMistake> WhatIsWrongWithTemplate(std::string_view name,
                                                       std::string_view text);

// A name that a template asks for: {{NAME}}, {{#NAME}}.
struct TemplateName {
  std::string name;
  int line = 1;
  bool section = false;
};
// Each once, where it stands first. The template engine's own are left out. The text is in order.
std::vector<TemplateName> NamesInTemplate(std::string_view text);

// Every figure with the ids of its complaints ("C12"), and each complaint of the month once in
// full.
std::string RenderReportJson(const MonthlyReport& report, const ReportInput& input,
                             const Zone& zone);

// The Pareto chart (F3) as SVG to be set into a page: bars, cumulative line, the 80 % mark.
// "" when there is nothing to draw.
std::string ParetoSvg(const MonthlyReport& report);

}  // namespace forumwatch
