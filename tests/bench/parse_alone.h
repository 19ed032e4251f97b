// What gumbo alone costs, for benchmarks.
#pragma once

#include <string>
#include <vector>

#include <gumbo.h>

namespace forumwatch {

inline void ParseAll(const std::vector<std::string>& bodies) {
  for (const std::string& body : bodies) {
    gumbo_destroy_output(&kGumboDefaultOptions,
                         gumbo_parse_with_options(&kGumboDefaultOptions, body.data(), body.size()));
  }
}

}  // namespace forumwatch
