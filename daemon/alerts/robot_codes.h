// What the codes in robots' answers mean and what somebody can do about them: one table, from the
// vendors' documents and from logs that people published. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "daemon/alerts/channel.h"

namespace forumwatch {

struct RobotCode {
  std::string_view code;
  std::string_view says;  // in the answer's message, where one code has several meanings; "" any
  SendVerdict verdict;
  std::optional<std::chrono::seconds> wait;  // unset: as usual
  std::string_view meaning;
  std::string_view remedy;  // "" time will help
};

// null: a code we do not know.
const RobotCode* FindRobotCode(std::string_view code, std::string_view message);

}  // namespace forumwatch
