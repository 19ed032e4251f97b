// Text as it is compared, never as it is shown: NFKC, traditional → simplified characters, lower
// case, zero-width and control characters dropped, runs of white space one space, none at the ends.
// Linear time. Pure; any thread. Throws std::runtime_error when OpenCC's tables are not installed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

std::string Normalise(std::string_view text);

// The same, and for each byte of it the code point of the original that it came from.
struct NormalisedText {
  std::string text;
  std::vector<std::uint32_t> origins;  // as many as bytes, never descending
};
NormalisedText NormaliseWithOrigins(std::string_view text);

// As people read them.
bool SayTheSame(std::string_view one, std::string_view other);

}  // namespace forumwatch
