// B13: how well a reply that leaves a point out is told from a full one on labelled threads. The
// floors stand a little below what was measured; reply_evaluate shows the figures.
#include <gtest/gtest.h>

#include "tests/reply/measure.h"
#include "tests/reply/real_help.h"

namespace forumwatch {
namespace {

CoverageFigures Measured(const std::vector<ReplyCase>& cases) {
  return MeasureCoverage(cases, RealLexicon(), RealHelp().common,
                         [](const ReplyCase&) { return true; });
}

TEST(MeasuredCoverage, RepliesOfTheSharedThreads) {
  const std::vector<ReplyCase> cases = SharedReplyCases();
  if (cases.empty()) {
    GTEST_SKIP() << "no labelled threads here: set FORUMWATCH_SHARED";
  }
  EXPECT_GE(Measured(cases).F1(), 0.85);
}

TEST(MeasuredCoverage, RepliesOfTheProjectsOwnThreads) {
  const std::vector<ReplyCase> cases = OwnReplyCases();
  EXPECT_GE(Measured(cases).F1(), 0.80);
}

TEST(MeasuredCoverage, AReplyThatWasMeantForAnotherThreadIsMostlyFlagged) {
  EXPECT_GE(Measured(Misplaced(OwnReplyCases())).Recall(), 0.70);
}

}  // namespace
}  // namespace forumwatch
