// Deliveries when the clock is put back: by an administrator, by NTP, by a machine restored.
#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

using answers::Silent;
using answers::Status;
using answers::Unreachable;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

using OutboxClockTest = OutboxTest;

TEST_F(OutboxClockTest, PutBackItHoldsNothingBack) {
  http_.On("https://hooks.example/", Unreachable()).On("https://hooks.example/", Status(200));
  Say();
  Settle();
  clock_.Set(kNoon - hours(24));
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxClockTest, PutBackBetweenTwoRunsItHoldsNothingBackForLong) {
  http_.On("https://hooks.example/", Unreachable()).On("https://hooks.example/", Status(200));
  Say();
  Settle();
  clock_.Set(kNoon - hours(24));
  Restart();
  Settle();
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 0}));
}

TEST_F(OutboxClockTest, WhatIsUnderWayIsNotSentAgainBecauseTheClockWasPutBack) {
  http_.On("https://hooks.example/", Silent());
  Say();
  outbox().Send(kNoon);
  for (const Duration back : {Duration(minutes(10)), Duration(hours(24))}) {
    clock_.Set(kNoon - back);
    outbox().Send(clock_.Now());
    outbox().Send(clock_.Now() + seconds(40));
  }
  EXPECT_EQ(Posts(), 1U);
  EXPECT_EQ(Counts(), (OutboxCounts{0, 1, 0, 0}));
}

}  // namespace
}  // namespace forumwatch
