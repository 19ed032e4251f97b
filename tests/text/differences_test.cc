#include "analysis/text/differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Differences, AreSaidSentenceBySentence) {
  const WordingDifference difference =
      CompareWording("您好。电梯今天15点修好。王工负责跟进。", "您好！电梯明天修好。王工负责跟进");
  EXPECT_THAT(difference.left_out, ElementsAre("电梯今天15点修好。"));
  EXPECT_THAT(difference.added, ElementsAre("电梯明天修好。"));
  EXPECT_EQ(InWords(difference), "少了“电梯今天15点修好。”；多了“电梯明天修好。”");
}

TEST(Differences, OfOneSideOnlyNameThat) {
  EXPECT_EQ(InWords(CompareWording("您好。已修好。", "您好。")), "少了“已修好。”");
  EXPECT_EQ(InWords(CompareWording("您好。", "您好。已修好。")), "多了“已修好。”");
}

TEST(Differences, MarksBlanksAndOrderAreNone) {
  const WordingDifference difference =
      CompareWording("您好！\n電梯 15 点修好。谢谢", "谢谢。您好\n\n电梯15点修好！");
  EXPECT_THAT(difference.left_out, IsEmpty());
  EXPECT_THAT(difference.added, IsEmpty());
  EXPECT_EQ(InWords(difference), "只差标点、空格或先后");
}

TEST(Differences, AMarkWithinAFigureIsPartOfIt) {
  for (const auto& [drafted, posted] : {std::pair("减免3.5元", "减免35元"),
                                        {"1-3号楼停水", "13号楼停水"},
                                        {"15:00修好", "1500修好"}}) {
    EXPECT_THAT(CompareWording(drafted, posted).left_out, ElementsAre(drafted));
  }
}

TEST(Differences, WhatIsSaidOnceLessIsLeftOut) {
  EXPECT_THAT(CompareWording("抱歉。修好了。抱歉。", "抱歉。修好了。").left_out,
              ElementsAre("抱歉。"));
}

TEST(Differences, ALongSentenceIsCutForPeople) {
  std::string longest;
  for (int i = 0; i < 200; ++i) {
    longest += "很";
  }
  EXPECT_LT(InWords(CompareWording(longest, "")).size(), 250U);
  EXPECT_EQ(CompareWording(longest, "").left_out.front(), longest);
}

}  // namespace
}  // namespace forumwatch
