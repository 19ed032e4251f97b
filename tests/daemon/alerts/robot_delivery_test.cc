// Alerts on their way to the robots over real sockets, against receivers that keep the vendors'
// limits.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/http/client.h"
#include "tests/daemon/alerts/outbox_fixture.h"
#include "tests/support/simbot.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using testing::SizeIs;

// Waits less for an answer than the channel would, so that one that never comes costs a second.
class HastyTransport final : public HttpTransport {
 public:
  explicit HastyTransport(HttpTransport& inner) : inner_(inner) {}

  RequestId Start(HttpRequest request, OutcomeHandler done) override {
    request.deadline = std::min(request.deadline, deadline_);
    return inner_.Start(std::move(request), std::move(done));
  }
  RequestId Start(MailRequest request, OutcomeHandler done) override {
    return inner_.Start(std::move(request), std::move(done));
  }
  void Cancel(RequestId id) noexcept override { inner_.Cancel(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return inner_.in_flight(); }

  void WaitAtMost(seconds deadline) { deadline_ = deadline; }

 private:
  HttpTransport& inner_;
  seconds deadline_{15};
};

class RobotDeliveryTest : public StoreTest {
 protected:
  void Say(const std::string& id, const std::vector<AlertTarget>& targets) {
    Alert alert;
    alert.id = id;
    alert.at = clock_.Now();
    alert.rule = id;
    alert.complaint = complaint_;
    alert.receivers = {"monitor"};
    alert.title = "新投诉 C1：电梯";
    alert.reason = "刚发（B1）";
    Write([&] { outbox_.InsertAlert(alert, alert.title + "\n编号 " + id, targets); });
  }

  // From one due instant to the next until nothing waits, or a day has passed.
  void RunOut() {
    const UtcTime end = clock_.Now() + hours(25);
    for (auto next = sender_.NextDue(); next && *next < end; next = sender_.NextDue()) {
      clock_.Set(std::max(clock_.Now(), *next));
      SendNow();
    }
  }
  void SendNow() {
    sender_.Send(clock_.Now());
    while (sender_.in_flight() > 0) {
      client_.Turn(clock_.Now(), milliseconds(100));
    }
  }

  static HttpClientOptions Allowing(const std::string& host) {
    HttpClientOptions options;
    options.user_agent = "forumwatch-test";
    options.allow_private = {host};
    return options;
  }

  ChannelConfig Robot(const std::string& name, RobotKind kind, const std::string& path,
                      const std::string& secret) const {
    return {name, {}, {}, RobotConfig{kind, bot_.url() + path, secret, {}}};
  }

  CapturedLog log_;
  ComplaintId complaint_ = Open();
  ManualClock clock_{kNoon};
  SimBot bot_{{0, "", "geheim", nullptr, [this] { return clock_.Now(); }}};
  HttpClient client_{Allowing(bot_.host())};
  HastyTransport transport_{client_};
  AlertChannels channels_ =
      MakeChannels({Robot("企业微信", RobotKind::WeCom, "cgi-bin/webhook/send?key=CANARY", ""),
                    Robot("钉钉", RobotKind::DingTalk, "robot/send?access_token=CANARY", "geheim"),
                    Robot("飞书", RobotKind::Feishu, "open-apis/bot/v2/hook/CANARY", "geheim"),
                    Robot("错", RobotKind::Feishu, "open-apis/bot/v2/hook/CANARY", "falsch")},
                   transport_);
  Outbox sender_{session(), channels_, clock_, "run-1",
                 ForAnyAlert({{}, {{"错", ""}, {"企业微信", ""}}})};
};

TEST_F(RobotDeliveryTest, EachMakeTakesItsOwnForm) {
  for (const char* robot : {"企业微信", "钉钉", "飞书"}) {
    Say(std::string("01J") + robot, {{robot, ""}});
  }
  RunOut();
  EXPECT_THAT(bot_.counts().by_alert, SizeIs(3));
  EXPECT_EQ(bot_.counts().bad_signatures, 0);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 3, 0})) << log_.str();
}

TEST_F(RobotDeliveryTest, ABurstOfFiveHundredArrivesWholeAndNeverAboveTheLimit) {
  for (const char* robot : {"企业微信", "钉钉", "飞书"}) {
    for (int i = 0; i < 500; ++i) {
      Say("01J" + std::string(robot) + std::to_string(i), {{robot, ""}});
    }
  }
  RunOut();
  const SimBotCounts counts = bot_.counts();
  EXPECT_THAT(counts.by_alert, SizeIs(1500));
  EXPECT_THAT(counts.by_alert, Each(Pair(testing::_, 1)));
  EXPECT_EQ(counts.over_limit, 0);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1500, 0}));
  EXPECT_LT(counts.requests, 1500 / 5) << "most of them together";
  EXPECT_LT(clock_.Now() - kNoon, minutes(4));
}

TEST_F(RobotDeliveryTest, ABurstThatIsRefusedAsAWholeIsSentOneByOne) {
  for (const char* mode : {"keyword", "500", "busy"}) {
    ASSERT_TRUE(bot_.SetMode(mode, 1));
    for (int i = 0; i < 10; ++i) {
      Say("01J" + std::string(mode) + std::to_string(i), {{"企业微信", ""}});
    }
    RunOut();
  }
  EXPECT_THAT(bot_.counts().by_alert, SizeIs(30));
  EXPECT_THAT(bot_.counts().by_alert, Each(Pair(testing::_, 1)));
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 30, 10})) << "one asks for a pause: 错 is tried";
  EXPECT_EQ(bot_.counts().requests, 33 + 11);
  EXPECT_EQ(bot_.counts().over_limit, 0);
}

TEST_F(RobotDeliveryTest, ABurstInDoubtIsRepeatedOneByOneAndSaysSo) {
  ASSERT_TRUE(bot_.SetMode("no_code", 1));
  for (int i = 0; i < 10; ++i) {
    Say("01J" + std::to_string(i), {{"企业微信", ""}});
  }
  RunOut();
  EXPECT_THAT(bot_.counts().by_alert, Each(Pair(testing::_, 2)));
  EXPECT_EQ(bot_.counts().repeats, 10);
  EXPECT_EQ(bot_.counts().unmarked_repeats, 0);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 10, 0}));
}

TEST_F(RobotDeliveryTest, WhatARobotRefusesAsTooMuchWaitsAsLongAsItPunishes) {
  ASSERT_TRUE(bot_.SetMode("fast", 1));
  Say("01J1", {{"钉钉", ""}});
  RunOut();
  EXPECT_GE(clock_.Now() - kNoon, minutes(10));
  EXPECT_EQ(bot_.counts().requests, 2 + 2) << "others are told meanwhile";
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 2, 1}));
}

TEST_F(RobotDeliveryTest, AMistakeOfTheConfigurationEndsAndAnotherChannelIsTold) {
  Say("01J1", {{"错", ""}});
  RunOut();
  EXPECT_EQ(bot_.counts().bad_signatures, 1);
  EXPECT_THAT(bot_.counts().by_alert, testing::ElementsAre(Pair("01J1", 1)));
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 1}));
  EXPECT_THAT(log_.str(), HasSubstr("请核对 secret_file 里的密钥"));
}

TEST_F(RobotDeliveryTest, AnAnswerWithoutACodeLeavesDoubtAndTheRepeatSaysSo) {
  ASSERT_TRUE(bot_.SetMode("no_code", 1));
  Say("01J1", {{"飞书", ""}});
  RunOut();
  EXPECT_EQ(bot_.counts().repeats, 1);
  EXPECT_EQ(bot_.counts().unmarked_repeats, 0);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 0}));
}

struct OddAnswer {
  const char* mode;
  bool taken;     // the receiver has it, whatever it answered
  bool in_doubt;  // and what it answered leaves that open
};
const OddAnswer kOddAnswers[] = {
    {"empty", true, true}, {"html", false, false},       {"302", false, false},
    {"half", true, true},  {"hang_before", false, true}, {"hang_after", true, true},
};

int TimesIn(const std::string& text, std::string_view words) {
  int times = 0;
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    ++times;
  }
  return times;
}

TEST_F(RobotDeliveryTest, AnOddAnswerIsJudgedRightWhoeverGivesIt) {
  const std::vector<std::string> robots = {"企业微信", "钉钉", "飞书"};
  for (const std::string& robot : robots) {
    Say("01J" + robot, {{robot, ""}});
  }
  RunOut();
  for (const OddAnswer& odd : kOddAnswers) {
    clock_.Set(clock_.Now() + minutes(11));  // each may send at once again
    ASSERT_TRUE(bot_.SetMode(odd.mode, 3));
    const int doubts = TimesIn(log_.str(), "result=unsure");
    const int repeats = bot_.counts().repeats;
    for (const std::string& robot : robots) {
      Say("01J" + std::string(odd.mode) + robot, {{robot, ""}});
    }
    transport_.WaitAtMost(seconds(1));
    SendNow();
    transport_.WaitAtMost(seconds(15));
    EXPECT_EQ(TimesIn(log_.str(), "result=unsure") - doubts, odd.in_doubt ? 3 : 0) << odd.mode;
    RunOut();
    EXPECT_EQ(bot_.counts().repeats - repeats, odd.taken ? 3 : 0) << odd.mode;
    for (const std::string& robot : robots) {
      EXPECT_EQ(bot_.counts().by_alert["01J" + std::string(odd.mode) + robot], odd.taken ? 2 : 1)
          << odd.mode << " " << robot;
    }
  }
  EXPECT_EQ(bot_.counts().unmarked_repeats, 0);
  EXPECT_EQ(bot_.counts().requests, 3 + 6 * 6) << "one odd answer, one good one";
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 21, 0})) << log_.str();
}

TEST_F(RobotDeliveryTest, TheLogShowsNoKeyWhateverGoesWrong) {
  for (const char* mode : {"503", "key", "keyword", "fast", "close_before", "302"}) {
    ASSERT_TRUE(bot_.SetMode(mode, 1));
    Say(std::string("01J") + mode, {{"钉钉", ""}, {"企业微信", ""}, {"飞书", ""}});
    RunOut();
  }
  EXPECT_THAT(log_.str(), Not(HasSubstr("CANARY")));
  EXPECT_THAT(log_.str(), Not(HasSubstr("geheim")));
}

}  // namespace
}  // namespace forumwatch
