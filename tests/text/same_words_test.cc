// A reply is known again on a forum, whatever its markup has made of the marks.
#include "analysis/text/same_words.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

constexpr const char* kReply =
    "您好：\n\n1. 电梯主板今天15:00更换；\n2. 王工负责（电话见公告栏）。\n\n**感谢** 您的理解！😀";

TEST(SameWords, MarksBlanksWidthEmojiAndNumbersOfListsDoNotCount) {
  for (const char* seen :
       {kReply, "您好： 电梯主板今天15：00更换; 王工负责(电话见公告栏)。 感谢您的理解",
        "您好:\n电梯主板今天１５：００更换\n王工负责 电话见公告栏\n感謝您的理解"}) {
    EXPECT_EQ(CompareWords(kReply, seen), SameWords::Yes) << seen;
  }
}

TEST(SameWords, WebAddressesDoNotCountForumsShortenThem) {
  EXPECT_EQ(CompareWords("您好，进度见 https://wy.example/a/b/c?d=1，谢谢。",
                         "您好，进度见 https://wy.example/a/…，谢谢。"),
            SameWords::Yes);
  EXPECT_EQ(OnlyWords("https://wy.example/a"), "");
}

TEST(SameWords, WhatWasChangedALittleIsForAPersonToSee) {
  EXPECT_EQ(
      CompareWords(kReply, "您好：电梯主板今天***更换；王工负责（电话见公告栏）。感谢您的理解"),
      SameWords::Alike);
  EXPECT_EQ(CompareWords("您好，已更换主板，15点恢复运行。", "您好，已更换主板，16点恢复运行。"),
            SameWords::Alike)
      << "another hour is not what was approved";
}

TEST(SameWords, OtherRepliesAreOthersInSpiteOfGreetings) {
  EXPECT_EQ(CompareWords("您好，您反映的问题已收到，我们会尽快核实，感谢您的理解与支持。",
                         "您好，7栋电梯主板今天15点更换，由王工负责跟进，感谢您的理解与支持。"),
            SameWords::No);
  EXPECT_EQ(CompareWords(kReply, ""), SameWords::No);
  EXPECT_EQ(CompareWords("！！！", "？？？"), SameWords::No) << "nothing to go by";
}

}  // namespace
}  // namespace forumwatch
