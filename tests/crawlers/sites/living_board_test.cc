// Boards that go on living while they are visited, chosen at random: posts, deletions, threads that
// come and go between any two answers, visits cut short.
#include <random>

#include <gtest/gtest.h>

#include "tests/crawlers/sites/board.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const UtcTime kStart = ParseRfc3339("2027-03-01T08:00:00Z").value();

// A board that lives: whatever happens while it is read, in the end nothing is lost and nothing
// that is there is called missing.
class LivingBoard : public testing::TestWithParam<unsigned> {};

TEST_P(LivingBoard, LosesNoPost) {
  std::mt19937 random(GetParam());
  const auto upto = [&random](unsigned n) { return static_cast<unsigned>(random() % n); };
  Board board;
  board.shows_floors = GetParam() % 2 == 0;
  board.in_json = GetParam() % 3 == 0;
  BoardVisit visit;
  visit.options.recheck_after = hours(2);
  visit.options.recheck_window = hours(24 * 30);
  Remembered remembered;
  UtcTime now = kStart;
  std::set<std::string> ever;
  const auto happen = [&] {
    now += std::chrono::seconds(upto(240));
    const std::string thread = "t" + std::to_string(upto(30));
    const bool known = board.threads.contains(thread);
    const unsigned what = upto(10);
    if (!known || what < 7) {
      ever.insert(known ? board.Reply(thread, now) : board.Open(thread, now));
    } else if (what == 7 && board.threads[thread].posts.size() > 1) {
      board.DeletePost(thread, upto(static_cast<unsigned>(board.threads[thread].posts.size())));
    } else if (what == 8 && board.threads.size() > 5) {
      board.threads.erase(thread);
    }
    if (board.threads.contains(thread)) {
      board.threads[thread].views += 1;
    }
  };
  for (int round = 0; round < 60; ++round) {
    for (unsigned i = upto(20); i > 0; --i) {
      happen();
    }
    visit.before = [&](int) {
      if (upto(3) == 0) {
        happen();
      }
    };
    visit.stop_after = upto(4) == 0 ? static_cast<int>(1 + upto(12)) : 0;
    now += minutes(5);
    visit.Run(board, remembered, now);
  }
  visit.before = nullptr;
  visit.stop_after = 0;
  for (int round = 0; round < 3; ++round) {  // peace: what was missed is caught up with
    now += hours(2) + minutes(5);
    for (auto& [id, thread] : board.threads) {
      thread.views += 1;
    }
    visit.Run(board, remembered, now);
  }
  for (const std::string& id : board.AllPosts()) {
    EXPECT_TRUE(remembered.posts.contains(id)) << "lost " << id;
    EXPECT_FALSE(remembered.missing.contains(id)) << "called missing " << id;
  }
  for (const auto& [id, post] : remembered.posts) {
    EXPECT_TRUE(ever.contains(id));
    if (!board.AllPosts().contains(id)) {
      EXPECT_TRUE(remembered.missing.contains(id)) << "deletion not seen " << id;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, LivingBoard, testing::Range(1U, 13U));

}  // namespace
}  // namespace forumwatch
