#include "daemon/alerts/channels.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "analysis/alerting/quiet.h"
#include "daemon/alerts/mail.h"
#include "daemon/alerts/robot.h"
#include "daemon/alerts/webhook.h"

namespace forumwatch {
namespace {

constexpr std::string_view kMonitor = "monitor";
constexpr std::string_view kHead = "head";
constexpr std::string_view kDeputy = "deputy";

void Add(const Contact& contact, std::vector<AlertTarget>& targets) {
  const bool there =
      std::any_of(targets.begin(), targets.end(), [&contact](const AlertTarget& target) {
        return target.channel == contact.channel && target.receiver == contact.to;
      });
  if (!there) {
    targets.push_back({contact.channel, contact.to});
  }
}

// Adds the contacts of a role that are not there yet; false: it has none.
bool Add(std::string_view role, const RoleContacts& roles, std::vector<AlertTarget>& targets) {
  const auto found = roles.find(role);
  if (found == roles.end() || found->second.empty()) {
    return false;
  }
  for (const Contact& contact : found->second) {
    Add(contact, targets);
  }
  return true;
}

using Names = std::set<std::string, std::less<>>;

// Of these roles; where nobody is on duty for them, or none is named, of any.
Names OnDutyFor(const Config& config, const std::vector<std::string>& roles, UtcTime now) {
  const LocalDay day = DutyDayOf(config.roster, Zone(config.zone), now);
  Names meant;
  Names all;
  for (const auto& [role, roster] : config.roster.roles) {
    const bool is_meant = std::find(roles.begin(), roles.end(), role) != roles.end();
    for (const std::string& name : OnDuty(roster, day)) {
      all.insert(name);
      if (is_meant) {
        meant.insert(name);
      }
    }
  }
  return meant.empty() ? all : meant;
}

// The people to whom it is a way.
Names ReachedBy(const AlertTarget& target, const Config& config) {
  Names names;
  for (const auto& [name, contacts] : config.people) {
    if (std::any_of(contacts.begin(), contacts.end(), [&](const Contact& contact) {
          return contact.channel == target.channel && contact.to == target.receiver;
        })) {
      names.insert(name);
    }
  }
  return names;
}

}  // namespace

AlertChannels MakeChannels(const std::vector<ChannelConfig>& configs, HttpTransport& transport) {
  AlertChannels channels;
  for (const ChannelConfig& config : configs) {
    if (config.webhook) {
      channels[config.name] =
          std::make_unique<Webhook>(config.webhook->url, config.webhook->secret, transport);
    } else if (config.mail) {
      channels[config.name] = std::make_unique<MailChannel>(*config.mail, transport);
    } else if (config.robot) {
      channels[config.name] = std::make_unique<RobotChannel>(*config.robot, transport);
    }
  }
  return channels;
}

std::vector<AlertTarget> TargetsOf(const Alert& alert, const RoleContacts& roles) {
  std::vector<AlertTarget> targets;
  for (const std::string& role : alert.receivers) {
    const bool reached =
        Add(role, roles, targets) || (role == kDeputy && Add(kHead, roles, targets));
    if (!reached) {
      Add(kMonitor, roles, targets);
    }
  }
  if (targets.empty()) {
    targets = AllTargets(roles);
    targets.resize(std::min<std::size_t>(targets.size(), 1));
  }
  return targets;
}

std::vector<AlertTarget> AllTargets(const RoleContacts& roles) {
  std::vector<AlertTarget> targets;
  Add(kMonitor, roles, targets);
  for (const auto& [role, contacts] : roles) {
    Add(role, roles, targets);
  }
  return targets;
}

RoleContacts ContactsAt(const Config& config, UtcTime t) {
  RoleContacts contacts = config.roles;
  const LocalDay day = DutyDayOf(config.roster, Zone(config.zone), t);
  for (const auto& [role, roster] : config.roster.roles) {
    for (const std::string& name : OnDuty(roster, day)) {
      const auto person = config.people.find(name);
      if (person != config.people.end() && !person->second.empty()) {
        contacts[role].push_back(person->second.front());
      }
    }
  }
  if (contacts.empty()) {
    for (const auto& [name, ways] : config.people) {
      contacts[std::string(kMonitor)].insert(contacts[std::string(kMonitor)].end(), ways.begin(),
                                             ways.end());
    }
  }
  return contacts;
}

Addressed AddressOf(const Alert& alert, const Config& config) {
  const UtcTime at = WhenToTell(alert.rule, config.alerting, Zone(config.zone), alert.at);
  return {TargetsOf(alert, ContactsAt(config, at)),
          at == alert.at ? std::nullopt : std::optional(at)};
}

std::vector<AlertTarget> Anybody(const Config& config, UtcTime now) {
  std::vector<AlertTarget> targets = AllTargets(config.roles);
  const Names on_duty = OnDutyFor(config, {}, now);
  for (const bool there : {true, false}) {
    for (const auto& [name, contacts] : config.people) {
      for (const Contact& contact : contacts) {
        if (on_duty.contains(name) == there) {
          Add(contact, targets);
        }
      }
    }
  }
  return targets;
}

FailOver FailOverOf(const Config& config, const Alert& alert, const AlertTarget& failed,
                    UtcTime now) {
  FailOver over;
  over.anybody = Anybody(config, now);
  const Names on_duty = OnDutyFor(config, alert.receivers, now);
  const Names reached = ReachedBy(failed, config);
  for (const std::string& name : reached) {
    const bool his_own = reached.size() == 1 && !failed.receiver.empty();
    if (his_own || on_duty.contains(name)) {
      std::vector<AlertTarget>& ways = over.people.emplace_back();
      for (const Contact& contact : config.people.find(name)->second) {
        Add(contact, ways);
      }
    }
  }
  return over;
}

FailOverFor FailOverBy(const Config& config) {
  return [&config](const Alert& alert, const AlertTarget& failed, UtcTime now) {
    return FailOverOf(config, alert, failed, now);
  };
}

}  // namespace forumwatch
