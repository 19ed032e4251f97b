// Every way in which kGoodConfig can be wrong at one place, and what is said about it. Data.
#pragma once

#include <span>
#include <vector>

namespace forumwatch {

struct Wrong {
  const char* name;
  const char* from;  // stands once in kGoodConfig
  const char* to;
  const char* path;
  const char* said;
};

struct WrongGroup {
  const char* of;
  std::span<const Wrong> cases;
};

const std::vector<WrongGroup>& WrongConfigs();

}  // namespace forumwatch
