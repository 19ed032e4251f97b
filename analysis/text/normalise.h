// Text as it is compared, never as it is shown: NFKC, traditional → simplified characters, lower
// case, zero-width and control characters dropped, runs of white space one space. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch {

std::string Normalise(std::string_view text);

}  // namespace forumwatch
