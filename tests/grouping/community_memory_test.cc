#include "analysis/grouping/community_memory.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/grouping/matters.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Said kLift = {"lift", "7栋右边电梯又停了，困在里面二十分钟按铃没人理", "电梯", "7栋",
                    "7栋电梯第三次困人"};

class Grouping : public testing::Test {
 protected:
  Community community_ = [] {
    Community community;
    for (const Said& said : SmallEstate()) {
      community.Take(said);
    }
    return community;
  }();
  ComplaintId lift_ = community_.Home(kLift);
};

struct CommunityMemoryCase {
  const char* name;
  Said said;
  Decision decision;
};

TEST_F(Grouping, AFollowUpJoinsItsThreadUnlessItBringsNewMatter) {
  const CommunityMemoryCase cases[] = {
      {"same matter in other words", {"lift", "昨天我也被关了，吓得腿软", "电梯"}, Decision::Join},
      {"same place said", {"lift", "就右边那部，修了八百遍", "电梯", "7栋"}, Decision::Join},
      {"no topic to be seen", {"lift", "前后都三个月了，到底管不管", ""}, Decision::Join},
      {"topic nobody knows", {"lift", "拖了这么久，写信给报社吧", "其他"}, Decision::Join},
      {"a few words on how it is dealt with", {"lift", "打电话没人接", "服务态度"}, Decision::Join},
      {"what is paid for it", {"lift", "物业费白交了", "收费"}, Decision::Join},
      {"a thing of its own in a few words", {"lift", "路灯也坏了", "公共设施"}, Decision::Open},
      {"how others are dealt with, at length",
       {"lift", "前台那位工作人员说话一直阴阳怪气，上周我去办门禁卡被她晾了半小时", "服务态度"},
       Decision::Open},
      {"another topic", {"lift", "楼道的声控灯也是一半不亮", "公共设施"}, Decision::Open},
      {"another topic, begun as such", {"lift", "对了，地库又积水了", "房屋质量"}, Decision::Open},
      {"the same, another building",
       {"lift", "我们12栋的也一样卡", "电梯", "12栋"},
       Decision::Suggest},
  };
  for (const CommunityMemoryCase& c : cases) {
    const Placement placement = community_.Ask(c.said);
    EXPECT_EQ(Name(placement.decision), Name(c.decision))
        << c.name << " " << testing::PrintToString(placement.reasons);
    if (c.decision == Decision::Join) {
      EXPECT_EQ(placement.complaint, lift_) << c.name;
    }
  }
}

TEST_F(Grouping, AcrossThreadsTextPlaceAndTopicDecideTogether) {
  const CommunityMemoryCase cases[] = {
      {"nearly the same words",
       {"x", "7栋右边电梯又停了，困在里面半小时，按铃没人理", "电梯", "7栋", "又困人"},
       Decision::Join},
      {"the same words without a place",
       {"x", "右边电梯又停了，困在里面二十分钟按铃没人理", "电梯", "", "电梯困人"},
       Decision::Join},
      {"the same place and topic, some words",
       {"x", "7栋电梯今天又趴窝，爬楼爬得我喘", "电梯", "7栋", "7栋电梯"},
       Decision::Join},
      {"the same words, another building",
       {"x", "12栋右边电梯又停了，困在里面二十分钟按铃没人理", "电梯", "12栋",
        "12栋电梯第三次困人"},
       Decision::Suggest},
      {"another matter",
       {"x", "快递柜晚上打不开，客服电话空号", "公共设施", "", "快递柜坏了"},
       Decision::Open},
      {"the same place, another matter",
       {"x", "楼顶的鸽子笼臭得不行，羽毛到处飞", "养宠物", "7栋", "7栋楼顶养鸽子"},
       Decision::Open},
  };
  for (const CommunityMemoryCase& c : cases) {
    const Placement placement = community_.Ask(c.said);
    EXPECT_EQ(Name(placement.decision), Name(c.decision))
        << c.name << " " << testing::PrintToString(placement.reasons);
    if (c.decision == Decision::Join) {
      EXPECT_EQ(placement.complaint, lift_) << c.name;
    }
    if (c.decision == Decision::Suggest) {
      EXPECT_THAT(placement.suggested, Contains(lift_)) << c.name;
    }
  }
}

TEST_F(Grouping, ReasonsAreWordsAManagerUnderstands) {
  EXPECT_THAT(community_.Ask({"lift", "就右边那部，修了八百遍", "电梯", "7栋"}).reasons,
              ElementsAre("同一帖子", "同一个人接着说", "同一地点 7栋", "话题相同 电梯",
                          HasSubstr("文字相似 0.")));
  EXPECT_THAT(community_.Ask({"lift", "我们12栋的也一样卡", "电梯", "12栋"}).reasons,
              Contains("地点不同 12栋、7栋"));
  EXPECT_THAT(community_.Ask({"x", "快递柜晚上打不开", "公共设施", "", "快递柜坏了"}).reasons,
              ElementsAre("没有相近的投诉"));
}

TEST_F(Grouping, MereSupportJoinsWhatIsQuotedElseWhatWasSpokenOfLast) {
  Said light = {"lift", "楼道的声控灯也是一半不亮，摸黑上楼", "公共设施"};
  light.hour = 2;
  light.post = "light-post";
  const ComplaintId lights = community_.Home(light);
  EXPECT_NE(lights, lift_);
  Said support = {"lift", "顶"};
  support.supports = true;
  support.hour = 1;
  EXPECT_EQ(community_.Ask(support).complaint, lift_) << "before the lights were spoken of";
  support.hour = 3;
  EXPECT_EQ(community_.Ask(support).complaint, lights);
  EXPECT_THAT(community_.Ask(support).reasons, ElementsAre("同一帖子", "附和"));
  support.text = "电梯困人这事顶上去";
  EXPECT_EQ(community_.Ask(support).complaint, lift_) << "it says which";
  support.text = "同问";
  support.quotes = "light-post";
  EXPECT_EQ(community_.Ask(support).complaint, lights);
  EXPECT_THAT(community_.Ask(support).reasons, ElementsAre("同一帖子", "附和所引用的帖子"));
}

TEST_F(Grouping, SupportNeedsSomethingToSupport) {
  Said support = {"elsewhere", "顶"};
  support.supports = true;
  EXPECT_EQ(community_.Ask(support).decision, Decision::None);
  EXPECT_EQ(community_.Ask(support).complaint, std::nullopt);
  support.thread = "lift";
  support.place = "12栋";
  EXPECT_EQ(community_.Ask(support).decision, Decision::None) << "of another building";
}

TEST_F(Grouping, WhatIsNoComplaintIsNotPlaced) {
  for (const Kind kind : {Kind::Suggestion, Kind::Inquiry, Kind::Other}) {
    Matter matter = MatterOf(kLift);
    matter.segment.kind = kind;
    const Placement placement = community_.memory().Place(matter);
    EXPECT_EQ(placement.decision, Decision::None);
    EXPECT_THAT(placement.suggested, IsEmpty());
  }
}

TEST_F(Grouping, TheMattersOfOnePostStayApart) {
  Said first = {"f1", "绿化打草把我车窗崩了个洞", "绿化", "", "攒了一肚子话", 0, "", false, "one"};
  Said second = {"f1", "第二，广告屏一大早就喊五折", "电梯", "", "攒了一肚子话", 0, "", false,
                 "one"};
  Said third = {"f1", "第三，交个费还得请假跑前台", "收费", "", "攒了一肚子话", 0, "", false,
                "one"};
  const ComplaintId one = community_.Home(first);
  Matter matter = MatterOf(second);
  matter.segment.start = 20;
  EXPECT_NE(community_.TakeMatter(matter).complaint, one);
  matter = MatterOf(third);
  matter.segment.start = 40;
  EXPECT_NE(community_.TakeMatter(matter).complaint, one);
}

TEST_F(Grouping, WaterReachesBeyondABuildingWithinItsThread) {
  const ComplaintId water =
      community_.Home({"w", "一大早一滴水都没有，牙都没法刷", "水电气暖", "3栋", "停水了"});
  EXPECT_EQ(community_.Ask({"w", "14栋也没有，鱼缸刚换的水", "水电气暖", "14栋"}).complaint, water);
  EXPECT_EQ(community_.Ask({"w2", "一大早一滴水都没有，牙都没法刷", "水电气暖", "14栋", "停水了"})
                .decision,
            Decision::Suggest)
      << "from another thread a person is asked";
}

TEST_F(Grouping, AMatterToldFromManyBuildingsIsBoundToNone) {
  const ComplaintId fee =
      community_.Home({"g2", "广告屏收入七年没公示过", "业委会与物业更换", "", "公共收益去哪了"});
  EXPECT_EQ(community_.Home({"g2", "6栋的签字我来收", "业委会与物业更换", "6栋"}), fee);
  EXPECT_EQ(community_.Home({"g2", "9栋的找我", "业委会与物业更换", "9栋"}), fee);
}

TEST_F(Grouping, AfterALongSilenceOnlyLikeWordsWakeAComplaint) {
  Said again = {"later", "7栋那部电梯今天趴窝，爬楼爬得我喘", "电梯", "7栋", "谁来管管"};
  again.hour = 24 * 59;
  EXPECT_EQ(community_.Ask(again).decision, Decision::Join);
  again.hour = 24 * 61;
  EXPECT_EQ(community_.Ask(again).decision, Decision::Suggest);
  EXPECT_THAT(community_.Ask(again).suggested, ElementsAre(lift_));
  EXPECT_THAT(community_.Ask(again).reasons, Contains("这件事久已无人再提"));
  again.text = kLift.text;
  again.title = kLift.title;
  EXPECT_EQ(community_.Ask(again).decision, Decision::Join);
  again = {"lift", "半年过去了，还是老样子", "电梯"};
  again.hour = 24 * 180;
  EXPECT_EQ(community_.Ask(again).complaint, lift_) << "its own thread may sleep";
}

TEST_F(Grouping, AMergedComplaintLivesOnInTheOther) {
  const ComplaintId other =
      community_.Home({"o", "12栋货梯门夹人，小孩手都夹青了", "电梯", "12栋", "12栋电梯夹人"});
  ASSERT_NE(other, lift_);
  community_.memory().Merge(other, lift_);
  EXPECT_EQ(community_.Ask({"o", "我家老人也被夹过", "电梯"}).complaint, lift_);
  EXPECT_EQ(community_.Ask({"o", "12栋的找物业拍照留证", "电梯", "12栋"}).complaint, lift_);
  community_.memory().Remember(
      MatterOf({"z", "垃圾房门锁坏了，野猫翻得满地", "清洁垃圾", "垃圾房", "垃圾房没人管"}), other);
  EXPECT_EQ(community_.Ask({"z", "野猫倒是胖了", "清洁垃圾"}).complaint, lift_);
}

TEST_F(Grouping, MergingIsForGoodWhateverTheOrder) {
  CommunityMemory& memory = community_.memory();
  const ComplaintId first = ComplaintId{101};
  const ComplaintId second = ComplaintId{102};
  const ComplaintId third = ComplaintId{103};
  memory.Merge(first, second);  // nothing is known of either yet
  memory.Merge(second, third);
  memory.Merge(third, first);  // round in a circle: they are one already
  const Said said = {"m", "游泳池水绿得能养鱼", "公共设施", "游泳池", "泳池水质"};
  memory.Remember(MatterOf(said), first);
  EXPECT_EQ(community_.Ask({"m", "我儿子回来就起疹子", "公共设施"}).complaint, third);
}

TEST_F(Grouping, AskingChangesNothing) {
  const Said said = {"x", "7栋电梯今天又趴窝，爬楼爬得我喘", "电梯", "7栋", "7栋电梯"};
  const Placement first = community_.Ask(said);
  for (int i = 0; i < 5; ++i) {
    const Placement again = community_.Ask(said);
    EXPECT_EQ(again.complaint, first.complaint);
    EXPECT_EQ(again.confidence, first.confidence);
    EXPECT_EQ(again.reasons, first.reasons);
  }
}

// E4. In words that are said of each building its number is the rarest there is; it says where, not
// what.
TEST(GroupingOfManyBuildings, AnotherMatterOfTheSameBuildingIsAnotherComplaint) {
  struct Trouble {
    const char* topic;
    const char* title;
    const char* text;
  };
  const Trouble troubles[] = {{"电梯", "电梯坏了", "电梯坏了三天没人修，物业不管"},
                              {"房屋质量", "楼道漏水", "楼道天花板漏水，一直没人来修"},
                              {"清洁垃圾", "垃圾没人清", "楼下垃圾三天没清，臭得很，保洁不管"}};
  Community community;
  int said = 0;
  std::set<ComplaintId> complaints;
  for (const Trouble& trouble : troubles) {
    for (int building = 1; building <= 60; ++building) {
      const std::string place = std::to_string(building) + "栋";
      complaints.insert(community.Home({"t" + std::to_string(said), place + trouble.text,
                                        trouble.topic, place, place + trouble.title, 26 * said}));
      ++said;
    }
  }
  EXPECT_EQ(static_cast<int>(complaints.size()), said);
}

TEST_F(Grouping, AnEmptyMemoryOpens) {
  const Placement placement = Community().Ask(kLift);
  EXPECT_EQ(placement.decision, Decision::Open);
  EXPECT_GT(placement.confidence, 0.9);
}

TEST_F(Grouping, OptionsMoveTheBorders) {
  const Said alike = {"x", "7栋电梯今天又趴窝，爬楼爬得我喘", "电梯", "7栋", "7栋电梯"};
  GroupingOptions strict;
  strict.join_at = 0.9;
  strict.suggest_at = 0.8;
  Community careful(strict);
  careful.Take(kLift);
  EXPECT_EQ(careful.Ask(alike).decision, Decision::Open);
  strict.suggest_at = 0.05;
  Community asking(strict);
  asking.Take(kLift);
  EXPECT_EQ(asking.Ask(alike).decision, Decision::Suggest);
}

TEST_F(Grouping, HostileTextsCostLittleAndBreakNothing) {
  std::string flood;
  for (int i = 0; i < 200'000; ++i) {
    flood += "停";
  }
  for (const std::string& text :
       {std::string(), std::string("\xff\xfe\xff"), std::string(1000, '\0'), flood,
        std::string("\u202e\u200b"), std::string(300'000, 'a')}) {
    EXPECT_NO_THROW(community_.Take({"hostile", text, "其他", "", text}));
    EXPECT_NO_THROW(community_.Take({"hostile", text, text, text}));
  }
  EXPECT_EQ(community_.Ask({"lift", "就右边那部", "电梯", "7栋"}).complaint, lift_);
}

}  // namespace
}  // namespace forumwatch
