#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

std::optional<UtcTime> Next(const Complaint& complaint, std::vector<Reply> replies,
                            const Said& said, UtcTime now) {
  const auto duties = Clocks(complaint, std::move(replies), now);
  return NextMoment({complaint, duties, said}, OptionsWithRoles(), now);
}

std::vector<Alert> DecideAt(const Complaint& complaint, const Said& said, UtcTime now) {
  const auto duties = Clocks(complaint, {}, now);
  return DecideComplaintAlerts({complaint, duties, said}, OptionsWithRoles(), Zone("Asia/Shanghai"),
                               now);
}

constexpr Duration kJustAfter{1};

TEST(NextMoment, WalksFromEdgeToEdge) {
  const Complaint complaint = ElevatorComplaint();
  const Said said = {{"complaint.new", 1}};
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 19:14")), At("2026-03-02 19:29"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 19:29")), At("2026-03-02 21:14"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 21:14")), At("2026-03-02 22:14"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 22:14")), At("2026-03-02 22:50"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 22:50")), At("2026-03-02 23:14") + kJustAfter);
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 23:14")), At("2026-03-02 23:14") + kJustAfter);
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-02 23:15")), At("2026-03-03 14:15"));
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-03 14:15")), At("2026-03-03 18:00") + kJustAfter);
  EXPECT_EQ(Next(complaint, {}, said, At("2026-03-03 18:01")), std::nullopt);
}

TEST(NextMoment, WhatWasSaidNeedsNoMoment) {
  const Complaint complaint = ElevatorComplaint();
  const Said said = {
      {"first_reply.due_soon", 1, 2}, {"first_reply.overdue", 1}, {"measures.due_soon", 1}};
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
    for (int turn = 0; turn < 12; ++turn) {
      said.merge(SaidBy(DecideAt(complaint, said, now)));
      const auto next = Next(complaint, {}, said, now);
      const UtcTime quiet_until = next.value_or(now + std::chrono::days(30)) - Duration(1);
      for (const UtcTime between : {now, now + (quiet_until - now) / 2, quiet_until}) {
        EXPECT_TRUE(DecideAt(complaint, said, between).empty());
      }
      if (!next) {
        break;
      }
      EXPECT_GT(*next, now);
      now = *next;
      EXPECT_FALSE(DecideAt(complaint, said, now).empty());
    }
    EXPECT_EQ(said.size(), 9U);
  }
}

}  // namespace
}  // namespace forumwatch
