#include <gtest/gtest.h>

#include "analysis/report/monthly.h"

namespace forumwatch {
namespace {

using std::chrono::month;
using std::chrono::year;

TEST(StatisticalMonth, RunsFromTheDayAfterTheCutOffToTheNextCutOff) {
  struct Case {
    const char* name;
    int year;
    unsigned month;
    unsigned cutoff_day;
    const char* zone;
    const char* from;
    const char* to;
  };
  const Case cases[] = {
      {"as shipped", 2026, 3, 24, "Asia/Shanghai", "2026-02-25T00:00:00+08:00",
       "2026-03-25T00:00:00+08:00"},
      {"january begins in the year before", 2026, 1, 24, "Asia/Shanghai",
       "2025-12-25T00:00:00+08:00", "2026-01-25T00:00:00+08:00"},
      {"december ends in its year", 2025, 12, 24, "Asia/Shanghai", "2025-11-25T00:00:00+08:00",
       "2025-12-25T00:00:00+08:00"},
      {"february", 2026, 2, 24, "Asia/Shanghai", "2026-01-25T00:00:00+08:00",
       "2026-02-25T00:00:00+08:00"},
      {"31: the last day of february", 2026, 2, 31, "Asia/Shanghai", "2026-02-01T00:00:00+08:00",
       "2026-03-01T00:00:00+08:00"},
      {"31: a leap year", 2024, 2, 31, "Asia/Shanghai", "2024-02-01T00:00:00+08:00",
       "2024-03-01T00:00:00+08:00"},
      {"31 after a short month: the whole month", 2026, 3, 31, "Asia/Shanghai",
       "2026-03-01T00:00:00+08:00", "2026-04-01T00:00:00+08:00"},
      {"30 in march begins after february's last day", 2026, 3, 30, "Asia/Shanghai",
       "2026-03-01T00:00:00+08:00", "2026-03-31T00:00:00+08:00"},
      {"30 in april goes on where march ended", 2026, 4, 30, "Asia/Shanghai",
       "2026-03-31T00:00:00+08:00", "2026-05-01T00:00:00+08:00"},
      {"29 in a leap february", 2024, 2, 29, "Asia/Shanghai", "2024-01-30T00:00:00+08:00",
       "2024-03-01T00:00:00+08:00"},
      {"1", 2026, 3, 1, "Asia/Shanghai", "2026-02-02T00:00:00+08:00", "2026-03-02T00:00:00+08:00"},
      {"summer time begins inside", 2026, 3, 24, "America/New_York", "2026-02-25T00:00:00-05:00",
       "2026-03-25T00:00:00-04:00"},
      {"midnight does not exist on that day", 2018, 11, 3, "America/Sao_Paulo",
       "2018-10-04T00:00:00-03:00", "2018-11-04T01:00:00-02:00"},
  };
  for (const Case& c : cases) {
    const Zone zone(c.zone);
    const ReportPeriod period = StatisticalMonth(year(c.year) / month(c.month), c.cutoff_day, zone);
    EXPECT_EQ(zone.Format(period.from), c.from) << c.name;
    EXPECT_EQ(zone.Format(period.to), c.to) << c.name;
    EXPECT_EQ(period.month, year(c.year) / month(c.month)) << c.name;
  }
}

TEST(StatisticalMonth, MonthsMeetWithoutGapAndOverlapWhateverTheCutOff) {
  const Zone zone("Asia/Shanghai");
  for (unsigned cutoff = 1; cutoff <= 31; ++cutoff) {
    auto when = year(2023) / month(1);
    UtcTime end = StatisticalMonth(when, cutoff, zone).to;
    for (int i = 0; i < 30; ++i) {
      when += std::chrono::months(1);
      const ReportPeriod period = StatisticalMonth(when, cutoff, zone);
      EXPECT_EQ(period.from, end) << cutoff;
      EXPECT_LT(period.from, period.to);
      end = period.to;
    }
  }
}

}  // namespace
}  // namespace forumwatch
