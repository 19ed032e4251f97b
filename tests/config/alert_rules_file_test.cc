#include "config/alert_rules_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

std::vector<std::string> SaidOf(const char* text) {
  const JsonFile file = JsonFile::Parse(text, "alert_rules.json");
  ReadAlertRules(file);
  std::vector<std::string> lines;
  for (const auto& mistake : file.Mistakes()) {
    lines.push_back(Describe(mistake));
  }
  return lines;
}

TEST(AlertRulesFile, TheShippedOneNamesSomebodyForEveryRuleWeSay) {
  const AlertRules rules = LoadAlertRules(FORUMWATCH_SOURCE_DIR "/config/alert_rules.json");
  EXPECT_THAT(rules.unnamed, testing::IsEmpty());
  const auto& receivers = rules.receivers;
  for (const std::string& rule : KnownRules()) {
    EXPECT_THAT(receivers, Contains(Key(rule)));
  }
}

// B2: the ladder of the four hours. The head hears of every rung, the leader of the breach.
TEST(AlertRulesFile, TheLadderOfTheFirstReplyLeadsToTheHeadAndEndsAtTheLeader) {
  const AlertRules rules = LoadAlertRules(FORUMWATCH_SOURCE_DIR "/config/alert_rules.json");
  const auto& receivers = rules.receivers;
  EXPECT_THAT(receivers.at("complaint.new"), ElementsAre("monitor"));
  EXPECT_THAT(receivers.at("complaint.unacknowledged"), ElementsAre("deputy"));
  EXPECT_THAT(receivers.at("first_reply.due_soon"), ElementsAre("monitor", "head"));
  EXPECT_THAT(receivers.at("first_reply.due_soon.again"), ElementsAre("monitor", "head"));
  EXPECT_THAT(receivers.at("first_reply.overdue"), ElementsAre("monitor", "head", "leader"));
}

TEST(AlertRulesFile, MistakesAreNamedWithTheirPlace) {
  EXPECT_THAT(SaidOf("{}"), Contains(HasSubstr("缺少 “receivers”")));
  EXPECT_THAT(SaidOf(R"({"receivers": {"complaint.new": []}})"),
              Contains(HasSubstr("至少要有一个角色")));
  EXPECT_THAT(SaidOf(R"({"receivers": {"complaint.new": ["moniter"]}})"),
              Contains(HasSubstr("没有“moniter”这个角色，是不是“monitor”？")));
  EXPECT_THAT(SaidOf(R"({"receivers": {"complaint.new": ["head", "head"]}})"),
              Contains(HasSubstr("写了两遍")));
  EXPECT_THAT(SaidOf(R"({"receivers": {"complaint.new": "head"}})"),
              Contains(HasSubstr("receivers")));
  EXPECT_THAT(SaidOf(R"({"receivers": {}, "receiver": {}})"), Contains(HasSubstr("receiver")));
}

TEST(AlertRulesFile, ARuleThatNobodySaysIsAMistake) {
  EXPECT_THAT(SaidOf("{\"receivers\": {\n  \"frist_reply.overdue\": [\"head\"]}}"),
              ElementsAre(AllOf(HasSubstr("alert_rules.json:2:3 receivers"),
                                HasSubstr("frist_reply.overdue"),
                                HasSubstr("是不是 “first_reply.overdue”"))));
}

// An upgrade brings rules that a file of the user's own cannot know.
TEST(AlertRulesFile, ARuleThatIsMissingIsNoMistakeAndIsAsTheShippedFileHasIt) {
  const JsonFile file = JsonFile::Parse(
      R"({"receivers": {"danger": ["head"], "measures.overdue": ["head"]}})", "alert_rules.json");
  AlertRules own = ReadAlertRules(file);
  EXPECT_THAT(file.Mistakes(), testing::IsEmpty());
  EXPECT_EQ(own.unnamed.size(), KnownRules().size() - 2);
  EXPECT_THAT(own.unnamed, AllOf(Contains("stock_take"), Contains("source.blind"),
                                 testing::Not(Contains("danger"))));
  const AlertRules shipped = LoadAlertRules(FORUMWATCH_SOURCE_DIR "/config/alert_rules.json");
  NameTheRest(own, shipped);
  EXPECT_EQ(own.receivers.at("source.blind"), shipped.receivers.at("source.blind"));
  EXPECT_THAT(own.receivers.at("danger"), ElementsAre("head")) << "its own word stays";
  EXPECT_THAT(own.may_wait, Contains("stock_take"));
  EXPECT_THAT(own.may_wait, testing::Not(Contains("measures.overdue"))) << "named, and not to wait";
}

// B2, B3
TEST(AlertRulesFile, AClockThatHasRunOutIsToldToTheLeader) {
  const AlertRules rules = LoadAlertRules(FORUMWATCH_SOURCE_DIR "/config/alert_rules.json");
  for (const char* const rule :
       {"first_reply.overdue", "measures.overdue", "working_day.overdue"}) {
    EXPECT_THAT(rules.receivers.at(rule), ElementsAre("monitor", "head", "leader")) << rule;
  }
}

// B2, B9, B10.
TEST(AlertRulesFile, WhatMustNotWaitCannotBeMadeToWait) {
  for (const char* const rule :
       {"complaint.new", "complaint.unacknowledged", "first_reply.due_soon", "first_reply.overdue",
        "danger", "group_tendency", "approval.waiting", "source.blind", "channel.failing",
        "clock.step"}) {
    EXPECT_THAT(
        SaidOf((R"({"receivers": {}, "may_wait": [")" + std::string(rule) + "\"]}").c_str()),
        Contains(HasSubstr("夜里也要马上发")))
        << rule;
  }
  EXPECT_THAT(SaidOf(R"({"receivers": {}, "may_wait": ["revisit.du"]})"),
              Contains(HasSubstr("没有“revisit.du”这条提醒，是不是“revisit.due”？")));
  const AlertRules rules = LoadAlertRules(FORUMWATCH_SOURCE_DIR "/config/alert_rules.json");
  EXPECT_THAT(rules.may_wait, Contains("measures.overdue"));
}

TEST(AlertRulesFile, TheConfigurationWinsRuleByRule) {
  AlertingOptions options;
  options.receivers = {{"source.down", {"monitor"}}};
  options = WithUsual(
      std::move(options),
      {{{"source.down", {"technical"}}, {"source.blind", {"technical"}}}, {"revisit.due"}, {}});
  EXPECT_THAT(options.may_wait, ElementsAre("revisit.due"));
  EXPECT_THAT(options.receivers.at("source.down"), ElementsAre("monitor"));
  EXPECT_THAT(options.receivers.at("source.blind"), ElementsAre("technical"));
}

}  // namespace
}  // namespace forumwatch
