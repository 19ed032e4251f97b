#include "daemon/schedule.h"

#include <algorithm>

#include "crawlers/http/politeness.h"

namespace forumwatch {

UtcTime NextVisit(const LastVisit& last, const Rhythm& rhythm, UtcTime started, UtcTime now,
                  std::uint64_t seed) {
  const std::chrono::seconds interval =
      last.watched ? std::min(rhythm.watched_interval, rhythm.interval) : rhythm.interval;
  const UtcTime regular = std::max(started + Duration(interval), now);
  return last.good ? regular
                   : std::max(regular, now + Duration(BackOff(last.bad_in_a_row, seed, {})));
}

}  // namespace forumwatch
