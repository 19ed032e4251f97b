// What quiet hours or an outage held is looked at again before it is sent.
#include "daemon/store/steps.h"
#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

using answers::Status;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;

const UtcTime kSeven = kNoon + hours(19);

class SettledTest : public OutboxTest {
 protected:
  SettledTest() { http_.On("https://hooks.example/", Status(200)); }

  void Hold(int number = 1) {
    const Alert alert = MakeAlert(number);
    Write([&] { store_side_.InsertAlert(alert, alert.title, kDuty, kSeven); });
  }
  void CloseAt(UtcTime at) {
    Close();
    Write([&] {
      StepStore(session()).Append({complaint_, "李主管", at, StepKind::Closed, "", ""});
    });
  }
  void MergeAt(UtcTime at) {
    Write([&] {
      const ComplaintId survivor = complaints_.Insert(complaints_.Load(complaint_).value());
      complaints_.Merge(complaint_, survivor);
      StepStore(session()).Append({complaint_, "李主管", at, StepKind::Merged, Name(survivor), ""});
    });
  }
  void Close() { Put(ComplaintStatus::Closed); }
  void OpenAgain() { Put(ComplaintStatus::Open); }

 private:
  void Put(ComplaintStatus status) {
    Write([&] {
      Complaint complaint = complaints_.Load(complaint_).value();
      complaint.status = status;
      complaints_.Update(complaint);
    });
  }
};

TEST_F(SettledTest, WhatWasClosedInTheNightIsNotToldInTheMorning) {
  Hold();
  Close();
  EXPECT_TRUE(SettleNext(kSeven));
  EXPECT_EQ(Posts(), 0U);
  EXPECT_FALSE(SettleNext(kSeven + hours(48))) << "nothing waits";
  EXPECT_EQ(store_side_.FatesOf(MakeAlert()).at(0).state, "settled");
  EXPECT_THAT(log_.str(), HasSubstr("info alert result=settled"));
}

// That it is open again is told of by itself.
TEST_F(SettledTest, NorIsWhatWasClosedInTheNightAndOpenedAgain) {
  Hold();
  CloseAt(kNoon + hours(12));
  OpenAgain();
  EXPECT_TRUE(SettleNext(kSeven));
  EXPECT_EQ(Posts(), 0U);
}

TEST_F(SettledTest, WhatIsStillOpenIsTold) {
  Hold();
  EXPECT_TRUE(SettleNext(kSeven));
  EXPECT_EQ(Posts(), 1U);
}

TEST_F(SettledTest, WhatAnOutageHeldIsNotToldOnceItsComplaintIsClosed) {
  http_.Replace("https://hooks.example/", answers::Unreachable());
  Say();
  Settle();
  http_.Replace("https://hooks.example/", Status(200));
  CloseAt(kNoon + minutes(1));
  EXPECT_TRUE(SettleNext(kNoon + hours(1)));
  EXPECT_EQ(Posts(), 1U) << "the attempt that failed";
  EXPECT_EQ(store_side_.FatesOf(MakeAlert()).at(0).state, "settled");
}

// E4: it is the other complaint's matter from then on.
TEST_F(SettledTest, WhatAnOutageHeldIsNotToldOnceItsComplaintIsMerged) {
  http_.Replace("https://hooks.example/", answers::Unreachable());
  Say();
  Settle();
  http_.Replace("https://hooks.example/", Status(200));
  MergeAt(kNoon + minutes(1));
  EXPECT_TRUE(SettleNext(kNoon + hours(1)));
  EXPECT_EQ(Posts(), 1U) << "the attempt that failed";
  EXPECT_EQ(store_side_.FatesOf(MakeAlert()).at(0).state, "settled");
}

TEST_F(SettledTest, WhatWasMergedInTheNightIsNotToldInTheMorning) {
  Hold();
  MergeAt(kNoon + hours(12));
  EXPECT_TRUE(SettleNext(kSeven));
  EXPECT_EQ(Posts(), 0U);
  EXPECT_EQ(store_side_.FatesOf(MakeAlert()).at(0).state, "settled");
}

TEST_F(SettledTest, WhatIsSaidAfterTheClosingIsTold) {
  CloseAt(kNoon - minutes(1));
  Say();
  Settle();
  EXPECT_EQ(Posts(), 1U);
}

TEST_F(SettledTest, WhatWasClosedAndOpenedAgainIsTold) {
  CloseAt(kNoon);
  Say();
  OpenAgain();
  Settle();
  EXPECT_EQ(Posts(), 1U);
}

// B9, B10: whoever closed it may not have seen what it threatens.
TEST_F(SettledTest, WhatIsSaidOnceForGoodIsToldThoughItsComplaintWasClosed) {
  for (const char* const sign : {"danger", "group_tendency", "reply.backlash", "reply.unposted"}) {
    Alert alert = MakeAlert();
    alert.id = sign;
    alert.rule = sign;
    Write([&] { store_side_.InsertAlert(alert, alert.title, kDuty); });
  }
  Close();
  Settle();
  EXPECT_EQ(Posts(), 4U);
}

TEST_F(SettledTest, WhatWasHeldHasAWholeDayToArrive) {
  http_.Replace("https://hooks.example/", answers::Unreachable());
  Hold();
  while (SettleNext(kSeven + hours(24) - minutes(11))) {
  }
  EXPECT_EQ(Counts().dead, 0);
  while (SettleNext(kSeven + hours(25))) {
  }
  EXPECT_EQ(Counts().dead, 1);
}

}  // namespace
}  // namespace forumwatch
