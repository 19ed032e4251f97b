#include "tests/daemon/alerts/mails.h"

#include <re2/re2.h>

namespace forumwatch {
namespace {

constexpr std::size_t kLongestLine = 998;  // RFC 5322, without CRLF

std::string FromBase64(std::string_view text, std::string& problem) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int held = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (c == '=' || c == '\r' || c == '\n') {
      continue;
    }
    if (digit == std::string_view::npos) {
      problem = "not base64";
      return out;
    }
    bits = (bits << 6U | static_cast<unsigned>(digit)) & 0xFFFFU;
    held += 6;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>(static_cast<unsigned char>(bits >> static_cast<unsigned>(held)));
    }
  }
  return out;
}

std::string DecodeWords(re2::StringPiece value, std::string& problem) {
  static const RE2 kWord(R"(\s*=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=)");
  std::string out;
  while (!value.empty()) {
    std::string encoded;
    if (RE2::Consume(&value, kWord, &encoded)) {
      out += FromBase64(encoded, problem);
    } else {
      out += value[0];
      value.remove_prefix(1);
    }
  }
  return out;
}

void AddHeader(const std::string& field, ReadMail& mail) {
  static const RE2 kField(R"(([!-9;-~]+): (.*))");
  std::string name;
  std::string value;
  if (!RE2::FullMatch(field, kField, &name, &value)) {
    mail.problem = "no header: " + field;
    return;
  }
  mail.names.push_back(name);
  if (!mail.headers.emplace(name, DecodeWords(value, mail.problem)).second) {
    mail.problem = "twice: " + name;
  }
}

}  // namespace

ReadMail ParseMail(std::string_view message) {
  ReadMail mail;
  std::string field;
  std::string body;
  bool in_body = false;
  while (!message.empty()) {
    const std::size_t end = message.find("\r\n");
    if (end == std::string_view::npos) {
      mail.problem = "the last line does not end";
      break;
    }
    const std::string line(message.substr(0, end));
    message.remove_prefix(end + 2);
    if (line.size() > kLongestLine || !RE2::FullMatch(line, "[ -~]*")) {
      mail.problem = "a line too long, or not plain ASCII: " + line;
    }
    if (in_body) {
      body += line;
      continue;
    }
    if (!line.empty() && line.front() == ' ') {
      field += line;
      continue;
    }
    if (!field.empty()) {
      AddHeader(field, mail);
    }
    field = line;
    in_body = line.empty();
  }
  mail.text = FromBase64(body, mail.problem);
  return mail;
}

}  // namespace forumwatch
