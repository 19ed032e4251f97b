// From what the words add up to, to a judgement of one matter: kind (A1), class (A2), topics, cause
// (F3), flags (B9, B10), confidence and the words that decided. Pure.
#pragma once

#include "analysis/model/complaint.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {

// Where the matter was said.
struct Setting {
  bool is_first = false;
  const Segment* thread_matter = nullptr;  // null: unknown, or this is the opening post
  bool announced = false;  // begins with 另外, 顺便: another matter is to be expected
};

// Everything but position and place.
Segment Judge(const Tally& tally, const Setting& setting, const Lexicon& lexicon);

}  // namespace forumwatch
