// What a staff post speaks of. Plain data.
#pragma once

#include <string>
#include <vector>

namespace forumwatch {

struct NamedMatters {
  std::vector<std::string> topics;  // of config/handbook.json
  std::vector<std::string> places;  // "7栋", "东门"
};

}  // namespace forumwatch
