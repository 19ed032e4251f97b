// The words that decided, as people read them: "词：停了两天（电梯）". Pure.
#pragma once

#include <string>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {

// Heaviest first, at most a handful. `inherited`: the thread's matter, when the segment takes its
// topic from there; else null.
std::vector<std::string> ReasonsFor(const Segment& segment, const Tally& tally,
                                    const Handbook& handbook, const Segment* inherited);

}  // namespace forumwatch
