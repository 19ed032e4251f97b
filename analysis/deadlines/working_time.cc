#include "analysis/deadlines/working_time.h"

#include <algorithm>
#include <string>

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Collects stretches of one range; neighbours with one reason become one.
class Stretches {
 public:
  Stretches(const Zone& zone, UtcTime from, UtcTime to, std::string_view rule)
      : zone_(zone), from_(from), to_(to), rule_("（" + std::string(rule) + "）") {}

  void Add(LocalTime local_from, LocalTime local_to, bool counts, const std::string& why) {
    const UtcTime from = std::max(from_, zone_.ToUtc(local_from));
    const UtcTime to = std::min(to_, zone_.ToUtc(local_to));
    if (from >= to) {
      return;
    }
    const std::string reason = why + rule_;
    if (!intervals_.empty() && intervals_.back().counts == counts &&
        intervals_.back().why == reason) {
      intervals_.back().to = to;
    } else {
      intervals_.push_back({from, to, counts, reason});
    }
  }

  std::vector<ClockInterval> Take() { return std::move(intervals_); }

 private:
  const Zone& zone_;
  UtcTime from_;
  UtcTime to_;
  std::string rule_;
  std::vector<ClockInterval> intervals_;
};

std::string WorkReason(const WorkingCalendar& calendar, LocalDay day) {
  const std::string why = calendar.WhyDay(day);
  return why == "工作日" ? "工作时间，计入" : "工作时间，" + why + "，计入";
}

std::string RestReason(const WorkingCalendar& calendar, LocalDay day) {
  const SpecialDay* const special = calendar.SpecialDayOn(day);
  return (special == nullptr ? calendar.WhyDay(day) : special->name + "放假") + "，不计";
}

std::string PauseReason(minutes from, minutes to) {
  const bool over_noon = from < hours(14) && to > hours(12);
  return over_noon ? "午休，不计" : "两班之间，不计";
}

void AddWorkingDay(const WorkingCalendar& calendar, LocalDay day, Stretches& stretches) {
  if (calendar.frames.empty()) {
    stretches.Add(day, day + days(1), true, WorkReason(calendar, day));
    return;
  }
  minutes reached{0};
  for (const WorkFrame& frame : calendar.frames) {
    const bool first = &frame == &calendar.frames.front();
    stretches.Add(day + reached, day + frame.from, false,
                  first ? "上班前，不计" : PauseReason(reached, frame.from));
    stretches.Add(day + frame.from, day + frame.to, true, WorkReason(calendar, day));
    reached = frame.to;
  }
  stretches.Add(day + reached, day + days(1), false, "下班后，不计");
}

}  // namespace

std::vector<ClockInterval> WorkingIntervals(const WorkingCalendar& calendar, UtcTime from,
                                            UtcTime to, std::string_view rule) {
  Stretches stretches(calendar.zone, from, to, rule);
  const LocalTime end = calendar.zone.ToLocal(to);
  for (LocalDay day = calendar.DayOf(from); day <= end; day += days(1)) {
    if (calendar.IsWorkingDay(day)) {
      AddWorkingDay(calendar, day, stretches);
    } else {
      stretches.Add(day, day + days(1), false, RestReason(calendar, day));
    }
  }
  return stretches.Take();
}

Duration CountedTime(std::span<const ClockInterval> intervals) {
  Duration counted{0};
  for (const ClockInterval& interval : intervals) {
    counted += interval.counts ? interval.to - interval.from : Duration(0);
  }
  return counted;
}

std::optional<UtcTime> WhenCounted(std::span<const ClockInterval> intervals, Duration counted) {
  for (const ClockInterval& interval : intervals) {
    if (!interval.counts) {
      continue;
    }
    const Duration length = interval.to - interval.from;
    if (counted <= length) {
      return interval.from + counted;
    }
    counted -= length;
  }
  return std::nullopt;
}

UtcTime AfterWorkingDays(const WorkingCalendar& calendar, UtcTime from, int count) {
  LocalDay last = calendar.WorkingDayFrom(calendar.DayOf(from));
  for (int day = 0; day < count; ++day) {
    last = calendar.WorkingDayFrom(last + days(1));
  }
  Duration of_a_day{calendar.frames.empty() ? hours(24) : hours(0)};
  for (const WorkFrame& frame : calendar.frames) {
    of_a_day += frame.to - frame.from;
  }
  const UtcTime latest = calendar.EndOfWork(last);
  return WhenCounted(WorkingIntervals(calendar, from, latest, ""), of_a_day * count)
      .value_or(latest);
}

}  // namespace forumwatch
