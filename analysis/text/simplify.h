// Traditional → simplified characters, one for one, by OpenCC: a phrase decides where a character
// has two readings. Costs one table look-up per character until the first traditional one. Pure;
// any thread. Throws std::runtime_error when OpenCC's tables are not installed.
#pragma once

#include <string>

namespace forumwatch {

void SimplifyInPlace(std::u32string& text);

}  // namespace forumwatch
