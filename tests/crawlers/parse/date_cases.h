// Tables of written dates: a text and the instant that it means, on the forum's clock.
#pragma once

#include <chrono>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "crawlers/parse/date.h"

namespace forumwatch {

inline constexpr const char* kUnreadable = "";

inline UtcTime At(const std::string& rfc3339) {
  return ParseRfc3339(rfc3339).value();
}

// How a table writes an instant: on the forum's clock, without its offset.
inline std::string Shown(std::optional<UtcTime> at, std::chrono::minutes offset) {
  return at.has_value() ? FormatRfc3339(*at, offset).substr(0, 19) : kUnreadable;
}

struct Case {
  const char* text;
  const char* at;
};

// A Monday.
inline DateContext Monday(DateOrder order = DateOrder::YearMonthDay) {
  return {At("2026-11-23T17:31:24+08:00"), std::chrono::minutes(480), order};
}

inline void ExpectAll(std::span<const Case> cases, const DateContext& context) {
  for (const Case& c : cases) {
    EXPECT_EQ(Shown(ParseForumDate(c.text, context), context.utc_offset), c.at) << c.text;
  }
}

}  // namespace forumwatch
