#include "daemon/store/outbox.h"

#include "daemon/store/sql.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

const std::vector<AlertTarget> kWebhook = {{"webhook", "monitor"}};

class OutboxStoreTest : public StoreTest {
 protected:
  [[nodiscard]] Alert MakeAlert(std::string rule = "first_reply.overdue", int episode = 1) const {
    Alert alert;
    alert.rule = std::move(rule);
    alert.episode = episode;
    alert.id = "01J" + alert.rule + std::to_string(episode) + std::to_string(Raw(complaint_));
    alert.at = kNoon;
    alert.handbook = "B2";
    alert.complaint = complaint_;
    alert.receivers = {"monitor", "head"};
    alert.title = "四小时未回复";
    alert.reason = "已超过首次回复时限（B2）";
    return alert;
  }

  bool Insert(const Alert& alert, std::vector<AlertTarget> targets = kWebhook) {
    return Write([&] { return outbox_.InsertAlert(alert, "全文", targets); });
  }
  std::vector<Delivery> Claim(UtcTime now, const char* owner = "run-1", int limit = 10) {
    return ClaimOf("webhook", now, owner, limit);
  }
  std::vector<Delivery> ClaimOf(const char* channel, UtcTime now, const char* owner = "run-1",
                                int limit = 10) {
    return Write([&] { return outbox_.ClaimDue(channel, now, owner, limit); });
  }
  void Sent(const Delivery& delivery, UtcTime now = kNoon) {
    Write([&] { outbox_.MarkSent(delivery.id, now); });
  }
  void Retry(const Delivery& delivery, UtcTime at) {
    Write([&] { outbox_.MarkRetry(delivery.id, at, "HTTP 503"); });
  }
  void Dead(const Delivery& delivery) {
    Write([&] { outbox_.MarkDead(delivery.id, "key revoked", kNoon); });
  }

  ComplaintId complaint_ = Open();
};

TEST_F(OutboxStoreTest, AnAlertIsSaidOncePerSubjectRuleAndEpisode) {
  EXPECT_TRUE(Insert(MakeAlert()));
  Alert again = MakeAlert();
  again.id = "01JANOTHER";
  again.at = kNoon + hours(1);
  EXPECT_FALSE(Insert(again, {{"mail", "head@example.com"}}));
  EXPECT_TRUE(Insert(MakeAlert("first_reply.overdue", 2)));
  EXPECT_TRUE(Insert(MakeAlert("measures.overdue")));
  EXPECT_THAT(outbox_.SaidAbout(complaint_),
              ElementsAre(AlertMark{"first_reply.overdue", 1}, AlertMark{"first_reply.overdue", 2},
                          AlertMark{"measures.overdue", 1}));
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{3, 0, 0, 0}));
  EXPECT_THAT(outbox_.SaidAbout(Open()), IsEmpty());
}

TEST_F(OutboxStoreTest, EachStageIsSaidOnceAndWhenIsOnRecord) {
  EXPECT_TRUE(Insert(MakeAlert()));
  Alert later = MakeAlert();
  later.id = "01JLATER";
  later.stage = 1;
  later.at = kNoon + hours(1);
  EXPECT_TRUE(Insert(later));
  later.id = "01JAGAIN";
  EXPECT_FALSE(Insert(later));
  const Said said = outbox_.SaidAbout(complaint_);
  EXPECT_THAT(said, ElementsAre(AlertMark{"first_reply.overdue", 1, 0},
                                AlertMark{"first_reply.overdue", 1, 1}));
  EXPECT_EQ(said.rbegin()->at, kNoon + hours(1));
  EXPECT_EQ(outbox_.AlertsOf(complaint_).at(1).stage, 1);
}

TEST_F(OutboxStoreTest, WhatWasSaidBeforeThereWereStagesStandsAtTheLastOne) {
  Write([&] {
    sql::Execute(session(), R"(INSERT INTO alert (ulid, subject, rule, episode, handbook,
  alerted_at, complaint_id, source, receivers, title, reason, text)
VALUES ('01JOLD', 'complaint 1', 'first_reply.due_soon', 1, 'B2', 0, :id, '', '[]', '', '', ''))",
                 sql::With("id", complaint_));
  });
  EXPECT_EQ(outbox_.SaidAbout(complaint_).begin()->stage, kLastStage);
}

TEST_F(OutboxStoreTest, ASourceIsASubjectOfItsOwn) {
  Alert blind = MakeAlert("source.blind");
  blind.complaint.reset();
  blind.source = "铜雀台/业主论坛";
  EXPECT_TRUE(Insert(blind));
  EXPECT_FALSE(Insert(blind));
  EXPECT_THAT(outbox_.SaidAbout("铜雀台/业主论坛"), ElementsAre(AlertMark{"source.blind", 1}));
  EXPECT_THAT(outbox_.SaidAbout("桃花源/业主论坛"), IsEmpty());
  // a source that is called like a complaint
  EXPECT_THAT(outbox_.SaidAbout(std::to_string(Raw(complaint_))), IsEmpty());
  Alert about_no_one = MakeAlert("clock.step");
  about_no_one.complaint.reset();
  EXPECT_TRUE(Insert(about_no_one));
  EXPECT_FALSE(Insert(about_no_one));
}

TEST_F(OutboxStoreTest, TwoAlertsNeverShareAnId) {
  Insert(MakeAlert());
  Alert stolen = MakeAlert("measures.overdue");
  stolen.id = MakeAlert().id;
  EXPECT_THROW(Insert(stolen), StoreError);
}

TEST_F(OutboxStoreTest, EachChannelAndReceiverGetsOneDelivery) {
  Insert(MakeAlert(), {{"mail", "a@example.com"},
                       {"mail", "b@example.com"},
                       {"mail", "a@example.com"},
                       {"webhook", "a@example.com"}});
  EXPECT_THAT(ClaimOf("mail", kNoon), SizeIs(2));
  EXPECT_THAT(ClaimOf("webhook", kNoon), SizeIs(1));
}

TEST_F(OutboxStoreTest, EachChannelIsClaimedForItself) {
  Insert(MakeAlert("a"), {{"mail", "a@example.com"}, {"webhook", ""}});
  Insert(MakeAlert("b"), {{"webhook", ""}});
  EXPECT_THAT(outbox_.Channels(), ElementsAre("mail", "webhook"));
  EXPECT_THAT(Claim(kNoon), SizeIs(2));
  EXPECT_EQ(outbox_.NextDue("mail"), kNoon);
  EXPECT_EQ(outbox_.NextDue("webhook"), kNoon + seconds(60));
  EXPECT_EQ(outbox_.NextDue("pager"), std::nullopt);
  Sent(ClaimOf("mail", kNoon)[0]);
  EXPECT_THAT(outbox_.Channels(), ElementsAre("webhook"));
}

TEST_F(OutboxStoreTest, AnAlertForNobodyIsRememberedAsSaid) {
  EXPECT_TRUE(Insert(MakeAlert(), {}));
  EXPECT_FALSE(Insert(MakeAlert()));
  EXPECT_THAT(Claim(kNoon), IsEmpty());
}

TEST_F(OutboxStoreTest, AClaimBringsTheWholeAlert) {
  Insert(MakeAlert());
  const auto claimed = Claim(kNoon);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].alert, MakeAlert());
  EXPECT_EQ(claimed[0].text, "全文");
  EXPECT_EQ(claimed[0].community, "铜雀台");
  EXPECT_EQ(claimed[0].url, "") << "no post on record";
  EXPECT_EQ(claimed[0].channel, "webhook");
  EXPECT_EQ(claimed[0].receiver, "monitor");
  EXPECT_EQ(claimed[0].attempts, 1);
  EXPECT_FALSE(claimed[0].maybe_repeat);
}

TEST_F(OutboxStoreTest, AClaimKnowsWhereTheComplaintBegan) {
  AddMention(complaint_, MakePost("1", "7"));
  AddMention(complaint_, MakePost("1", "8"));
  Insert(MakeAlert());
  EXPECT_EQ(Claim(kNoon)[0].url, MakePost("1", "7").url);
  Alert blind = MakeAlert("source.blind");
  blind.complaint.reset();
  Insert(blind);
  const auto claimed = Claim(kNoon);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].community, "");
  EXPECT_EQ(claimed[0].url, "");
}

TEST_F(OutboxStoreTest, WhatWaitsLongestComesFirstAndNoMoreThanAsked) {
  for (const char* rule : {"c", "a", "b"}) {
    Insert(MakeAlert(rule));
  }
  std::vector<std::string> rules;
  for (const int limit : {0, 2, 2}) {
    for (const Delivery& delivery : Claim(kNoon, "run-1", limit)) {
      rules.push_back(delivery.alert.rule);
    }
  }
  EXPECT_THAT(rules, ElementsAre("c", "a", "b"));
}

TEST_F(OutboxStoreTest, WhatWasClaimedIsClaimedOnceWhileTheLeaseRuns) {
  Insert(MakeAlert());
  EXPECT_THAT(Claim(kNoon - seconds(1)), IsEmpty()) << "the alert lies in the future";
  EXPECT_THAT(Claim(kNoon), SizeIs(1));
  EXPECT_EQ(outbox_.NextDue("webhook"), kNoon + seconds(60));
  EXPECT_THAT(Claim(kNoon + seconds(59), "run-1"), IsEmpty());
  EXPECT_THAT(Claim(kNoon + seconds(59), "run-2"), IsEmpty());
  const auto again = Claim(kNoon + seconds(60), "run-2");
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].attempts, 2);
  EXPECT_TRUE(again[0].maybe_repeat) << "the first may have got through";
  EXPECT_EQ(again[0].alert.id, MakeAlert().id);
}

TEST_F(OutboxStoreTest, WhatWasSentIsNeverSentAgain) {
  Insert(MakeAlert());
  const auto claimed = Claim(kNoon);
  Sent(claimed[0]);
  Sent(claimed[0], kNoon + hours(1));
  Retry(claimed[0], kNoon);
  Dead(claimed[0]);
  Write([&] { outbox_.MarkUnsure(claimed[0].id, kNoon, ""); });
  Write([&] { outbox_.Release(claimed[0].id); });
  Write([&] { outbox_.Renew(claimed[0].id, kNoon); });
  EXPECT_THAT(Claim(kNoon + hours(100)), IsEmpty());
  EXPECT_EQ(outbox_.NextDue("webhook"), std::nullopt);
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxStoreTest, AKnownFailureWaitsAndIsNoRepeat) {
  Insert(MakeAlert());
  Retry(Claim(kNoon)[0], kNoon + seconds(5));
  EXPECT_EQ(outbox_.NextDue("webhook"), kNoon + seconds(5));
  EXPECT_THAT(Claim(kNoon + seconds(4)), IsEmpty());
  const auto again = Claim(kNoon + seconds(5));
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].attempts, 2);
  EXPECT_FALSE(again[0].maybe_repeat);
}

TEST_F(OutboxStoreTest, OnceInDoubtAlwaysInDoubt) {
  Insert(MakeAlert());
  Claim(kNoon);
  Retry(Claim(kNoon + seconds(60))[0], kNoon + seconds(90));
  EXPECT_TRUE(Claim(kNoon + seconds(90))[0].maybe_repeat);
}

TEST_F(OutboxStoreTest, ALateSuccessCountsThoughAnotherHasTheLease) {
  Insert(MakeAlert());
  const auto slow = Claim(kNoon);
  Claim(kNoon + seconds(60), "run-2");
  Sent(slow[0], kNoon + seconds(61));
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxStoreTest, TheDeadStayDead) {
  Insert(MakeAlert());
  const auto claimed = Claim(kNoon);
  Dead(claimed[0]);
  Retry(claimed[0], kNoon);
  EXPECT_THAT(Claim(kNoon + hours(100)), IsEmpty());
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 0, 1}));
}

TEST_F(OutboxStoreTest, AnAttemptInDoubtWaitsAndIsARepeat) {
  Insert(MakeAlert());
  const auto first = Claim(kNoon);
  Write([&] { outbox_.MarkUnsure(first[0].id, kNoon + seconds(5), "没有回答"); });
  EXPECT_THAT(Claim(kNoon + seconds(4)), IsEmpty());
  const auto again = Claim(kNoon + seconds(5));
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_TRUE(again[0].maybe_repeat);
}

TEST_F(OutboxStoreTest, AReleasedClaimWaitsAtOnceAndCountsForNothing) {
  Insert(MakeAlert("a"));
  Insert(MakeAlert("b"));
  Claim(kNoon, "run-1", 1);
  const auto given_back = Claim(kNoon, "run-1", 1);
  Write([&] { outbox_.Release(given_back[0].id); });
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{1, 1, 0, 0}));
  const auto again = Claim(kNoon, "run-2");
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].alert.rule, "b");
  EXPECT_EQ(again[0].attempts, 1);
  EXPECT_FALSE(again[0].maybe_repeat) << "it was given back, not lost";
}

TEST_F(OutboxStoreTest, ARenewedLeaseRunsOn) {
  Insert(MakeAlert());
  const auto claimed = Claim(kNoon);
  Write([&] { outbox_.Renew(claimed[0].id, kNoon + seconds(50)); });
  EXPECT_THAT(Claim(kNoon + seconds(109), "run-2"), IsEmpty());
  EXPECT_THAT(Claim(kNoon + seconds(110), "run-2"), SizeIs(1));
}

class InsteadTest : public OutboxStoreTest {
 protected:
  // The receiver that gets it instead, "" for none.
  std::string Instead(const Delivery& dead, std::vector<AlertTarget> targets) {
    const auto target =
        Write([&] { return outbox_.SendInstead(dead.id, targets, kNoon + hours(1)); });
    return target ? target->receiver : "";
  }
};

TEST_F(InsteadTest, WhatIsPutOffWasNotTriedAndIsAboutToReachNobody) {
  Insert(MakeAlert(), {{"mail", "a"}});
  const auto first = ClaimOf("mail", kNoon);
  Write([&] { outbox_.PutOff(first[0].id, kNoon + hours(2), "HTTP 429"); });
  EXPECT_EQ(Instead(first[0], {{"webhook", "c"}}), "c");
  EXPECT_THAT(ClaimOf("mail", kNoon + hours(1)), IsEmpty());
  const auto again = ClaimOf("mail", kNoon + hours(2));
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].attempts, 1);
  EXPECT_FALSE(again[0].maybe_repeat);
}

TEST_F(InsteadTest, AnAlertThatReachesNobodyGoesToTheNextContact) {
  Insert(MakeAlert(), {{"mail", "a"}});
  const auto first = ClaimOf("mail", kNoon);
  Dead(first[0]);
  EXPECT_EQ(Instead(first[0], {{"mail", "a"}, {"mail", "b"}, {"webhook", "c"}}), "b");
  EXPECT_THAT(ClaimOf("mail", kNoon), IsEmpty());
  const auto second = ClaimOf("mail", kNoon + hours(1));
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_EQ(second[0].attempts, 1);
  EXPECT_EQ(second[0].alert, MakeAlert());
  Dead(second[0]);
  EXPECT_EQ(Instead(second[0], {{"mail", "a"}, {"mail", "b"}, {"webhook", "c"}}), "c");
}

TEST_F(InsteadTest, NobodyIsToldInsteadWhileSomebodyIsOrMayBeReached) {
  Insert(MakeAlert(), {{"mail", "a"}, {"webhook", "b"}});
  const auto mail = ClaimOf("mail", kNoon);
  Dead(mail[0]);
  EXPECT_EQ(Instead(mail[0], {{"mail", "c"}}), "") << "one waits";
  const auto webhook = ClaimOf("webhook", kNoon);
  EXPECT_EQ(Instead(mail[0], {{"mail", "c"}}), "") << "one is under way";
  Sent(webhook[0]);
  EXPECT_EQ(Instead(mail[0], {{"mail", "c"}}), "") << "one is sent";
}

TEST_F(InsteadTest, OneThatHasFailedBeforeIsNoReasonToTellNobodyElse) {
  Insert(MakeAlert(), {{"mail", "a"}, {"webhook", "b"}});
  const auto mail = ClaimOf("mail", kNoon);
  const auto webhook = ClaimOf("webhook", kNoon);
  Write([&] { outbox_.MarkRetry(webhook[0].id, kNoon + hours(1), "HTTP 403"); });
  Write([&] { outbox_.MarkRetry(mail[0].id, kNoon + hours(1), "HTTP 403"); });
  EXPECT_EQ(Instead(mail[0], {{"mail", "c"}}), "c");
}

TEST_F(InsteadTest, WithNobodyLeftItStaysDead) {
  Insert(MakeAlert(), {{"mail", "a"}});
  const auto claimed = ClaimOf("mail", kNoon);
  Dead(claimed[0]);
  EXPECT_EQ(Instead(claimed[0], {{"mail", "a"}}), "");
  EXPECT_EQ(Instead(claimed[0], {}), "");
  EXPECT_EQ(outbox_.Counts(), (OutboxCounts{0, 0, 0, 1}));
}

TEST_F(OutboxStoreTest, ALeaseSurvivesARestart) {
  Insert(MakeAlert());
  Claim(kNoon);
  store_.Reopen();
  OutboxStore reopened(session());
  const auto claim = [&](UtcTime now) {
    return Write([&] { return reopened.ClaimDue("webhook", now, "run-2", 10); });
  };
  EXPECT_THAT(claim(kNoon + seconds(59)), IsEmpty());
  EXPECT_THAT(claim(kNoon + seconds(60)), SizeIs(1));
}

TEST_F(OutboxStoreTest, AClaimThatWasNotCommittedIsNone) {
  Insert(MakeAlert());
  {
    Transaction cut_short(session());
    EXPECT_THAT(outbox_.ClaimDue("webhook", kNoon, "run-1", 10), SizeIs(1));
  }
  const auto claimed = Claim(kNoon);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].attempts, 1);
}

TEST_F(OutboxStoreTest, AlertsAreReadBackInTheOrderTheyWereSaid) {
  Alert late = MakeAlert("late");
  late.at = kNoon + hours(2);
  const Alert early = MakeAlert("early");
  Alert other = MakeAlert("other");
  other.complaint = Open();
  Insert(late);
  Insert(early);
  Insert(other);
  std::vector<Alert> all;
  outbox_.ForEachAlert([&](const Alert& alert) { all.push_back(alert); });
  EXPECT_THAT(all, ElementsAre(late, early, other));
  EXPECT_THAT(outbox_.AlertsOf(complaint_), ElementsAre(late, early));
}

TEST_F(OutboxStoreTest, TextThatIsNotUtf8DoesNotStopAnAlert) {
  Alert alert = MakeAlert();
  alert.receivers = {"head\xff"};
  EXPECT_TRUE(Insert(alert));
  EXPECT_THAT(Claim(kNoon), SizeIs(1));
}

}  // namespace
}  // namespace forumwatch
