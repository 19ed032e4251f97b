#include "analysis/learning/calibrate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

// Log-odds that are tried as thresholds.
constexpr int kTried = 40;  // steps to each side of 0
constexpr float kStep = 0.1F;

// Logistic regression on one number, by Newton steps; a little regularised, since a rare answer may
// be told apart perfectly.
void FitOdds(const std::vector<HeldOut>& held_out, std::size_t which, LinearOutput& output) {
  constexpr int kSteps = 30;
  constexpr double kPull = 1;
  double slope = 1;
  double offset = 0;
  for (int step = 0; step < kSteps; ++step) {
    double g_slope = kPull * (slope - 1);
    double g_offset = 0;
    double h_slope = kPull;
    double h_offset = kPull;
    double h_both = 0;
    for (const HeldOut& row : held_out) {
      const Truth truth = row.example->truth[which];
      if (truth == Truth::Unknown) {
        continue;
      }
      const double score = static_cast<double>(row.scores[which]);
      const double p = 1 / (1 + std::exp(-(slope * score + offset)));
      const double error = p - (truth == Truth::Yes ? 1 : 0);
      const double spread = p * (1 - p);
      g_slope += error * score;
      g_offset += error;
      h_slope += spread * score * score;
      h_offset += spread;
      h_both += spread * score;
    }
    const double determinant = h_slope * h_offset - h_both * h_both;
    slope -= (h_offset * g_slope - h_both * g_offset) / determinant;
    offset -= (h_slope * g_offset - h_both * g_slope) / determinant;
  }
  output.slope = static_cast<float>(slope);
  output.offset = static_cast<float>(offset);
}

struct Counts {
  double right = 0;
  double wrong = 0;
  double missed = 0;
  double neither = 0;

  void Add(bool truth, bool found) {
    ++(truth ? (found ? right : missed) : (found ? wrong : neither));
  }
  [[nodiscard]] double F1() const {
    return right > 0 ? 2 * right / (2 * right + wrong + missed) : 0;
  }
  // Share of what is so that was missed, and of what is not that was taken for it.
  [[nodiscard]] double Missed() const { return Share(missed, right); }
  [[nodiscard]] double FalseAlarms() const { return Share(wrong, neither); }

 private:
  static double Share(double of, double others) { return of > 0 ? of / (of + others) : 0; }
};

float OddsOf(const HeldOut& row, std::size_t which, const LinearOutput& output) {
  return row.scores[which] * output.slope + output.offset;
}

template <typename Goodness>
float BestThreshold(const Goodness& goodness) {
  float best = 0;
  double most = -std::numeric_limits<double>::infinity();
  for (int step = -kTried; step <= kTried; ++step) {
    const float threshold = static_cast<float>(step) * kStep;
    if (const double now = goodness(threshold); now > most) {
      most = now;
      best = threshold;
    }
  }
  return best;
}

// Of what opens a thread, or of follow-ups. A complaint that nobody is told of is worse than a
// false alarm, and the product reads forums of owners. More must not be missed than the rules miss
// for anything, and for hardly anything should there be more false alarms than theirs.
double GoodnessOfKinds(const std::vector<HeldOut>& held_out, const LinearOutput& output,
                       bool openings, float threshold) {
  constexpr double kOfMissed = 1.5;
  constexpr double kOfMissedMore = 1000;
  constexpr double kOfMoreFalseAlarms = 10;
  constexpr double kOfForums = 2;
  std::array<Counts, kTexts> learnt;
  std::array<Counts, kTexts> rules;
  for (const HeldOut& row : held_out) {
    const Truth truth = row.example->truth.front();
    if (truth != Truth::Unknown && row.example->opening == openings) {
      const auto texts = static_cast<std::size_t>(row.example->texts);
      learnt.at(texts).Add(truth == Truth::Yes, OddsOf(row, 0, output) > threshold);
      rules.at(texts).Add(truth == Truth::Yes, row.example->by_rules);
    }
  }
  const auto cost = [&](Texts texts) {
    const Counts& now = learnt.at(static_cast<std::size_t>(texts));
    const Counts& before = rules.at(static_cast<std::size_t>(texts));
    return kOfMissed * now.Missed() + now.FalseAlarms() +
           kOfMissedMore * std::max(now.Missed() - before.Missed(), 0.0) +
           kOfMoreFalseAlarms * std::max(now.FalseAlarms() - before.FalseAlarms(), 0.0);
  };
  return -kOfForums * cost(Texts::Forum) - cost(Texts::Letters) - cost(Texts::Chatter);
}

// Where one answer is chosen, the scores are compared as they are: odds would favour what is
// frequent.
bool IsDecidedAlone(const LinearOutput& output) {
  return output.task == Name(LearnedTask::Kind) || output.task == Name(LearnedTask::Topics) ||
         output.task == Name(LearnedTask::Flags);
}

double GoodnessOfTask(const std::vector<HeldOut>& held_out,
                      const std::vector<LinearOutput>& outputs, std::string_view task,
                      float threshold) {
  Counts counts;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].task != task) {
      continue;
    }
    for (const HeldOut& row : held_out) {
      if (row.example->truth[i] != Truth::Unknown) {
        counts.Add(row.example->truth[i] == Truth::Yes, OddsOf(row, i, outputs[i]) > threshold);
      }
    }
  }
  return counts.F1();
}

}  // namespace

void Calibrate(const std::vector<HeldOut>& held_out, std::vector<LinearOutput>& outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (IsDecidedAlone(outputs[i])) {
      FitOdds(held_out, i, outputs[i]);
    }
  }
  if (LearnsKinds(outputs)) {
    const auto best = [&](bool openings) {
      return BestThreshold([&](float threshold) {
        return GoodnessOfKinds(held_out, outputs[0], openings, threshold);
      });
    };
    outputs[0].threshold = best(false);
    outputs[0].opening_threshold = best(true);
  }
  for (const LearnedTask task : {LearnedTask::Topics, LearnedTask::Flags}) {
    const float threshold =
        BestThreshold([&](float at) { return GoodnessOfTask(held_out, outputs, Name(task), at); });
    for (LinearOutput& output : outputs) {
      if (output.task == Name(task)) {
        output.threshold = output.opening_threshold = threshold;
      }
    }
  }
}

}  // namespace forumwatch
