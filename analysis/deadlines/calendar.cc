#include "analysis/deadlines/calendar.h"

#include <array>

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr int kLongestBreakDays = 60;

unsigned IsoWeekday(LocalDay day) {
  return std::chrono::weekday(day).iso_encoding();
}

std::string WeekdayName(LocalDay day) {
  constexpr std::array<const char*, 7> kNames = {"周一", "周二", "周三", "周四",
                                                 "周五", "周六", "周日"};
  return kNames.at(IsoWeekday(day) - 1);
}

}  // namespace

LocalDay WorkingCalendar::DayOf(UtcTime t) const {
  return std::chrono::floor<days>(zone.ToLocal(t));
}

const SpecialDay* WorkingCalendar::SpecialDayOn(LocalDay day) const {
  const auto found = special_days.find(year_month_day(day));
  return found == special_days.end() ? nullptr : &found->second;
}

bool WorkingCalendar::KnowsYear(LocalDay day) const {
  return years.contains(static_cast<int>(year_month_day(day).year()));
}

bool WorkingCalendar::IsWorkingDay(LocalDay day) const {
  const SpecialDay* const special = SpecialDayOn(day);
  return special == nullptr ? weekdays.contains(IsoWeekday(day)) : special->working;
}

std::string WorkingCalendar::WhyDay(LocalDay day) const {
  if (const SpecialDay* const special = SpecialDayOn(day); special != nullptr) {
    return special->working ? "调休上班（" + special->name + "）" : special->name;
  }
  std::string kind = IsWorkingDay(day) ? "工作日" : WeekdayName(day);
  if (KnowsYear(day)) {
    return kind;
  }
  const int year = static_cast<int>(year_month_day(day).year());
  return kind + "（" + std::to_string(year) + " 年放假安排未录入，按星期算）";
}

bool WorkingCalendar::IsWorkingTime(UtcTime t) const {
  const LocalTime local = zone.ToLocal(t);
  const LocalDay day = std::chrono::floor<days>(local);
  if (!IsWorkingDay(day)) {
    return false;
  }
  const Duration since_midnight = local - day;
  for (const WorkFrame& frame : frames) {
    if (since_midnight >= frame.from && since_midnight < frame.to) {
      return true;
    }
  }
  return frames.empty();
}

UtcTime WorkingCalendar::StartOfWork(LocalDay day) const {
  return zone.ToUtc(day + (frames.empty() ? std::chrono::minutes(0) : frames.front().from));
}

UtcTime WorkingCalendar::EndOfWork(LocalDay day) const {
  return zone.ToUtc(day + (frames.empty() ? std::chrono::hours(24) : frames.back().to));
}

LocalDay WorkingCalendar::WorkingDayFrom(LocalDay day) const {
  for (int ahead = 0; ahead < kLongestBreakDays; ++ahead) {
    if (IsWorkingDay(day)) {
      return day;
    }
    day += days(1);
  }
  return day;
}

std::optional<int> MissingYear(const WorkingCalendar& calendar, UtcTime now) {
  const year_month_day today(calendar.DayOf(now));
  const int year = static_cast<int>(today.year());
  if (!calendar.years.contains(year)) {
    return year;
  }
  if (today.month() >= std::chrono::November && !calendar.years.contains(year + 1)) {
    return year + 1;
  }
  return std::nullopt;
}

}  // namespace forumwatch
