// Where the present comes from. Read once per turn of the loop and handed along as a value, so that
// all decisions of one turn agree on "now". Any thread.
#pragma once

#include "analysis/model/time.h"

namespace forumwatch {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual UtcTime Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] UtcTime Now() const override;
};

// Runs `speed` times as fast as the system's clock and begins at `start`: for demonstrations.
class CompressedClock final : public Clock {
 public:
  CompressedClock(UtcTime start, double speed);
  [[nodiscard]] UtcTime Now() const override;

 private:
  UtcTime start_;
  double speed_;
  UtcTime began_;
};

// For spans of real time: never steps, whatever happens to the clock. Counted from some instant.
Duration SteadyTime();

}  // namespace forumwatch
