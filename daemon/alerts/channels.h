// From the configuration to what alerting works with: the channels, and who is reached through
// them. Pure apart from making the channels; loop thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/outbox.h"

namespace forumwatch {

using RoleContacts = std::map<std::string, std::vector<Contact>, std::less<>>;

// Whom the robot mentions at `t`: of those it knows by person, for a role with a roster, whoever is
// on duty then; where none of them is, all, and where the roster has a gap, those who are on duty
// for another role first.
RoleMentions MentionsAt(const Config& config, const RobotConfig& robot, UtcTime t);
using MentionsFor = std::function<RoleMentions(const RobotConfig&, UtcTime)>;
MentionsFor MentionsBy(const Config& config);  // which outlives it

// The transport outlives the channels. Without `mentions` robots mention all they are told to.
AlertChannels MakeChannels(const std::vector<ChannelConfig>& configs, HttpTransport& transport,
                           const MentionsFor& mentions = {});

// The contacts of the alert's roles, each once. For a deputy without contacts the head stands, for
// other roles the monitor; when there are none either, anybody's first: no alert is without a
// receiver as long as the configuration names one.
std::vector<AlertTarget> TargetsOf(const Alert& alert, const RoleContacts& roles);

// Of the alert's roles those that anybody holds, for the others who stands for them, each once.
std::vector<std::string> RolesTold(const Alert& alert, const Config& config);

// Everybody, the monitor first, then by role: for an alert that reaches nobody it was meant for.
std::vector<AlertTarget> AllTargets(const RoleContacts& roles);

// Who is reached for each role at `t`: its own contacts, and the first one of each person on duty.
// A gap in the roster leaves a role as if it had none; where nobody at all is left, everybody in
// `people` stands for the monitor.
RoleContacts ContactsAt(const Config& config, UtcTime t);

// Of `alert`, decided now: whom, and no sooner than when (nullopt: at once).
struct Addressed {
  std::vector<AlertTarget> targets;
  std::optional<UtcTime> not_before;
};
Addressed AddressOf(const Alert& alert, const Config& config);

// What is tried when `failed` has not taken the alert: the next contact of each person whose way it
// was, and anybody at all when the alert reaches nobody. Whoever is on a roster and was off duty
// both when the alert was to be told and now is not woken because a group has failed that is his,
// too, unless nobody else is left of those whose way it was.
FailOver FailOverOf(const Config& config, const Alert& alert, const AlertTarget& failed,
                    UtcTime now);
FailOverFor FailOverBy(const Config& config);  // which outlives it

// All contacts there are: those of roles, of those on duty, of those who are not.
std::vector<AlertTarget> Anybody(const Config& config, UtcTime now);

}  // namespace forumwatch
