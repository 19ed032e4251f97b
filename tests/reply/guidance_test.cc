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

std::vector<std::string> NamesFor(const std::vector<std::string>& topics, std::string_view said) {
  std::vector<std::string> names;
  for (const Guidance& one : GuidanceFor(topics, said, RealHelp().guidance)) {
    names.push_back(one.name);
  }
  return names;
}

TEST(GuidanceBesideADraft, IsThatOfTheComplaintsTopic) {
  EXPECT_THAT(NamesFor({"养宠物"}, "大狗不牵绳"), ElementsAre("养宠物"));
  EXPECT_THAT(NamesFor({"业委会与物业更换"}, "票是谁填的"), IsEmpty());
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

}  // namespace
}  // namespace forumwatch
