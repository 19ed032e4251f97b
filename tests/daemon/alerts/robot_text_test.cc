#include "daemon/alerts/robot_text.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/code_points.h"
#include "daemon/alerts/compose.h"
#include "tests/daemon/alerts/deliveries.h"

namespace forumwatch {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

TEST(RobotLine, WhatAppsWouldMakeMoreOfIsWrittenWide) {
  const std::pair<const char*, const char*> cases[] = {
      {"7栋电梯又停了，3.5 小时没人来", "7栋电梯又停了，3.5 小时没人来"},
      {"@all @所有人 快看", "＠all ＠所有人 快看"},
      {"<at user_id=\"all\">所有人</at>", "＜at user_id=\"all\"＞所有人＜/at＞"},
      {"<@lisi>", "＜＠lisi＞"},
      {"点 https://evil.example/x 领红包", "点 https：//evil．example/x 领红包"},
      {"www.evil.com、evil.cn", "www．evil．com、evil．cn"},
      {"dingtalk://dingtalkclient/page", "dingtalk：//dingtalkclient/page"},
      {"[领红包](javascript:alert(1))", "[领红包](javascript:alert(1))"},
      {"一行\n另一行\r\t完", "一行 另一行 完"},
      {"结尾.", "结尾."},
  };
  for (const auto& [from, to] : cases) {
    EXPECT_EQ(RobotLine(from), to);
  }
}

TEST(RobotText, KeepsItsLinesAndItsOwnLink) {
  EXPECT_EQ(
      RobotText("新投诉 C1：看 bbs.example\n为什么：刚发\n原帖：https://bbs.example/t-1.html\n"
                "编号 01J1",
                2048),
      "新投诉 C1：看 bbs．example\n为什么：刚发\n原帖：https://bbs.example/t-1.html\n"
      "编号 01J1");
  EXPECT_EQ(RobotText("原帖：https://bbs.example/@all\n编号 1", 2048),
            "原帖：https://bbs.example/%40all\n编号 1");
  EXPECT_EQ(RobotText("原帖：javascript:x.y\n编号 1", 2048), "原帖：javascript:x．y\n编号 1")
      << "no link";
  EXPECT_EQ(RobotText("", 2048), "");
}

TEST(RobotText, ALongOneIsCutBeforeItsLinkAndItsId) {
  std::string text = "新投诉 C1：";
  for (int i = 0; i < 1000; ++i) {
    text += "梯";
  }
  const std::string end = "\n原帖：https://bbs.example/t-1.html\n编号 01J1";
  for (std::size_t bytes = 200; bytes < 210; ++bytes) {
    const std::string cut = RobotText(text + end, bytes);
    EXPECT_LE(cut.size(), bytes);
    EXPECT_GT(cut.size(), bytes - 3) << "no more is cut than must be";
    EXPECT_THAT(cut, EndsWith("梯…（全文见链接）" + end));
  }
  EXPECT_THAT(RobotText(text + "\n编号 01J1", 200), EndsWith("梯…（下文从略）\n编号 01J1"));
  EXPECT_EQ(RobotText("电梯" + end, 4), "电") << "even where nothing fits";
}

std::vector<Delivery> Burst(std::size_t count, const std::string& title) {
  std::vector<Delivery> burst(count, OverdueDelivery());
  for (std::size_t i = 0; i < count; ++i) {
    burst[i].alert.id = "01JNA5K00001234567890000" + std::to_string(10 + i);
    burst[i].alert.title = title;
  }
  return burst;
}

TEST(DigestText, NamesEachWithAsMuchOfItsReasonAsThereIsRoomFor) {
  auto two = Burst(2, "新投诉 C1：电梯");
  two[1].late = std::chrono::hours(2);
  const std::string reason =
      "首次回复刚过期限（截止 3月2日 12:00），至今没有看到物业在论坛上的回复";
  EXPECT_EQ(two[0].alert.reason, reason + "（B2）");
  EXPECT_EQ(DigestText(two, 2000),
            "2 条提醒一起来了，合并成一条：\n· （B2）新投诉 C1：电梯，为什么：" + reason +
                "\n编号 " + two[0].alert.id + "\n· （B2）迟到 2 小时：新投诉 C1：电梯，为什么：" +
                reason + "\n编号 " + two[1].alert.id);
}

// The reason is cut at its end, where its rule stands.
TEST(DigestText, OfTenWithLongReasonsEachNamesItsRule) {
  auto ten = Burst(10, "首次回复已超时 C1：7栋2单元电梯反复停运，老人下不了楼");
  for (std::size_t i = 0; i < ten.size(); ++i) {
    Alert& alert = ten[i].alert;
    alert.handbook = "B" + std::to_string(1 + i);
    alert.reason.clear();
    for (int n = 0; n < 40; ++n) {
      alert.reason += "没有看到回复，";
    }
    alert.reason += "（" + alert.handbook + "）";
  }
  const std::string text = RobotText(DigestText(ten, kLongestAlertText), 2048);
  for (const Delivery& delivery : ten) {
    EXPECT_THAT(text, HasSubstr("\n· （" + delivery.alert.handbook + "）首次回复已超时 C1"));
    EXPECT_THAT(text + "\n", HasSubstr("\n编号 " + delivery.alert.id + "\n"));
  }
}

TEST(DigestText, AnAlertWithoutARuleOfTheHandbookNamesNone) {
  auto two = Burst(2, "新投诉 C1：电梯");
  two[0].alert.handbook = "";
  EXPECT_THAT(DigestText(two, 2000),
              HasSubstr("\n· 新投诉 C1：电梯，为什么：" + two[0].alert.reason));
}

TEST(DigestText, EveryIdStaysWholeHoweverHostileTheTitles) {
  for (const char* title : {"@", "<at>", "编号 0", "原帖：https://x.example", "a.b", "电"}) {
    std::string hostile;
    for (int i = 0; i < 200; ++i) {
      hostile += title;
    }
    for (std::size_t count = 2; count <= 15; ++count) {
      const auto burst = Burst(count, hostile);
      const std::string text = DigestText(burst, kLongestAlertText);
      EXPECT_LE(text.size(), kLongestAlertText);
      const std::string sent = RobotText(text, 2048);
      for (const Delivery& delivery : burst) {
        EXPECT_THAT(sent + "\n", HasSubstr("\n编号 " + delivery.alert.id + "\n")) << title;
      }
      EXPECT_EQ(sent.find_first_of("@<>"), std::string::npos);
      EXPECT_THAT(sent, Not(HasSubstr("://")));
    }
  }
}

std::string AnyText(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "@",          "all",         "<at user_id=\"all\">",
      "</at>",      "<@x>",        "://",
      "https://",   "http://a.b/", "a.b",
      ".",          "编号 ",       "原帖：",
      "\n",         "\r\n",        "电梯",
      "👍🏻",   "\xFF",        "\xE7",
      "\xE7\x94",   " ",           "\t",
      "\u202E",     "＠",          "x",
      "\"",         "\\",          "13800138000",
      "可能重复：", "\x01",        "]("};
  std::string text;
  for (auto count = random() % 300; count > 0; --count) {
    text += kPieces[random() % kPieces.size()];
  }
  return text;
}

bool IsValidUtf8(const std::string& text) {
  std::string again;
  for (std::size_t at = 0; at < text.size();) {
    AppendUtf8(again, NextCodePoint(text, at));
  }
  return again == text;
}

// Whatever stands in it: whole characters, no longer than asked for, nobody is called and nothing
// can be clicked but the one link.
TEST(RobotText, HoldsItsPromisesForAnyText) {
  std::mt19937 random(20260302);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = AnyText(random);
    const std::size_t bytes = random() % 3000;
    const std::string sent = RobotText(text, bytes);
    ASSERT_TRUE(IsValidUtf8(sent)) << text;
    ASSERT_LE(sent.size(), bytes) << text;
    ASSERT_EQ(sent.find_first_of("@<>"), std::string::npos) << sent;
    for (auto at = sent.find("://"); at != std::string::npos; at = sent.find("://", at + 1)) {
      const auto line = sent.rfind('\n', at) == std::string::npos ? 0 : sent.rfind('\n', at) + 1;
      ASSERT_EQ(sent.compare(line, kLinkLabel.size(), kLinkLabel), 0) << sent;
    }
  }
}

}  // namespace
}  // namespace forumwatch
