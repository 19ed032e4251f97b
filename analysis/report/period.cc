#include <algorithm>

#include "analysis/report/monthly.h"

namespace forumwatch {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::year_month;
using std::chrono::year_month_day_last;

LocalDay CutoffOf(year_month month, unsigned cutoff_day) {
  const day last = year_month_day_last(month.year(), month.month() / std::chrono::last).day();
  return LocalDay(month / std::clamp(day(cutoff_day), day(1), last));
}

UtcTime DayAfter(LocalDay day, const Zone& zone) {
  return zone.ToUtc(LocalTime(day + days(1)));
}

}  // namespace

ReportPeriod StatisticalMonth(year_month month, unsigned cutoff_day, const Zone& zone) {
  return {month, DayAfter(CutoffOf(month - std::chrono::months(1), cutoff_day), zone),
          DayAfter(CutoffOf(month, cutoff_day), zone)};
}

}  // namespace forumwatch
