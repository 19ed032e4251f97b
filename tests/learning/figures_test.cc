#include "analysis/learning/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/learning/labelled.h"

namespace forumwatch {
namespace {

JudgedRow Row(const std::string& truth, const std::string& found, double score = 0) {
  return {truth + found, {truth}, {found}, score, ""};
}

JudgedRows PointersTo(const std::vector<JudgedRow>& rows) {
  JudgedRows pointers;
  for (const JudgedRow& row : rows) {
    pointers.push_back(&row);
  }
  return pointers;
}

TEST(Figures, CountWhatIsRight) {
  const std::vector<JudgedRow> rows = {Row("甲", "甲"), Row("甲", "乙"), Row("乙", "乙"),
                                       Row("乙", "乙")};
  EXPECT_DOUBLE_EQ(Accuracy(PointersTo(rows)), 0.75);
  // 甲: one right, one missed: 2/3. 乙: two right, one wrong: 4/5.
  EXPECT_DOUBLE_EQ(MacroF1(PointersTo(rows)), (2.0 / 3 + 0.8) / 2);
}

TEST(Figures, AWordThatIsNowhereTrueIsNoClassOfItsOwn) {
  const std::vector<JudgedRow> rows = {Row("甲", "甲"), Row("甲", "丙")};
  EXPECT_DOUBLE_EQ(MacroF1(PointersTo(rows)), 2.0 / 3);
}

TEST(Figures, OfSeveralWordsCountEach) {
  std::vector<JudgedRow> rows = {{"", {"甲", "乙"}, {"乙", "丙"}, 0, ""}, {"", {}, {}, 0, ""}};
  EXPECT_DOUBLE_EQ(MicroF1(PointersTo(rows)), 0.5);
  EXPECT_DOUBLE_EQ(Recall(PointersTo(rows)), 0.5);
}

TEST(Figures, AucIsTheChanceThatAYesScoresHigher) {
  const std::vector<JudgedRow> rows = {Row(kYes, kYes, 0.9), Row(kYes, kNo, 0.4),
                                       Row(kNo, kNo, 0.4), Row(kNo, kNo, 0.1)};
  EXPECT_DOUBLE_EQ(Auc(PointersTo(rows)), 3.5 / 4);  // a draw counts half
}

TEST(Figures, TellWhatWasMissedFromFalseAlarms) {
  const std::vector<JudgedRow> rows = {Row(kYes, kYes), Row(kYes, kNo), Row(kNo, kNo),
                                       Row(kNo, kNo), Row(kNo, kYes)};
  EXPECT_DOUBLE_EQ(Missed(PointersTo(rows)), 0.5);
  EXPECT_DOUBLE_EQ(FalseAlarms(PointersTo(rows)), 1.0 / 3);
  EXPECT_DOUBLE_EQ(Missed({}), 0);
}

TEST(Figures, FalseAlarmsAreThoseAboveTheLowestNeededYes) {
  std::vector<JudgedRow> rows;
  for (int i = 1; i <= 10; ++i) {
    rows.push_back(Row(kYes, kYes, i / 10.0));
  }
  rows.push_back(Row(kNo, kNo, 0.15));  // only the tenth yes scores lower
  rows.push_back(Row(kNo, kNo, 0.25));
  EXPECT_DOUBLE_EQ(FalseAlarmsAtRecall90(PointersTo(rows)), 0.5);
}

TEST(Figures, TheSurestAreThoseWithTheHighestScore) {
  std::vector<JudgedRow> rows;
  rows.reserve(10);
  for (int i = 0; i < 10; ++i) {
    rows.push_back(Row("甲", i < 3 ? "乙" : "甲", i));
  }
  EXPECT_DOUBLE_EQ(AccuracyOfSurest70(PointersTo(rows)), 1);
}

TEST(Figures, AnIntervalIsWiderWhereOneEventHoldsManyRows) {
  std::vector<JudgedRow> apart;
  std::vector<JudgedRow> together;
  for (int i = 0; i < 100; ++i) {
    JudgedRow row = Row("甲", i % 20 < 10 ? "乙" : "甲");
    row.group = std::to_string(i);
    apart.push_back(row);
    row.group = std::to_string(i / 10);
    together.push_back(row);
  }
  const Figure of_apart = Measure(apart, Accuracy);
  const Figure of_together = Measure(together, Accuracy);
  EXPECT_DOUBLE_EQ(of_apart.value, of_together.value);
  EXPECT_GT(of_together.high - of_together.low, of_apart.high - of_apart.low);
  EXPECT_EQ(of_together.groups, 10U);
}

TEST(Figures, AGainIsMeasuredOnTheSameEvents) {
  std::vector<JudgedRow> before;
  std::vector<JudgedRow> after;
  for (int i = 0; i < 100; ++i) {
    before.push_back(Row("甲", i % 2 == 0 ? "乙" : "甲"));
    after.push_back(Row("甲", i % 10 == 0 ? "乙" : "甲"));
    before.back().group = after.back().group = std::to_string(i);
  }
  const Figure gain = MeasureGain(before, after, Accuracy);
  EXPECT_DOUBLE_EQ(gain.value, 0.4);
  EXPECT_GT(gain.low, 0.25);
  EXPECT_LT(gain.high, 0.55);
  const Figure none = MeasureGain(before, before, Accuracy);
  EXPECT_DOUBLE_EQ(none.low, 0);
  EXPECT_DOUBLE_EQ(none.high, 0);
}

TEST(Split, KeepsAFifthForTestingForEver) {
  int tested = 0;
  std::vector<int> folds(kFolds);
  for (int i = 0; i < 1000; ++i) {
    const std::string group = "threads/B" + std::to_string(i);
    tested += IsForTesting(group) ? 1 : 0;
    ++folds.at(FoldOf(group));
  }
  EXPECT_NEAR(tested, 200, 40);
  EXPECT_THAT(folds, testing::Each(testing::AllOf(testing::Gt(150), testing::Lt(250))));
  EXPECT_EQ(IsForTesting("letters/c0116"), IsForTesting("letters/c0116"));
}

}  // namespace
}  // namespace forumwatch
