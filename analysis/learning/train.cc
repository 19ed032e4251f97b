#include "analysis/learning/train.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include <linear.h>

#include "analysis/learning/calibrate.h"

namespace forumwatch {
namespace {

constexpr int kMostOfByte = 127;

using Weights = std::vector<float>;  // of the known features; the bias last

// The examples as liblinear wants them: features that enough events and sets know, numbered from 1,
// then the bias.
class Rows {
 public:
  Rows(const std::vector<const Example*>& examples, const TrainOptions& options) {
    const std::vector<int> groups = TimesKnown(examples, &Example::group);
    const std::vector<int> sources = TimesKnown(examples, &Example::source);
    for (std::uint32_t slot = 0; slot < kSlots; ++slot) {
      if (groups[slot] >= options.many_groups ||
          (groups[slot] >= options.least_groups && sources[slot] >= options.least_sources)) {
        slots_.push_back(slot);
      }
    }
    for (const Example* example : examples) {
      std::vector<feature_node> nodes;
      for (const Feature& feature : example->features) {
        const auto known = std::lower_bound(slots_.begin(), slots_.end(), feature.slot);
        if (known != slots_.end() && *known == feature.slot) {
          nodes.push_back(
              {static_cast<int>(known - slots_.begin()) + 1, static_cast<double>(feature.value)});
        }
      }
      nodes.push_back({count(), 1});
      nodes.push_back({-1, 0});
      nodes_.push_back(std::move(nodes));
    }
  }
  [[nodiscard]] feature_node* Of(std::size_t row) { return nodes_[row].data(); }
  [[nodiscard]] int count() const { return static_cast<int>(slots_.size()) + 1; }
  [[nodiscard]] const std::vector<std::uint32_t>& slots() const { return slots_; }

 private:
  // How many events, or sets, know each slot.
  static std::vector<int> TimesKnown(const std::vector<const Example*>& examples,
                                     std::string Example::*of) {
    std::map<std::string, std::set<std::uint32_t>> knowing;
    for (const Example* example : examples) {
      std::set<std::uint32_t>& slots = knowing[example->*of];
      for (const Feature& feature : example->features) {
        slots.insert(feature.slot);
      }
    }
    std::vector<int> times(kSlots);
    for (const auto& [name, slots] : knowing) {
      for (const std::uint32_t slot : slots) {
        ++times[slot];
      }
    }
    return times;
  }

  std::vector<std::uint32_t> slots_;  // ascending
  std::vector<std::vector<feature_node>> nodes_;
};

class Trainer {
 public:
  Trainer(const std::vector<const Example*>& examples, const TrainOptions& options)
      : examples_(examples), options_(options), rows_(examples, options) {
    set_print_string_function([](const char* /*text*/) {});
  }

  // Learnt from the examples outside `fold` whose truth is known. All zero when there is only one
  // answer among them.
  template <typename TruthOf>
  Weights Learn(unsigned fold, const TruthOf& truth_of) {
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      if (truth_of(*examples_[i]) != Truth::Unknown && FoldOf(examples_[i]->group) != fold) {
        known.push_back(i);
      }
    }
    const int letters = TimesOfLetters(known);
    std::vector<feature_node*> rows;
    std::vector<double> answers;
    double yes = 0;
    for (const std::size_t i : known) {
      const bool is_so = truth_of(*examples_[i]) == Truth::Yes;
      for (int times = examples_[i]->texts == Texts::Letters ? letters : 1; times > 0; --times) {
        rows.push_back(rows_.Of(i));
        answers.push_back(is_so ? 1 : -1);
        yes += is_so ? 1 : 0;
      }
    }
    const double no = static_cast<double>(rows.size()) - yes;
    Weights weights(static_cast<std::size_t>(rows_.count()));
    if (yes == 0 || no == 0) {
      return weights;
    }
    return Solve(rows, answers, yes, no, std::move(weights));
  }

  [[nodiscard]] const std::vector<std::uint32_t>& slots() const { return rows_.slots(); }

  [[nodiscard]] float ScoreOf(std::size_t row, const Weights& weights) {
    double score = 0;
    for (const feature_node* node = rows_.Of(row); node->index > 0; ++node) {
      score +=
          node->value * static_cast<double>(weights[static_cast<std::size_t>(node->index) - 1]);
    }
    return static_cast<float>(score);
  }

 private:
  // Letters use other words than forums and are fewer: each counts as often as they go
  // whole into the posts, `kMost` times at most.
  [[nodiscard]] int TimesOfLetters(const std::vector<std::size_t>& known) const {
    constexpr std::size_t kMost = 5;
    const auto letters =
        static_cast<std::size_t>(std::count_if(known.begin(), known.end(), [&](std::size_t i) {
          return examples_[i]->texts == Texts::Letters;
        }));
    const std::size_t posts = known.size() - letters;
    return letters == 0 ? 1 : static_cast<int>(std::clamp<std::size_t>(posts / letters, 1, kMost));
  }

  Weights Solve(std::vector<feature_node*>& rows, std::vector<double>& answers, double yes,
                double no, Weights weights) const {
    problem input{};
    input.l = static_cast<int>(rows.size());
    input.n = rows_.count();
    input.y = answers.data();
    input.x = rows.data();
    input.bias = -1;
    // Both answers weigh the same together, however rare one is.
    std::array<int, 2> labels = {1, -1};
    std::array<double, 2> shares = {(yes + no) / (2 * yes), (yes + no) / (2 * no)};
    parameter how{};
    how.solver_type = L2R_L2LOSS_SVC_DUAL;
    how.C = options_.cost;
    how.eps = 0.01;
    how.nr_weight = static_cast<int>(labels.size());
    how.weight_label = labels.data();
    how.weight = shares.data();
    // It draws the order of its steps with std::rand: the same examples must give the same model.
    std::srand(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): that is what a constant seed is for
    model* learnt = train(&input, &how);
    const double sign = learnt->label[0] == 1 ? 1 : -1;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      weights[i] = static_cast<float>(sign * learnt->w[i]);
    }
    free_and_destroy_model(&learnt);
    return weights;
  }

  const std::vector<const Example*>& examples_;
  const TrainOptions& options_;
  Rows rows_;
};

// Weights rounded to bytes, kept by slot.
class Packer {
 public:
  Packer(std::vector<LinearOutput> outputs, std::vector<std::uint32_t> slots, int least)
      : slots_(std::move(slots)), least_(least), rows_(slots_.size()) {
    parts_.outputs = std::move(outputs);
  }

  void Add(std::size_t output, const Weights& weights) {
    float most = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      most = std::max(most, std::abs(weights[i]));
    }
    LinearOutput& packed = parts_.outputs[output];
    packed.bias = weights.back();
    packed.scale = most / kMostOfByte;
    for (std::size_t i = 0; i < slots_.size() && most > 0; ++i) {
      const auto rounded = static_cast<int>(std::lround(weights[i] / packed.scale));
      if (std::abs(rounded) >= least_) {
        rows_[i].push_back({static_cast<std::uint8_t>(output), static_cast<std::int8_t>(rounded)});
      }
    }
  }

  LinearParts Take() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::vector<LinearWeight>& weights = rows_[i];
      if (!weights.empty()) {
        parts_.rows.push_back({slots_[i], static_cast<std::uint32_t>(weights.size())});
        parts_.weights.insert(parts_.weights.end(), weights.begin(), weights.end());
      }
    }
    return std::move(parts_);
  }

 private:
  LinearParts parts_;
  std::vector<std::uint32_t> slots_;
  int least_;
  std::vector<std::vector<LinearWeight>> rows_;
};

std::vector<const Example*> ForLearning(const std::vector<Example>& examples) {
  std::vector<const Example*> learning;
  for (const Example& example : examples) {
    if (!IsForTesting(example.group)) {
      learning.push_back(&example);
    }
  }
  return learning;
}

// What is learnt from talk alone is added to what is a complaint.
void AddChatter(Trainer& trainer, unsigned fold, float share, Weights& weights) {
  const Weights of_chatter = trainer.Learn(fold, [](const Example& example) {
    return example.texts == Texts::Chatter ? example.truth.front() : Truth::Unknown;
  });
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] += share * of_chatter[i];
  }
}

// What was held out of the fold, by what was learnt without it.
void ScoreFold(Trainer& trainer, unsigned fold, std::size_t output, const Weights& weights,
               std::vector<HeldOut>& held_out) {
  for (std::size_t i = 0; i < held_out.size(); ++i) {
    if (FoldOf(held_out[i].example->group) == fold) {
      held_out[i].scores[output] = trainer.ScoreOf(i, weights);
    }
  }
}

void TakeThresholds(const std::vector<LinearOutput>& from, std::vector<LinearOutput>& into) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    into[i].slope = from[i].slope;
    into[i].offset = from[i].offset;
    into[i].surety = from[i].surety;
  }
}

}  // namespace

Trained Train(const std::vector<Example>& examples, std::vector<LinearOutput> outputs,
              const TrainOptions& options,
              const std::function<void(std::size_t, std::size_t)>& progress) {
  const std::vector<const Example*> learning = ForLearning(examples);
  const bool kinds = LearnsKinds(outputs);
  Trainer trainer(learning, options);
  std::vector<HeldOut> held_out;
  held_out.reserve(learning.size());
  for (const Example* example : learning) {
    held_out.push_back({example, std::vector<float>(outputs.size())});
  }
  std::vector<Packer> packers(kFolds + 1, Packer(outputs, trainer.slots(), options.least_weight));
  const std::size_t steps = outputs.size() * packers.size();
  for (unsigned fold = 0; fold <= kFolds; ++fold) {
    for (std::size_t output = 0; output < outputs.size(); ++output) {
      Weights weights =
          trainer.Learn(fold, [&](const Example& example) { return example.truth[output]; });
      if (kinds && output == 0) {
        AddChatter(trainer, fold, options.chatter_share, weights);
      }
      ScoreFold(trainer, fold, output, weights, held_out);
      packers[fold].Add(output, weights);
      progress(fold * outputs.size() + output + 1, steps);
    }
  }
  Calibrate(held_out, outputs);
  Trained trained;
  for (Packer& packer : packers) {
    trained.folds.push_back(packer.Take());
    TakeThresholds(outputs, trained.folds.back().outputs);
  }
  trained.parts = std::move(trained.folds.back());
  trained.folds.pop_back();
  return trained;
}

}  // namespace forumwatch
