// One post → what it says: segments with kind, class, topics, cause, flags, place, each with the
// words that decided (A1, A2, B9, B10, E3, E5, F3); for a staff post, what kind of reply it is (B2,
// B3). Pure.
#pragma once

#include <string_view>

#include "analysis/model/complaint.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

// A post in its place. Views must outlive the call.
struct PostInContext {
  std::string_view title;  // of the thread
  std::string_view text;
  bool is_first = false;
  bool official = false;
  const Segment* thread_matter =
      nullptr;  // main segment of the thread so far (its opening post), if any
};

Understanding Understand(const PostInContext& post, const Lexicon& lexicon);

}  // namespace forumwatch
