// Where the clauses of a text are. Pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/understanding/reading.h"

namespace forumwatch {

// Where words begin that announce another matter, ascending: anywhere, or only when a clause begins
// with them.
struct Shifts {
  std::vector<std::uint32_t> anywhere;
  std::vector<std::uint32_t> at_start;
};

// `original` is what `normalised` was made from.
std::vector<Clause> SplitClauses(std::string_view original, const NormalisedText& normalised,
                                 const Shifts& shifts);

}  // namespace forumwatch
