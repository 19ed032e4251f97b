// A text as understanding sees it: what its words say, in which clause, and how much that counts
// there. Scope is settled here: a longer word hides the shorter ones inside it, a negation turns a
// fault round, a result that is asked for is none, words inside quotation marks and about other
// estates count little. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/normalise.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

constexpr float kNamesADay = 3;  // weight of a date: "明天", not "近期"

// One thing one term says at one place. begin and end are bytes of Wording::text.
struct Evidence {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t term = 0;
  std::uint32_t last_part = 0;  // where the last part of a term with gaps begins
  Meaning meaning{};
  float weight = 0;  // after scope; 0 counts nothing
};

// A piece of a sentence between commas, spaces, smileys.
struct Clause {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool begins_sentence = false;
  bool shifts = false;  // begins with words that announce another matter
  bool asks = false;    // its sentence ends with a question mark
};

struct Wording {
  NormalisedText normalised;
  std::vector<Clause> clauses;     // in order, not overlapping
  std::vector<Evidence> evidence;  // by begin
  std::vector<FoundPlace> places;  // by begin

  [[nodiscard]] std::string_view text() const noexcept { return normalised.text; }
  [[nodiscard]] std::string_view Written(const Evidence& of) const {
    return text().substr(of.begin, of.end - of.begin);
  }
};

Wording Read(std::string_view text, const Lexicon& lexicon);

}  // namespace forumwatch
