// Where a trained model is at hand, it judges each matter after words and rules have. The rules'
// word counts unless the model knows the task (learned.h) and is sure enough to overrule it; how
// sure that is stands with the model, apart for openings and follow-ups. What follows from an
// answer that was overruled is judged by the rules anew. A model may wake, and put right what
// something is about. Two things it never does, whatever it says: an opening post that the rules
// take for a complaint stays one, and so does a complaint with a danger sign (B9, B10). Pure.
#pragma once

#include "analysis/understanding/features.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

// Everything but position and place. `lexicon` has learned models.
Segment SecondOpinion(const ReadMatter& matter, const Lexicon& lexicon);

}  // namespace forumwatch
