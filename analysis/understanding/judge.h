// From what the words add up to, to a judgement of one matter: kind (A1), class (A2), topics, cause
// (F3), flags (B9, B10), confidence and the words that decided. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {

// Where the matter was said.
struct Setting {
  bool is_first = false;
  const Segment* thread_matter = nullptr;  // null: unknown, or this is the opening post
  bool announced = false;  // begins with 另外, 顺便: another matter is to be expected
};

// The danger signs (B9, B10) the words add up to, in the handbook's order.
std::vector<std::string> FlagsOf(const Tally& tally, const Handbook& handbook);

// What is no question any more, since something better than words and rules has answered it.
struct Answered {
  std::optional<Kind> kind;  // the confidence is for the caller to say then
  std::optional<int> complaint_class;
  std::optional<std::size_t> topic;  // the main one, by its row in the handbook
};

// Everything but position and place.
Segment Judge(const Tally& tally, const Setting& setting, const Lexicon& lexicon,
              const Answered& answered = {});

}  // namespace forumwatch
