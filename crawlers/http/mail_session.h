// One mail on its way: curl connects, greets, encrypts and logs in (a Transfer); then the dialogue
// runs over that connection, never waiting. Addresses, limits and deadline as for everything else.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "crawlers/http/deadline_timer.h"
#include "crawlers/http/smtp_dialogue.h"
#include "crawlers/http/transfer.h"
#include "crawlers/http/transport.h"
#include "crawlers/web/url.h"

namespace forumwatch {

// nullopt: fine. Else why not: an address that would break out of its command, nobody to send to,
// nothing to send, neither smtp:// nor smtps://.
std::optional<std::string> WhyNotSendable(const MailRequest& request, const Url& url);

// Plain text is used only when the request says so; where the server offers STARTTLS it is used
// even then, and its certificate must be good. `request` and `url` outlive the transfer.
void PrepareMail(Transfer& transfer, const MailRequest& request, const Url& url);

// The connection was not made, or the server did not let us in.
HttpOutcome ReadMailFailure(Transfer& transfer, CURLcode code);

class MailSession {
 public:
  // `transfer` is connected and stays in its multi; it and `request` outlive the session.
  MailSession(Transfer& transfer, const MailRequest& request, std::chrono::milliseconds left);

  // What to wait for.
  [[nodiscard]] curl_waitfd socket() const noexcept;
  [[nodiscard]] curl_waitfd timer() const noexcept;
  // Sends and receives what goes without waiting; the outcome when it is over.
  std::optional<HttpOutcome> Pump();
  [[nodiscard]] std::chrono::microseconds took() const noexcept { return span_ - timer_.left(); }

 private:
  enum class Flow { Waiting, Broken };
  Flow Send();
  Flow Receive();
  [[nodiscard]] HttpOutcome Verdict() const;
  [[nodiscard]] HttpOutcome Failure(OutcomeKind kind, std::string reason) const;

  Transfer& transfer_;
  SmtpDialogue dialogue_;
  std::chrono::milliseconds span_;
  DeadlineTimer timer_;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
  std::size_t received_ = 0;
};

}  // namespace forumwatch
