// B10, B12, C3: who is told, and told again, when a complaint that was handled is opened again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/desk.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const PostWords kThreatens{"1", "16", "阿禾",
                           "电梯再不修我就找媒体曝光你们，已经联系了电视台记者！", ""};

class OpenedAgain : public testing::Test {
 protected:
  OpenedAgain() {
    house_.Show({Seen(kLift, kMorning), Seen(kThreatens, kMorning)});
    DoAt(kMorning + hours(1), StepKind::Handled);
  }
  void DoAt(UtcTime at, StepKind kind, ComplaintId complaint = ComplaintId{1}) {
    house_.AdvanceTo(at);
    InTransaction(house_.session(), [&] {
      StepStore(house_.session()).Append({complaint, "李主管", at, kind, "", ""});
      house_.pipeline().Recount(complaint, at);
    });
  }
  void ShowAt(UtcTime seen, const PostWords& words, UtcTime posted) {
    house_.AdvanceTo(seen);
    shown_.push_back(Seen(words, posted));
    house_.Show(shown_);
  }
  // Of one rule.
  std::vector<std::string> Told(const std::string& rule) {
    std::vector<std::string> told = house_.Alerts();
    std::erase_if(told, [&](const std::string& alert) { return !alert.starts_with(rule); });
    return told;
  }
  std::vector<std::string> Threats() { return Told("danger"); }
  static PostWords Again(const char* post) {
    PostWords again = kThreatens;
    again.post = post;
    return again;
  }

  House house_{kMorning};
  std::vector<SeenPost> shown_{Seen(kLift, kMorning), Seen(kThreatens, kMorning)};
};

TEST_F(OpenedAgain, AThreatIsToldOnceMoreWithThePostThatShowsIt) {
  const UtcTime later = kMorning + hours(48);
  ShowAt(later, {"1", "20", "小满", kSameHere.text, ""}, later);
  EXPECT_THAT(house_.Alerts(), Contains("reopened C1"));
  EXPECT_THAT(Threats(), ElementsAre("danger C1")) << "nobody threatens now";
  ShowAt(later + minutes(1), Again("21"), later + minutes(1));
  EXPECT_THAT(Threats(), ElementsAre("danger C1", "danger C1"));
  const Delivery told = InTransaction(house_.session(), [&] {
    auto due = OutboxStore(house_.session()).ClaimDue("值班群", later + hours(1), "run", 100);
    std::erase_if(due, [](const Delivery& d) { return d.alert.rule != "danger"; });
    return due.back();
  });
  EXPECT_THAT(told.text, HasSubstr("原帖：https://forum.example/t1#p21"));
  house_.Restart();
  ShowAt(later + minutes(2), Again("22"), later + minutes(2));
  EXPECT_EQ(Threats().size(), 2U) << "each sign once";
  DoAt(later + hours(1), StepKind::Handled);
  ShowAt(later + hours(30), Again("23"), later + hours(30));
  EXPECT_EQ(Threats().size(), 3U) << "opened again once more";
}

TEST_F(OpenedAgain, AThreatCountsThoughItWasPostedBeforeTheClosingAndReadAfterIt) {
  DoAt(kMorning + hours(3), StepKind::Closed);
  ShowAt(kMorning + hours(4), Again("21"), kMorning + hours(2));
  EXPECT_EQ(house_.Complaints().at(0).status, ComplaintStatus::Open);
  EXPECT_THAT(Threats(), ElementsAre("danger C1", "danger C1"));
}

// Posts of two threads, or of a board and a file of letters, may bear one number.
TEST_F(OpenedAgain, AnOldThreatIsNoneSinceThoughThePostThatOpensItAgainBearsItsNumber) {
  const UtcTime later = kMorning + hours(48);
  house_.AdvanceTo(later);
  house_.Show({Seen({"6", kThreatens.post, "豆豆", kLift.text, kLift.title}, later)});
  ASSERT_THAT(house_.Alerts(), Contains("reopened C1"));
  EXPECT_THAT(Threats(), ElementsAre("danger C1"));
}

TEST_F(OpenedAgain, AThreatIsNotToldAgainOfTheComplaintThatASplitMakesOfIt) {
  const UtcTime later = kMorning + hours(48);
  ShowAt(later, Again("21"), later);
  ASSERT_EQ(Threats().size(), 2U);
  Desk desk(house_.session(), house_.config, house_.pipeline());
  ASSERT_TRUE(
      desk.Do({StepKind::Split, ComplaintId{1}, "李主管", "", "另一件事", {"21"}}, later).done);
  house_.AdvanceTo(later + minutes(5));
  EXPECT_THAT(house_.Alerts(), Contains("complaint.new C2"));
  EXPECT_EQ(Threats().size(), 2U);
}

// E4: each of two that are merged was opened again, and told of, by itself.
class OpenedAgainAndMerged : public OpenedAgain {
 protected:
  OpenedAgainAndMerged() {
    ShowAt(kLater, {"1", "20", "小满", kSameHere.text, ""}, kLater);
    house_.Show(
        {Seen({"9", "91", "阿苗", "东门道闸坏了没人修，早上堵了半小时。", "道闸又坏了"}, kLater)});
  }
  void Merge(ComplaintId from, ComplaintId into) {
    Desk desk(house_.session(), house_.config, house_.pipeline());
    const UtcTime now = house_.clock.Now();
    const OrderResult merged = desk.Do({StepKind::Merged, from, "李主管", Name(into), "", {}}, now);
    ASSERT_TRUE(merged.done) << merged.said;
    house_.AdvanceTo(now + minutes(5));
  }

  static inline const UtcTime kLater = kMorning + hours(48);
};

TEST_F(OpenedAgainAndMerged, AThreatOfThePartIsNoneSinceTheWholeWasOpenedAgain) {
  ShowAt(kLater + minutes(1), Again("21"), kLater + minutes(1));
  ASSERT_THAT(Threats(), ElementsAre("danger C1", "danger C1"));
  Merge(ComplaintId{1}, ComplaintId{2});
  DoAt(kLater + hours(1), StepKind::Handled, ComplaintId{2});
  ShowAt(kLater + hours(30), Again("23"), kLater + hours(30));
  ASSERT_THAT(house_.Alerts(), Contains("reopened C2"));
  EXPECT_THAT(Threats(), ElementsAre("danger C1", "danger C1", "danger C2"));
}

TEST_F(OpenedAgainAndMerged, AThreatOfThePartThatWasToldSinceIsNotToldAgain) {
  const PostWords gate{"9", "92", "阿苗", "道闸再不修我就找媒体曝光你们，已经联系了电视台记者！",
                       ""};
  house_.AdvanceTo(kLater + hours(1));
  house_.Show(
      {Seen({"9", "91", "阿苗", "东门道闸坏了没人修，早上堵了半小时。", "道闸又坏了"}, kLater),
       Seen(gate, kLater + hours(1))});
  ASSERT_THAT(Threats(), ElementsAre("danger C1", "danger C2"));
  Merge(ComplaintId{2}, ComplaintId{1});
  EXPECT_THAT(Threats(), ElementsAre("danger C1", "danger C2"));
}

// B12, as for a new complaint.
TEST_F(OpenedAgain, AndNoticedByNobodyItCallsASecondPersonAfterAQuarterOfAnHour) {
  ASSERT_THAT(Told("complaint.unack"), ElementsAre("complaint.unacknowledged C1"));
  const UtcTime later = kMorning + hours(48);
  ShowAt(later, {"1", "20", "小满", kSameHere.text, ""}, later);
  house_.AdvanceTo(later + minutes(14));
  EXPECT_EQ(Told("complaint.unack").size(), 1U);
  house_.Restart();
  house_.AdvanceTo(later + minutes(15));
  ASSERT_EQ(Told("complaint.unack").size(), 2U);
  const Alert call = OutboxStore(house_.session()).AlertsOf(ComplaintId{1}).back();
  EXPECT_EQ(call.rule, "complaint.unacknowledged");
  EXPECT_EQ(call.at, later + minutes(15));
  EXPECT_THAT(call.receivers, ElementsAre("deputy"));
  house_.AdvanceTo(later + hours(20));
  EXPECT_EQ(Told("complaint.unack").size(), 2U) << "once";
}

TEST_F(OpenedAgain, AndNoticedByAPersonItCallsNobodyElse) {
  const UtcTime later = kMorning + hours(48);
  ShowAt(later, {"1", "20", "小满", kSameHere.text, ""}, later);
  DoAt(later + minutes(10), StepKind::Acknowledged);
  house_.AdvanceTo(later + hours(3));
  EXPECT_EQ(Told("complaint.unack").size(), 1U) << "of two days before";
}

}  // namespace
}  // namespace forumwatch
