// How sure a model must be to say that something is a complaint though the rules deny it, and the
// reverse. Pure.
#pragma once

#include "analysis/learning/counts.h"

namespace forumwatch {

// Sets the surety of `complaint`, the first output of `held_out`, by what calibrate.h says.
void SetSuretyOfKinds(const std::vector<HeldOut>& held_out, LinearOutput& complaint);

}  // namespace forumwatch
