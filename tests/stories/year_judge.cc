#include "tests/stories/year_judge.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace forumwatch {
namespace {

constexpr std::size_t kExamples = 10;
constexpr std::chrono::seconds kInTime{10};  // a first attempt after it was due

// What may be said in such a year and is not worked out: of the service itself, and that two alike
// may be one. Anything else is nobody's to say: nobody writes in crowds.
bool IsSaidBeside(std::string_view rule) {
  constexpr std::array<std::string_view, 5> kRules = {
      "suggestion.merge", "clock.step", "channel.failing", "report.due", "calendar.missing"};
  return std::find(kRules.begin(), kRules.end(), rule) != kRules.end();
}

std::string Written(UtcTime at) {
  return FormatRfc3339(at, std::chrono::hours(8));
}

using Subject = std::pair<std::string, int>;  // rule and episode

}  // namespace

YearJudge::YearJudge(YearTally& tally, Excuses excuses)
    : tally_(tally), excuses_(std::move(excuses)) {
  std::sort(excuses_.disturbed.begin(), excuses_.disturbed.end());
  std::sort(excuses_.spare_disturbed.begin(), excuses_.spare_disturbed.end());
}

void YearJudge::Judge(const std::vector<YearMatter>& matters, const YearReceiver::Book& taken) {
  std::map<std::string, std::map<Subject, Arrived>> arrived;  // by complaint
  for (const YearMatter& matter : matters) {
    if (matter.complaint) {
      arrived[Name(*matter.complaint)];
    }
  }
  for (const auto& [id, alert] : taken) {
    const auto found = arrived.find(alert.complaint);
    if (MatterOfYear::Foresees(alert.rule) && found != arrived.end()) {
      found->second[{alert.rule, alert.episode}].push_back(&alert);
    } else if (!IsSaidBeside(alert.rule)) {
      Unexpected(alert, "unexpected");
    }
    if (alert.doubled) {
      ++tally_.doubled;
      Example({}, alert.rule, "doubled, said " + Written(alert.said_at));
    }
  }
  for (const YearMatter& matter : matters) {
    if (!matter.complaint) {
      ++tally_.joined;
      continue;
    }
    ++tally_.complaints;
    auto& said = arrived[Name(*matter.complaint)];
    std::map<Subject, std::vector<DueAlert>> due;
    for (const DueAlert& alert : matter.due) {
      due[{std::string(alert.rule), alert.episode}].push_back(alert);
      said[{std::string(alert.rule), alert.episode}];
    }
    for (auto& [subject, alerts] : said) {
      Compare(matter, due[subject], std::move(alerts));
    }
    CompareClosings(matter);
  }
}

void YearJudge::Compare(const YearMatter& matter, std::vector<DueAlert> due, Arrived arrived) {
  std::stable_sort(arrived.begin(), arrived.end(), [](const auto* a, const auto* b) {
    return std::tie(a->said_at, a->asked_at) < std::tie(b->said_at, b->asked_at);
  });
  for (const DueAlert& alert : due) {
    ++tally_.due;
    ++tally_.by_rule[std::string(alert.rule) + (alert.episode > 1 ? " again" : "")];
  }
  // What was done before anybody was awake is told to nobody.
  std::erase_if(due, [&](const DueAlert& alert) {
    const bool needless = alert.needless && alert.needless->shown < alert.told_from;
    tally_.settled += needless ? 1 : 0;
    return needless;
  });
  for (std::size_t i = 0; i < std::max(due.size(), arrived.size()); ++i) {
    if (i >= due.size()) {
      Unexpected(*arrived[i], "unexpected");
    } else if (i < arrived.size() && arrived[i]->times > 0) {
      JudgeOne(matter, due[i], *arrived[i]);
    } else if (WasSettled(matter, due[i])) {
      ++tally_.settled;
    } else {
      ++tally_.missed;
      Example(matter, due[i].rule, "missed, due " + Written(due[i].at));
    }
  }
}

// C3. By the clock alone: where nothing was amiss half a day before and after, it is in time.
void YearJudge::CompareClosings(const YearMatter& matter) {
  tally_.closings += static_cast<int>(matter.closings.size());
  for (std::size_t i = 0; i < std::max(matter.closings.size(), matter.closed_itself.size()); ++i) {
    if (i >= matter.closings.size()) {
      ++tally_.unexpected;
      Example(matter, "closing", "unexpected, " + Written(matter.closed_itself[i]));
      continue;
    }
    const UtcTime due = matter.closings[i];
    if (i >= matter.closed_itself.size()) {
      ++tally_.missed;
      Example(matter, "closing", "missed, due " + Written(due));
      continue;
    }
    constexpr std::chrono::hours kAround(12);
    const UtcTime closed = matter.closed_itself[i];
    const auto calm = Undisturbed(due - kAround, closed + kAround, excuses_.disturbed);
    const bool was_calm = calm == closed + kAround - (due - kAround);
    if (closed < due) {
      ++tally_.early;
      Example(matter, "closing", "early, due " + Written(due) + ", closed " + Written(closed));
    } else if (was_calm && closed - due > Duration(kInTime)) {
      ++tally_.late;
      Example(matter, "closing", "late, due " + Written(due) + ", closed " + Written(closed));
    }
  }
}

void YearJudge::JudgeOne(const YearMatter& matter, const DueAlert& due,
                         const YearReceiver::Taken& taken) {
  ++tally_.arrived;
  tally_.repeated += taken.repeated ? 1 : 0;
  if (taken.asked_at < due.at || (due.held && taken.asked_at < due.told_from)) {
    ++tally_.early;
    Example(matter, due.rule,
            "early, due " + Written(due.held ? due.told_from : due.at) + ", told " +
                Written(taken.asked_at));
  }
  const Duration late = taken.asked_at - due.told_from;
  if (const auto undisturbed =
          Undisturbed(taken.asked_truly_at - late, taken.asked_truly_at, excuses_.disturbed)) {
    tally_.latest = std::max(tally_.latest, *undisturbed);
    if (*undisturbed > Duration(kInTime)) {
      ++tally_.late;
      Example(matter, due.rule,
              "late, due " + Written(due.told_from) + ", told " + Written(taken.asked_at));
    }
  }
}

bool YearJudge::WasSettled(const YearMatter& matter, const DueAlert& due) const {
  std::optional<YearMoment> done = due.needless;
  for (const YearMoment& closed : matter.closed) {
    if (!done && closed.shown >= due.told_from) {
      done = closed;
    }
  }
  if (!done || due.rule == "danger") {
    return false;
  }
  const Duration waited = done->shown - due.told_from;
  const auto calm = Undisturbed(done->truly - waited, done->truly, excuses_.disturbed);
  return waited >= Duration(0) && calm.value_or(Duration(0)) <= Duration(kInTime);
}

void YearJudge::JudgeFailOver(const std::vector<YearMatter>& matters,
                              const YearReceiver::Book& first, const YearReceiver::Book& second) {
  std::map<std::string, const YearMatter*> by_name;
  for (const YearMatter& matter : matters) {
    if (matter.complaint) {
      by_name[Name(*matter.complaint)] = &matter;
    }
  }
  for (const auto& [id, alert] : second) {
    ++tally_.failed_over;
    if (alert.asked_before == 0 && alert.rule != "channel.failing") {
      Unexpected(alert, "told through the second channel unasked");
    }
    if (alert.doubled) {
      ++tally_.doubled;
      Example({}, alert.rule, "doubled on the second channel, said " + Written(alert.said_at));
    }
  }
  for (const auto& [id, alert] : first) {
    if (!alert.failed_twice_at) {
      continue;
    }
    const UtcTime failed = *alert.failed_twice_at;
    const auto told = second.find(id);
    std::optional<UtcTime> until;
    if (told != second.end()) {
      until = told->second.asked_truly_at;
    } else if (const auto matter = by_name.find(alert.complaint); matter != by_name.end()) {
      for (const YearMoment& closed : matter->second->closed) {
        until = until || closed.truly < failed ? until : closed.truly;
      }
    }
    const auto calm =
        until ? Undisturbed(failed, *until, excuses_.spare_disturbed) : std::optional<Duration>();
    if (!until) {
      ++tally_.missed;
    } else if (calm.value_or(Duration(0)) > Duration(kInTime)) {
      ++tally_.late;
    } else {
      continue;
    }
    Example({}, alert.rule,
            alert.complaint + " not told through the second channel, failed " + Written(failed));
  }
}

std::optional<Duration> YearJudge::Undisturbed(UtcTime from, UtcTime to,
                                               const Spans& disturbed) const {
  if (std::any_of(excuses_.clock_set.begin(), excuses_.clock_set.end(),
                  [&](UtcTime set) { return from <= set && set <= to; })) {
    return std::nullopt;
  }
  Duration calm = to - from;
  UtcTime counted = from;  // the spans are in the order of their beginnings, and may overlap
  for (const auto& [begin, end] : disturbed) {
    const UtcTime since = std::max(begin, counted);
    const UtcTime until = std::min(end, to);
    if (since < until) {
      calm -= until - since;
      counted = until;
    }
  }
  return calm;
}

void YearJudge::Unexpected(const YearReceiver::Taken& taken, const std::string& what) {
  ++tally_.unexpected;
  Example({}, taken.rule,
          taken.complaint + " " + std::to_string(taken.episode) + " " + what + ", said " +
              Written(taken.said_at));
}

void YearJudge::Example(const YearMatter& matter, std::string_view rule, const std::string& what) {
  if (tally_.examples.size() < kExamples) {
    std::string text = std::string(rule) + " " + what;
    if (matter.complaint) {
      text = Name(*matter.complaint) + " " + text + " (posted " + Written(matter.posted) +
             ", seen " + Written(matter.seen) + ")";
    }
    tally_.examples.push_back(text);
  }
}

}  // namespace forumwatch
