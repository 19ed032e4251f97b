// The group robots of 企业微信, 钉钉 and 飞书: how they are named, and how their addresses look.
// Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "config/config.h"
#include "crawlers/web/url.h"

namespace forumwatch {

struct RobotForm {
  RobotKind kind;
  std::string_view word;  // in the configuration
  std::string_view name;  // for people
  std::string_view host;
  std::string_view path;  // up to where the robot's key begins
};

// A robot may have several hosts; its usual one comes first.
std::span<const RobotForm> RobotForms();
const RobotForm& FormOf(RobotKind kind);
// Whose host it is; null: nobody's we know.
const RobotForm* RobotAt(const Url& url);
// "https://…/robot/send?access_token=…"
std::string ExampleAddress(const RobotForm& form);

// What a mention means: a mobile number of the mainland, everybody, or else an id.
bool IsMobileNumber(std::string_view mention);
inline constexpr std::string_view kEverybody = "@all";

}  // namespace forumwatch
