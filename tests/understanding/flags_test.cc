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

INSTANTIATE_TEST_SUITE_P(
    Forum, Flags,
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
        {"MinistryMentioned", "住建局的网站上写着物业的职责，这水到底归谁管", ""},
        // 诉讼
        {"Lawsuit", "实在不行就起诉，损失让他们赔", "诉讼"},
        {"Lawyer", "我已经委托律师发律师函", "诉讼"},
        {"LawyerMentioned", "楼上住的就是律师，他家也没水", ""},
        {"LawsuitWithdrawn", "水来了，我撤诉了，不起诉了", ""},
        // 过激
        {"Banner", "明天去大门口拉横幅", "过激"},
        {"BlockTheGate", "大家把车堵门，看他管不管", "过激"},
        {"Violence", "再停水我就砸了你们办公室", "过激"},
        {"SmashTheOffice", "再不解决我就把物业办公室砸了", "过激"},
        {"GoAndSmash", "我们要去砸售楼处，水还是黄的", "过激"},
        {"SmashTheirDoor", "再停一次水，砸了你们的门", "过激"},
        {"SmashTheBarrier", "明天谁敢再收费我就砸了那个道闸", "过激"},
        {"SmashTogether", "大家一起去砸物业前台", "过激 群体"},
        {"SmashTheGlass", "气得业主拿砖头砸物业玻璃", "过激"},
        {"SmashTheKeeper", "把水泵房的人惹急了，有人把售楼处砸了", "过激"},
        {"SmashTheMusic", "再放到半夜，我就去砸他的音响", "过激"},
        {"SmashIt", "水停三天了，逼急了我们就砸了！", "过激"},
        {"SmashedAndBlocks", "广告牌差点砸到我儿子，再没人管我就带人堵门", "过激"},
        {"BarrierFell", "道闸把我引擎盖砸了，一道坑", ""},
        {"BarrierFellAgain", "东门道闸又砸了我的车，三次了", ""},
        {"BranchFell", "大树倒下来砸了物业岗亭，好在没人", ""},
        {"CanopyFell", "雨棚掉下来把岗亭砸了一个洞", ""},
        {"WallPulledDown", "楼上把承重墙砸了，水管也断了", ""},
        {"TilesBroken", "我就把瓷砖砸了重贴，水还是渗", ""},
        {"FruitOnCars", "天天树上掉果子砸车，水管也漏", ""},
        {"WindowBroken", "昨晚车窗玻璃被人砸了，监控是黑的", ""},
        {"NobodySmashes", "我不会把物业砸了，只想有水用", ""},
        {"DoNotSmash", "别去砸物业，好好谈", ""},
        {"HitByABottle", "六楼扔的瓶子砸中我，水撒了一身", ""},
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
