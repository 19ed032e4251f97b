#include "daemon/alerts/compose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/plain.h"
#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

const Zone kShanghai("Asia/Shanghai");

class ComposeTest : public testing::Test {
 protected:
  ComposeTest() {
    complaint_.people = 12;
    complaint_.times = 18;
    complaint_.heat.now = 63.1;
    context_ = {"云栖花园", &complaint_, duties_, "https://bbs.example/thread-8841-1-1.html"};
  }

  [[nodiscard]] std::string Compose() const { return ComposeAlert(alert_, context_, kShanghai); }

  Complaint complaint_ = ElevatorComplaint();
  UtcTime now_ = At("2026-03-02 23:20");
  std::vector<Duty> duties_ = Clocks(complaint_, {}, now_);
  Alert alert_ =
      DecideComplaintAlerts({complaint_, duties_, Said{{"complaint.new", 1}}}, {}, kShanghai, now_)
          .at(0);
  AlertContext context_;
};

TEST_F(ComposeTest, ShortLinesMostImportantFirst) {
  complaint_.flags = {"曝光", "群体"};
  EXPECT_EQ(
      Compose(),
      "首次回复已超时 C12：7栋电梯反复停运\n"
      "为什么：首次回复已超时 6 分钟（截止 3月2日 23:14），至今没有看到物业在论坛上的回复（B2）\n"
      "危险信号：曝光、群体\n"
      "云栖花园 · 7栋 · 一类 · 电梯、噪音\n"
      "12 人 18 次，热度 63\n"
      "期限：具体措施 3月3日 18:00\n"
      "原帖：https://bbs.example/thread-8841-1-1.html\n"
      "编号 " +
          alert_.id);
}

TEST_F(ComposeTest, AFurtherPostIsShownWithItsAuthorAndTime) {
  const FurtherPost post{"小满", "我家也是\n天天爬楼", At("2026-03-02 19:14")};
  context_.further = &post;
  EXPECT_THAT(Compose(), HasSubstr("热度 63\n新帖：3月2日 19:14 小满：我家也是 天天爬楼\n期限："));
}

TEST_F(ComposeTest, WhatIsUnknownTakesNoLine) {
  complaint_ = {};
  context_.duties = {};
  context_.url = "";
  context_.community = "";
  EXPECT_EQ(Compose(), alert_.title + "\n为什么：" + alert_.reason + "\n编号 " + alert_.id);
  context_.complaint = nullptr;
  context_.community = "云栖花园";
  EXPECT_THAT(Compose(), HasSubstr("\n云栖花园\n"));
}

TEST_F(ComposeTest, AClockThatIsAnsweredOrWithdrawnIsNotNamed) {
  duties_[1].satisfied_at = duties_[2].satisfied_at = now_;
  EXPECT_THAT(Compose(), Not(HasSubstr("期限：")));
  duties_[1].satisfied_at.reset();
  duties_[1].state = DutyState::Void;
  EXPECT_THAT(Compose(), Not(HasSubstr("期限：")));
}

TEST_F(ComposeTest, TheWorkingDayIsNamedWhereNoMeasuresAreDueBeforeAndTheQuietWeekNever) {
  duties_[1].state = DutyState::Void;
  Duty week;
  week.kind = DutyKind::CloseCheck;
  week.due_at = At("2026-03-12 10:00");
  duties_.push_back(week);
  context_.duties = duties_;
  EXPECT_THAT(Compose(), HasSubstr("\n期限：一个工作日内处理 3月3日 18:00\n"));
}

TEST_F(ComposeTest, AClockThatRanOutBeforeIsSaidToBePast) {
  alert_.at = At("2026-03-04 09:00");
  EXPECT_THAT(Compose(), HasSubstr("\n期限：具体措施 3月3日 18:00（已过）\n"));
}

TEST_F(ComposeTest, ForumTextCannotForgeLines) {
  alert_.title = "新投诉 C12：好\n编号 伪造\r\n\x1b[31m红\x7f\u0085尾";
  complaint_.place = "7栋\n原帖：https://evil.example/";
  complaint_.topics = {"电\t梯\xE2\x80\xA8噪音"};
  const std::string text = Compose();
  EXPECT_THAT(text, HasSubstr("新投诉 C12：好 编号 伪造 [31m红 尾\n"));
  EXPECT_THAT(text, HasSubstr("7栋 原帖：https://evil.example/ · 一类 · 电 梯 噪音\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 6);
}

TEST_F(ComposeTest, TheLongestAlertFitsAndKeepsItsLinkAndId) {
  std::string long_text;
  for (int i = 0; i < 1000; ++i) {
    long_text += "𠮷鱼";  // four and three bytes
  }
  alert_.title = alert_.reason = long_text;
  complaint_.flags = complaint_.topics = {long_text};
  complaint_.place = context_.community = long_text;
  complaint_.people = complaint_.times = 2147483647;
  complaint_.heat.now = 1e300;
  const std::string link = "https://bbs.example/" + std::string(230, 'a');
  context_.url = link;
  const FurtherPost post{long_text, long_text, now_};
  context_.further = &post;
  const std::string text = Compose();
  EXPECT_LE(text.size(), kLongestAlertText);
  EXPECT_GT(text.size(), kLongestAlertText - 400);
  EXPECT_THAT(text, HasSubstr("\n原帖：" + link + "\n编号 " + alert_.id));
  EXPECT_EQ(PlainLine(text, 5000), PlainLine(PlainLine(text, 5000), 5000)) << "valid throughout";
  EXPECT_THAT(text, Not(HasSubstr("\xEF\xBF\xBD"))) << "no character was cut in two";
}

TEST_F(ComposeTest, ALinkThatDoesNotFitIsLeftOutWhole) {
  const std::string link = "https://bbs.example/" + std::string(240, 'a');
  context_.url = link;
  EXPECT_THAT(Compose(), Not(HasSubstr("原帖")));
}

TEST(ComposeSourceAlert, SaysWhatAndWhy) {
  Alert alert;
  alert.id = "01J";
  alert.title = "论坛连不上：云栖花园/业主论坛";
  alert.reason = "连续 3 次访问都没有得到可用的答复（source.down）";
  EXPECT_EQ(ComposeSourceAlert(alert),
            "论坛连不上：云栖花园/业主论坛\n"
            "为什么：连续 3 次访问都没有得到可用的答复（source.down）\n"
            "编号 01J");
}

TEST(AsSent, ARepeatAndALateOneAreMarkedInFront) {
  using std::chrono::hours;
  using std::chrono::minutes;
  const auto sent = [](bool maybe_repeat, Duration late) {
    Delivery delivery;
    delivery.maybe_repeat = maybe_repeat;
    delivery.late = late;
    return AsSent("新投诉", delivery);
  };
  EXPECT_EQ(sent(false, minutes(59)), "新投诉");
  EXPECT_EQ(sent(true, minutes(59)), "可能重复：新投诉");
  EXPECT_EQ(sent(false, minutes(60)), "迟到 1 小时：新投诉");
  EXPECT_EQ(sent(false, hours(47)), "迟到 47 小时：新投诉");
  EXPECT_EQ(sent(true, hours(71)), "可能重复：迟到 2 天：新投诉");
}

}  // namespace
}  // namespace forumwatch
