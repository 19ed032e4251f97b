// From roster and quiet hours to who is told, and when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/alerts/channels.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// On the wall in Shanghai: "2026-03-02 12:00".
UtcTime OnTheWall(std::string text) {
  text[10] = 'T';
  return ParseRfc3339(text + (text.size() == 16 ? ":00" : "") + "+08:00").value();
}

std::vector<std::string> InShort(const std::vector<AlertTarget>& targets) {
  std::vector<std::string> all;
  all.reserve(targets.size());
  for (const AlertTarget& target : targets) {
    all.push_back(target.channel + ":" + target.receiver);
  }
  return all;
}

// 张敏 from Monday to Friday, 李强 on Saturday; a day of duty begins at eight.
Config WithRoster() {
  Config config;
  config.roles = {{"head", {{"mail", "head@x"}}}};
  config.people = {{"张敏", {{"mail", "zhang@x"}, {"群", ""}}}, {"李强", {{"mail", "li@x"}}}};
  config.roster.changes_at = hours(8);
  config.roster.roles["monitor"] = {{{{1, 2, 3, 4, 5}, {"张敏"}}, {{6}, {"李强"}}}, {}};
  return config;
}

Alert AlertAt(const char* now, std::vector<std::string> receivers = {"monitor"},
              std::string rule = "complaint.new") {
  Alert alert;
  alert.at = OnTheWall(now);
  alert.rule = std::move(rule);
  alert.receivers = std::move(receivers);
  return alert;
}

std::vector<std::string> Told(const Config& config, const Alert& alert) {
  return InShort(AddressOf(alert, config).targets);
}

TEST(OnDuty, WhoeverIsOnDutyIsToldByHisFirstWay) {
  const Config config = WithRoster();
  EXPECT_THAT(Told(config, AlertAt("2026-03-02 12:00")), ElementsAre("mail:zhang@x"));
  EXPECT_THAT(Told(config, AlertAt("2026-03-07 12:00")), ElementsAre("mail:li@x"));
  EXPECT_THAT(Told(config, AlertAt("2026-03-07 07:59:59")), ElementsAre("mail:zhang@x"))
      << "the night is Friday's";
}

TEST(OnDuty, TheContactsOfARoleAreToldBesideThem) {
  Config config = WithRoster();
  config.roles["monitor"] = {{"群", ""}};
  EXPECT_THAT(Told(config, AlertAt("2026-03-02 12:00", {"monitor", "head"})),
              ElementsAre("群:", "mail:zhang@x", "mail:head@x"));
  EXPECT_THAT(Told(config, AlertAt("2026-03-08 12:00")), ElementsAre("群:")) << "on a Sunday";
}

// Of a group all read the message; who is called by name has to answer.
TEST(OnDuty, ARobotMentionsOnlyThoseOnDuty) {
  Config config = WithRoster();
  config.people["王经理"] = {{"mail", "wang@x"}};
  RobotConfig robot;
  robot.mention = {{"monitor", {"zhang", "li", "wang", "duty-phone"}}, {"head", {"zhang", "wang"}}};
  robot.accounts = {{"张敏", "zhang"}, {"李强", "li"}, {"王经理", "wang"}};
  const auto mentioned = [&](const char* at, const std::string& role = "monitor") {
    return MentionsAt(config, robot, OnTheWall(at)).at(role);
  };
  EXPECT_THAT(mentioned("2026-03-02 12:00"), ElementsAre("zhang", "wang", "duty-phone"))
      << "nobody else stands on a roster";
  EXPECT_THAT(mentioned("2026-03-07 07:59:59"), ElementsAre("zhang", "wang", "duty-phone"));
  EXPECT_THAT(mentioned("2026-03-07 12:00"), ElementsAre("li", "wang", "duty-phone"));
  EXPECT_THAT(mentioned("2026-03-07 12:00", "head"), ElementsAre("zhang", "wang"))
      << "the head has no shifts";
  robot.accounts.erase("王经理");
  EXPECT_THAT(mentioned("2026-03-08 12:00"), ElementsAre("zhang", "li", "wang", "duty-phone"))
      << "a gap on Sunday";
  config.roster.roles["technical"] = {{{{7}, {"李强"}}}, {}};
  EXPECT_THAT(mentioned("2026-03-08 12:00"), ElementsAre("li", "wang", "duty-phone"))
      << "on duty for another role";
  robot.accounts = {{"张敏", "zhang"}};
  EXPECT_THAT(mentioned("2026-03-07 12:00"), ElementsAre("zhang", "li", "wang", "duty-phone"))
      << "whoever is on duty has no account here";
  robot.accounts["王经理"] = "wang";
  EXPECT_THAT(mentioned("2026-03-07 12:00"), ElementsAre("zhang", "li", "wang", "duty-phone"))
      << "and who has no shifts stands for none who has";
  robot.accounts = {{"张敏", "duty-phone"}, {"李强", "duty-phone"}, {"王经理", "wang"}};
  EXPECT_THAT(mentioned("2026-03-02 12:00"), ElementsAre("zhang", "li", "wang", "duty-phone"))
      << "they share it";
}

TEST(OnDuty, AGapLosesNoAlert) {
  Config config = WithRoster();
  EXPECT_THAT(Told(config, AlertAt("2026-03-08 12:00")), ElementsAre("mail:head@x"))
      << "somebody else";
  config.roles.clear();
  EXPECT_THAT(Told(config, AlertAt("2026-03-08 12:00")),
              ElementsAre("mail:zhang@x", "群:", "mail:li@x"))
      << "those who have the day off";
  EXPECT_THAT(Told(config, AlertAt("2026-03-02 12:00", {"leader"})), ElementsAre("mail:zhang@x"))
      << "the monitor stands for a role that nobody has";
}

TEST(OnDuty, WhatWaitsForTheMorningGoesToWhoeverIsThereThen) {
  Config config = WithRoster();
  config.alerting.quiet = QuietHours{hours(22), hours(9)};
  config.alerting.may_wait = {"measures.overdue"};
  const Addressed held =
      AddressOf(AlertAt("2026-03-06 23:00", {"monitor"}, "measures.overdue"), config);
  EXPECT_EQ(held.not_before, OnTheWall("2026-03-07 09:00"));
  EXPECT_THAT(InShort(held.targets), ElementsAre("mail:li@x")) << "on Saturday";
  const Addressed urgent =
      AddressOf(AlertAt("2026-03-06 23:00", {"monitor"}, "first_reply.overdue"), config);
  EXPECT_EQ(urgent.not_before, std::nullopt);
  EXPECT_THAT(InShort(urgent.targets), ElementsAre("mail:zhang@x"));
}

TEST(OnDuty, WhenAWayFailsThePersonsNextOneIsTriedAndThenAnybody) {
  const Config config = WithRoster();
  const Alert alert = AlertAt("2026-03-02 12:00");
  const FailOver over = FailOverOf(config, alert, {"mail", "zhang@x"}, alert.at);
  ASSERT_EQ(over.people.size(), 1U);
  EXPECT_THAT(InShort(over.people[0]), ElementsAre("mail:zhang@x", "群:"));
  EXPECT_THAT(InShort(over.anybody), ElementsAre("mail:head@x", "mail:zhang@x", "群:", "mail:li@x"))
      << "whoever has the day off is the last";
  EXPECT_THAT(FailOverOf({}, alert, {"mail", "zhang@x"}, alert.at).people, IsEmpty());
}

// By mail, of those whose group has failed.
std::vector<std::string> NextWays(const Config& config, const Alert& alert, UtcTime now) {
  std::vector<std::string> next;
  for (const auto& ways : FailOverOf(config, alert, {"群", ""}, now).people) {
    next.push_back(ways.at(1).receiver);
  }
  return next;
}

// 张敏 watches, 李强 is at home, 王工 is on duty for machines; all three read the group.
class AGroupThatFails : public testing::Test {
 protected:
  AGroupThatFails() {
    for (const char* const name : {"张敏", "李强", "王工"}) {
      config_.people[name] = {{"群", ""}, {"mail", name}};
    }
    config_.roster.roles["technical"] = {{{{1, 2, 3, 4, 5, 6, 7}, {"王工"}}}, {}};
  }

  std::vector<std::string> Told(const char* when, std::vector<std::string> receivers) {
    const Alert alert = AlertAt(when, std::move(receivers));
    return NextWays(config_, alert, alert.at);
  }

  Config config_ = WithRoster();
};

TEST_F(AGroupThatFails, WakesNobodyWhoIsOffDuty) {
  EXPECT_THAT(Told("2026-03-02 12:00", {"monitor", "head"}), ElementsAre("张敏"));
  EXPECT_THAT(Told("2026-03-07 12:00", {"monitor"}), ElementsAre("李强"));
  EXPECT_THAT(Told("2026-03-02 12:00", {"technical"}), ElementsAre("王工"));
  EXPECT_THAT(Told("2026-03-08 12:00", {"monitor"}), ElementsAre("王工"))
      << "a gap: whoever is there";
}

TEST_F(AGroupThatFails, IsMadeUpForToWhoeverStandsOnNoRoster) {
  config_.people["王总"] = {{"群", ""}, {"mail", "王总"}};
  config_.roles["leader"] = {{"群", ""}};
  EXPECT_THAT(Told("2026-03-02 12:00", {"quality", "leader", "head", "monitor"}),
              UnorderedElementsAre("张敏", "王总"));
}

TEST_F(AGroupThatFails, LeavesNoRoleUntoldForOneThatSomebodyHas) {
  config_.roster.roles["technical"] = {{{{6}, {"王工"}}}, {}};
  EXPECT_THAT(Told("2026-03-02 12:00", {"monitor"}), ElementsAre("张敏"));
  config_.people["张敏"] = {{"mail", "zhang@x"}};
  EXPECT_THAT(Told("2026-03-02 12:00", {"monitor"}), UnorderedElementsAre("李强", "王工"))
      << "who has it was told by his own way, yet whose way it was must not all be left out";
}

TEST_F(AGroupThatFails, IsMadeUpForToAllWhereNobodyIsOnDuty) {
  config_.roster.roles["technical"] = {{{{1}, {"王工"}}}, {}};
  EXPECT_THAT(Told("2026-03-08 12:00", {"monitor"}), UnorderedElementsAre("张敏", "李强", "王工"));
  config_.roster.roles["technical"] = {{{{7}, {"何工"}}}, {}};
  EXPECT_THAT(Told("2026-03-08 12:00", {"monitor"}), UnorderedElementsAre("张敏", "李强", "王工"))
      << "whoever is there has no way to be told";
}

TEST_F(AGroupThatFails, AtTheChangeOfShiftConcernsWhoWasThereAndWhoIs) {
  const Alert alert = AlertAt("2026-03-07 07:55");
  EXPECT_THAT(NextWays(config_, alert, OnTheWall("2026-03-07 08:01")),
              UnorderedElementsAre("张敏", "李强"));
}

TEST(OnDuty, WhoseOwnWayFailsIsToldByHisNextOneWhoeverIsOnDutyNow) {
  Config config = WithRoster();
  const Alert alert = AlertAt("2026-03-07 07:50");
  const UtcTime later = OnTheWall("2026-03-08 08:10");
  EXPECT_EQ(FailOverOf(config, alert, {"mail", "zhang@x"}, later).people.size(), 1U)
      << "it was his to see to";
  config.people["张敏"] = {{"群", ""}, {"mail", "zhang@x"}};
  EXPECT_THAT(NextWays(config, alert, later), ElementsAre("zhang@x")) << "a robot of his own";
}

}  // namespace
}  // namespace forumwatch
