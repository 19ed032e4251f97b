// What owners ask within one complaint (when, why, who, how much …), each to be answered by itself
// (B13); the words stand in config/lexicons/drafts.json. Immutable once made; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/understanding/lexicon.h"
#include "analysis/understanding/term_index.h"

namespace forumwatch {

// One way of asking, and what counts as an answer to it. Terms as in term_index.h.
struct AskKind {
  std::string name;  // "什么时候"
  std::vector<std::string> asked;
  std::vector<std::string> not_asked;  // what stands in one of these asks nothing
  std::vector<std::string> answered;
  bool dated = false;  // so does a day or an hour (the dates of config/lexicons/replies.json)
};

struct FoundAsk {
  std::size_t kind = 0;
  std::string name;
  std::string sentence;  // as it was written, cut
};

class AskWords {
 public:
  AskWords() = default;  // knows no way of asking
  // `past`: words for days that are over.
  AskWords(std::span<const AskKind> kinds, std::span<const std::string> past);

  // Each kind once, by what was said first, in the order they were said.
  [[nodiscard]] std::vector<FoundAsk> AskedIn(std::span<const std::string> said) const;
  // The word that may be the answer to it, out of a clause that is no mere courtesy; "" none is. A
  // day that is over on `on`, when the reply was written, is one only where something was done.
  [[nodiscard]] std::string AnswerIn(std::string_view reply, const FoundAsk& ask,
                                     const Lexicon& lexicon,
                                     std::optional<std::chrono::local_days> on) const;

 private:
  // The terms of all kinds, and the kind of each.
  struct Side {
    TermIndex terms;
    std::vector<std::size_t> kinds;
  };
  static Side MakeSide(std::span<const AskKind> kinds, std::vector<std::string> AskKind::*terms);

  std::vector<std::string> names_;
  std::vector<bool> dated_;
  Side asked_;
  Side not_asked_;
  Side answered_;
  TermIndex past_;
};

}  // namespace forumwatch
