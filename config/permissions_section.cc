// permissions: who handles complaints, as what and from which account. Without it everybody may do
// everything, as whoever they say they are.
#include <algorithm>

#include "config/permissions_file.h"
#include "config/roles.h"
#include "config/sections.h"

namespace forumwatch {
namespace {

std::vector<std::string> ReadAccounts(const JsonValue& list, const Permissions& others) {
  std::vector<std::string> accounts;
  for (const JsonValue& item : list.Items()) {
    const std::string account = ReadTrimmed(item);
    const auto owner =
        std::find_if(others.people.begin(), others.people.end(), [&](const auto& person) {
          const auto& theirs = person.second.accounts;
          return std::find(theirs.begin(), theirs.end(), account) != theirs.end();
        });
    if (owner != others.people.end()) {
      item.Mistake("账号 " + account + " 已经是“" + owner->first +
                   "”的；几个人共用的账号不要写，用 --by 说是谁");
    } else if (!account.empty()) {
      accounts.push_back(account);
    }
  }
  return accounts;
}

bool CanBeDone(const std::vector<std::string>& roles, const Permissions& permissions) {
  return std::any_of(permissions.people.begin(), permissions.people.end(), [&](const auto& person) {
    const std::vector<std::string>& theirs = person.second.roles;
    return std::any_of(theirs.begin(), theirs.end(), [&](const std::string& role) {
      return role == kAdmin || std::find(roles.begin(), roles.end(), role) != roles.end();
    });
  });
}

void WarnOfWhatNobodyMayDo(const JsonValue& people, const Permissions& permissions) {
  std::vector<std::string> closed;
  for (const std::string& action : KnownActions()) {
    const auto roles = permissions.steps.find(action);
    if (!CanBeDone(roles == permissions.steps.end() ? std::vector<std::string>{} : roles->second,
                   permissions)) {
      closed.push_back(ChineseAction(action));
    }
  }
  if (!closed.empty()) {
    people.Warning("没有人能办：" + Listed(closed) +
                   "；给谁加上能办的角色，或在 permissions.steps 里改");
  }
}

}  // namespace

void ReadPermissions(const JsonValue& root, ConfigDraft& draft) {
  const JsonValue section = root["permissions"];
  Permissions& permissions = draft.config.permissions;
  const JsonValue people = section["people"];
  for (const auto& [name, person] : people.Members()) {
    CheckName(person, name);
    Colleague read;
    read.roles = ReadRoles(person.Required("roles", "是什么角色，例如 [\"monitor\"]"),
                           HandlingRoles(), "什么也不能办");
    read.accounts = ReadAccounts(person["accounts"], permissions);
    permissions.people[name] = std::move(read);
  }
  permissions.steps = ReadStepRoles(section["steps"]);
  const StepRoles& usual = draft.data.Steps();
  permissions.steps.insert(usual.begin(), usual.end());
  if (!permissions.people.empty()) {
    WarnOfWhatNobodyMayDo(people, permissions);
  } else if (section.present()) {
    section.Warning("people 里没有人：谁都可以办每一步，steps 不起作用");
  }
}

}  // namespace forumwatch
