#include "tests/stories/year_judge.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace forumwatch {
namespace {

constexpr std::size_t kExamples = 10;
constexpr std::chrono::seconds kInTime{10};  // a first attempt after it was due

// What may be said in such a year and is not worked out: of the service itself, and that two alike
// may be one. Anything else is nobody's to say: nobody threatens, comes back or writes in crowds.
bool IsSaidBeside(std::string_view rule) {
  constexpr std::array<std::string_view, 5> kRules = {
      "suggestion.merge", "clock.step", "channel.failing", "report.due", "calendar.missing"};
  return std::find(kRules.begin(), kRules.end(), rule) != kRules.end();
}

std::string Written(UtcTime at) {
  return FormatRfc3339(at, std::chrono::hours(8));
}

}  // namespace

void YearJudge::Judge(const std::vector<YearMatter>& matters,
                      const std::map<std::string, YearReceiver::Taken>& taken) {
  std::map<std::string, std::map<std::string, Arrived>> arrived;  // by complaint and rule
  std::set<std::string> known;
  for (const YearMatter& matter : matters) {
    known.insert(matter.complaint);
  }
  for (const auto& [id, alert] : taken) {
    if (MatterOfYear::Foresees(alert.rule) && alert.episode == 1 &&
        known.contains(alert.complaint)) {
      arrived[alert.complaint][alert.rule].push_back(&alert);
    } else if (!IsSaidBeside(alert.rule)) {
      ++tally_.unexpected;
      Example({alert.complaint, {}, {}, {}}, alert.rule,
              "unexpected, said " + Written(alert.said_at));
    }
    if (alert.doubled) {
      ++tally_.doubled;
      Example({alert.complaint, {}, {}, {}}, alert.rule, "doubled, said " + Written(alert.said_at));
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
    } else if (i < arrived.size() && arrived[i]->times > 0) {
      JudgeOne(matter, due[i], *arrived[i]);
    } else if (WasSettled(matter, due[i])) {
      ++tally_.settled;
    } else {
      ++tally_.missed;
      Example(matter, rule, "missed, due " + Written(due[i].at));
    }
  }
}

void YearJudge::JudgeOne(const YearMatter& matter, const DueAlert& due,
                         const YearReceiver::Taken& taken) {
  ++tally_.arrived;
  tally_.repeated += taken.repeated ? 1 : 0;
  if (taken.asked_at < due.at) {
    ++tally_.early;
    Example(matter, due.rule,
            "early, due " + Written(due.at) + ", told " + Written(taken.asked_at));
  }
  const Duration late = taken.asked_at - std::max(due.at, matter.seen);
  if (const auto undisturbed = Undisturbed(taken.asked_truly_at - late, taken.asked_truly_at)) {
    tally_.latest = std::max(tally_.latest, *undisturbed);
    if (*undisturbed > Duration(kInTime)) {
      ++tally_.late;
      Example(matter, due.rule,
              "late, due " + Written(due.at) + ", told " + Written(taken.asked_at));
    }
  }
}

bool YearJudge::WasSettled(const YearMatter& matter, const DueAlert& due) const {
  if (!matter.closed) {
    return false;
  }
  const Duration waited = matter.closed->shown - std::max(due.at, matter.seen);
  const auto calm = Undisturbed(matter.closed->truly - waited, matter.closed->truly);
  return waited >= Duration(0) && calm.value_or(Duration(0)) <= Duration(kInTime);
}

std::optional<Duration> YearJudge::Undisturbed(UtcTime from, UtcTime to) const {
  if (std::any_of(excuses_.clock_set.begin(), excuses_.clock_set.end(),
                  [&](UtcTime set) { return from <= set && set <= to; })) {
    return std::nullopt;
  }
  Duration calm = to - from;
  UtcTime counted = from;  // the spans are in the order of their beginnings, and may overlap
  for (const auto& [begin, end] : excuses_.disturbed) {
    const UtcTime since = std::max(begin, counted);
    const UtcTime until = std::min(end, to);
    if (since < until) {
      calm -= until - since;
      counted = until;
    }
  }
  return calm;
}

void YearJudge::Example(const YearMatter& matter, std::string_view rule, const std::string& what) {
  if (tally_.examples.size() < kExamples) {
    tally_.examples.push_back(matter.complaint + " " + std::string(rule) + " " + what +
                              " (posted " + Written(matter.posted) + ", seen " +
                              Written(matter.seen) + ")");
  }
}

}  // namespace forumwatch
