#include "analysis/text/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Texts(std::string_view text) {
  std::vector<std::string> texts;
  for (const Sentence& sentence : SplitSentences(text)) {
    texts.emplace_back(sentence.text);
  }
  return texts;
}

TEST(Sentences, EndAtStopsAndLineBreaks) {
  EXPECT_THAT(Texts("水停了。几点来？急！等着做饭；谢谢"),
              ElementsAre("水停了。", "几点来？", "急！", "等着做饭；", "谢谢"));
  EXPECT_THAT(Texts("水停了\n\n  几点来\r\n谢谢\u2028完"),
              ElementsAre("水停了", "几点来", "谢谢", "完"));
  EXPECT_THAT(Texts("灯也坏了……没人管"), ElementsAre("灯也坏了……", "没人管"));
  EXPECT_THAT(Texts("等啊等...还没来"), ElementsAre("等啊等...", "还没来"));
}

TEST(Sentences, AreWholeWhereNoStopIs) {
  EXPECT_THAT(Texts("水停了，没通知，等着做饭"), ElementsAre("水停了，没通知，等着做饭"));
  EXPECT_THAT(Texts(""), IsEmpty());
  EXPECT_THAT(Texts(" \n　\n"), IsEmpty());
}

TEST(Sentences, TakeRunsOfMarksAndClosingQuotesAlong) {
  EXPECT_THAT(Texts("他说“不归我管！”然后走了"), ElementsAre("他说“不归我管！”", "然后走了"));
  EXPECT_THAT(Texts("真的？！！没人管"), ElementsAre("真的？！！", "没人管"));
  EXPECT_THAT(Texts("（等了三天。）还没来"), ElementsAre("（等了三天。）", "还没来"));
  EXPECT_THAT(Texts("？？？你再说一遍"), ElementsAre("？？？", "你再说一遍"));
}

TEST(Sentences, AreNotCutInsideNumbersAndAddresses) {
  EXPECT_THAT(Texts("每度1.8元，见 http://x.example/a.php?id=3;b"),
              ElementsAre("每度1.8元，见 http://x.example/a.php?id=3;b"));
}

TEST(Sentences, CountCodePointsOfTheWholeText) {
  const std::string_view text = " 😂停水了。  灯也坏 ";
  const auto sentences = SplitSentences(text);
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(sentences[0].start, 1);
  EXPECT_EQ(sentences[0].end, 6);
  EXPECT_EQ(sentences[1].start, 8);
  EXPECT_EQ(sentences[1].end, 11);
  for (const Sentence& sentence : sentences) {
    EXPECT_EQ(CountCodePoints(sentence.text), sentence.end - sentence.start);
  }
}

TEST(Sentences, HoldEveryCharacterThatIsNotWhiteSpaceOnceAndInOrder) {
  for (const std::string_view text : {"a。。b！c\nd", "\"\"。", "…", "\xFF。\xFE", "一;二;;三"}) {
    std::string joined;
    int last = 0;
    for (const Sentence& sentence : SplitSentences(text)) {
      EXPECT_GE(sentence.start, last);
      EXPECT_GT(sentence.end, sentence.start);
      last = sentence.end;
      joined += sentence.text;
    }
    std::string without_breaks(text);
    std::erase(without_breaks, '\n');
    EXPECT_EQ(joined, without_breaks);
  }
}

}  // namespace
}  // namespace forumwatch
