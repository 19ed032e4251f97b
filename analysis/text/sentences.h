// Where sentences begin and end: 。！？；… and line breaks, closing quotes included; forum posts
// often have no full stop at all. Linear time. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace forumwatch {

struct Sentence {
  std::string_view text;  // without surrounding white space
  int start = 0;          // code points of the whole text
  int end = 0;
};

// In order, not overlapping; between them is nothing but white space.
std::vector<Sentence> SplitSentences(std::string_view text);

}  // namespace forumwatch
