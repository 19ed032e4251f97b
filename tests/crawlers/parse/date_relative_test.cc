#include <gtest/gtest.h>

#include "crawlers/parse/date.h"
#include "tests/crawlers/parse/date_cases.h"

namespace forumwatch {
namespace {

TEST(ForumDate, RelativeFormsOfDiscuz) {
  const Case cases[] = {
      {"刚刚", "2026-11-23T17:31:24"},
      {"5&nbsp;秒前", kUnreadable},  // entities are decoded before
      {"5\u00a0秒前", "2026-11-23T17:31:19"},
      {"5 秒前", "2026-11-23T17:31:19"},
      {"17\u00a0分钟前", "2026-11-23T17:14:24"},
      {"17 分钟前", "2026-11-23T17:14:24"},
      {"17分钟前", "2026-11-23T17:14:24"},
      {"半小时前", "2026-11-23T17:01:24"},
      {"半个小时前", "2026-11-23T17:01:24"},
      {"1\u00a0小时前", "2026-11-23T16:31:24"},
      {"17 小时前", "2026-11-23T00:31:24"},
      {"昨天\u00a012:30", "2026-11-22T12:30:00"},
      {"昨天 23:59", "2026-11-22T23:59:00"},
      {"昨天12:30", "2026-11-22T12:30:00"},
      {"前天\u00a012:30", "2026-11-21T12:30:00"},
      {"前天 00:00", "2026-11-21T00:00:00"},
      {"3\u00a0天前", "2026-11-20T17:31:24"},
      {"7 天前", "2026-11-16T17:31:24"},
      {"3 天前 12:30", "2026-11-20T12:30:00"},
      {"发表于 17\u00a0分钟前", "2026-11-23T17:14:24"},
      {"发表于 2026-8-27 09:00:19", "2026-08-27T09:00:19"},
      {"发表于 昨天\u00a012:30", "2026-11-22T12:30:00"},
      {"前天 24:30", kUnreadable},
      {"几天前", kUnreadable},
      {"天前", kUnreadable},
      {"3 天", kUnreadable},
      {"3 天后", kUnreadable},
      {"3 天前 abc", kUnreadable},
      {"3 小时前 12:30", kUnreadable},
      {"9999999 天前", kUnreadable},
      {"999999 年前", kUnreadable},
      {"-3 天前", "2026-11-20T17:31:24"},  // a dash before a date is a bullet
  };
  ExpectAll(cases, Monday());
}

TEST(ForumDate, OtherRelativeForms) {
  const Case cases[] = {
      {"刚才", "2026-11-23T17:31:24"},
      {"1 分钟内", "2026-11-23T17:31:24"},
      {"不到 1 分钟前", "2026-11-23T17:31:24"},
      {"两小时前", "2026-11-23T15:31:24"},
      {"三天前", "2026-11-20T17:31:24"},
      {"约 2 小时前", "2026-11-23T15:31:24"},
      {"1 小时 20 分钟前", "2026-11-23T16:11:24"},
      {"3 天之前", "2026-11-20T17:31:24"},
      {"2 个钟头前", "2026-11-23T15:31:24"},
      {"半天前", "2026-11-23T05:31:24"},
      {"1 周前", "2026-11-16T17:31:24"},
      {"2 星期前", "2026-11-09T17:31:24"},
      {"1 个月前", "2026-10-23T17:31:24"},
      {"半个月前", "2026-11-08T17:31:24"},
      {"9 个月前", "2026-02-23T17:31:24"},
      {"1 年前", "2025-11-23T17:31:24"},
      {"今天 09:10", "2026-11-23T09:10:00"},
      {"今天, 09:10", "2026-11-23T09:10:00"},
      {"今天 下午3:10", "2026-11-23T15:10:00"},
      {"今早 7:30", "2026-11-23T07:30:00"},
      {"昨晚 8:30", "2026-11-22T20:30:00"},
      {"昨天", "2026-11-22T00:00:00"},
      {"昨日 8:30", "2026-11-22T08:30:00"},
      {"昨天, 23:29", "2026-11-22T23:29:00"},
      {"大前天 10:00", "2026-11-20T10:00:00"},
      {"09:10", "2026-11-23T09:10:00"},
      {"17:36", "2026-11-23T17:36:00"},  // clocks differ a little
      {"17:37", kUnreadable},
      {"今天 23:59", kUnreadable},
      {"今天 17:37", kUnreadable},
      {"明天 09:00", kUnreadable},
      {"半秒前", kUnreadable},
      {"半周前", kUnreadable},
  };
  ExpectAll(cases, Monday());
}

TEST(ForumDate, RelativeFormsInEnglish) {
  const Case cases[] = {
      {"just now", "2026-11-23T17:31:24"},
      {"A moment ago", "2026-11-23T17:31:24"},
      {"a few seconds ago", "2026-11-23T17:31:24"},
      {"Less than 1 minute ago", "2026-11-23T17:31:24"},
      {"1 minute ago", "2026-11-23T17:30:24"},
      {"9 minutes ago", "2026-11-23T17:22:24"},
      {"5 mins ago", "2026-11-23T17:26:24"},
      {"an hour ago", "2026-11-23T16:31:24"},
      {"half an hour ago", "2026-11-23T17:01:24"},
      {"about 2 hours ago", "2026-11-23T15:31:24"},
      {"2 hours, 5 minutes ago", "2026-11-23T15:26:24"},
      {"a day ago", "2026-11-22T17:31:24"},
      {"2 weeks ago", "2026-11-09T17:31:24"},
      {"1 month ago", "2026-10-23T17:31:24"},
      {"2 years ago", "2024-11-23T17:31:24"},
      {"Today", "2026-11-23T00:00:00"},
      {"Today, 02:36 PM", "2026-11-23T14:36:00"},
      {"Yesterday , 03:58 PM", "2026-11-22T15:58:00"},
      {"Yesterday at 2:15 PM", "2026-11-22T14:15:00"},
      {"Today, 09:36 PM", kUnreadable},
      {"Tomorrow, 02:36 PM", kUnreadable},
      {"2 parsecs ago", kUnreadable},
      {"ago", kUnreadable},
  };
  ExpectAll(cases, Monday());
}

TEST(ForumDate, WeekdaysAreThoseOfTheLastSevenDays) {
  const Case cases[] = {
      {"星期日 09:00", "2026-11-22T09:00:00"},
      {"星期天 09:00", "2026-11-22T09:00:00"},
      {"周六 21:05", "2026-11-21T21:05:00"},
      {"周二 09:00", "2026-11-17T09:00:00"},
      {"周一 09:00", "2026-11-23T09:00:00"},
      {"周一 23:00", "2026-11-16T23:00:00"},
      {"礼拜三 晚上8点", "2026-11-18T20:00:00"},
      {"Wednesday at 3:15 PM", "2026-11-18T15:15:00"},
      {"Mon 09:00", "2026-11-23T09:00:00"},
      {"Sunday", "2026-11-22T00:00:00"},
      {"周八 09:00", kUnreadable},
      {"Someday 09:00", kUnreadable},
  };
  ExpectAll(cases, Monday());
}

TEST(ForumDate, AFormWithoutAYearLiesInTheLastTwelveMonths) {
  const Case november[] = {
      {"8-27 09:00", "2026-08-27T09:00:00"},
      {"08-27", "2026-08-27T00:00:00"},
      {"8/27 09:00", "2026-08-27T09:00:00"},
      {"11-23 17:31", "2026-11-23T17:31:00"},
      {"11-23 17:35", "2026-11-23T17:35:00"},
      {"11-23 17:40", "2025-11-23T17:40:00"},
      {"11-24 09:00", "2025-11-24T09:00:00"},
      {"12-31 23:59", "2025-12-31T23:59:00"},
      {"12月31日 23:59", "2025-12-31T23:59:00"},
      {"1-1 00:00", "2026-01-01T00:00:00"},
      {"Aug 27", "2026-08-27T00:00:00"},
      {"Dec 31, 9:00 am", "2025-12-31T09:00:00"},
      {"2-29 09:00", kUnreadable},
      {"13-1 09:00", kUnreadable},
      {"0-0 09:00", kUnreadable},
  };
  ExpectAll(november, Monday());
  DateContext new_year = Monday();
  new_year.answered_at = At("2027-01-01T00:10:00+08:00");
  const Case january[] = {
      {"12-31 23:58", "2026-12-31T23:58:00"}, {"1-1 00:05", "2027-01-01T00:05:00"},
      {"昨天 23:58", "2026-12-31T23:58:00"},  {"前天 10:00", "2026-12-30T10:00:00"},
      {"12 分钟前", "2026-12-31T23:58:00"},   {"1-2 00:00", "2026-01-02T00:00:00"},
      {"1 个月前", "2026-12-01T00:10:00"},    {"周四 10:00", "2026-12-31T10:00:00"},
  };
  ExpectAll(january, new_year);
  DateContext after_leap_year = Monday();
  after_leap_year.answered_at = At("2025-01-10T12:00:00+08:00");
  const Case leap[] = {{"2-29 09:00", "2024-02-29T09:00:00"}};
  ExpectAll(leap, after_leap_year);
  after_leap_year.answered_at = At("2025-12-01T12:00:00+08:00");
  const Case long_after[] = {{"2-29 09:00", kUnreadable}, {"2-28 09:00", "2025-02-28T09:00:00"}};
  ExpectAll(long_after, after_leap_year);
}

TEST(ForumDate, NothingWasPostedBeforeNineteenSeventy) {
  const Case cases[] = {
      {"56 年前", "1970-11-23T17:31:24"}, {"57 年前", kUnreadable}, {"21900 天前", kUnreadable}};
  ExpectAll(cases, Monday());
}

TEST(ForumDate, AMonthAgoEndsWithItsMonth) {
  DateContext context = Monday();
  context.answered_at = At("2026-03-31T10:00:00+08:00");
  const Case cases[] = {{"1 个月前", "2026-02-28T10:00:00"}, {"13 个月前", "2025-02-28T10:00:00"}};
  ExpectAll(cases, context);
}

TEST(ForumDate, TheForumsOwnClockDecidesWhatTodayIs) {
  DateContext london{At("2026-11-23T00:10:00Z"), std::chrono::minutes(0), DateOrder::YearMonthDay};
  const Case in_london[] = {{"昨天 12:30", "2026-11-22T12:30:00"},
                            {"00:05", "2026-11-23T00:05:00"}};
  ExpectAll(in_london, london);
  DateContext new_york = london;
  new_york.utc_offset = std::chrono::minutes(-300);
  const Case in_new_york[] = {{"昨天 12:30", "2026-11-21T12:30:00"},
                              {"今天 19:05", "2026-11-22T19:05:00"},
                              {"11-23 00:05", "2025-11-23T00:05:00"}};
  ExpectAll(in_new_york, new_york);
}

TEST(ForumDate, ControlTheTablesSeeAWrongInstant) {
  EXPECT_NE(Shown(ParseForumDate("昨天 12:30", Monday()), Monday().utc_offset),
            "2026-11-22T12:31:00");
}

}  // namespace
}  // namespace forumwatch
