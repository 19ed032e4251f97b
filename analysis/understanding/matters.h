// Which runs of clauses speak of one matter (E3, E5). Cutting too often makes complaints out of
// nothing, so the rules want either words that announce another matter (另外, 还有, 第三) before
// another topic, or two sentences that complain of two topics plainly. Whoever asks has the last
// word at each border. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/understanding/reading.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {

// A post that lists more is a flood, not so many complaints: its last matter takes the rest.
inline constexpr std::size_t kMostMatters = 20;

// A clause that might begin another matter.
struct Border {
  std::size_t clause = 0;   // of the reading; not the first
  std::uint32_t begun = 0;  // bytes: where the matter before it begins
  bool by_rules = false;    // the rules part here
};
using Parting = std::function<bool(const Border&)>;

// At least one; in order, touching each other, together the whole reading. `thread_topic` is the
// handbook's index of what the thread is about, or the number of topics when that is unknown.
// `parting` is asked at every border in turn.
std::vector<Stretch> CutMatters(const Wording& reading, const Lexicon& lexicon,
                                std::size_t thread_topic, const Parting& parting);

}  // namespace forumwatch
