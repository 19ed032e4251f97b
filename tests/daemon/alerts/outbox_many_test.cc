// Many alerts, no kills: none lost, none twice. The receiver counts by alert id.
#include <map>

#include <nlohmann/json.hpp>

#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

constexpr std::size_t kAlerts = 10'000;
constexpr std::size_t kRefusals =
    5'000;  // the receiver is busy for every seventh of the first ones

bool Refuses(std::size_t request) {
  return request < 7 * kRefusals && request % 7 == 3;
}

class Receiver {
 public:
  Receiver() {
    for (std::size_t i = 0; i <= 7 * kRefusals; ++i) {
      http.On("https://hooks.example/", answers::Status(Refuses(i) ? 503 : 200));
    }
  }

  void Count() {
    for (const HttpRequest& request : http.requests()) {
      if (!Refuses(seen_++)) {
        ++accepted[nlohmann::json::parse(request.body).at("id").get<std::string>()];
      }
    }
    http.ForgetRequests();
  }

  ScriptedHttp http{kNoon};
  std::map<std::string, int> accepted;

 private:
  std::size_t seen_ = 0;
};

void SayAll(Session& session) {
  OutboxStore store(session);
  Transaction transaction(session);
  for (std::size_t i = 0; i < kAlerts; ++i) {
    Alert alert;
    alert.id = "01J" + std::to_string(i);
    alert.at = kNoon;
    alert.rule = "complaint.new";
    alert.source = std::to_string(i);
    store.InsertAlert(alert, "新投诉", kDuty);
  }
  transaction.Commit();
}

TEST(OutboxOfMany, EveryAlertArrivesExactlyOnceWhenNothingIsKilled) {
  const CapturedLog log;
  Session session(":memory:", OpenMode::CreateIfMissing);
  SayAll(session);
  Receiver receiver;
  ManualClock clock(kNoon);
  const AlertChannels channels =
      MakeChannels({{"群", WebhookConfig{"https://hooks.example/a", "s"}, {}}}, receiver.http);
  Outbox outbox(session, channels, clock, "run-1");
  while (const auto next = outbox.NextDue()) {
    const Duration pause = std::max(*next - clock.Now(), Duration(0));
    clock.Advance(pause);
    receiver.http.Advance(pause);
    do {
      outbox.Send(clock.Now());
      receiver.Count();
    } while (receiver.http.DeliverAll() > 0);
  }
  EXPECT_EQ(receiver.accepted.size(), kAlerts);
  for (const auto& [id, times] : receiver.accepted) {
    ASSERT_EQ(times, 1) << id;
  }
  EXPECT_EQ(OutboxStore(session).Counts(), (OutboxCounts{0, 0, static_cast<int>(kAlerts), 0}));
}

}  // namespace
}  // namespace forumwatch
