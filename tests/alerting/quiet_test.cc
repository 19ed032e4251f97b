#include "analysis/alerting/quiet.h"

#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

AlertingOptions Quiet(minutes from, minutes to) {
  AlertingOptions options;
  options.quiet = QuietHours{from, to};
  options.may_wait = {"measures.overdue", "stock_take"};
  return options;
}

UtcTime Told(std::string_view rule, const AlertingOptions& options, const char* now) {
  return WhenToTell(rule, options, Zone("Asia/Shanghai"), At(now));
}

struct QuietCase {
  const char* now;
  const char* told;
};

TEST(Quiet, WhatMayWaitIsToldAtTheEndOfTheNight) {
  const QuietCase cases[] = {
      {"2026-03-02 21:59:59", "2026-03-02 21:59:59"}, {"2026-03-02 22:00", "2026-03-03 07:00"},
      {"2026-03-02 23:59:59", "2026-03-03 07:00"},    {"2026-03-03 00:00", "2026-03-03 07:00"},
      {"2026-03-03 06:59:59", "2026-03-03 07:00"},    {"2026-03-03 07:00", "2026-03-03 07:00"},
      {"2026-12-31 23:00", "2027-01-01 07:00"},       {"2028-02-29 22:30", "2028-03-01 07:00"}};
  for (const QuietCase& c : cases) {
    EXPECT_EQ(Told("measures.overdue", Quiet(hours(22), hours(7)), c.now), At(c.told)) << c.now;
  }
}

TEST(Quiet, ANapAtNoonLiesWithinTheDay) {
  const QuietCase cases[] = {{"2026-03-02 11:59:59", "2026-03-02 11:59:59"},
                             {"2026-03-02 12:00", "2026-03-02 13:30"},
                             {"2026-03-02 13:29:59", "2026-03-02 13:30"},
                             {"2026-03-02 13:30", "2026-03-02 13:30"},
                             {"2026-03-02 23:00", "2026-03-02 23:00"}};
  for (const QuietCase& c : cases) {
    EXPECT_EQ(Told("measures.overdue", Quiet(hours(12), minutes(13 * 60 + 30)), c.now), At(c.told))
        << c.now;
  }
}

TEST(Quiet, UntilMidnightIsUntilTheNextDayBegins) {
  EXPECT_EQ(Told("stock_take", Quiet(hours(20), hours(24)), "2026-03-02 21:00"),
            At("2026-03-03 00:00"));
  EXPECT_EQ(Told("stock_take", Quiet(hours(20), hours(24)), "2026-03-02 19:00"),
            At("2026-03-02 19:00"));
}

// B2, B9, B10.
TEST(Quiet, AFirstReplyOrADangerSignIsNeverHeldBackWhateverTheRulesSay) {
  AlertingOptions options = Quiet(hours(22), hours(7));
  for (const char* const rule :
       {"complaint.new", "complaint.unacknowledged", "first_reply.due_soon", "first_reply.overdue",
        "danger", "group_tendency", "approval.waiting", "reopened", "source.blind", "source.down",
        "store.trouble"}) {
    options.may_wait.insert(rule);
    EXPECT_TRUE(IsUrgent(rule)) << rule;
    EXPECT_EQ(Told(rule, options, "2026-03-03 02:00"), At("2026-03-03 02:00")) << rule;
  }
}

TEST(Quiet, WithoutQuietHoursAndForRulesThatMayNotWaitNothingWaits) {
  EXPECT_EQ(Told("measures.overdue", {}, "2026-03-03 02:00"), At("2026-03-03 02:00"));
  EXPECT_EQ(Told("measures.due_soon", Quiet(hours(22), hours(7)), "2026-03-03 02:00"),
            At("2026-03-03 02:00"));
}

}  // namespace
}  // namespace forumwatch
