// How rare the words of a community are, and how alike two texts are by their rare words: the
// cosine of (1 + ln tf)·ln((N + prior + 1) / (df + 1)). Internal to grouping. Loop thread.
//
// A word is known by 24 bits of its token's hash: of the ten thousand words of a community one in a
// thousand is taken for another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "analysis/text/tokens.h"

namespace forumwatch {

using WordId = std::uint32_t;  // 24 bits

// A word and a number up to 255 in four bytes, in the order of words.
struct WordCount {
  static constexpr std::uint32_t kMost = 0xFF;

  WordCount() = default;
  WordCount(WordId word, std::size_t count)
      : bits(word << 8U | (count < kMost ? static_cast<std::uint32_t>(count) : kMost)) {}

  [[nodiscard]] WordId word() const noexcept { return bits >> 8U; }
  [[nodiscard]] std::uint32_t count() const noexcept { return bits & kMost; }
  friend bool operator<(WordCount a, WordCount b) noexcept { return a.bits < b.bits; }

  std::uint32_t bits = 0;
};

// A text's words, ascending, each with how often it says it.
using CountedText = std::vector<WordCount>;
CountedText CountWords(const std::vector<Token>& tokens);

// A text as it is kept, where many are: 18 bits of each word, ascending, each as its distance from
// the one before in 15 bits (all of them set: a part of a longer distance) and whether it is said
// once or twice; what is said more often follows at no distance. Two bytes and little more a word.
using PackedText = std::vector<std::uint16_t>;
PackedText Pack(const CountedText& text);

// A text that is compared with many.
struct WeighedText {
  struct Word {
    WordId word = 0;
    std::uint32_t texts = 0;  // that have it
    double idf = 0;
    double weight = 0;  // (1 + ln tf)·idf
  };
  std::vector<Word> words;  // ascending
  double norm = 0;
};

class WordStatistics {
 public:
  explicit WordStatistics(double prior_posts) : prior_posts_(prior_posts) {}

  void Learn(const CountedText& text);
  [[nodiscard]] WeighedText Weigh(const CountedText& text) const;

 private:
  [[nodiscard]] std::uint32_t TextsWith(WordId word) const;

  std::vector<WordCount> texts_with_;       // ascending
  std::map<WordId, std::uint32_t> common_;  // of those that are in more than 254
  double prior_posts_;
  std::uint32_t texts_ = 0;
};

// The `most` rarest of its known words, rarest first.
std::vector<WordId> RarestWords(const WeighedText& text, std::size_t most);

// Of a text and one that is kept with the norm it had when it was learnt: 0 … 1. What has become
// more common since weighs less in the one than in the other, which the prior keeps small.
// Marks in `said` which of the text's words the other says.
double Cosine(const WeighedText& text, std::span<const std::uint16_t> packed, double norm,
              std::vector<bool>& said);

}  // namespace forumwatch
