#include "config/permissions_file.h"

#include <utility>

#include "analysis/model/step.h"
#include "config/roles.h"

namespace forumwatch {

const std::vector<std::string>& KnownActions() {
  static const std::vector<std::string> kActions = [] {
    std::vector<std::string> actions;
    for (int kind = 0; kind <= static_cast<int>(kLastStepKind); ++kind) {
      actions.emplace_back(Name(static_cast<StepKind>(kind)));
    }
    actions.emplace_back(kPostedUnapproved);
    actions.emplace_back(kClosedEarly);
    return actions;
  }();
  return kActions;
}

std::string ChineseAction(std::string_view action) {
  if (action == kPostedUnapproved) {
    return "未批准先发";
  }
  if (action == kClosedEarly) {
    return "不到时候就关闭";
  }
  const auto kind = StepKindFromName(action);
  return kind ? std::string(ChineseName(*kind)) : "";
}

StepRoles ReadStepRoles(const JsonValue& steps) {
  StepRoles read;
  for (const std::string& action : KnownActions()) {  // one of any other name is an unknown key
    if (const JsonValue roles = steps[action]; roles.present()) {
      read[action] =
          ReadRoles(roles, HandlingRoles(), "这一步没有人能办；只给投诉管理员办的写 [\"admin\"]");
    }
  }
  return read;
}

StepRoles LoadStepRoles(const std::filesystem::path& file) {
  const JsonFile json = JsonFile::Load(file);
  StepRoles roles = ReadStepRoles(json.root().Required("steps", "每一步哪些角色可以办"));
  json.Done();
  return roles;
}

}  // namespace forumwatch
