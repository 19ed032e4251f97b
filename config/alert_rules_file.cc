#include "config/alert_rules_file.h"

#include <algorithm>

namespace forumwatch {

const std::vector<std::string>& KnownRoles() {
  static const std::vector<std::string> kRoles = {"monitor", "head",    "deputy",
                                                  "leader",  "quality", "technical"};
  return kRoles;
}

std::vector<std::string> ReadRoles(const JsonValue& list) {
  const std::vector<std::string>& known = KnownRoles();
  std::vector<std::string> roles;
  for (const JsonValue& item : list.Items()) {
    std::string role = item.NonEmptyText();
    if (role.empty()) {
      continue;
    }
    if (std::find(known.begin(), known.end(), role) == known.end()) {
      const std::string meant = Closest(role, known);
      item.Mistake("没有“" + role + "”这个角色" +
                   (meant.empty() ? "" : "，是不是“" + meant + "”？"));
    } else if (std::find(roles.begin(), roles.end(), role) != roles.end()) {
      item.Mistake("角色“" + role + "”写了两遍");
    } else {
      roles.push_back(std::move(role));
    }
  }
  if (list.is_list() && list.Items().empty()) {
    list.Mistake("至少要有一个角色，否则这条提醒没有人收到");
  }
  return roles;
}

AlertReceivers ReadAlertReceivers(const JsonFile& file) {
  AlertReceivers receivers;
  const JsonValue rules = file.root().Required("receivers", "每条规则通知哪些角色");
  for (const std::string& rule : KnownRules()) {  // a rule of any other name is an unknown key
    const JsonValue roles = rules.Required(rule, "这条提醒通知哪些角色");
    if (roles.present()) {
      receivers.emplace(rule, ReadRoles(roles));
    }
  }
  return receivers;
}

AlertReceivers LoadAlertReceivers(const std::filesystem::path& file) {
  const JsonFile json = JsonFile::Load(file);
  AlertReceivers receivers = ReadAlertReceivers(json);
  json.Done();
  return receivers;
}

AlertingOptions WithDefaultReceivers(AlertingOptions options, const AlertReceivers& defaults) {
  options.receivers.insert(defaults.begin(), defaults.end());
  return options;
}

}  // namespace forumwatch
