// B9, B10: what must not wait for a clock.
#include "analysis/alerting/signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const UtcTime kSeen = At("2026-03-02 19:20");

Complaint Showing(std::vector<std::string> flags, int people = 3) {
  Complaint complaint = ElevatorComplaint();
  complaint.flags = std::move(flags);
  complaint.people = people;
  complaint.times = people + 1;
  return complaint;
}

// Of a complaint whose clocks have been met, so that signs stand alone.
std::vector<Alert> AlertsOf(const Complaint& complaint, const Said& said = {}) {
  const std::vector<Duty> none;
  Said known = said;
  known.insert({"complaint.new", 0});
  known.insert({"complaint.new", 1});
  return DecideComplaintAlerts({complaint, none, known}, OptionsWithRoles(), Zone("Asia/Shanghai"),
                               kSeen);
}

TEST(Signs, ADangerSignGoesToQualityAndTheLeadersAtOnce) {
  const auto alerts = AlertsOf(Showing({"曝光", "诉讼"}));
  ASSERT_THAT(Rules(alerts), ElementsAre("danger"));
  EXPECT_EQ(alerts[0].handbook, "B10");
  EXPECT_THAT(alerts[0].receivers, ElementsAre("quality", "leader", "head"));
  EXPECT_EQ(alerts[0].title, "危险信号（曝光、诉讼） C12：7栋电梯反复停运");
  EXPECT_EQ(alerts[0].reason,
            "帖子里说要找媒体或上网曝光，说要起诉或找律师；已有 3 人 4 "
            "次，请品质管理部和领导立即介入（B10）");
}

TEST(Signs, EachIsSaidOnceAndAFurtherOneAnew) {
  const Said first = SaidBy(AlertsOf(Showing({"曝光"})));
  EXPECT_THAT(AlertsOf(Showing({"曝光"}), first), IsEmpty());
  const auto more = AlertsOf(Showing({"曝光", "信访"}), first);
  ASSERT_THAT(Rules(more), ElementsAre("danger"));
  EXPECT_THAT(more[0].title, HasSubstr("（信访）")) << "what is new";
  EXPECT_NE(more[0].id, AlertsOf(Showing({"曝光"}))[0].id);
  Said both = first;
  both.merge(SaidBy(more));
  EXPECT_THAT(AlertsOf(Showing({"曝光", "信访"}), both), IsEmpty());
  EXPECT_THAT(AlertsOf(Showing({"信访"}), both), IsEmpty()) << "an edit took one away";
}

TEST(Signs, OneThatTakesThePlaceOfAnotherIsSaid) {
  const Said first = SaidBy(AlertsOf(Showing({"过激"})));
  const auto other = AlertsOf(Showing({"诉讼"}), first);
  ASSERT_THAT(Rules(other), ElementsAre("danger"));
  Said both = first;
  both.merge(SaidBy(other));
  EXPECT_THAT(AlertsOf(Showing({"过激", "诉讼"}), both), IsEmpty());
}

// B10, E7: who threatens again after it was opened again does so although it was handled.
TEST(Signs, OneThatIsSaidAnewAfterAReopeningIsSaidOnceMore) {
  const Complaint complaint = Showing({"曝光", "诉讼"});
  const std::vector<Duty> none;
  std::vector<Step> steps;
  Said said = SaidBy(AlertsOf(complaint));
  said.insert({{"complaint.new", 0}, {"complaint.new", 1}});
  UtcTime now = kSeen;
  const auto again = [&](const std::vector<std::string>& flags) {
    now += std::chrono::hours(1);
    std::vector<Alert> alerts =
        DecideComplaintAlerts({complaint, none, said, steps, {}, {}, {}, flags}, OptionsWithRoles(),
                              Zone("Asia/Shanghai"), now);
    said.merge(SaidBy(alerts));
    return alerts;
  };
  for (int number = 1; number <= 3; ++number) {
    now += std::chrono::hours(24);
    steps.push_back({complaint.id, "forumwatch", now, StepKind::Reopened, "post 7", ""});
    EXPECT_THAT(again({}), IsEmpty()) << "what was said before it was opened again";
    const auto alerts = again({"诉讼"});
    ASSERT_THAT(Rules(alerts), ElementsAre("danger")) << number;
    EXPECT_THAT(alerts[0].title, HasSubstr("（诉讼）"));
    EXPECT_EQ(alerts[0].episode, 16 * number + 4);
    EXPECT_THAT(again({"诉讼"}), IsEmpty()) << "once";
    EXPECT_THAT(Rules(again({"诉讼", "曝光"})), ElementsAre("danger"));
    EXPECT_THAT(again({"曝光"}), IsEmpty());
  }
}

// A later one counts by its number, an alert by its instant.
TEST(Signs, WhatAnUpgradeFoundSaidSinceAReopeningIsNotSaidAgain) {
  const Reopening second{2, kSeen, kSeen};
  EXPECT_EQ(DangerSignsSaid({{"danger", 1, 0, kSeen - Duration(1)}}, second), 0);
  EXPECT_EQ(DangerSignsSaid({{"danger", 1, 0, kSeen}}, second), 1) << "by an older version";
  EXPECT_EQ(DangerSignsSaid({{"danger", 16 + 4, kLastStage}}, second), 0);
  EXPECT_EQ(DangerSignsSaid({{"danger", 32 + 4, kLastStage}}, second), 4);
  EXPECT_EQ(DangerSignsSaid({{"danger", 16 + 4, kLastStage}, {"danger", 1, 0, kSeen}}), 5);
}

TEST(Signs, OwnersWhoActTogetherOrAreManyGoToTheHead) {
  const auto together = AlertsOf(Showing({"群体"}));
  ASSERT_THAT(Rules(together), ElementsAre("group_tendency"));
  EXPECT_EQ(together[0].handbook, "B9");
  EXPECT_THAT(together[0].receivers, ElementsAre("head"));
  EXPECT_THAT(together[0].reason, HasSubstr("业主在联合起来，已有 3 人 4 次"));
  EXPECT_THAT(AlertsOf(Showing({}, 9)), IsEmpty());
  EXPECT_THAT(Rules(AlertsOf(Showing({}, 10))), ElementsAre("group_tendency"));
  EXPECT_THAT(AlertsOf(Showing({"群体"}, 40), SaidBy(together)), IsEmpty()) << "once";
}

TEST(Signs, HistoryShowsNone) {
  Complaint old = Showing({"曝光", "群体"}, 40);
  old.history = true;
  EXPECT_THAT(AlertsOf(old), IsEmpty());
}

// A post of before the closing may be read after it.
TEST(Signs, AClosedComplaintIsSilentAboutAllButSignsThatWereNotSaid) {
  Complaint closed = Showing({"曝光", "群体"});
  closed.status = ComplaintStatus::Closed;
  const auto alerts = AlertsOf(closed);
  ASSERT_THAT(Rules(alerts), ElementsAre("danger", "group_tendency"));
  EXPECT_THAT(alerts[0].reason, HasSubstr("；投诉已关闭，请品质管理部"));
  EXPECT_THAT(AlertsOf(closed, SaidBy(alerts)), IsEmpty()) << "once";
  closed.flags.clear();
  closed.people = 40;
  EXPECT_THAT(AlertsOf(closed), IsEmpty()) << "how many they were is no news";
}

// What an upgrade found there already.
TEST(Signs, WhatWasTakenAsSaidIsNotSaidAgain) {
  const Said taken = {{"danger", 1 + 4, kLastStage}, {"group_tendency", 1, kLastStage}};
  EXPECT_THAT(AlertsOf(Showing({"曝光", "诉讼", "群体"}), taken), IsEmpty());
  EXPECT_THAT(Rules(AlertsOf(Showing({"曝光", "过激"}), taken)), ElementsAre("danger"));
}

}  // namespace
}  // namespace forumwatch
