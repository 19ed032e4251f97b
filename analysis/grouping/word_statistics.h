// How rare the words of a community are, and how alike two texts are by their rare words: the
// cosine of (1 + ln tf)·ln((N + prior + 1) / (df + 1)). Internal to grouping. Loop thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/text/tokens.h"

namespace forumwatch {

using WordId = std::uint32_t;

// A text as it is kept: known words, ascending.
struct WordCount {
  WordId word = 0;
  float times = 0;  // 1 + ln tf
};
using KeptText = std::vector<WordCount>;

// A text that is compared with many kept ones.
struct WeighedText {
  struct Word {
    WordId word = 0;
    double weight = 0;
  };
  std::vector<Word> words;  // known ones, ascending
  double norm = 0;          // unknown ones included
  std::size_t count = 0;    // different words, unknown ones included
};

class WordStatistics {
 public:
  explicit WordStatistics(double prior_posts);

  // Counts the text's words and gives them ids.
  KeptText Learn(std::vector<Token> tokens);
  [[nodiscard]] WeighedText Weigh(std::vector<Token> tokens) const;
  [[nodiscard]] double Cosine(const WeighedText& text, std::span<const WordCount> kept) const;
  // The `most` rarest words of it, rarest first.
  [[nodiscard]] std::vector<WordId> Rarest(std::vector<WordId> words, std::size_t most) const;

 private:
  [[nodiscard]] double Idf(std::uint32_t texts) const;

  std::unordered_map<Token, WordId> ids_;
  std::vector<std::uint32_t> texts_with_;  // by word
  std::vector<double> log_;                // of small numbers
  double prior_posts_;
  double log_all_;  // ln(N + prior + 1)
  std::uint32_t texts_ = 0;
};

}  // namespace forumwatch
