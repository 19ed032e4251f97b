#include "analysis/learning/counts.h"

namespace forumwatch {

double ShareOf(std::size_t texts, double rows) {
  constexpr double kOfForums = 2;
  constexpr double kFew = 200;
  if (rows < kFew) {
    return 0;
  }
  return texts == static_cast<std::size_t>(Texts::Forum) ? kOfForums : 1;
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
