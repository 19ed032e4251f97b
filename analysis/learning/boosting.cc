#include "analysis/learning/boosting.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace forumwatch {
namespace {

constexpr int kRounds = 400;
constexpr double kRate = 0.1;
constexpr double kRidge = 2;        // added to the weight of each side
constexpr double kFewestRows = 30;  // of each side
constexpr std::size_t kMostBorders = 40;
constexpr float kLeastRange = 1e-3F;  // files keep four digits

// Between values that occur, about as many rows in each range.
std::vector<float> BordersOf(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  std::vector<float> borders;
  const std::size_t step =
      std::max<std::size_t>(1, (values.size() + kMostBorders - 1) / kMostBorders);
  for (std::size_t i = step; i < values.size(); i += step) {
    const auto next = std::upper_bound(values.begin(), values.end(), values[i - 1]);
    if (next != values.end()) {
      const float border = (values[i - 1] + *next) / 2;
      if (borders.empty() || border - borders.back() >= kLeastRange) {
        borders.push_back(border);
      }
    }
  }
  return borders;
}

// One sign of all rows.
struct Column {
  std::vector<float> borders;
  std::vector<std::uint8_t> range;  // by row
  std::vector<double> value;        // by range: the table so far
};

Column MakeColumn(const StumpRows& rows, std::size_t sign, std::size_t signs) {
  std::vector<float> values;
  values.reserve(rows.truth.size());
  for (std::size_t row = 0; row < rows.truth.size(); ++row) {
    values.push_back(rows.values[row * signs + sign]);
  }
  Column column;
  column.borders = BordersOf(values);
  column.value.resize(column.borders.size() + 1);
  column.range.reserve(values.size());
  for (const float value : values) {
    const auto above = std::upper_bound(column.borders.begin(), column.borders.end(), value);
    column.range.push_back(static_cast<std::uint8_t>(above - column.borders.begin()));
  }
  return column;
}

// What the rows of a range still lack, how much they can be moved, how many they are.
struct Slope {
  double lacking = 0;
  double weight = 0;
  double rows = 0;

  Slope& operator+=(const Slope& other) {
    lacking += other.lacking;
    weight += other.weight;
    rows += other.rows;
    return *this;
  }
  [[nodiscard]] Slope Without(const Slope& other) const {
    return {lacking - other.lacking, weight - other.weight, rows - other.rows};
  }
  [[nodiscard]] double Step() const { return lacking / (weight + kRidge); }
  [[nodiscard]] double Gain() const { return lacking * Step(); }
};

struct Stump {
  std::size_t column = 0;
  std::size_t ranges_below = 0;
  double gain = 0;
  double below = 0;
  double above = 0;
};

void FindBest(const Column& column, std::size_t number, const std::vector<Slope>& of_rows,
              Stump& best) {
  std::vector<Slope> of_ranges(column.value.size());
  Slope all;
  for (std::size_t row = 0; row < of_rows.size(); ++row) {
    of_ranges[column.range[row]] += of_rows[row];
    all += of_rows[row];
  }
  Slope below;
  for (std::size_t i = 0; i + 1 < of_ranges.size(); ++i) {
    below += of_ranges[i];
    const Slope above = all.Without(below);
    const double gain = below.Gain() + above.Gain() - all.Gain();
    if (below.rows >= kFewestRows && above.rows >= kFewestRows && gain > best.gain) {
      best = {number, i + 1, gain, below.Step(), above.Step()};
    }
  }
}

}  // namespace

Stumps Boost(const StumpRows& rows, std::size_t signs) {
  const std::size_t count = rows.truth.size();
  std::vector<Column> columns;
  for (std::size_t sign = 0; sign < signs; ++sign) {
    columns.push_back(MakeColumn(rows, sign, signs));
  }
  const auto yes = static_cast<double>(std::count(rows.truth.begin(), rows.truth.end(), true));
  Stumps stumps;
  stumps.bias = std::log((yes + 1) / (static_cast<double>(count) - yes + 1));
  std::vector<double> odds(count, stumps.bias);
  std::vector<Slope> slopes(count);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t row = 0; row < count; ++row) {
      const double chance = 1 / (1 + std::exp(-odds[row]));
      slopes[row] = {(rows.truth[row] ? 1 : 0) - chance, chance * (1 - chance), 1};
    }
    Stump best;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      FindBest(columns[i], i, slopes, best);
    }
    if (best.gain <= 0) {
      break;
    }
    Column& column = columns[best.column];
    for (std::size_t i = 0; i < column.value.size(); ++i) {
      column.value[i] += kRate * (i < best.ranges_below ? best.below : best.above);
    }
    for (std::size_t row = 0; row < count; ++row) {
      odds[row] += kRate * (column.range[row] < best.ranges_below ? best.below : best.above);
    }
  }
  for (Column& column : columns) {
    stumps.tables.push_back(
        {std::move(column.borders), {column.value.begin(), column.value.end()}});
  }
  return stumps;
}

}  // namespace forumwatch
