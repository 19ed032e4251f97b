#include <fstream>
#include <iostream>
#include <system_error>

#include "analysis/report/documents.h"
#include "analysis/report/monthly.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/whole_file.h"
#include "daemon/clock.h"
#include "daemon/store/report_rows.h"

namespace forumwatch {
namespace {

std::string TwoDigits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

ExitCode Report(const CommonOptions& common, const ReportOptions& options) {
  const Config config = LoadConfig(common.config, common.places);
  const Zone zone(config.zone);
  const UtcTime now = SystemClock().Now();
  const auto period = StatisticalMonth(options.month, config.cutoff_day, zone);
  const auto before =
      StatisticalMonth(options.month - std::chrono::months(1), config.cutoff_day, zone);
  Session session(config.store, OpenMode::Read);
  ReportInput input;
  input.company = config.company;
  for (const CommunityConfig& community : config.communities) {
    input.communities.push_back(community.name);
  }
  input.calendar_version = config.calendar.version;
  input.month = options.month;
  input.cutoff_day = config.cutoff_day;
  input.written_at = now;
  input.rows = ReadReportRows(session, before.from, period.to);
  const MonthlyReport report = BuildMonthlyReport(input, zone);

  std::filesystem::create_directories(options.out);
  const std::string month = std::to_string(static_cast<int>(options.month.year())) + "-" +
                            TwoDigits(static_cast<unsigned>(options.month.month()));
  const auto html = options.out / ("analysis-" + month + ".html");
  const auto json = options.out / ("report-" + month + ".json");
  WriteWhole(html, RenderAnalysisHtml(report, input, config.analysis_template, zone));
  WriteWhole(json, RenderReportJson(report, input, zone));
  std::cout << html.string() << "\n" << json.string() << "\n";
  if (period.to > now) {
    std::cerr << "注意：" << month << " 统计月到 " << zone.Format(period.to)
              << " 才结束，以上是到目前为止的数字\n";
  }
  return ExitCode::Done;
}

}  // namespace forumwatch
