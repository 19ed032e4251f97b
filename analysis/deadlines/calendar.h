// The working calendar as data: hours with breaks, public holidays, make-up workdays. Filled by
// config from config/calendars/*.json; immutable afterwards; any thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"

namespace forumwatch {

// [from, to) as time since local midnight; `to` may be 24:00.
struct WorkFrame {
  std::chrono::minutes from{};
  std::chrono::minutes to{};
};

struct SpecialDay {
  std::string name;      // "国庆节"
  bool working = false;  // false: public holiday; true: make-up workday (调休上班)
};

struct WorkingCalendar {
  Zone zone;
  std::string version;                         // named in reports: which files made it
  std::vector<WorkFrame> frames;               // of a working day, in order, not overlapping
  std::set<unsigned> weekdays{1, 2, 3, 4, 5};  // ISO: Monday 1 … Sunday 7
  std::map<std::chrono::year_month_day, SpecialDay> special_days;
  std::set<int> years;  // years whose public holidays are known

  [[nodiscard]] bool IsWorkingDay(LocalDay day) const;
  [[nodiscard]] std::string WhyDay(
      LocalDay day) const;  // "工作日", "周六", "国庆节", "调休上班（春节）"
  [[nodiscard]] bool IsWorkingTime(UtcTime t) const;
  // Start of the first / end of the last frame of that day.
  [[nodiscard]] UtcTime StartOfWork(LocalDay day) const;
  [[nodiscard]] UtcTime EndOfWork(LocalDay day) const;
  // That day if it is a working day, else the next one. Looks at most 60 days ahead.
  [[nodiscard]] LocalDay WorkingDayFrom(LocalDay day) const;
};

}  // namespace forumwatch
