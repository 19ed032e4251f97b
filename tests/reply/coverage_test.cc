// B13: which points of a complaint a reply answers, and by which words.
#include "analysis/reply/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/reply/shared_words.h"
#include "tests/reply/real_help.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<PointVerdict> Judged(std::string_view reply, const std::vector<Point>& points) {
  return JudgeCoverage(reply, points, RealLexicon(), RealHelp().common);
}

std::vector<PointCoverage> CoverageOf(std::string_view reply, const std::vector<Point>& points) {
  std::vector<PointCoverage> coverage;
  for (const PointVerdict& verdict : Judged(reply, points)) {
    coverage.push_back(verdict.coverage);
  }
  return coverage;
}

const Point kLawn{{"绿化"}, {"南区草坪整片枯黄，喷头埋在土里，一个夏天没人浇水。"}, {"竹影"}, true};
const Point kLift{{"电梯"}, {"电梯广告屏一早就放歌，声音大得吓人。"}, {"竹影"}, false};
const Point kFee{{"收费"}, {"交物业费只能上班时间跑前台，不能手机缴费。"}, {"竹影"}, false};

TEST(Coverage, APointThatNoClauseSpeaksOfIsLeftOut) {
  const auto verdicts =
      Judged("您好：明早起修喷头、草坪每日浇水；电梯广告屏今晚起调低音量，21点后静音。",
             {kLawn, kLift, kFee});
  ASSERT_EQ(verdicts.size(), 3U);
  EXPECT_EQ(verdicts[0].coverage, PointCoverage::InAClause);
  EXPECT_THAT(verdicts[0].words, Contains("喷头"));
  EXPECT_EQ(verdicts[1].coverage, PointCoverage::InAClause);
  EXPECT_THAT(verdicts[1].clause, HasSubstr("广告屏"));
  EXPECT_EQ(verdicts[2].coverage, PointCoverage::LeftOut);
  EXPECT_FALSE(verdicts[2].covered());
}

TEST(Coverage, AFullReplyLeavesNothingOut) {
  for (const PointVerdict& verdict :
       Judged("您好：明早起修喷头、草坪每日浇水；电梯广告屏今晚起调低音量；"
              "下月1日起物业费可以手机缴费。",
              {kLawn, kLift, kFee})) {
    EXPECT_TRUE(verdict.covered()) << InWords(verdict);
  }
}

TEST(Coverage, TheSameMatterOfAnotherBuildingIsAnotherPoint) {
  const Point seventh{{"电梯"}, {"7栋电梯又停了，老人爬楼。"}, {"老王"}, true};
  const Point twelfth{{"电梯"}, {"12栋那部停的时候跟地板差一拳。"}, {"麦子"}, false};
  const std::string reply = "7栋的电梯今天15点换变频器，停梯三小时，由工程部跟进。";
  EXPECT_THAT(CoverageOf(reply, {seventh, twelfth}),
              ElementsAre(PointCoverage::InAClause, PointCoverage::LeftOut));
  EXPECT_THAT(CoverageOf(reply + "12栋的明天上午校平层。", {seventh, twelfth}),
              ElementsAre(PointCoverage::InAClause, PointCoverage::InAClause));
}

TEST(Coverage, WhoRaisedItIsAnsweredWhenCalledByName) {
  const Point other{{"服务态度"}, {"打了三次没人接。"}, {"半山听雨"}, false};
  EXPECT_THAT(CoverageOf("半山听雨您好，我们草坪的喷头明天修。", {kLawn, other}),
              ElementsAre(PointCoverage::InAClause, PointCoverage::Addressed));
  EXPECT_THAT(CoverageOf("您好，我们草坪的喷头明天修。", {kLawn, other}),
              ElementsAre(PointCoverage::InAClause, PointCoverage::LeftOut));
}

TEST(Coverage, WhatTheReplyIsForNeedsOneWordOnly) {
  const Point dark{{"公共设施"}, {"楼下的路黑了一个月。"}, {"阿禾"}, true};
  const Point noise{{"噪音"}, {"隔壁工地半夜打桩。"}, {"小满"}, false};
  EXPECT_THAT(CoverageOf("楼下今晚恢复。", {dark, noise}),
              ElementsAre(PointCoverage::Touched, PointCoverage::LeftOut));
  EXPECT_THAT(CoverageOf("今晚恢复。", {dark, noise}),
              ElementsAre(PointCoverage::LeftOut, PointCoverage::LeftOut));
}

TEST(Coverage, TheOnlyPointIsAnsweredUnlessTheReplySpeaksOfSomethingElse) {
  const Point rubbish{{"清洁垃圾"}, {"楼后面三天没人来收。"}, {"七楼"}, true};
  EXPECT_THAT(CoverageOf("马上派车，9点到。", {rubbish}), ElementsAre(PointCoverage::OnlyOne));
  const auto verdicts = Judged("电梯配件已到，今天更换。", {rubbish});
  ASSERT_EQ(verdicts.size(), 1U);
  EXPECT_EQ(verdicts[0].coverage, PointCoverage::AboutOthers);
  EXPECT_THAT(InWords(verdicts[0]), HasSubstr("电梯"));
}

TEST(Coverage, AGreetingAReceiptOrABareNumberAnswersNothing) {
  const Point rubbish{{"清洁垃圾"}, {"12栋楼后面从10月8日起三天没人来收。"}, {"七楼"}, true};
  for (const char* const nothing :
       {"您好。", "您好", "收到，谢谢您的反映。", "好的", "12", "3", "10月", "七楼您好。", ""}) {
    EXPECT_THAT(CoverageOf(nothing, {rubbish}), ElementsAre(PointCoverage::LeftOut)) << nothing;
  }
}

TEST(Coverage, TheNumberOfAMonthDecidesNothing) {
  const Point lift{{"电梯"}, {"10月起7栋的电梯又停了。"}, {"老王"}, true};
  const Point fee{{"收费"}, {"11月的账单多算了。"}, {"小满"}, false};
  const auto verdicts = Judged("11月5日前更换完毕。", {lift, fee});
  EXPECT_EQ(verdicts[1].coverage, PointCoverage::LeftOut) << InWords(verdicts[1]);
}

TEST(Coverage, CourtesyAnswersNotEvenTheOnlyPoint) {
  for (const std::string_view reply : {"上午好。", "您好，昨天的留言看到了，谢谢。",
                                       "您好，您反映的问题我们会核实处理，请耐心等待。"}) {
    EXPECT_THAT(CoverageOf(reply, {kLift}), ElementsAre(PointCoverage::LeftOut)) << reply;
  }
}

TEST(Coverage, NothingToAnswerIsNothingLeftOut) {
  EXPECT_THAT(Judged("您好。", {}), IsEmpty());
  EXPECT_THAT(CoverageOf("", {kLawn, kLift}),
              ElementsAre(PointCoverage::LeftOut, PointCoverage::LeftOut));
}

TEST(SharedWordsOfTexts, PairsThatOverlapMakeOneWord) {
  PairSet pairs;
  AddPairs("喷灌头坏了,b2层1.25元", pairs);
  EXPECT_THAT(SharedWords("修喷灌头,b2层,每度1.25元", pairs), ElementsAre("喷灌头", "b2", "1.25"));
  EXPECT_THAT(SharedWords("喷,灌,2,5", pairs), IsEmpty()) << "one character alone is no pair";
  AddPairs("10月12日18点", pairs);
  EXPECT_THAT(SharedWords("10月18点", pairs), IsEmpty()) << "a month, an hour";
  EXPECT_THAT(SharedWords("18:30,1201:漏水", pairs), IsEmpty());
  AddPairs("1201:漏水,18:30", pairs);
  EXPECT_THAT(SharedWords("18:30,1201:漏", pairs), ElementsAre("30", "1201"))
      << "a flat before a colon is no hour";
}

TEST(CommonPairsOfPosts, WhatManyPostsHaveIsLessRare) {
  const CommonPairs common(1000, 8, {{"物业", 100}, {"草坪", 8}});
  EXPECT_LT(common.Rarity("物业"), common.Rarity("草坪"));
  EXPECT_LT(common.Rarity("草坪"), common.Rarity("喷灌")) << "not on the list";
}

}  // namespace
}  // namespace forumwatch
