// The most that is kept of what a forum shows; the rest is cut on a character border, or not read.
#pragma once

#include <cstddef>

namespace forumwatch {

// Bytes.
inline constexpr std::size_t kLongestTitle = 512;
inline constexpr std::size_t kLongestName = 128;
inline constexpr std::size_t kLongestId = 300;
inline constexpr std::size_t kLongestText = std::size_t{64} * 1024;

inline constexpr std::size_t kRowsPerPage = 1000;
inline constexpr int kMostPages = 100'000;

}  // namespace forumwatch
