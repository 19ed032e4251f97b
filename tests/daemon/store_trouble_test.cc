#include "daemon/store_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/store/connection.h"
#include "tests/support/house.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::seconds;

const UtcTime kFullSince = At("2026-03-02T12:00:00+08:00");
constexpr const char* kReceiver = "https://hook.example/in";

class StoreTroubleTest : public testing::Test {
 protected:
  void TellAt(Duration steady) {
    trouble_.Tell(kFullSince, steady);
    http_.DeliverAll();
  }

  Config config_ = HouseConfig();
  ScriptedHttp http_{kFullSince};
  StoreTrouble trouble_{config_, http_, "数据库写不进去", "磁盘满了（store.trouble）", kFullSince};
};

TEST_F(StoreTroubleTest, PeopleAreToldWithoutTheStore) {
  http_.On(kReceiver, answers::Status(200, "ok"));
  TellAt(seconds(0));
  EXPECT_TRUE(trouble_.told());
  ASSERT_EQ(http_.requests().size(), 1U);
  const auto body = nlohmann::json::parse(http_.requests()[0].body);
  EXPECT_EQ(body.at("rule"), "store.trouble");
  EXPECT_EQ(body.at("title"), "数据库写不进去");
  TellAt(seconds(600));
  EXPECT_EQ(http_.requests().size(), 1U) << "once is enough";
}

TEST_F(StoreTroubleTest, WhoeverHasNotTakenItIsTriedAgainEverLater) {
  http_.On(kReceiver, answers::Status(500))
      .On(kReceiver, answers::Status(500))
      .On(kReceiver, answers::Status(200, "ok"));
  TellAt(seconds(0));
  TellAt(seconds(9));
  EXPECT_EQ(http_.requests().size(), 1U);
  TellAt(seconds(10));
  TellAt(seconds(29));
  EXPECT_EQ(http_.requests().size(), 2U);
  EXPECT_FALSE(trouble_.told());
  TellAt(seconds(30));
  EXPECT_TRUE(trouble_.told());
}

TEST(StoreTrouble, WhoeverIsOnDutyIsToldByHisNextWayWhenOneFailsTwice) {
  Config config = HouseConfig();
  config.roles.clear();
  ChannelConfig second;
  second.name = "群二";
  second.webhook = WebhookConfig{"https://second.example/in", ""};
  config.channels.push_back(second);
  config.people["张敏"] = {{"值班群", ""}, {"群二", ""}};
  config.roster.roles["technical"] = {{{{1, 2, 3, 4, 5, 6, 7}, {"张敏"}}}, {}};
  ScriptedHttp http(kFullSince);
  http.On(kReceiver, answers::Status(500));
  http.On("https://second.example/", answers::Status(200, "ok"));
  StoreTrouble trouble(config, http, "t", "r", kFullSince);
  for (const int steady : {0, 10, 30, 70}) {
    EXPECT_EQ(http.Hits("https://second.example/"), steady <= 30 ? 0U : 1U);
    trouble.Tell(kFullSince, seconds(steady));
    http.DeliverAll();
  }
  EXPECT_EQ(http.Hits("https://second.example/"), 1U) << "once is enough";
  EXPECT_FALSE(trouble.told()) << "the first one is tried on";
}

TEST(StoreTrouble, AWayThatLeadsNowhereIsPassedOver) {
  Config config = HouseConfig();
  config.roles.clear();
  ChannelConfig last;
  last.name = "群三";
  last.webhook = WebhookConfig{"https://last.example/in", ""};
  config.channels.push_back(last);
  config.people["张敏"] = {{"值班群", ""}, {"没有这个通道", ""}, {"群三", ""}};
  config.roster.roles["technical"] = {{{{1, 2, 3, 4, 5, 6, 7}, {"张敏"}}}, {}};
  ScriptedHttp http(kFullSince);
  http.On(kReceiver, answers::Status(500));
  http.On("https://last.example/", answers::Status(200, "ok"));
  StoreTrouble trouble(config, http, "t", "r", kFullSince);
  for (const int steady : {0, 10, 30, 70}) {
    trouble.Tell(kFullSince, seconds(steady));
    http.DeliverAll();
  }
  EXPECT_EQ(http.Hits("https://last.example/"), 1U);
}

TEST(StoreTrouble, WhereARoleIsDeadAnybodyElseIsTold) {
  Config config = HouseConfig();
  config.roles = {{"technical", {{"没有这个通道", ""}}}, {"leader", {{"值班群", ""}}}};
  ScriptedHttp http(kFullSince);
  http.On(kReceiver, answers::Status(200, "ok"));
  StoreTrouble trouble(config, http, "t", "r", kFullSince);
  for (const int steady : {0, 10}) {
    trouble.Tell(kFullSince, seconds(steady));
    http.DeliverAll();
  }
  EXPECT_EQ(http.Hits(kReceiver), 1U);
  EXPECT_TRUE(trouble.told());
}

TEST(StoreTrouble, NobodyToTellIsNoReasonToWait) {
  Config config = HouseConfig();
  config.roles.clear();
  ScriptedHttp http(kFullSince);
  EXPECT_TRUE(StoreTrouble(config, http, "t", "r", kFullSince).told());
}

TEST(CanBeWritten, NotWhileTheStoreTakesNoRow) {
  TempStore store;
  soci::session& sql = store.session().connection().sql;
  sql << "PRAGMA query_only = ON";
  EXPECT_FALSE(CanBeWritten(store.session()));
  sql << "PRAGMA query_only = OFF";
  EXPECT_TRUE(CanBeWritten(store.session()));
}

}  // namespace
}  // namespace forumwatch
