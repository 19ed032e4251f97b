// Calendars for tests: the one that is shipped, and times written as people read them.
#pragma once

#include <stdexcept>
#include <string>

#include "config/calendar_file.h"

namespace forumwatch {

// "2026-03-02 21:14" or "2026-03-02 21:14:05" on the wall of that zone.
inline UtcTime At(const std::string& local, const Zone& zone = Zone("Asia/Shanghai")) {
  std::string text = local;
  text[10] = 'T';
  const auto as_utc = ParseRfc3339(text + (text.size() == 16 ? ":00Z" : "Z"));
  if (!as_utc) {
    throw std::invalid_argument(local);
  }
  return zone.ToUtc(LocalTime(as_utc->time_since_epoch()));
}

inline LocalDay Day(int year, unsigned month, unsigned day) {
  return LocalDay(std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                              std::chrono::day(day)));
}

inline WorkingCalendar ShippedCalendar(const std::string& zone = "Asia/Shanghai") {
  return LoadWorkingCalendar({.directory = FORUMWATCH_SOURCE_DIR "/config/calendars",
                              .more_files = {},
                              .own_frames = {},
                              .own_weekdays = {},
                              .own_days = {}},
                             Zone(zone));
}

}  // namespace forumwatch
