#include "config/written_forms.h"

#include <charconv>
#include <cstdint>

namespace forumwatch {
namespace {

std::optional<std::chrono::seconds> UnitSpan(char unit) {
  switch (unit) {
    case 's':
      return std::chrono::seconds(1);
    case 'm':
      return std::chrono::minutes(1);
    case 'h':
      return std::chrono::hours(1);
    case 'd':
      return std::chrono::hours(24);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string SpanText(std::chrono::seconds span) {
  const auto n = span.count();
  if (n != 0 && n % 86400 == 0) {
    return std::to_string(n / 86400) + "d";
  }
  if (n != 0 && n % 3600 == 0) {
    return std::to_string(n / 3600) + "h";
  }
  return n != 0 && n % 60 == 0 ? std::to_string(n / 60) + "m" : std::to_string(n) + "s";
}

std::optional<std::chrono::seconds> ParseSpan(std::string_view text) {
  constexpr std::int64_t kCentury = std::int64_t{100} * 366 * 86400;
  std::int64_t total = 0;
  if (text.empty()) {
    return std::nullopt;
  }
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const auto used = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || count < 0 || count > kCentury || used >= text.size()) {
      return std::nullopt;
    }
    const auto unit = UnitSpan(text[used]);
    if (!unit) {
      return std::nullopt;
    }
    total += count * unit->count();
    if (total > kCentury) {
      return std::nullopt;
    }
    text.remove_prefix(used + 1);
  }
  return std::chrono::seconds(total);
}

std::optional<std::chrono::minutes> ParseHourMinute(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
    return std::nullopt;
  }
  const auto two = [&](std::size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
  if (two(3) > 59) {
    return std::nullopt;
  }
  return std::chrono::hours(two(0)) + std::chrono::minutes(two(3));
}

}  // namespace forumwatch
