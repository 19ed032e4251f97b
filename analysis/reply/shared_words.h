// Texts are compared by pairs of neighbouring Han characters and by whole runs of digits and latin
// letters ("1102", "b2", "1.25"); what two texts share is shown as words: pairs that overlap make
// one. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// Bytes of the normalised text.
struct PlacedPair {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// By begin. A lone digit or letter is none, nor are those of a month or an hour.
std::vector<PlacedPair> PairsOf(std::string_view normalised);

using PairSet = std::set<std::string, std::less<>>;
void AddPairs(std::string_view normalised, PairSet& pairs);

// The words of `normalised` that `pairs` has as well, each once, in the order they are said.
std::vector<std::string> SharedWords(std::string_view normalised, const PairSet& pairs);

}  // namespace forumwatch
