// Deliveries that wait for the end of quiet hours, further ways to reach somebody, and what never
// arrived.
#include "daemon/store/outbox.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const UtcTime kMorningAfter = kNoon + hours(19);

class OutboxHeldTest : public StoreTest {
 protected:
  void Hold(std::optional<UtcTime> not_before, std::vector<AlertTarget> targets = {{"群", ""}}) {
    Alert alert;
    alert.id = "01J" + std::to_string(++number_);
    alert.at = kNoon;
    alert.rule = "measures.overdue";
    alert.episode = number_;
    alert.complaint = complaint_;
    Write([&] { outbox_.InsertAlert(alert, "全文", targets, not_before); });
  }
  std::vector<Delivery> ClaimAt(UtcTime now, const char* channel = "群") {
    return Write([&] { return outbox_.ClaimDue(channel, now, "run", 10); });
  }
  std::optional<AlertTarget> Also(DeliveryId failed, const std::vector<AlertTarget>& targets) {
    return Write([&] { return outbox_.SendAlso(failed, targets, kNoon); });
  }

  ComplaintId complaint_ = Open();

 private:
  int number_ = 0;
};

TEST_F(OutboxHeldTest, WhatIsHeldIsDueInTheMorningAndNotLateThen) {
  Hold(kMorningAfter);
  EXPECT_EQ(outbox_.NextDue("群"), kMorningAfter);
  EXPECT_THAT(ClaimAt(kMorningAfter - Duration(1)), IsEmpty());
  const auto claimed = ClaimAt(kMorningAfter);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].late, Duration(0));
}

TEST_F(OutboxHeldTest, ARestartWakesNobody) {
  Hold(kMorningAfter);
  store_.Reopen();
  OutboxStore again(session());
  Write([&] { again.PullIn(kNoon + hours(10), hours(1), "run-1"); });
  EXPECT_EQ(again.NextDue("群"), kMorningAfter);
}

TEST_F(OutboxHeldTest, AClockThatWasPutBackWakesNobodyEither) {
  Hold(kMorningAfter);
  Write([&] { outbox_.PullIn(kNoon + minutes(10), Duration(0), "run-1"); });
  EXPECT_EQ(outbox_.NextDue("群"), kMorningAfter);
}

TEST_F(OutboxHeldTest, WhatAClockAheadHasHeldForDaysIsDueAtOnce) {
  Hold(kMorningAfter);
  const UtcTime days_before = kNoon - hours(72);
  Write([&] { outbox_.PullIn(days_before, Duration(0), "run-1"); });
  EXPECT_EQ(outbox_.NextDue("群"), days_before);
}

TEST_F(OutboxHeldTest, WhatIsNewGoesBeforeAMorningsBacklog) {
  for (int i = 0; i < 12; ++i) {
    Hold(kMorningAfter);
  }
  Alert fresh;
  fresh.id = "01JFRESH";
  fresh.at = kMorningAfter + minutes(1);
  fresh.rule = "first_reply.overdue";
  fresh.complaint = complaint_;
  Write([&] { outbox_.InsertAlert(fresh, "全文", std::vector{AlertTarget{"群", ""}}); });
  EXPECT_EQ(ClaimAt(kMorningAfter + minutes(2)).at(0).alert.id, "01JFRESH");
}

TEST_F(OutboxHeldTest, WhatWasSettledIsNeitherWaitedForNorCountedAsGivenUp) {
  Hold(kMorningAfter);
  const auto claimed = ClaimAt(kMorningAfter);
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_TRUE(claimed[0].held);
  Write([&] { outbox_.MarkSettled(claimed[0].id, kMorningAfter); });
  EXPECT_EQ(outbox_.NextDue("群"), std::nullopt);
  EXPECT_EQ(outbox_.Counts(), OutboxCounts{});
  EXPECT_EQ(outbox_.DeadSince(kNoon), 0);
  const auto fates = outbox_.FatesOf(claimed[0].alert);
  EXPECT_EQ(fates.at(0).state, "settled");
  EXPECT_EQ(fates.at(0).ended_at, kMorningAfter);
}

// E4: what a post threatened was told of, under whichever number.
class SaidOfAPart : public OutboxHeldTest {
 protected:
  void Told(const char* rule, ComplaintId of, int episode, UtcTime at = kNoon) {
    Alert alert;
    alert.id = "01J" + std::to_string(++told_);
    alert.at = at;
    alert.rule = rule;
    alert.episode = episode;
    alert.complaint = of;
    Write([&] { outbox_.InsertAlert(alert, "全文", {}); });
  }
  std::vector<AlertMark> Said(ComplaintId complaint) {
    const auto said = outbox_.SaidAbout(complaint);
    return {said.begin(), said.end()};
  }

  ComplaintId whole_ = Open();

 private:
  int told_ = 0;
};

TEST_F(SaidOfAPart, IsSaidForTheComplaintThatTookItsPostsOver) {
  Told("danger", complaint_, 5);
  Told("measures.overdue", complaint_, 1);
  EXPECT_THAT(Said(whole_), IsEmpty());
  Write([&] { complaints_.Merge(complaint_, whole_); });
  EXPECT_THAT(Said(whole_), ElementsAre(AlertMark{"danger", 5, 0, kNoon}));
  EXPECT_THAT(Said(complaint_), SizeIs(2));
}

TEST_F(SaidOfAPart, IsNotSaidSinceAReopeningOfTheWhole) {
  Told("danger", complaint_, 16 + 1);
  Write([&] { outbox_.TakeAsSaid(complaint_, "danger", 32 + 4); });
  Told("danger", whole_, 16 + 2);
  Write([&] { complaints_.Merge(complaint_, whole_); });
  EXPECT_THAT(Said(whole_), ElementsAre(AlertMark{"danger", 1}, AlertMark{"danger", 4, kLastStage},
                                        AlertMark{"danger", 16 + 2}));
  EXPECT_THAT(Said(complaint_),
              ElementsAre(AlertMark{"danger", 16 + 1}, AlertMark{"danger", 32 + 4, kLastStage}));
}

TEST_F(SaidOfAPart, CountsByTheLatestOfEqualOnes) {
  Told("danger", complaint_, 1);
  Told("danger", whole_, 1, kNoon + hours(2));
  Write([&] { complaints_.Merge(complaint_, whole_); });
  const auto said = Said(whole_);
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_EQ(said[0].at, kNoon + hours(2));
}

TEST_F(OutboxHeldTest, AFurtherWayIsTakenUnlessOneIsBeingTried) {
  Hold(std::nullopt);
  const DeliveryId failed = ClaimAt(kNoon).at(0).id;
  const std::vector<AlertTarget> ways = {{"邮件", "a@x"}, {"群二", ""}};
  EXPECT_EQ(Also(failed, ways)->receiver, "a@x");
  EXPECT_EQ(Also(failed, ways), std::nullopt) << "it has not been tried yet";
  const auto mail = ClaimAt(kNoon, "邮件");
  ASSERT_THAT(mail, SizeIs(1));
  EXPECT_EQ(Also(failed, ways), std::nullopt) << "it is under way";
  Write([&] { outbox_.MarkRetry(mail[0].id, kNoon + hours(1), "SMTP 451"); });
  EXPECT_EQ(Also(failed, ways)->channel, "群二");
  EXPECT_EQ(Also(failed, ways), std::nullopt);
}

TEST_F(OutboxHeldTest, AFurtherWayForWhatWasHeldIsLateSinceTheMorningToo) {
  Hold(kMorningAfter);
  const DeliveryId failed = ClaimAt(kMorningAfter).at(0).id;
  const UtcTime later = kMorningAfter + minutes(1);
  const std::vector<AlertTarget> ways = {{"邮件", "a@x"}};
  Write([&] { outbox_.SendAlso(failed, ways, later); });
  const auto claimed = ClaimAt(later, "邮件");
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_TRUE(claimed[0].held);
  EXPECT_EQ(claimed[0].late, minutes(1));
}

TEST_F(OutboxHeldTest, ThoseThatWereGivenUpAreListedAndCounted) {
  Hold(std::nullopt);
  Hold(std::nullopt);
  Hold(std::nullopt);
  const auto claimed = ClaimAt(kNoon);
  Write([&] {
    outbox_.MarkSent(claimed[0].id, kNoon);
    outbox_.MarkDead(claimed[1].id, "机器人已停用", kNoon + hours(1));
  });
  const auto dead = outbox_.LatestUnheard(10, {"群"});
  ASSERT_THAT(dead, SizeIs(1));
  EXPECT_EQ(dead[0].id, "01J2");
  const auto fates = outbox_.FatesOf(dead[0]);
  ASSERT_THAT(fates, SizeIs(1));
  EXPECT_EQ(fates[0].reason, "机器人已停用");
  EXPECT_EQ(fates[0].ended_at, kNoon + hours(1));
  EXPECT_EQ(outbox_.DeadSince(kNoon), 1);
  EXPECT_EQ(outbox_.DeadSince(kNoon + hours(1)), 0);
  std::vector<std::string> ids;
  for (const Alert& alert : outbox_.Latest(2)) {
    ids.push_back(alert.id);
  }
  EXPECT_THAT(ids, ElementsAre("01J3", "01J2")) << "newest first";
}

TEST_F(OutboxHeldTest, WhatWaitsForAChannelThatIsNoMoreIsListedWithThose) {
  Hold(std::nullopt);
  Hold(std::nullopt, {{"旧群", ""}});
  EXPECT_THAT(outbox_.LatestUnheard(10, {"群", "旧群"}), IsEmpty());
  const auto unheard = outbox_.LatestUnheard(10, {"群"});
  ASSERT_THAT(unheard, SizeIs(1));
  EXPECT_EQ(unheard[0].id, "01J2");
  EXPECT_THAT(outbox_.LatestUnheard(10, {}), SizeIs(2));
}

TEST_F(OutboxHeldTest, WhatIsForNobodyIsListedAndCountedLikeWhatWasGivenUp) {
  Hold(std::nullopt);
  Hold(std::nullopt, {});
  const auto dead = outbox_.LatestUnheard(10, {"群"});
  ASSERT_THAT(dead, SizeIs(1));
  EXPECT_EQ(dead[0].id, "01J2");
  EXPECT_EQ(outbox_.Counts().for_nobody, 1);
  EXPECT_EQ(outbox_.DeadSince(kNoon - Duration(1)), 1);
  EXPECT_EQ(outbox_.DeadSince(kNoon), 0);
  EXPECT_EQ(outbox_.ForNobodySince(kNoon - Duration(1)), 1);
  EXPECT_EQ(outbox_.ForNobodySince(kNoon), 0);
  Write([&] { outbox_.Address(dead[0], std::vector<AlertTarget>{{"群", ""}}, kNoon, {}); });
  EXPECT_THAT(outbox_.LatestUnheard(10, {"群"}), IsEmpty());
  EXPECT_EQ(outbox_.Counts().for_nobody, 0);
}

// Whoever is told late is told so, but there is time to reach him.
TEST_F(OutboxHeldTest, WhatIsAddressedLaterIsLateAndYetTriedFromThenOn) {
  Hold(std::nullopt, {});
  const UtcTime addressed = kNoon + hours(30);
  const Alert alert = outbox_.LatestUnheard(1, {"群"}).at(0);
  Write([&] {
    outbox_.Address(alert, std::vector<AlertTarget>{{"群", ""}}, addressed, std::nullopt);
  });
  const auto claimed = ClaimAt(addressed + minutes(10));
  ASSERT_THAT(claimed, SizeIs(1));
  EXPECT_EQ(claimed[0].late, hours(30) + minutes(10));
  EXPECT_EQ(claimed[0].tried, minutes(10));
  Write([&] {
    outbox_.MarkRetry(claimed[0].id, addressed + hours(2), "不通");
    outbox_.SendInstead(claimed[0].id, std::vector<AlertTarget>{{"群", "另"}},
                        addressed + minutes(20));
  });
  const auto instead = ClaimAt(addressed + minutes(30));
  ASSERT_THAT(instead, SizeIs(1));
  EXPECT_EQ(instead[0].tried, minutes(30));
}

}  // namespace
}  // namespace forumwatch
