// E5: a matter of which suddenly many speak.
#include "analysis/alerting/surge.h"

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

const UtcTime kEvening = At("2026-03-02 20:00");

// So many owners, one in ten minutes from then on.
std::vector<Reaction> Speak(int people, UtcTime from, const std::string& name = "业主") {
  std::vector<Reaction> reactions;
  for (int i = 0; i < people; ++i) {
    reactions.push_back({name + std::to_string(i), from + minutes(10 * i)});
  }
  return reactions;
}

int PeopleAt(const std::vector<Reaction>& reactions, UtcTime now) {
  const auto surge = SurgeOf(reactions, now);
  return surge ? surge->people : 0;
}

TEST(Surge, ManyWithinAnHourWhereFewSpokeBefore) {
  const UtcTime now = kEvening + hours(1);
  EXPECT_EQ(PeopleAt(Speak(5, kEvening), now), 5);
  EXPECT_EQ(PeopleAt(Speak(4, kEvening), now), 0) << "not many";
  auto calm = Speak(2, kEvening);
  const auto later = Speak(3, kEvening + hours(2), "后");
  calm.insert(calm.end(), later.begin(), later.end());
  EXPECT_EQ(PeopleAt(calm, now + hours(2)), 0) << "not within an hour";
  auto heated = Speak(5, kEvening);
  for (int i = 1; i <= 6; ++i) {
    heated.push_back({"先" + std::to_string(i), kEvening - hours(2 * i)});
  }
  EXPECT_EQ(PeopleAt(heated, now), 0) << "the day before was hotter";
}

TEST(Surge, OneOwnerWhoRepeatsHimselfIsOne) {
  std::vector<Reaction> one = Speak(6, kEvening);
  for (Reaction& reaction : one) {
    reaction.person = "老王";
  }
  EXPECT_EQ(PeopleAt(one, kEvening + hours(1)), 0);
}

TEST(Surge, OneOfDaysAgoIsNoNews) {
  EXPECT_EQ(PeopleAt(Speak(5, kEvening), kEvening + hours(23)), 5) << "read late";
  EXPECT_EQ(PeopleAt(Speak(5, kEvening), kEvening + hours(48)), 0);
}

// B13: one message says it.
TEST(Surge, AngerAtAReplyIsNotToldTwice) {
  const Complaint complaint = ElevatorComplaint();
  const UtcTime now = kEvening + hours(1);
  const auto duties = Clocks(complaint, {}, now);
  const auto reactions = Speak(5, kEvening);
  const std::vector<UtcTime> replies = {kEvening - minutes(1)};
  const Said said = {{"complaint.new", 1, 0, complaint.opened_at}};
  const auto rules = Rules(DecideComplaintAlerts({complaint, duties, said, {}, replies, reactions},
                                                 OptionsWithRoles(), Zone("Asia/Shanghai"), now));
  EXPECT_THAT(rules, testing::Contains("reply.backlash"));
  EXPECT_THAT(rules, testing::Not(testing::Contains("heat.surge")));
}

TEST(Surge, IsToldOnceADayAndNotOfWhatWasThereAtAnUpgrade) {
  const auto surge = SurgeOf(Speak(5, kEvening), kEvening + hours(1));
  ASSERT_TRUE(surge.has_value());
  const auto said = [&](int episode, int stage) {
    return SurgeSaid(*surge, {{std::string(kSurge), episode, stage, kEvening}});
  };
  EXPECT_TRUE(said(surge->episode, 0));
  EXPECT_TRUE(said(surge->episode - 23 * 60, 0));
  EXPECT_FALSE(said(surge->episode - 24 * 60, 0));
  EXPECT_TRUE(said(surge->episode + 5, kLastStage));
  EXPECT_FALSE(said(surge->episode - 1, kLastStage)) << "it began after the upgrade";
}

TEST(Surge, TheAlertSaysSinceWhenAndHowMany) {
  const Complaint complaint = ElevatorComplaint();
  const UtcTime now = kEvening + hours(1);
  const auto duties = Clocks(complaint, {}, now);
  const auto reactions = Speak(5, kEvening);
  const Said said = {{"complaint.new", 1, 0, complaint.opened_at}};
  const auto alerts = DecideComplaintAlerts({complaint, duties, said, {}, {}, reactions},
                                            OptionsWithRoles(), Zone("Asia/Shanghai"), now);
  ASSERT_THAT(Rules(alerts), testing::Contains("heat.surge"));
  const auto surge = std::find_if(alerts.begin(), alerts.end(),
                                  [](const Alert& alert) { return alert.rule == kSurge; });
  EXPECT_EQ(surge->handbook, "E5");
  EXPECT_THAT(surge->reason, HasSubstr("从 3月2日 20:00 起一小时里有 5 人说这件事"));
}

}  // namespace
}  // namespace forumwatch
