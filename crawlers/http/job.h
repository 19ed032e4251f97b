// One request or mail between Start and its outcome, and the steps of it that need no company: what
// curl is to be told, what its end means. Who starts when and who is told is the client's business.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "crawlers/http/client.h"
#include "crawlers/http/hosts.h"
#include "crawlers/http/mail_session.h"
#include "crawlers/http/redirects.h"
#include "crawlers/http/transfer.h"

namespace forumwatch {

// Either `http` with `trail`, or `mail` with `server`. Does not move once curl knows of it.
struct Job {
  RequestId id{};
  OutcomeHandler done;
  std::optional<HttpRequest> http;
  std::optional<RedirectTrail> trail;
  std::optional<MailRequest> mail;
  std::optional<Url> server;
  Host* host = nullptr;
  Lane* lane = nullptr;
  std::unique_ptr<Transfer> transfer;    // under way
  std::unique_ptr<MailSession> session;  // … and connected to a mail server
  std::chrono::microseconds took{0};

  [[nodiscard]] const Url& url() const { return trail ? trail->current() : *server; }
  [[nodiscard]] std::chrono::milliseconds time_left() const;
};

// Makes the transfer. Throws CurlError, std::bad_alloc.
void PrepareTransfer(Job& job, const HttpClientOptions& options, const PrivateHosts& named);

// The transfer ended with `code` (a mail's only if it failed). Throws what a callback had to keep.
HttpOutcome ReadOutcome(Job& job, CURLcode code, const HttpClientOptions& options, UtcTime now);

// Where a redirect leads, the trail has gone there: true. Else the outcome is final, and says so
// when a redirect was refused.
bool FollowRedirect(Job& job, HttpOutcome& outcome, const PrivateHosts& named);

// An outcome without an answer.
HttpOutcome Unsent(OutcomeKind kind, std::string reason);

// The one line a request gets, without secrets.
void LogRequest(std::string_view method, const HttpOutcome& outcome, int redirects);

}  // namespace forumwatch
