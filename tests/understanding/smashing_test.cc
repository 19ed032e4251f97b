// B10: who says he will smash something of others, or did, is a danger sign; what falls is none.
#include <algorithm>

#include <gtest/gtest.h>

#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

bool IsViolent(std::string_view text) {
  Segment matter;
  matter.kind = Kind::Complaint;
  matter.topics = {"公共设施"};
  matter.complaint_class = 1;
  const auto segments = Understand({"", text, false, false, &matter}, RealLexicon()).segments;
  return std::any_of(segments.begin(), segments.end(), [](const Segment& segment) {
    return std::find(segment.flags.begin(), segment.flags.end(), "过激") != segment.flags.end();
  });
}

TEST(Smashing, IsAThreatWhereSomebodyDoesItOrWould) {
  for (const std::string_view said : {
           "信不信我把你们办公室给砸了",
           "信不信我砸了你的车",
           "忍不住想砸物业",
           "恨不得把售楼部砸了",
           "老子把你物业砸了",
           "我一定会把门禁砸了",
           "大伙儿商量好了，周六砸物业",
           "再困人我就把电梯砸了",
           "我要砸了这破充电桩",
           "就砸了那摄像头",
           "谁锁我的车我就把锁砸了",
           "明天去把门口那个道闸砸了",
           "我就把他车窗砸了",
           "老公气得说要把物业经理的车砸了",
           "今天有业主砸了物业的玻璃门",
           "昨天业主把物业大厅的玻璃砸了",
           "对面业主把保安亭玻璃砸了，警察来了",
           "前台被愤怒的业主砸了",
           "物业办公室被砸了",
           "保安被业主砸伤了",
           "再停水我就砸了你们办公室",
           "再不解决我就把物业办公室砸了",
           "我们要去砸售楼处，水还是黄的",
           "砸了你们的门",
           "明天谁敢再收费我就砸了那个道闸",
           "大家一起去砸物业前台",
           "气得业主拿砖头砸物业玻璃",
           "再放到半夜，我就去砸他的音响",
           "逼急了我们就砸了！",
           "广告牌差点砸到我儿子，再没人管我就带人堵门",
           "树枝掉了三天没人管，信不信我砸了你们办公室",
           "没有人管，我就砸了道闸",
           "再不退钱我砸了你们售楼部",
           "再涨价老子砸烂你物业的招牌",
           "有人扬言要砸前台",
           "我非砸了这个充电柜不可",
       }) {
    EXPECT_TRUE(IsViolent(said)) << said;
  }
}

TEST(Smashing, IsNoneWhereSomethingFellOrIsOnesOwnOrASaying) {
  for (const std::string_view said : {
           "道闸把我引擎盖砸了",
           "道闸把我引擎盖砸了，一道坑",
           "东西掉下来，砸岗亭上了",
           "吊顶掉了，砸前台小姑娘脚上",
           "楼上掉下来的玻璃，砸保安头上",
           "钱都砸收费上了",
           "再不退钱我就砸你饭碗",
           "楼上扔的瓶子把我车砸了",
           "东门道闸又砸了我的车，三次了",
           "大树倒下来砸了物业岗亭，好在没人",
           "雨棚掉下来把岗亭砸了一个洞",
           "楼上把承重墙砸了，水管也断了",
           "我就把瓷砖砸了重贴，水还是渗",
           "天天树上掉果子砸车，水管也漏",
           "昨晚车窗玻璃被人砸了，监控是黑的",
           "我不会把物业砸了，只想有水用",
           "别去砸物业，好好谈",
           "六楼扔的瓶子砸中我，水撒了一身",
           "大风把招牌刮下来，砸了保安",
           "冰雹砸了物业楼顶",
           "我的车被道闸砸了，赔钱",
           "花盆掉下来差点就砸死人",
           "我就砸了点核桃，楼下也投诉",
           "这样做下去是要砸自己招牌的",
           "你们这是砸了自己的饭碗",
           "砸锅卖铁也买不起车位",
           "活动搞砸了",
           "差点砸了脚",
           "装修工人砸了门禁线，没人修",
       }) {
    EXPECT_FALSE(IsViolent(said)) << said;
  }
}

}  // namespace
}  // namespace forumwatch
