#include "daemon/desk/permission.h"

#include <algorithm>
#include <vector>

#include "analysis/text/plain.h"
#include "config/mistakes.h"
#include "config/permissions_file.h"
#include "config/roles.h"

namespace forumwatch {
namespace {

constexpr std::string_view kOpen = "（";
constexpr std::string_view kClose = "）";

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool HasOneOf(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const std::string& word) { return Has(words, word); });
}

std::vector<std::string> InChinese(const std::vector<std::string>& roles) {
  std::vector<std::string> names;
  for (const std::string& role : roles) {
    names.emplace_back(ChineseRole(role));
  }
  return names;
}

std::vector<std::string> PeopleWith(const Permissions& permissions,
                                    const std::vector<std::string>& roles) {
  std::vector<std::string> names;
  for (const auto& [name, person] : permissions.people) {
    if (HasOneOf(person.roles, roles)) {
      names.push_back(PlainLine(name));
    }
  }
  return names;
}

// What Signed() made of it.
struct Signature {
  std::string_view name;
  std::string_view account;  // "" unknown
};

Signature TakenApart(std::string_view signed_by) {
  const auto open = signed_by.rfind(kOpen);
  if (!signed_by.ends_with(kClose) || open == std::string_view::npos || open == 0) {
    return {signed_by, {}};
  }
  const auto begin = open + kOpen.size();
  return {signed_by.substr(0, open),
          signed_by.substr(begin, signed_by.size() - kClose.size() - begin)};
}

}  // namespace

std::string Signed(const std::string& who, const std::string& account) {
  if (who.empty() || who == account) {
    return account;
  }
  return account.empty() ? who : who + std::string(kOpen) + account + std::string(kClose);
}

OrderedBy WhoOrders(const Permissions& permissions, const std::string& name,
                    const std::string& account) {
  const std::string& called = name.empty() ? account : name;
  if (called.empty()) {
    return {"", "要说是谁做的"};
  }
  if (permissions.people.empty()) {
    return {called, ""};
  }
  const auto owner =
      std::find_if(permissions.people.begin(), permissions.people.end(),
                   [&](const auto& person) { return Has(person.second.accounts, account); });
  if (owner != permissions.people.end()) {
    if (called == account || called == owner->first) {
      return {owner->first, ""};
    }
    return {"", "账号 " + PlainLine(account) + " 是" + PlainLine(owner->first) + "的，不能以“" +
                    PlainLine(called) + "”的名义办（B12）"};
  }
  const auto person = permissions.people.find(called);
  if (person == permissions.people.end()) {
    std::vector<std::string> known;
    for (const auto& [each, colleague] : permissions.people) {
      known.push_back(PlainLine(each));
    }
    return {"", (name.empty() ? "账号 " + PlainLine(account) + " 没有写是谁的，要用 --by 说是谁"
                              : "没有“" + PlainLine(called) + "”这个办理人") +
                    "；办理投诉的人写在配置的 permissions.people 里，现有 " + Listed(known)};
  }
  if (!person->second.accounts.empty()) {
    return {"", PlainLine(called) + "要用自己的账号 " + Listed(person->second.accounts) +
                    " 登录来办，现在登录的是 " + PlainLine(account) + "（B12）"};
  }
  return {called, ""};
}

std::string WhyNotAllowed(const Permissions& permissions, const std::string& name,
                          std::string_view action) {
  if (permissions.people.empty()) {
    return {};
  }
  const auto person = permissions.people.find(name);
  const auto named = permissions.steps.find(action);
  const std::vector<std::string> roles =
      named == permissions.steps.end() ? std::vector<std::string>{} : named->second;
  const bool known = person != permissions.people.end();
  if (known && (Has(person->second.roles, kAdmin) || HasOneOf(person->second.roles, roles))) {
    return {};
  }
  std::vector<std::string> who = PeopleWith(permissions, roles);
  if (who.empty()) {
    who = PeopleWith(permissions, {std::string(kAdmin)});
  }
  return PlainLine(name) + (known ? "（" + Listed(InChinese(person->second.roles)) + "）" : "") +
         "不能办“" + ChineseAction(action) + "”；能办的是" +
         (roles.empty() ? "投诉管理员" : Listed(InChinese(roles))) +
         (who.empty() ? "，现在没有这样的人" : "：" + Listed(who)) + "（B12、C1–C3）";
}

bool WasDoneBy(const Permissions& permissions, const std::string& name,
               std::string_view signed_by) {
  const Signature signature = TakenApart(signed_by);
  if (signature.name == name) {
    return true;
  }
  const auto person = permissions.people.find(name);
  const std::string_view account = signature.account.empty() ? signature.name : signature.account;
  return person != permissions.people.end() && Has(person->second.accounts, account);
}

}  // namespace forumwatch
