// What the service has to say about itself: a channel through which nothing gets out, a clock that
// was set, a month's duties. Loop thread. Throws StoreError.
#pragma once

#include <optional>

#include "config/config.h"
#include "daemon/store/session.h"

namespace forumwatch {

// Into the outbox, to whom the configuration names. A transaction is open.
void SayOfService(Session& session, const Config& config, const Alert& alert);

class ServiceAlerts {
 public:
  static constexpr int kFailsAfter = 6;  // attempts of one delivery: two minutes and a half
  static constexpr std::chrono::minutes kLooks{1};
  static constexpr std::chrono::minutes kSmallestStep{1};  // of a clock

  // Both outlive it.
  ServiceAlerts(Session& session, const Config& config) : session_(session), config_(config) {}

  // At most once in kLooks: says channel.failing of each channel that has sent nothing since what
  // it cannot send was to be told; again after alerts.blind_repeat, or when it fails anew. No
  // transaction may be open.
  void LookAtChannels(UtcTime now);

  // The clock was set by so much. No transaction may be open.
  void ClockSet(Duration step, UtcTime now);

 private:
  Session& session_;
  const Config& config_;
  std::optional<UtcTime> looked_at_;
};

}  // namespace forumwatch
