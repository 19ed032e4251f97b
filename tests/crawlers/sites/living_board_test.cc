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
class LivingBoard : public testing::TestWithParam<unsigned> {
 protected:
  LivingBoard() : random_(GetParam()) {
    board_.shows_floors = GetParam() % 2 == 0;
    board_.in_json = GetParam() % 3 == 0;
    visit_.options.recheck_after = hours(2);
    visit_.options.recheck_window = hours(24 * 30);
  }

  unsigned UpTo(unsigned n) { return static_cast<unsigned>(random_() % n); }

  void Happen() {
    now_ += std::chrono::seconds(UpTo(240));
    const std::string thread = "t" + std::to_string(UpTo(30));
    const bool known = board_.threads.contains(thread);
    const unsigned what = UpTo(10);
    if (!known || what < 7) {
      ever_.insert(known ? board_.Reply(thread, now_) : board_.Open(thread, now_));
    } else if (what == 7 && board_.threads[thread].posts.size() > 1) {
      board_.DeletePost(thread, UpTo(static_cast<unsigned>(board_.threads[thread].posts.size())));
    } else if (what == 8 && board_.threads.size() > 5) {
      board_.threads.erase(thread);
    }
    if (board_.threads.contains(thread)) {
      board_.threads[thread].views += 1;
    }
  }

  // Visits while the board lives, a quarter of them cut short.
  void Live(int rounds) {
    visit_.before = [this](int) {
      if (UpTo(3) == 0) {
        Happen();
      }
    };
    for (int round = 0; round < rounds; ++round) {
      for (unsigned i = UpTo(20); i > 0; --i) {
        Happen();
      }
      visit_.stop_after = UpTo(4) == 0 ? static_cast<int>(1 + UpTo(12)) : 0;
      now_ += minutes(5);
      visit_.Run(board_, remembered_, now_);
    }
  }

  // Peace: what was missed is caught up with.
  void Rest(int rounds) {
    visit_.before = nullptr;
    visit_.stop_after = 0;
    for (int round = 0; round < rounds; ++round) {
      now_ += hours(2) + minutes(5);
      for (auto& [id, thread] : board_.threads) {
        thread.views += 1;
      }
      visit_.Run(board_, remembered_, now_);
    }
  }

  std::mt19937 random_;
  Board board_;
  BoardVisit visit_;
  Remembered remembered_;
  UtcTime now_ = kStart;
  std::set<std::string> ever_;
};

TEST_P(LivingBoard, LosesNoPost) {
  Live(60);
  Rest(3);
  const auto there = board_.AllPosts();
  for (const std::string& id : there) {
    EXPECT_TRUE(remembered_.posts.contains(id)) << "lost " << id;
    EXPECT_FALSE(remembered_.missing.contains(id)) << "called missing " << id;
  }
  for (const auto& [id, post] : remembered_.posts) {
    EXPECT_TRUE(ever_.contains(id)) << "invented " << id;
    EXPECT_TRUE(there.contains(id) || remembered_.missing.contains(id))
        << "deletion not seen " << id;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, LivingBoard, testing::Range(1U, 13U));

}  // namespace
}  // namespace forumwatch
