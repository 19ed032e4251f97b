#include "analysis/alerting/roster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LocalDay OnDay(const char* day) {
  return std::chrono::floor<std::chrono::days>(
      Zone("Asia/Shanghai").ToLocal(At(std::string(day) + " 12:00")));
}

// 张敏 on working days, 李强 and 王芳 on Saturdays, nobody on Sundays; 李强 over the October week.
RoleRoster Monitors() {
  return {{{{1, 2, 3, 4, 5}, {"张敏"}}, {{6}, {"李强", "王芳"}}},
          {{OnDay("2026-10-01"), OnDay("2026-10-07"), {"李强"}}}};
}

TEST(Roster, TheWeekdaySaysWhoIsOnDuty) {
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-03-02")), ElementsAre("张敏"));
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-03-07")), ElementsAre("李强", "王芳"));
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-03-08")), IsEmpty()) << "a gap";
}

TEST(Roster, ADateTakesThePlaceOfTheWeekday) {
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-09-30")), ElementsAre("张敏"));
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-10-01")), ElementsAre("李强"));
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-10-03")), ElementsAre("李强"));
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-10-04")), ElementsAre("李强")) << "a Sunday";
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-10-07")), ElementsAre("李强"));
  EXPECT_THAT(OnDuty(Monitors(), OnDay("2026-10-08")), ElementsAre("张敏"));
}

TEST(Roster, TwoShiftsOfOneDayAreAddedAndNobodyIsThereTwice) {
  const RoleRoster roster = {{{{1}, {"张敏", "李强"}}, {{1, 2}, {"李强", "王芳"}}}, {}};
  EXPECT_THAT(OnDuty(roster, OnDay("2026-03-02")), ElementsAre("张敏", "李强", "王芳"));
}

TEST(Roster, GapsAreNamed) {
  EXPECT_THAT(WeekdaysWithNobody(Monitors()), ElementsAre(7U));
  DutyRoster roster;
  roster.roles["monitor"] = Monitors();
  roster.roles["head"] = {{{{1, 2, 3, 4, 5, 6, 7}, {"王经理"}}}, {}};
  const auto gaps = GapsWithin(roster, OnDay("2026-03-02"), 14);
  ASSERT_EQ(gaps.size(), 2U);
  EXPECT_EQ(gaps[0].role, "monitor");
  EXPECT_EQ(gaps[0].day, OnDay("2026-03-08"));
  EXPECT_EQ(gaps[1].day, OnDay("2026-03-15"));
  EXPECT_THAT(GapsWithin(roster, OnDay("2026-10-01"), 7), IsEmpty());
}

struct DayOfDuty {
  const char* now;
  const char* day;
};

TEST(Roster, TheNightBelongsToWhoeverWasThereTheDayBefore) {
  DutyRoster roster;
  roster.changes_at = std::chrono::hours(8);
  const DayOfDuty cases[] = {
      {"2026-03-02 08:00", "2026-03-02"}, {"2026-03-02 23:59:59", "2026-03-02"},
      {"2026-03-03 00:00", "2026-03-02"}, {"2026-03-03 07:59:59", "2026-03-02"},
      {"2026-03-03 08:00", "2026-03-03"}, {"2027-01-01 03:00", "2026-12-31"}};
  const Zone zone("Asia/Shanghai");
  for (const DayOfDuty& c : cases) {
    EXPECT_EQ(DutyDayOf(roster, zone, At(c.now)), OnDay(c.day)) << c.now;
  }
  EXPECT_EQ(DutyDayOf({}, zone, At("2026-03-03 00:00")), OnDay("2026-03-03")) << "at midnight";
}

}  // namespace
}  // namespace forumwatch
