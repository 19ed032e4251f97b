#include "daemon/alerts/webhook.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "analysis/model/complaint.h"
#include "analysis/text/plain.h"
#include "daemon/alerts/answer.h"
#include "daemon/alerts/compose.h"
#include "daemon/alerts/signature.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::chrono::seconds kWebhookDeadline{15};
constexpr Bytes kLongestAnswer = 64_KiB;

template <typename Text>
ordered_json TextOrNull(const Text& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

// What may stand in a header as it is; the rest becomes %XX.
bool IsKeyCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view("-._~@+").find(c) != std::string_view::npos;
}

std::string KeyPart(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string part;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsKeyCharacter(c)) {
      part += c;
    } else {
      part += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return part;
}

}  // namespace

std::string WebhookBody(const Delivery& delivery) {
  const Alert& alert = delivery.alert;
  ordered_json body;
  body["id"] = alert.id;
  body["at"] = FormatRfc3339(alert.at, std::chrono::minutes(0));
  body["rule"] = alert.rule;
  body["handbook"] = TextOrNull(alert.handbook);
  body["community"] = TextOrNull(delivery.community);
  body["complaint"] =
      alert.complaint ? ordered_json(Name(*alert.complaint)) : ordered_json(nullptr);
  body["source"] = TextOrNull(alert.source);
  body["episode"] = alert.episode;
  body["receivers"] = alert.receivers;
  body["title"] = AsSent(alert.title, delivery);
  body["reason"] = alert.reason;
  body["text"] = AsSent(delivery.text, delivery);
  body["url"] = TextOrNull(SafeLink(delivery.url));
  body["maybe_repeat"] = delivery.maybe_repeat;
  body["attempt"] = delivery.attempts;
  body["to"] = delivery.receiver;
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string IdempotencyKey(const Delivery& delivery) {
  return KeyPart(delivery.alert.id) + "/" +
         KeyPart(delivery.receiver.empty() ? delivery.channel : delivery.receiver);
}

std::string WebhookSignature(std::string_view secret, std::string_view timestamp,
                             std::string_view body) {
  const std::string message = std::string(timestamp) + "." + std::string(body);
  return "sha256=" + Hex(HmacSha256(secret, message));
}

Webhook::Webhook(std::string url, std::string secret, HttpTransport& transport)
    : url_(std::move(url)), secret_(std::move(secret)), transport_(transport) {}

void Webhook::Send(const Delivery& delivery, UtcTime now, SendHandler done) {
  HttpRequest request;
  request.method = "POST";
  request.url = url_;
  request.body = WebhookBody(delivery);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::string timestamp = std::to_string(seconds);
  request.headers = {{"Content-Type", "application/json; charset=utf-8"},
                     {"Idempotency-Key", IdempotencyKey(delivery)},
                     {"X-Forumwatch-Timestamp", timestamp}};
  if (!secret_.empty()) {
    request.headers.emplace_back("X-Forumwatch-Signature",
                                 WebhookSignature(secret_, timestamp, request.body));
  }
  request.max_body = kLongestAnswer;
  request.deadline = kWebhookDeadline;
  request.follow_redirects = false;
  transport_.Start(std::move(request), [done = std::move(done)](const HttpOutcome& outcome) {
    done(JudgeAnswer(outcome));
  });
}

}  // namespace forumwatch
