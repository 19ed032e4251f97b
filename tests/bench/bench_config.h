// The configuration of a house that only reads, for benchmarks: no receivers, no communities yet.
#pragma once

#include <chrono>
#include <string>

#include "tests/support/house.h"

namespace forumwatch {

// `host`: "127.0.0.1:8080", of the forum on loopback.
inline Config ReadingConfig(const std::string& host) {
  Config config = HouseConfig();
  config.channels.clear();
  config.roles.clear();
  config.communities.clear();
  config.http.user_agent = "bench";
  config.http.allow_private = {host};
  config.http.host_spacing = std::chrono::milliseconds(0);
  return config;
}

}  // namespace forumwatch
