// The daemon as a whole against forums that never answer.
#include "daemon/daemon.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/logging.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

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

// A Friday evening: what is acknowledged has until Monday for measures (B3), unless the Saturday is
// made a workday. No page touches the complaint meanwhile.
class DaemonUnderAnotherCalendar : public testing::Test {
 protected:
  DaemonUnderAnotherCalendar() {
    StartLogging("off");
    house_.Show({Seen(kLift, kFriday), Seen(kReceived, kFriday)});
    house_.AdvanceTo(kFriday + hours(1));
    { const Daemon before({house_.config, house_.session(), transport_, house_.clock}, "before"); }
    house_.AdvanceTo(kFriday + hours(2));
  }

  void MakeSaturdayAWorkday() {
    WorkingCalendar& calendar = house_.config.communities.front().calendar;
    calendar.special_days[std::chrono::year(2026) / 3 / 7] = {"调休上班", true};
    calendar.version = "with a make-up Saturday";
  }
  // From two till seven.
  void StartAnewOnSaturdayAfternoon() {
    house_.clock.Set(kFriday + hours(19));
    Daemon after({house_.config, house_.session(), transport_, house_.clock}, "after");
    while (house_.clock.Now() < kFriday + hours(24)) {
      after.Turn(house_.clock.Now());
      house_.clock.Set(
          std::max(after.NextTurn().value(), house_.clock.Now() + std::chrono::milliseconds(1)));
    }
  }

  using hours = std::chrono::hours;
  static inline const UtcTime kFriday = At("2026-03-06T19:00:00+08:00");
  static constexpr ComplaintId kOnly{1};
  House house_{kFriday};
  Waiting transport_;
};

TEST_F(DaemonUnderAnotherCalendar, AnOpenClockThatEndsSoonerNowIsWarnedOfInTime) {
  MakeSaturdayAWorkday();
  StartAnewOnSaturdayAfternoon();
  EXPECT_EQ(house_.DutyOf(kOnly, DutyKind::Measures).due_at, kFriday + hours(23));
  EXPECT_THAT(house_.Alerts(), Contains("measures.due_soon C1"));
  EXPECT_THAT(house_.Alerts(), Contains("measures.overdue C1"));
}

TEST_F(DaemonUnderAnotherCalendar, UnderTheSameOneNothingIsLookedAtAnew) {
  const auto next = ComplaintStore(house_.session()).NextLookAt(kOnly);
  EXPECT_GT(next, kFriday + hours(24));
  const Daemon after({house_.config, house_.session(), transport_, house_.clock}, "after");
  EXPECT_EQ(ComplaintStore(house_.session()).NextLookAt(kOnly), next);
}

TEST_F(DaemonUnderAnotherCalendar, WithoutItTheSaturdayIsSilent) {
  StartAnewOnSaturdayAfternoon();
  EXPECT_THAT(house_.Alerts(), Not(Contains("measures.overdue C1")));
}

}  // namespace
}  // namespace forumwatch
