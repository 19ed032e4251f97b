// What gumbo is protected from: its cost is quadratic in tree depth (100 kB of nested <div> costs
// gigabytes). One linear, allocation-free scan over the bytes, before parsing. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace forumwatch {

struct MarkupLimits {
  std::size_t bytes = std::size_t{4} * 1024 * 1024;
  std::size_t depth = 400;       // open elements at once, formatting elements that reopen included
  std::size_t nodes = 200'000;   // tags and texts
  std::size_t attributes = 256;  // of one tag
};

// "" when the page may be parsed, else why not, for people ("标签嵌套 401 层，上限 400").
std::string CheckMarkup(std::string_view html, const MarkupLimits& limits);

}  // namespace forumwatch
