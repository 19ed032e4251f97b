#include "analysis/learning/counts.h"

#include <numeric>

namespace forumwatch {

RowsByTexts SharesOf(const RowsByTexts& rows) {
  constexpr double kOfForums = 2;
  constexpr double kFew = 200;
  constexpr double kBesideMany = 10;
  const double all = std::accumulate(rows.begin(), rows.end(), 0.0);
  RowsByTexts shares{};
  for (std::size_t i = 0; i < kTexts; ++i) {
    const double weight = i == static_cast<std::size_t>(Texts::Forum) ? kOfForums : 1;
    shares.at(i) = rows.at(i) < kFew && rows.at(i) * kBesideMany < all ? 0 : weight;
  }
  return shares;
}

float OddsOf(const HeldOut& row, std::size_t which, const LinearOutput& output) {
  return row.scores[which] * output.slope + output.offset;
}

const std::vector<float>& Tried() {
  static const std::vector<float> kTried = [] {
    constexpr int kToEachSide = 40;
    constexpr float kStep = 0.1F;
    std::vector<float> tried = {-kNever};
    for (int step = -kToEachSide; step <= kToEachSide; ++step) {
      tried.push_back(static_cast<float>(step) * kStep);
    }
    tried.push_back(kNever);
    return tried;
  }();
  return kTried;
}

}  // namespace forumwatch
