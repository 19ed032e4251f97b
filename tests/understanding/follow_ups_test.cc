// Follow-ups in their thread: who sides with it, who brings something of his own, who only talks.
#include <gtest/gtest.h>

#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

Segment Matter(Kind kind, std::string topic) {
  Segment segment;
  segment.kind = kind;
  segment.topics = {std::move(topic)};
  if (kind == Kind::Complaint) {
    segment.complaint_class = 1;
    segment.cause = "法";
    segment.cause_item = "管理方法";
  }
  return segment;
}

Segment Lift() {
  Segment segment = Matter(Kind::Complaint, "电梯");
  segment.cause = "机";
  segment.cause_item = "质量合格性";
  segment.place = "8栋";
  return segment;
}
Segment Fee() {
  return Matter(Kind::Complaint, "收费");
}
Segment Noise() {
  return Matter(Kind::Complaint, "噪音");
}
Segment Parking() {
  return Matter(Kind::Complaint, "停车");
}
Segment Waste() {
  return Matter(Kind::Complaint, "清洁垃圾");
}
Segment Talk() {
  return Matter(Kind::Other, "其他");
}
Segment Question() {
  return Matter(Kind::Inquiry, "安保门禁");
}
Segment Proposal() {
  return Matter(Kind::Suggestion, "公共设施");
}

Segment Answer(std::string_view text, const Segment& matter) {
  const Understanding understood = Understand({"", text, false, false, &matter}, RealLexicon());
  return understood.segments.empty() ? Segment() : understood.segments.front();
}

struct FollowUpsCase {
  const char* name;
  Segment (*matter)();
  std::string_view text;
  Kind kind;
  std::string_view topic;  // of complaints
  bool supports;
};

class FollowUp : public testing::TestWithParam<FollowUpsCase> {};

TEST_P(FollowUp, IsUnderstoodInItsThread) {
  const FollowUpsCase& tested = GetParam();
  const Segment matter = tested.matter();
  const Segment segment = Answer(tested.text, matter);
  EXPECT_EQ(ChineseName(segment.kind), ChineseName(tested.kind));
  EXPECT_EQ(segment.supports, tested.supports);
  if (tested.kind == Kind::Complaint) {
    ASSERT_FALSE(segment.topics.empty());
    EXPECT_EQ(segment.topics.front(), tested.topic);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Forum, FollowUp,
    testing::ValuesIn(std::vector<FollowUpsCase>{
        {"OurUnitToo", &Lift, "我们单元也一样，前天夹了我的手", Kind::Complaint, "电梯", true},
        {"MeToo", &Lift, "俺也一样", Kind::Complaint, "电梯", true},
        {"PlusOneFullWidth", &Lift, "＋１", Kind::Complaint, "电梯", true},
        {"Up", &Lift, "顶一个", Kind::Complaint, "电梯", true},
        {"ChangeTheFirm", &Lift, "强烈建议换个维保单位，换汤不换药没意思", Kind::Complaint, "电梯",
         true},
        {"JokeAboutIt", &Lift, "哈哈，就当减肥了", Kind::Other, "", false},
        {"Repaired", &Lift, "我刚下楼，已经好了，师傅走了", Kind::Other, "", false},
        {"AskForPatience", &Lift, "大家别急，师傅也不容易，大晚上的还在弄", Kind::Other, "", false},
        {"WhenAtLast", &Lift, "什么时候能彻底解决？每次都是修修补补，出了事谁担责", Kind::Complaint,
         "电梯", true},
        {"NotHere", &Lift, "我们5号楼挺好的，没坏过", Kind::Other, "", false},
        {"Sarcasm", &Lift, "谢谢物业，又让我锻炼身体了", Kind::Complaint, "电梯", true},
        {"NewMatter", &Lift, "另外门口那堆建筑垃圾堆了半个月了，也没人拉", Kind::Complaint,
         "清洁垃圾", false},
        {"FedUp", &Lift, "真服了", Kind::Complaint, "电梯", true},
        {"Reported", &Lift, "已经打了市场监管局的电话举报", Kind::Complaint, "电梯", true},
        {"ThreatOfTelevision", &Lift, "再修不好，我就找电视台来拍", Kind::Complaint, "电梯", true},
        {"Noted", &Lift, "好的知道了", Kind::Other, "", false},
        {"BrokenAgain", &Lift, "昨天刚修完今天又停，这修的是什么", Kind::Complaint, "电梯", true},
        {"QuotesTheLaw", &Lift, "按特种设备安全法，维保单位应当每半个月检查一次，可以要求看记录",
         Kind::Other, "", false},
        {"GladNobodyHurt", &Lift, "楼主人没事就好", Kind::Other, "", false},
        {"NoticeReceived", &Lift, "收到通知了，明天上午换钢丝绳，走2号梯", Kind::Other, "", false},
        {"WeGotItToo", &Fee, "我家也收到了，凭什么", Kind::Complaint, "收费", true},
        {"WillNotPay", &Fee, "不交，看他能怎样", Kind::Complaint, "收费", true},
        {"PaidBack", &Fee, "已退回，核对过了，没问题", Kind::Other, "", false},
        {"LetUsGoThere", &Fee, "咱们一起去找他们评理，明天上午九点办公室门口", Kind::Complaint,
         "收费", true},
        {"NotWorthIt", &Fee, "十二块钱也要计较，至于吗", Kind::Other, "", false},
        {"NotTheMoney", &Fee, "不是钱的事，是没经过业主同意", Kind::Complaint, "收费", true},
        {"SetByTheDistrict", &Fee, "问过了，街道定的，全区都收", Kind::Other, "", false},
        {"CallThePolice", &Noise, "报警啊，警察来了就老实", Kind::Other, "", false},
        {"UpstairsToo", &Noise, "我家楼上也是，弹钢琴弹到十一点", Kind::Complaint, "噪音", true},
        {"KnockTogether", &Noise, "一群人凑齐了去敲他门", Kind::Complaint, "噪音", true},
        {"QuietNow", &Noise, "现在安静了，谢谢楼管", Kind::Other, "", false},
        {"MutualUnderstanding", &Noise, "年轻人嘛，互相体谅", Kind::Other, "", false},
        {"TonightAgain", &Noise, "今晚又来了，十二点半，录了视频", Kind::Complaint, "噪音", true},
        {"StillThere", &Talk, "还在吗，500卖不卖", Kind::Other, "", false},
        {"RealTroubleInASale", &Talk, "你家电梯坏了怎么搬？我们楼的已经停三天了没人修",
         Kind::Complaint, "电梯", false},
        {"WhichPhone", &Talk, "手机什么牌子的", Kind::Other, "", false},
        {"LovelyPicture", &Talk, "真好看！收了", Kind::Other, "", false},
        {"WhatToBring", &Question, "房产证和身份证，前台就能办", Kind::Other, "", false},
        {"SupportTheProposal", &Proposal, "支持，再装个灯就更好了", Kind::Suggestion, "", true},
        {"DearerThanTheMall", &Parking, "同意楼主，收得比商场还贵", Kind::Complaint, "停车", true},
        {"TenForTwentyMinutes", &Parking, "那天我出去接个孩子，二十分钟收我十块", Kind::Complaint,
         "停车", true},
        {"OnFoot", &Parking, "我是走路派，看戏", Kind::Other, "", false},
        {"CheapHere", &Parking, "你们小区还好，我上班那边一小时十五", Kind::Other, "", false},
        {"WillBlockTheExit", &Parking, "不给个说法我明天就把车横在出口", Kind::Complaint, "停车",
         true},
        {"GroupFounded", &Parking, "建了个群，想维权的进来", Kind::Complaint, "停车", true},
        {"WasteTruckToo", &Parking, "对了，垃圾清运车早上五点就来倒，吵得不行", Kind::Complaint,
         "清洁垃圾", false},
        {"GiveItBack", &Parking, "退钱！", Kind::Complaint, "停车", true},
        {"QuickRefund", &Parking, "已经退给我了，没想到这么快", Kind::Other, "", false},
        {"Sofa", &Parking, "沙发", Kind::Other, "", false},
        {"HotlineNoHelp", &Parking, "打过12345了，等了一个星期，回复说不归他们管", Kind::Complaint,
         "停车", true},
        {"SignatureThirtyEight", &Parking, "3号楼的李姐组织了签名，我签在第38个", Kind::Complaint,
         "停车", false},
        {"HoldYourBreath", &Waste, "路过都要屏住呼吸", Kind::Complaint, "清洁垃圾", true},
        {"CleanedToday", &Waste, "今天来洗了，还喷了药，好多了", Kind::Other, "", false},
        {"NoBetterHere", &Waste, "我们那边的垃圾房也好不到哪去", Kind::Complaint, "清洁垃圾", true},
        {"TookAPictureOnly", &Waste, "真是佩服，拍个照就走，也不收拾", Kind::Complaint, "清洁垃圾",
         true},
        {"WellDone", &Waste, "辛苦保洁师傅们了，大热天的", Kind::Other, "", false},
        {"HowToThrowAwayFurniture", &Waste, "有没有人知道大件垃圾怎么处理", Kind::Inquiry, "",
         false},
        {"Transfer", &Talk, "能过户吗", Kind::Other, "", false},
        {"NoHotWaterInTheGym", &Talk, "健身房那个淋浴都没热水，投诉半年了没人管，你还好意思转",
         Kind::Complaint, "水电气暖", false},
        {"IllTakeIt", &Talk, "要了，怎么联系", Kind::Other, "", false},
        {"WhoGuaranteesTheWater", &Proposal, "不现实，水质谁保证", Kind::Other, "", false},
        {"GoodIdea", &Proposal, "好主意+1", Kind::Suggestion, "", true},
        {"Traditional", &Lift, "樓上說得對，我們也被困過", Kind::Complaint, "电梯", true},
        {"Plus", &Lift, "+1", Kind::Complaint, "电梯", true},
        {"PlusInTalk", &Talk, "+1", Kind::Other, "", false},
        {"UpInTalk", &Talk, "顶", Kind::Other, "", false},
        {"ThanksInTalk", &Talk, "谢谢楼主", Kind::Other, "", false},
        {"Peaceful", &Noise, "别冲动，坐下来谈", Kind::Other, "", false},
        {"Calm", &Parking, "我觉得还行，可以接受", Kind::Other, "", false},
    }),
    [](const auto& tested) { return tested.param.name; });

TEST(FollowUps, ThatSideWithTheThreadTakeItsMatterOver) {
  const Segment matter = Lift();
  const Segment segment = Answer("+1", matter);
  EXPECT_TRUE(segment.supports);
  EXPECT_EQ(segment.complaint_class, matter.complaint_class);
  EXPECT_EQ(segment.topics, matter.topics);
  EXPECT_EQ(segment.cause, matter.cause);
  EXPECT_EQ(segment.cause_item, matter.cause_item);
  EXPECT_EQ(segment.place, matter.place);
  EXPECT_EQ(segment.specialty, "维修");
}

TEST(FollowUps, FromAnotherBuildingDoNotSideWithTheThread) {
  const Segment segment = Answer("我们11号楼也一样，昨天又停了", Lift());
  EXPECT_EQ(segment.kind, Kind::Complaint);
  EXPECT_EQ(segment.topics.front(), "电梯");
  EXPECT_EQ(segment.place, "11栋");
  EXPECT_FALSE(segment.supports) << "the same trouble, another lift";
}

TEST(FollowUps, FromTheSameBuildingInAnotherSpellingSideWithIt) {
  const Segment segment = Answer("八号楼+1", Lift());
  EXPECT_EQ(segment.place, "8栋");
  EXPECT_TRUE(segment.supports);
}

TEST(FollowUps, WithoutAThreadMatterStandAlone) {
  const Understanding understood =
      Understand({"电梯", "物业费涨价没人通知，太过分了", false, false, nullptr}, RealLexicon());
  ASSERT_EQ(understood.segments.size(), 1U);
  EXPECT_EQ(understood.segments[0].kind, Kind::Complaint);
  EXPECT_EQ(understood.segments[0].topics.front(), "收费");
  EXPECT_FALSE(understood.segments[0].supports);
}

}  // namespace
}  // namespace forumwatch
