#include "analysis/report/wording.h"

#include <gtest/gtest.h>

#include "tests/report/sample_month.h"

namespace forumwatch {
namespace {

TEST(WrittenShare, HasOneDigitAndRoundsToTheNearest) {
  EXPECT_EQ(WrittenShare(0.0), "0.0%");
  EXPECT_EQ(WrittenShare(1.0), "100.0%");
  EXPECT_EQ(WrittenShare(std::size_t{1}, std::size_t{3}), "33.3%");
  EXPECT_EQ(WrittenShare(std::size_t{2}, std::size_t{3}), "66.7%");
  EXPECT_EQ(WrittenShare(std::size_t{0}, std::size_t{0}), "—");
}

TEST(WrittenChange, SpeaksOfEachCase) {
  EXPECT_EQ(WrittenChange(37, 29), "+8（+27.6%）");
  EXPECT_EQ(WrittenChange(29, 37), "-8（-21.6%）");
  EXPECT_EQ(WrittenChange(0, 5), "-5（-100.0%）");
  EXPECT_EQ(WrittenChange(5, 5), "持平");
  EXPECT_EQ(WrittenChange(5, 0), "新出现");
  EXPECT_EQ(WrittenChange(0, 0), "—");
}

TEST(WrittenTimes, AreLocal) {
  const UtcTime t = *ParseRfc3339("2026-03-24T16:05:00Z");
  EXPECT_EQ(WrittenDay(t, Shanghai()), "2026年3月25日");
  EXPECT_EQ(WrittenMinute(t, Shanghai()), "2026年3月25日 00:05");
  EXPECT_EQ(WrittenShortly(t, Shanghai()), "3月25日 00:05");
  EXPECT_EQ(WrittenDay(t, Zone("UTC")), "2026年3月24日");
  const ReportPeriod period = StatisticalMonth(std::chrono::year(2026) / 3, 24, Shanghai());
  EXPECT_EQ(WrittenDays(period.from, period.to, Shanghai()), "2026年2月25日至2026年3月24日");
}

TEST(WrittenDuty, SaysHowTheClockWent) {
  using std::chrono::minutes;
  const UtcTime opened = *ParseRfc3339("2026-03-02T08:00:00+08:00");
  Duty duty = SampleDuty(DutyKind::FirstReply, DutyState::Met, opened);
  duty.satisfied_at = opened + minutes(12);
  EXPECT_EQ(WrittenDuty(&duty), "按时（12 分钟）");
  duty = SampleDuty(DutyKind::FirstReply, DutyState::Late, opened);
  EXPECT_EQ(WrittenDuty(&duty), "超时 1 小时 5 分钟");
  duty = SampleDuty(DutyKind::FirstReply, DutyState::Missed, opened);
  EXPECT_EQ(WrittenDuty(&duty), "未回复");
  duty.kind = DutyKind::Measures;
  EXPECT_EQ(WrittenDuty(&duty), "未给出") << "the first reply may well have come";
  duty.kind = DutyKind::FirstReply;
  duty = SampleDuty(DutyKind::FirstReply, DutyState::Open, opened);
  EXPECT_EQ(WrittenDuty(&duty), "计时中");
  duty = SampleDuty(DutyKind::FirstReply, DutyState::Void, opened);
  EXPECT_EQ(WrittenDuty(&duty), "不计时");
  EXPECT_EQ(WrittenDuty(nullptr), "—");
}

}  // namespace
}  // namespace forumwatch
