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
#include "analysis/understanding/learned.h"
#include "analysis/understanding/matters.h"
#include "analysis/understanding/pieces.h"
#include "analysis/understanding/reading.h"

namespace forumwatch {

class BorderReader {
 public:
  // `reading` outlives it.
  BorderReader(const Wording& reading, bool is_first)
      : reading_(reading),
        is_first_(is_first),
        words_(reading.clauses.size()),
        sums_(words_.size()) {}

  // What a model is taught.
  [[nodiscard]] FeatureList FeaturesOf(const Border& border);
  // What it makes of them. The words of a clause are weighed once, however many borders see them.
  [[nodiscard]] float ScoreOf(const Border& border, const Learned& learned);

 private:
  static constexpr std::size_t kLongestBeginning = 4;
  struct Words {
    WeighedPieces pieces;
    std::array<std::uint64_t, kLongestBeginning>
        beginnings{};  // the first symbols, the first two …
    std::size_t symbols = 0;
    std::string_view end_mark;  // its last character, unless that is of a word
  };
  // How a border sees the words of a clause.
  enum Place : std::uint8_t { kBefore, kBehind, kSoon };
  static constexpr std::array<FeatureList::Family, 3> kPlaces = {
      FeatureList::Family{'<', 0.7F}, FeatureList::Family{'>', 1},
      FeatureList::Family{'}', 0.35F}};              // each of the clauses that follow
  using Sums = std::array<std::optional<float>, 3>;  // by Place

  const Words& WordsOf(std::size_t clause);
  template <typename Each>
  void ForEachPlace(const Border& border, const Each& each) const;
  void AddMarks(const Border& border, FeatureList& list);
  float SumOf(std::size_t clause, Place place, const Learned& learned);

  const Wording& reading_;
  bool is_first_;
  std::vector<std::optional<Words>> words_;
  std::vector<Sums> sums_;  // by clause
};

}  // namespace forumwatch
