// How spans and times of day are written in our files. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace forumwatch {

// "90s" "30m" "4h" "14d" "1h30m": numbers with a unit each, at most a century together.
std::optional<std::chrono::seconds> ParseSpan(std::string_view text);
// In the largest unit that fits: "4h", "90s".
std::string SpanText(std::chrono::seconds span);
// "09:30" → minutes, "99:59" at most; nullopt when it is not two pairs of digits around a colon.
std::optional<std::chrono::minutes> ParseHourMinute(std::string_view text);

}  // namespace forumwatch
