#include "analysis/understanding/second_opinion.h"

#include <filesystem>

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

// The words and rules with a model that knows one task and gives one answer to everything.
std::shared_ptr<const Lexicon> WithModel(LearnedTask task, const std::string& answer,
                                         float of_openings = 0) {
  LinearParts parts;
  for (const std::string& name : AnswersOf(task, RealLexicon().handbook())) {
    LinearOutput output;
    output.task = Name(task);
    output.name = name;
    output.bias = name == answer ? 4 : -4;
    output.opening_threshold = of_openings;
    parts.outputs.push_back(output);
  }
  return LoadLexiconWith(
      std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "config",
      std::make_shared<const Learned>(LinearModel(std::move(parts)), RealLexicon().handbook()));
}

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
  const Segment talk = Of(kBroken, *WithModel(LearnedTask::Kind, "其他"));
  EXPECT_EQ(talk.kind, Kind::Other);
  EXPECT_EQ(talk.complaint_class, std::nullopt);
  EXPECT_EQ(talk.cause, "");
  EXPECT_THAT(talk.topics, ElementsAre("其他"));
  EXPECT_THAT(talk.reasons.at(0), HasSubstr("按词和规则算投诉，按学过的帖子更像其他"));
  const Segment complaint = Of("今天天气真好", *WithModel(LearnedTask::Kind, "投诉"));
  EXPECT_EQ(complaint.kind, Kind::Complaint);
  EXPECT_GT(complaint.confidence, 0.9);
  EXPECT_THAT(complaint.reasons.at(0), HasSubstr("更像投诉"));
}

TEST(SecondOpinion, MayAskMoreOfAnOpeningThanOfAFollowUp) {
  const auto lexicon = WithModel(LearnedTask::Kind, "投诉", 5);
  const std::string words = "今天天气真好";
  EXPECT_NE(Of(words, *lexicon).kind, Kind::Complaint);
  EXPECT_EQ(Understand({"", words, false, false, nullptr}, *lexicon).segments.at(0).kind,
            Kind::Complaint);
}

TEST(SecondOpinion, LeavesAComplaintWithADangerSignOne) {
  const auto lexicon = WithModel(LearnedTask::Kind, "其他");
  const Segment danger = Of("电梯坏了没人修，再不处理我就去找电视台曝光你们", *lexicon);
  EXPECT_EQ(danger.kind, Kind::Complaint);
  EXPECT_THAT(danger.flags, Contains("曝光"));
  EXPECT_LT(danger.confidence, 0.7);
}

TEST(SecondOpinion, AddsADangerSignAndTakesNoneAway) {
  const std::string threat = "电梯坏了没人修，再不处理我就去找电视台曝光你们";
  ASSERT_THAT(Of(threat, RealLexicon()).flags, ElementsAre("曝光"));
  EXPECT_THAT(Of(threat, *WithModel(LearnedTask::Flags, "信访")).flags,
              testing::UnorderedElementsAre("曝光", "信访"));
}

}  // namespace
}  // namespace forumwatch
