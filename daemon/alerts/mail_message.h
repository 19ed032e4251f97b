// One alert as one message (RFC 5322, MIME): CRLF lines of ASCII, subject in encoded-words (RFC
// 2047), text in base64. Nothing that comes from outside reaches a header unencoded or unchecked,
// so that no title can add one. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/outbox.h"

namespace forumwatch {

// "watch@example.com" or "论坛监测 <watch@example.com>".
struct MailAddress {
  std::string name;  // "" none
  std::string address;
};

// nullopt: no address that a message could be sent to (one line, one @, visible ASCII, no quoting).
std::optional<MailAddress> ParseMailAddress(std::string_view text);

// "Mon, 02 Mar 2026 04:00:00 +0000"
std::string FormatMailDate(UtcTime t);

// A header's value as encoded-words, folded; each line stays within 76 characters.
std::string EncodedWords(std::string_view text);

// Stays the same for every attempt: <alert id.16 hex digits of the receiver@host of `from`>.
std::string MailMessageId(const Delivery& delivery, const MailAddress& from);

std::string ComposeMail(const Delivery& delivery, const MailAddress& from, const MailAddress& to,
                        UtcTime now);

}  // namespace forumwatch
