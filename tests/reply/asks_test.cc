// B13: what owners ask within one complaint, and what answers it.
#include "analysis/reply/asks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reply/real_help.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::local_days kToday{std::chrono::year{2026} / 3 / 5};

std::vector<std::string> Asked(const std::vector<std::string>& said) {
  std::vector<std::string> names;
  for (const FoundAsk& ask : RealHelp().asks.AskedIn(said)) {
    names.push_back(ask.name);
  }
  return names;
}

// What of `said` the reply leaves open.
std::vector<std::string> LeftOpen(const std::string& said, std::string_view reply) {
  std::vector<std::string> names;
  const std::vector<std::string> all{said};
  for (const FoundAsk& ask : RealHelp().asks.AskedIn(all)) {
    if (RealHelp().asks.AnswerIn(reply, ask, RealLexicon(), kToday).empty()) {
      names.push_back(ask.name);
    }
  }
  return names;
}

const std::string kThree = "电梯停了三天。什么时候修好？为什么没人通知？电梯费退不退？";

TEST(AsksWithinAComplaint, EachIsFoundOnceInTheOrderTheyWereSaid) {
  EXPECT_THAT(Asked({kThree}), ElementsAre("什么时候", "为什么", "退不退、赔不赔"));
  EXPECT_THAT(Asked({kThree, "到底几时能修好"}),
              ElementsAre("什么时候", "为什么", "退不退、赔不赔"));
  EXPECT_THAT(Asked({"這個誰負責", "什麼時候修好"}), ElementsAre("谁负责", "什么时候"));
  const auto asks = RealHelp().asks.AskedIn(std::vector<std::string>{kThree});
  ASSERT_FALSE(asks.empty());
  EXPECT_EQ(asks[0].sentence, "什么时候修好");
}

TEST(AsksWithinAComplaint, WhatOnlyTellsAsksNothing) {
  EXPECT_THAT(Asked({"电梯又停了，老人爬楼。", "上回停的时候也没人管。", ""}), IsEmpty());
}

TEST(AsksWithinAComplaint, EachIsAnsweredByItself) {
  EXPECT_THAT(LeftOpen(kThree, "您好，电梯3月5日修好。"), ElementsAre("为什么", "退不退、赔不赔"));
  EXPECT_THAT(LeftOpen(kThree, "您好，主板故障，没能及时通知，抱歉。"),
              ElementsAre("什么时候", "退不退、赔不赔"));
  EXPECT_THAT(LeftOpen(kThree, "您好，三天的电梯费在下月账单里减免。"),
              ElementsAre("什么时候", "为什么"));
  EXPECT_THAT(LeftOpen(kThree, "您好，主板故障，3月5日更换，三天的电梯费减免。"), IsEmpty());
  EXPECT_THAT(LeftOpen(kThree, "您好。"), ElementsAre("什么时候", "为什么", "退不退、赔不赔"));
}

TEST(AsksWithinAComplaint, SoonIsNoAnswerToWhen) {
  EXPECT_THAT(LeftOpen("什么时候修好？", "我们会尽快修好。"), ElementsAre("什么时候"));
  EXPECT_THAT(LeftOpen("什么时候修好？", "已修好。"), IsEmpty());
}

TEST(AsksWithinAComplaint, TheWaysOfAskingAreKnown) {
  for (const auto& [said, name] :
       std::vector<std::pair<std::string, std::string>>{{"几号能修", "什么时候"},
                                                        {"到底要多少天修好", "什么时候"},
                                                        {"这事要拖到几月份", "什么时候"},
                                                        {"到底修不修", "修不修"},
                                                        {"凭啥不修", "为什么"},
                                                        {"怎么还不修", "为什么"},
                                                        {"摔了人算谁的", "谁负责"},
                                                        {"有没有人管", "谁负责"},
                                                        {"谁给个说法", "谁负责"}}) {
    EXPECT_THAT(Asked({said}), ElementsAre(name)) << said;
  }
}

TEST(AsksWithinAComplaint, WhatOnlySoundsLikeAskingAsksNothing) {
  for (const std::string& said : std::vector<std::string>{
           "外人什么时候都能随便进", "哪天把孩子摔了", "什么时候完了都不知道", "不知道为什么"}) {
    EXPECT_THAT(Asked({said}), IsEmpty()) << said;
  }
}

TEST(AsksWithinAComplaint, AStrayWordIsNoAnswer) {
  for (const std::string_view reply :
       {"今天已收到您的反映。", "您好，昨天下午的留言我们在看。", "3月2日的帖子我们在看。"}) {
    EXPECT_THAT(LeftOpen("什么时候修好？", reply), ElementsAre("什么时候")) << reply;
  }
  EXPECT_THAT(LeftOpen("什么时候修好？", "昨天下午已修复。"), IsEmpty());
  EXPECT_THAT(LeftOpen("什么时候修好？", "3月9日换主板。"), IsEmpty());
  EXPECT_THAT(LeftOpen("费用退不退？", "退休的王师傅损失了这份收入，费用问题再看。"),
              ElementsAre("退不退、赔不赔"));
  EXPECT_THAT(LeftOpen("为什么没人修？", "我们按照标准加强责任心。"), ElementsAre("为什么"));
  EXPECT_THAT(LeftOpen("谁负责？", "我们会增强责任心。"), ElementsAre("谁负责"));
  EXPECT_THAT(LeftOpen("谁负责？", "工程部刘工负责。"), IsEmpty());
}

TEST(AsksWithinAComplaint, ShowTheSentenceAsItWasWritten) {
  const auto asks =
      RealHelp().asks.AskedIn(std::vector<std::string>{"停了！這個電梯什麼時候修好？ＡＢＣ"});
  ASSERT_EQ(asks.size(), 1U);
  EXPECT_EQ(asks[0].sentence, "這個電梯什麼時候修好");
}

TEST(AsksWithinAComplaint, WithoutWordsNothingIsAsked) {
  EXPECT_THAT(AskWords().AskedIn(std::vector<std::string>{kThree}), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
