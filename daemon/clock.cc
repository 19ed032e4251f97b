#include "daemon/clock.h"

namespace forumwatch {

UtcTime SystemClock::Now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

Duration SteadyTime() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

CompressedClock::CompressedClock(UtcTime start, double speed)
    : start_(start), speed_(speed), began_(SystemClock().Now()) {}

UtcTime CompressedClock::Now() const {
  const std::chrono::duration<double, std::micro> passed = SystemClock().Now() - began_;
  return start_ + std::chrono::duration_cast<Duration>(passed * speed_);
}

}  // namespace forumwatch
