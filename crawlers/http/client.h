// The one client for every outgoing request: a single curl multi handle on the loop thread. Refuses
// addresses inside (checked on the sockaddr at connect, so that names, redirects and rebinding do
// not matter), bounds bytes, headers, time and redirects, and is polite to each host: spacing, two
// transfers at once, Retry-After. Owns its handles; destroying it cancels what is under way. Throws
// std::runtime_error when curl cannot be set up, std::invalid_argument on a bad allow_private
// entry; never for what the network does.
//
// GETs and HEADs to one host wait for each other: spacing, `per_host` at once, holds asked for by
// Retry-After. Other requests (but for those that wait for their turn) and mails are not spaced,
// but at most `per_host` at once go to one host. A deadline counts the time on the network, through
// all redirects, not the time in the queue. Redirects stay on the registrable domain; cookies live
// in memory and belong to one host.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/model/time.h"
#include "crawlers/http/transport.h"

namespace forumwatch {

struct HttpClientOptions {
  std::string user_agent;                  // with a contact, so that a forum's owner can ask
  std::vector<std::string> allow_private;  // "host:port" that may be private or loopback
  std::string
      ca_file;  // PEM: authorities trusted besides the system's (an intranet's own), "" none
  std::chrono::milliseconds host_spacing{1000};  // between starts of GETs to one host
  std::size_t per_host = 2;                      // transfers at once
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds low_speed_time{20};  // below 1 KB/s for so long: cut
  Bytes max_headers = 256_KiB;
  std::chrono::seconds longest_hold{3600};  // cap of Retry-After
  double clock_speed = 1;  // seconds of the clock handed to Turn in one real second
};

class HttpClient final : public HttpTransport {
 public:
  explicit HttpClient(HttpClientOptions options);
  ~HttpClient() override;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  RequestId Start(HttpRequest request, OutcomeHandler done) override;
  RequestId Start(MailRequest request, OutcomeHandler done) override;
  void Cancel(RequestId id) noexcept override;
  [[nodiscard]] std::size_t in_flight() const noexcept override;

  // One turn of the loop: starts what may start at `now`, waits at most so long for the network or
  // a readable descriptor, hands out what has ended. Of exceptions of handlers the first comes out
  // of here, after the other handlers were called; the rest are logged.
  void Turn(UtcTime now, std::chrono::milliseconds at_most, std::span<const int> wake = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace forumwatch
