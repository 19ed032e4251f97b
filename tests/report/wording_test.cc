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
  duty = SampleDuty(DutyKind::FirstReply, DutyState::Open, opened);
  EXPECT_EQ(WrittenDuty(&duty), "计时中");
  duty = SampleDuty(DutyKind::FirstReply, DutyState::Void, opened);
  EXPECT_EQ(WrittenDuty(&duty), "不计时");
  EXPECT_EQ(WrittenDuty(nullptr), "—");
}

TEST(PlainText, IsOneLineWithoutTricks) {
  struct Case {
    const char* name;
    std::string given;
    std::string expected;
    int most = 80;
  };
  const Case cases[] = {
      {"nothing", "", ""},
      {"as it is", "7栋电梯<b>坏了", "7栋电梯<b>坏了"},
      {"white space folds", "  电梯\t\r\n 坏了　　了 ", "电梯 坏了 了"},
      {"control characters", std::string("电\x01梯\0坏\x7f了", 15), "电 梯 坏 了"},
      {"turned direction", "正\u202e反\u2066里\u200f", "正反里"},
      {"zero width", "电\u200b梯\ufeff", "电梯"},
      {"broken bytes", "电\xff梯\xe7", "电\ufffd梯\ufffd"},
      {"exactly as long as it may be", "一二三四五六", "一二三四五六", 6},
      {"one longer", "一二三四五六七", "一二三四五六…", 6},
      {"a blank at the cut", "一二三四五六 ", "一二三四五六", 6},
      {"a blank does not slip over the cut", "一二三四五 六", "一二三四五…", 6},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(PlainText(c.given, c.most), c.expected) << c.name;
  }
}

TEST(SafeLink, LetsOnlyPlainWebAddressesPass) {
  for (const char* url : {"https://bbs.guihuayuan.example/thread-1-1-1.html#pid2",
                          "http://a.example/?a=1&b=%E4%BD%A0", "HTTPS://A.EXAMPLE/"}) {
    EXPECT_EQ(SafeLink(url), url);
  }
  for (const char* url :
       {"", "bbs.example", "//a.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "data:text/html,x", "ftp://a.example/", "file:///etc/passwd", " https://a.example",
        "https://", "https:///x", "https://a.example/\"onmouseover=x", "https://a.example/<b>",
        "https://a.example/a b", "https://a.example/\n", "https://a.example/\xe4\xbd\xa0",
        "https:a.example", "httpx://a.example"}) {
    EXPECT_EQ(SafeLink(url), "") << url;
  }
  EXPECT_EQ(SafeLink("https://a.example/" + std::string(3000, 'a')), "");
}

TEST(HostOf, IsTheHostOneReallyGoesTo) {
  EXPECT_EQ(HostOfLink("https://bbs.guihuayuan.example/x?y#z"), "bbs.guihuayuan.example");
  EXPECT_EQ(HostOfLink("https://bank.example@evil.example:8443/"), "evil.example:8443");
  EXPECT_EQ(HostOfLink("http://a.example?x=@b.example"), "a.example");
}

}  // namespace
}  // namespace forumwatch
