#include "analysis/learning/kind_surety.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace forumwatch {
namespace {

CountsByTexts operator+(const CountsByTexts& a, const CountsByTexts& b) {
  CountsByTexts sum;
  std::transform(a.begin(), a.end(), b.begin(), sum.begin(), std::plus());
  return sum;
}

// What is complained of, counted for each of the tried log-odds from which it is said to be so.
class KindCounts {
 public:
  KindCounts() : counts_(Tried().size()) {}

  void Add(const HeldOut& row, float odds) {
    const bool truth = row.example->truth.front() == Truth::Yes;
    const auto texts = static_cast<std::size_t>(row.example->texts);
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      counts_[i].at(texts).Add(truth, odds > Tried()[i]);
    }
  }
  [[nodiscard]] const CountsByTexts& At(std::size_t i) const { return counts_[i]; }
  // Of what is said to be so, as many are as are not, on all texts.
  [[nodiscard]] bool WakesWell(std::size_t i) const {
    return std::all_of(counts_[i].begin(), counts_[i].end(),
                       [](const Counts& counts) { return counts.right >= counts.wrong; });
  }
  // Of what falls, next to nothing is so.
  [[nodiscard]] bool QuietsWell(std::size_t i) const {
    constexpr double kOfTen = 10;
    return std::all_of(counts_[i].begin(), counts_[i].end(), [](const Counts& counts) {
      return counts.missed * kOfTen <= counts.missed + counts.neither;
    });
  }

 private:
  std::vector<CountsByTexts> counts_;  // by Tried()
};

// A complaint that nobody is told of is worse than a false alarm. More must not be missed than the
// rules miss on any texts, and on hardly any should there be more false alarms than theirs.
double CostOfKinds(const CountsByTexts& now, const CountsByTexts& rules) {
  constexpr double kOfMissed = 1.5;
  constexpr double kOfMissedMore = 1000;
  constexpr double kOfMoreFalseAlarms = 10;
  double cost = 0;
  for (std::size_t i = 0; i < kTexts; ++i) {
    const double more_missed = std::max(now.at(i).Missed() - rules.at(i).Missed(), 0.0);
    const double more_alarms = std::max(now.at(i).FalseAlarms() - rules.at(i).FalseAlarms(), 0.0);
    cost += ShareOf(i) * (kOfMissed * now.at(i).Missed() + now.at(i).FalseAlarms() +
                          kOfMissedMore * more_missed + kOfMoreFalseAlarms * more_alarms);
  }
  return cost;
}

// Openings the rules denied, follow-ups they denied, follow-ups they took for complaints; what
// stands whatever the model says.
struct SortedKinds {
  KindCounts openings;
  KindCounts follow_ups;
  KindCounts doubted;
  CountsByTexts stands;
  CountsByTexts rules;
};

SortedKinds SortKinds(const std::vector<HeldOut>& held_out, const LinearOutput& complaint) {
  SortedKinds sorted;
  for (const HeldOut& row : held_out) {
    const Example& example = *row.example;
    if (example.truth.front() == Truth::Unknown) {
      continue;
    }
    const bool by_rules = example.by_rules.front() == Truth::Yes;
    const bool truth = example.truth.front() == Truth::Yes;
    const auto texts = static_cast<std::size_t>(example.texts);
    sorted.rules.at(texts).Add(truth, by_rules);
    if (!by_rules) {
      (example.opening ? sorted.openings : sorted.follow_ups).Add(row, OddsOf(row, 0, complaint));
    } else if (example.opening || example.danger) {
      sorted.stands.at(texts).Add(truth, true);
    } else {
      sorted.doubted.Add(row, OddsOf(row, 0, complaint));
    }
  }
  return sorted;
}

}  // namespace

void SetSuretyOfKinds(const std::vector<HeldOut>& held_out, LinearOutput& complaint) {
  const SortedKinds kinds = SortKinds(held_out, complaint);
  const std::vector<float>& tried = Tried();
  double least = std::numeric_limits<double>::infinity();
  const auto weigh = [&](std::size_t opening, std::size_t follow_up, const CountsByTexts& others) {
    for (std::size_t doubted = 0; doubted <= follow_up; ++doubted) {
      const double cost = CostOfKinds(others + kinds.doubted.At(doubted), kinds.rules);
      if (kinds.doubted.QuietsWell(doubted) && cost < least) {
        least = cost;
        complaint.of_openings = {tried[opening], tried[doubted]};
        complaint.of_follow_ups = {tried[follow_up], tried[doubted]};
      }
    }
  };
  for (std::size_t opening = 0; opening < tried.size(); ++opening) {
    for (std::size_t follow_up = 0; follow_up < tried.size(); ++follow_up) {
      if (kinds.openings.WakesWell(opening) && kinds.follow_ups.WakesWell(follow_up)) {
        weigh(opening, follow_up,
              kinds.stands + kinds.openings.At(opening) + kinds.follow_ups.At(follow_up));
      }
    }
  }
}

}  // namespace forumwatch
