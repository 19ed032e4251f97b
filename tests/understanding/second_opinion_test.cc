#include "analysis/understanding/second_opinion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/understanding/learned.h"
#include "analysis/understanding/understand.h"
#include "config/lexicon_file.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Segment Of(const std::string& text, const Lexicon& lexicon) {
  return Understand({"", text, true, false, nullptr}, lexicon).segments.at(0);
}

const std::string kBroken = "2号楼电梯又坏了三天，打了几次电话都没人来修，物业不管";

TEST(SecondOpinion, CountsInTheTasksItKnowsAndInNoOther) {
  const Segment rules = Of(kBroken, RealLexicon());
  ASSERT_EQ(rules.kind, Kind::Complaint);
  ASSERT_EQ(rules.complaint_class, 1);
  const Segment learned = Of(kBroken, *WithModel(LearnedTask::Class, "2"));
  EXPECT_EQ(learned.complaint_class, 2);
  EXPECT_EQ(learned.kind, Kind::Complaint);
  EXPECT_EQ(learned.confidence, rules.confidence);
  EXPECT_EQ(learned.topics, rules.topics);
  EXPECT_EQ(learned.place, rules.place);
  EXPECT_EQ(Of(kBroken, *WithModel(LearnedTask::Reply, "other")).reasons, rules.reasons);
}

TEST(SecondOpinion, HasTheRulesJudgeAnewWhatFollowsFromIt) {
  const Segment parking = Of(kBroken, *WithModel(LearnedTask::Topic, "停车"));
  EXPECT_EQ(parking.topics.front(), "停车");
  EXPECT_EQ(parking.specialty, "车辆");
}

TEST(SecondOpinion, ThatOverrulesTheRulesSaysSo) {
  const Segment complaint = Of("今天天气真好", *WithModel(LearnedTask::Kind, "投诉"));
  EXPECT_EQ(complaint.kind, Kind::Complaint);
  EXPECT_GT(complaint.confidence, 0.9);
  EXPECT_THAT(complaint.reasons.at(0), HasSubstr("按词和规则算其他，按学过的帖子更像投诉"));
  EXPECT_THAT(Of(kBroken, *WithModel(LearnedTask::Class, "2")).reasons.at(0),
              HasSubstr("按词和规则算一类，按学过的帖子更像二类"));
  EXPECT_THAT(Of(kBroken, *WithModel(LearnedTask::Cause, "人服务技能")).reasons.at(0),
              HasSubstr("更像人·服务技能"));
}

TEST(SecondOpinion, OfWhatTheRulesSayTooChangesNoReason) {
  EXPECT_EQ(Of(kBroken, *WithModel(LearnedTask::Kind, "投诉")).reasons,
            Of(kBroken, RealLexicon()).reasons);
}

TEST(SecondOpinion, MayQuietWhatTheRulesTakeForAComplaintWhenItIsSureEnough) {
  for (const bool first : {true, false}) {
    const PostInContext post{"", kBroken, first, false, nullptr};
    ASSERT_EQ(Understand(post, RealLexicon()).segments.at(0).kind, Kind::Complaint);
    const Segment talk = Understand(post, *WithModel(LearnedTask::Kind, "其他")).segments.at(0);
    EXPECT_EQ(talk.kind, Kind::Other);
    EXPECT_EQ(talk.complaint_class, std::nullopt);
    EXPECT_EQ(talk.cause, "");
    EXPECT_THAT(talk.topics, ElementsAre("其他"));
    EXPECT_THAT(talk.reasons.at(0), HasSubstr("按词和规则算投诉，按学过的帖子更像其他"));
  }
  const auto careful = WithModel(LearnedTask::Kind, "其他", {0, -kNever});
  EXPECT_EQ(Of(kBroken, *careful).kind, Kind::Complaint);
}

TEST(SecondOpinion, MayHaveToBeSurerOfAnOpeningThanOfAFollowUp) {
  const auto lexicon = WithModel(LearnedTask::Kind, "投诉", {5, 0});
  const std::string words = "今天天气真好";
  EXPECT_NE(Of(words, *lexicon).kind, Kind::Complaint);
  EXPECT_EQ(Understand({"", words, false, false, nullptr}, *lexicon).segments.at(0).kind,
            Kind::Complaint);
}

TEST(SecondOpinion, TakesALongOpeningForALetter) {
  const auto lexicon = WithModel(LearnedTask::Kind, "投诉", {5, 0});
  std::string words = "今天天气真好，";
  EXPECT_NE(Of(words, *lexicon).kind, Kind::Complaint);
  while (words.size() < std::size_t{150} * 3) {
    words += "今天天气真好，";
  }
  EXPECT_EQ(Of(words, *lexicon).kind, Kind::Complaint);
}

TEST(SecondOpinion, OverrulesNothingItIsNotSureEnoughOf) {
  const Segment rules = Of(kBroken, RealLexicon());
  EXPECT_EQ(Of(kBroken, *WithModel(LearnedTask::Class, "2", {9, 0})).complaint_class,
            rules.complaint_class);
  EXPECT_EQ(Of(kBroken, *WithModel(LearnedTask::Topic, "停车", {9, 0})).topics, rules.topics);
  EXPECT_EQ(Of(kBroken, *WithModel(LearnedTask::Cause, "人服务技能", {9, 0})).cause, rules.cause);
  EXPECT_EQ(Of(kBroken, *WithModel(LearnedTask::Topics, "停车", {9, -9})).topics, rules.topics);
  EXPECT_THAT(Of(kBroken, *WithModel(LearnedTask::Topics, "停车")).topics, Contains("停车"));
}

TEST(SecondOpinion, LeavesAComplaintWithADangerSignOne) {
  const auto lexicon = WithModel(LearnedTask::Kind, "其他");
  const std::string threat = "电梯坏了没人修，再不处理我就去找电视台曝光你们";
  const Segment danger = Understand({"", threat, false, false, nullptr}, *lexicon).segments.at(0);
  EXPECT_EQ(danger.kind, Kind::Complaint);
  EXPECT_THAT(danger.flags, Contains("曝光"));
  EXPECT_LT(danger.confidence, 0.7);
  EXPECT_THAT(danger.reasons.at(0), HasSubstr("词和规则说是投诉就是投诉"));
}

TEST(SecondOpinion, AddsADangerSignAndTakesNoneAway) {
  const std::string threat = "电梯坏了没人修，再不处理我就去找电视台曝光你们";
  ASSERT_THAT(Of(threat, RealLexicon()).flags, ElementsAre("曝光"));
  EXPECT_THAT(Of(threat, *WithModel(LearnedTask::Flags, "信访")).flags,
              testing::UnorderedElementsAre("曝光", "信访"));
}

std::vector<Segment> PartsOf(const std::string& text, const Lexicon& lexicon, bool first = true) {
  return Understand({"", text, first, false, nullptr}, lexicon).segments;
}

TEST(SecondOpinion, PartsAPostWhereItTakesAnotherMatterToBegin) {
  const std::string text = "电梯又坏了，对了谁家有梯子借一下";
  ASSERT_EQ(PartsOf(text, RealLexicon()).size(), 1U);
  const auto parted = PartsOf(text, *WithModel(LearnedTask::Cut, "另起一件事"));
  ASSERT_EQ(parted.size(), 2U);
  EXPECT_EQ(parted[0].end, 6);
  EXPECT_EQ(parted[1].start, 6);
  EXPECT_EQ(parted[0].topics.front(), "电梯");
  EXPECT_THAT(parted[1].reasons, Contains("按学过的帖子，从这里起说的是另一件事"));
  EXPECT_EQ(PartsOf(text, *WithModel(LearnedTask::Cut, "另起一件事", {5, -kNever})).size(), 1U);
}

TEST(SecondOpinion, PartsNoLetter) {
  std::string letter;
  while (letter.size() < std::size_t{150} * 3) {
    letter += "今天天气真好，";
  }
  const auto lexicon = WithModel(LearnedTask::Cut, "另起一件事");
  EXPECT_EQ(PartsOf(letter, *lexicon).size(), 1U);
  EXPECT_GT(PartsOf(letter, *lexicon, false).size(), 1U) << "a follow-up is none";
}

TEST(SecondOpinion, MayTakeBackACutOfTheRulesAndOnlyWhenItIsSureEnough) {
  const std::string text = "三单元的电梯又停了，老人上不去楼。另外楼下的垃圾三天没人收，臭得要命。";
  ASSERT_EQ(PartsOf(text, RealLexicon()).size(), 2U);
  EXPECT_EQ(PartsOf(text, *WithModel(LearnedTask::Cut, "", {0, 0})).size(), 1U);
  EXPECT_EQ(PartsOf(text, *WithModel(LearnedTask::Cut, "", {0, -kNever})).size(), 2U);
}

}  // namespace
}  // namespace forumwatch
