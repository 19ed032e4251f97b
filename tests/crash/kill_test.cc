// kill -9 at random instants and at every named point while posts come in, again and again: nothing
// that the forum served may be missing afterwards, no clock missing or double, no alert unsent, the
// store whole. The controls, the same service gone about carelessly, must be caught.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crash/crash_site.h"

namespace forumwatch {
namespace {

using std::chrono::seconds;
using testing::IsEmpty;

constexpr int kCycles = 200 / kSlowness;
constexpr int kShares = kSlowness == 1 ? 5 : 1;
constexpr int kRounds = kSlowness == 1 ? 10 : 2;

// Those after it are of a forum that replies are posted on (posting_kill_test.cc).
constexpr auto kLastPoint = static_cast<std::size_t>(CrashPoint::DeliveryKept);

TEST(KillNine, LosesNothingDoublesNothingHoweverOften) {
  CrashSite site("whole");
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    site.KillOnce();
  }
  site.RunToTheEnd(seconds(60 * kSlowness));
  EXPECT_THAT(site.Violations(), IsEmpty()) << site.LogText();
}

// In shares, so that they run beside each other: fifty deaths at each point, under sanitizers two.
class KillAtPoint : public testing::TestWithParam<int> {};

TEST_P(KillAtPoint, LosesNothingDoublesNothingHoweverOften) {
  CrashSite site("whole");
  std::mt19937 random(static_cast<unsigned>(GetParam()));
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t point = 0; point <= kLastPoint; ++point) {
      const std::string name(kPointNames[point]);
      const int times = std::uniform_int_distribution<>(1, 3)(random);
      ASSERT_TRUE(site.Die(name + ":" + std::to_string(times))) << "never came to " << name << "\n"
                                                                << site.LogText();
    }
  }
  site.RunToTheEnd(seconds(100 * kSlowness));
  EXPECT_THAT(site.Violations(), IsEmpty()) << site.LogText();
}

INSTANTIATE_TEST_SUITE_P(Share, KillAtPoint, testing::Range(0, kShares));

// Whether a service gone about like that, which dies right after it was careless, is caught. What
// is late may be lost or unsaid after so short a time; each carelessness has its own mark.
bool IsCaught(const std::string& as, const std::string& violation) {
  CrashSite site(as);
  for (int times = 1; times <= 3; ++times) {
    EXPECT_TRUE(site.Die(as + ":" + std::to_string(times))) << site.LogText();
  }
  site.RunToTheEnd(seconds(5 * kSlowness));  // what was torn may never settle
  const std::vector<std::string> found = site.Violations();
  return std::any_of(found.begin(), found.end(),
                     [&](const std::string& said) { return said.starts_with(violation); });
}

TEST(KillNine, ControlASplitTransactionIsCaught) {
  EXPECT_TRUE(IsCaught("split", "post in no complaint"));
}

TEST(KillNine, ControlADeliveryMarkedBeforeItIsMadeIsCaught) {
  EXPECT_TRUE(IsCaught("hasty", "alert marked as sent"));
}

TEST(KillNine, ControlARepeatThatDoesNotSaySoIsCaught) {
  EXPECT_TRUE(IsCaught("forgetful", "delivered twice without a word"));
}

}  // namespace
}  // namespace forumwatch
