#include "config/web_address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <arpa/inet.h>
#include <curl/urlapi.h>

#include "config/mistakes.h"

namespace forumwatch {
namespace {

using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string Part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == nullptr) {
    return {};
  }
  const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
  return owner.get();
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

std::optional<unsigned> ParsePort(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0 || port > 65535) {
    return std::nullopt;
  }
  return port;
}

// What is typed with a Chinese keyboard by mistake, and blanks: never part of an address.
bool HasForeignSign(std::string_view text) {
  constexpr std::array<std::string_view, 9> kSigns = {" ",  "\t", "\n", "\u3000", "：",
                                                      "／", "．", "。", "，"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  });
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

std::string WhyNot(CURLUcode code) {
  switch (code) {
    case CURLUE_BAD_PORT_NUMBER:
      return "端口要在 1 到 65535 之间";
    case CURLUE_USER_NOT_ALLOWED:
      return "地址里不要写用户名和密码";
    case CURLUE_NO_HOST:
    case CURLUE_BAD_HOSTNAME:
    case CURLUE_BAD_IPV6:
    case CURLUE_BAD_SLASHES:
      return "地址里的主机名不对，应当像 https://bbs.example.com/";
    default:
      return "这个地址看不懂：" + std::string(curl_url_strerror(code));
  }
}

bool InsideV4(std::uint32_t address) {
  struct Range {
    std::uint32_t from;
    unsigned bits;
  };
  constexpr std::array<Range, 7> kRanges = {{{0x00000000U, 8},     // 0.0.0.0/8
                                             {0x0A000000U, 8},     // 10.0.0.0/8
                                             {0x64400000U, 10},    // 100.64.0.0/10
                                             {0x7F000000U, 8},     // 127.0.0.0/8
                                             {0xA9FE0000U, 16},    // 169.254.0.0/16
                                             {0xAC100000U, 12},    // 172.16.0.0/12
                                             {0xC0A80000U, 16}}};  // 192.168.0.0/16
  return std::any_of(kRanges.begin(), kRanges.end(), [&](const Range& range) {
    return address >> (32 - range.bits) == range.from >> (32 - range.bits);
  });
}

bool InsideV6(const in6_addr& address) {
  const auto* const byte = address.s6_addr;
  const bool zeros = std::all_of(byte, byte + 10, [](std::uint8_t b) { return b == 0; });
  const auto tail = std::uint32_t{byte[12]} << 24U | std::uint32_t{byte[13]} << 16U |
                    std::uint32_t{byte[14]} << 8U | std::uint32_t{byte[15]};
  if (zeros && byte[10] == 0xFF && byte[11] == 0xFF) {
    return InsideV4(tail);
  }
  if (zeros && byte[10] == 0 && byte[11] == 0 && tail <= 1) {
    return true;  // :: and ::1
  }
  return (byte[0] & 0xFEU) == 0xFC || (byte[0] == 0xFE && (byte[1] & 0xC0U) == 0x80);
}

}  // namespace

std::variant<WebAddress, std::string> ParseWebAddress(const std::string& text,
                                                      std::span<const std::string_view> schemes) {
  if (HasForeignSign(text)) {
    return "地址里有空格或中文标点，请改成英文的 : / .";
  }
  if (std::string wrong = WrongBeginning(text, schemes); !wrong.empty()) {
    return wrong;
  }
  if (const auto host = text.find("://") + 3; host < text.size() && text[host] == '/') {
    return WhyNot(CURLUE_NO_HOST);  // curl would take the first folder for a host
  }
  const CurlUrl url(curl_url(), &curl_url_cleanup);
  if (const auto code = curl_url_set(url.get(), CURLUPART_URL, text.c_str(),
                                     CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
      code != CURLUE_OK) {
    return WhyNot(code);
  }
  std::string host = Lower(Part(url.get(), CURLUPART_HOST));
  if (host.size() >= 2 && host.front() == '[') {
    host = host.substr(1, host.size() - 2);
  }
  const auto port = ParsePort(Part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT));
  if (!port) {
    return WhyNot(CURLUE_BAD_PORT_NUMBER);
  }
  return WebAddress{Lower(Part(url.get(), CURLUPART_SCHEME)), host, *port};
}

std::variant<WebAddress, std::string> ParseHostAndPort(std::string_view text) {
  constexpr std::string_view kForm = "应当只写主机和端口，例如 \"127.0.0.1:8080\"";
  const auto colon = text.rfind(':');
  if (text.find_first_of("/?#") != std::string_view::npos || colon == std::string_view::npos ||
      colon == 0) {
    return std::string(kForm);
  }
  constexpr std::array<std::string_view, 1> kHttp = {"http"};
  auto parsed = ParseWebAddress("http://" + std::string(text), kHttp);
  if (auto* const address = std::get_if<WebAddress>(&parsed)) {
    if (!ParsePort(text.substr(colon + 1))) {
      return std::string(kForm);  // the last part of a bare IPv6 address, "::1]", "x?"
    }
    address->scheme.clear();
  }
  return parsed;
}

std::string HostAndPort(const WebAddress& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

bool IsInside(std::string_view host) {
  const std::string name(host);
  if (name == "localhost" || name.ends_with(".localhost")) {
    return true;
  }
  in_addr v4{};
  if (inet_pton(AF_INET, name.c_str(), &v4) == 1) {
    return InsideV4(ntohl(v4.s_addr));
  }
  in6_addr v6{};
  return inet_pton(AF_INET6, name.c_str(), &v6) == 1 && InsideV6(v6);
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
