// What models are taught with: what understand.h makes of a post before any model has been asked.
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

// The segments that Understand would return by words and rules alone, in the same order.
std::vector<TaughtSegment> FeaturesOfPost(const PostInContext& post, const Lexicon& lexicon);

}  // namespace forumwatch
