// What kind of reply a staff post is: a bare acknowledgement satisfies B2 only, measures B3 as
// well; and what it speaks of. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/named.h"
#include "analysis/understanding/features.h"
#include "analysis/understanding/lexicon.h"
#include "analysis/understanding/reading.h"

namespace forumwatch {

ReplyKind JudgeReply(std::string_view text, const Lexicon& lexicon);

// The words that speak for its being what it was judged to be, for people.
std::vector<std::string> WordsOfReply(std::string_view text, ReplyKind kind,
                                      const Lexicon& lexicon);

// A day or an hour, not "近期".
bool SaysWhen(const Evidence& evidence);
// More than greetings, receipt and thanks, or a bare date.
bool SaysMoreThanCourtesy(const Wording& reading);

// What a model is taught with, and sees.
FeatureList FeaturesOfReply(std::string_view text, const Lexicon& lexicon);

// The main topic and those of at least its share (scoring.json), every place.
NamedMatters MattersNamed(std::string_view text, const Lexicon& lexicon);

}  // namespace forumwatch
