// What two wordings of one reply differ in, sentence by sentence: what was drafted (B12) and what
// stands on the forum. Letters and figures are compared, so that marks and line breaks are no
// difference, but for a mark within a figure: 3.5 is not 35. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// As written, in their order. Both empty: marks, blanks or the order alone differ, or nothing does.
struct WordingDifference {
  std::vector<std::string> left_out;  // of `drafted`, not in `posted`
  std::vector<std::string> added;     // the other way round
};
WordingDifference CompareWording(std::string_view drafted, std::string_view posted);

// "少了“…”；多了“…”", for people, each sentence cut.
std::string InWords(const WordingDifference& difference);

}  // namespace forumwatch
