// The words by which a matter is compared with others. Internal to grouping. Pure; any thread.
#pragma once

#include <string_view>

#include "analysis/grouping/grouping_options.h"
#include "analysis/grouping/word_statistics.h"

namespace forumwatch {

// The title speaks for what the opening post says first, not for its further matters. The number of
// the place is left out, which is compared by itself: in a community that says the same of each of
// its buildings it would be the rarest word there is.
CountedText WordsOf(const Matter& matter);

}  // namespace forumwatch
