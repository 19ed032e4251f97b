// From the configuration to what alerting works with: the channels, and who is reached through
// them. Pure apart from making the channels; loop thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/outbox.h"

namespace forumwatch {

using RoleContacts = std::map<std::string, std::vector<Contact>, std::less<>>;

// The transport outlives the channels.
AlertChannels MakeChannels(const std::vector<ChannelConfig>& configs, HttpTransport& transport);

// The contacts of the alert's roles, each once. A role without contacts falls to the monitor's;
// when there are none either, anybody's first: no alert is without a receiver as long as the
// configuration names one.
std::vector<AlertTarget> TargetsOf(const Alert& alert, const RoleContacts& roles);

// Everybody, the monitor first, then by role: for an alert that reaches nobody it was meant for.
std::vector<AlertTarget> AllTargets(const RoleContacts& roles);

}  // namespace forumwatch
