#include "daemon/cli/config_summary.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "analysis/alerting/roster.h"
#include "config/robots.h"
#include "config/roles.h"
#include "crawlers/http/masked_url.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

// "https://hooks.example.com/…": the rest of a webhook's address is a key.
std::string WithoutPath(const std::string& url) {
  const auto scheme = url.find("://");
  const auto path = url.find_first_of("/?#", scheme == std::string::npos ? 0 : scheme + 3);
  return path == std::string::npos ? url : url.substr(0, path) + "/…";
}

std::string ChannelText(const ChannelConfig& channel) {
  if (channel.robot) {
    return std::string(FormOf(channel.robot->kind).name) + "机器人，" +
           WithoutPath(channel.robot->url) + (channel.robot->secret.empty() ? "" : "，签名");
  }
  if (channel.webhook) {
    return WithoutPath(channel.webhook->url) +
           (channel.webhook->secret.empty() ? "，不签名" : "，签名");
  }
  return channel.mail->server + "，发件人 " + channel.mail->from;
}

std::string ContactText(const Contact& contact) {
  return contact.channel + (contact.to.empty() ? "" : " " + contact.to);
}

std::vector<std::string> RulesOf(const std::string& role, const AlertingOptions& alerting) {
  std::vector<std::string> rules;
  for (const auto& [rule, roles] : alerting.receivers) {
    for (const std::string& receiver : roles) {
      if (receiver == role) {
        rules.push_back(rule);
      }
    }
  }
  return rules;
}

template <typename Items, typename Write>
std::string Listed(const Items& items, Write write) {
  std::string text;
  for (const auto& item : items) {
    text += (text.empty() ? "" : "、") + write(item);
  }
  return text;
}

std::string Pause(std::chrono::seconds pause) {
  const bool in_minutes = pause >= std::chrono::minutes(1) && pause.count() % 60 == 0;
  return in_minutes ? WrittenSpan(pause) : std::to_string(pause.count()) + " 秒";
}

std::string HowOften(const SourceConfig& source) {
  const bool slows_down = source.quiet_interval > source.interval;
  return "每 " + Pause(source.interval) + "看一次" +
         (slows_down ? "（安静时 " + Pause(source.quiet_interval) + "）" : "");
}

std::string LoginText(const SourceConfig& source) {
  if (!source.login) {
    return {};
  }
  const LoginConfig& login = *source.login;
  return login.user.empty() ? "，用 " + login.file + " 登录" : "，以 " + login.user + " 登录";
}

std::string CommunityText(const CommunityConfig& community, const Config& config) {
  std::string text = "  " + community.name + "\n";
  for (const SourceConfig& source : community.sources) {
    text += "    " + source.name + "：" + source.engine + "，" + HowOften(source) + "，物业账号 " +
            std::to_string(source.staff.size()) + " 个" + LoginText(source) +
            (source.reply ? "，批准的回帖由 " + source.reply->as.account + " 代发" : "") +
            "\n      " + MaskedUrl(source.url) + "\n";
  }
  if (community.calendar.version != config.calendar.version) {
    text += "    日历：" + community.calendar.version + "\n";
  }
  return text;
}

std::string RoleText(const std::string& role, const Config& config) {
  const auto contacts = config.roles.find(role);
  const bool rostered = config.roster.roles.contains(role);
  if (contacts == config.roles.end() && !rostered) {
    return {};
  }
  std::string reached = contacts == config.roles.end() ? "" : Listed(contacts->second, ContactText);
  if (rostered) {
    reached += (reached.empty() ? "" : "；") + std::string("当天值班的人");
  }
  const auto rules = RulesOf(role, config.alerting);
  return "  " + std::string(ChineseRole(role)) + "（" + role + "）：" + reached + "\n    收到 " +
         (rules.empty() ? "——" : Listed(rules, [](const std::string& rule) { return rule; })) +
         "\n";
}

std::string HandlersText(const Permissions& permissions) {
  const auto in_chinese = [](const std::string& role) { return std::string(ChineseRole(role)); };
  const auto as_is = [](const std::string& account) { return account; };
  std::string text;
  for (const auto& [name, person] : permissions.people) {
    text += "  " + name + "：" + Listed(person.roles, in_chinese);
    text += person.accounts.empty() ? "" : "，账号 " + Listed(person.accounts, as_is);
    text += "\n";
  }
  return text.empty() ? "" : "谁能办理投诉\n" + text;
}

ordered_json MistakesJson(const std::vector<ConfigMistake>& mistakes) {
  ordered_json list = ordered_json::array();
  for (const ConfigMistake& mistake : mistakes) {
    list.push_back({{"file", mistake.file},
                    {"line", mistake.line},
                    {"column", mistake.column},
                    {"path", mistake.path},
                    {"message", mistake.message}});
  }
  return list;
}

ordered_json CalendarJson(const WorkingCalendar& calendar) {
  return {{"version", calendar.version}, {"years", calendar.years}};
}

ordered_json CommunityJson(const CommunityConfig& community) {
  ordered_json sources = ordered_json::array();
  for (const SourceConfig& source : community.sources) {
    sources.push_back({{"name", source.name},
                       {"engine", source.engine},
                       {"url", MaskedUrl(source.url)},
                       {"interval_seconds", source.interval.count()},
                       {"staff", source.staff}});
  }
  return {{"name", community.name},
          {"sources", sources},
          {"calendar", CalendarJson(community.calendar)}};
}

ordered_json ChannelJson(const ChannelConfig& channel) {
  if (channel.robot) {
    return {{"name", channel.name},
            {"kind", FormOf(channel.robot->kind).word},
            {"url", WithoutPath(channel.robot->url)},
            {"signed", !channel.robot->secret.empty()},
            {"mention", channel.robot->mention}};
  }
  if (channel.webhook) {
    return {{"name", channel.name},
            {"kind", "webhook"},
            {"url", WithoutPath(channel.webhook->url)},
            {"signed", !channel.webhook->secret.empty()}};
  }
  return {{"name", channel.name},
          {"kind", "mail"},
          {"server", channel.mail->server},
          {"from", channel.mail->from}};
}

ordered_json ContactsJson(const std::vector<Contact>& contacts) {
  ordered_json list = ordered_json::array();
  for (const Contact& contact : contacts) {
    list.push_back({{"channel", contact.channel}, {"to", contact.to}});
  }
  return list;
}

ordered_json RolesJson(const Config& config) {
  ordered_json roles = ordered_json::object();
  for (const auto& [role, contacts] : config.roles) {
    roles[role] = {{"contacts", ContactsJson(contacts)}, {"rules", RulesOf(role, config.alerting)}};
  }
  return roles;
}

ordered_json PeopleJson(const Config& config) {
  ordered_json people = ordered_json::object();
  for (const auto& [name, contacts] : config.people) {
    people[name] = ContactsJson(contacts);
  }
  return people;
}

ordered_json HandlersJson(const Permissions& permissions) {
  ordered_json people = ordered_json::object();
  for (const auto& [name, person] : permissions.people) {
    people[name] = {{"roles", person.roles}, {"accounts", person.accounts}};
  }
  return {{"people", people}, {"steps", permissions.steps}};
}

}  // namespace

std::string SummaryText(const ConfigCheck& check) {
  const Config& config = *check.config;
  std::string text = "配置没有错误：" + check.file.string() + "\n公司：" + config.company +
                     "\n数据库：" + config.store.string() + "\n小区 " +
                     std::to_string(config.communities.size()) + " 个\n";
  for (const CommunityConfig& community : config.communities) {
    text += CommunityText(community, config);
  }
  text += "日历：" + config.calendar.version + "\n通道 " + std::to_string(config.channels.size()) +
          " 个\n";
  for (const ChannelConfig& channel : config.channels) {
    text += "  " + channel.name + "：" + ChannelText(channel) + "\n";
  }
  text += "谁收提醒\n";
  for (const std::string& role : KnownRoles()) {
    text += RoleText(role, config);
  }
  for (const auto& [name, contacts] : config.people) {
    text += "  " + name + "：" + Listed(contacts, ContactText) + "\n";
  }
  text += HandlersText(config.permissions);
  if (!config.heartbeat.url.empty()) {
    text += "看门网址：" + WithoutPath(config.heartbeat.url) + "，" + "每 " +
            Pause(config.heartbeat.every) + "访问一次\n";
  }
  text += "统计月：截止到每月 " + std::to_string(config.cutoff_day) + " 日\n";
  if (!check.warnings.empty()) {
    text += "要留意 " + std::to_string(check.warnings.size()) + " 处\n";
  }
  for (const ConfigMistake& warning : check.warnings) {
    text += "  " + Describe(warning) + "\n";
  }
  return text;
}

std::string SummaryJson(const ConfigCheck& check) {
  ordered_json json = {{"file", check.file.string()},
                       {"ok", check.mistakes.empty()},
                       {"mistakes", MistakesJson(check.mistakes)},
                       {"warnings", MistakesJson(check.warnings)}};
  if (check.config) {
    const Config& config = *check.config;
    json["company"] = config.company;
    json["store"] = config.store.string();
    json["communities"] = ordered_json::array();
    for (const CommunityConfig& community : config.communities) {
      json["communities"].push_back(CommunityJson(community));
    }
    json["calendar"] = CalendarJson(config.calendar);
    json["channels"] = ordered_json::array();
    for (const ChannelConfig& channel : config.channels) {
      json["channels"].push_back(ChannelJson(channel));
    }
    json["roles"] = RolesJson(config);
    json["people"] = PeopleJson(config);
    json["permissions"] = HandlersJson(config.permissions);
    json["cutoff_day"] = config.cutoff_day;
  }
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace forumwatch
