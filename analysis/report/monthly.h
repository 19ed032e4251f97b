// Rows → tables: the monthly analysis (D3, F1–F4) as values. A figure is the list of complaints
// behind it: its size is the number that is printed. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/report/delays.h"

namespace forumwatch {

// A statistical month runs from the day after the cut-off to the next cut-off, both in local time
// (formats.md §6). In a month without that day its last day is the cut-off.
struct ReportPeriod {
  std::chrono::year_month month;
  UtcTime from{};  // inclusive
  UtcTime to{};    // exclusive
};
// cutoff_day: 1 … 31.
ReportPeriod StatisticalMonth(std::chrono::year_month month, unsigned cutoff_day, const Zone& zone);

struct ReportInput {
  std::string company;
  std::vector<std::string> communities;
  std::vector<std::string> calendar_versions;  // of the calendars its clocks went by
  std::chrono::year_month month;
  unsigned cutoff_day = 24;
  UtcTime written_at{};
  // When each source had first been read, by time; empty: none was.
  struct Watched {
    std::string source;
    UtcTime since{};
  };
  std::vector<Watched> watched;
  // Times in which a source was not seen, by source; those outside the period are passed over.
  struct Unseen {
    std::string source;
    UtcTime from{};
    UtcTime to{};
    std::string reason;
  };
  std::vector<Unseen> unseen;
  // Complaints opened in this period and the one before (for 环比), or with a clock that started
  // there, with all their duties; any order. Of other complaints only such clocks are looked at.
  struct Row {
    Complaint complaint;
    std::vector<Duty> duties;
    HandlingRecord handling;
    std::string community;
    std::vector<std::string> posts;  // ids of its posts
    std::string first_url;
  };
  std::vector<Row> rows;
};

using ComplaintIds = std::vector<ComplaintId>;  // ascending where nothing else is said

struct CountRow {
  std::string name;
  ComplaintIds complaints;
  ComplaintIds before;  // of the period before
};

// A bar of the Pareto chart (F3), confirmed and proposed causes together; how many are confirmed is
// stated beside it (E6). Where no cause is known both names are "".
struct ParetoRow {
  std::string cause;
  std::string item;
  ComplaintIds complaints;
  ComplaintIds confirmed;
  double share = 0;
  double cumulative = 0;  // up to and with this row
};

// How the clocks that started in a period went, by complaint; one that ran it more than once there
// counts by the worst.
struct DutyCounts {
  ComplaintIds met;
  ComplaintIds late;
  ComplaintIds missed;
  ComplaintIds open;  // still running when the report was written
  ComplaintIds withdrawn;
  std::optional<Duration>
      median;  // time to the answer, of met and late; the lower of a middle pair
  std::optional<Duration> machine_median;  // the machine's part of it, where an alert came first
  std::optional<Duration> staff_median;    // the staff's part of it

  // met ÷ (met + late + missed); nullopt while nothing is decided.
  [[nodiscard]] std::optional<double> OnTimeRate() const;
};
struct DutyRow {
  DutyKind kind = DutyKind::FirstReply;
  DutyCounts now;
  DutyCounts before;
};

// What can be said of a period: nothing of one that nobody watched.
enum class Coverage { Whole, Part, None };

struct MonthlyReport {
  ReportPeriod period;
  ReportPeriod before_period;
  Coverage coverage = Coverage::Whole;
  Coverage coverage_before = Coverage::Whole;
  std::string watched_since;  // the first source was: "3月5日"; "" not known
  // Both periods saw the same sources: otherwise they are not compared.
  bool comparable = true;
  // Sources that came after the first one and after the period before began:
  // "云栖苑/维修（3月5日）".
  std::vector<std::string> watched_later;
  // As far as they lie in the period, longest first.
  std::vector<ReportInput::Unseen> unseen;
  std::vector<ReportInput::Unseen> unseen_before;
  ComplaintIds complaints;
  ComplaintIds before;
  ComplaintIds unconfirmed;        // E6
  ComplaintIds history;            // from before the forum was watched: counted, without clocks
  std::vector<CountRow> by_class;  // 一类 二类 三类, always all three; 待定 where needed
  std::vector<CountRow> by_community;  // the following: most complaints first
  std::vector<CountRow> by_specialty;
  std::vector<CountRow> by_topic;  // a complaint counts under its main topic
  std::vector<DutyRow> duties;     // first_reply (B2), measures (B3), working_day (B2)
  std::vector<ParetoRow> pareto;   // largest first, unknown causes last
  ComplaintIds legacy;             // 二类 (D3), hottest first
  ComplaintIds cases;              // F4: hottest first, at most kCases
};
inline constexpr std::size_t kCases = 5;

MonthlyReport BuildMonthlyReport(const ReportInput& input, const Zone& zone);

// The duty of that kind that went worst; nullptr when the complaint has none.
const Duty* WorstDuty(const std::vector<Duty>& duties, DutyKind kind);

}  // namespace forumwatch
