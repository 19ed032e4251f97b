// The line by which a complaint is listed. Pure; any thread.
#pragma once

#include <string>

#include "analysis/model/complaint.h"
#include "analysis/model/post.h"

namespace forumwatch {

// Of a complaint that this segment begins: its first line, or the thread's title where the segment
// is what the opening post says first; 40 code points at most.
std::string SummaryOf(const SeenPost& post, const Segment& segment);

}  // namespace forumwatch
