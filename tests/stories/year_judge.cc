#include "tests/stories/year_judge.h"

#include <algorithm>
#include <tuple>

namespace forumwatch {
namespace {

constexpr std::size_t kExamples = 10;
constexpr std::chrono::seconds kInTime{10};  // a first attempt after it was due

std::string Written(UtcTime at) {
  return FormatRfc3339(at, std::chrono::hours(8));
}

}  // namespace

void YearJudge::Judge(const std::vector<YearMatter>& matters,
                      const std::map<std::string, YearReceiver::Taken>& taken) {
  std::map<std::string, std::map<std::string, Arrived>> arrived;  // by complaint and rule
  for (const auto& [id, alert] : taken) {
    if (MatterOfYear::Foresees(alert.rule)) {
      arrived[alert.complaint][alert.rule].push_back(&alert);
    }
  }
  for (const YearMatter& matter : matters) {
    if (matter.complaint.empty()) {
      ++tally_.joined;
      continue;
    }
    ++tally_.complaints;
    std::map<std::string, std::vector<DueAlert>> due;
    for (const DueAlert& alert : matter.due) {
      due[std::string(alert.rule)].push_back(alert);
    }
    for (auto& [rule, alerts] : arrived[matter.complaint]) {
      Compare(matter, rule, due[rule], std::move(alerts));
      due.erase(rule);
    }
    for (const auto& [rule, alerts] : due) {
      Compare(matter, rule, alerts, {});
    }
  }
}

void YearJudge::Compare(const YearMatter& matter, const std::string& rule,
                        const std::vector<DueAlert>& due, Arrived arrived) {
  std::stable_sort(arrived.begin(), arrived.end(), [](const auto* a, const auto* b) {
    return std::tie(a->said_at, a->asked_at) < std::tie(b->said_at, b->asked_at);
  });
  tally_.due += static_cast<int>(due.size());
  for (std::size_t i = 0; i < std::max(due.size(), arrived.size()); ++i) {
    if (i >= due.size()) {
      ++tally_.unexpected;
      Example(matter, rule, "unexpected, said " + Written(arrived[i]->said_at));
    } else if (i >= arrived.size() || arrived[i]->times == 0) {
      ++tally_.missed;
      Example(matter, rule, "missed, due " + Written(due[i].at));
    } else {
      JudgeOne(matter, due[i], *arrived[i]);
    }
  }
}

void YearJudge::JudgeOne(const YearMatter& matter, const DueAlert& due,
                         const YearReceiver::Taken& taken) {
  ++tally_.arrived;
  tally_.repeated += taken.repeated ? 1 : 0;
  if (taken.doubled) {
    ++tally_.doubled;
    Example(matter, due.rule, "doubled");
  }
  if (taken.asked_at < due.at + early_) {
    ++tally_.early;
    Example(matter, due.rule,
            "early, due " + Written(due.at) + ", told " + Written(taken.asked_at));
  }
  const Duration late = taken.asked_at - std::max(due.at, matter.seen);
  if (WasCalm(taken.asked_truly_at - late, taken.asked_truly_at)) {
    tally_.latest = std::max(tally_.latest, late);
    if (late > Duration(kInTime)) {
      Example(matter, due.rule,
              "late, due " + Written(due.at) + ", told " + Written(taken.asked_at));
    }
  }
}

bool YearJudge::WasCalm(UtcTime from, UtcTime to) const {
  return std::none_of(disturbed_.begin(), disturbed_.end(),
                      [&](const auto& span) { return span.first <= to && from <= span.second; });
}

void YearJudge::Example(const YearMatter& matter, std::string_view rule, const std::string& what) {
  if (tally_.examples.size() < kExamples) {
    tally_.examples.push_back(matter.complaint + " " + std::string(rule) + " " + what +
                              " (posted " + Written(matter.posted) + ", seen " +
                              Written(matter.seen) + ")");
  }
}

}  // namespace forumwatch
