// Alerts by mail, one message a receiver, in a burst several in one, through SMTP. 2xx is
// acceptance; 4xx (greylisting) is tried again after 5, 15, then every 30 minutes; 5xx gives up for
// this receiver; a connection that ends unanswered after the message went out is unsure. Loop
// thread.
#pragma once

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/channel.h"

namespace forumwatch {

class MailChannel final : public AlertChannel {
 public:
  // The transport outlives the channel.
  MailChannel(MailConfig config, HttpTransport& transport);

  // The delivery's receiver is the address; what cannot be an address is given up at once.
  void Send(const Delivery& delivery, UtcTime now, SendHandler done) override;
  // All texts, whole.
  [[nodiscard]] std::optional<Delivery> Digest(std::span<const Delivery> deliveries) const override;

 private:
  MailConfig config_;
  HttpTransport& transport_;
};

// `attempt`: this one included. Pure.
SendResult JudgeMail(const HttpOutcome& outcome, int attempt);

}  // namespace forumwatch
