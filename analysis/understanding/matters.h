// Which runs of clauses speak of one matter (E3, E5). Cutting too often makes complaints out of
// nothing, so a cut wants either words that announce another matter (另外, 还有, 第三) before
// another topic, or two sentences that complain of two topics plainly. Pure.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/understanding/reading.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {

// A post that lists more is a flood, not so many complaints: its last matter takes the rest.
inline constexpr std::size_t kMostMatters = 20;

// At least one; in order, touching each other, together the whole reading. `thread_topic` is the
// handbook's index of what the thread is about, or the number of topics when that is unknown.
std::vector<Stretch> CutMatters(const Wording& reading, const Lexicon& lexicon,
                                std::size_t thread_topic);

}  // namespace forumwatch
