#include "config/roles.h"

#include <algorithm>
#include <utility>

namespace forumwatch {

const std::vector<std::string>& KnownRoles() {
  static const std::vector<std::string> kRoles = {"monitor", "head",    "deputy",
                                                  "leader",  "quality", "technical"};
  return kRoles;
}

const std::vector<std::string>& HandlingRoles() {
  static const std::vector<std::string> kRoles = {
      "monitor", "handler", "head", "deputy", "leader", "quality", std::string(kAdmin)};
  return kRoles;
}

std::string_view ChineseRole(std::string_view role) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"monitor", "论坛监控员"},    {"handler", "处理人"},  {"head", "部门负责人"},
      {"deputy", "负责人的代理人"}, {"leader", "分管领导"}, {"quality", "品质管理部"},
      {"technical", "系统管理员"},  {kAdmin, "投诉管理员"}};
  const auto* const found = std::find_if(std::begin(kNames), std::end(kNames),
                                         [&](const auto& name) { return name.first == role; });
  return found == std::end(kNames) ? std::string_view() : found->second;
}

std::vector<std::string> ReadRoles(const JsonValue& list, const std::vector<std::string>& known,
                                   std::string_view otherwise) {
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
    list.Mistake("至少要有一个角色，否则" + std::string(otherwise));
  }
  return roles;
}

}  // namespace forumwatch
