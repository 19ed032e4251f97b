// A robot that says it is sent too much gets nothing until it takes something again; whoever is
// told by it hears of each alert by his next way at once.
#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

using answers::Page;
using answers::Status;
using answers::Throttled;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr const char* kRobot = "https://oapi.dingtalk.com/";
constexpr const char* kSecondWay = "https://hooks2.example/";
const FailOver kRobotElseSecond = {{{{"钉钉", ""}, {"群二", ""}}}, {}};

class LimitedTest : public OutboxTest {
 protected:
  LimitedTest() {
    channels_.merge(MakeChannels(
        {{"钉钉", {}, {}, RobotConfig{RobotKind::DingTalk, kRobot + std::string("r"), "", {}}}},
        http_));
    Restart(kRobotElseSecond);
    http_.On(kSecondWay, Status(200));
  }

  void Limit(const ScriptedAnswer& answer) {
    http_.On(kRobot, answer).On(kRobot, Page(R"({"errcode":0,"errmsg":"ok"})"));
  }
  void SayThirty() {
    for (int i = 1; i <= 30; ++i) {
      Say(i, {{"钉钉", ""}});
    }
  }
  void SayDanger() {
    Alert alert = MakeAlert(99);
    alert.rule = "danger";
    Write([&] {
      store_side_.InsertAlert(alert, alert.title, std::vector<AlertTarget>{{"钉钉", ""}});
    });
  }
  void RunUntil(UtcTime until) {
    while (SettleNext(until)) {
    }
    Advance(until - clock_.Now());
  }
  bool SecondWayHas(const std::string& alert) {
    return std::any_of(http_.requests().begin(), http_.requests().end(), [&](const auto& request) {
      return request.url.starts_with(kSecondWay) &&
             request.body.find('"' + alert + '"') != std::string::npos;
    });
  }
};

const char* const kTooFast =
    R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})";

TEST_F(LimitedTest, OneRequestUntilTheBanEndsAndThenAllTogether) {
  Limit(Page(kTooFast));
  SayThirty();
  RunUntil(kNoon + minutes(10));
  EXPECT_EQ(http_.Hits(kRobot), 1U);
  EXPECT_EQ(http_.Hits(kSecondWay), 30U) << "each is told by the other way meanwhile";
  RunUntil(kNoon + minutes(12));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 60, 0})) << log_.str();
  EXPECT_LE(http_.Hits(kRobot), 1U + 10 + 2) << "what was put off was not tried: it goes together";
}

TEST_F(LimitedTest, ADangerDuringTheBanIsToldByTheNextWayAtOnce) {
  Limit(Page(kTooFast));
  SayThirty();
  RunUntil(kNoon + minutes(3));
  SayDanger();
  RunUntil(clock_.Now());
  EXPECT_TRUE(SecondWayHas("01J99")) << log_.str();
  EXPECT_EQ(http_.Hits(kRobot), 1U);
  RunUntil(kNoon + minutes(12));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 62, 0})) << "the robot's group hears of it, too";
}

TEST_F(LimitedTest, TheNextWayIsTakenAtTheFirstRefusalWithAPauseOfAMinute) {
  Limit(Throttled(seconds(60)));
  Say(1, {{"钉钉", ""}});
  RunUntil(kNoon + seconds(5));
  EXPECT_TRUE(SecondWayHas("01J1"));
}

TEST_F(LimitedTest, AShortPauseHoldsTheRobotAndTroublesNobodyElse) {
  Limit(Throttled(seconds(50)));
  SayThirty();
  RunUntil(kNoon + seconds(53));
  EXPECT_EQ(http_.Hits(kRobot), 1U);
  EXPECT_EQ(http_.Hits(kSecondWay), 0U);
  RunUntil(kNoon + minutes(3));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 30, 0})) << log_.str();
}

TEST_F(LimitedTest, ARestartDoesNotEndTheBanOfWhatWaitsForIt) {
  Limit(Page(kTooFast));
  SayThirty();
  RunUntil(kNoon + minutes(3));
  Restart(kRobotElseSecond);
  RunUntil(kNoon + minutes(10));
  EXPECT_EQ(http_.Hits(kRobot), 1U);
  EXPECT_THAT(log_.str(), testing::Not(testing::HasSubstr("maybe_repeat=1")));
}

TEST_F(LimitedTest, WhileItStaysLimitedItIsAskedOnceABan) {
  http_.On(kRobot, Page(kTooFast));
  SayThirty();
  RunUntil(kNoon + hours(1));
  EXPECT_EQ(http_.Hits(kRobot), 6U);
  EXPECT_EQ(http_.Hits(kSecondWay), 30U);
}

}  // namespace
}  // namespace forumwatch
