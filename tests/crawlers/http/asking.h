// A client and the turns it needs: tests ask and get the outcome. The clock stands still unless a
// test moves it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "crawlers/http/client.h"

namespace forumwatch {

inline const UtcTime kNoon =
    UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 3 / 2)) + std::chrono::hours(12);

inline HttpClientOptions FastOptions(std::vector<std::string> allow_private) {
  HttpClientOptions options;
  options.user_agent = "forumwatch-test (+mailto:care@example.cn)";
  options.allow_private = std::move(allow_private);
  options.host_spacing = std::chrono::milliseconds(0);
  return options;
}

inline HttpRequest Get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  request.deadline = std::chrono::seconds(5);
  return request;
}

class Asking {
 public:
  explicit Asking(HttpClientOptions options) : client(std::move(options)) {}

  template <typename Request>
  requires requires { Request::deadline; }
  HttpOutcome Ask(Request request) {
    std::optional<HttpOutcome> answer;
    client.Start(std::move(request), [&](HttpOutcome outcome) { answer = std::move(outcome); });
    while (!answer) {
      client.Turn(now, std::chrono::milliseconds(1000));
    }
    return std::move(*answer);
  }

  HttpOutcome Ask(const std::string& url) { return Ask(Get(url)); }

  // Turns until nothing is left to wait for.
  void Drain() {
    while (client.in_flight() > 0) {
      client.Turn(now, std::chrono::milliseconds(1000));
    }
  }

  HttpClient client;
  UtcTime now = kNoon;
};

}  // namespace forumwatch
