// One HTTP request and its answer on a Transfer. Redirects are answers here.
#pragma once

#include <chrono>
#include <string>

#include "analysis/model/time.h"
#include "crawlers/http/transfer.h"
#include "crawlers/http/transport.h"
#include "crawlers/web/url.h"

namespace forumwatch {

// Fit to be sent at all? nullopt, or why not.
std::optional<std::string> WhyNotSendable(const HttpRequest& request);

struct HttpSender {
  const std::string& user_agent;
  CookieShare& cookies;  // of the URL's host
  bool left_home;        // redirected away: the request's own headers stay behind
  bool first_step;       // not redirected at all
};

// `request` and `url` outlive the transfer.
void PrepareHttp(Transfer& transfer, const HttpRequest& request, const Url& url,
                 const HttpSender& sender);

// Ended with `code`. Moves the received bytes out. Throws what a callback had to keep.
HttpOutcome ReadHttp(Transfer& transfer, CURLcode code, const HttpRequest& request, UtcTime now,
                     std::chrono::seconds longest_hold);

}  // namespace forumwatch
