// Who is on duty for a role on which day (值班表): by weekday, and by date where that differs.
// Pure; any thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/deadlines/zone.h"

namespace forumwatch {

// On these weekdays, these people.
struct WeeklyDuty {
  std::set<unsigned> weekdays;  // ISO: Monday 1 … Sunday 7
  std::vector<std::string> who;
};

// From the first day to the last these people, and not those of the weekday.
struct DatedDuty {
  LocalDay from{};
  LocalDay to{};
  std::vector<std::string> who;
};

struct RoleRoster {
  std::vector<WeeklyDuty> weekly;
  std::vector<DatedDuty> dates;  // not overlapping
};

struct DutyRoster {
  // A day of duty begins then and lasts until that hour of the next day: 08:00 gives the night to
  // whoever was there the day before.
  std::chrono::minutes changes_at{0};
  std::map<std::string, RoleRoster, std::less<>> roles;
};

// The day of duty that an instant belongs to.
LocalDay DutyDayOf(const DutyRoster& roster, const Zone& zone, UtcTime t);

// Each once, in the order of the roster; empty: a gap.
std::vector<std::string> OnDuty(const RoleRoster& roster, LocalDay day);

// Weekdays on which nobody is on duty unless a date says otherwise.
std::vector<unsigned> WeekdaysWithNobody(const RoleRoster& roster);

// A role that nobody has on a day.
struct RosterGap {
  std::string role;
  LocalDay day{};
};
// Of `days` days from that one on, by day.
std::vector<RosterGap> GapsWithin(const DutyRoster& roster, LocalDay from, int days);

// "周一"; 1 … 7
std::string_view ChineseWeekday(unsigned iso);

}  // namespace forumwatch
