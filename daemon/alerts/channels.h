// From the configuration to what alerting works with: the channels, and who is reached through
// them. Pure apart from making the channels; loop thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/outbox.h"

namespace forumwatch {

using RoleContacts = std::map<std::string, std::vector<Contact>, std::less<>>;

// The transport outlives the channels.
AlertChannels MakeChannels(const std::vector<ChannelConfig>& configs, HttpTransport& transport);

// The contacts of the alert's roles, each once. For a deputy without contacts the head stands, for
// other roles the monitor; when there are none either, anybody's first: no alert is without a
// receiver as long as the configuration names one.
std::vector<AlertTarget> TargetsOf(const Alert& alert, const RoleContacts& roles);

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

// What is tried when a contact fails: the next one of the same person, and anybody at all when the
// alert reaches nobody.
FailOver FailOverOf(const Config& config);

}  // namespace forumwatch
