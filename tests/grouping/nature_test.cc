#include "analysis/grouping/nature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Segment Says(const std::string& topic, double confidence, std::string cause = "机") {
  Segment segment;
  segment.kind = Kind::Complaint;
  segment.complaint_class = 1;
  segment.topics = {topic};
  segment.specialty = topic + "专业";
  segment.cause = std::move(cause);
  segment.cause_item = "质量合格性";
  segment.confidence = confidence;
  return segment;
}

TEST(Nature, OfOneSegmentIsWhatItSays) {
  Segment segment = Says("电梯", 0.8);
  segment.flags = {"群体"};
  segment.place = "7栋";
  const Nature nature = NatureOf(std::vector{segment});
  EXPECT_EQ(nature.complaint_class, 1);
  EXPECT_THAT(nature.topics, ElementsAre("电梯"));
  EXPECT_EQ(nature.specialty, "电梯专业");
  EXPECT_EQ(nature.cause, "机");
  EXPECT_EQ(nature.cause_item, "质量合格性");
  EXPECT_THAT(nature.flags, ElementsAre("群体"));
  EXPECT_EQ(nature.place, "7栋");
}

TEST(Nature, OfNothingIsUnknown) {
  const Nature nature = NatureOf({});
  EXPECT_EQ(nature.complaint_class, std::nullopt);
  EXPECT_THAT(nature.topics, IsEmpty());
  EXPECT_EQ(nature.cause, "");
}

TEST(Nature, TheOpeningSegmentCountsTwice) {
  EXPECT_THAT(NatureOf(std::vector{Says("电梯", 0.5), Says("停车", 0.9)}).topics.front(), "电梯");
}

TEST(Nature, ManyWhoSayOtherwiseOutvoteTheOpening) {
  const Nature nature = NatureOf(
      std::vector{Says("电梯", 0.5, "机"), Says("停车", 0.9, "法"), Says("停车", 0.9, "法")});
  EXPECT_THAT(nature.topics, ElementsAre("停车", "电梯"));
  EXPECT_EQ(nature.specialty, "停车专业");
  EXPECT_EQ(nature.cause, "法");
}

TEST(Nature, TheEarlierWinsATie) {
  EXPECT_EQ(NatureOf(std::vector{Says("电梯", 0.4), Says("停车", 0.8)}).topics.front(), "电梯");
}

TEST(Nature, ARareSecondTopicIsLeftOut) {
  std::vector<Segment> segments(4, Says("电梯", 0.9));
  segments.push_back(Says("绿化", 0.3));
  EXPECT_THAT(NatureOf(segments).topics, ElementsAre("电梯"));
}

TEST(Nature, SupportDoesNotVoteWhereSomebodySaysMore) {
  std::vector<Segment> segments{Says("电梯", 0.5)};
  for (int i = 0; i < 5; ++i) {
    segments.push_back(Says("噪音", 0.9));
    segments.back().supports = true;
  }
  EXPECT_THAT(NatureOf(segments).topics, ElementsAre("电梯"));
}

TEST(Nature, SupportAloneStillSaysWhatItIsAbout) {
  Segment segment = Says("噪音", 0.3);
  segment.supports = true;
  EXPECT_THAT(NatureOf(std::vector{segment}).topics, ElementsAre("噪音"));
}

TEST(Nature, AnySegmentRaisesAFlagOnce) {
  std::vector<Segment> segments(3, Says("电梯", 0.9));
  segments[1].flags = {"曝光", "群体"};
  segments[2].flags = {"群体"};
  EXPECT_THAT(NatureOf(segments).flags, ElementsAre("曝光", "群体"));
}

TEST(Nature, AtMostThreeTopicsAreNamed) {
  Segment segment = Says("电梯", 0.9);
  segment.topics = {"电梯", "噪音", "消防", "停车", "绿化"};
  EXPECT_EQ(NatureOf(std::vector{segment}).topics.size(), 3U);
}

}  // namespace
}  // namespace forumwatch
