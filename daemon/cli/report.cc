#include <algorithm>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "analysis/report/documents.h"
#include "analysis/report/monthly.h"
#include "analysis/report/wording.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/whole_file.h"
#include "daemon/clock.h"
#include "daemon/store/report_rows.h"
#include "daemon/store/sources.h"
#include "daemon/unseen.h"

namespace forumwatch {
namespace {

std::string TwoDigits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// Of the communities the report names and of those it only has complaints of.
std::vector<std::string> CalendarVersions(const Config& config, const ReportInput& input) {
  std::vector<std::string> versions;
  const auto add = [&](const std::string& version) {
    if (std::find(versions.begin(), versions.end(), version) == versions.end()) {
      versions.push_back(version);
    }
  };
  for (const CommunityConfig& community : config.communities) {
    add(community.calendar.version);
  }
  const auto is_known = [&](const ReportInput::Row& row) {
    return std::find(input.communities.begin(), input.communities.end(), row.community) !=
           input.communities.end();
  };
  if (!std::all_of(input.rows.begin(), input.rows.end(), is_known)) {
    add(config.calendar.version);
  }
  return versions;
}

}  // namespace

ExitCode Report(const CommonOptions& common, const ReportOptions& options) {
  const Config config = LoadConfig(common.config, common.places);
  RequireTemplate(config, &DocumentTemplates::analysis);
  const Zone zone(config.zone);
  const UtcTime now = common.now.value_or(SystemClock().Now());
  const auto period = StatisticalMonth(options.month, config.cutoff_day, zone);
  const auto before =
      StatisticalMonth(options.month - std::chrono::months(1), config.cutoff_day, zone);
  Session session(config.store, OpenMode::Read);
  ReportInput input;
  input.company = config.company;
  for (const CommunityConfig& community : config.communities) {
    input.communities.push_back(community.name);
  }
  input.month = options.month;
  input.cutoff_day = config.cutoff_day;
  input.written_at = now;
  for (auto& [source, since] : SourceStore(session).Watched()) {
    input.watched.push_back({std::move(source), since});
  }
  for (UnseenTime& time : UnseenTimes(session, config, before.from, now)) {
    input.unseen.push_back(
        {std::move(time.source), time.gap.from, time.gap.to, std::move(time.gap.reason)});
  }
  input.rows = ReadReportRows(session, before.from, period.to, now);
  input.calendar_versions = CalendarVersions(config, input);
  const MonthlyReport report = BuildMonthlyReport(input, zone);

  std::filesystem::create_directories(options.out);
  const std::string month = std::to_string(static_cast<int>(options.month.year())) + "-" +
                            TwoDigits(static_cast<unsigned>(options.month.month()));
  const auto html = options.out / ("analysis-" + month + ".html");
  const auto json = options.out / ("report-" + month + ".json");
  WriteWhole(html, RenderAnalysisHtml(report, input, config.templates.analysis, zone));
  WriteWhole(json, RenderReportJson(report, input, zone));
  if (common.json) {
    std::cout << nlohmann::ordered_json{{"month", month},
                                        {"complete", period.to <= now},
                                        {"html", html.string()},
                                        {"json", json.string()}}
                     .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
              << "\n";
  } else {
    std::cout << html.string() << "\n" << json.string() << "\n";
  }
  if (period.to > now) {
    std::cerr << "注意：" << month << " 统计月到 " << WrittenMinute(period.to, zone)
              << " 才结束，以上是到目前为止的数字\n";
  }
  return ExitCode::Done;
}

}  // namespace forumwatch
