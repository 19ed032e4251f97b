#include "analysis/model/time.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

TEST(Rfc3339, ReadsWhatItWrites) {
  for (const std::string_view text :
       {"2026-03-02T21:14:00+08:00", "2024-02-29T00:00:00+00:00", "1999-12-31T23:59:59-05:30"}) {
    const auto t = ParseRfc3339(text);
    ASSERT_TRUE(t) << text;
    const std::chrono::minutes offset(text.substr(19, 1) == "-"    ? -330
                                      : text.substr(20, 2) == "08" ? 480
                                                                   : 0);
    EXPECT_EQ(FormatRfc3339(*t, offset), text);
  }
}

TEST(Rfc3339, TakesTheOffsetIntoAccount) {
  EXPECT_EQ(ParseRfc3339("2026-03-02T08:00:00+08:00"), ParseRfc3339("2026-03-02T00:00:00Z"));
  EXPECT_EQ(ParseRfc3339("2026-03-02T00:00:00.5Z"),
            *ParseRfc3339("2026-03-02T00:00:00Z") + std::chrono::milliseconds(500));
}

TEST(Rfc3339, RefusesWhatIsNotAnInstant) {
  for (const std::string_view text :
       {"", "2026-03-02", "2026-03-02T08:00+08:00", "2026-03-02T08:00:00", "2026-02-29T08:00:00Z",
        "2026-13-01T08:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T08:00:00+0800",
        "2026-03-02T08:00:00Zx", "2026-03-02T08:00:00.Z", "yesterday"}) {
    EXPECT_FALSE(ParseRfc3339(text)) << text;
  }
}

TEST(WrittenSpan, NamesTheTwoLargestUnits) {
  using std::chrono::days;
  using std::chrono::hours;
  using std::chrono::minutes;
  struct Case {
    Duration span;
    const char* text;
  };
  const Case cases[] = {
      {Duration(0), "不到 1 分钟"},
      {std::chrono::seconds(59), "不到 1 分钟"},
      {minutes(1), "1 分钟"},
      {minutes(59) + std::chrono::seconds(59), "59 分钟"},
      {hours(2), "2 小时"},
      {minutes(90), "1 小时 30 分钟"},
      {hours(24), "1 天"},
      {days(3) + hours(2) + minutes(59), "3 天 2 小时"},
      {days(3) + minutes(59), "3 天"},
      {-minutes(5), "不到 1 分钟"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(WrittenSpan(c.span), c.text) << c.span.count();
  }
}

}  // namespace
}  // namespace forumwatch
