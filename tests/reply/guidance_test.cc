// B11, H: what stands beside a draft.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reply/real_help.h"

namespace forumwatch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> NamesFor(const std::vector<std::string>& topics, std::string_view said,
                                  std::optional<int> complaint_class = 1) {
  std::vector<std::string> names;
  for (const Guidance& one : GuidanceFor(topics, complaint_class, said, RealHelp().guidance)) {
    names.push_back(one.name);
  }
  return names;
}

TEST(GuidanceBesideADraft, IsThatOfTheComplaintsTopic) {
  EXPECT_THAT(NamesFor({"养宠物"}, "大狗不牵绳"), ElementsAre("养宠物"));
  EXPECT_THAT(NamesFor({"业委会与物业更换"}, "票是谁填的"), ElementsAre("业委会与物业更换"));
}

TEST(GuidanceBesideADraft, IsThatOfTheComplaintsClass) {
  const std::string said = "大堂的玻璃门裂了一大片";
  EXPECT_THAT(NamesFor({"公共设施", "房屋质量"}, said, 1), ElementsAre("公共设施维修（一类）"));
  EXPECT_THAT(NamesFor({"公共设施", "房屋质量"}, said, 2), ElementsAre("房屋质量（二类）"));
  EXPECT_THAT(NamesFor({"房屋质量"}, said, std::nullopt), Contains("房屋质量（二类）"))
      << "nobody knows its class yet";
  EXPECT_THAT(NamesFor({"噪音"}, "地铁工地半夜打桩", 3), ElementsAre("红线外的事（三类）"));
}

TEST(GuidanceBesideADraft, MayAskForAWordAsWell) {
  EXPECT_THAT(NamesFor({"噪音"}, "樓下廣場舞又開大喇叭"), SizeIs(1)) << "traditional characters";
  EXPECT_THAT(NamesFor({"噪音"}, "地铁工地半夜打桩"), IsEmpty());
}

TEST(GuidanceBesideADraft, SpeaksOfAllStandingTopicsOfTheHandbook) {
  std::vector<std::string> names;
  for (const Guidance& one : RealHelp().guidance) {
    names.push_back(one.name);
    EXPECT_THAT(one.standard, Not(IsEmpty())) << one.name;
  }
  for (const char* const topic :
       {"养宠物", "乱摆放", "违章搭建", "晨练、广场舞、麻将噪音", "高空抛物", "捡垃圾"}) {
    EXPECT_THAT(names, Contains(topic));
  }
}

// B11: with nothing but the topic's name to go by.
TEST(GuidanceBesideADraft, HasAWordingForEachTopicOfTheHandbook) {
  for (const TopicRow& topic : RealLexicon().handbook().topics) {
    EXPECT_THAT(NamesFor({topic.name}, topic.name, std::nullopt), Not(IsEmpty())) << topic.name;
  }
}

}  // namespace
}  // namespace forumwatch
