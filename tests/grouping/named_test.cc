#include "analysis/grouping/named.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

struct NamedCase {
  const char* name;
  NamedMatters named;
  bool is;
};

TEST(Named, ATopicOrThePlaceMakesAPostAboutTheComplaint) {
  Complaint lift;
  lift.topics = {"电梯", "服务态度"};
  lift.place = "7栋";
  const NamedCase cases[] = {
      {"nothing is named", {}, false},
      {"its topic", {{"电梯"}, {}}, true},
      {"its second topic", {{"服务态度"}, {}}, true},
      {"its place", {{}, {"7栋"}}, true},
      {"its place more exactly", {{}, {"1期7栋"}}, true},
      {"another topic", {{"停车"}, {}}, false},
      {"another place", {{}, {"东门"}}, false},
      {"its topic in another building", {{"电梯"}, {"3栋"}}, false},
      {"its topic in several buildings, its own among them", {{"电梯"}, {"3栋", "7栋"}}, true},
      {"its topic, and the place where to ask", {{"电梯"}, {"东门"}}, true},
      {"its topic in the whole estate", {{"电梯"}, {"全小区"}}, true},
  };
  for (const NamedCase& c : cases) {
    EXPECT_EQ(IsNamed(lift, c.named), c.is) << c.name;
  }
}

TEST(Named, AComplaintWithoutAPlaceIsNamedByItsTopic) {
  Complaint parking;
  parking.topics = {"停车"};
  EXPECT_TRUE(IsNamed(parking, {{"停车"}, {"3栋"}}));
  EXPECT_FALSE(IsNamed(parking, {{}, {"3栋"}}));
}

}  // namespace
}  // namespace forumwatch
