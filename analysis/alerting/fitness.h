// Whether the service does what it is there for, as whoever watches it from outside has to know: a
// loop that turns is not enough. That the store can be written is none of this: where it cannot,
// nothing turns (cli/run.cc). Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "analysis/deadlines/zone.h"
#include "analysis/model/time.h"

namespace forumwatch {

// By then each way has been tried many times, also behind a pause of ten minutes that a robot asked
// for; half an hour of the first reply's four (B2) is gone.
inline constexpr std::chrono::minutes kUntoldTooLong{30};
// A restart of a forum, or a backup, is over by then; three of the four hours are left.
inline constexpr std::chrono::minutes kUnseenTooLong{60};

struct WorkDone {
  // The earliest that somebody was to be told something that was tried in vain since, and nobody
  // has taken any alert since then; nullopt: there is none.
  std::optional<UtcTime> untold_since;
  // Since when no source could be read, by the visits to them, where none could at its last one;
  // nullopt: one could, or none was visited.
  std::optional<UtcTime> unseen_since;
};

// "": it is fit. In Chinese, for people.
std::string WhyUnfit(const WorkDone& work, const Zone& zone, UtcTime now);

}  // namespace forumwatch
