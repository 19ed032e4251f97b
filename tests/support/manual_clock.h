// A clock that stands still until it is moved. One thread.
#pragma once

#include "daemon/clock.h"

namespace forumwatch {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(UtcTime now) : now_(now) {}
  [[nodiscard]] UtcTime Now() const override { return now_; }
  void Set(UtcTime now) { now_ = now; }
  void Advance(Duration by) { now_ += by; }

 private:
  UtcTime now_;
};

}  // namespace forumwatch
