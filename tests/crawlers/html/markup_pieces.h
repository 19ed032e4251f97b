// Pages put together for the guards' tests.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "crawlers/html/guards.h"

namespace forumwatch {

// Why the page is refused, "" when it is not.
inline std::string CheckMarkup(std::string_view html, const MarkupLimits& limits) {
  return MeasureMarkup(html, limits).refusal;
}

inline std::string Times(std::size_t n, std::string_view piece) {
  std::string all;
  all.reserve(n * piece.size());
  for (std::size_t i = 0; i < n; ++i) {
    all += piece;
  }
  return all;
}

// " a0 a1 a2 …"
inline std::string Attributes(std::size_t n) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) {
    all += " a" + std::to_string(i);
  }
  return all;
}

// "<font a=0><font a=1>…": no two alike.
inline std::string Fonts(std::size_t n) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) {
    all += "<font a=" + std::to_string(i) + ">";
  }
  return all;
}

}  // namespace forumwatch
