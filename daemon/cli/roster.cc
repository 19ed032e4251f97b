#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"
#include "config/roles.h"
#include "daemon/cli/commands.h"
#include "daemon/clock.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

constexpr int kDaysAhead = 30;  // for gaps

std::string DayInIso(LocalDay day) {
  return FormatRfc3339(UtcTime(day.time_since_epoch()), std::chrono::minutes(0)).substr(0, 10);
}

// A role on one day: who is told.
struct RoleOnDay {
  std::string role;
  bool rostered = false;
  std::vector<std::string> who;   // on duty
  std::vector<Contact> contacts;  // of the role itself, whoever is on duty

  [[nodiscard]] bool gap() const { return rostered && who.empty(); }
};

std::vector<RoleOnDay> RolesOn(const Config& config, LocalDay day) {
  std::vector<RoleOnDay> roles;
  for (const std::string& role : KnownRoles()) {
    const auto roster = config.roster.roles.find(role);
    const auto contacts = config.roles.find(role);
    RoleOnDay on_day{role, roster != config.roster.roles.end(), {}, {}};
    if (on_day.rostered) {
      on_day.who = OnDuty(roster->second, day);
    }
    if (contacts != config.roles.end()) {
      on_day.contacts = contacts->second;
    }
    if (on_day.rostered || !on_day.contacts.empty()) {
      roles.push_back(std::move(on_day));
    }
  }
  return roles;
}

std::string ContactsInWords(const std::vector<Contact>& contacts, std::string_view between) {
  std::string text;
  for (const Contact& contact : contacts) {
    text += (text.empty() ? "" : std::string(between)) + PlainLine(contact.channel) +
            (contact.to.empty() ? "" : " " + PlainLine(contact.to));
  }
  return text;
}

// "张敏（邮件 zhangmin@…，送不到再用 值班群）；另外总会发给 值班群"
std::string RoleInWords(const RoleOnDay& role, const Config& config) {
  std::string text;
  for (const std::string& name : role.who) {
    text += (text.empty() ? "" : "、") + PlainLine(name) + "（" +
            ContactsInWords(config.people.at(name), "，送不到再用 ") + "）";
  }
  if (role.gap()) {
    text += "缺人，没有人值班";
  }
  if (!role.contacts.empty()) {
    text += (text.empty() ? "" : "；不论谁值班都发给 ") + ContactsInWords(role.contacts, "、");
  } else if (role.gap()) {
    text += "；提醒改发给别的角色";
  }
  return text;
}

void SayRoster(const Config& config, LocalDay day, const std::vector<RosterGap>& gaps,
               const Zone& zone) {
  const UtcTime from = zone.ToUtc(day + config.roster.changes_at);
  std::cout << DayInIso(day) << "（" << ChineseWeekday(std::chrono::weekday(day).iso_encoding())
            << "），从 " << WrittenMoment(from, zone, from) << " 起一天\n";
  for (const RoleOnDay& role : RolesOn(config, day)) {
    std::cout << (role.gap() ? "不好  " : "      ") << ChineseRole(role.role) << "（" << role.role
              << "）：" << RoleInWords(role, config) << "\n";
  }
  for (const RosterGap& gap : gaps) {
    std::cout << "不好  " << WrittenDay(gap.day) << " 没有 " << gap.role << " 值班\n";
  }
  if (config.roster.roles.empty()) {
    std::cout << "没有排班：配置里没有 roster，各角色总是同一些人\n";
  }
}

ordered_json ContactsInJson(const std::vector<Contact>& contacts) {
  ordered_json list = ordered_json::array();
  for (const Contact& contact : contacts) {
    list.push_back({{"channel", contact.channel},
                    {"to", contact.to.empty() ? ordered_json(nullptr) : ordered_json(contact.to)}});
  }
  return list;
}

void WriteRoster(const Config& config, LocalDay day, const std::vector<RosterGap>& gaps,
                 const Zone& zone) {
  ordered_json roles = ordered_json::array();
  for (const RoleOnDay& role : RolesOn(config, day)) {
    ordered_json who = ordered_json::array();
    for (const std::string& name : role.who) {
      who.push_back({{"name", name}, {"contacts", ContactsInJson(config.people.at(name))}});
    }
    roles.push_back({{"role", role.role},
                     {"on_duty", std::move(who)},
                     {"always", ContactsInJson(role.contacts)},
                     {"gap", role.gap()}});
  }
  ordered_json ahead = ordered_json::array();
  for (const RosterGap& gap : gaps) {
    ahead.push_back({{"role", gap.role}, {"date", DayInIso(gap.day)}});
  }
  const ordered_json json = {
      {"date", DayInIso(day)},
      {"from", zone.Format(zone.ToUtc(day + config.roster.changes_at))},
      {"to", zone.Format(zone.ToUtc(day + std::chrono::days(1) + config.roster.changes_at))},
      {"roles", std::move(roles)},
      {"gaps", std::move(ahead)}};
  std::cout << json.dump(2, ' ', false, ordered_json::error_handler_t::replace) << "\n";
}

}  // namespace

ExitCode Roster(const CommonOptions& common, std::optional<std::chrono::year_month_day> date) {
  const Config config = LoadConfig(common.config, common.places);
  const Zone zone(config.zone);
  const LocalDay day =
      date ? LocalDay(*date)
           : DutyDayOf(config.roster, zone, common.now.value_or(SystemClock().Now()));
  const auto gaps =
      GapsWithin(config.roster, day + std::chrono::days(1), kDaysAhead);  // the day shows its own
  if (common.json) {
    WriteRoster(config, day, gaps, zone);
  } else {
    SayRoster(config, day, gaps, zone);
  }
  return ExitCode::Done;
}

}  // namespace forumwatch
