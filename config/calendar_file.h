// config/calendars/*.json → WorkingCalendar. hours.json holds the hours of an ordinary week, each
// other file the public holidays and make-up workdays of one year. Throws ConfigError with every
// mistake of every file and its place.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analysis/deadlines/calendar.h"
#include "config/json_reader.h"

namespace forumwatch {

struct WorkHours {
  std::vector<WorkFrame> frames;  // in order, not overlapping, at least one
  std::set<unsigned> weekdays;    // at least one
};

struct YearOfHolidays {
  int year = 0;
  std::map<std::chrono::year_month_day, SpecialDay>
      days;  // some may lie in the year before or after
};

// These note mistakes in the file and leave out what is wrong. A list that is absent is empty.
std::vector<WorkFrame> ReadWorkFrames(const JsonValue& list);
std::set<unsigned> ReadWeekdays(const JsonValue& list);
WorkHours ReadWorkHours(const JsonFile& file);
YearOfHolidays ReadYearOfHolidays(const JsonFile& file);

// Days of a company's own, with the name each goes by; they win over the files.
using OwnDays = std::map<std::chrono::year_month_day, SpecialDay>;

struct CalendarSources {
  std::filesystem::path directory;                // hours.json and the years; all *.json are read
  std::vector<std::filesystem::path> more_files;  // further years; the later file wins a day
  std::vector<WorkFrame> own_frames;              // empty: those of hours.json
  std::set<unsigned> own_weekdays;                // empty: those of hours.json
  OwnDays own_days;
};

// The version names the years and a fingerprint of everything that decides a working day.
WorkingCalendar LoadWorkingCalendar(const CalendarSources& sources, const Zone& zone);

}  // namespace forumwatch
