// Delivers what the store's outbox holds: claim with a lease, send, record sent / retry later /
// give up. At least once, with a stable alert id; a repeat that cannot be ruled out says 可能重复.
// Loop thread. Throws StoreError.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>

#include "daemon/alerts/channel.h"
#include "daemon/clock.h"
#include "daemon/store/session.h"

namespace forumwatch {

using AlertChannels = std::map<std::string, std::unique_ptr<AlertChannel>, std::less<>>;

class Outbox {
 public:
  // Session, channels and clock outlive the outbox. `owner` names this run of the daemon.
  Outbox(Session& session, const AlertChannels& channels, const Clock& clock, std::string owner);

  // Claims what is due and begins to send it. No transaction may be open.
  void Send(UtcTime now);
  // When Send() will next find something; nullopt: nothing waits.
  [[nodiscard]] std::optional<UtcTime> NextDue();
  [[nodiscard]] std::size_t in_flight() const noexcept { return in_flight_; }
  // At the end: what was claimed and not begun waits for the next run.
  void Stop();

 private:
  void Note(const Delivery& delivery, const SendResult& result);

  Session& session_;
  const AlertChannels& channels_;
  const Clock& clock_;
  std::string owner_;
  std::size_t in_flight_ = 0;
};

}  // namespace forumwatch
