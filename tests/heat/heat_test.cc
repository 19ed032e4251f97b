#include "analysis/heat/heat.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pair;

const UtcTime kNoon = *ParseRfc3339("2026-03-02T12:00:00+08:00");

Heat HeatOf(const std::vector<HeatMention>& mentions, std::optional<int> views, UtcTime now) {
  return ComputeHeat(mentions, views, now, {});
}

std::vector<HeatMention> TimesAtNoon(const std::string& author, int times) {
  return std::vector<HeatMention>(static_cast<std::size_t>(times), HeatMention{author, kNoon});
}

// The formula as the header has it, term by term, at one instant; for comparing.
double ByTheBook(const std::vector<HeatMention>& mentions, int views, UtcTime now) {
  std::set<std::string> owners;
  for (const HeatMention& mention : mentions) {
    if (mention.at <= now) {
      owners.insert(mention.author);
    }
  }
  double sum = 0;
  for (const std::string& owner : owners) {
    int times = 0;
    UtcTime latest{};
    for (const HeatMention& mention : mentions) {
      if (mention.author == owner && mention.at <= now) {
        ++times;
        latest = std::max(latest, mention.at);
      }
    }
    const double age_hours = std::chrono::duration<double, std::ratio<3600>>(now - latest).count();
    sum += (1 + std::min(0.6, 0.25 * std::log(times))) * std::pow(2, -age_hours / 72);
  }
  return 10 * sum + 5 * std::log(1 + static_cast<double>(owners.size())) +
         2 * std::log(1 + views / 100.0);
}

TEST(Heat, FollowsTheFormula) {
  struct Case {
    const char* name;
    std::vector<HeatMention> mentions;
    std::optional<int> views;
    UtcTime now;
    double heat_now;
    double total;
  };
  const double one_owner = 5 * std::log(2);
  const double two_owners = 5 * std::log(3);
  const Case cases[] = {
      {"nobody", {}, std::nullopt, kNoon, 0, 0},
      {"one owner, just now", {{"甲", kNoon}}, std::nullopt, kNoon, 10 + one_owner, 10 + one_owner},
      {"three days old counts half",
       {{"甲", kNoon}},
       std::nullopt,
       kNoon + hours(72),
       5 + one_owner,
       10 + one_owner},
      {"six days old counts a quarter",
       {{"甲", kNoon}},
       std::nullopt,
       kNoon + hours(144),
       2.5 + one_owner,
       10 + one_owner},
      {"the latest mention of an owner gives the age",
       {{"甲", kNoon}, {"甲", kNoon + hours(72)}},
       std::nullopt,
       kNoon + hours(72),
       10 * (1 + 0.25 * std::log(2)) + one_owner,
       10 * (1 + 0.25 * std::log(2)) + one_owner},
      {"two owners weigh more than one who writes twice",
       {{"甲", kNoon}, {"乙", kNoon}},
       std::nullopt,
       kNoon,
       20 + two_owners,
       20 + two_owners},
      {"eleven mentions: 0.25·ln 11 = 0.5995 stays below the cap", TimesAtNoon("甲", 11),
       std::nullopt, kNoon, 10 * (1 + 0.25 * std::log(11)) + one_owner,
       10 * (1 + 0.25 * std::log(11)) + one_owner},
      {"twelve are cut to 0.6", TimesAtNoon("甲", 12), std::nullopt, kNoon, 16 + one_owner,
       16 + one_owner},
      {"three hundred too", TimesAtNoon("甲", 300), std::nullopt, kNoon, 16 + one_owner,
       16 + one_owner},
      {"read by a hundred", {}, 100, kNoon, 2 * std::log(2), 2 * std::log(2)},
      {"views do not decay",
       {{"甲", kNoon}},
       900,
       kNoon + hours(72),
       5 + one_owner + 2 * std::log(10),
       10 + one_owner + 2 * std::log(10)},
      {"a count below zero is none", {}, -7, kNoon, 0, 0},
      {"what comes later has not happened",
       {{"甲", kNoon}, {"乙", kNoon + minutes(1)}},
       std::nullopt,
       kNoon,
       10 + one_owner,
       10 + one_owner},
  };
  for (const Case& c : cases) {
    const Heat heat = HeatOf(c.mentions, c.views, c.now);
    EXPECT_NEAR(heat.now, c.heat_now, 1e-9) << c.name;
    EXPECT_NEAR(heat.total, c.total, 1e-9) << c.name;
    EXPECT_GE(heat.peak, heat.now) << c.name;
  }
}

TEST(Heat, NamesItsTermsAndTheyAddUp) {
  const Heat heat = HeatOf({{"甲", kNoon}, {"乙", kNoon + hours(5)}, {"乙", kNoon + hours(9)}}, 412,
                           kNoon + hours(30));
  EXPECT_THAT(heat.terms, ElementsAre(Pair("people", testing::Gt(0)), Pair("reach", testing::Gt(0)),
                                      Pair("views", testing::Gt(0))));
  EXPECT_DOUBLE_EQ(heat.terms.at("people") + heat.terms.at("reach") + heat.terms.at("views"),
                   heat.now);
}

TEST(Heat, PeaksWhenItWasHottestNotWhenItIsLookedAt) {
  const std::vector<HeatMention> mentions = {{"甲", kNoon},
                                             {"乙", kNoon + hours(1)},
                                             {"丙", kNoon + hours(2)},
                                             {"丁", kNoon + hours(400)}};
  const Heat heat = HeatOf(mentions, 50, kNoon + hours(401));
  EXPECT_NEAR(heat.peak, ByTheBook(mentions, 50, kNoon + hours(2)), 1e-9);
  EXPECT_LT(heat.now, heat.peak);
}

TEST(Heat, ARepeatBySomeoneAlreadyThereDoesNotCountHimTwice) {
  const std::vector<HeatMention> mentions = {
      {"甲", kNoon}, {"乙", kNoon + hours(1)}, {"甲", kNoon + hours(3)}};
  EXPECT_NEAR(HeatOf(mentions, 0, kNoon + hours(90)).peak, ByTheBook(mentions, 0, kNoon + hours(3)),
              1e-9);
}

TEST(Heat, ADateOfACenturyAgoIsJustOld) {
  const std::vector<HeatMention> mentions = {{"甲", *ParseRfc3339("1899-12-30T00:00:00Z")},
                                             {"乙", kNoon}};
  const Heat heat = HeatOf(mentions, 0, kNoon);
  EXPECT_NEAR(heat.now, 10 + 5 * std::log(3), 1e-9);
  EXPECT_NEAR(heat.peak, 10 + 5 * std::log(3), 1e-9);
}

TEST(Heat, DecaysWhileNobodySpeaksAndPeakStays) {
  const std::vector<HeatMention> mentions = {{"甲", kNoon}, {"乙", kNoon}};
  double before = HeatOf(mentions, 10, kNoon).now;
  const double peak = HeatOf(mentions, 10, kNoon).peak;
  for (int day = 1; day <= 60; ++day) {
    const Heat heat = HeatOf(mentions, 10, kNoon + hours(24 * day));
    EXPECT_LT(heat.now, before);
    EXPECT_DOUBLE_EQ(heat.peak, peak);
    before = heat.now;
  }
}

class RandomLives : public testing::Test {
 protected:
  std::vector<HeatMention> Draw(int count) {
    std::vector<HeatMention> mentions;
    mentions.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      mentions.push_back(
          {"业主" + std::to_string(random_() % 9), kNoon + minutes(random_() % 9000)});
    }
    return mentions;
  }

  std::mt19937 random_{20260302};
};

TEST_F(RandomLives, AgreeWithTheFormulaAtEveryInstantTried) {
  for (int round = 0; round < 60; ++round) {
    const std::vector<HeatMention> mentions = Draw(round);
    const UtcTime now = kNoon + minutes(random_() % 10000);
    const int views = static_cast<int>(random_() % 3000);
    const Heat heat = HeatOf(mentions, views, now);
    double peak = ByTheBook(mentions, views, now);
    for (const HeatMention& mention : mentions) {
      if (mention.at <= now) {
        peak = std::max(peak, ByTheBook(mentions, views, mention.at));
      }
    }
    EXPECT_NEAR(heat.now, ByTheBook(mentions, views, now), 1e-9);
    EXPECT_NEAR(heat.peak, peak, 1e-9);
  }
}

TEST_F(RandomLives, DoNotHangOnTheOrderOfTheMentions) {
  std::vector<HeatMention> mentions = Draw(200);
  const Heat heat = HeatOf(mentions, 77, kNoon + minutes(6000));
  for (int round = 0; round < 20; ++round) {
    std::shuffle(mentions.begin(), mentions.end(), random_);
    const Heat again = HeatOf(mentions, 77, kNoon + minutes(6000));
    EXPECT_EQ(again.now, heat.now);
    EXPECT_EQ(again.peak, heat.peak);
    EXPECT_EQ(again.total, heat.total);
  }
}

TEST_F(RandomLives, NeverCoolWhenSomebodyJoins) {
  for (int round = 0; round < 60; ++round) {
    std::vector<HeatMention> mentions = Draw(round);
    const UtcTime now = kNoon + minutes(9500);
    const Heat before = HeatOf(mentions, 0, now);
    mentions.push_back({"新来的", kNoon + minutes(random_() % 9500)});
    const Heat after = HeatOf(mentions, 0, now);
    EXPECT_GT(after.now, before.now);
    EXPECT_GE(after.peak, before.peak);
    EXPECT_GT(after.total, before.total);
  }
}

TEST(Heat, AFloodOfTensOfThousandsIsWalkedOnce) {
  std::vector<HeatMention> mentions;
  mentions.reserve(50'000);
  for (int i = 0; i < 50'000; ++i) {
    mentions.push_back({"业主" + std::to_string(i), kNoon + std::chrono::seconds(i)});
  }
  const Heat heat = HeatOf(mentions, 0, kNoon + hours(24));
  EXPECT_THAT(heat.total, DoubleNear(500'000 + 5 * std::log(50'001), 1e-6));
}

TEST(Heat, TheNumbersOfTheFormulaAreOptions) {
  HeatOptions options;
  options.per_person = 1;
  options.repeat_gain = 0;
  options.half_life = hours(24);
  options.reach = 0;
  options.views = 3;
  options.views_unit = 10;
  const std::vector<HeatMention> mentions = {{"甲", kNoon}, {"甲", kNoon}, {"乙", kNoon}};
  const Heat heat = ComputeHeat(mentions, 10, kNoon + hours(24), options);
  EXPECT_NEAR(heat.now, 1 + 3 * std::log(2), 1e-9);
  EXPECT_NEAR(heat.total, 2 + 3 * std::log(2), 1e-9);
}

}  // namespace
}  // namespace forumwatch
