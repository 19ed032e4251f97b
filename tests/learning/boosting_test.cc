// Boosted stumps tell yes from no, sign by sign.
#include "analysis/learning/boosting.h"

#include <random>

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

double OddsOf(const Stumps& stumps, std::initializer_list<double> values) {
  double odds = stumps.bias;
  std::size_t sign = 0;
  for (const double value : values) {
    odds += static_cast<double>(stumps.tables.at(sign++).At(value));
  }
  return odds;
}

TEST(Boosting, WithoutRowsNothingIsSaid) {
  const Stumps stumps = Boost({}, 2);
  EXPECT_EQ(OddsOf(stumps, {1, 2}), 0);
}

TEST(Boosting, FewRowsMoveNothingButTheBias) {
  const Stumps stumps = Boost({{0, 1, 2, 3}, {false, false, false, true}}, 1);
  EXPECT_LT(stumps.bias, 0);
  EXPECT_EQ(OddsOf(stumps, {3}), stumps.bias);
}

// Yes in the middle of the first sign; the second one says nothing.
TEST(Boosting, FindsTheRangesThatSayYes) {
  std::mt19937 random(20261130);
  StumpRows rows;
  for (int i = 0; i < 4000; ++i) {
    const auto x = static_cast<float>(random() % 1000) / 1000;
    rows.values.push_back(x);
    rows.values.push_back(static_cast<float>(random() % 7));
    const bool noise = random() % 10 == 0;
    rows.truth.push_back((x > 0.3F && x < 0.6F) != noise);
  }
  const Stumps stumps = Boost(rows, 2);
  for (const double other : {0, 3, 6}) {
    EXPECT_GT(OddsOf(stumps, {0.45, other}), 1);
    EXPECT_LT(OddsOf(stumps, {0.1, other}), -1);
    EXPECT_LT(OddsOf(stumps, {0.9, other}), -1);
  }
  EXPECT_NEAR(OddsOf(stumps, {0.45, 3}), std::log(9), 0.7) << "nine of ten";
}

TEST(Boosting, TheSameRowsGiveTheSameTables) {
  StumpRows rows;
  for (int i = 0; i < 500; ++i) {
    rows.values.push_back(static_cast<float>(i * 37 % 101));
    rows.truth.push_back(i * 37 % 101 > 50);
  }
  EXPECT_EQ(Boost(rows, 1).tables.front().value, Boost(rows, 1).tables.front().value);
}

}  // namespace
}  // namespace forumwatch
