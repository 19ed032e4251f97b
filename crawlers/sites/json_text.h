// What a JSON answer passes before it is parsed: size, depth and the number of values are bounded,
// bytes that are no UTF-8 and halves of surrogate pairs become U+FFFD, so that one bad character
// does not cost the page. One linear scan. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forumwatch {

struct JsonLimits {
  std::size_t bytes = std::size_t{4} * 1024 * 1024;
  std::size_t depth = 64;
  std::size_t values = 400'000;
};

struct JsonText {
  std::string text;
  std::string refusal;     // for people; "" it may be parsed
  bool looks_json = true;  // begins as JSON does; else it is a web page, a sentence, nothing
  bool ended = true;       // every bracket and quote is closed
  bool repaired = false;
};

JsonText PrepareJson(std::string_view bytes, const JsonLimits& limits);

}  // namespace forumwatch
