#include "crawlers/http/masked_url.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "crawlers/http/header_text.h"

namespace forumwatch {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::size_t kLongest = 300;

constexpr std::string_view kSecretNames[] = {
    "access_token", "accesstoken", "api_key",   "api_username", "apikey", "app_secret",
    "appkey",       "auth",        "code",      "formhash",     "hash",   "key",
    "loginhash",    "passwd",      "password",  "pwd",          "secret", "session",
    "sid",          "sign",        "signature", "sig",          "ticket", "token"};

constexpr std::string_view kSecretSteps[] = {"hook", "hooks", "webhook", "webhooks", "services"};

template <std::size_t N>
bool IsOneOf(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), Lowered(word)) != std::end(words);
}

void AppendPrintable(std::string& out, std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '"') {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
}

// Without user and password.
void AppendAuthority(std::string& out, std::string_view authority) {
  const auto at = authority.rfind('@');
  if (at != std::string_view::npos) {
    out += kMask;
    authority.remove_prefix(at);
  }
  AppendPrintable(out, authority);
}

// Where user, password, host and port end. A password with a "/" that nobody encoded makes the URL
// a wrong one, and is a password all the same.
std::size_t AuthorityEnd(std::string_view url) {
  const std::size_t end = std::min(url.find_first_of("/?"), url.size());
  const auto colon = url.substr(0, end).find(':');
  const auto at = url.rfind('@');
  if (colon == std::string_view::npos || at == std::string_view::npos || at < end) {
    return end;
  }
  const std::string_view port = url.substr(colon + 1, end - colon - 1);
  const bool is_port = port.find_first_not_of("0123456789") == std::string_view::npos;
  return is_port ? end : std::min(url.find_first_of("/?", at), url.size());
}

// A step with "user:password@" stands where somebody mistyped the slashes.
void AppendStep(std::string& out, std::string_view step) {
  if (step.find(':') < step.find('@')) {
    AppendAuthority(out, step);
  } else {
    AppendPrintable(out, step);
  }
}

void AppendPath(std::string& out, std::string_view path) {
  std::size_t begin = 0;
  while (begin < path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view step = path.substr(begin, end - begin);
    AppendStep(out, step);
    if (end == path.size()) {
      return;
    }
    out += '/';
    if (IsOneOf(kSecretSteps, step) && end + 1 < path.size()) {
      out += kMask;
      return;
    }
    begin = end + 1;
  }
}

void AppendQuery(std::string& out, std::string_view query) {
  std::size_t begin = 0;
  while (begin <= query.size()) {
    const std::size_t end = std::min(query.find_first_of("&;", begin), query.size());
    const std::string_view pair = query.substr(begin, end - begin);
    const auto equals = pair.find('=');
    const std::string_view name = pair.substr(0, equals);
    if (equals != std::string_view::npos && IsOneOf(kSecretNames, name)) {
      AppendPrintable(out, name);
      out += '=';
      out += kMask;
    } else {
      AppendPrintable(out, pair);
    }
    if (end < query.size()) {
      out += query[end];
    }
    begin = end + 1;
  }
}

}  // namespace

std::string MaskedUrl(std::string_view url) {
  std::string out;
  url = url.substr(0, url.find('#'));
  const auto scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    AppendPrintable(out, url.substr(0, scheme));
    out += "://";
    url.remove_prefix(scheme + 3);
    const std::size_t end = AuthorityEnd(url);
    AppendAuthority(out, url.substr(0, end));
    url.remove_prefix(end);
  }
  const auto question = url.find('?');
  AppendPath(out, url.substr(0, question));
  if (question != std::string_view::npos) {
    out += '?';
    AppendQuery(out, url.substr(question + 1));
  }
  if (out.size() > kLongest) {
    out.resize(kLongest);
    out += "...";
  }
  return out;
}

}  // namespace forumwatch
