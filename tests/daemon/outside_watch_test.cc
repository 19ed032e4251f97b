#include "daemon/outside_watch.h"

#include <gtest/gtest.h>

#include "daemon/logging.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class OutsideWatchTest : public testing::Test {
 protected:
  OutsideWatchTest() { StartLogging("off"); }

  void TurnAt(Duration steady) {
    watch_.Turn(steady, [this] { return why_unfit_; });
    http_.DeliverAll();
  }
  [[nodiscard]] std::size_t Asked() const { return http_.requests().size(); }

  HeartbeatConfig config_{"https://watch.example/ping/k", minutes(5)};
  ScriptedHttp http_;
  OutsideWatch watch_{config_, http_};
  std::string why_unfit_;
};

TEST_F(OutsideWatchTest, AsksAtOnceAndThenAgainAndAgain) {
  http_.On("https://watch.example/", answers::Status(200, "OK"));
  TurnAt(seconds(1000));
  EXPECT_EQ(Asked(), 1U);
  EXPECT_EQ(http_.requests()[0].method, "GET");
  TurnAt(seconds(1299));
  EXPECT_EQ(Asked(), 1U);
  TurnAt(seconds(1300));
  EXPECT_EQ(Asked(), 2U);
}

TEST_F(OutsideWatchTest, AWatcherThatIsAwayIsAskedAsOftenAsOneThatIsThere) {
  http_.On("https://watch.example/", answers::Unreachable());
  TurnAt(seconds(0));
  TurnAt(seconds(10));
  EXPECT_EQ(Asked(), 1U);
  TurnAt(minutes(5));
  EXPECT_EQ(Asked(), 2U);
}

TEST_F(OutsideWatchTest, OneThatDoesNotAnswerIsNotAskedTwiceAtATime) {
  http_.On("https://watch.example/", answers::Silent());
  for (const minutes at : {minutes(0), minutes(5), minutes(50)}) {
    watch_.Turn(at, [] { return ""; });
  }
  EXPECT_EQ(Asked(), 1U);
}

TEST_F(OutsideWatchTest, AServiceThatIsNotFitForItsWorkIsNotSaidToBeWell) {
  http_.On("https://watch.example/", answers::Status(200, "OK"));
  TurnAt(minutes(0));
  why_unfit_ = "一条提醒也没有送出去";
  TurnAt(minutes(5));
  TurnAt(minutes(50));
  EXPECT_EQ(Asked(), 1U);
  why_unfit_.clear();
  TurnAt(minutes(50) + seconds(59));
  EXPECT_EQ(Asked(), 1U);
  TurnAt(minutes(51));
  EXPECT_EQ(Asked(), 2U) << "soon after it is fit again";
  TurnAt(minutes(55));
  EXPECT_EQ(Asked(), 2U);
}

TEST_F(OutsideWatchTest, WithoutAnAddressNobodyIsAsked) {
  config_.url.clear();
  TurnAt(seconds(0));
  EXPECT_EQ(Asked(), 0U);
}

TEST_F(OutsideWatchTest, AnAnswerThatComesAfterTheEndIsDropped) {
  http_.On("https://watch.example/", answers::Status(200));
  {
    OutsideWatch short_lived(config_, http_);
    short_lived.Turn(seconds(0), [] { return ""; });
  }
  EXPECT_EQ(http_.DeliverAll(), 1U);
}

}  // namespace
}  // namespace forumwatch
