// permissions: who handles complaints, as what and from which account. Without it everybody may do
// everything, as whoever they say they are.
#include <algorithm>

#include "analysis/model/step.h"
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
    } else if (std::find(accounts.begin(), accounts.end(), account) != accounts.end()) {
      item.Mistake("账号 " + account + " 写了两次，留一个");
    } else if (!account.empty()) {
      accounts.push_back(account);
    }
  }
  return accounts;
}

std::vector<std::string> WhoCanDo(std::string_view action, const Permissions& permissions) {
  const auto named = permissions.steps.find(action);
  std::vector<std::string> names;
  for (const auto& [name, person] : permissions.people) {
    if (std::any_of(person.roles.begin(), person.roles.end(), [&](const std::string& role) {
          return role == kAdmin || (named != permissions.steps.end() &&
                                    std::find(named->second.begin(), named->second.end(), role) !=
                                        named->second.end());
        })) {
      names.push_back(name);
    }
  }
  return names;
}

void WarnOfWhatNobodyMayDo(const JsonValue& people, const Permissions& permissions) {
  std::vector<std::string> closed;
  for (const std::string& action : KnownActions()) {
    if (WhoCanDo(action, permissions).empty()) {
      closed.push_back(ChineseAction(action));
    }
  }
  if (!closed.empty()) {
    people.Warning("没有人能办：" + Listed(closed) +
                   "；给谁加上能办的角色，或在 permissions.steps 里改");
  }
}

// B12: who drafts does not approve.
void WarnOfOneWhoWouldApproveHisOwn(const JsonValue& people, const Permissions& permissions) {
  const auto drafters = WhoCanDo(Name(StepKind::Drafted), permissions);
  if (drafters.size() == 1 && WhoCanDo(Name(StepKind::Approved), permissions) == drafters) {
    people.Warning(
        "能拟稿的、能批准的都只有" + drafters.front() +
        "一个人，自己拟的稿自己不能批（B12）：没有一稿会得到批准；再写一个能拟稿或能批准的人");
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
    WarnOfOneWhoWouldApproveHisOwn(people, permissions);
  } else if (section.present()) {
    section.Warning("people 里没有人：谁都可以办每一步，steps 不起作用");
  }
}

}  // namespace forumwatch
