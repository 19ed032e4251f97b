// Forum times → instants. Absolute, relative and Chinese forms ("2026-8-27 09:00:19", "半小时前",
// "昨天 12:30", "3 天前", "11-18-2026, 07:42 PM", RFC 822, RFC 3339). Pure: relative forms are
// resolved against `answered_at` (the answer's Date header). Unreadable is nullopt, never "now".
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "analysis/model/time.h"

namespace forumwatch {

enum class DateOrder {
  YearMonthDay,
  MonthDayYear,
  DayMonthYear
};  // for forms with three plain numbers

struct DateContext {
  UtcTime answered_at{};
  std::chrono::minutes utc_offset{480};  // the forum's clock
  DateOrder order = DateOrder::YearMonthDay;
};

std::optional<UtcTime> ParseForumDate(std::string_view text, const DateContext& context);
// HTTP Date, RSS pubDate (RFC 822 / 1123 with zone).
std::optional<UtcTime> ParseHttpDate(std::string_view text);

}  // namespace forumwatch
