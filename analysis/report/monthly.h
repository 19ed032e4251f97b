// Rows → tables: the monthly analysis (D3, F1–F3) as values, with the complaint ids behind every
// figure. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"

namespace forumwatch {

// A statistical month runs from the day after the cut-off to the next cut-off (formats.md §6).
struct ReportPeriod {
  std::chrono::year_month month;
  UtcTime from{};  // inclusive
  UtcTime to{};    // exclusive
};
ReportPeriod StatisticalMonth(std::chrono::year_month month, unsigned cutoff_day, const Zone& zone);

struct ReportInput {
  std::string company;
  std::vector<std::string> communities;
  std::string calendar_version;
  std::chrono::year_month month;
  unsigned cutoff_day = 24;
  UtcTime written_at{};
  // Complaints opened in this period and the one before (for 环比), with their duties.
  struct Row {
    Complaint complaint;
    std::vector<Duty> duties;
    std::string community;
    std::vector<std::string> posts;  // ids of its posts
    std::string first_url;
  };
  std::vector<Row> rows;
};

struct CountRow {
  std::string name;
  int count = 0;
  int before = 0;  // the period before
  std::vector<ComplaintId> complaints;
};

// A bar of the Pareto chart (F3): share and running share of the confirmed and proposed causes
// together; how many are confirmed is stated beside it (E6).
struct ParetoRow {
  std::string cause;
  std::string item;
  int count = 0;
  int confirmed = 0;
  double share = 0;
  double cumulative = 0;
  std::vector<ComplaintId> complaints;
};

struct MonthlyReport {
  ReportPeriod period;
  int total = 0;
  int before = 0;
  int unconfirmed = 0;
  std::vector<CountRow> by_class;
  std::vector<CountRow> by_specialty;
  std::vector<CountRow> by_topic;
  std::vector<CountRow> duties;  // "first_reply met" …
  std::vector<ParetoRow> pareto;
  std::vector<ReportInput::Row> cases;  // F4: hottest first
};

MonthlyReport BuildMonthlyReport(const ReportInput& input, const Zone& zone);

}  // namespace forumwatch
