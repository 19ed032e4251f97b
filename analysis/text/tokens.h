// What texts are compared by: pairs of neighbouring Han characters, and whole runs of digits and
// latin letters ("e3", "618"). No dictionary of words is needed. Linear time. Pure; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace forumwatch {

// The same text gives the same token in every run and on every machine.
using Token = std::uint64_t;

// In order, with repeats. Of `normalised` (normalise.h) only the first `most` code points are read.
std::vector<Token> Tokens(std::string_view normalised, int most);

// FNV-1a, fixed for ever: for keys that must not hang on the process.
std::uint64_t FixedHash(std::string_view bytes) noexcept;

}  // namespace forumwatch
