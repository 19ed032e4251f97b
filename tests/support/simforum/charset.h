// UTF-8 → GBK, as a forum of that charset stores and sends it. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace forumwatch::sim {

// What such a forum keeps of a text: characters outside GBK become "&#128514;".
std::string AsKeptInGbk(std::string_view utf8);

std::string ToGbk(std::string_view utf8);

}  // namespace forumwatch::sim
