// Raw scores of examples that were not learnt from → what makes log-odds of them, and how sure they
// must be to overrule the rules (Surety). Pure.
#pragma once

#include <vector>

#include "analysis/learning/counts.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

// Sets slope, offset and surety of every output, surety by task and form. Of complaints: where what
// is missed and false alarms together cost least; at least half of what is woken for is one, at
// most a tenth of what is quieted; no more is missed than the rules miss. Of the others: where most
// becomes right, and nothing gets worse on any texts.
void Calibrate(const std::vector<HeldOut>& held_out, std::vector<LinearOutput>& outputs);

}  // namespace forumwatch
