#include "daemon/store/duties.h"

#include "daemon/store/meta.h"
#include "daemon/store/steps.h"
#include "tests/daemon/store/store_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

class DutyStoreTest : public StoreTest {
 protected:
  static Duty MakeDuty(DutyKind kind, int episode = 1) {
    Duty duty;
    duty.kind = kind;
    duty.episode = episode;
    duty.starts_at = kNoon;
    duty.due_at = kNoon + hours(4);
    duty.explain = {{kNoon, kNoon + hours(1), true, "墙上时钟 (B2)"},
                    {kNoon + hours(1), kNoon + hours(4), false, "清明节"}};
    return duty;
  }
  void Save(std::vector<Duty> duties) {
    Write([&] { duties_.Save(complaint_, duties); });
  }

  ComplaintId complaint_ = Open();
};

TEST_F(DutyStoreTest, AClockComesBackWithWhatExplainsIt) {
  const Duty running = MakeDuty(DutyKind::FirstReply);
  Duty met = MakeDuty(DutyKind::Measures);
  met.satisfied_at = kNoon + hours(2);
  met.satisfied_by = "post 120394";
  met.state = DutyState::Met;
  met.explain.clear();
  Save({met, running});
  EXPECT_THAT(duties_.Load(complaint_), ElementsAre(running, met));
  EXPECT_THAT(duties_.Load(ComplaintId{99}), IsEmpty());
}

TEST_F(DutyStoreTest, ThereIsOneClockAKindAndEpisode) {
  Duty duty = MakeDuty(DutyKind::FirstReply);
  Save({duty});
  Save({duty});
  duty.state = DutyState::Late;
  duty.satisfied_at = kNoon + hours(5);
  const Duty again = MakeDuty(DutyKind::FirstReply, 2);
  Save({duty, again});
  EXPECT_THAT(duties_.Load(complaint_), ElementsAre(duty, again));
}

TEST_F(DutyStoreTest, SavingOneLeavesTheOthers) {
  const Duty first = MakeDuty(DutyKind::FirstReply);
  const Duty close = MakeDuty(DutyKind::CloseCheck);
  Save({first, close});
  Save({first});
  Save({});
  EXPECT_THAT(duties_.Load(complaint_), ElementsAre(first, close));
}

TEST_F(DutyStoreTest, EveryKindAndStateHasItsName) {
  for (const DutyKind kind : {DutyKind::FirstReply, DutyKind::Measures, DutyKind::WorkingDay,
                              DutyKind::Revisit, DutyKind::CloseCheck}) {
    for (const DutyState state :
         {DutyState::Open, DutyState::Met, DutyState::Late, DutyState::Missed, DutyState::Void}) {
      Duty duty = MakeDuty(kind, static_cast<int>(state) + 10);
      duty.state = state;
      Save({duty});
      EXPECT_THAT(duties_.Load(complaint_), testing::Contains(duty));
    }
  }
}

TEST_F(DutyStoreTest, AClockNeedsItsComplaint) {
  const std::vector duties{MakeDuty(DutyKind::Revisit)};
  const auto save = [&] { duties_.Save(ComplaintId{99}, duties); };
  EXPECT_THROW(Write(save), StoreError);
}

TEST_F(DutyStoreTest, StepsAreAppendedAndNeverChanged) {
  StepStore steps(session());
  const Step assigned{complaint_, "李主管", kNoon, StepKind::Assigned, "张工", "电梯归工程部"};
  const Step closed{complaint_, "李主管", kNoon + hours(1), StepKind::Closed, "", ""};
  Write([&] {
    steps.Append(assigned);
    steps.Append(closed);
  });
  EXPECT_THAT(steps.Of(complaint_), ElementsAre(assigned, closed));
  EXPECT_THAT(steps.Of(ComplaintId{99}), IsEmpty());
}

TEST_F(DutyStoreTest, MetaValuesAreReplaced) {
  MetaStore meta(session());
  EXPECT_EQ(meta.Load("instance"), std::nullopt);
  Write([&] {
    meta.Save("instance", "a");
    meta.Save("instance", "b");
    meta.Save("calendar", "");
  });
  EXPECT_EQ(meta.Load("instance"), "b");
  EXPECT_EQ(meta.Load("calendar"), "");
}

}  // namespace
}  // namespace forumwatch
