#include "config/sections.h"

namespace forumwatch {
namespace {

void ReadOwnDay(const JsonValue& item, OwnDays& days) {
  const JsonValue date = item.Required("date", "哪一天，例如 \"2026-03-01\"");
  const auto day = date.Date();
  const std::string name =
      item.Required("name", "这一天是什么日子，例如 \"集中入伙\"").NonEmptyText();
  const bool working = item.Required("working", "这一天上班是 true，放假是 false").Bool(false);
  if (day && !days.emplace(*day, SpecialDay{name, working}).second) {
    date.Mistake(date.Text() + " 写了两遍，只留一个");
  }
}

}  // namespace

OwnCalendar ReadOwnCalendar(const JsonValue& section, const std::filesystem::path& folder) {
  OwnCalendar own;
  own.frames = ReadWorkFrames(section["hours"]);
  own.weekdays = ReadWeekdays(section["weekdays"]);
  for (const JsonValue& item : section["days"].Items()) {
    ReadOwnDay(item, own.days);
  }
  for (const std::string& file : section["files"].Texts()) {
    own.files.push_back(folder / file);
  }
  return own;
}

WorkingCalendar MakeCalendar(const OwnCalendar& company, const OwnCalendar& community,
                             ConfigDraft& draft) {
  CalendarSources sources{draft.data.calendars(), company.files,
                          community.frames.empty() ? company.frames : community.frames,
                          community.weekdays.empty() ? company.weekdays : community.weekdays,
                          community.days};
  sources.more_files.insert(sources.more_files.end(), community.files.begin(),
                            community.files.end());
  sources.own_days.insert(company.days.begin(), company.days.end());
  try {
    return LoadWorkingCalendar(sources, draft.zone);
  } catch (const ConfigError& error) {
    draft.mistakes.insert(draft.mistakes.end(), error.mistakes().begin(), error.mistakes().end());
    return {draft.zone, {}, {}, {}, {}, {}};
  }
}

}  // namespace forumwatch
