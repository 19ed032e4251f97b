// A stretch of time, cut at the edges of working time: what counts, what does not, and why. Pure;
// any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/deadlines/calendar.h"
#include "analysis/model/duty.h"

namespace forumwatch {

// [from, to) without gap or overlap, in order; every reason ends with `rule`. Empty when from >=
// to.
std::vector<ClockInterval> WorkingIntervals(const WorkingCalendar& calendar, UtcTime from,
                                            UtcTime to, std::string_view rule);

Duration CountedTime(std::span<const ClockInterval> intervals);

// The instant at which that much counted time has passed; nullopt when the intervals hold less.
std::optional<UtcTime> WhenCounted(std::span<const ClockInterval> intervals, Duration counted);

// When as much working time has passed since `from` as `count` working days have. In working hours
// that is the same hour `count` working days later; outside them the end of the last one of those
// days. Where the calendar holds less (it never works, a clock set forward took some of it): the
// end of the last day looked at.
UtcTime AfterWorkingDays(const WorkingCalendar& calendar, UtcTime from, int count);

}  // namespace forumwatch
