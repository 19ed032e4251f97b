// Where a trained model is at hand, it judges each matter after words and rules have. The rules'
// word counts unless the model knows the task (learned.h) and is sure enough to overrule it; how
// sure that is stands with the model, apart for letters, openings and follow-ups. What follows from
// an answer that was overruled is judged by the rules anew. Whatever a model says, a complaint with
// a danger sign stays one (B9, B10). Pure.
#pragma once

#include "analysis/understanding/features.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

// Everything but position and place. `lexicon` has learned models.
Segment SecondOpinion(const ReadMatter& matter, const Lexicon& lexicon);

}  // namespace forumwatch
