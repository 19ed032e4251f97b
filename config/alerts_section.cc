#include <algorithm>

#include "config/sections.h"

namespace forumwatch {
namespace {

constexpr std::string_view kMailForm = "邮箱，例如 \"name@example.com\"";

// A channel whose own section is wrong is neither: its contacts are not judged.
enum class ChannelKind { Group, Mail, Broken };

ChannelKind KindOf(const ChannelConfig& channel) {
  if (channel.mail) {
    return ChannelKind::Mail;
  }
  return channel.webhook || channel.robot ? ChannelKind::Group : ChannelKind::Broken;
}

const ChannelConfig* FindChannel(const Config& config, const std::string& name) {
  const auto found = std::find_if(config.channels.begin(), config.channels.end(),
                                  [&](const ChannelConfig& c) { return c.name == name; });
  return found == config.channels.end() ? nullptr : &*found;
}

void NoSuchChannel(const JsonValue& value, const std::string& name, const Config& config) {
  std::vector<std::string> known;
  for (const ChannelConfig& channel : config.channels) {
    known.push_back(channel.name);
  }
  const std::string meant = Closest(name, known);
  value.Mistake("channels 里没有“" + name + "”" +
                (meant.empty() ? "" : "，是不是“" + meant + "”？") +
                (known.empty() ? "" : "（现有 " + Listed(known) + "）"));
}

Contact ReadContact(const JsonValue& item, const Config& config) {
  const JsonValue name = item.Required("channel", "用哪个通道通知");
  const JsonValue to = item["to"];
  Contact contact{name.NonEmptyText(), to.NonEmptyText()};
  if (contact.channel.empty()) {
    return contact;
  }
  const ChannelConfig* const channel = FindChannel(config, contact.channel);
  if (channel == nullptr) {
    NoSuchChannel(name, contact.channel, config);
  } else if (KindOf(*channel) == ChannelKind::Mail) {
    if (!to.present()) {
      item.Mistake("用邮件通知，要写 \"to\"：收件人的" + std::string(kMailForm));
    } else if (!contact.to.empty() && !IsMailAddress(contact.to)) {
      to.Mistake("应当是一个" + std::string(kMailForm));
    }
  } else if (KindOf(*channel) == ChannelKind::Group && to.present()) {
    to.Mistake("“" + contact.channel + "”发到群里，没有收件人；请删去 \"to\"" +
               (channel->robot ? "，要 @ 谁写在这个通道的 mention 里" : ""));
  }
  return contact;
}

void ReadRole(const JsonValue& list, std::vector<Contact>& contacts, const Config& config) {
  for (const JsonValue& item : list.Items()) {
    Contact contact = ReadContact(item, config);
    const bool twice = std::any_of(contacts.begin(), contacts.end(), [&](const Contact& c) {
      return c.channel == contact.channel && c.to == contact.to;
    });
    if (twice && !contact.channel.empty()) {
      item.Mistake("同一个角色写了两遍同样的通知方式");
    }
    contacts.push_back(std::move(contact));
  }
}

void WarnOfIdleChannels(const JsonValue& channels, const Config& config) {
  for (const auto& [name, value] : channels.Members()) {
    const bool used =
        std::any_of(config.roles.begin(), config.roles.end(), [&channel = name](const auto& role) {
          return std::any_of(role.second.begin(), role.second.end(),
                             [&](const Contact& c) { return c.channel == channel; });
        });
    if (!used) {
      value.Warning("没有角色用这个通道，什么也不会发到这里");
    }
  }
}

// No alert without a receiver: a rule whose roles all have no contact is a mistake; a role that is
// merely left out where another one hears of it is worth a warning.
void CheckReach(const JsonValue& roles, const Config& config) {
  std::map<std::string, std::vector<std::string>> silent;  // role → rules
  for (const auto& [rule, receivers] : config.alerting.receivers) {
    bool heard = false;
    for (const std::string& role : receivers) {
      const bool reached = config.roles.contains(role);
      heard = heard || reached;
      if (!reached) {
        silent[role].push_back(rule);
      }
    }
    // It goes to a second person: the first has been told.
    if (!heard && rule != "complaint.unacknowledged") {
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

void ReadAlerting(const JsonValue& section, Config& config, const AlertReceivers& usual) {
  AlertingOptions& alerting = config.alerting;
  alerting.due_soon_at = section["due_soon_at"].Number(alerting.due_soon_at, 0.1, 0.95);
  ReadDueSoonAgain(section["due_soon_again_at"], alerting.due_soon_again_at);
  const JsonValue unacknowledged = section["unacknowledged_after"];
  const auto after = unacknowledged.Span(alerting.unacknowledged_after, std::chrono::minutes(1),
                                         std::chrono::hours(24));
  alerting.unacknowledged_after = std::chrono::floor<std::chrono::minutes>(after);
  if (alerting.unacknowledged_after != after) {
    unacknowledged.Mistake("要写成整分钟，例如 \"15m\"");
  }
  alerting.blind_after = section["blind_after"].Int(alerting.blind_after, 1, 100);
  alerting.down_after = section["down_after"].Int(alerting.down_after, 1, 100);
  alerting.blind_repeat = ReadHours(section["blind_repeat"], alerting.blind_repeat,
                                    std::chrono::hours(1), std::chrono::hours(30 * 24));
  const JsonValue receivers = section["receivers"];
  for (const std::string& rule : KnownRules()) {
    if (auto read = ReadRoles(receivers[rule]); !read.empty()) {
      alerting.receivers.emplace(rule, std::move(read));
    }
  }
  alerting = WithDefaultReceivers(std::move(alerting), usual);
}

}  // namespace

void ReadAlerts(const JsonValue& root, ConfigDraft& draft) {
  Config& config = draft.config;
  ReadAlerting(root["alerts"], config, draft.data.Receivers());
  const JsonValue roles = root["roles"];
  for (const std::string& role : KnownRoles()) {
    if (const JsonValue list = roles[role]; list.present()) {
      if (list.is_list() && list.Items().empty()) {
        list.Mistake("至少要有一种通知方式；没有这个角色就删去这一项");
      }
      ReadRole(list, config.roles[role], config);
    }
  }
  const JsonValue channels = root["channels"];
  if (!channels.present() && !roles.present()) {
    channels.Warning("没有通道：提醒只记在数据库里，不会发给任何人");
    return;
  }
  WarnOfIdleChannels(channels, config);
  CheckReach(roles, config);
}

}  // namespace forumwatch
