// What models are taught with: what understand.h makes of a post before a model has judged it.
// Pure.
#pragma once

#include <vector>

#include "analysis/understanding/features.h"
#include "analysis/understanding/understand.h"

namespace forumwatch {

struct TaughtSegment {
  Segment by_rules;
  Manner manner;
  FeatureList features;
};

// A place where another matter might begin, in code points of the text.
struct TaughtBorder {
  int at = 0;
  bool by_rules = false;
  Manner manner = Manner::FollowUp;
  FeatureList features;
};

struct TaughtPost {
  std::vector<TaughtSegment> segments;
  std::vector<TaughtBorder> borders;
};

// What Understand would return by words and rules alone, in the same order, of a post that is
// parted as the lexicon parts it, by its model where that has learnt to. Borders only when wanted.
TaughtPost FeaturesOfPost(const PostInContext& post, const Lexicon& lexicon, bool with_borders);

}  // namespace forumwatch
