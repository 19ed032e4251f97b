// What kind of reply a staff post is: a bare acknowledgement satisfies B2 only, measures B3 as
// well. Pure.
#pragma once

#include <string_view>

#include "analysis/model/complaint.h"
#include "analysis/understanding/lexicon.h"

namespace forumwatch {

ReplyKind JudgeReply(std::string_view text, const Lexicon& lexicon);

}  // namespace forumwatch
