// Forum times → instants. Absolute, relative and Chinese forms ("2026-8-27 09:00:19", "半小时前",
// "昨天 12:30", "3 天前", "11-18-2026, 07:42 PM", RFC 822, RFC 3339). Pure: relative forms are
// resolved against `answered_at` (the answer's Date header). Unreadable is nullopt, never "now".
//
// A form is only as exact as it is written. "3 天前", "半小时前": the latest moment that they can
// mean, `answered_at` less what is written (so "3 天前" has the right local day, not the right
// hour). A day without a time of day is its first moment. A form without a year lies in the last
// twelve months; a weekday in the last seven days. Whatever lies ahead of `answered_at` by more
// than five minutes although it cannot ("今天 23:59" at noon) is unreadable, and so is what lies
// outside of the years 1970 to 2199.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "analysis/model/time.h"

namespace forumwatch {

// For forms with three plain numbers. Four digits in front are a year under any order; four digits
// at the end are one too, and under YearMonthDay the other two are read only if one of them is
// above 12.
enum class DateOrder { YearMonthDay, MonthDayYear, DayMonthYear };

struct DateContext {
  UtcTime answered_at{};
  std::chrono::minutes utc_offset{480};  // the forum's clock
  DateOrder order = DateOrder::YearMonthDay;
};

// White space of any kind, full-width digits and words around a date ("发表于 …", "Posted: …", "…
// 编辑") do not disturb; anything else does. A zone that is written wins over `utc_offset`. Ten and
// thirteen digits are Unix seconds and milliseconds.
std::optional<UtcTime> ParseForumDate(std::string_view text, const DateContext& context);

}  // namespace forumwatch
