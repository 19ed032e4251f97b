// What a model sees of the places where a post might turn to another matter (E3): the words before
// and behind, how the clause begins, what parts it from the one before. Each clause is read once.
// Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/understanding/features.h"
#include "analysis/understanding/matters.h"
#include "analysis/understanding/pieces.h"
#include "analysis/understanding/reading.h"

namespace forumwatch {

class BorderReader {
 public:
  // `reading` outlives it.
  BorderReader(const Wording& reading, bool is_first)
      : reading_(reading), is_first_(is_first), words_(reading.clauses.size()) {}

  [[nodiscard]] FeatureList FeaturesOf(const Border& border);

 private:
  static constexpr std::size_t kLongestBeginning = 4;
  struct Words {
    WeighedPieces pieces;
    std::array<std::uint64_t, kLongestBeginning>
        beginnings{};  // the first symbols, the first two …
    std::size_t symbols = 0;
    std::string_view end_mark;  // its last character, unless that is of a word
  };
  const Words& WordsOf(std::size_t clause);

  const Wording& reading_;
  bool is_first_;
  std::vector<std::optional<Words>> words_;
};

}  // namespace forumwatch
