#include "daemon/alerts/mail_message.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <utility>

#include <sodium.h>

#include "analysis/text/code_points.h"
#include "analysis/text/plain.h"
#include "daemon/alerts/compose.h"
#include "daemon/alerts/signature.h"

namespace forumwatch {
namespace {

// "=?UTF-8?B?" + 52 + "?=": with a header's name of 12 characters still within 76.
constexpr std::size_t kWordBytes = 39;
constexpr std::size_t kSubject = 300;
constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kBase64Line = 76;

const unsigned char* BytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // libsodium's text type
}

// Lines of text end in CRLF within the encoding, too (RFC 2049).
std::string Base64Lines(std::string_view text) {
  std::string canonical;
  for (const char c : text) {
    canonical += c == '\n' ? "\r\n" : std::string(c == '\r' ? 0 : 1, c);
  }
  const std::string encoded = Base64(canonical);
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += kBase64Line) {
    lines += encoded.substr(at, kBase64Line) + "\r\n";
  }
  return lines;
}

bool IsAddressCharacter(char c) {
  return c > 0x20 && c < 0x7F && std::string_view("\"(),:;<>[\\]").find(c) == std::string::npos;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string WrittenAddress(const MailAddress& address) {
  return address.name.empty() ? address.address
                              : EncodedWords(address.name) + "\r\n <" + address.address + ">";
}

// An id of ours has letters and digits only.
std::string HeaderId(std::string_view id) {
  std::string safe;
  std::copy_if(id.begin(), id.end(), std::back_inserter(safe), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
  return safe;
}

}  // namespace

std::optional<MailAddress> ParseMailAddress(std::string_view text) {
  MailAddress parsed;
  std::string_view address = Trimmed(text);
  const std::size_t open = address.find('<');
  if (open != std::string_view::npos) {
    if (address.back() != '>') {
      return std::nullopt;
    }
    parsed.name = PlainLine(address.substr(0, open), kSubject);
    address = address.substr(open + 1, address.size() - open - 2);
  }
  const std::size_t at = address.find('@');
  const bool one_at = at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
                      address.find('@', at + 1) == std::string_view::npos;
  const bool one_line = std::none_of(text.begin(), text.end(),
                                     [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!one_line || !one_at || address.size() > kLongestAddress ||
      !std::all_of(address.begin(), address.end(), IsAddressCharacter)) {
    return std::nullopt;
  }
  parsed.address = address;
  return parsed;
}

std::string FormatMailDate(UtcTime t) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(t - day));
  std::array<char, 64> out{};
  const int length = std::snprintf(
      out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
      kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
      kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  return {out.data(), static_cast<std::size_t>(length)};
}

std::string EncodedWords(std::string_view text) {
  std::string words;
  std::string word;
  const auto end_word = [&] {
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + Base64(word) + "?=";
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    std::string character;
    AppendUtf8(character, NextCodePoint(text, at));
    if (word.size() + character.size() > kWordBytes) {
      end_word();
    }
    word += character;
  }
  if (!word.empty()) {
    end_word();
  }
  return words;
}

std::string MailMessageId(const Delivery& delivery, const MailAddress& from) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  std::array<char, 2 * crypto_generichash_BYTES_MIN + 1> hex{};
  crypto_generichash(hash.data(), hash.size(), BytesOf(delivery.receiver), delivery.receiver.size(),
                     nullptr, 0);
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return "<" + HeaderId(delivery.alert.id) + "." + std::string(hex.data(), 16) +
         from.address.substr(from.address.find('@')) + ">";
}

std::string ComposeMail(const Delivery& delivery, const MailAddress& from, const MailAddress& to,
                        UtcTime now) {
  const std::string subject = PlainLine(AsSent(delivery.alert.title, delivery), kSubject);
  const std::pair<std::string_view, std::string> headers[] = {
      {"From", WrittenAddress(from)},
      {"To", WrittenAddress(to)},
      {"Date", FormatMailDate(now)},
      {"Message-ID", MailMessageId(delivery, from)},
      {"Subject", EncodedWords(subject)},
      {"MIME-Version", "1.0"},
      {"Content-Type", "text/plain; charset=utf-8"},
      {"Content-Transfer-Encoding", "base64"},
      {"Auto-Submitted", "auto-generated"},  // RFC 3834: no out-of-office answers
      {"X-Forumwatch-Alert", HeaderId(delivery.alert.id)},
  };
  std::string message;
  for (const auto& [name, value] : headers) {
    message += std::string(name) + ": " + value + "\r\n";
  }
  return message + "\r\n" + Base64Lines(AsSent(delivery.text, delivery) + "\n");
}

}  // namespace forumwatch
