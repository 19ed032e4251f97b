// Examples → linear models: one against the others for each output (a linear support vector machine
// with L2), rare features left out, weights rounded to bytes, scores made into log-odds by what was
// said of examples that had not been learnt. Examples kept for testing are never looked at. The
// same examples give the same models. One thread at a time: liblinear draws from std::rand.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "analysis/learning/examples.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

struct TrainOptions {
  double cost = 0.2;
  int least_groups = 3;        // a feature that fewer events know is left out
  int least_sources = 2;       // and one that fewer sets know: it may be a name of theirs …
  int many_groups = 8;         // … unless so many events know it
  float chatter_share = 0.2F;  // what is learnt from talk alone, added to what is a complaint
  int least_weight = 5;        // of 127; what weighs less is left out
};

struct Trained {
  LinearParts parts;               // learnt from all folds
  std::vector<LinearParts> folds;  // each learnt from the other folds
};

// `progress` is told how many of how many steps are done.
Trained Train(const std::vector<Example>& examples, std::vector<LinearOutput> outputs,
              const TrainOptions& options,
              const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace forumwatch
