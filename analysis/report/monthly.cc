#include "analysis/report/monthly.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "analysis/report/tables.h"
#include "analysis/report/wording.h"

namespace forumwatch {
namespace {

using Row = ReportInput::Row;

constexpr std::array<std::string_view, 3> kClasses = {"一类", "二类", "三类"};
constexpr std::string_view kUndecided = "待定";
constexpr std::string_view kCauses = "人机料法环";  // F3, in the order it is spoken

Rows RowsOf(const ReportInput& input, const ReportPeriod& period) {
  Rows rows;
  for (const Row& row : input.rows) {
    if (row.complaint.opened_at >= period.from && row.complaint.opened_at < period.to) {
      rows.push_back(&row);
    }
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row* a, const Row* b) { return a->complaint.id < b->complaint.id; });
  return rows;
}

template <typename Condition>
ComplaintIds IdsWhere(const Rows& rows, Condition condition) {
  ComplaintIds ids;
  for (const Row* row : rows) {
    if (condition(*row)) {
      ids.push_back(row->complaint.id);
    }
  }
  return ids;
}

std::string ClassName(const Row& row) {
  const int number = row.complaint.complaint_class.value_or(0);
  return std::string(number >= 1 && number <= 3 ? kClasses.at(static_cast<std::size_t>(number - 1))
                                                : kUndecided);
}

std::string OrUndecided(const std::string& name) {
  return name.empty() ? std::string(kUndecided) : name;
}

template <typename NameOf>
std::map<std::string, CountRow> Count(const Rows& now, const Rows& before, NameOf name_of) {
  std::map<std::string, CountRow> counts;
  for (const Row* row : now) {
    counts[name_of(*row)].complaints.push_back(row->complaint.id);
  }
  for (const Row* row : before) {
    counts[name_of(*row)].before.push_back(row->complaint.id);
  }
  for (auto& [name, count] : counts) {
    count.name = name;
  }
  return counts;
}

// Most complaints first; what is undecided last.
template <typename NameOf>
std::vector<CountRow> CountBy(const Rows& now, const Rows& before, NameOf name_of) {
  std::vector<CountRow> table;
  for (auto& [name, count] : Count(now, before, name_of)) {
    table.push_back(std::move(count));
  }
  const auto rank = [](const CountRow& row) {
    return std::tuple(row.name == kUndecided, -std::ssize(row.complaints), -std::ssize(row.before));
  };
  std::stable_sort(table.begin(), table.end(),
                   [&](const CountRow& a, const CountRow& b) { return rank(a) < rank(b); });
  return table;
}

std::vector<CountRow> CountByClass(const Rows& now, const Rows& before) {
  auto counts = Count(now, before, ClassName);
  std::vector<CountRow> table;
  for (const std::string_view name : kClasses) {
    CountRow& row = counts[std::string(name)];
    row.name = name;
    table.push_back(std::move(row));
  }
  if (const auto found = counts.find(std::string(kUndecided)); found != counts.end()) {
    table.push_back(std::move(found->second));
  }
  return table;
}

std::vector<ParetoRow> CountCauses(const Rows& rows) {
  std::map<std::pair<std::string, std::string>, ParetoRow> by_cause;
  for (const Row* row : rows) {
    const Complaint& complaint = row->complaint;
    const std::string& item = complaint.cause.empty() ? complaint.cause : complaint.cause_item;
    ParetoRow& bar = by_cause[{complaint.cause, item}];
    bar.cause = complaint.cause;
    bar.item = item;
    bar.complaints.push_back(complaint.id);
    if (complaint.cause_confirmed) {
      bar.confirmed.push_back(complaint.id);
    }
  }
  std::vector<ParetoRow> bars;
  bars.reserve(by_cause.size());
  for (auto& [cause, bar] : by_cause) {
    bars.push_back(std::move(bar));
  }
  const auto rank = [](const ParetoRow& bar) {
    return std::tuple(bar.cause.empty(), -std::ssize(bar.complaints), kCauses.find(bar.cause));
  };
  std::stable_sort(bars.begin(), bars.end(),
                   [&](const ParetoRow& a, const ParetoRow& b) { return rank(a) < rank(b); });
  const auto whole = static_cast<double>(rows.size());
  std::size_t running = 0;
  for (ParetoRow& bar : bars) {
    running += bar.complaints.size();
    bar.share = static_cast<double>(bar.complaints.size()) / whole;
    bar.cumulative = static_cast<double>(running) / whole;
  }
  return bars;
}

ComplaintIds HottestFirst(Rows rows, std::size_t at_most) {
  const auto rank = [](const Row* row) {
    return std::tuple(-row->complaint.heat.peak, -row->complaint.people, row->complaint.id);
  };
  std::sort(rows.begin(), rows.end(),
            [&](const Row* a, const Row* b) { return rank(a) < rank(b); });
  rows.resize(std::min(rows.size(), at_most));
  return IdsWhere(rows, [](const Row&) { return true; });
}

// Without any visit everything was entered by hand: then the period is as whole as that.
Coverage CoverageOf(const ReportPeriod& period, UtcTime watched_since) {
  if (watched_since <= period.from) {
    return Coverage::Whole;
  }
  return watched_since < period.to ? Coverage::Part : Coverage::None;
}

void NoteLaterSources(const ReportInput& input, const Zone& zone, MonthlyReport& report) {
  for (const ReportInput::Watched& watched : input.watched) {
    if (watched.since <= report.before_period.from) {
      continue;
    }
    report.comparable = false;
    if (watched.since > input.watched.front().since) {
      report.watched_later.push_back(watched.source + "（" + WrittenShortDay(watched.since, zone) +
                                     "）");
    }
  }
}

std::vector<ReportInput::Unseen> UnseenIn(const ReportPeriod& period, const ReportInput& input) {
  std::vector<ReportInput::Unseen> unseen;
  for (ReportInput::Unseen span : input.unseen) {
    span.from = std::max(span.from, period.from);
    span.to = std::min(span.to, period.to);
    if (span.from < span.to) {
      unseen.push_back(std::move(span));
    }
  }
  std::stable_sort(unseen.begin(), unseen.end(),
                   [](const auto& a, const auto& b) { return a.to - a.from > b.to - b.from; });
  return unseen;
}

}  // namespace

RowIndex IndexRows(const ReportInput& input) {
  RowIndex index;
  for (const Row& row : input.rows) {
    index.emplace(row.complaint.id, &row);
  }
  return index;
}

MonthlyReport BuildMonthlyReport(const ReportInput& input, const Zone& zone) {
  MonthlyReport report;
  report.period = StatisticalMonth(input.month, input.cutoff_day, zone);
  report.before_period =
      StatisticalMonth(input.month - std::chrono::months(1), input.cutoff_day, zone);
  if (!input.watched.empty()) {
    const UtcTime first = input.watched.front().since;
    report.coverage = CoverageOf(report.period, first);
    report.coverage_before = CoverageOf(report.before_period, first);
    report.watched_since = WrittenShortDay(first, zone);
    NoteLaterSources(input, zone, report);
  }
  report.unseen = UnseenIn(report.period, input);
  report.unseen_before = UnseenIn(report.before_period, input);
  const Rows now = RowsOf(input, report.period);
  const Rows before = RowsOf(input, report.before_period);
  const auto all = [](const Row&) { return true; };
  report.complaints = IdsWhere(now, all);
  report.before = IdsWhere(before, all);
  report.unconfirmed = IdsWhere(now, [](const Row& row) { return !row.complaint.cause_confirmed; });
  report.history = IdsWhere(now, [](const Row& row) { return row.complaint.history; });
  report.by_class = CountByClass(now, before);
  report.by_community =
      CountBy(now, before, [](const Row& row) { return OrUndecided(row.community); });
  report.by_specialty =
      CountBy(now, before, [](const Row& row) { return OrUndecided(row.complaint.specialty); });
  report.by_topic = CountBy(now, before, [](const Row& row) {
    return OrUndecided(row.complaint.topics.empty() ? "" : row.complaint.topics.front());
  });
  report.duties = CountDuties(input, report.period, report.before_period);
  report.pareto = CountCauses(now);
  Rows legacy;
  std::copy_if(now.begin(), now.end(), std::back_inserter(legacy),
               [](const Row* row) { return row->complaint.complaint_class == 2; });
  report.legacy = HottestFirst(legacy, legacy.size());
  report.cases = HottestFirst(now, kCases);
  return report;
}

}  // namespace forumwatch
