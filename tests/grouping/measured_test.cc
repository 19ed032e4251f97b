// Floors of what was measured on the shared labelled data (grouping_evaluate prints more). Skipped
// where the data is not at hand.
#include <gtest/gtest.h>

#include "config/lexicon_file.h"
#include "tests/grouping/measure.h"
#include "tests/understanding/measure.h"

namespace forumwatch {
namespace {

class MeasuredGrouping : public testing::Test {
 protected:
  void SetUp() override {
    data_ = SharedData();
    if (data_.empty()) {
      GTEST_SKIP() << "no labelled data here: set FORUMWATCH_SHARED";
    }
  }
  std::filesystem::path data_;
};

TEST_F(MeasuredGrouping, ThreadsOfAnEstateKeepTheirFloor) {
  const auto lexicon = LoadLexicon(FORUMWATCH_SOURCE_DIR "/config");
  const auto matters = LabelledThreads(data_, *lexicon);
  const Grouped grouped = Group(matters, {});
  EXPECT_GE(grouped.multi.F1(), 0.77);
  EXPECT_GE(grouped.multi.precision, 0.76);
  EXPECT_GT(grouped.multi.F1(), GroupByThread(matters, true).multi.F1())
      << "better than one complaint per thread and topic";
}

TEST_F(MeasuredGrouping, LettersKeepTheirFloor) {
  const auto letters = Letters(data_, nullptr);
  const Grouped grouped = Group(letters, {});
  EXPECT_GE(grouped.all.F1(), 0.905);
  EXPECT_GE(grouped.multi.F1(), 0.79);
  EXPECT_GE(grouped.all.precision, 0.98);
}

TEST_F(MeasuredGrouping, ControlGroupingByNothingStaysBelowTheFloor) {
  GroupingOptions never;
  never.join_at = never.suggest_at = 9;
  const Grouped alone = Group(Letters(data_, nullptr), never);
  EXPECT_LT(alone.multi.F1(), 0.55);
  EXPECT_EQ(alone.joins, 0);
}

}  // namespace
}  // namespace forumwatch
