// What the lexicons reach on labelled posts must not be lost by the next change of a word. The
// floors stand a little below what was measured; understanding_evaluate shows the figures.
#include <gtest/gtest.h>

#include "tests/understanding/measure.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

class Floors : public testing::Test {
 protected:
  void SetUp() override {
    data_ = SharedData();
    if (data_.empty()) {
      GTEST_SKIP() << "no labelled posts here: set FORUMWATCH_SHARED";
    }
  }
  std::filesystem::path data_;
};

TEST_F(Floors, HoldOnForumThreads) {
  const Figures figures = MeasureThreads(data_, RealLexicon(), [](int) { return true; });
  EXPECT_GE(figures.ComplaintMacroF1(), 0.87);
  EXPECT_GE(figures.complaint_class.Value(), 0.90);
  EXPECT_GE(figures.main_topic.Value(), 0.83);
  EXPECT_GE(figures.main_topic_strict.Value(), 0.77);
  EXPECT_GE(figures.cause.Value(), 0.76);
  EXPECT_GE(figures.FlagsMicroF1(), 0.80);
  EXPECT_GE(figures.place.Value(), 0.90);
  EXPECT_GE(figures.segment_count.Value(), 0.93);
  EXPECT_GE(figures.ReplyAccuracy(), 0.90);
}

TEST_F(Floors, HoldOnCitizensLetters) {
  const Figures figures = MeasureLetters(data_, RealLexicon());
  EXPECT_GE(figures.kinds.at(Kind::Complaint).F1(), 0.91);
  EXPECT_GE(figures.complaint_class.Value(), 0.70);
  EXPECT_GE(figures.main_topic.Value(), 0.64);
  EXPECT_GE(figures.FlagsMicroF1(), 0.53);
  EXPECT_GE(MeasureReplies(data_, RealLexicon()).ReplyAccuracy(), 0.74);
}

TEST_F(Floors, HoldOnTalkThatNobodyMustBeWokenFor) {
  const FalseAlarms alarms = MeasureChatter(data_, RealLexicon());
  EXPECT_LE(alarms.openings.size(), static_cast<std::size_t>(alarms.threads) * 3 / 10);
}

}  // namespace
}  // namespace forumwatch
