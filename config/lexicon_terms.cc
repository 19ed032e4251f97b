#include "config/lexicon_terms.h"

#include <array>

namespace forumwatch {

bool CheckTerm(const JsonValue& value, const std::string& written) {
  if (written.empty()) {
    return false;  // noted as such already
  }
  const auto wrong = WhatIsWrongWithTerm(written);
  if (wrong) {
    value.Mistake(*wrong);
  }
  return !wrong;
}

void TermReader::List(const JsonValue& list, const Meanings& meanings) {
  std::set<std::string> seen;
  for (const JsonValue& value : list.Items()) {
    std::string written = value.NonEmptyText();
    if (!CheckTerm(value, written)) {
      continue;
    }
    if (!seen.insert(written).second) {
      value.Mistake("“" + written + "”写了两遍");
      continue;
    }
    terms_.push_back({std::move(written), meanings});
  }
}

void TermReader::Graded(const JsonValue& lists, const Meanings& meanings) {
  constexpr std::array<std::pair<std::string_view, float>, 3> kGrades = {
      {{"strong", 3.0F}, {"words", 2.0F}, {"hints", 1.0F}}};
  for (const auto& [grade, factor] : kGrades) {
    Meanings graded = meanings;
    for (Meaning& meaning : graded) {
      meaning.weight *= factor;
    }
    List(lists[grade], graded);
  }
}

}  // namespace forumwatch
