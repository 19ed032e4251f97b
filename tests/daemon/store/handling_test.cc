#include "daemon/store/handling.h"

#include "daemon/store/steps.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::IsEmpty;
using testing::SizeIs;

class HandlingTest : public StoreTest {
 protected:
  // Decided at `at`; each channel takes it as many minutes later, or has given it up (below 0).
  void Say(ComplaintId complaint, const std::string& id, UtcTime at,
           std::vector<std::pair<std::string, int>> channels) {
    Alert alert;
    alert.id = id;
    alert.at = at;
    alert.rule = id;
    alert.complaint = complaint;
    for (const auto& [channel, taken] : channels) {
      alert.receivers.push_back(channel);
    }
    Write([&] {
      std::vector<AlertTarget> targets;
      for (const auto& [channel, taken] : channels) {
        targets.push_back({channel, ""});
      }
      outbox_.InsertAlert(alert, "", targets);
      for (const auto& [channel, taken] : channels) {
        const DeliveryId delivery = outbox_.ClaimDue(channel, at, "run", 1).at(0).id;
        if (taken < 0) {
          outbox_.MarkDead(delivery, "HTTP 401", at);
        } else {
          outbox_.MarkSent(delivery, at + minutes(taken));
        }
      }
    });
  }
};

TEST_F(HandlingTest, TellsWhenItWasSaidSeenAndFirstHeardOfThroughAnyChannel) {
  const ComplaintId id = Open();
  AddMention(id, MakePost("1", "11"), kNoon);
  Say(id, "01A", kNoon, {{"mail", 9}, {"webhook", 2}});
  Say(id, "01B", kNoon + hours(1), {{"mail", -1}});
  Write([&] { StepStore(session()).Append({id, "小林", kNoon, StepKind::Drafted, "", "您好"}); });
  const HandlingRecord record = ReadHandling(session(), id);
  ASSERT_THAT(record.heard, SizeIs(1));
  EXPECT_EQ(record.heard[0].at, kNoon - hours(1));
  EXPECT_EQ(record.heard[0].seen_at, kNoon);
  ASSERT_THAT(record.told, SizeIs(1)) << "what reached nobody told nobody";
  EXPECT_EQ(record.told[0].decided_at, kNoon);
  EXPECT_EQ(record.told[0].sent_at, kNoon + minutes(2));
  EXPECT_THAT(record.steps, SizeIs(1));
}

TEST_F(HandlingTest, OfWhatAnEditBroughtTellsWhenTheEditWasSeen) {
  const ComplaintId id = Open();
  SeenPost seen = MakePost("1", "11", "顶");
  const PostId post = Record(seen, kNoon).id;
  seen.text = "电梯又停了";
  Record(seen, kNoon + hours(3));
  Write([&] {
    const auto ids = segments_.SaveUnderstanding(post, {{MakeSegment()}, std::nullopt});
    segments_.Place(ids.front(), {}, id, kNoon + hours(2));
  });
  const HandlingRecord record = ReadHandling(session(), id);
  ASSERT_THAT(record.heard, SizeIs(1));
  EXPECT_EQ(record.heard[0].at, kNoon + hours(2));
  EXPECT_EQ(record.heard[0].seen_at, kNoon + hours(3));
}

TEST_F(HandlingTest, WhatWasMergedIntoItCounts) {
  const ComplaintId into = Open();
  const ComplaintId from = Open();
  AddMention(from, MakePost("1", "11"), kNoon);
  Say(from, "01A", kNoon, {{"mail", 1}});
  Write([&] {
    StepStore(session()).Append({from, "小林", kNoon, StepKind::Acknowledged, "", ""});
    complaints_.Merge(from, into);
  });
  const HandlingRecord record = ReadHandling(session(), into);
  EXPECT_THAT(record.heard, SizeIs(1));
  EXPECT_THAT(record.told, SizeIs(1));
  EXPECT_THAT(record.steps, SizeIs(1));
  EXPECT_THAT(ReadHandling(session(), from).heard, IsEmpty());
}

}  // namespace
}  // namespace forumwatch
