// One message handed to an SMTP server on a Transfer. One recipient refused: nothing is sent to
// anybody. Plain text is sent in the clear only when the request says so; where the server offers
// STARTTLS it is used even then, and its certificate must be good.
#pragma once

#include <optional>
#include <string>

#include "crawlers/http/transfer.h"
#include "crawlers/http/transport.h"
#include "crawlers/http/url.h"

namespace forumwatch {

// nullopt: fine. Else why not: an address that would break out of its command, nobody to send to,
// nothing to send, neither smtp:// nor smtps://.
std::optional<std::string> WhyNotSendable(const MailRequest& request, const Url& url);

// `request` and `url` outlive the transfer.
void PrepareMail(Transfer& transfer, const MailRequest& request, const Url& url);

// Ended with `code`; the status is the reply code that decided, 0 when none did. Throws what a
// callback had to keep.
HttpOutcome ReadMail(Transfer& transfer, CURLcode code);

}  // namespace forumwatch
