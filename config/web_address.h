// Addresses as a person writes them in a configuration, read by the client's own Url, and what is
// said when they are not in order. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "crawlers/web/url.h"

namespace forumwatch {

// The address, or in Chinese what is wrong with it. `schemes`: what it may begin with, the usual
// one first. User names and passwords within are refused: they are secrets.
std::variant<Url, std::string> ParseWebAddress(const std::string& text,
                                               std::span<const std::string_view> schemes);

// Whether the host as written lies inside: localhost, or figures that are no public address. A name
// that merely resolves to one is found out when connecting.
bool IsInside(const Url& url);

// A bare "name@host", ASCII, fit for a mail envelope.
bool IsMailAddress(std::string_view text);

}  // namespace forumwatch
