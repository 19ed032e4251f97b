// A simulated year (year.h): nothing missed, early or doubled, and the controls are caught.
#include "tests/stories/year.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::IsEmpty;

constexpr int kComplaints = 300;

TEST(SimulatedYear, MissesNothingSaysNothingEarlyOrTwice) {
  const YearTally tally = LiveThroughAYear({.complaints = kComplaints, .seed = 1});
  EXPECT_THAT(tally.examples, IsEmpty());
  EXPECT_EQ(tally.complaints, kComplaints);
  EXPECT_EQ(tally.arrived + tally.settled, tally.due);
  EXPECT_LT(tally.settled, tally.due / 20);
  EXPECT_EQ(tally.missed + tally.early + tally.late + tally.doubled + tally.unexpected, 0);
  EXPECT_LE(tally.latest, Duration(std::chrono::seconds(10)));
  EXPECT_GT(tally.due, 3 * kComplaints);
  EXPECT_GT(tally.repeated, 0);  // sends were cut
  EXPECT_GT(tally.restarts, 40);
  EXPECT_GT(tally.closings, 0);
  EXPECT_GT(tally.failed_over, 0);
  for (const char* const rule :
       {"approval.waiting", "complaint.unacknowledged again", "danger", "danger again",
        "first_reply.overdue again", "measures.overdue again", "reopened again", "revisit.due"}) {
    EXPECT_GT(tally.by_rule.count(rule), 0U) << rule;
  }
}

TEST(SimulatedYear, ControlAServiceThatKnowsNoSecondWayMissesIt) {
  EXPECT_GT(LiveThroughAYear({.complaints = kComplaints, .seed = 6, .fails_over = false}).missed,
            0);
}

TEST(SimulatedYear, ControlADeliveryThatIsLostIsMissed) {
  EXPECT_GT(LiveThroughAYear({.complaints = kComplaints, .seed = 2, .loses_one_in = 200}).missed,
            0);
}

TEST(SimulatedYear, ControlAnAnswerThatIsMisunderstoodIsADouble) {
  EXPECT_GT(LiveThroughAYear({.complaints = kComplaints, .seed = 3, .repeats_one_in = 200}).doubled,
            0);
}

TEST(SimulatedYear, ControlAnHourThatIsTooShortIsEarly) {
  EXPECT_GT(
      LiveThroughAYear(
          {.complaints = kComplaints, .seed = 4, .first_reply_within = std::chrono::minutes(239)})
          .early,
      0);
}

TEST(SimulatedYear, ControlAServiceThatOversleepsIsLate) {
  EXPECT_GT(LiveThroughAYear({.complaints = kComplaints, .seed = 5, .oversleeps = true}).late, 0);
}

}  // namespace
}  // namespace forumwatch
