#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/report/tables.h"

namespace forumwatch {
namespace {

// Late stays late; a clock that was withdrawn says least.
int Badness(DutyState state) {
  switch (state) {
    case DutyState::Missed:
      return 4;
    case DutyState::Late:
      return 3;
    case DutyState::Open:
      return 2;
    case DutyState::Met:
      return 1;
    case DutyState::Void:
      return 0;
  }
  return 0;
}

ComplaintIds& IdsOf(DutyCounts& counts, DutyState state) {
  switch (state) {
    case DutyState::Missed:
      return counts.missed;
    case DutyState::Late:
      return counts.late;
    case DutyState::Open:
      return counts.open;
    case DutyState::Met:
      return counts.met;
    case DutyState::Void:
      break;
  }
  return counts.withdrawn;
}

std::vector<Duty> StartedIn(const ReportPeriod& period, const std::vector<Duty>& duties) {
  std::vector<Duty> started;
  std::copy_if(duties.begin(), duties.end(), std::back_inserter(started), [&](const Duty& duty) {
    return duty.starts_at >= period.from && duty.starts_at < period.to;
  });
  return started;
}

std::optional<Duration> MedianOf(std::vector<Duration> spans) {
  if (spans.empty()) {
    return std::nullopt;
  }
  std::sort(spans.begin(), spans.end());
  return spans[(spans.size() - 1) / 2];
}

// How long the answers of a period took, and by whose time.
struct AnswerTimes {
  std::vector<Duration> whole;
  std::vector<Duration> machine;
  std::vector<Duration> staff;

  void Add(const Duty& duty, const HandlingRecord& handling) {
    if (!duty.satisfied_at || duty.state == DutyState::Void) {
      return;
    }
    whole.push_back(*duty.satisfied_at - duty.starts_at);
    const auto delays = DelaysOf(duty, handling);
    if (delays && delays->machine) {
      machine.push_back(*delays->machine);
    }
    if (delays && delays->staff) {
      staff.push_back(*delays->staff);
    }
  }
};

DutyCounts Count(const RowIndex& rows, const ReportPeriod& period, DutyKind kind) {
  DutyCounts counts;
  AnswerTimes times;
  for (const auto& [id, row] : rows) {
    const std::vector<Duty> started = StartedIn(period, row->duties);
    const Duty* const duty = WorstDuty(started, kind);
    if (duty == nullptr) {
      continue;
    }
    IdsOf(counts, duty->state).push_back(id);
    times.Add(*duty, row->handling);
  }
  counts.median = MedianOf(std::move(times.whole));
  counts.machine_median = MedianOf(std::move(times.machine));
  counts.staff_median = MedianOf(std::move(times.staff));
  return counts;
}

}  // namespace

std::optional<double> DutyCounts::OnTimeRate() const {
  const std::size_t decided = met.size() + late.size() + missed.size();
  if (decided == 0) {
    return std::nullopt;
  }
  return static_cast<double>(met.size()) / static_cast<double>(decided);
}

const Duty* WorstDuty(const std::vector<Duty>& duties, DutyKind kind) {
  const Duty* worst = nullptr;
  for (const Duty& duty : duties) {
    if (duty.kind == kind && (worst == nullptr || Badness(duty.state) > Badness(worst->state))) {
      worst = &duty;
    }
  }
  return worst;
}

std::vector<DutyRow> CountDuties(const ReportInput& input, const ReportPeriod& now,
                                 const ReportPeriod& before) {
  const RowIndex rows = IndexRows(input);
  std::vector<DutyRow> table;
  for (const DutyKind kind : {DutyKind::FirstReply, DutyKind::Measures, DutyKind::WorkingDay}) {
    table.push_back({kind, Count(rows, now, kind), Count(rows, before, kind)});
  }
  return table;
}

}  // namespace forumwatch
