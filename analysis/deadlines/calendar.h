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

  bool operator==(const WorkFrame&) const = default;
};

struct SpecialDay {
  std::string name;      // "国庆节"
  bool working = false;  // false: public holiday; true: make-up workday (调休上班)

  bool operator==(const SpecialDay&) const = default;
};

struct WorkingCalendar {
  Zone zone;
  std::string version;                         // named in reports: which files made it
  std::vector<WorkFrame> frames;               // of a working day, in order, not overlapping
  std::set<unsigned> weekdays{1, 2, 3, 4, 5};  // ISO: Monday 1 … Sunday 7
  std::map<std::chrono::year_month_day, SpecialDay> special_days;
  std::set<int> years;  // years whose public holidays are known; others go by weekday

  [[nodiscard]] bool IsWorkingDay(LocalDay day) const;
  // "工作日", "周六", "国庆节", "调休上班（春节）"; where the year's holidays are not known it says
  // so: "周六（2031 年放假安排未录入，按星期算）".
  [[nodiscard]] std::string WhyDay(LocalDay day) const;
  [[nodiscard]] bool IsWorkingTime(UtcTime t) const;
  // Start of the first / end of the last frame of that day. Without frames: its midnights.
  [[nodiscard]] UtcTime StartOfWork(LocalDay day) const;
  [[nodiscard]] UtcTime EndOfWork(LocalDay day) const;
  // That day if it is a working day, else the next one. Looks at most 60 days ahead; the 60th
  // stands for a calendar that never works, so that a clock always ends.
  [[nodiscard]] LocalDay WorkingDayFrom(LocalDay day) const;

  [[nodiscard]] LocalDay DayOf(UtcTime t) const;
  [[nodiscard]] bool KnowsYear(LocalDay day) const;
  [[nodiscard]] const SpecialDay* SpecialDayOn(LocalDay day) const;  // null: an ordinary day
};

// The year whose public holidays are needed and not known: this one, or from November on, when
// they are announced, the next one.
std::optional<int> MissingYear(const WorkingCalendar& calendar, UtcTime now);

}  // namespace forumwatch
