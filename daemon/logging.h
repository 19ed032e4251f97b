// One log for the program: key=value lines to standard error, which systemd takes as the journal.
// Forum text goes through Quoted(): cut, control characters escaped, so that a post cannot forge a
// line. Any thread after StartLogging().
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forumwatch {

// "debug", "info", "warn", "error". Throws std::invalid_argument on another word.
void StartLogging(std::string_view level);

// Control characters (also bidi and line separators) escaped; valid UTF-8 stays.
std::string Escaped(std::string_view text);

// Escaped, cut to about `limit` bytes on a character border, in double quotes.
std::string Quoted(std::string_view text, std::size_t limit = 120);

}  // namespace forumwatch
