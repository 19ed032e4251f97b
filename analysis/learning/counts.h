// What thresholds are chosen by: how often what is said of held-out examples is right, by the texts
// they are from. Pure.
#pragma once

#include <array>
#include <vector>

#include "analysis/learning/examples.h"
#include "analysis/understanding/linear_model.h"

namespace forumwatch {

struct HeldOut {
  const Example* example = nullptr;
  std::vector<float> scores;  // by output
};

float OddsOf(const HeldOut& row, std::size_t which, const LinearOutput& output);

struct Counts {
  double right = 0;
  double wrong = 0;
  double missed = 0;
  double neither = 0;

  void Add(bool truth, bool found) {
    ++(truth ? (found ? right : missed) : (found ? wrong : neither));
  }
  Counts operator+(const Counts& other) const {
    return {right + other.right, wrong + other.wrong, missed + other.missed,
            neither + other.neither};
  }
  [[nodiscard]] double All() const { return right + wrong + missed + neither; }
  [[nodiscard]] double F1() const {
    return right > 0 ? 2 * right / (2 * right + wrong + missed) : 0;
  }
};
using CountsByTexts = std::array<Counts, kTexts>;

// What each of the texts weighs of which there are so many rows: the product reads forums of
// owners. A few rows beside many prove nothing.
using RowsByTexts = std::array<double, kTexts>;
RowsByTexts SharesOf(const RowsByTexts& rows);

// Log-odds that are tried; the first and the last stand for always and never.
const std::vector<float>& Tried();

}  // namespace forumwatch
