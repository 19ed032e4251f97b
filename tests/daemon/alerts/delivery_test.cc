// The whole way over real sockets: outbox, channel, client, receiver.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/http/client.h"
#include "tests/daemon/alerts/mails.h"
#include "tests/daemon/alerts/outbox_fixture.h"
#include "tests/support/simbot.h"
#include "tests/support/smtp_sink.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::Pair;
using testing::SizeIs;

HttpClientOptions Allowing(std::vector<std::string> hosts) {
  HttpClientOptions options;
  options.user_agent = "forumwatch-test";
  options.allow_private = std::move(hosts);
  return options;
}

class DeliveryTest : public StoreTest {
 protected:
  void Say(const std::vector<AlertTarget>& targets, const std::string& id = "01J1") {
    Alert alert;
    alert.id = id;
    alert.at = clock_.Now();
    alert.rule = id;
    alert.complaint = complaint_;
    alert.receivers = {"head"};
    alert.title = "首次回复已超时 C1：电梯";
    alert.reason = "已超时（B2）";
    Write([&] { outbox_.InsertAlert(alert, alert.title + "\n编号 " + id, targets); });
  }

  // From one due instant to the next until nothing waits, or a day has passed.
  void RunOut() {
    const UtcTime end = clock_.Now() + hours(25);
    for (auto next = sender_.NextDue(); next && *next < end; next = sender_.NextDue()) {
      clock_.Set(std::max(clock_.Now(), *next));
      sender_.Send(clock_.Now());
      while (sender_.in_flight() > 0) {
        client_.Turn(clock_.Now(), milliseconds(100));
      }
    }
  }

  CapturedLog log_;
  ComplaintId complaint_ = Open();
  ManualClock clock_{kNoon};
  SimBot bot_{{0, store_.folder() / "taken.jsonl", "geheim", nullptr}};
  SmtpSink post_office_{{"", {{"gone@estate.example", "550 5.1.1 no such user"}}, "250 taken", ""}};
  HttpClient client_{Allowing({bot_.host(), post_office_.host()})};
  AlertChannels channels_ = MakeChannels(
      {{"mail", {}, MailConfig{post_office_.url(), "", "", "监测 <watch@estate.example>", false}},
       {"错", WebhookConfig{bot_.url() + "in", "falsch"}, {}},
       {"群", WebhookConfig{bot_.url() + "in?key=k", "geheim"}, {}}},
      client_);
  Outbox sender_{session(), channels_, clock_, "run-1"};
};

TEST_F(DeliveryTest, ASignedAlertIsTakenOnce) {
  Say({{"群", ""}});
  RunOut();
  EXPECT_THAT(bot_.counts().by_alert, ElementsAre(Pair("01J1", 1)));
  EXPECT_EQ(bot_.counts().bad_signatures, 0);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(DeliveryTest, AWrongSecretIsRefusedUntilTheDayIsOver) {
  Say({{"错", ""}});
  RunOut();
  EXPECT_GT(bot_.counts().bad_signatures, 10);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 0, 1}));
}

struct FaultCase {
  const char* mode;
  int taken;  // in the end; the fault lasts for one alert
  int sent;
};

TEST_F(DeliveryTest, EveryFaultOfTheReceiverEndsWell) {
  const FaultCase cases[] = {
      // taken and said so
      {"ok", 1, 1},
      {"text", 1, 1},
      {"empty", 1, 1},
      {"no_content", 1, 1},
      // taken without a word: once more, marked
      {"close_after", 2, 1},
      {"half", 2, 1},
      // not taken: once more
      {"500", 1, 1},
      {"503", 1, 1},
      {"429", 1, 1},
      {"302", 1, 1},
      {"html", 1, 1},
      {"busy", 1, 1},
      {"code", 1, 1},
      {"statuscode", 1, 1},
      {"not_ok", 1, 1},
      {"close_before", 1, 1},
      // refused by something on the way: again when it may have been mended
      {"401", 1, 1},
      // a mistake of the configuration
      {"key", 0, 0},
  };
  int sent = 0;
  int dead = 0;
  for (const FaultCase& c : cases) {
    ASSERT_TRUE(bot_.SetMode(c.mode, 1));
    Say({{"群", ""}}, std::string("01J") + c.mode);
    RunOut();
    const SimBotCounts counts = bot_.counts();
    const auto taken = counts.by_alert.find(std::string("01J") + c.mode);
    EXPECT_EQ(taken == counts.by_alert.end() ? 0 : taken->second, c.taken) << c.mode;
    EXPECT_EQ(counts.unmarked_repeats, 0) << c.mode;
    sent += c.sent;
    dead += 1 - c.sent;
    EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, sent, dead})) << c.mode;
  }
}

TEST_F(DeliveryTest, AReceiverThatIsAwayGetsItLater) {
  int port = 0;
  {
    const SimBot away({0, "", "", nullptr});
    port = away.port();
  }
  const std::string host = "127.0.0.1:" + std::to_string(port);
  HttpClient client(Allowing({host}));
  const AlertChannels channels =
      MakeChannels({{"群", WebhookConfig{"http://" + host + "/", "geheim"}, {}}}, client);
  Outbox sender(session(), channels, clock_, "run-2");
  Say({{"群", ""}});
  const auto send = [&] {
    sender.Send(clock_.Now());
    while (sender.in_flight() > 0) {
      client.Turn(clock_.Now(), milliseconds(100));
    }
  };
  send();
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{1, 0, 0, 0}));
  const SimBot back({port, "", "geheim", nullptr});
  clock_.Advance(seconds(5));
  send();
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 0}));
  EXPECT_EQ(back.counts().repeats, 0);
}

TEST_F(DeliveryTest, AMailArrivesAsItWasComposedAndOnlyTheRightReceiverFails) {
  Say({{"mail", "gone@estate.example"}, {"mail", "head@estate.example"}});
  RunOut();
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 1}));
  const auto taken = post_office_.taken();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_EQ(taken[0].from, "watch@estate.example");
  EXPECT_THAT(taken[0].to, ElementsAre("head@estate.example"));
  const ReadMail mail = ParseMail(taken[0].message);
  EXPECT_EQ(mail.problem, "");
  EXPECT_EQ(mail.headers.at("Subject"), "首次回复已超时 C1：电梯");
  EXPECT_EQ(mail.headers.at("X-Forumwatch-Alert"), "01J1");
  EXPECT_EQ(mail.text, "首次回复已超时 C1：电梯\r\n编号 01J1\r\n");
}

TEST_F(DeliveryTest, TheLogShowsNoKeyAndNoAddress) {
  Say({{"群", ""}, {"mail", "gone@estate.example"}, {"错", ""}});
  ASSERT_TRUE(bot_.SetMode("503", 1));
  RunOut();
  for (const char* secret : {"key=k", "estate.example", "geheim", "falsch"}) {
    EXPECT_EQ(log_.str().find(secret), std::string::npos) << log_.str();
  }
  EXPECT_NE(log_.str().find("result=dead"), std::string::npos);
}

}  // namespace
}  // namespace forumwatch
