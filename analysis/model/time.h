// Instants and spans, and how they are written. All instants are UTC microseconds; local time
// exists only in analysis/deadlines and analysis/report. Pure; no clock is read here.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace forumwatch {

using Duration = std::chrono::microseconds;
using UtcTime = std::chrono::sys_time<Duration>;

inline std::int64_t ToMicros(UtcTime t) noexcept {
  return t.time_since_epoch().count();
}
inline UtcTime FromMicros(std::int64_t us) noexcept {
  return UtcTime(Duration(us));
}

// RFC 3339 with offset or Z, seconds required, fraction optional (kept to microseconds).
// nullopt for anything else, impossible dates included.
std::optional<UtcTime> ParseRfc3339(std::string_view text);

// "2026-03-02T21:14:00+08:00"; fractions of a second are dropped.
std::string FormatRfc3339(UtcTime t, std::chrono::minutes offset);

// The two largest units, for people: "2 小时", "1 小时 30 分钟", "3 天 2 小时"; below a minute
// "不到 1 分钟".
std::string WrittenSpan(Duration span);

}  // namespace forumwatch
