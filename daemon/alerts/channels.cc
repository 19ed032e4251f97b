#include "daemon/alerts/channels.h"

#include <algorithm>
#include <iterator>
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

// Adds the contacts of a role that are not there yet.
void Add(std::string_view role, const RoleContacts& roles, std::vector<AlertTarget>& targets) {
  const auto found = roles.find(role);
  if (found != roles.end()) {
    for (const Contact& contact : found->second) {
      Add(contact, targets);
    }
  }
}

using Names = std::set<std::string, std::less<>>;

bool HasAWay(const Config& config, const std::string& name) {
  const auto person = config.people.find(name);
  return person != config.people.end() && !person->second.empty();
}

// Of those who can be told.
Names OnDutyFor(const Config& config, const RoleRoster& roster, UtcTime t) {
  Names names;
  for (const std::string& name : OnDuty(roster, DutyDayOf(config.roster, Zone(config.zone), t))) {
    if (HasAWay(config, name)) {
      names.insert(name);
    }
  }
  return names;
}

Names OnDutyForAny(const Config& config, UtcTime t) {
  Names names;
  for (const auto& [role, roster] : config.roster.roles) {
    names.merge(OnDutyFor(config, roster, t));
  }
  return names;
}

// Nobody else can be off duty.
Names OnAnyRoster(const Config& config) {
  Names names;
  for (const auto& [role, roster] : config.roster.roles) {
    for (const WeeklyDuty& duty : roster.weekly) {
      names.insert(duty.who.begin(), duty.who.end());
    }
    for (const DatedDuty& duty : roster.dates) {
      names.insert(duty.who.begin(), duty.who.end());
    }
  }
  return names;
}

Names InBoth(const Names& some, const Names& others) {
  Names both;
  std::set_intersection(some.begin(), some.end(), others.begin(), others.end(),
                        std::inserter(both, both.end()));
  return both;
}

// Of `reached`, those whom it concerns at `t`: whoever stands on no roster, and role by role those
// on duty; for a role with a gap those who are on duty for any, else all.
Names ConcernedAt(UtcTime t, const Config& config, const std::vector<std::string>& roles,
                  const Names& reached) {
  const Names rostered = OnAnyRoster(config);
  Names concerned;
  std::copy_if(reached.begin(), reached.end(), std::inserter(concerned, concerned.end()),
               [&](const std::string& name) { return !rostered.contains(name); });
  for (const std::string& role : roles) {
    const auto roster = config.roster.roles.find(role);
    if (roster == config.roster.roles.end()) {
      continue;
    }
    const Names on_duty = OnDutyFor(config, roster->second, t);
    const Names some = InBoth(reached, on_duty.empty() ? OnDutyForAny(config, t) : on_duty);
    concerned.merge(on_duty.empty() && some.empty() ? Names(reached) : Names(some));
  }
  return concerned;
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

// For a role that nobody holds the deputy's head stands, else the monitor.
template <typename IsHeld>
std::string_view WhoStandsFor(std::string_view role, IsHeld is_held) {
  if (is_held(role)) {
    return role;
  }
  return role == kDeputy && is_held(kHead) ? kHead : kMonitor;
}

}  // namespace

RoleMentions MentionsAt(const Config& config, const RobotConfig& robot, UtcTime t) {
  RoleMentions mentions = robot.mention;
  for (auto& [role, accounts] : mentions) {
    Names named;
    for (const auto& [name, account] : robot.accounts) {
      if (std::find(accounts.begin(), accounts.end(), account) != accounts.end()) {
        named.insert(name);
      }
    }
    const Names concerned = ConcernedAt(t, config, {role}, named);
    if (!config.roster.roles.contains(role) || InBoth(concerned, OnAnyRoster(config)).empty()) {
      continue;
    }
    const auto is_of = [&robot](const Names& names, const std::string& account) {
      return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return robot.accounts.at(name) == account;
      });
    };
    std::erase_if(accounts, [&](const std::string& account) {
      return is_of(named, account) && !is_of(concerned, account);
    });
  }
  return mentions;
}

MentionsFor MentionsBy(const Config& config) {
  return [&config](const RobotConfig& robot, UtcTime t) { return MentionsAt(config, robot, t); };
}

AlertChannels MakeChannels(const std::vector<ChannelConfig>& configs, HttpTransport& transport,
                           const MentionsFor& mentions) {
  AlertChannels channels;
  for (const ChannelConfig& config : configs) {
    if (config.webhook) {
      channels[config.name] =
          std::make_unique<Webhook>(config.webhook->url, config.webhook->secret, transport);
    } else if (config.mail) {
      channels[config.name] = std::make_unique<MailChannel>(*config.mail, transport);
    } else if (config.robot) {
      channels[config.name] = std::make_unique<RobotChannel>(*config.robot, transport, mentions);
    }
  }
  return channels;
}

std::vector<AlertTarget> TargetsOf(const Alert& alert, const RoleContacts& roles) {
  std::vector<AlertTarget> targets;
  const auto is_held = [&roles](std::string_view role) {
    const auto found = roles.find(role);
    return found != roles.end() && !found->second.empty();
  };
  for (const std::string& role : alert.receivers) {
    Add(WhoStandsFor(role, is_held), roles, targets);
  }
  if (targets.empty()) {
    targets = AllTargets(roles);
    targets.resize(std::min<std::size_t>(targets.size(), 1));
  }
  return targets;
}

std::vector<std::string> RolesTold(const Alert& alert, const Config& config) {
  const auto is_held = [&config](std::string_view role) {
    return config.roles.contains(role) || config.roster.roles.contains(role);
  };
  std::vector<std::string> told;
  for (const std::string& role : alert.receivers) {
    const std::string_view by = WhoStandsFor(role, is_held);
    if (std::find(told.begin(), told.end(), by) == told.end()) {
      told.emplace_back(by);
    }
  }
  return told;
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
  const Names on_duty = OnDutyForAny(config, now);
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
  const Names reached = ReachedBy(failed, config);
  const UtcTime told_at = WhenToTell(alert.rule, config.alerting, Zone(config.zone), alert.at);
  Names concerned = ConcernedAt(told_at, config, alert.receivers, reached);
  concerned.merge(ConcernedAt(now, config, alert.receivers, reached));
  for (const std::string& name : concerned.empty() ? reached : concerned) {
    std::vector<AlertTarget>& ways = over.people.emplace_back();
    for (const Contact& contact : config.people.find(name)->second) {
      Add(contact, ways);
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
