// When a watcher outside must not be told that all is well.
#include "analysis/alerting/fitness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/deadlines/calendars.h"

namespace forumwatch {
namespace {

TEST(Fitness, ALoopThatTurnsIsNotEnough) {
  const UtcTime noon = At("2026-03-02 12:00");
  const auto before = [&](Duration since) { return std::optional(noon - since); };
  constexpr Duration kShort(1);
  const std::string untold = "3月2日 11:30 以来一条提醒也没有送出去";
  const std::string unseen = "3月2日 11:00 以来一个论坛也没有读到";
  const struct {
    const char* name;
    WorkDone work;
    std::string why;
  } cases[] = {
      {"all is well", {}, ""},
      {"a channel is slow", {before(kUntoldTooLong - kShort), {}}, ""},
      {"nobody is told", {before(kUntoldTooLong), {}}, untold},
      {"the forum is restarted", {{}, before(kUnseenTooLong - kShort)}, ""},
      {"nothing is seen", {{}, before(kUnseenTooLong)}, unseen},
      {"the line is cut", {before(kUntoldTooLong), before(kUnseenTooLong)}, untold + "，" + unseen},
      {"the clock was put back",
       {before(std::chrono::hours(-9)), before(std::chrono::hours(-9))},
       ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(WhyUnfit(c.work, Zone("Asia/Shanghai"), noon), c.why) << c.name;
  }
}

}  // namespace
}  // namespace forumwatch
