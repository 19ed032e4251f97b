// roster: shifts by weekday and by date. A day that nobody has is a warning, not a mistake: alerts
// of that day go to somebody else, and it is said wherever people look.
#include <algorithm>

#include "config/roles.h"
#include "config/sections.h"

namespace forumwatch {
namespace {

std::string ReadShiftRole(const JsonValue& value) {
  const std::vector<std::string>& known = KnownRoles();
  std::string role = value.NonEmptyText();
  if (role.empty() || std::find(known.begin(), known.end(), role) != known.end()) {
    return role;
  }
  const std::string meant = Closest(role, known);
  value.Mistake("没有“" + role + "”这个角色" + (meant.empty() ? "" : "，是不是“" + meant + "”？"));
  return {};
}

std::vector<std::string> ReadWho(const JsonValue& list, const Config& config) {
  std::vector<std::string> known;
  for (const auto& [name, contacts] : config.people) {
    known.push_back(name);
  }
  std::vector<std::string> who;
  for (const JsonValue& item : list.Items()) {
    std::string name = item.NonEmptyText();
    if (name.empty()) {
      continue;
    }
    if (!config.people.contains(name)) {
      const std::string meant = Closest(name, known);
      item.Mistake("people 里没有“" + name + "”" +
                   (meant.empty() ? "" : "，是不是“" + meant + "”？") +
                   (known.empty() ? "" : "（现有 " + Listed(known) + "）"));
    } else if (std::find(who.begin(), who.end(), name) != who.end()) {
      item.Mistake("“" + name + "”写了两遍");
    } else {
      who.push_back(std::move(name));
    }
  }
  if (list.is_list() && list.Items().empty()) {
    list.Mistake("至少要有一个人；没有人值班就删去这一班");
  }
  return who;
}

void ReadDated(const JsonValue& shift, std::vector<std::string> who, RoleRoster& roster) {
  const JsonValue from = shift.Required("from", "从哪一天起，例如 \"2026-10-01\"");
  const JsonValue to = shift["to"];
  const auto first = from.Date();
  const auto last = to.present() ? to.Date() : first;
  if (!first || !last) {
    return;
  }
  const DatedDuty duty{LocalDay(*first), LocalDay(*last), std::move(who)};
  if (duty.to < duty.from) {
    to.Mistake("最后一天在第一天之前");
  } else if (std::any_of(roster.dates.begin(), roster.dates.end(), [&](const DatedDuty& other) {
               return duty.from <= other.to && other.from <= duty.to;
             })) {
    from.Mistake("这个角色在这几天已经另有一班；同一天的人要写在一班里");
  } else {
    roster.dates.push_back(duty);
  }
}

// On weekdays or on dates.
void ReadShift(const JsonValue& shift, Config& config) {
  const std::string role = ReadShiftRole(shift.Required("role", "哪个角色值班，例如 \"monitor\""));
  std::vector<std::string> who =
      ReadWho(shift.Required("who", "谁值班，写 people 里的名字"), config);
  const JsonValue weekdays = shift["weekdays"];
  const bool dated = shift["from"].present() || shift["to"].present();
  if (weekdays.present() == dated && shift.is_object()) {
    shift.Mistake("要写 \"weekdays\"（每周哪几天）或 \"from\"、\"to\"（哪几天），只写一种");
    return;
  }
  RoleRoster roster;
  RoleRoster& kept = role.empty() ? roster : config.roster.roles[role];
  if (dated) {
    ReadDated(shift, std::move(who), kept);
  } else {
    kept.weekly.push_back({ReadWeekdays(weekdays), std::move(who)});
  }
}

void WarnOfGaps(const JsonValue& shifts, const Config& config) {
  for (const auto& [role, roster] : config.roster.roles) {
    std::vector<std::string> days;
    for (const unsigned weekday : WeekdaysWithNobody(roster)) {
      days.emplace_back(ChineseWeekday(weekday));
    }
    if (!days.empty()) {
      shifts.Warning("角色 " + role + " 在" + Listed(days) +
                     "没有人值班（另写了日期的除外）：那几天的提醒只发给 roles 里的 " + role +
                     "，那里也没有就发给别的角色");
    }
  }
}

void WarnOfThoseNotOnDuty(const JsonValue& people, const Config& config) {
  std::set<std::string> on_duty;
  for (const auto& [role, roster] : config.roster.roles) {
    for (const WeeklyDuty& duty : roster.weekly) {
      on_duty.insert(duty.who.begin(), duty.who.end());
    }
    for (const DatedDuty& duty : roster.dates) {
      on_duty.insert(duty.who.begin(), duty.who.end());
    }
  }
  for (const auto& [name, contacts] : people.Members()) {
    if (!on_duty.contains(name)) {
      contacts.Warning("“" + name + "”没有排班，平时收不到提醒");
    }
  }
}

}  // namespace

void ReadRoster(const JsonValue& root, ConfigDraft& draft) {
  const JsonValue section = root["roster"];
  const JsonValue changes_at = section["changes_at"];
  if (const auto time = changes_at.present() ? changes_at.TimeOfDay() : std::nullopt) {
    if (*time == std::chrono::hours(24)) {
      changes_at.Mistake("半夜换班写 \"00:00\"");
    }
    draft.config.roster.changes_at = *time;
  }
  const JsonValue shifts = section["shifts"];
  for (const JsonValue& shift : shifts.Items()) {
    ReadShift(shift, draft.config);
  }
  WarnOfGaps(shifts, draft.config);
  WarnOfThoseNotOnDuty(root["people"], draft.config);
}

}  // namespace forumwatch
