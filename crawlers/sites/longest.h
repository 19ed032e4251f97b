// How much of a title and of a post is kept, in bytes; the rest is cut on a character border.
#pragma once

#include <cstddef>

namespace forumwatch {

inline constexpr std::size_t kLongestTitle = 512;
inline constexpr std::size_t kLongestText = std::size_t{64} * 1024;

}  // namespace forumwatch
