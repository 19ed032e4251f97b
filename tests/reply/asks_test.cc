// B13: what owners ask within one complaint, and what answers it.
#include "analysis/reply/asks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reply/real_help.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

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
    if (RealHelp().asks.AnswerIn(reply, ask, RealLexicon()).empty()) {
      names.push_back(ask.name);
    }
  }
  return names;
}

const std::string kThree = "电梯停了三天。什么时候修好？为什么没人通知？电梯费退不退？";

TEST(AsksWithinAComplaint, EachIsFoundOnceInTheOrderTheyWereSaid) {
  EXPECT_THAT(Asked({kThree}), ElementsAre("什么时候", "为什么", "退、赔"));
  EXPECT_THAT(Asked({kThree, "到底几时能修好"}), ElementsAre("什么时候", "为什么", "退、赔"));
  EXPECT_THAT(Asked({"這個誰負責", "什麼時候修好"}), ElementsAre("谁负责", "什么时候"));
  const auto asks = RealHelp().asks.AskedIn(std::vector<std::string>{kThree});
  ASSERT_FALSE(asks.empty());
  EXPECT_EQ(asks[0].sentence, "什么时候修好");
}

TEST(AsksWithinAComplaint, WhatOnlyTellsAsksNothing) {
  EXPECT_THAT(Asked({"电梯又停了，老人爬楼。", "上回停的时候也没人管。", ""}), IsEmpty());
}

TEST(AsksWithinAComplaint, EachIsAnsweredByItself) {
  EXPECT_THAT(LeftOpen(kThree, "您好，电梯3月5日修好。"), ElementsAre("为什么", "退、赔"));
  EXPECT_THAT(LeftOpen(kThree, "您好，主板故障，没能及时通知，抱歉。"),
              ElementsAre("什么时候", "退、赔"));
  EXPECT_THAT(LeftOpen(kThree, "您好，三天的电梯费在下月账单里减免。"),
              ElementsAre("什么时候", "为什么"));
  EXPECT_THAT(LeftOpen(kThree, "您好，主板故障，3月5日更换，三天的电梯费减免。"), IsEmpty());
  EXPECT_THAT(LeftOpen(kThree, "您好。"), ElementsAre("什么时候", "为什么", "退、赔"));
}

TEST(AsksWithinAComplaint, SoonIsNoAnswerToWhen) {
  EXPECT_THAT(LeftOpen("什么时候修好？", "我们会尽快修好。"), ElementsAre("什么时候"));
  EXPECT_THAT(LeftOpen("什么时候修好？", "已修好。"), IsEmpty());
}

TEST(AsksWithinAComplaint, WithoutWordsNothingIsAsked) {
  EXPECT_THAT(AskWords().AskedIn(std::vector<std::string>{kThree}), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
