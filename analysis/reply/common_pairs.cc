#include "analysis/reply/common_pairs.h"

#include <cmath>
#include <utility>

namespace forumwatch {
namespace {

constexpr double kShareOfRare = 0.375;  // most of what is rare is rarer than the list's last row
constexpr double kHalf = 0.5;

}  // namespace

CommonPairs::CommonPairs(int posts, int least, Counts counts)
    : posts_(posts), of_rare_(kShareOfRare * least), counts_(std::move(counts)) {}

double CommonPairs::Rarity(std::string_view pair) const {
  const auto found = counts_.find(pair);
  const double texts = found == counts_.end() ? of_rare_ : found->second;
  return std::log((posts_ + 1) / (texts + kHalf));
}

}  // namespace forumwatch
