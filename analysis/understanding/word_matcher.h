// All words of a lexicon in one walk over a text (Aho and Corasick, "Efficient string matching",
// CACM 18, 1975). Bytes are compared as they are: words and text come through Normalise. Time is
// linear in the text plus what is found. Immutable once made; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

class WordMatcher {
 public:
  WordMatcher() : WordMatcher(std::span<const std::string>()) {}
  // Words are known by their place in the list; an empty one is never found, of two equal ones the
  // first is.
  explicit WordMatcher(std::span<const std::string> words);

  // found(begin, end, word) for every occurrence, in the order of their ends, the longer first.
  template <typename Found>
  void ForEach(std::string_view text, Found found) const {
    std::uint32_t state = kRoot;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = Next(state, static_cast<unsigned char>(text[i]));
      for (std::uint32_t at = states_[state].word != kNone ? state : states_[state].shorter;
           at != kRoot; at = states_[at].shorter) {
        found(i + 1 - states_[at].depth, i + 1, states_[at].word);
      }
    }
  }

 private:
  static constexpr std::uint32_t kRoot = 0;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct State {
    std::uint32_t first_edge = 0;  // into edges_, sorted by byte
    std::uint32_t edges = 0;
    std::uint32_t fail = kRoot;     // the longest proper suffix that is a state
    std::uint32_t shorter = kRoot;  // the longest proper suffix that is a word
    std::uint32_t word = kNone;
    std::uint32_t depth = 0;
  };
  struct Edge {
    unsigned char byte;
    std::uint32_t to;
  };
  struct Trie;

  [[nodiscard]] std::uint32_t Child(std::uint32_t state, unsigned char byte) const;
  [[nodiscard]] std::uint32_t Next(std::uint32_t state, unsigned char byte) const;
  void Flatten(const Trie& trie);
  void Link();

  std::vector<State> states_;
  std::vector<Edge> edges_;
  std::array<std::uint32_t, 256> from_root_{};
};

}  // namespace forumwatch
