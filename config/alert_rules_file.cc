#include "config/alert_rules_file.h"

#include <algorithm>

#include "analysis/alerting/quiet.h"
#include "config/roles.h"

namespace forumwatch {
namespace {

// B2, B9, B10: night or not.
void ReadMayWait(const JsonValue& list, AlertRules& rules) {
  const std::vector<std::string>& known = KnownRules();
  for (const JsonValue& item : list.Items()) {
    const std::string rule = item.NonEmptyText();
    if (rule.empty()) {
      continue;
    }
    if (std::find(known.begin(), known.end(), rule) == known.end()) {
      const std::string meant = Closest(rule, known);
      item.Mistake("没有“" + rule + "”这条提醒" +
                   (meant.empty() ? "" : "，是不是“" + meant + "”？"));
    } else if (IsUrgent(rule)) {
      item.Mistake("提醒 " + rule + " 夜里也要马上发，不能等");
    } else {
      rules.may_wait.insert(rule);
    }
  }
}

}  // namespace

std::vector<std::string> ReadReceivers(const JsonValue& list) {
  return ReadRoles(list, KnownRoles(), "这条提醒没有人收到");
}

AlertRules ReadAlertRules(const JsonFile& file) {
  AlertRules read;
  const JsonValue rules = file.root().Required("receivers", "每条规则通知哪些角色");
  for (const std::string& rule : KnownRules()) {  // a rule of any other name is an unknown key
    if (const JsonValue roles = rules[rule]; roles.present()) {
      read.receivers.emplace(rule, ReadReceivers(roles));
    } else {
      read.unnamed.push_back(rule);
    }
  }
  ReadMayWait(file.root()["may_wait"], read);
  return read;
}

AlertRules LoadAlertRules(const std::filesystem::path& file) {
  const JsonFile json = JsonFile::Load(file);
  AlertRules rules = ReadAlertRules(json);
  json.Done();
  return rules;
}

void NameTheRest(AlertRules& rules, const AlertRules& shipped) {
  for (const std::string& rule : rules.unnamed) {
    if (const auto usual = shipped.receivers.find(rule); usual != shipped.receivers.end()) {
      rules.receivers.insert(*usual);
    }
    if (shipped.may_wait.contains(rule)) {
      rules.may_wait.insert(rule);
    }
  }
}

bool IsTakenFromShipped(std::string_view rule, const std::vector<std::string>& receivers,
                        const AlertRules& rules) {
  const auto taken = rules.receivers.find(rule);
  return taken != rules.receivers.end() && taken->second == receivers &&
         std::find(rules.unnamed.begin(), rules.unnamed.end(), rule) != rules.unnamed.end();
}

AlertingOptions WithUsual(AlertingOptions options, const AlertRules& usual) {
  options.receivers.insert(usual.receivers.begin(), usual.receivers.end());
  options.may_wait = usual.may_wait;
  return options;
}

}  // namespace forumwatch
