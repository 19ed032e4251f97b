// Finds the terms of a lexicon in a text. A term is written as a user of the lexicon writes it:
//   灯不亮                    these characters, one after the other
//   灯|路灯…不亮|黑着          one of the first, then one of the second, in one sentence, with at
//   most
//                             15 characters between
//   re:[0-9]+户               a regular expression (RE2)
// Terms are known by their place in the list. All words are matched in one walk, all expressions in
// one more; only those that match are then looked for one by one. Immutable once made; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/understanding/word_matcher.h"

namespace forumwatch {

// Bytes of the normalised text.
struct TermHit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t term = 0;
  std::uint32_t last_part = 0;  // where its last part begins: begin, unless there are gaps
  bool gapped = false;
};

// What a user wrote wrong, in Chinese; nullopt when nothing.
std::optional<std::string> WhatIsWrongWithTerm(std::string_view written);

class TermIndex {
 public:
  TermIndex();
  // Terms that WhatIsWrongWithTerm objects to are never found.
  explicit TermIndex(std::span<const std::string> terms);
  ~TermIndex();
  TermIndex(TermIndex&&) noexcept;
  TermIndex& operator=(TermIndex&&) noexcept;
  TermIndex(const TermIndex&) = delete;
  TermIndex& operator=(const TermIndex&) = delete;

  // By begin, the longer first. `normalised` comes from Normalise.
  [[nodiscard]] std::vector<TermHit> Find(std::string_view normalised) const;
  [[nodiscard]] std::size_t terms() const noexcept { return terms_; }

 private:
  // A word may stand in several terms.
  struct Part {
    std::uint32_t term;
    std::uint32_t part;   // which of the term's parts
    std::uint32_t parts;  // how many it has
    std::uint32_t slot;   // where the term's progress is kept
  };
  struct Progress {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool reached = false;
  };
  struct Words;
  struct Expressions;

  void AddWords(std::string_view written, std::uint32_t term, Words& words);
  void Advance(std::string_view text, const Part& part, TermHit word,
               std::vector<Progress>& progress, std::vector<TermHit>& hits) const;
  void FindExpressions(std::string_view text, std::vector<TermHit>& hits) const;

  WordMatcher matcher_;
  std::vector<std::vector<Part>> parts_;  // by word
  std::unique_ptr<Expressions> expressions_;
  std::uint32_t slots_ = 0;
  std::size_t terms_ = 0;
};

}  // namespace forumwatch
