#include "config/web_address.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "config/mistakes.h"
#include "crawlers/http/address_guard.h"

namespace forumwatch {
namespace {

// What is typed with a Chinese keyboard by mistake, and blanks: never part of an address.
bool HasForeignSign(std::string_view text) {
  constexpr std::array<std::string_view, 8> kSigns = {" ",  "\t", "\n", "\u3000",
                                                      "：", "／", "．", "。"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  });
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

std::string Beginnings(std::span<const std::string_view> schemes) {
  std::string text;
  for (const std::string_view scheme : schemes) {
    text += (text.empty() ? "" : " 或 ") + std::string(scheme) + "://";
  }
  return text;
}

// "" when it begins as it should.
std::string WrongBeginning(const std::string& text, std::span<const std::string_view> schemes) {
  const auto colon = text.find("://");
  const std::string scheme =
      colon == std::string::npos ? std::string() : Lower(std::string_view(text).substr(0, colon));
  if (std::find(schemes.begin(), schemes.end(), scheme) != schemes.end()) {
    return {};
  }
  const std::string usual(schemes.front());
  if (scheme.empty()) {
    return "地址要以 " + Beginnings(schemes) + " 开头，例如 " + usual + "://" +
           (text.empty() ? "bbs.example.com/" : text);
  }
  const std::vector<std::string> known(schemes.begin(), schemes.end());
  const std::string meant = Closest(scheme, known);
  return "地址不能以 " + scheme + ":// 开头" +
         (meant.empty() ? "，只能是 " + Beginnings(schemes) : "，是不是 " + meant + "://？");
}

// An empty host: curl would take the first folder for one.
bool HasNoHost(const std::string& text) {
  const auto host = text.find("://") + 3;
  return host >= text.size() || text[host] == '/';
}

bool IsFigures(std::string_view host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::variant<Url, std::string> ParseWebAddress(const std::string& text,
                                               std::span<const std::string_view> schemes) {
  if (HasForeignSign(text)) {
    return "地址里有空格或中文标点，请改成英文的 : / .";
  }
  if (std::string wrong = WrongBeginning(text, schemes); !wrong.empty()) {
    return wrong;
  }
  auto url = HasNoHost(text) ? std::nullopt : Url::Parse(text);
  if (!url) {
    return "地址里的主机名或端口不对，应当像 " + std::string(schemes.front()) +
           "://bbs.example.com，端口是 1 到 65535";
  }
  if (url->has_user()) {
    return "地址里不要写用户名和密码";
  }
  return std::move(*url);
}

bool IsInside(const Url& url) {
  const std::string& host = url.host();
  if (host == "localhost" || host.ends_with(".localhost")) {
    return true;
  }
  const bool v6 = host.starts_with('[');
  return IsFigures(host) && WhyNotPublic(v6 ? host.substr(1, host.size() - 2) : host).has_value();
}

bool IsMailAddress(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 >= text.size() || text.size() > 254) {
    return false;
  }
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7F' && std::string_view("<>()[]\\,;:\"").find(c) == std::string::npos;
  });
  const std::string_view host = text.substr(at + 1);
  return plain && host.find('@') == std::string_view::npos && !host.starts_with('.') &&
         !host.ends_with('.');
}

}  // namespace forumwatch
