#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

SourceHealth Trouble(int blind, int failed) {
  SourceHealth health;
  health.name = "铜雀台/业主论坛";
  health.blind_visits = blind;
  health.failed_visits = failed;
  health.reason = "要求登录";
  health.last_good_at = At("2026-03-02 09:00");
  health.trouble_since = At("2026-03-02 09:05");
  return health;
}

std::vector<Alert> Decide(const SourceHealth& health, const Said& said, const std::string& now) {
  return DecideSourceAlerts(health, said, OptionsWithRoles(), Zone("Asia/Shanghai"), At(now));
}

TEST(SourceAlerts, SpeakAfterSoManyBadVisitsInARow) {
  struct Case {
    const char* name;
    int blind;
    int failed;
    std::vector<std::string> rules;
  };
  const Case cases[] = {
      {"well", 0, 0, {}},
      {"blind once", 1, 0, {}},
      {"blind twice", 2, 0, {"source.blind"}},
      {"failed twice", 0, 2, {}},
      {"failed three times", 0, 3, {"source.down"}},
      {"failed once after being blind", 2, 1, {"source.blind"}},
      {"both: down says more", 2, 3, {"source.down"}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Rules(Decide(Trouble(c.blind, c.failed), {}, "2026-03-02 09:30")), c.rules) << c.name;
  }
}

TEST(SourceAlerts, SayWhatIsWrongSinceWhenAndWhatToDo) {
  const auto blind = Decide(Trouble(2, 0), {}, "2026-03-02 09:30");
  ASSERT_EQ(blind.size(), 1U);
  EXPECT_EQ(blind[0].title, "论坛读不到内容：铜雀台/业主论坛");
  EXPECT_EQ(blind[0].reason,
            "连续 2 次访问都没有正常读到内容：要求登录；上次读到是 3月2日 09:00（30 分钟前）；"
            "这期间的新帖看不到，请人工查看论坛（source.blind）");
  EXPECT_EQ(blind[0].source, "铜雀台/业主论坛");
  EXPECT_EQ(blind[0].complaint, std::nullopt);
  EXPECT_EQ(blind[0].handbook, "");
  EXPECT_THAT(blind[0].receivers, ElementsAre("technical"));

  SourceHealth never = Trouble(0, 3);
  never.last_good_at.reset();
  never.reason = "连接被拒绝";
  const auto down = Decide(never, {}, "2026-03-02 09:30");
  ASSERT_EQ(down.size(), 1U);
  EXPECT_EQ(down[0].title, "论坛连不上：铜雀台/业主论坛");
  EXPECT_EQ(down[0].reason,
            "连续 3 次访问都没有得到可用的答复：连接被拒绝；启用以来还没有读到过；"
            "这期间的新帖看不到，请人工查看论坛（source.down）");
}

TEST(SourceAlerts, RepeatDailyWhileTheTroubleLasts) {
  SourceHealth health = Trouble(2, 0);
  Said said;
  std::vector<int> episodes;
  std::vector<std::string> ids;
  for (UtcTime now = At("2026-03-02 09:10"); now < At("2026-03-05 09:10"); now += minutes(5)) {
    const auto alerts =
        DecideSourceAlerts(health, said, OptionsWithRoles(), Zone("Asia/Shanghai"), now);
    said.merge(SaidBy(alerts));
    for (const Alert& alert : alerts) {
      health.last_said_at = now;
      episodes.push_back(alert.episode);
      EXPECT_THAT(ids, testing::Not(testing::Contains(alert.id)));
      ids.push_back(alert.id);
    }
    ++health.blind_visits;
  }
  EXPECT_THAT(episodes, ElementsAre(1, 2, 3));
}

TEST(SourceAlerts, AFreshTroubleIsSaidAtOnceUnderANewNumber) {
  SourceHealth health = Trouble(2, 0);
  health.last_said_at = At("2026-03-02 09:10");
  const Said said = {{"source.blind", 1}};
  EXPECT_THAT(Decide(health, said, "2026-03-02 11:00"), IsEmpty());
  health.trouble_since = At("2026-03-02 10:50");  // mended in between
  auto alerts = Decide(health, said, "2026-03-02 11:00");
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].episode, 2);
  health.last_said_at.reset();
  alerts = Decide(health, said, "2026-03-02 11:00");
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].episode, 2);
}

TEST(SourceAlerts, WhatAClockAheadOfTimeSaidHoldsNothingBack) {
  SourceHealth health = Trouble(2, 0);
  health.last_said_at = At("2027-03-02 09:10");  // put back since
  health.trouble_since = At("2026-03-02 10:50");
  EXPECT_EQ(Decide(health, {{"source.down", 1}}, "2026-03-02 11:00").size(), 1U);
}

TEST(SourceAlerts, ARestartSaysNothingTwice) {
  SourceHealth health = Trouble(5, 0);
  health.last_said_at = At("2026-03-02 09:10");
  EXPECT_THAT(Decide(health, {{"source.blind", 1}}, "2026-03-02 09:20"), IsEmpty());
}

TEST(SourceAlerts, TheReasonStaysOneLine) {
  SourceHealth health = Trouble(2, 0);
  health.reason = "HTTP 403\r\n<b>被拦截</b>";
  EXPECT_THAT(Decide(health, {}, "2026-03-02 09:30")[0].reason,
              testing::HasSubstr("HTTP 403 <b>被拦截</b>；"));
}

}  // namespace
}  // namespace forumwatch
