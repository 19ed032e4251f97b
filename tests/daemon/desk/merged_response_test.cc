// B2, E4: whom a response answers that was given to what is part of another complaint now.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/desk.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr ComplaintId kAnswered{1};
constexpr ComplaintId kWhole{2};

// C1 of ten o'clock is responded to at half past ten, and part of C2 from eleven on.
class MergedResponse : public testing::Test {
 protected:
  void MergeWithOneOf(UtcTime gate_posted) {
    house_.Show({Seen(kLift, kMorning)});
    const auto show_gate = [&] {
      house_.AdvanceTo(gate_posted);
      house_.Show(
          {Seen({"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时。", "道闸又坏了"}, gate_posted)});
    };
    const UtcTime responded = kMorning + minutes(30);
    if (gate_posted < responded) {
      show_gate();
    }
    house_.AdvanceTo(responded);
    Do(StepKind::Responded, kAnswered, "", {});
    if (gate_posted > responded) {
      show_gate();
    }
    house_.AdvanceTo(kMorning + hours(1));
    Do(StepKind::Merged, kAnswered, Name(kWhole), {});
  }
  void Do(StepKind kind, ComplaintId complaint, const std::string& detail,
          std::vector<std::string> posts) {
    Desk desk(house_.session(), house_.config, house_.pipeline());
    const OrderResult result = desk.Do(
        {kind, complaint, "李主管", detail, "已电话答复", std::move(posts)}, house_.clock.Now());
    ASSERT_TRUE(result.done) << result.said;
  }
  // The numbers of the clocks that were said to have run out.
  std::vector<int> Overdue() {
    std::vector<int> episodes;
    for (const Alert& alert : OutboxStore(house_.session()).AlertsOf(kWhole)) {
      if (alert.rule == "working_day.overdue") {
        episodes.push_back(alert.episode);
      }
    }
    return episodes;
  }

  House house_{kMorning};
};

TEST_F(MergedResponse, AnswersWhatItIsPartOf) {
  MergeWithOneOf(kMorning + minutes(10));
  house_.AdvanceTo(kMorning + days(2));
  EXPECT_EQ(house_.DutyOf(kWhole, DutyKind::WorkingDay).state, DutyState::Met);
  EXPECT_THAT(Overdue(), testing::IsEmpty());
}

TEST_F(MergedResponse, AnswersNobodyWhoSpokeAfterIt) {
  MergeWithOneOf(kMorning + minutes(40));
  house_.AdvanceTo(kMorning + days(2));
  EXPECT_EQ(house_.DutyOf(kWhole, DutyKind::WorkingDay).state, DutyState::Met);
  EXPECT_THAT(Overdue(), testing::ElementsAre(2));
}

TEST_F(MergedResponse, AnswersNobodyOnceTheMergeWasTakenBack) {
  MergeWithOneOf(kMorning + minutes(10));
  house_.AdvanceTo(kMorning + hours(2));
  Do(StepKind::Split, kWhole, "", {kLift.post});
  house_.AdvanceTo(kMorning + days(2));
  EXPECT_THAT(Overdue(), testing::SizeIs(1));
}

}  // namespace
}  // namespace forumwatch
