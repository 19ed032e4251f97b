// Addresses as a person writes them in a configuration, taken apart by libcurl, which will use
// them. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace forumwatch {

struct WebAddress {
  std::string scheme;  // lower case
  std::string host;    // lower case, IPv6 without brackets
  unsigned port = 0;   // the scheme's own where none is written

  bool operator==(const WebAddress&) const = default;
};

// The address, or in Chinese what is wrong with it. `schemes`: what it may begin with, the usual
// one first. User names and passwords within are refused: they are secrets.
std::variant<WebAddress, std::string> ParseWebAddress(const std::string& text,
                                                      std::span<const std::string_view> schemes);

// "bbs.lan:8080", "[::1]:25"; the scheme stays empty.
std::variant<WebAddress, std::string> ParseHostAndPort(std::string_view text);

// As ParseHostAndPort() reads it.
std::string HostAndPort(const WebAddress& address);

// Whether the host as written lies inside: localhost, a loopback, private, shared or link-local
// address. A name that merely resolves to one is found out when connecting.
bool IsInside(std::string_view host);

// A bare "name@host", ASCII, fit for a mail envelope.
bool IsMailAddress(std::string_view text);

}  // namespace forumwatch
