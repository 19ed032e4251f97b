// Danger signs (B9, B10): a threat is one, a mere mention is none.
#include <gtest/gtest.h>

#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

struct FlagsCase {
  const char* name;
  std::string_view text;
  std::string_view flags;  // "曝光 诉讼"
};

class Flags : public testing::TestWithParam<FlagsCase> {};

TEST_P(Flags, AreThreatsAndNoMentions) {
  Segment matter;
  matter.kind = Kind::Complaint;
  matter.topics = {"水电气暖"};
  matter.complaint_class = 1;
  const auto segments =
      Understand({"", GetParam().text, false, false, &matter}, RealLexicon()).segments;
  std::string flags;
  for (const Segment& segment : segments) {
    for (const std::string& flag : segment.flags) {
      flags += (flags.empty() ? "" : " ") + flag;
    }
  }
  EXPECT_EQ(flags, GetParam().flags);
}

INSTANTIATE_TEST_SUITE_P(Forum, Flags,
                         testing::ValuesIn(std::vector<FlagsCase>{
                             // 曝光
                             {"Television", "再不修好，我就找电视台来拍", "曝光"},
                             {"ShortVideo", "拍下来发抖音，看你们急不急", "曝光"},
                             {"Reporter", "已经联系记者了，明天到", "曝光"},
                             {"ReporterMentioned", "我老公以前也是记者，不过水还是没来", ""},
                             {"Photography", "那张照片过度曝光了，看不清水管裂在哪", ""},
                             {"PressCalledOff", "既然开始修了，先不喊记者了，但别再拖", ""},
                             // 信访
                             {"Petition", "没人管就去信访局", "信访"},
                             {"Ministry", "下周去住建局门口坐着等答复，水还没来", "信访"},
                             {"MinistryMentioned", "住建局的网站上写着物业的职责，这水到底归谁管",
                              ""},
                             // 诉讼
                             {"Lawsuit", "实在不行就起诉，损失让他们赔", "诉讼"},
                             {"Lawyer", "我已经委托律师发律师函", "诉讼"},
                             {"LawyerMentioned", "楼上住的就是律师，他家也没水", ""},
                             {"LawsuitWithdrawn", "水来了，我撤诉了，不起诉了", ""},
                             // 过激
                             {"Banner", "明天去大门口拉横幅", "过激"},
                             {"BlockTheGate", "大家把车堵门，看他管不管", "过激"},
                             {"Violence", "再停水我就砸了你们办公室", "过激"},
                             {"BlockedDrain", "下水道堵住了，马桶堵了两天没人通", ""},
                             {"ThrownAtMe", "被泼了一身脏水，差点砸到头", ""},
                             {"Dissuasion", "别冲动，不要堵门，好好谈", ""},
                             // 群体
                             {"JointLetter", "我们准备联名写信要求换水管", "群体"},
                             {"Signatures", "四十二户已经签名了，还差八户", "群体"},
                             {"SignaturesInNumbers", "已有42户签字同意更换", "群体"},
                             {"MeetDownstairs", "今晚七点楼下集合，一起去找经理", "群体"},
                             {"HouseholdsMentioned", "这栋楼一共有六十户，水压都低", ""},
                             {"BelongsToAllOwners", "水泵房属于全体业主，坏了为什么不修", ""},
                             {"BuyingTogether", "桶装水团购接龙，12户了", ""},
                             // 几样一起
                             {"LawsuitTogether", "26户联名起诉，律师已经谈好", "诉讼 群体"},
                             {"None", "水停了两天，一点通知没有", ""},
                         }),
                         [](const auto& tested) { return tested.param.name; });

TEST(Flags, AreTheFirstReason) {
  const auto segments =
      Understand({"停水三天", "水停了三天没人管，再不来水我就找电视台", true, false, nullptr},
                 RealLexicon())
          .segments;
  ASSERT_EQ(segments.size(), 1U);
  ASSERT_FALSE(segments[0].reasons.empty());
  EXPECT_NE(segments[0].reasons.front().find("（曝光）"), std::string::npos)
      << segments[0].reasons.front();
}

}  // namespace
}  // namespace forumwatch
