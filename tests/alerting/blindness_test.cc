#include "analysis/alerting/blindness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::HasSubstr;
using testing::IsEmpty;

const UtcTime kNoon = ParseRfc3339("2026-03-02T12:00:00+08:00").value();

VisitSigns Of(double found, double of) {
  VisitSigns signs;
  signs.shares["作者（thread.author）"] = {found, of};
  return signs;
}

SourceHabits Usually(double found, double of) {
  return Learnt({}, Of(found, of), kNoon);
}

TEST(Blindness, AShareThatFallsByMoreThanThirtyPointsIsASign) {
  struct Case {
    const char* name;
    double usual;
    double found;
    double of;
    bool blind;
  };
  const Case cases[] = {
      {"as ever", 50, 10, 10, false},
      {"one odd post of three", 50, 2, 3, false},
      {"two of six", 50, 4, 6, true},
      {"three of ten", 50, 7, 10, false},
      {"four of ten", 50, 6, 10, true},
      {"the only post, where every one has it", 50, 0, 1, true},
      {"the only post, where not every one has it", 44, 0, 1, false},
      {"hardly any ever had it", 10, 0, 10, false},
      {"nothing was looked at", 50, 0, 0, false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(!WhyBlind(Of(c.found, c.of), Usually(c.usual, 50), kNoon).empty(), c.blind) << c.name;
  }
}

TEST(Blindness, SaysWhatIsMissingAndHowItUsedToBe) {
  EXPECT_EQ(WhyBlind(Of(1, 12), Usually(49, 50), kNoon),
            "作者（thread.author）：平时 98% 读得到，这次 12 个里只读到 1 个");
}

TEST(Blindness, LittleThatWasSeenSaysNothingOfWhatIsUsual) {
  EXPECT_THAT(WhyBlind(Of(0, 5), Usually(9, 9), kNoon), IsEmpty());
}

TEST(Blindness, OldFiguresCountLessAndLess) {
  SourceHabits habits = Usually(1000, 1000);
  for (int visit = 0; visit < 50; ++visit) {
    habits = Learnt(std::move(habits), Of(30, 40), kNoon);
  }
  EXPECT_THAT(WhyBlind(Of(5, 10), habits, kNoon), IsEmpty());
}

VisitSigns Rows(int rows) {
  VisitSigns signs;
  signs.rows = rows;
  return signs;
}

TEST(Blindness, AListThatIsMuchShorterThanEverIsASignForDays) {
  const SourceHabits habits = Learnt({}, Rows(20), kNoon);
  EXPECT_THAT(WhyBlind(Rows(11), habits, kNoon), IsEmpty());
  EXPECT_EQ(WhyBlind(Rows(2), habits, kNoon), "列表第一页只读到 2 条主题，平时有 20 条");
  EXPECT_EQ(WhyBlind(Rows(0), habits, kNoon), "列表或频道是空的，平时有 20 条");
  EXPECT_THAT(WhyBlind(Rows(2), Learnt({}, Rows(6), kNoon), kNoon), IsEmpty()) << "a small board";
  EXPECT_THAT(WhyBlind(Rows(0), {}, kNoon), IsEmpty()) << "a new board";
  SourceHabits shrunk = habits;
  int visits = 0;
  for (; !WhyBlind(Rows(8), shrunk, kNoon).empty(); ++visits) {
    shrunk = Unlearnt(std::move(shrunk), Rows(8));
  }
  EXPECT_GT(visits, 288) << "more than a day of visits";
}

TEST(Blindness, ThreadsThatAllAreSaidToBeGoneAreASign) {
  VisitSigns signs;
  signs.gone = 2;
  EXPECT_THAT(WhyBlind(signs, {}, kNoon), HasSubstr("不存在"));
  signs.thread_pages = 1;
  EXPECT_THAT(WhyBlind(signs, {}, kNoon), IsEmpty());
}

class Silence : public testing::Test {
 protected:
  // A post every six hours for so many days.
  void Watch(int days) {
    for (int post = 0; post <= days * 4; ++post) {
      now_ = kNoon + hours(6 * post);
      VisitSigns signs;
      signs.newest_post_at = now_;
      habits_ = Learnt(std::move(habits_), signs, now_);
    }
  }

  SourceHabits habits_;
  UtcTime now_;
};

TEST_F(Silence, FourTimesLongerThanEverIsASign) {
  Watch(8);
  EXPECT_THAT(WhyBlind({}, habits_, now_ + hours(48)), IsEmpty());
  EXPECT_EQ(WhyBlind({}, habits_, now_ + hours(49)),
            "最新的帖子停在 2 天 1 小时前，这个论坛平时最长只静 6 小时：列表可能不再更新，"
            "或给的是旧页面");
}

TEST_F(Silence, OfABoardNotWatchedForAWeekSaysNothing) {
  Watch(6);
  EXPECT_THAT(WhyBlind({}, habits_, now_ + hours(20)), IsEmpty());
}

TEST_F(Silence, OfABoardWithWhatWasWrittenBeforeItWasWatchedSaysNothing) {
  VisitSigns signs;
  signs.newest_post_at = kNoon - hours(1);
  habits_ = Learnt({}, signs, kNoon);
  EXPECT_THAT(WhyBlind(signs, habits_, kNoon + hours(24 * 60)), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
