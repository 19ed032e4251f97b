// What may leave the program: HTTP requests and mails, and how they ended. Plain data and the one
// interface (HttpTransport) that crawling and alerting use; http/client implements it with one curl
// multi handle, tests with a script. Loop thread only. Nothing here throws for what the network
// does: outcomes are values.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/time.h"

namespace forumwatch {

enum class Bytes : std::size_t {};
constexpr std::size_t Count(Bytes b) noexcept {
  return static_cast<std::size_t>(b);
}
constexpr Bytes operator""_MiB(unsigned long long n) noexcept {
  return Bytes(n * 1024 * 1024);
}
constexpr Bytes operator""_KiB(unsigned long long n) noexcept {
  return Bytes(n * 1024);
}

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;  // Cookie: into the host's jar
  std::string body;
  std::string etag;           // → If-None-Match
  std::string last_modified;  // → If-Modified-Since
  Bytes max_body = 4_MiB;     // decoded bytes, counted in the write callback
  std::chrono::seconds deadline{60};
  bool follow_redirects = true;  // ≤ 5, each re-checked; a redirect to itself is followed once
  // Asked before each: false, and the redirect itself is the outcome.
  std::function<bool(const std::string& url)> may_follow = nullptr;
  std::chrono::milliseconds spacing{0};  // GETs: so long at least until the host's next
  bool in_turn = false;                  // a POST that waits among the host's GETs for its turn
  bool with_cookies = true;              // of the host's jar; false: none is sent, none is kept
};

// A message for SMTP (smtp:// or smtps://), RFC 5322 text with CRLF lines, ready to send.
struct MailRequest {
  std::string server_url;
  std::string user;  // "" no authentication
  std::string password;
  std::string from;
  std::vector<std::string> to;
  std::string message;
  bool require_tls = true;
  std::chrono::seconds deadline{60};
};

enum class OutcomeKind {
  Ok,           // 2xx
  NotModified,  // 304
  HttpError,    // any other status; see status, retry_after
  Network,      // DNS, connect, TLS, reset
  Timeout,      // total deadline or low speed
  TooLarge,     // body or header cap reached
  Redirects,    // loop or more than five
  Blocked,      // address, scheme or port not allowed (SSRF guard)
  Disallowed    // the forum's robots.txt forbids the address: it was not asked for
};
std::string_view Name(OutcomeKind kind);

struct HttpOutcome {
  OutcomeKind kind = OutcomeKind::Network;
  int status = 0;                              // 0: no answer (mail: SMTP reply code)
  std::map<std::string, std::string> headers;  // lower-case names, last one wins
  std::string body;                            // decoded; also for HttpError (within the cap)
  std::string final_url;
  std::optional<UtcTime> date;  // Date header
  std::optional<std::chrono::seconds> retry_after;
  bool request_sent = false;  // all of it left (mail: the message): the other side may have acted
  std::string reason;         // one line for people, "" when Ok
  std::chrono::milliseconds took{0};
};

using OutcomeHandler = std::function<void(HttpOutcome)>;
enum class RequestId : std::uint64_t {};

class HttpTransport {
 public:
  HttpTransport() = default;
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;
  virtual ~HttpTransport() = default;

  // `done` is called once, later, on the loop thread (never from inside Start).
  virtual RequestId Start(HttpRequest request, OutcomeHandler done) = 0;
  virtual RequestId Start(MailRequest request, OutcomeHandler done) = 0;
  // `done` will not be called any more.
  virtual void Cancel(RequestId id) noexcept = 0;
  [[nodiscard]] virtual std::size_t in_flight() const noexcept = 0;
};

}  // namespace forumwatch
