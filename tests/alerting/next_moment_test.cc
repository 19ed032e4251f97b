#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

std::optional<UtcTime> Next(const Complaint& complaint, std::vector<Reply> replies,
                            const Said& said, UtcTime now) {
  return NextMoment(complaint, Clocks(complaint, std::move(replies), now), said, OptionsWithRoles(),
                    now);
}

constexpr Duration kJustAfter{1};

TEST(NextMoment, WalksFromEdgeToEdge) {
  const Complaint complaint = ElevatorComplaint();
  const Said said = {{"complaint.new", 1}};
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 19:14")), At("2026-03-02 21:14"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 21:14")), At("2026-03-02 23:14") + kJustAfter);
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 23:14")), At("2026-03-02 23:14") + kJustAfter);
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 23:15")), At("2026-03-03 14:15"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-03 14:15")), At("2026-03-03 18:00") + kJustAfter);
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-03 18:01")), std::nullopt);
}

TEST(NextMoment, WhatWasSaidNeedsNoMoment) {
  const Complaint complaint = ElevatorComplaint();
  const Said said = {
      {"first_reply.due_soon", 1}, {"first_reply.overdue", 1}, {"measures.due_soon", 1}};
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 19:20")), At("2026-03-03 18:00") + kJustAfter);
}

TEST(NextMoment, AnsweredClosedAndHistoricComplaintsHaveNone) {
  const UtcTime now = At("2026-03-02 20:30");
  const Reply answered{At("2026-03-02 20:00"), ReplyKind::Measures, "post 1"};
  EXPECT_EQ(Next(ElevatorComplaint(), {answered}, {}, now), std::nullopt);
  Complaint complaint = ElevatorComplaint();
  complaint.history = true;
  EXPECT_EQ(Next(complaint, {}, {}, now), std::nullopt);
  complaint = ElevatorComplaint();
  complaint.status = ComplaintStatus::Closed;
  EXPECT_EQ(Next(complaint, {}, {}, now), std::nullopt);
}

TEST(NextMoment, AWarningThatCrossesTheNightComesInTheMorningAtTheRightMinute) {
  Complaint complaint = ElevatorComplaint();
  complaint.opened_at = At("2026-03-06 18:00");  // friday; measures due monday 18:00
  const Reply acknowledged{At("2026-03-06 18:10"), ReplyKind::Acknowledgement, "post 1"};
  EXPECT_EQ(Next(complaint, {acknowledged}, {}, At("2026-03-06 18:20")), At("2026-03-09 14:15"));
}

// The property the schedule rests on: between two moments the answer does not change.
TEST(NextMoment, NothingIsSaidBetweenMoments) {
  for (int minute = 0; minute < 24 * 60; minute += 37) {
    Complaint complaint = ElevatorComplaint();
    complaint.opened_at = At("2026-02-13 00:00") + std::chrono::minutes(minute);
    Said said;
    UtcTime now = complaint.opened_at;
    for (int turn = 0; turn < 8; ++turn) {
      said.merge(SaidBy(DecideComplaintAlerts(complaint, Clocks(complaint, {}, now), said,
                                              OptionsWithRoles(), Zone("Asia/Shanghai"), now)));
      const auto next = Next(complaint, {}, said, now);
      const UtcTime quiet_until = next.value_or(now + std::chrono::days(30)) - Duration(1);
      for (const UtcTime between : {now, now + (quiet_until - now) / 2, quiet_until}) {
        EXPECT_TRUE(DecideComplaintAlerts(complaint, Clocks(complaint, {}, between), said,
                                          OptionsWithRoles(), Zone("Asia/Shanghai"), between)
                        .empty());
      }
      if (!next) {
        break;
      }
      EXPECT_GT(*next, now);
      now = *next;
      EXPECT_FALSE(DecideComplaintAlerts(complaint, Clocks(complaint, {}, now), said,
                                         OptionsWithRoles(), Zone("Asia/Shanghai"), now)
                       .empty());
    }
    EXPECT_EQ(said.size(), 5U);
  }
}

}  // namespace
}  // namespace forumwatch
