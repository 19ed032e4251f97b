// Whether a post on a forum says what a reply of ours says. Forums turn marks, emoji and numbers of
// lists into markup or drop them and shorten web addresses, so letters and figures alone are
// compared, without those addresses. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch {

// Letters and figures, as they are compared, without web addresses and the numbers that lines begin
// with.
std::string OnlyWords(std::string_view text);

enum class SameWords {
  No,
  Alike,  // mostly: changed by the forum or by somebody; a person has to look
  Yes
};
SameWords CompareWords(std::string_view a, std::string_view b);

}  // namespace forumwatch
