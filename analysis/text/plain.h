// What forums and robots wrote, made fit to stand in a line of an alert, a report or a terminal,
// and addresses fit to be clicked. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forumwatch {

// One line of valid UTF-8: control characters and white space are folded to single blanks, bidi and
// invisible characters are gone. Longer than `bytes` it is cut on a character border and ends in
// "…".
std::string PlainLine(std::string_view text, std::size_t bytes = std::string_view::npos);
// The same, cut to `code_points` with "…" after them.
std::string ShortLine(std::string_view text, int code_points = 80);

// An http or https address in visible ASCII, the rest percent-encoded; "" for anything else, for
// one without a host, or when longer than `limit` bytes.
std::string SafeLink(std::string_view url, std::size_t limit = 2000);
// Where a safe link really leads: host and port, without user and password.
std::string_view HostOfLink(std::string_view safe_link);

}  // namespace forumwatch
