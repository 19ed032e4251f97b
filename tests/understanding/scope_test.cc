// What changes the weight of a word: shown with a lexicon of a handful of words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/understanding/reading.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {
namespace {

Meaning Means(Aspect aspect, std::size_t which, float weight = 2) {
  return {aspect, static_cast<std::uint8_t>(which), weight};
}
Meaning Means(Sign sign, float weight = 2) {
  return Means(Aspect::Sign, static_cast<std::size_t>(sign), weight);
}
Meaning Means(Scope scope) {
  return Means(Aspect::Scope, static_cast<std::size_t>(scope), 1);
}

const Lexicon& SmallLexicon() {
  static const Lexicon kLexicon = [] {
    LexiconWords words;
    words.handbook.topics = {
        {"电梯", 1, "维修", 0}, {"停车", 1, "车辆", 0}, {"收费", 1, "收费", 0}};
    words.handbook.causes = {{"机", "质量合格性"}};
    words.handbook.flags = {"曝光"};
    words.scoring.quoted = 0.5F;
    words.scoring.before_contrast = 0.5F;
    words.terms = {
        {"电梯", {Means(Aspect::Topic, 0)}},
        {"停车", {Means(Aspect::Topic, 1)}},
        {"停车费", {Means(Aspect::Topic, 1), Means(Aspect::Topic, 2)}},
        {"坏了", {Means(Sign::Grievance)}},
        {"没人管", {Means(Sign::Grievance)}},
        {"谢谢", {Means(Sign::Praise)}},
        {"满意", {Means(Sign::Praise)}},
        {"不满意", {Means(Sign::Grievance)}},
        {"记者", {Means(Aspect::Mention, 0)}},
        {"明天", {Means(Scope::Intent)}},
        {"没", {Means(Scope::Negation)}},
        {"不", {Means(Scope::Negation)}},
        {"隔壁小区", {Means(Scope::Elsewhere)}},
        {"我们", {Means(Scope::Here)}},
        {"灯…坏了", {Means(Sign::Grievance)}},
        {"但是", {Means(Scope::Contrast)}},
        {"坏了规矩", {Means(Scope::Ignored)}},
        {"另外", {Means(Scope::Shift)}},
        {"还有", {Means(Scope::ShiftAtStart)}},
    };
    return Lexicon(std::move(words));
  }();
  return kLexicon;
}

Tally TallyOf(std::string_view text) {
  const Wording reading = Read(text, SmallLexicon());
  Tally tally(SmallLexicon().handbook());
  Count(reading, {0, static_cast<std::uint32_t>(reading.text().size())}, SmallLexicon(), tally);
  tally.counted.clear();  // views of a text that ends here
  return tally;
}

float Grievance(std::string_view text) {
  return TallyOf(text).Of(Sign::Grievance);
}

TEST(Scope, AWordCountsOnceHoweverOftenItIsSaid) {
  EXPECT_EQ(Grievance("坏了"), 2);
  EXPECT_EQ(Grievance("坏了坏了又坏了"), 2);
  EXPECT_EQ(Grievance("坏了，没人管"), 4);
}

TEST(Scope, ALongerWordHidesTheShorterOnesInside) {
  const Tally tally = TallyOf("停车费");
  EXPECT_EQ(tally.topics[1], 2) << "once, not twice";
  EXPECT_EQ(tally.topics[2], 2);
  EXPECT_EQ(TallyOf("不满意").Of(Sign::Praise), 0);
  EXPECT_EQ(Grievance("不满意"), 2);
  EXPECT_EQ(Grievance("坏了规矩"), 0) << "a word that means nothing here";
}

TEST(Scope, ANegationTurnsAFaultRound) {
  EXPECT_EQ(Grievance("电梯没坏了"), 0);
  EXPECT_GT(TallyOf("电梯没坏了").Of(Sign::Unconcerned), 0);
  EXPECT_EQ(TallyOf("不谢谢").Of(Sign::Praise), 0);
  EXPECT_EQ(Grievance("没人管坏了"), 4) << "没 of 没人管 negates nothing";
  EXPECT_EQ(Grievance("灯没有一盏坏了"), 4) << "too far away";
  EXPECT_EQ(Grievance("灯没坏了"), 0) << "inside a term with a gap";
}

TEST(Scope, QuotationMarksOfAnyKindLessenWhatTheyHold) {
  for (const std::string_view text :
       {"他说“坏了”", "他说\"坏了\"", "他說「壞了」", "他說『壞了』", "他说‘坏了’"}) {
    EXPECT_EQ(Grievance(text), 1) << text;
  }
  EXPECT_EQ(Grievance("他说“坏了，没有下文"), 2) << "never closed, quotes nothing";
  EXPECT_EQ(Grievance("“好”坏了"), 2) << "behind the quotation";
}

TEST(Scope, AnotherEstateTakesTheWeightOfItsSentence) {
  EXPECT_LT(Grievance("隔壁小区坏了"), 1);
  EXPECT_LT(Grievance("听说隔壁小区啊，坏了"), 1);
  EXPECT_EQ(Grievance("听说隔壁小区啊。坏了"), 2) << "the next sentence is ours";
  EXPECT_EQ(Grievance("隔壁小区很好，我们坏了"), 2);
}

TEST(Scope, WhatStandsBeforeAContrastCountsHalf) {
  EXPECT_EQ(TallyOf("谢谢，但是坏了").Of(Sign::Praise), 1);
  EXPECT_EQ(Grievance("谢谢，但是坏了"), 2);
  EXPECT_EQ(TallyOf("谢谢。坏了").Of(Sign::Praise), 2);
}

TEST(Scope, AMentionCountsBesideAnIntent) {
  EXPECT_EQ(TallyOf("明天找记者").flags[0].threat, 2);
  EXPECT_EQ(TallyOf("记者来过").flags[0].threat, 0);
  EXPECT_EQ(TallyOf("记者来过，一二三四五六七八九十一二三四五六七八九十明天再说").flags[0].threat,
            0);
}

std::vector<std::string> Clauses(std::string_view text) {
  const Wording reading = Read(text, SmallLexicon());
  std::vector<std::string> clauses;
  for (const Clause& clause : reading.clauses) {
    clauses.push_back((clause.shifts ? "*" : "") +
                      std::string(reading.text().substr(clause.begin, clause.end - clause.begin)));
  }
  return clauses;
}

TEST(Clauses, EndAtCommasDashesSmileysAndBeforeAnotherMatter) {
  EXPECT_THAT(Clauses("坏了，没人管。电梯"), testing::ElementsAre("坏了,", "没人管。", "电梯"));
  EXPECT_THAT(Clauses("坏了——没人管"), testing::ElementsAre("坏了—", "—", "没人管"));
  EXPECT_THAT(Clauses("坏了[怒]没人管"), testing::ElementsAre("坏了[怒]", "没人管"));
  EXPECT_THAT(Clauses("电梯又坏了没人来另外停车"),
              testing::ElementsAre("电梯又坏了没人来", "*另外停车"));
  EXPECT_THAT(Clauses("坏了，还有停车"), testing::ElementsAre("坏了,", "*还有停车"));
  EXPECT_THAT(Clauses("电梯坏了没人管还有停车"), testing::ElementsAre("电梯坏了没人管还有停车"))
      << "还有 announces only at the begin";
}

}  // namespace
}  // namespace forumwatch
