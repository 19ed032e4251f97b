// E5 跟帖反应热度: how much a complaint is talked about, as a sum of named terms. Pure.
//
//   now   = 10·Σ_u (1 + min(0.6, 0.25·ln n_u))·2^(−age_u/72h) + 5·ln(1+U) + 2·ln(1+views/100)
//   total = the same without decay
//   peak  = the highest `now` over the complaint's life
// over distinct owners u (staff excluded), n_u mentions of u, age_u since u's latest mention, U
// owners. A forum tells only how often a thread was read until today, so the views term is the same
// at every instant.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/model/complaint.h"

namespace forumwatch {

// The numbers of the formula, in its order.
struct HeatOptions {
  double per_person = 10;
  double repeat_gain = 0.25;
  double repeat_cap = 0.6;
  std::chrono::hours half_life{72};  // above 0
  double reach = 5;
  double views = 2;
  double views_unit = 100;  // above 0
};

struct HeatMention {
  std::string author;
  UtcTime at{};
};

// `mentions` without staff, any order; those after `now` have not happened yet. Between two
// mentions heat only falls, so peak is looked for at each mention up to `now` and at `now` itself.
Heat ComputeHeat(std::span<const HeatMention> mentions, std::optional<int> views, UtcTime now,
                 const HeatOptions& options);

}  // namespace forumwatch
