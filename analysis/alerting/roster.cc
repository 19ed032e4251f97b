#include "analysis/alerting/roster.h"

#include <algorithm>

namespace forumwatch {
namespace {

void AddEach(const std::vector<std::string>& names, std::vector<std::string>& all) {
  for (const std::string& name : names) {
    if (std::find(all.begin(), all.end(), name) == all.end()) {
      all.push_back(name);
    }
  }
}

std::vector<std::string> OnWeekday(const RoleRoster& roster, unsigned weekday) {
  std::vector<std::string> who;
  for (const WeeklyDuty& duty : roster.weekly) {
    if (duty.weekdays.contains(weekday)) {
      AddEach(duty.who, who);
    }
  }
  return who;
}

}  // namespace

LocalDay DutyDayOf(const DutyRoster& roster, const Zone& zone, UtcTime t) {
  return std::chrono::floor<std::chrono::days>(zone.ToLocal(t) - roster.changes_at);
}

std::vector<std::string> OnDuty(const RoleRoster& roster, LocalDay day) {
  const auto dated =
      std::find_if(roster.dates.begin(), roster.dates.end(),
                   [day](const DatedDuty& duty) { return duty.from <= day && day <= duty.to; });
  if (dated != roster.dates.end()) {
    std::vector<std::string> who;
    AddEach(dated->who, who);
    return who;
  }
  return OnWeekday(roster, std::chrono::weekday(day).iso_encoding());
}

std::vector<unsigned> WeekdaysWithNobody(const RoleRoster& roster) {
  std::vector<unsigned> without;
  for (unsigned weekday = 1; weekday <= 7; ++weekday) {
    if (OnWeekday(roster, weekday).empty()) {
      without.push_back(weekday);
    }
  }
  return without;
}

std::vector<RosterGap> GapsWithin(const DutyRoster& roster, LocalDay from, int days) {
  std::vector<RosterGap> gaps;
  for (LocalDay day = from; day < from + std::chrono::days(days); day += std::chrono::days(1)) {
    for (const auto& [role, of_role] : roster.roles) {
      if (OnDuty(of_role, day).empty()) {
        gaps.push_back({role, day});
      }
    }
  }
  return gaps;
}

std::string_view ChineseWeekday(unsigned iso) {
  constexpr std::string_view kNames[] = {"",     "周一", "周二", "周三",
                                         "周四", "周五", "周六", "周日"};
  return kNames[iso <= 7 ? iso : 0];
}

}  // namespace forumwatch
