// What is on record of deliveries and visits → whether the service gets its work done.
#include "daemon/work_done.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class WorkDoneTest : public testing::Test {
 protected:
  WorkDone At(UtcTime now) { return WorkOf(house_.session(), house_.config, now); }
  // Attempts to send whatever is due on the channel end so.
  template <typename End>
  void Try(UtcTime now, const std::string& channel, End end) {
    InTransaction(house_.session(), [&] {
      OutboxStore outbox(house_.session());
      for (const Delivery& delivery : outbox.ClaimDue(channel, now, "run", 100)) {
        end(outbox, delivery.id);
      }
    });
  }
  void Fail(UtcTime now) {
    Try(now, "值班群", [now](OutboxStore& outbox, DeliveryId id) {
      outbox.MarkRetry(id, now + minutes(1), "连不上");
    });
  }
  void VisitEnds(VisitEnd end, UtcTime now) {
    house_.pipeline().OnVisitEnd(house_.board(), {end, "连不上", end == VisitEnd::Good}, true, now);
  }

  House house_{kMorning};
};

TEST_F(WorkDoneTest, WhatWaitsForItsFirstAttemptIsNotInVain) {
  house_.Show({Seen(kLift, kMorning)});
  EXPECT_EQ(At(kMorning + hours(1)).untold_since, std::nullopt);
}

TEST_F(WorkDoneTest, WhatIsTriedInVainCountsSinceItWasToBeToldUntilSomethingIsTaken) {
  house_.Show({Seen(kLift, kMorning)});
  Fail(kMorning + minutes(1));
  EXPECT_EQ(At(kMorning + minutes(2)).untold_since, kMorning);
  Fail(kMorning + minutes(2));
  InTransaction(house_.session(), [&] {  // an attempt is under way
    OutboxStore(house_.session()).ClaimDue("值班群", kMorning + minutes(4), "run", 100);
  });
  EXPECT_EQ(At(kMorning + minutes(4)).untold_since, kMorning);
  ChannelConfig mail;
  mail.name = "邮件";
  house_.config.channels.push_back(mail);
  house_.config.roles = {{"deputy", {{"邮件", "deputy@x"}}}};
  house_.AdvanceTo(kMorning + minutes(15));
  Try(kMorning + minutes(16), "邮件",
      [](OutboxStore& outbox, DeliveryId id) { outbox.MarkSent(id, kMorning + minutes(16)); });
  EXPECT_EQ(At(kMorning + minutes(17)).untold_since, std::nullopt) << "another way is open";
}

TEST_F(WorkDoneTest, WhatWasGivenUpCountsForADay) {
  house_.Show({Seen(kLift, kMorning)});
  const UtcTime tried = kMorning + minutes(1);
  Try(tried, "值班群",
      [tried](OutboxStore& outbox, DeliveryId id) { outbox.MarkDead(id, "没有这个群", tried); });
  EXPECT_EQ(At(tried + hours(23)).untold_since, kMorning);
  EXPECT_EQ(At(tried + hours(24)).untold_since, std::nullopt);
}

// However long the pause before it was: it may be read once an hour, or a day.
TEST_F(WorkDoneTest, ABoardThatCannotBeReadCountsSinceTheFirstVisitThatFailed) {
  EXPECT_EQ(At(kMorning).unseen_since, std::nullopt) << "none was visited";
  VisitEnds(VisitEnd::Good, kMorning);
  VisitEnds(VisitEnd::Failed, kMorning + hours(1));
  VisitEnds(VisitEnd::Blind, kMorning + hours(2));
  EXPECT_EQ(At(kMorning + hours(2)).unseen_since, kMorning + hours(1));
  VisitEnds(VisitEnd::Good, kMorning + hours(3));
  EXPECT_EQ(At(kMorning + hours(3)).unseen_since, std::nullopt);
}

TEST_F(WorkDoneTest, SoDoesOneThatNeverCouldBeRead) {
  VisitEnds(VisitEnd::Failed, kMorning + minutes(5));
  EXPECT_EQ(At(kMorning + minutes(10)).unseen_since, kMorning + minutes(5));
}

TEST_F(WorkDoneTest, OneBoardThatIsReadIsEnough) {
  SourceConfig other = house_.config.communities[0].sources[0];
  other.name = "分坛";
  house_.config.communities[0].sources.push_back(other);
  VisitEnds(VisitEnd::Failed, kMorning + minutes(5));
  EXPECT_EQ(At(kMorning + hours(5)).unseen_since, std::nullopt);
}

}  // namespace
}  // namespace forumwatch
