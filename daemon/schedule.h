// When a source is looked at next. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "analysis/model/time.h"

namespace forumwatch {

struct Rhythm {
  std::chrono::seconds interval{300};
  std::chrono::seconds watched_interval{120};  // while a clock of one of its threads runs
  std::chrono::seconds quiet_interval{300};    // of a board where nobody has written for long
};

struct LastVisit {
  bool good = true;
  int bad_in_a_row = 0;
  bool watched = false;                     // a thread of the source has a running clock
  std::optional<UtcTime> newest_post = {};  // of the source; nullopt: there is more to be read
};

// After a good visit its rhythm, counted from the visit's start: the longer nobody has written, the
// longer the pause, from `interval` to `quiet_interval`. After bad ones a growing pause
// with jitter that never gives up (crawlers/http/politeness.h), and never shorter than the rhythm.
// `seed` tells sources apart.
UtcTime NextVisit(const LastVisit& last, const Rhythm& rhythm, UtcTime started, UtcTime now,
                  std::uint64_t seed);

}  // namespace forumwatch
