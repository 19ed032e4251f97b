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
  const auto backlashes = BacklashesOf(replies, reactions, {}, kReplied + hours(3));
  return backlashes.empty() ? 0 : backlashes.front().people;
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

TEST(Backlash, EachReplyAnswersFirstForWhatFollowsItUntilTheNext) {
  const UtcTime second = kReplied + hours(2);
  const auto after_the_first =
      BacklashesOf(std::vector{second, kReplied}, Angry(6, kReplied), {}, second);
  ASSERT_EQ(after_the_first.size(), 1U);
  EXPECT_EQ(after_the_first[0].replied_at, kReplied);
  EXPECT_FALSE(after_the_first[0].shared);
}

// One reply to each angry owner: none is followed by many before the next.
struct AngerAnsweredOneByOne {
  std::vector<UtcTime> replies = {kReplied};
  std::vector<Reaction> reactions;

  explicit AngerAnsweredOneByOne(int people, minutes apart = minutes(10)) {
    for (int i = 1; i <= people; ++i) {
      reactions.push_back({"业主" + std::to_string(i), kReplied + apart * i});
      replies.push_back(kReplied + apart * i + minutes(1));
    }
  }
};

TEST(Backlash, StaffWhoAnswerEachOfThemDoNotHideHowManyTheyAre) {
  const AngerAnsweredOneByOne few(4);
  EXPECT_EQ(PeopleAfter(few.replies, few.reactions), 0);
  const AngerAnsweredOneByOne many(5);
  const auto shared = BacklashesOf(many.replies, many.reactions, {}, kReplied + hours(1));
  ASSERT_EQ(shared.size(), 1U);
  EXPECT_TRUE(shared[0].shared);
  EXPECT_EQ(shared[0].replied_at, kReplied);
  EXPECT_EQ(shared[0].people, 5);
  const auto at = [&](UtcTime now) { return BacklashesOf(many.replies, many.reactions, {}, now); };
  EXPECT_EQ(at(kReplied + hours(24) - minutes(1)).size(), 1U);
  EXPECT_TRUE(at(kReplied + hours(25)).empty())
      << "no news: not of a day that is over, nor at an upgrade";
}

TEST(Backlash, WhatManyRepliesShareIsSaidOnce) {
  const Complaint complaint = ElevatorComplaint();
  const std::vector<Duty> none;
  Said said = {{"complaint.new", 0}, {"complaint.new", 1}};
  const auto told = [&](int people) {
    const AngerAnsweredOneByOne anger(people);
    auto alerts = DecideComplaintAlerts({complaint, none, said, {}, anger.replies, anger.reactions},
                                        OptionsWithRoles(), Zone("Asia/Shanghai"),
                                        kReplied + minutes(10) * people + minutes(2));
    said.merge(SaidBy(alerts));
    return alerts.size();
  };
  EXPECT_EQ(told(5), 1U);
  for (const int people : {6, 7, 20, 100, 200}) {
    EXPECT_EQ(told(people), 0U) << people;
  }
}

TEST(Backlash, WhatManyRepliesShareIsSaidAgainWhereADayLaterMoreAreAngry) {
  const Complaint complaint = ElevatorComplaint();
  const std::vector<Duty> none;
  AngerAnsweredOneByOne anger(5);
  Said said = {{"complaint.new", 0}, {"complaint.new", 1}};
  const auto told_at = [&](UtcTime now) {
    auto alerts = DecideComplaintAlerts({complaint, none, said, {}, anger.replies, anger.reactions},
                                        OptionsWithRoles(), Zone("Asia/Shanghai"), now);
    said.merge(SaidBy(alerts));
    return alerts.size();
  };
  EXPECT_EQ(told_at(kReplied + hours(1)), 1U);
  for (int i = 0; i < 8; ++i) {
    const UtcTime at = kReplied + hours(26) + minutes(10) * i;
    anger.reactions.push_back({"又" + std::to_string(i), at});
    anger.replies.push_back(at + minutes(1));
  }
  EXPECT_EQ(told_at(kReplied + hours(28)), 1U);
  EXPECT_EQ(told_at(kReplied + hours(29)), 0U) << "once";
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
