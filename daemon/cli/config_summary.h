// What a configuration comes to, for people and for programs. Pure.
#pragma once

#include <string>

#include "daemon/cli/check_config.h"

namespace forumwatch {

// Chinese, several lines, each with its end. Of a check without mistakes.
std::string SummaryText(const ConfigCheck& check);

// One JSON object, indented: ok, mistakes, warnings, and what the configuration comes to.
std::string SummaryJson(const ConfigCheck& check);

}  // namespace forumwatch
