// Where requests may go, against a second, simpler opinion. Input: three lines (an allow_private
// entry, a URL, a Location) and whatever follows as an address.
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <libpsl.h>
#include <netinet/in.h>

#include "crawlers/http/address_guard.h"
#include "crawlers/http/masked_url.h"
#include "crawlers/http/politeness.h"
#include "crawlers/http/redirects.h"
#include "crawlers/http/targets.h"
#include "crawlers/web/url.h"
#include "tests/fuzz/require.h"

namespace forumwatch {
namespace {

std::string TakeLine(std::string_view& input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  std::string line(input.substr(0, end));
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

// A whole, plain URL taken apart by hand.
struct Parts {
  std::string scheme;
  std::string host;
  int port = 0;

  explicit Parts(const std::string& text) {
    const std::size_t slashes = text.find("://");
    Require(slashes != std::string::npos);
    scheme = text.substr(0, slashes);
    std::string place = text.substr(slashes + 3);
    place = place.substr(0, place.find_first_of("/?#"));
    Require(place.find('@') == std::string::npos);
    const std::size_t colon = place.rfind(':');
    const bool in_brackets = colon < place.rfind(']') && place.rfind(']') != std::string::npos;
    if (colon != std::string::npos && !in_brackets) {
      port = std::atoi(place.c_str() + colon + 1);  // NOLINT(cert-err34-c): digits by contract
      place.resize(colon);
    } else {
      port = scheme == "http" ? 80 : scheme == "https" ? 443 : scheme == "smtp" ? 25 : 465;
    }
    host = place;
  }
};

bool IsFigures(const std::string& host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
}

// The shortest end of the name that is no public suffix.
std::string Registrable(const std::string& host) {
  if (psl_is_public_suffix(psl_builtin(), host.c_str()) != 0) {
    return {};
  }
  std::string domain = host;
  for (std::size_t dot = host.find('.'); dot != std::string::npos; dot = host.find('.', dot + 1)) {
    const std::string rest = host.substr(dot + 1);
    if (psl_is_public_suffix(psl_builtin(), rest.c_str()) != 0) {
      return domain;
    }
    domain = rest;
  }
  return domain;
}

bool SameSite(const std::string& a, const std::string& b) {
  if (a == b) {
    return true;
  }
  if (IsFigures(a) || IsFigures(b)) {
    return false;
  }
  const std::string domain = Registrable(a);
  return !domain.empty() && domain == Registrable(b);
}

void CheckUrl(const Url& url) {
  const Parts parts(url.text());
  Require(parts.scheme == url.scheme());
  Require(parts.host == url.host());
  Require(parts.port == url.port());
  Require(url.port() > 0 && url.port() < 65536);
  for (const char c : url.host()) {
    Require(c > 0x20 && c < 0x7F && (c < 'A' || c > 'Z'));
  }
  // What the C library would read as an IPv4 address stands there in its plain form, so that
  // comparing with allow_private compares addresses.
  in_addr address{};
  if (inet_aton(url.host().c_str(), &address) != 0) {
    std::array<char, INET_ADDRSTRLEN> plain{};
    inet_ntop(AF_INET, &address, plain.data(), plain.size());
    Require(url.host() == plain.data());
  }
  const auto again = Url::Parse(url.text());
  Require(again.has_value());
  Require(again->HostAndPort() == url.HostAndPort() && again->scheme() == url.scheme());
}

void CheckMask(const std::string& text) {
  const std::string shown = MaskedUrl(text);
  Require(shown.size() <= 303);
  for (const char c : shown) {
    Require(c > 0x20 && c < 0x7F && c != '"');
  }
  Require(MaskedUrl(shown).size() <= 303);
}

// By hand: may the redirect be followed?
bool MayFollow(const Url& first, const Url& from, const Url& to, const std::string& entry) {
  const Parts start(first.text());
  const Parts target(to.text());
  if (target.scheme != "http" && target.scheme != "https") {
    return false;
  }
  if (!SameSite(start.host, target.host)) {
    return false;
  }
  const bool port = target.port == 80 || target.port == 443 || target.port == start.port ||
                    entry == target.host + ":" + std::to_string(target.port);
  const bool downgrade = from.scheme() == "https" && target.scheme == "http";
  return port && !downgrade && (!to.has_user() || from.has_user());
}

void CheckRedirect(const Url& first, const std::string& location,
                   const std::optional<std::string>& entry) {
  const PrivateHosts named(entry ? std::vector<std::string>{*entry} : std::vector<std::string>{});
  Require(named.Name(first) == (entry == first.HostAndPort()));
  const auto again = Url::Parse(first.text());
  RedirectTrail trail(std::move(*Url::Parse(first.text())), true);
  const auto to = trail.current().Resolve(location);
  const bool may =
      to && !location.empty() && MayFollow(*again, trail.current(), *to, entry.value_or(""));
  const auto step = trail.Read(302, location, named);
  Require((step == RedirectTrail::Step::Go) == may);
  Require((step == RedirectTrail::Step::Final) == location.empty());
  if (may) {
    CheckUrl(*to);
    Require(trail.current().text() == to->text());
    Require(trail.left_home() ==
            (first.scheme() != to->scheme() || first.HostAndPort() != to->HostAndPort()));
  } else if (!location.empty()) {
    Require(!trail.refusal().reason.empty());
  }
}

constexpr const char* kDenied[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "2001::/23",     "2001:db8::/32",   "2002::/16",      "3fff::/20"};

// Bit by bit.
bool IsIn(const std::string& block, int family, const std::uint8_t* address) {
  const std::size_t slash = block.find('/');
  std::array<std::uint8_t, 16> base{};
  if (inet_pton(family, block.substr(0, slash).c_str(), base.data()) != 1) {
    return false;
  }
  const int bits = std::stoi(block.substr(slash + 1));
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if (((base[byte] ^ address[byte]) & mask) != 0) {
      return false;
    }
  }
  return true;
}

void CheckAddress(std::string_view bytes) {
  std::array<std::uint8_t, 16> raw{};
  std::memcpy(raw.data(), bytes.data(), std::min(bytes.size(), raw.size()));
  const int family = bytes.size() > 4 ? AF_INET6 : AF_INET;
  bool denied = family == AF_INET6 && !IsIn("2000::/3", AF_INET6, raw.data());
  for (const char* block : kDenied) {
    denied = denied || IsIn(block, family, raw.data());
  }
  std::array<char, INET6_ADDRSTRLEN> figures{};
  inet_ntop(family, raw.data(), figures.data(), figures.size());
  Require(WhyNotPublic(std::string(figures.data())).has_value() == denied);
}

void CheckWait(const std::string& value) {
  const auto wait = ParseRetryAfter(value, UtcTime{}, std::chrono::hours(1));
  Require(!wait || (wait->count() >= 0 && *wait <= std::chrono::hours(1)));
}

void Run(std::string_view input) {
  const std::string entry = TakeLine(input);
  const std::string text = TakeLine(input);
  const std::string location = TakeLine(input);
  CheckMask(text);
  CheckMask(location);
  CheckWait(location);
  CheckAddress(input);
  const auto url = Url::Parse(text);
  if (!url) {
    return;
  }
  CheckUrl(*url);
  if (url->scheme() == "http" || url->scheme() == "https") {
    CheckRedirect(*url, location, NormalHostAndPort(entry));
  }
}

}  // namespace
}  // namespace forumwatch

extern "C" int LLVMFuzzerTestOneInput(  // NOLINT(readability-identifier-naming): libFuzzer's name
    const std::uint8_t* data, std::size_t size) {
  forumwatch::Run({static_cast<const char*>(static_cast<const void*>(data)), size});
  return 0;
}
