#include "analysis/learning/calibrate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "analysis/learning/counts.h"
#include "analysis/learning/kind_surety.h"
#include "analysis/understanding/learned.h"

namespace forumwatch {
namespace {

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

// The outputs of one task.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Range RangeOf(LearnedTask task, const std::vector<LinearOutput>& outputs) {
  const auto is_of_task = [&](const LinearOutput& output) { return output.task == Name(task); };
  const auto begin = std::find_if(outputs.begin(), outputs.end(), is_of_task);
  const auto end = std::find_if_not(begin, outputs.end(), is_of_task);
  return {static_cast<std::size_t>(begin - outputs.begin()),
          static_cast<std::size_t>(end - outputs.begin())};
}

// What there is to choose by: the examples of which both the truth and the rules' word are known.
std::vector<const HeldOut*> RowsToChooseBy(const std::vector<HeldOut>& held_out, Range range,
                                           Manner manner) {
  std::vector<const HeldOut*> rows;
  for (const HeldOut& row : held_out) {
    const Example& example = *row.example;
    if (example.manner == manner && example.truth[range.begin] != Truth::Unknown &&
        example.by_rules[range.begin] != Truth::Unknown) {
      rows.push_back(&row);
    }
  }
  return rows;
}

// How much better on all texts together than the rules; worse on any is as good as forbidden.
double Gain(const std::array<double, kTexts>& now, const std::array<double, kTexts>& rules,
            const std::array<double, kTexts>& rows) {
  constexpr double kOfLoss = 10;
  const RowsByTexts shares = SharesOf(rows);
  double gain = 0;
  for (std::size_t i = 0; i < kTexts; ++i) {
    const double more = now.at(i) - rules.at(i);
    gain += shares.at(i) * (more < 0 ? kOfLoss * more : more);
  }
  return gain;
}

// The most careful of Tried(), which goes from careless to careful or back, by which there is
// hardly less gain than the most.
template <typename Goodness>
float Best(const Goodness& goodness, bool from_above) {
  constexpr double kHardly = 0.002;
  std::vector<float> tried = Tried();
  if (from_above) {
    std::reverse(tried.begin(), tried.end());
  }
  std::vector<double> gains;
  std::transform(tried.begin(), tried.end(), std::back_inserter(gains), goodness);
  const double most = *std::max_element(gains.begin(), gains.end());
  const auto best =
      std::find_if(gains.begin(), gains.end(), [&](double gain) { return gain >= most - kHardly; });
  return tried[static_cast<std::size_t>(best - gains.begin())];
}

// Of a task that chooses one answer: what is right by texts when others than the rules' answer
// count from a margin on.
class Choices {
 public:
  Choices(const std::vector<const HeldOut*>& rows, Range range) {
    for (const HeldOut* row : rows) {
      const Example& example = *row->example;
      const auto from = row->scores.begin() + static_cast<std::ptrdiff_t>(range.begin);
      const auto to = row->scores.begin() + static_cast<std::ptrdiff_t>(range.end);
      const auto best = static_cast<std::size_t>(std::max_element(from, to) - row->scores.begin());
      const auto rules = IndexOfYes(example.by_rules, range);
      const auto texts = static_cast<std::size_t>(example.texts);
      choices_.push_back({row->scores[best] - row->scores[rules],
                          example.truth[rules] == Truth::Yes, example.truth[best] == Truth::Yes,
                          texts});
      ++rows_.at(texts);
    }
  }
  [[nodiscard]] const std::array<double, kTexts>& rows() const { return rows_; }
  [[nodiscard]] std::array<double, kTexts> RightFrom(float margin) const {
    std::array<double, kTexts> right{};
    for (const Choice& choice : choices_) {
      const bool now = choice.margin > margin ? choice.by_model : choice.by_rules;
      right.at(choice.texts) += now ? 1 / rows_.at(choice.texts) : 0;
    }
    return right;
  }

 private:
  struct Choice {
    float margin;
    bool by_rules;  // whether the rules' answer is right
    bool by_model;
    std::size_t texts;
  };
  // The rules' answer; the first where they have none.
  static std::size_t IndexOfYes(const std::vector<Truth>& answers, Range range) {
    const auto from = answers.begin() + static_cast<std::ptrdiff_t>(range.begin);
    const auto to = answers.begin() + static_cast<std::ptrdiff_t>(range.end);
    const auto found = std::find(from, to, Truth::Yes);
    return static_cast<std::size_t>((found == to ? from : found) - answers.begin());
  }

  std::vector<Choice> choices_;
  std::array<double, kTexts> rows_{};
};

float MarginOf(const std::vector<HeldOut>& held_out, Range range, Manner manner) {
  const Choices choices(RowsToChooseBy(held_out, range, manner), range);
  const auto rules = choices.RightFrom(kNever);
  return Best(
      [&](float margin) {
        return margin < 0 ? -1 : Gain(choices.RightFrom(margin), rules, choices.rows());
      },
      true);
}

// F1 by texts of a task with several answers.
std::array<double, kTexts> F1OfMany(const std::vector<const HeldOut*>& rows, Range range,
                                    const std::vector<LinearOutput>& outputs, Surety surety) {
  CountsByTexts counts;
  for (const HeldOut* row : rows) {
    const Example& example = *row->example;
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const float odds = OddsOf(*row, i, outputs[i]);
      const bool found = example.by_rules[i] == Truth::Yes ? odds >= surety.no : odds > surety.yes;
      counts.at(static_cast<std::size_t>(example.texts)).Add(example.truth[i] == Truth::Yes, found);
    }
  }
  std::array<double, kTexts> f1{};
  std::transform(counts.begin(), counts.end(), f1.begin(),
                 [](const Counts& of) { return of.F1(); });
  return f1;
}

// First what is added, then what is taken away.
Surety SuretyOfMany(const std::vector<HeldOut>& held_out, Range range, Manner manner,
                    const std::vector<LinearOutput>& outputs) {
  const auto rows = RowsToChooseBy(held_out, range, manner);
  Surety surety{kNever, -kNever};
  const auto rules = F1OfMany(rows, range, outputs, surety);
  std::array<double, kTexts> of_texts{};
  for (const HeldOut* row : rows) {
    ++of_texts.at(static_cast<std::size_t>(row->example->texts));
  }
  const auto gain = [&](Surety of) {
    return Gain(F1OfMany(rows, range, outputs, of), rules, of_texts);
  };
  surety.yes = Best([&](float yes) { return gain({yes, surety.no}); }, true);
  surety.no = Best([&](float no) { return gain({surety.yes, no}); }, false);
  return surety;
}

// Where one answer is chosen, the scores are compared as they are: odds would favour what is
// frequent.
bool ChoosesOne(LearnedTask task) {
  return task == LearnedTask::Class || task == LearnedTask::Topic || task == LearnedTask::Cause ||
         task == LearnedTask::Reply;
}

void CalibrateTask(LearnedTask task, const std::vector<HeldOut>& held_out,
                   std::vector<LinearOutput>& outputs) {
  const Range range = RangeOf(task, outputs);
  if (range.begin == range.end) {
    return;
  }
  for (std::size_t i = range.begin; i < range.end && !ChoosesOne(task); ++i) {
    FitOdds(held_out, i, outputs[i]);
  }
  if (task == LearnedTask::Kind) {
    SetSuretyOfKinds(held_out, outputs[range.begin]);
    return;
  }
  SuretyByManner surety;
  for (std::size_t i = 0; i < kManners; ++i) {
    const auto manner = static_cast<Manner>(i);
    surety.at(i) = ChoosesOne(task) ? Surety{MarginOf(held_out, range, manner), -kNever}
                                    : SuretyOfMany(held_out, range, manner, outputs);
  }
  for (std::size_t i = range.begin; i < range.end; ++i) {
    outputs[i].surety = surety;
  }
}

}  // namespace

void Calibrate(const std::vector<HeldOut>& held_out, std::vector<LinearOutput>& outputs) {
  for (const LearnedTask task : kLearnedTasks) {
    CalibrateTask(task, held_out, outputs);
  }
}

}  // namespace forumwatch
