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
  // Of what falls, at most a third is so, on all texts.
  [[nodiscard]] bool QuietsWell(std::size_t i) const {
    constexpr double kOneIn = 3;
    constexpr double kProveNothing = 5;
    return std::all_of(counts_[i].begin(), counts_[i].end(), [](const Counts& counts) {
      return counts.missed * kOneIn <= counts.missed + counts.neither + kProveNothing;
    });
  }

 private:
  std::vector<CountsByTexts> counts_;  // by Tried()
};

// What is wanting to F1, of complaints and of the rest alike. A complaint that nobody is told of is
// worse than several false alarms.
double CostOfKinds(const CountsByTexts& now) {
  constexpr double kOfMissed = 6;
  RowsByTexts rows{};
  std::transform(now.begin(), now.end(), rows.begin(),
                 [](const Counts& counts) { return counts.All(); });
  const RowsByTexts shares = SharesOf(rows);
  double cost = 0;
  for (std::size_t i = 0; i < kTexts; ++i) {
    const Counts& counts = now.at(i);
    const Counts complaints{counts.right, counts.wrong, kOfMissed * counts.missed, 0};
    const Counts rest{counts.neither, counts.missed, counts.wrong, 0};
    cost += shares.at(i) * (1 - (complaints.F1() + rest.F1()) / 2);
  }
  return cost;
}

// What the rules denied and what they took for complaints, said in one manner; what stands whatever
// the model says.
struct SortedKinds {
  KindCounts denied;
  KindCounts doubted;
  CountsByTexts stands;
};

SortedKinds SortKinds(const std::vector<HeldOut>& held_out, const LinearOutput& complaint,
                      Manner manner) {
  SortedKinds sorted;
  for (const HeldOut& row : held_out) {
    const Example& example = *row.example;
    if (example.truth.front() == Truth::Unknown || example.manner != manner) {
      continue;
    }
    const bool by_rules = example.by_rules.front() == Truth::Yes;
    const bool truth = example.truth.front() == Truth::Yes;
    const auto texts = static_cast<std::size_t>(example.texts);
    if (by_rules && example.danger) {
      sorted.stands.at(texts).Add(truth, true);
    } else {
      (by_rules ? sorted.doubted : sorted.denied).Add(row, OddsOf(row, 0, complaint));
    }
  }
  return sorted;
}

// The most careful of what costs hardly more than the least.
Surety SuretyOfKinds(const SortedKinds& kinds) {
  constexpr double kHardly = 0.002;
  struct Choice {
    Surety surety;
    double cost;
  };
  const std::vector<float>& tried = Tried();
  std::vector<Choice> choices;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t yes = 0; yes < tried.size(); ++yes) {
    // What falls only grows with `no`: where too much of it is so, the search ends.
    for (std::size_t no = 0; no <= yes && kinds.doubted.QuietsWell(no); ++no) {
      const CountsByTexts counts = kinds.stands + kinds.denied.At(yes) + kinds.doubted.At(no);
      choices.push_back({{tried[yes], tried[no]}, CostOfKinds(counts)});
      least = std::min(least, choices.back().cost);
    }
  }
  Surety surety{kNever, -kNever};
  float most_apart = -1;
  for (const Choice& choice : choices) {
    const float apart = choice.surety.yes - choice.surety.no;
    if (choice.cost <= least + kHardly && apart > most_apart) {
      most_apart = apart;
      surety = choice.surety;
    }
  }
  return surety;
}

}  // namespace

void SetSuretyOfKinds(const std::vector<HeldOut>& held_out, LinearOutput& complaint) {
  for (std::size_t i = 0; i < kManners; ++i) {
    complaint.surety.at(i) = SuretyOfKinds(SortKinds(held_out, complaint, static_cast<Manner>(i)));
  }
}

}  // namespace forumwatch
