// A way by which an alert reaches a person. Sending is asynchronous and judged by what the receiver
// says, not by the HTTP status alone. Loop thread only.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "daemon/store/outbox.h"

namespace forumwatch {

enum class SendVerdict {
  Sent,     // the receiver has it
  Retry,    // not taken; a later attempt can succeed
  Unsure,   // may have been taken (no answer after the body): try again as 可能重复
  Refused,  // not as things stand between here and the receiver; somebody may mend it: seldom
  GiveUp    // no attempt will succeed as things are configured
};

struct SendResult {
  SendVerdict verdict = SendVerdict::Retry;
  std::string reason;                        // for people, "" when sent
  std::optional<std::chrono::seconds> wait;  // the receiver asked for so long
  bool only_this = false;                    // … for this message; others may go
};

using SendHandler = std::function<void(const SendResult&)>;

class AlertChannel {
 public:
  AlertChannel() = default;
  AlertChannel(const AlertChannel&) = delete;
  AlertChannel& operator=(const AlertChannel&) = delete;
  virtual ~AlertChannel() = default;

  // `done` is called once, on the loop thread: later, or at once when nothing can be sent. Nothing
  // of the channel is needed by then. `now`: for signatures and Date headers.
  virtual void Send(const Delivery& delivery, UtcTime now, SendHandler done) = 0;
  // The same alerts as one message that names each, for a burst; nullopt: it has no such form.
  [[nodiscard]] virtual std::optional<Delivery> Digest(
      std::span<const Delivery> /*deliveries*/) const {
    return std::nullopt;
  }
  // How long the next one should wait, so that the receiver is not sent more than it takes, or not
  // when it has most to do.
  virtual Duration Pause(const Alert& /*next*/, UtcTime /*now*/) { return Duration(0); }
};

}  // namespace forumwatch
