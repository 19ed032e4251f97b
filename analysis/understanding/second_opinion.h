// Where a trained model is at hand, it judges each matter after words and rules have. Of the tasks
// it knows (learned.h) its word counts, and what follows from its answer is judged by the rules
// anew; of the others the rules' does. What the rules are certain of stands: a danger sign (B9,
// B10), a complaint with one. Pure.
#pragma once

#include "analysis/understanding/features.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

// Everything but position and place. `lexicon` has learned models.
Segment SecondOpinion(const ReadMatter& matter, const Lexicon& lexicon);

}  // namespace forumwatch
