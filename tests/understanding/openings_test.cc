// Opening posts as people write them, with the lexicons as they are delivered: what kind they are
// (A1), of which class (A2) and about what.
#include <gtest/gtest.h>

#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

struct OpeningsCase {
  const char* name;
  std::string_view title;
  std::string_view text;
  Kind kind;
  std::string_view topic;  // of complaints
  int complaint_class;
};

class Opening : public testing::TestWithParam<OpeningsCase> {};

TEST_P(Opening, IsUnderstood) {
  const OpeningsCase& tested = GetParam();
  const Understanding understood =
      Understand({tested.title, tested.text, true, false, nullptr}, RealLexicon());
  ASSERT_FALSE(understood.segments.empty());
  const Segment& segment = understood.segments.front();
  EXPECT_EQ(ChineseName(segment.kind), ChineseName(tested.kind));
  EXPECT_FALSE(segment.reasons.empty());
  EXPECT_FALSE(understood.reply);
  if (tested.kind == Kind::Complaint) {
    ASSERT_FALSE(segment.topics.empty());
    EXPECT_EQ(segment.topics.front(), tested.topic);
    EXPECT_EQ(segment.complaint_class, tested.complaint_class);
    EXPECT_FALSE(segment.cause.empty());
    EXPECT_FALSE(segment.specialty.empty());
  } else {
    EXPECT_EQ(segment.complaint_class, std::nullopt);
    EXPECT_EQ(segment.cause, "");
  }
}

TEST(OpeningWithoutATopic, HasNoClassAndOnlyTheCauseItsWordsName) {
  const std::string_view text = "受不了了，太差了，反映多次没人理，气死！";
  const auto segments =
      Understand({"太差了，没人管", text, true, false, nullptr}, RealLexicon()).segments;
  ASSERT_EQ(segments.size(), 1U);
  const Segment& segment = segments.front();
  EXPECT_EQ(segment.kind, Kind::Complaint);
  EXPECT_EQ(segment.topics, std::vector<std::string>{"其他"});
  EXPECT_EQ(segment.complaint_class, std::nullopt);
  EXPECT_EQ(segment.cause_item, "管理方法") << "没人理, not 环·外部环境";
  const auto after =
      Understand({"", "我也受不了了，没人管", false, false, &segment}, RealLexicon());
  ASSERT_EQ(after.segments.size(), 1U);
  EXPECT_EQ(after.segments.front().complaint_class, std::nullopt);
  EXPECT_EQ(after.segments.front().cause_item, "管理方法");
}

INSTANTIATE_TEST_SUITE_P(
    Forum, Opening,
    testing::ValuesIn(std::vector<OpeningsCase>{
        {"PondFullOfMosquitoes", "小区里的喷水池半年没换水了",
         "绿得发黑，一到傍晚全是蚊子，孩子根本不敢去那边玩，物业是不是忘了还有这么个池子",
         Kind::Complaint, "公共设施", 1},
        {"PicklesInTheCorridor", "谁家在楼道里腌酸菜啊",
         "三层到五层一股馊味，两口大缸就摆在消防门边上，跟楼长说了三回没用", Kind::Complaint,
         "乱摆放", 1},
        {"ParcelBoxCharges", "快递柜又加钱了",
         "以前存一天不要钱，现在超过12小时收一块，也没人跟我们商量过", Kind::Complaint, "公共设施",
         1},
        {"LiftTakesAges", "8号楼的梯子又闹脾气了",
         "按了半天不来，来了又不关门，上班迟到三回了，扣的钱物业报销吗", Kind::Complaint, "电梯",
         1},
        {"NoHotWater", "热水上不来", "冬天开十分钟还是凉的，楼上楼下都这样，打电话说知道了就没下文",
         Kind::Complaint, "水电气暖", 1},
        {"LockedOutAtNight", "昨晚被锁在单元门外一个多小时",
         "门禁机死机了，保安说他也没钥匙，大冷天的抱着孩子在外头冻着", Kind::Complaint, "公共设施",
         1},
        {"VegetablesOnTheRoof", "楼顶又有人浇菜",
         "种菜的水顺着墙往下流，我家阳台天花板都泡花了，那股粪味谁受得了", Kind::Complaint,
         "违章搭建", 1},
        {"FloodedBasement", "地下室进水第三天", "水泵坐那儿当摆设，我储藏间的箱子全漂起来了",
         Kind::Complaint, "水电气暖", 1},
        {"NewItemOnTheBill", "这个月物业费单子上多了一项“垃圾处理费”",
         "每户十二块，什么时候加的？谁同意的？", Kind::Complaint, "收费", 1},
        {"LoudMusicNextDoor", "对门天天半夜回来放音乐",
         "低音炮震得我床都在抖，跟物业反映，物业说让我们自己沟通", Kind::Complaint, "噪音", 1},
        {"CartsBlockTheGate", "小区门口卖水果的三轮车越来越多",
         "堵得消防车都进不来，城管来了跑，走了又来", Kind::Complaint, "消防", 3},
        {"SchoolLoudspeaker", "对面学校的广播体操能不能小点声",
         "早上七点准时响，倒班的人刚躺下，投诉了几次没人理", Kind::Complaint, "噪音", 3},
        {"WarpedFloor", "收房三个月，木地板起拱像过山车",
         "找售后来看了两次，一次说我们拖地水多，一次说是天气潮，就是不认账", Kind::Complaint,
         "房屋质量", 2},
        {"SmellFromTheDrain", "求助，卫生间一直反臭",
         "开着排风扇都没用，晚上睡觉都能闻到，是不是楼下管道有问题，物业来人看过说没办法",
         Kind::Complaint, "水电气暖", 1},
        {"HowToGetACard", "请问办门禁卡要带什么", "刚搬来，租房合同可以吗，几点下班", Kind::Inquiry,
         "", 0},
        {"WhereToPrint", "有没有邻居知道附近哪里打印照片", "急用，谢谢", Kind::Inquiry, "", 0},
        {"TreadmillForSale", "出一台九成新跑步机", "买来就用过三次，自己来搬，800", Kind::Other, "",
         0},
        {"HikingTogether", "周末有人一起爬山吗", "早上八点门口集合，走路去，晚上回来聚餐AA",
         Kind::Other, "", 0},
        {"ThanksToTheGuard", "感谢3号岗的小李",
         "昨天老人在门口摔倒，他背着送到诊所，还帮着联系我，真心感谢", Kind::Other, "", 0},
        {"Sunset", "今天的夕阳太好看了", "随手拍的，发几张给大家看看", Kind::Other, "", 0},
        {"NewsFromElsewhere", "听说隔壁城市有个小区电梯出事了",
         "看新闻吓一跳，四个人困了两小时，大家坐电梯都小心点", Kind::Other, "", 0},
        {"ShelterProposed", "建议在快递柜旁边装个雨棚", "下雨天取件淋得透透的，花不了几个钱",
         Kind::Suggestion, "", 0},
        {"ClothesBoxProposed", "建议物业搞个旧衣回收箱", "家里一堆衣服没地方放，捐出去也是好事",
         Kind::Suggestion, "", 0},
        {"DrippingAirConditioner", "空调外机滴水滴了一个夏天",
         "楼上那户的，滴在我家雨棚上噼里啪啦，整晚睡不了，物业贴了张条就算完事", Kind::Complaint,
         "噪音", 1},
        {"DogDirt", "遛狗的能不能把屎捡一捡", "刚买的鞋，一出门就中奖，天天如此", Kind::Complaint,
         "养宠物", 1},
        {"TilesFellOnACar", "外墙瓷砖掉下来砸了我车",
         "挡风玻璃碎了一大片，开发商说过保修期，物业说找开发商", Kind::Complaint, "房屋质量", 2},
        {"HotPotSmoke", "楼下新开的火锅店太味了", "油烟管直接对着我家窗户排，全家衣服都是牛油味",
         Kind::Complaint, "油烟污染", 3},
        {"RoadDugUpAgain", "家门口的路挖了填填了挖", "第几次了？骑电动车像坐船，什么时候是个头",
         Kind::Complaint, "交通出行", 3},
        {"NoHeatingInTheHall", "物业把公共区域的暖气停了，说是为了节能",
         "楼道冷得像冰窖，可是采暖费一分没少收", Kind::Complaint, "水电气暖", 1},
        {"TwentyInOneFlat", "9#301住着二十几个送外卖的",
         "电瓶车全推进屋充电，楼道里天天半夜人来人往", Kind::Complaint, "充电", 1},
        {"DirtyMop", "保洁阿姨用脏拖把擦电梯按钮", "亲眼看见的，刚拖完厕所，太恶心了",
         Kind::Complaint, "清洁垃圾", 1},
        {"WallsKnockedDown", "装修的天天砸墙", "楼上从早上七点砸到晚上九点，说好的午休时间呢",
         Kind::Complaint, "装修", 1},
        {"NoDeedAfterFiveYears", "买房五年了证还没下来", "问就是在走流程，孩子落不了户，上不了学",
         Kind::Complaint, "交房与合同", 2},
        {"CamerasBroken", "小区监控能用的有几个", "车被划了去查，六个头坏了四个，剩下两个对着天",
         Kind::Complaint, "公共设施", 1},
        {"BranchesAtTheWindow", "小区的树杈都伸到我家窗户里了",
         "一刮风就敲玻璃，还招虫子，去年就报过要修剪", Kind::Complaint, "绿化", 1},
        {"LawnBecameParking", "草坪变停车场", "绿地上压得全是车辙印，物业视而不见", Kind::Complaint,
         "停车", 1},
        {"CommitteeVanished", "业委会选出来就没见过人",
         "微信群解散了，公告栏空着，维修基金动了多少谁也不知道", Kind::Complaint,
         "业委会与物业更换", 1},
        {"DeskKnowsNothing", "物业换人了？前台全是新面孔，一问三不知",
         "之前报的三个问题全没交接，又要从头说一遍", Kind::Complaint, "服务态度", 1},
        {"PlatesMisread", "停车系统升级之后天天识别错车牌",
         "月卡用户还要扫码付钱，退款要等七个工作日，搞笑", Kind::Complaint, "停车", 1},
        {"MilkyWater", "自来水像牛奶", "接出来白乎乎的，放半天还有沉淀，净水器滤芯一个月就黄了",
         Kind::Complaint, "水电气暖", 1},
        {"BrokenGym", "健身房的跑步机只剩一台能跑", "椭圆机缺个脚踏，单车没座，年卡却涨了两百",
         Kind::Complaint, "公共设施", 1},
        {"WaterInTheGarage", "地下二层的积水什么时候抽",
         "从上周暴雨到现在，鞋套都不够用了，蚊子成精了", Kind::Complaint, "清洁垃圾", 1},
        {"LampsDoNotAnswer", "楼道声控灯喊破嗓子都不亮", "晚上回家像摸黑打游击，老妈昨天踩空扭了脚",
         Kind::Complaint, "公共设施", 1},
        {"AshFromAbove", "12楼往下倒烟灰的那位", "我晾的被单全是洞，物业去敲门你还不认",
         Kind::Complaint, "高空抛物", 1},
        {"DearerAndWorse", "物业费涨了五毛，服务倒是缩水不少",
         "以前一周洗一次楼道，现在一个月见不着一回人", Kind::Complaint, "收费", 1},
        {"NoDeliveries", "门口保安又不让外卖进，说是新规定",
         "谁定的规定？我腿打着石膏，下六楼拿饭，他就站那看着", Kind::Complaint, "安保门禁", 1},
        {"KindergartenTraffic", "幼儿园门口接送车乱停",
         "每天四点半那条路堵死，救护车上次硬是等了十几分钟", Kind::Complaint, "停车", 3},
        {"ThirdColdWinter", "供暖第三年了，第三年不热",
         "测温16度，来测的人说管道设计就这样，暖气费照交", Kind::Complaint, "水电气暖", 1},
        {"RoofLeaks", "顶楼漏雨漏成瀑布", "找了物业找开发商，两家互相推，床都搬到客厅了",
         Kind::Complaint, "房屋质量", 2},
        {"GarageSpaceWithoutTitle", "交了定金才知道车位是人防的",
         "销售当初一口咬定有产权，现在人也联系不上", Kind::Complaint, "停车", 2},
        {"DogOffTheLead", "遛狗不牵绳还理直气壮",
         "我说了她一句，她回我“你怕狗就别出门”，气得我一晚上没睡", Kind::Complaint, "养宠物", 1},
        {"DirtyPool", "水景池成了洗脚池", "水是绿的，漂着烟头和塑料袋，交的公共能耗费都花哪了",
         Kind::Complaint, "公共设施", 1},
        {"ChargedWithoutPower", "充电桩扫码扣了钱不通电", "客服让我拍视频证明没通电，这怎么拍",
         Kind::Complaint, "充电", 1},
        {"ThrownOutOfTheGroup", "物业群把提意见的人都踢了", "问句停车费去向就被移出群聊，心虚什么",
         Kind::Complaint, "停车", 1},
        {"SmellInTheLift", "电梯里的味儿能把人送走", "有人遛完狗直接在电梯里撒尿，两天没人拖",
         Kind::Complaint, "电梯", 1},
        {"PathThroughTheGreen", "绿化带被人踩出一条路，草都秃了",
         "从春天秃到秋天，补种的通知贴了又撕", Kind::Complaint, "绿化", 1},
        {"MissingSeals", "验房发现窗户缺三块玻璃密封条",
         "工程师说不影响使用，那你把你家的拆了给我呗", Kind::Complaint, "房屋质量", 2},
        {"CementInTheDrain", "装修队把水泥倒进下水道", "现在整栋楼厨房往上返水，我家橱柜全泡了",
         Kind::Complaint, "装修", 1},
        {"Antenna", "小区wifi信号塔到底谁批的", "就在我家窗户正对面，辐射大不大没人给个说法",
         Kind::Complaint, "其他", 3},
        {"LeakingCurrent", "路灯杆漏电",
         "小孩摸了一下被打得哇哇哭，拉了根绳子就走了，万一再有人碰到呢", Kind::Complaint,
         "公共设施", 1},
        {"ThinRecords", "收了三年的电梯维保费，维保记录只有两页",
         "我拍下来了，字迹都是同一个人同一天写的", Kind::Complaint, "电梯", 1},
        {"ScratchedCabin", "搬家公司把电梯轿厢刮花了", "物业说找搬家公司，搬家公司说找物业",
         Kind::Complaint, "电梯", 1},
        {"WhichProvider", "大家家里的网是哪家的", "想换宽带，求推荐", Kind::Other, "", 0},
        {"OfficeHours", "请问物业周末上班吗", "想去开个居住证明", Kind::Inquiry, "", 0},
        {"GymCardForSale", "转让健身卡", "还剩八个月，原价两千六，现价一千", Kind::Other, "", 0},
        {"OldAirConditioner", "二手空调出售", "1.5匹，制冷没问题，自己拆", Kind::Other, "", 0},
        {"FoundDog", "捡到一只泰迪", "脖子上有粉色项圈，在3栋楼下转悠，主人快来领", Kind::Other, "",
         0},
        {"NewYearWishes", "给大家拜个早年", "祝各位邻居身体健康，阖家欢乐", Kind::Other, "", 0},
        {"PraiseForTheRepairman", "表扬一下维修的老赵",
         "大年三十晚上来给我家修水管，饭都没吃完就来了", Kind::Other, "", 0},
        {"CherriesArrived", "小区团购的车厘子到了", "在南门快递点，今天晚上八点前来拿", Kind::Other,
         "", 0},
        {"DrinkingFountains", "建议在小区里设几个直饮水点", "夏天孩子玩累了有水喝，隔壁小区就有",
         Kind::Suggestion, "", 0},
        {"PayByPhone", "希望能开通微信缴费", "现在都扫码了，跑前台太麻烦", Kind::Suggestion, "", 0},
        // Other ways of writing.
        {"Traditional", "電梯壞了三天", "物業到現在沒人來修，老人下不了樓", Kind::Complaint, "电梯",
         1},
        {"FullWidth", "Ｗｉｆｉ", "　路灯　坏了　半个月　没人修", Kind::Complaint, "公共设施", 1},
        {"ZeroWidth", "停\u200B水", "又停\u200B水了，一点通知都没有", Kind::Complaint, "水电气暖",
         1},
        {"TitleAlone", "楼道垃圾三天没人扫", "", Kind::Complaint, "清洁垃圾", 1},
        {"EmojiOnly", "😂😂", "😂😂😂", Kind::Other, "", 0},
        // What another estate, a negation or a quotation changes.
        {"OtherEstate", "隔壁小区的电梯又坏了", "听说隔壁小区电梯又坏了，他们物业也没人管",
         Kind::Other, "", 0},
        {"QuotedNews", "转：某小区电梯下坠",
         "据报道，外地一小区电梯突然下坠，两人受伤，记者采访了当地物业", Kind::Other, "", 0},
        {"NothingWrong", "新来的问一句", "我们楼的电梯没坏过，路灯也没坏", Kind::Other, "", 0},
    }),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace forumwatch
