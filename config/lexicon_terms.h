// The word lists of config/lexicons: how weights are written, and what is wrong with a word.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "analysis/understanding/lexicon.h"
#include "config/json_reader.h"

namespace forumwatch {

// Collects terms; notes mistakes where they stand.
class TermReader {
 public:
  // What a word of weight 1 says; several when it speaks of several things.
  using Meanings = std::vector<Meaning>;

  // A list of words, each with these meanings.
  void List(const JsonValue& list, const Meanings& meanings);
  // {"strong": […], "words": […], "hints": […]}: 3, 2 and 1 times the meanings.
  void Graded(const JsonValue& lists, const Meanings& meanings);

  std::vector<Term> Take() { return std::move(terms_); }

 private:
  std::vector<Term> terms_;
};

// Notes what is wrong with a word or an expression; false when anything is.
bool CheckTerm(const JsonValue& value, const std::string& written);

}  // namespace forumwatch
