#include "daemon/schedule.h"

#include <algorithm>

#include "crawlers/http/politeness.h"

namespace forumwatch {
namespace {

constexpr int kPauses = 48;  // in the time for which nobody has written: a quarter of an hour in
                             // half a day

std::chrono::seconds Pause(const LastVisit& last, const Rhythm& rhythm, UtcTime now) {
  if (last.watched) {
    return std::min(rhythm.watched_interval, rhythm.interval);
  }
  if (!last.good || !last.newest_post) {
    return rhythm.interval;
  }
  const auto silence = std::chrono::floor<std::chrono::seconds>(now - *last.newest_post);
  return std::clamp(silence / kPauses, rhythm.interval,
                    std::max(rhythm.interval, rhythm.quiet_interval));
}

}  // namespace

UtcTime NextVisit(const LastVisit& last, const Rhythm& rhythm, UtcTime started, UtcTime now,
                  std::uint64_t seed) {
  const UtcTime regular = std::max(started + Duration(Pause(last, rhythm, now)), now);
  return last.good ? regular
                   : std::max(regular, now + Duration(BackOff(last.bad_in_a_row, seed, {})));
}

}  // namespace forumwatch
