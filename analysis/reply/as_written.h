// What a stretch of a normalised text was made from. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "analysis/text/normalise.h"

namespace forumwatch {

// Bytes [begin, end) of `normalised`, not empty, as they stand in `original`, which it was made of.
std::string_view AsWritten(std::string_view original, const NormalisedText& normalised,
                           std::uint32_t begin, std::uint32_t end);

}  // namespace forumwatch
