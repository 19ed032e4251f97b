// The generic webhook: an alert as JSON, POSTed to the address in the configuration.
//
//   Content-Type: application/json; charset=utf-8
//   Idempotency-Key: <alert id>/<receiver, or the channel's name when it has none>
//   X-Forumwatch-Timestamp: seconds since 1970
//   X-Forumwatch-Signature: sha256=<hex of HMAC-SHA256(secret, timestamp + "." + body)>
//                           only when the channel has a secret
//
//   {"id":"01J…","at":"2026-03-02T15:14:00+00:00","rule":"first_reply.overdue","handbook":"B2",
//    "community":"铜雀台","complaint":"C12","source":null,"episode":1,"receivers":["monitor","head"],
//    "title":"…","reason":"…","text":"…","url":"https://…","maybe_repeat":false,"attempt":1,"to":""}
//
// The key stays the same for every attempt, so that the receiver can drop a repeat; maybe_repeat,
// attempt, the timestamp and "可能重复：" before title and text do not. A burst is one request an
// alert: by its key alone a program can tell whether it has an alert, and a bundle that is tried
// again with other members would be new to it. Redirects are not followed,
// 15 seconds are the most. How answers are understood: answer.h. Loop thread.
#pragma once

#include <string>
#include <string_view>

#include "crawlers/http/transport.h"
#include "daemon/alerts/channel.h"

namespace forumwatch {

class Webhook final : public AlertChannel {
 public:
  // `secret` "": unsigned. The transport outlives the channel.
  Webhook(std::string url, std::string secret, HttpTransport& transport);

  void Send(const Delivery& delivery, UtcTime now, SendHandler done) override;

 private:
  std::string url_;
  std::string secret_;
  HttpTransport& transport_;
};

// Pure.
std::string WebhookBody(const Delivery& delivery);
std::string IdempotencyKey(const Delivery& delivery);
// "sha256=…" over `timestamp`.`body`.
std::string WebhookSignature(std::string_view secret, std::string_view timestamp,
                             std::string_view body);

}  // namespace forumwatch
