#include "analysis/alerting/upkeep.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// "D1 2026031": what is said at `now` of moments since then; stock is taken at 17:00.
std::vector<std::string> ReportsSaid(const char* since, const char* now) {
  std::vector<std::string> said;
  for (const Alert& alert :
       ReportAlerts(hours(17), {}, Zone("Asia/Shanghai"), At(since), At(now))) {
    said.push_back(alert.handbook + " " + std::to_string(alert.episode));
  }
  return said;
}

// D1–D3
TEST(ReportsDue, AreSaidOnTheEve) {
  EXPECT_THAT(ReportsSaid("2026-03-23 17:00", "2026-03-24 17:00"), ElementsAre("D1 2026031"));
  EXPECT_THAT(ReportsSaid("2026-03-24 17:00", "2026-03-25 17:00"), IsEmpty());
  EXPECT_THAT(ReportsSaid("2026-03-23 17:00", "2026-03-24 16:59"), IsEmpty());
  EXPECT_THAT(ReportsSaid("2026-03-28 17:00", "2026-03-29 17:00"), ElementsAre("D2 2026032"));
  EXPECT_THAT(ReportsSaid("2026-03-29 17:00", "2026-03-31 17:00"), IsEmpty());
}

TEST(ReportsDue, FebruaryEndsEarlier) {
  EXPECT_THAT(ReportsSaid("2026-02-26 17:00", "2026-02-27 17:00"), ElementsAre("D2 2026022"));
  EXPECT_THAT(ReportsSaid("2028-02-26 17:00", "2028-02-27 17:00"), IsEmpty());
  EXPECT_THAT(ReportsSaid("2028-02-27 17:00", "2028-02-28 17:00"), ElementsAre("D2 2028022"));
}

TEST(ReportsDue, AfterALongSilenceTheLastOfEachIsSaid) {
  EXPECT_THAT(ReportsSaid("2025-11-01 17:00", "2026-03-26 09:00"),
              ElementsAre("D1 2026031", "D2 2026022"));
}

TEST(ReportsDue, SayWhatIsToBeDone) {
  const auto alerts = ReportAlerts(hours(17), {}, Zone("Asia/Shanghai"), At("2026-03-23 17:00"),
                                   At("2026-03-24 17:00"));
  EXPECT_EQ(alerts.at(0).title, "3月25日前要报送投诉、建议的措施和结果");
  EXPECT_THAT(alerts.at(0).reason, HasSubstr("forumwatch report"));
  EXPECT_EQ(alerts.at(0).rule, "report.due");
}

TEST(CalendarMissing, IsSaidOnceAMonth) {
  const auto said = [](const char* now) {
    return CalendarMissingAlert(2027, {}, Zone("Asia/Shanghai"), At(now));
  };
  EXPECT_EQ(said("2026-11-02 17:00").episode, said("2026-11-30 17:00").episode);
  EXPECT_NE(said("2026-11-30 17:00").episode, said("2026-12-01 17:00").episode);
  EXPECT_EQ(said("2026-11-02 17:00").title, "2027 年的放假安排没有录入");
  EXPECT_THAT(said("2026-11-02 17:00").reason, HasSubstr("china-2027.json"));
}

TEST(ChannelFailing, IsAboutNoForum) {
  const Alert alert =
      ChannelFailingAlert("技术群", "机器人\n已停用", 2, {}, At("2026-03-02 12:00"));
  EXPECT_EQ(alert.source, "channel/技术群");
  EXPECT_EQ(alert.title, "提醒通道“技术群”发不出去");
  EXPECT_THAT(alert.reason, HasSubstr("最近一次：机器人 已停用；"));
  EXPECT_NE(alert.id,
            ChannelFailingAlert("别的群", "机器人\n已停用", 2, {}, At("2026-03-02 12:00")).id);
}

TEST(ClockStep, SaysHowFarAndWhither) {
  const UtcTime now = At("2026-03-02 12:00");
  EXPECT_EQ(ClockStepAlert(-Duration(minutes(90)), {}, now).title,
            "系统时钟往回拨了 " + WrittenSpan(minutes(90)));
  EXPECT_EQ(ClockStepAlert(hours(3), {}, now).title, "系统时钟往前跳了 " + WrittenSpan(hours(3)));
  EXPECT_NE(ClockStepAlert(hours(3), {}, now).episode,
            ClockStepAlert(hours(3), {}, now + minutes(1)).episode);
}

}  // namespace
}  // namespace forumwatch
