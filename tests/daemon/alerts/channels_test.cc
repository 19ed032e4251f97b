#include "daemon/alerts/channels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/daemon/alerts/deliveries.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;

std::vector<std::string> Written(const std::vector<AlertTarget>& targets) {
  std::vector<std::string> written;
  written.reserve(targets.size());
  for (const AlertTarget& target : targets) {
    written.push_back(target.channel + ":" + target.receiver);
  }
  return written;
}

std::vector<std::string> TargetsFor(std::vector<std::string> receivers, const RoleContacts& roles) {
  Alert alert;
  alert.receivers = std::move(receivers);
  return Written(TargetsOf(alert, roles));
}

const RoleContacts kRoles = {
    {"head", {{"mail", "head@estate.example"}, {"群", ""}}},
    {"leader", {}},
    {"monitor", {{"群", ""}, {"mail", "duty@estate.example"}}},
    {"technical", {{"mail", "it@estate.example"}}},
};

TEST(TargetsOf, EachRoleIsReachedAndNobodyTwice) {
  EXPECT_THAT(TargetsFor({"technical"}, kRoles), ElementsAre("mail:it@estate.example"));
  EXPECT_THAT(TargetsFor({"monitor", "head"}, kRoles),
              ElementsAre("群:", "mail:duty@estate.example", "mail:head@estate.example"));
}

TEST(TargetsOf, ARoleWithoutContactsFallsToTheMonitor) {
  EXPECT_THAT(TargetsFor({"leader"}, kRoles), ElementsAre("群:", "mail:duty@estate.example"));
  EXPECT_THAT(TargetsFor({"quality", "technical"}, kRoles),
              ElementsAre("群:", "mail:duty@estate.example", "mail:it@estate.example"));
  EXPECT_THAT(TargetsFor({}, kRoles), ElementsAre("群:")) << "even with no role at all";
}

// B12: the second person, not the first one again.
TEST(TargetsOf, ForADeputyTheHeadStands) {
  EXPECT_THAT(TargetsFor({"deputy"}, kRoles), ElementsAre("mail:head@estate.example", "群:"));
  EXPECT_THAT(TargetsFor({"head", "deputy"}, kRoles),
              ElementsAre("mail:head@estate.example", "群:"));
  EXPECT_THAT(TargetsFor({"deputy"}, {{"head", {}}, {"monitor", {{"群", ""}}}}),
              ElementsAre("群:"));
}

TEST(RolesTold, WhoeverStandsForARoleThatNobodyHoldsIsNamed) {
  const auto told = [](std::vector<std::string> receivers, const RoleContacts& roles) {
    Alert alert;
    alert.receivers = std::move(receivers);
    Config config;
    config.roles = roles;
    return RolesTold(alert, config);
  };
  EXPECT_THAT(told({"deputy"}, kRoles), ElementsAre("head"));
  EXPECT_THAT(told({"head", "deputy"}, kRoles), ElementsAre("head"));
  EXPECT_THAT(told({"deputy", "quality"}, {{"monitor", {{"群", ""}}}}), ElementsAre("monitor"));
  EXPECT_THAT(told({"deputy"}, {{"deputy", {{"群", ""}}}}), ElementsAre("deputy"));
}

TEST(TargetsOf, WithoutAMonitorSomebodyIsTold) {
  const RoleContacts roles = {{"head", {}}, {"technical", {{"mail", "it@x"}, {"mail", "it2@x"}}}};
  EXPECT_THAT(TargetsFor({"leader", "monitor"}, roles), ElementsAre("mail:it@x"));
  EXPECT_THAT(TargetsFor({"leader"}, {}), IsEmpty()) << "the configuration names nobody";
}

TEST(AllTargets, BeginWithTheMonitor) {
  EXPECT_THAT(Written(AllTargets(kRoles)),
              ElementsAre("群:", "mail:duty@estate.example", "mail:head@estate.example",
                          "mail:it@estate.example"));
}

TEST(MakeChannels, MakesEachOfItsKindByName) {
  ScriptedHttp http(kAlertedAt);
  http.On("https://hooks.example/", answers::Status(200));
  http.On("smtps://mail.example", answers::MailReply(250));
  ChannelConfig webhook;
  webhook.name = "群";
  webhook.webhook = WebhookConfig{"https://hooks.example/duty", "s"};
  ChannelConfig mail;
  mail.name = "mail";
  mail.mail = MailConfig{"smtps://mail.example", "", "", "watch@estate.example", true};
  ChannelConfig robot;
  robot.name = "机器人";
  robot.robot = RobotConfig{RobotKind::Feishu, "https://robot.example/hook/x", "", {}};
  http.On("https://robot.example/", answers::Page(R"({"code":0})"));
  const AlertChannels channels = MakeChannels({webhook, mail, robot}, http);
  EXPECT_THAT(channels, ElementsAre(Key("mail"), Key("机器人"), Key("群")));
  int sent = 0;
  const auto count = [&sent](const SendResult& result) {
    sent += result.verdict == SendVerdict::Sent;
  };
  channels.at("群")->Send(OverdueDelivery(), kAlertedAt, count);
  channels.at("mail")->Send(OverdueDelivery("head@estate.example"), kAlertedAt, count);
  channels.at("机器人")->Send(OverdueDelivery(), kAlertedAt, count);
  http.DeliverAll();
  EXPECT_EQ(sent, 3);
  EXPECT_EQ(http.requests().size(), 2U);
  EXPECT_EQ(http.mails().size(), 1U);
}

}  // namespace
}  // namespace forumwatch
