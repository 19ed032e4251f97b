// Where a post is cut into matters (E3), and what holds for every text whatsoever.
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/code_points.h"
#include "analysis/understanding/understand.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

std::vector<Segment> SegmentsOf(std::string_view text, const Segment* matter = nullptr) {
  return Understand({"", text, matter == nullptr, false, matter}, RealLexicon()).segments;
}

std::vector<std::string> MainTopics(const std::vector<Segment>& segments) {
  std::vector<std::string> topics;
  topics.reserve(segments.size());
  for (const Segment& segment : segments) {
    topics.push_back(segment.topics.front());
  }
  return topics;
}

std::string_view Cut(std::string_view text, const Segment& segment) {
  return CodePoints(text, segment.start, segment.end);
}

TEST(Matters, OfOnePostAreCutWhereAnotherIsAnnounced) {
  const std::string_view text =
      "三单元的电梯又停了，老人上不去楼。另外楼下的垃圾三天没人收，臭得要命。还有，门口路灯坏了一个"
      "月"
      "没人修，晚上一片漆黑";
  const auto segments = SegmentsOf(text);
  ASSERT_THAT(MainTopics(segments), ElementsAre("电梯", "清洁垃圾", "公共设施"));
  EXPECT_EQ(Cut(text, segments[1]), "另外楼下的垃圾三天没人收，臭得要命。");
  for (const Segment& segment : segments) {
    EXPECT_EQ(segment.kind, Kind::Complaint);
  }
}

TEST(Matters, AreCutByNumbers) {
  EXPECT_THAT(
      MainTopics(SegmentsOf("有三件事：\n1、电梯天天坏，没人修。\n2、保洁从来不打扫楼道，到处"
                            "是灰。\n3、停车费涨到三百，没跟任何人商量。")),
      ElementsAre("电梯", "清洁垃圾", "停车"));
}

TEST(Matters, AreCutWithoutAWordWhereTwoTroublesStandPlainly) {
  EXPECT_THAT(
      MainTopics(SegmentsOf("电梯又困人了，按铃没人应，吓死人。楼上天天往下扔垃圾，昨天一个酒瓶"
                            "从天而降，差点砸到孩子。")),
      ElementsAre("电梯", "高空抛物"));
}

TEST(Matters, OfTheSameKindInTwoBuildingsAreTwo) {
  const auto segments = SegmentsOf("5栋电梯停了三天没人修。另外9栋的电梯也一直异响，坐着害怕");
  ASSERT_THAT(segments, SizeIs(2));
  EXPECT_EQ(segments[0].place, "5栋");
  EXPECT_EQ(segments[1].place, "9栋");
}

TEST(Matters, ThatAreOneAreNotCut) {
  for (const std::string_view text :
       {"电梯又停了。打前台电话说已经报修。报修两个月了还没修好，另外修的时候也不通知",
        "停车费从两百涨到三百五，凭什么？没有公示，没有开业主大会，说涨就涨。",
        "楼上天天往下扔烟头。我家被子都烧了个洞。找物业，物业说没办法。",
        "水停了一天。第二天还是没水。老人提水上楼，还有孩子要冲奶粉"}) {
    EXPECT_THAT(SegmentsOf(text), SizeIs(1)) << text;
  }
}

TEST(Matters, OfAFollowUpThatBringsSomethingNewGetTheirOwnSegment) {
  Segment matter;
  matter.kind = Kind::Complaint;
  matter.topics = {"电梯"};
  matter.complaint_class = 1;
  const auto segments =
      SegmentsOf("我们单元的也坏着呢，同求解决。顺便说一下，绿化带的狗屎没人管，到处都是", &matter);
  ASSERT_THAT(MainTopics(segments), ElementsAre("电梯", "养宠物"));
  EXPECT_TRUE(segments[0].supports);
  EXPECT_FALSE(segments[1].supports);
}

TEST(Matters, OnTheTitleAloneStandAtZero) {
  const auto segments =
      Understand({"电梯坏了没人修", " \n", true, false, nullptr}, RealLexicon()).segments;
  ASSERT_THAT(segments, SizeIs(1));
  EXPECT_EQ(segments[0].start, 0);
  EXPECT_EQ(segments[0].end, 0);
  EXPECT_EQ(segments[0].kind, Kind::Complaint);
}

TEST(Matters, OfAFloodAreTwentyAndTheLastSaysSo) {
  std::string flood;
  for (int building = 1; building <= 60; ++building) {
    flood += "另外" + std::to_string(building) + "栋电梯停了三天没人修。";
  }
  const auto segments = SegmentsOf(flood);
  ASSERT_THAT(segments, SizeIs(20));
  EXPECT_EQ(segments[0].place, "1栋");
  EXPECT_THAT(segments[18].reasons, Not(Contains(HasSubstr("最多分成"))));
  EXPECT_THAT(segments[19].reasons, Contains(HasSubstr("后面的都在这一件里")));
  EXPECT_EQ(segments[19].end, CountCodePoints(flood));
}

TEST(Matters, OfNothingAreNone) {
  EXPECT_THAT(SegmentsOf(""), SizeIs(0));
  EXPECT_THAT(SegmentsOf("\u200B \t\n"), SizeIs(0));
}

// Pieces that texts of any kind are made of.
std::string RandomText(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "电梯", "又停了", "。",  "，",   "另外",     "还有", "\n",      " ",      "😂",      "\u200B",
      "樓道", "没人管", "7栋", "“",    "”",        "\"",   "？",      "…",      "物业费", "涨价",
      "谢谢", "+1",     "顶",  "\xFF", "\xE7\x94", "Ａ座", "e\u0301", "第三，", "垃圾",   "停车",
      "漏水", "abc",    "123", "　",   "\r\n",     "[怒]", "建议",    "吗"};
  std::string text;
  const std::size_t pieces = random() % 40;
  for (std::size_t i = 0; i < pieces; ++i) {
    text += kPieces[random() % kPieces.size()];
  }
  return text;
}

void ExpectSound(std::string_view text, const std::vector<Segment>& segments) {
  const int length = CountCodePoints(text);
  int last = 0;
  for (const Segment& segment : segments) {
    EXPECT_GE(segment.start, last) << text;
    EXPECT_LE(segment.start, segment.end) << text;
    EXPECT_LE(segment.end, length) << text;
    EXPECT_GE(segment.confidence, 0) << text;
    EXPECT_LE(segment.confidence, 1) << text;
    EXPECT_FALSE(segment.topics.empty()) << text;
    EXPECT_FALSE(segment.reasons.empty()) << text;
    if (segment.topics.front() != "其他") {
      EXPECT_EQ(segment.complaint_class.has_value(), segment.kind == Kind::Complaint) << text;
    }
    EXPECT_TRUE(!segment.complaint_class || segment.kind == Kind::Complaint) << text;
    last = segment.end;
  }
}

TEST(AnyText, GivesSegmentsInOrderWithinItAndTheSameOnesAgain) {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same texts in every run
  Segment matter;
  matter.kind = Kind::Complaint;
  matter.topics = {"电梯"};
  matter.complaint_class = 1;
  for (int round = 0; round < 400; ++round) {
    const std::string title = RandomText(random);
    const std::string text = RandomText(random);
    const bool is_first = random() % 2 == 0;
    const PostInContext post{title, text, is_first, false, is_first ? nullptr : &matter};
    const auto segments = Understand(post, RealLexicon()).segments;
    ExpectSound(text, segments);
    const auto again = Understand(post, RealLexicon()).segments;
    ASSERT_EQ(again.size(), segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i) {
      EXPECT_EQ(again[i].start, segments[i].start);
      EXPECT_EQ(again[i].kind, segments[i].kind);
      EXPECT_EQ(again[i].topics, segments[i].topics);
      EXPECT_EQ(again[i].reasons, segments[i].reasons);
      EXPECT_EQ(again[i].confidence, segments[i].confidence);
    }
  }
}

TEST(AnyText, MayBeLongAndStrange) {
  for (const std::string_view piece :
       {"灯不亮", "“", "，", "7栋", "另外电梯坏了。", "1", "一", "\n", "😂", "\u0301", "\xFF", "(",
        "[", "第一，", "没没没坏坏"}) {
    std::string text;
    while (text.size() < 65'536) {
      text += piece;
    }
    ExpectSound(text, SegmentsOf(text));
  }
}

TEST(AnyText, IsNothingButOtherToALexiconWithoutWords) {
  const Lexicon empty;
  const auto segments = Understand({"电梯坏了", "没人修", true, false, nullptr}, empty).segments;
  ASSERT_THAT(segments, SizeIs(1));
  EXPECT_EQ(segments[0].kind, Kind::Other);
  EXPECT_EQ(Understand({"", "已收到", false, true, nullptr}, empty).reply,
            ReplyKind::Acknowledgement);
}

}  // namespace
}  // namespace forumwatch
