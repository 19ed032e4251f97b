// Raw scores of examples that were not learnt from → what makes log-odds and decisions of them.
// Pure.
#pragma once

#include <vector>

#include "analysis/learning/examples.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

struct HeldOut {
  const Example* example = nullptr;
  std::vector<float> scores;  // by output
};

// Sets slope and offset of kinds, topics and flags, then the threshold: of complaints, apart for
// openings, where what is missed and false alarms together cost least and no more is missed than
// the rules miss; of topics and flags where most are right.
void Calibrate(const std::vector<HeldOut>& held_out, std::vector<LinearOutput>& outputs);

}  // namespace forumwatch
