// What must hold whatever a fuzz target is given; otherwise the fuzzer keeps the input.
#pragma once

#include <cstdlib>

namespace forumwatch {

inline void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace forumwatch
