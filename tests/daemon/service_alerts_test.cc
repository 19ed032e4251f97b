// What the service says about itself.
#include "daemon/service_alerts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/outbox.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ServiceAlertsTest : public testing::Test {
 protected:
  ServiceAlertsTest() { house_.config.roles["technical"] = {{"值班群", ""}, {"邮件", "it@x"}}; }

  // An alert that nobody takes from the group, up to its latest attempt.
  DeliveryId FailInVain(UtcTime now, int attempts = ServiceAlerts::kFailsAfter) {
    return InTransaction(house_.session(), [&] {
      OutboxStore outbox(house_.session());
      Alert alert;
      alert.id = "01J" + std::to_string(++number_);
      alert.at = now;
      alert.rule = "source.down";
      alert.source = "云栖苑/业主论坛";
      alert.episode = number_;
      outbox.InsertAlert(alert, "全文", std::vector{AlertTarget{"值班群", ""}});
      DeliveryId id{};
      for (int i = 0; i < attempts; ++i) {
        id = outbox.ClaimDue("值班群", now, "run", 1).at(0).id;
        outbox.MarkRetry(id, i + 1 < attempts ? now : now + hours(1000), "HTTP 503");
      }
      return id;
    });
  }
  void LookAt(UtcTime now) { service_.LookAtChannels(now); }
  std::vector<Alert> Said(const std::string& rule) {
    std::vector<Alert> said;
    OutboxStore(house_.session()).ForEachAlert([&](const Alert& alert) {
      if (alert.rule == rule) {
        said.push_back(alert);
      }
    });
    return said;
  }
  std::vector<std::string> Told(const Alert& alert) {
    std::vector<std::string> told;
    for (const DeliveryFate& fate : OutboxStore(house_.session()).FatesOf(alert)) {
      told.push_back(fate.channel + ":" + fate.receiver);
    }
    return told;
  }

  House house_{kMorning};
  ServiceAlerts service_{house_.session(), house_.config};

 private:
  int number_ = 0;
};

TEST_F(ServiceAlertsTest, AChannelThatTakesNothingIsToldOfThroughAnother) {
  FailInVain(kMorning);
  LookAt(kMorning + minutes(3));
  const auto said = Said("channel.failing");
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_EQ(said[0].source, "channel/值班群");
  EXPECT_THAT(said[0].reason, testing::HasSubstr("最近一次：HTTP 503"));
  EXPECT_THAT(Told(said[0]), ElementsAre("邮件:it@x"));
}

TEST_F(ServiceAlertsTest, WhereThereIsNoOtherItIsToldThroughItself) {
  house_.config.roles["technical"] = {{"值班群", ""}};
  FailInVain(kMorning);
  LookAt(kMorning + minutes(3));
  EXPECT_THAT(Told(Said("channel.failing").at(0)), ElementsAre("值班群:"));
}

TEST_F(ServiceAlertsTest, AFewFailuresOrOneAlertAmongThoseThatAreTakenAreNoTrouble) {
  FailInVain(kMorning, ServiceAlerts::kFailsAfter - 1);
  LookAt(kMorning + minutes(1));
  EXPECT_THAT(Said("channel.failing"), IsEmpty());
  FailInVain(kMorning);
  const DeliveryId taken = FailInVain(kMorning, 1);
  InTransaction(house_.session(),
                [&] { OutboxStore(house_.session()).MarkSent(taken, kMorning + minutes(2)); });
  LookAt(kMorning + minutes(3));
  EXPECT_THAT(Said("channel.failing"), IsEmpty());
}

TEST_F(ServiceAlertsTest, ItIsSaidAgainAfterADayOrWhenItFailsAnewAndNotBefore) {
  const DeliveryId first = FailInVain(kMorning);
  LookAt(kMorning + minutes(3));
  LookAt(kMorning + hours(2));
  ServiceAlerts again(house_.session(), house_.config);
  again.LookAtChannels(kMorning + hours(23));
  EXPECT_THAT(Said("channel.failing"), SizeIs(1));
  LookAt(kMorning + hours(25));
  EXPECT_THAT(Said("channel.failing"), SizeIs(2));
  InTransaction(house_.session(),
                [&] { OutboxStore(house_.session()).MarkSent(first, kMorning + hours(26)); });
  FailInVain(kMorning + hours(27));
  LookAt(kMorning + hours(28));
  EXPECT_THAT(Said("channel.failing"), SizeIs(3));
}

TEST_F(ServiceAlertsTest, AClockThatWasSetIsToldOfUnlessItWasByALittle) {
  service_.ClockSet(std::chrono::seconds(-59), kMorning);
  service_.ClockSet(std::chrono::seconds(59), kMorning);
  EXPECT_THAT(Said("clock.step"), IsEmpty());
  service_.ClockSet(-hours(2), kMorning);
  service_.ClockSet(hours(2), kMorning + minutes(1));
  EXPECT_THAT(Said("clock.step"), SizeIs(2));
}

}  // namespace
}  // namespace forumwatch
