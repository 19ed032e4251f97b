// The daemon as a whole against forums that never answer.
#include "daemon/daemon.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/logging.h"
#include "tests/support/house.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;

// Every request waits, as for a host that asked to be left alone.
class Waiting final : public HttpTransport {
 public:
  RequestId Start(HttpRequest /*request*/, OutcomeHandler /*done*/) override { return Take(); }
  RequestId Start(MailRequest /*request*/, OutcomeHandler /*done*/) override { return Take(); }
  void Cancel(RequestId id) noexcept override { waiting_.erase(id); }
  [[nodiscard]] std::size_t in_flight() const noexcept override { return waiting_.size(); }

 private:
  RequestId Take() {
    const auto id = RequestId(++last_);
    waiting_.insert(id);
    return id;
  }

  std::uint64_t last_ = 0;
  std::set<RequestId> waiting_;
};

TEST(Daemon, SaysThatAForumIsDownWhileItStillWaitsForIt) {
  StartLogging("off");
  const UtcTime start = At("2026-03-02T10:00:00+08:00");
  House house(start);
  Waiting transport;
  Daemon daemon({house.config, house.session(), transport, house.clock}, "test");
  int turns = 0;
  while (house.clock.Now() < start + std::chrono::hours(1)) {
    daemon.Turn(house.clock.Now());
    const auto next = daemon.NextTurn();
    ASSERT_TRUE(next.has_value());
    house.clock.Set(std::max(*next, house.clock.Now() + std::chrono::milliseconds(1)));
    ASSERT_LT(++turns, 1000);
  }
  EXPECT_THAT(house.Alerts(), ElementsAre("source.down 云栖苑/业主论坛"));
}

TEST(Daemon, TellsOfAClockThatWasSet) {
  StartLogging("off");
  using std::chrono::hours;
  using std::chrono::minutes;
  const UtcTime start = At("2026-03-02T10:00:00+08:00");
  House house(start);
  Waiting transport;
  Daemon daemon({house.config, house.session(), transport, house.clock}, "test");
  const auto told = [&house] {
    const auto alerts = house.Alerts();
    return std::count_if(alerts.begin(), alerts.end(),
                         [](const std::string& alert) { return alert.starts_with("clock.step"); });
  };
  daemon.Turn(start, minutes(0));
  daemon.Turn(start + hours(1), minutes(60));
  EXPECT_EQ(told(), 0) << "an hour has passed";
  daemon.Turn(start + hours(3), minutes(61));
  EXPECT_EQ(told(), 1) << "forward";
  daemon.Turn(start + hours(2), minutes(62));
  EXPECT_EQ(told(), 2) << "back";
  daemon.Turn(start + hours(2) + minutes(1));
  daemon.Turn(start + hours(1));
  EXPECT_EQ(told(), 3) << "back, as the clock alone shows";
}

}  // namespace
}  // namespace forumwatch
