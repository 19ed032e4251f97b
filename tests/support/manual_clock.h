// A clock that stands still until it is moved. Any thread.
#pragma once

#include <atomic>

#include "daemon/clock.h"

namespace forumwatch {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(UtcTime now) : now_(ToMicros(now)) {}
  [[nodiscard]] UtcTime Now() const override { return FromMicros(now_); }
  void Set(UtcTime now) { now_ = ToMicros(now); }
  void Advance(Duration by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_;
};

}  // namespace forumwatch
