// Raw scores of examples that were not learnt from → what makes log-odds of them, and how sure they
// must be to overrule the rules (Surety). Pure.
#pragma once

#include <vector>

#include "analysis/learning/counts.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

// Sets slope, offset and surety of every output, surety by task and manner. Of complaints: where
// F1 of complaints, what is missed counted twice, and of the rest together is hardly less than the
// most, the most careful; at least half of what is woken for is one, at most a seventh of what is
// quieted, which nothing with a danger sign is. Of the others: where most becomes right, and
// nothing gets worse on any texts of which there are more than a few.
void Calibrate(const std::vector<HeldOut>& held_out, std::vector<LinearOutput>& outputs);

}  // namespace forumwatch
