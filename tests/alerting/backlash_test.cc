// B13: reactions after our reply are watched apart.
#include "analysis/alerting/backlash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const UtcTime kReplied = At("2026-03-02 20:00");

// So many owners, one a minute from then on, each under a name of his own.
std::vector<Reaction> Angry(int people, UtcTime from, const std::string& name = "业主") {
  std::vector<Reaction> reactions;
  for (int i = 1; i <= people; ++i) {
    reactions.push_back({name + std::to_string(i), from + minutes(i)});
  }
  return reactions;
}

std::vector<Reaction> Both(std::vector<Reaction> all, const std::vector<Reaction>& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

int PeopleAfter(const std::vector<UtcTime>& replies, const std::vector<Reaction>& reactions) {
  const auto backlash = BacklashOf(replies, reactions, {});
  return backlash ? backlash->people : 0;
}

TEST(Backlash, ManyWhoComplainAfterAReplyAndFewBeforeIt) {
  EXPECT_EQ(PeopleAfter({kReplied}, Angry(5, kReplied)), 5);
  EXPECT_EQ(PeopleAfter({kReplied}, Angry(4, kReplied)), 0) << "not many";
  EXPECT_EQ(PeopleAfter({}, Angry(20, kReplied)), 0) << "nobody replied";
  EXPECT_EQ(PeopleAfter({kReplied}, Angry(20, kReplied - hours(1))), 0) << "before the reply";
  const auto heated = Both(Angry(8, kReplied - hours(1)), Angry(6, kReplied, "新"));
  EXPECT_EQ(PeopleAfter({kReplied}, heated), 0) << "the matter was hotter before";
  EXPECT_EQ(PeopleAfter({kReplied}, Angry(9, kReplied + hours(24))), 0) << "a day later";
}

TEST(Backlash, OneOwnerWhoRepeatsHimselfIsOne) {
  std::vector<Reaction> one = Angry(6, kReplied);
  for (Reaction& reaction : one) {
    reaction.person = "老王";
  }
  EXPECT_EQ(PeopleAfter({kReplied}, one), 0);
}

TEST(Backlash, EachReplyAnswersForWhatFollowsItUntilTheNext) {
  const UtcTime second = kReplied + hours(2);
  EXPECT_EQ(PeopleAfter({second, kReplied}, Both(Angry(3, kReplied), Angry(3, second, "后"))), 0);
  const auto after_the_first = BacklashOf(std::vector{kReplied, second}, Angry(6, kReplied), {});
  ASSERT_TRUE(after_the_first.has_value());
  EXPECT_EQ(after_the_first->replied_at, kReplied);
}

TEST(Backlash, ItIsSaidOnceAReply) {
  const Complaint complaint = ElevatorComplaint();
  const std::vector<Duty> none;
  std::vector<UtcTime> replies = {kReplied};
  std::vector<Reaction> reactions = Angry(6, kReplied);
  Said said = {{"complaint.new", 0}, {"complaint.new", 1}};
  const auto decide = [&] {
    const UtcTime now = kReplied + hours(1);
    auto alerts = DecideComplaintAlerts({complaint, none, said, {}, replies, reactions},
                                        OptionsWithRoles(), Zone("Asia/Shanghai"), now);
    said.merge(SaidBy(alerts));
    return alerts;
  };
  const auto alerts = decide();
  ASSERT_THAT(Rules(alerts), ElementsAre("reply.backlash"));
  EXPECT_EQ(alerts[0].handbook, "B13");
  EXPECT_THAT(alerts[0].receivers, ElementsAre("head", "leader"));
  EXPECT_THAT(alerts[0].reason, HasSubstr("物业 3月2日 20:00 回帖之后，又有 6 人"));
  reactions = Angry(9, kReplied);
  EXPECT_THAT(decide(), IsEmpty());
  replies.push_back(kReplied - hours(3));  // a reply that is read late
  EXPECT_THAT(decide(), IsEmpty());
  replies.push_back(kReplied + minutes(30));
  reactions = Both(reactions, Angry(10, kReplied + minutes(30), "又"));
  EXPECT_THAT(Rules(decide()), ElementsAre("reply.backlash")) << "the next reply was no better";
}

}  // namespace
}  // namespace forumwatch
