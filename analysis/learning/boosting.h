// Boosted stumps: a sum of tables, one of each sign, that tells yes from no. Pure; the same rows
// give the same tables.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/grouping/tables.h"

namespace forumwatch {

struct StumpRows {
  std::vector<float> values;  // row after row, a value of each sign
  std::vector<bool> truth;    // by row
};

struct Stumps {
  double bias = 0;  // log-odds
  std::vector<StepTable> tables;
};

// Without rows: all of nothing.
Stumps Boost(const StumpRows& rows, std::size_t signs);

}  // namespace forumwatch
