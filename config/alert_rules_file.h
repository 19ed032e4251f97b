// config/alert_rules.json: who is told of which rule when the configuration names nobody else.
// Throws ConfigError with every mistake of the file.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "analysis/alerting/decide.h"
#include "config/json_reader.h"

namespace forumwatch {

using AlertReceivers = std::map<std::string, std::vector<std::string>, std::less<>>;

AlertReceivers LoadAlertReceivers(const std::filesystem::path& file);
// The same from what has been scanned; notes mistakes in `file`.
AlertReceivers ReadAlertReceivers(const JsonFile& file);

// monitor, head, deputy, leader, quality, technical.
const std::vector<std::string>& KnownRoles();
// A list of roles, at least one. Notes what is wrong with it in its file.
std::vector<std::string> ReadRoles(const JsonValue& list);

// What the options already name wins, rule by rule.
AlertingOptions WithDefaultReceivers(AlertingOptions options, const AlertReceivers& defaults);

}  // namespace forumwatch
