// config/alert_rules.json: who is told of which rule when the configuration names nobody else, and
// which rules may wait for the end of quiet hours. A file of the user's own may have been written
// for an older version, which had fewer rules: what it does not name is no mistake, but told.
// Throws ConfigError with every mistake of the file.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/alerting/decide.h"
#include "config/json_reader.h"

namespace forumwatch {

struct AlertRules {
  std::map<std::string, std::vector<std::string>, std::less<>> receivers;
  std::set<std::string, std::less<>> may_wait;
  std::vector<std::string> unnamed;  // rules that we say and the file does not name
};

AlertRules LoadAlertRules(const std::filesystem::path& file);
// The same from what has been scanned; notes mistakes in `file`.
AlertRules ReadAlertRules(const JsonFile& file);

// Of the rules that `rules` does not name, as `shipped` has them; they stay listed.
void NameTheRest(AlertRules& rules, const AlertRules& shipped);
// They are, and the configuration names nobody else for it.
bool IsTakenFromShipped(std::string_view rule, const std::vector<std::string>& receivers,
                        const AlertRules& rules);

// Roles that are told of a rule, at least one. Notes what is wrong with the list in its file.
std::vector<std::string> ReadReceivers(const JsonValue& list);

// What the options already name wins, rule by rule.
AlertingOptions WithUsual(AlertingOptions options, const AlertRules& usual);

}  // namespace forumwatch
