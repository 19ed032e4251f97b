// The cases of deadlines: that each clock takes its course, and that nothing that may be asked of a
// clock is without a case.
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/courses.h"
#include "tests/support/due_cases.h"

namespace forumwatch {
namespace {

using testing::ElementsAreArray;

// "03-02 12:00 first_reply.due_soon": of the clocks of C1.
std::vector<std::string> SaidOfClocks(const Story& story) {
  std::vector<std::string> said;
  for (const std::string& line : story.Delivered()) {
    for (const char* rule : {" first_reply.", " measures.", " working_day."}) {
      if (line.ends_with(" C1") && line.find(rule) != std::string::npos) {
        said.push_back(line.substr(0, line.size() - 3));
      }
    }
  }
  return said;
}

void LiveThrough(std::span<const CourseCase> courses) {
  for (const CourseCase& c : courses) {
    SCOPED_TRACE(std::string(c.about) + ": " + c.name);
    Story story(c.start);
    c.tell(story);
    EXPECT_EQ(story.Clocks(1), c.clocks);
    EXPECT_THAT(SaidOfClocks(story), ElementsAreArray(c.said));
    EXPECT_EQ(story.Explained(1, c.clock), c.words);
  }
}

TEST(DeadlineCases, TakeTheirCourseByTime) {
  LiveThrough(CoursesByTime());
}

TEST(DeadlineCases, TakeTheirCourseByEvent) {
  LiveThrough(CoursesByEvent());
}

// With the traps that other systems fall into.
TEST(DeadlineCases, AreAtLeastAHundredAndTwentyOfEveryKindThatIsNamed) {
  std::size_t cases = 0;
  std::set<std::string> about;
  for (const auto courses : {CoursesByTime(), CoursesByEvent()}) {
    for (const CourseCase& c : courses) {
      ++cases;
      about.insert(c.about);
    }
  }
  for (const DueCase& c : DueCases()) {
    ++cases;
    about.insert(c.about);
  }
  EXPECT_GE(cases, 120U);
  for (const char* wanted : {"night",
                             "lunch",
                             "weekend",
                             "holiday",
                             "make-up day",
                             "17:59:59 and 18:00",
                             "24:00",
                             "month and year end",
                             "29 February",
                             "clock set back",
                             "clock set forward",
                             "pause over a weekend",
                             "re-open",
                             "merge",
                             "late reply",
                             "future date",
                             "unknown date",
                             "a warning that crosses a night",
                             "midnight loses no minute",
                             "merged or closed is silent",
                             "a restart while waiting for 09:00",
                             "retention never re-alerts"}) {
    EXPECT_TRUE(about.contains(wanted)) << wanted;
  }
}

}  // namespace
}  // namespace forumwatch
