#include <algorithm>
#include <array>

#include "config/roles.h"
#include "config/sections.h"

namespace forumwatch {
namespace {

constexpr std::chrono::minutes kUsualStockTake = std::chrono::hours(17);
constexpr std::array<std::string_view, 2> kHeartbeatSchemes = {"https", "http"};

void WarnOfIdleChannels(const JsonValue& channels, const Config& config) {
  for (const auto& [name, value] : channels.Members()) {
    const auto uses_it = [&channel = name](const auto& reached) {
      return std::any_of(reached.second.begin(), reached.second.end(),
                         [&](const Contact& c) { return c.channel == channel; });
    };
    if (std::none_of(config.roles.begin(), config.roles.end(), uses_it) &&
        std::none_of(config.people.begin(), config.people.end(), uses_it)) {
      value.Warning("没有角色用这个通道，什么也不会发到这里");
    }
  }
}

// No alert without a receiver: a rule whose roles all have no contact is a mistake; a role that is
// merely left out where another one hears of it is worth a warning. So is a rule that came with an
// upgrade, since the service must not stop for it: the alert finds somebody (TargetsOf).
void CheckReach(const JsonValue& roles, const Config& config, const AlertRules& usual) {
  std::map<std::string, std::vector<std::string>> silent;  // role → rules
  for (const auto& [rule, receivers] : config.alerting.receivers) {
    bool heard = false;
    for (const std::string& role : receivers) {
      const bool reached = config.roles.contains(role) || config.roster.roles.contains(role);
      heard = heard || reached;
      if (!reached) {
        silent[role].push_back(rule);
      }
    }
    // For a deputy the head stands, for the head the monitor.
    const bool elsewhere = rule == "complaint.unacknowledged" || rule.starts_with("approval.");
    if (!heard && !elsewhere && IsTakenFromShipped(rule, receivers, usual)) {
      roles.Warning(
          "提醒 " + rule + " 该通知的 " + Listed(receivers) +
          " 都没有联系方式，先发给别人；请写上，或在 alerts.receivers 里改由别的角色接收");
    } else if (!heard && !elsewhere) {
      roles.Mistake("提醒 " + rule + " 没有人收到：给 " + receivers.front() +
                    " 写上联系方式，或在 alerts.receivers 里改由别的角色接收");
    }
  }
  for (const auto& [role, rules] : silent) {
    roles.Warning("角色 " + role + " 没有联系方式，收不到：" + Listed(rules));
  }
}

// Ascending, so that the ladder is read as it is climbed.
void ReadDueSoonAgain(const JsonValue& list, std::vector<double>& shares) {
  if (!list.present()) {
    return;
  }
  shares.clear();
  for (const JsonValue& item : list.Items()) {
    const double share = item.Number(0.5, 0.1, 0.99);
    if (!shares.empty() && share <= shares.back()) {
      item.Mistake("要从小到大写，每个只写一次");
    }
    shares.push_back(share);
  }
}

std::chrono::minutes ReadMinutes(const JsonValue& value, std::chrono::minutes fallback) {
  const auto span = value.Span(fallback, std::chrono::minutes(1), std::chrono::hours(24));
  const auto whole = std::chrono::floor<std::chrono::minutes>(span);
  if (whole != span) {
    value.Mistake("要写成整分钟，例如 \"15m\"");
  }
  return whole;
}

void ReadQuiet(const JsonValue& quiet, AlertingOptions& alerting) {
  if (!quiet.present()) {
    return;
  }
  const auto from = quiet.Required("from", "从几点起，例如 \"22:00\"").TimeOfDay();
  const auto to = quiet.Required("to", "到几点为止，例如 \"07:00\"").TimeOfDay();
  if (from && to && *from == *to) {
    quiet.Mistake("起止是同一个时刻；不要安静时段就删去这一项");
  } else if (from && to) {
    alerting.quiet = QuietHours{*from, *to};
  }
}

void ReadAlerting(const JsonValue& section, Config& config, const AlertRules& usual) {
  AlertingOptions& alerting = config.alerting;
  alerting.due_soon_at = section["due_soon_at"].Number(alerting.due_soon_at, 0.1, 0.95);
  ReadDueSoonAgain(section["due_soon_again_at"], alerting.due_soon_again_at);
  alerting.unacknowledged_after =
      ReadMinutes(section["unacknowledged_after"], alerting.unacknowledged_after);
  alerting.approval_within = ReadMinutes(section["approval_within"], alerting.approval_within);
  alerting.group_people = section["group_people"].Int(alerting.group_people, 2, 100'000);
  alerting.backlash_people = section["backlash_people"].Int(alerting.backlash_people, 2, 100'000);
  const JsonValue stock_take = section["stock_take_at"];
  alerting.stock_take_at = stock_take.present() ? stock_take.TimeOfDay() : kUsualStockTake;
  ReadQuiet(section["quiet"], alerting);
  alerting.blind_after = section["blind_after"].Int(alerting.blind_after, 1, 100);
  alerting.down_after = section["down_after"].Int(alerting.down_after, 1, 100);
  alerting.blind_repeat = ReadHours(section["blind_repeat"], alerting.blind_repeat,
                                    std::chrono::hours(1), std::chrono::hours(30 * 24));
  const JsonValue receivers = section["receivers"];
  for (const std::string& rule : KnownRules()) {
    if (auto read = ReadReceivers(receivers[rule]); !read.empty()) {
      alerting.receivers.emplace(rule, std::move(read));
    }
  }
  alerting = WithUsual(std::move(alerting), usual);
}

}  // namespace

void ReadHeartbeat(const JsonValue& root, ConfigDraft& draft) {
  const JsonValue section = root["heartbeat"];
  if (!section.present()) {
    return;
  }
  HeartbeatConfig& heartbeat = draft.config.heartbeat;
  const JsonValue url = section.Required("url", "每隔一会儿访问一次的网址");
  heartbeat.url = ReadWebAddress(url, kHeartbeatSchemes, draft.config.http).text;
  heartbeat.every =
      section["every"].Span(heartbeat.every, std::chrono::seconds(30), std::chrono::hours(24));
}

void ReadAlerts(const JsonValue& root, ConfigDraft& draft) {
  Config& config = draft.config;
  const AlertRules& usual = draft.data.Rules();
  ReadAlerting(root["alerts"], config, usual);
  const JsonValue roles = root["roles"];
  for (const std::string& role : KnownRoles()) {
    if (const JsonValue list = roles[role]; list.present()) {
      config.roles[role] = ReadContacts(list, config);
    }
  }
  const JsonValue channels = root["channels"];
  if (!channels.present() && !roles.present()) {
    channels.Warning("没有通道：提醒只记在数据库里，不会发给任何人");
    return;
  }
  WarnOfIdleChannels(channels, config);
  CheckReach(roles, config, usual);
}

}  // namespace forumwatch
