
#include <nlohmann/json.hpp>

#include "daemon/store/connection.h"
#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

using answers::MailReply;
using answers::Silent;
using answers::Status;
using answers::Throttled;
using answers::Unreachable;
using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// As a full disk would.
void RefuseChangesOfDeliveries(Session& session) {
  session.connection().sql << "CREATE TRIGGER refuse BEFORE UPDATE ON delivery "
                              "BEGIN SELECT RAISE(ABORT, 'no'); END";
}

void AllowChangesOfDeliveries(Session& session) {
  session.connection().sql << "DROP TRIGGER refuse";
}

class OutboxSendTest : public OutboxTest {
 protected:
  json Body(std::size_t index) const { return json::parse(http_.requests().at(index).body); }
  bool MaybeRepeat(std::size_t index) const { return Body(index).at("maybe_repeat").get<bool>(); }
  std::vector<std::string> Ids() const {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < Posts(); ++i) {
      ids.push_back(Body(i).at("id"));
    }
    return ids;
  }
};

TEST_F(OutboxSendTest, AnAlertIsSentOnceAndDone) {
  http_.On("https://hooks.example/", Status(200));
  Say();
  EXPECT_EQ(outbox().NextDue(), kNoon);
  outbox().Send(kNoon);
  EXPECT_EQ(outbox().in_flight(), 1U);
  EXPECT_EQ(Counts(), (OutboxCounts{0, 1, 0, 0}));
  http_.DeliverAll();
  EXPECT_EQ(outbox().in_flight(), 0U);
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
  EXPECT_EQ(outbox().NextDue(), std::nullopt);
  outbox().Send(kNoon + hours(48));
  EXPECT_EQ(Posts(), 1U);
  EXPECT_EQ(Body(0).at("community"), "铜雀台");
  EXPECT_FALSE(MaybeRepeat(0));
}

TEST_F(OutboxSendTest, NothingIsSentBeforeItsTime) {
  Say();
  outbox().Send(kNoon - seconds(1));
  EXPECT_EQ(Posts(), 0U);
  EXPECT_EQ(Counts(), (OutboxCounts{1, 0, 0, 0}));
}

TEST_F(OutboxSendTest, WhatWaitsLongestGoesFirst) {
  http_.On("https://hooks.example/", Status(200));
  for (const int number : {3, 1, 2}) {
    Say(number);
    Advance(seconds(1));
  }
  Settle();
  EXPECT_THAT(Ids(), ElementsAre("01J3", "01J1", "01J2"));
}

TEST_F(OutboxSendTest, OnlySoManyAreBegunAtATime) {
  http_.On("https://hooks.example/", Silent());
  for (int i = 0; i < 50; ++i) {
    Say(i);
  }
  outbox().Send(kNoon);
  EXPECT_EQ(outbox().in_flight(), Outbox::kAtOnce);
  EXPECT_EQ(Posts(), Outbox::kAtOnce);
  EXPECT_EQ(Counts(), (OutboxCounts{30, 20, 0, 0}));
  outbox().Send(kNoon);
  EXPECT_EQ(Counts(), (OutboxCounts{30, 20, 0, 0})) << "enough is claimed";
  EXPECT_GT(outbox().NextDue(), kNoon) << "the loop may rest";
}

TEST_F(OutboxSendTest, AFailureIsTriedAgainLaterAndLater) {
  http_.On("https://hooks.example/", Unreachable());
  Say();
  std::vector<Duration> pauses;
  UtcTime last = kNoon;
  Settle();
  while (pauses.size() < 10) {
    ASSERT_TRUE(SettleNext(kNoon + hours(24)));
    pauses.push_back(clock_.Now() - last);
    last = clock_.Now();
  }
  Duration expected = seconds(5);
  for (const Duration pause : pauses) {
    EXPECT_LE(pause, expected);
    EXPECT_GE(pause, expected * 4 / 5);
    expected = std::min<Duration>(2 * expected, minutes(10));
  }
  EXPECT_EQ(Posts(), 11U);
  EXPECT_FALSE(MaybeRepeat(10)) << "it never got through";
  http_.Replace("https://hooks.example/", Status(200));
  ASSERT_TRUE(SettleNext(kNoon + hours(24)));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxSendTest, AReceiverThatAsksForTimeGetsIt) {
  http_.On("https://hooks.example/", Throttled(minutes(7)))
      .On("https://hooks.example/", Throttled(hours(50)))
      .On("https://hooks.example/", Status(200));
  Say();
  Settle();
  EXPECT_EQ(outbox().NextDue(), kNoon + minutes(7));
  ASSERT_TRUE(SettleNext(kNoon + hours(1)));
  EXPECT_EQ(outbox().NextDue(), kNoon + minutes(67)) << "an hour is the most";
}

TEST_F(OutboxSendTest, AfterADayItIsGivenUp) {
  http_.On("https://hooks.example/", Status(503));
  Say();
  Settle();
  while (SettleNext(kNoon + hours(48))) {
  }
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 0, 1}));
  EXPECT_GE(clock_.Now(), kNoon + hours(24));
  EXPECT_LE(clock_.Now(), kNoon + hours(24) + minutes(10));
  EXPECT_GT(Posts(), 140U);
  EXPECT_LT(Posts(), 200U);
}

// After a long outage the first attempt may fail, too: the network may be the last to come up.
TEST_F(OutboxSendTest, AnAlertThatIsADayOldAlreadyIsStillTriedForAWhile) {
  http_.On("https://hooks.example/", Unreachable());
  Say();
  Advance(hours(72));
  Settle();
  while (SettleNext(kNoon + hours(100))) {
  }
  EXPECT_EQ(Posts(), 12U);
  EXPECT_GT(clock_.Now(), kNoon + hours(72) + minutes(40));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 0, 1}));
}

// A proxy that is set up wrongly, a key that ran out: somebody may mend it.
TEST_F(OutboxSendTest, WhatIsRefusedIsTriedAgainSeldomAndThenGivenUp) {
  http_.On("https://hooks.example/", Status(401));
  Say();
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{1, 0, 0, 0}));
  EXPECT_GE(outbox().NextDue(), kNoon + minutes(4));
  while (SettleNext(kNoon + hours(48))) {
  }
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 0, 1}));
  EXPECT_GE(clock_.Now(), kNoon + hours(24));
  EXPECT_LT(Posts(), 40U);
}

TEST_F(OutboxSendTest, WhatWasRefusedArrivesWhenSomebodyMendsIt) {
  http_.On("https://hooks.example/", Status(403)).On("https://hooks.example/", Status(200));
  Say();
  Settle();
  ASSERT_TRUE(SettleNext(kNoon + minutes(5)));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxSendTest, WhatCannotSucceedIsDeadAtOnce) {
  http_.On("https://hooks.example/", Status(200, R"({"errcode":93000})"));
  Say();
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 0, 1}));
  EXPECT_EQ(outbox().NextDue(), std::nullopt);
}

TEST_F(OutboxSendTest, AnUnknownChannelIsDeadAndSaysSo) {
  Say(1, {{"寻呼机", ""}, {"群", ""}});
  http_.On("https://hooks.example/", Status(200));
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 1}));
  EXPECT_EQ(outbox().NextDue(), std::nullopt);
}

TEST_F(OutboxSendTest, AnAttemptInDoubtIsRepeatedAndSaysSo) {
  http_.On("https://hooks.example/", Silent()).On("https://hooks.example/", Status(200));
  Say();
  Settle();
  Advance(seconds(15));
  http_.DeliverAll();
  EXPECT_EQ(Counts(), (OutboxCounts{1, 0, 0, 0}));
  ASSERT_TRUE(SettleNext(kNoon + minutes(1)));
  ASSERT_EQ(Posts(), 2U);
  EXPECT_FALSE(MaybeRepeat(0));
  EXPECT_TRUE(MaybeRepeat(1));
  EXPECT_THAT(Body(1).at("title").get<std::string>(), StartsWith("可能重复："));
  EXPECT_EQ(Body(1).at("id"), Body(0).at("id"));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
}

// A receiver that takes everything and never answers: its people shall not be flooded.
TEST_F(OutboxSendTest, LastingDoubtIsRepeatedOnlyHourly) {
  http_.On("https://hooks.example/", Silent());
  Say();
  for (int i = 0; i < 2000 && Counts().dead == 0; ++i) {
    Settle();
    Advance(minutes(1));
  }
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 0, 1}));
  EXPECT_LE(Posts(), 31U);
  EXPECT_GE(Posts(), 28U);
}

// What kills the service again and again is not sent without pause.
TEST_F(OutboxSendTest, ACrashBetweenSendAndMarkRepeatsAtOnceThenAfterTheLease) {
  http_.On("https://hooks.example/", Status(200));
  Say();
  outbox().Send(kNoon);
  Restart();
  EXPECT_EQ(http_.DeliverAll(), 1U) << "an answer that nobody waits for any more";
  EXPECT_EQ(Counts(), (OutboxCounts{0, 1, 0, 0}));
  outbox().Send(kNoon);
  ASSERT_EQ(Posts(), 2U);
  EXPECT_TRUE(MaybeRepeat(1));
  EXPECT_EQ(http_.requests()[1].headers[1], http_.requests()[0].headers[1]) << "Idempotency-Key";
  Restart();
  http_.DeliverAll();
  Advance(seconds(59));
  Settle();
  EXPECT_EQ(Posts(), 2U);
  Advance(seconds(1));
  Settle();
  EXPECT_EQ(Posts(), 3U);
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxSendTest, ASlowSendKeepsItsLeaseWhileTheDaemonLives) {
  ScriptedAnswer held_back = Status(200);
  held_back.after = seconds(14);
  http_.On("https://hooks.example/", held_back);
  for (int i = 0; i < 20; ++i) {
    Say(i);
  }
  // Four at a time, fourteen seconds each: the last begins after the first lease would have ended.
  for (int second = 0; second < 80; ++second) {
    Settle();
    Advance(seconds(1));
  }
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 20, 0}));
  EXPECT_EQ(Posts(), 20U) << "none was sent twice";
}

TEST_F(OutboxSendTest, StoppingGivesBackWhatWasNotBegun) {
  ScriptedAnswer slow = Status(200);
  slow.after = seconds(3);
  http_.On("https://hooks.example/", slow);
  for (int i = 0; i < 10; ++i) {
    Say(i);
  }
  outbox().Send(kNoon);
  outbox().Stop();
  EXPECT_EQ(Counts(), (OutboxCounts{6, 4, 0, 0}));
  EXPECT_EQ(outbox().in_flight(), 4U);
  EXPECT_EQ(outbox().NextDue(), std::nullopt);
  outbox().Send(kNoon);
  Advance(seconds(3));
  http_.DeliverAll();
  EXPECT_EQ(Counts(), (OutboxCounts{6, 0, 4, 0})) << "what was under way is still recorded";
  EXPECT_EQ(Posts(), 4U) << "and nothing new is begun";
  Restart();
  for (int i = 0; i < 3; ++i) {
    Settle();
    Advance(seconds(3));
  }
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 10, 0}));
  ASSERT_EQ(Posts(), 10U);
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_FALSE(MaybeRepeat(i));
    EXPECT_EQ(Body(i).at("attempt"), 1);
  }
}

TEST_F(OutboxSendTest, AChannelThatHangsHoldsUpNoOther) {
  http_.On("https://hooks.example/", Silent());
  http_.On("https://hooks2.example/", Status(200));
  for (int i = 0; i < 100; ++i) {
    Say(i);
  }
  for (int i = 100; i < 150; ++i) {
    Say(i, {{"群二", ""}});
  }
  Settle();
  EXPECT_EQ(http_.Hits("https://hooks2.example/"), 50U);
  EXPECT_EQ(http_.Hits("https://hooks.example/"), Outbox::kAtOnce);
  EXPECT_EQ(Counts().sent, 50);
}

TEST_F(OutboxSendTest, EachReceiverHasAFateOfHisOwn) {
  http_.On("https://hooks.example/", Status(200));
  http_.On("smtp://mail.example", MailReply(550)).On("smtp://mail.example", MailReply(250));
  Say(1, {{"mail", "gone@estate.example"}, {"mail", "head@estate.example"}, {"群", ""}});
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 2, 1}));
}

TEST_F(OutboxSendTest, AnAddressThatCannotBeIsDeadAndTheRestGoesOn) {
  http_.On("smtp://mail.example", MailReply(250));
  for (int i = 0; i < 10; ++i) {
    Say(i, {{"mail", i == 9 ? "head@estate.example" : "kein Empfänger"}});
  }
  Settle();
  while (SettleNext(kNoon + minutes(1))) {  // together they are no proof against each
  }
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 9}));
}

TEST_F(OutboxSendTest, AnAlertThatReachesNobodyGoesToAnotherContact) {
  Restart({{}, {{"群", ""}, {"mail", "head@estate.example"}}});
  http_.On("https://hooks.example/", Status(404));
  http_.On("smtp://mail.example", MailReply(250));
  Say();
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{1, 0, 1, 0})) << "and whoever refused it may get it later";
  ASSERT_EQ(http_.mails().size(), 1U);
  EXPECT_THAT(http_.mails()[0].to, ElementsAre("head@estate.example"));
}

TEST_F(OutboxSendTest, WhenAReceiverStaysAwayAnotherContactIsToldAfterTwoFailures) {
  Restart({{}, {{"群", ""}, {"mail", "head@estate.example"}}});
  http_.On("https://hooks.example/", Unreachable());
  http_.On("smtp://mail.example", MailReply(250));
  Say();
  Settle();
  EXPECT_EQ(http_.mails().size(), 0U) << "one failure may be chance";
  ASSERT_TRUE(SettleNext(kNoon + seconds(5)));
  ASSERT_EQ(http_.mails().size(), 1U);
  SettleNext(kNoon + hours(1));
  SettleNext(kNoon + hours(1));
  EXPECT_EQ(http_.mails().size(), 1U);
  EXPECT_EQ(Counts(), (OutboxCounts{1, 0, 1, 0}));
}

TEST_F(OutboxSendTest, AStoreThatFailsReachesTheLoop) {
  http_.On("https://hooks.example/", Status(200));
  Say();
  outbox().Send(kNoon);
  RefuseChangesOfDeliveries(session());
  EXPECT_THROW(http_.DeliverAll(), StoreError);
  AllowChangesOfDeliveries(session());
  EXPECT_EQ(outbox().in_flight(), 0U);
  Restart();
  Advance(seconds(60));
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
  EXPECT_TRUE(MaybeRepeat(1));
}

TEST_F(OutboxSendTest, EachAttemptIsOneLineWithoutSecrets) {
  http_.On("https://hooks.example/", Status(503)).On("https://hooks.example/", Status(200));
  http_.On("smtp://mail.example", MailReply(550, "5.1.1 <head@estate.example> unknown"));
  Say(1, {{"mail", "head@estate.example"}, {"群", ""}});
  Settle();
  SettleNext(kNoon + minutes(1));
  EXPECT_EQ(log_.str(),
            "error alert result=dead id=01J1 rule=rule-1 channel=\"mail\" delivery=1 attempt=1 "
            "maybe_repeat=0 reason=\"SMTP 550：5.1.1\"\n"
            "warning alert result=retry id=01J1 rule=rule-1 channel=\"群\" delivery=2 attempt=1 "
            "maybe_repeat=0 reason=\"HTTP 503\" next=2026-03-02T04:00:04+00:00\n"
            "info alert result=sent id=01J1 rule=rule-1 channel=\"群\" delivery=2 attempt=2 "
            "maybe_repeat=0\n");
  EXPECT_THAT(log_.str(), Not(HasSubstr("hooks.example")));
}

}  // namespace
}  // namespace forumwatch
