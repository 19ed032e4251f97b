// config/permissions.json: which roles may do which step about a complaint (B12, C1–C3). Throws
// ConfigError with every mistake of the file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "config/json_reader.h"

namespace forumwatch {

// What can be allowed: every step that a person takes, and two that are against the rule.
constexpr std::string_view kPostedUnapproved = "posted.unapproved";  // B12
constexpr std::string_view kClosedEarly = "closed.early";            // C3
const std::vector<std::string>& KnownActions();
std::string ChineseAction(std::string_view action);  // 批准 …

StepRoles LoadStepRoles(const std::filesystem::path& file);
// An object of actions, each with its roles. Notes what is wrong with it in its file; what it does
// not name is left out.
StepRoles ReadStepRoles(const JsonValue& steps);

}  // namespace forumwatch
