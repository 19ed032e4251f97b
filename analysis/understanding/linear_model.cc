#include "analysis/understanding/linear_model.h"

#include <bit>

namespace forumwatch {
namespace {

constexpr std::uint32_t kBlockBits = 6;
constexpr std::uint32_t kInBlock = (1U << kBlockBits) - 1;

std::uint64_t BitOf(std::uint32_t slot) {
  return std::uint64_t{1} << (slot & kInBlock);
}

float AsOdds(const LinearOutput& output, float sum) {
  return (sum * output.scale + output.bias) * output.slope + output.offset;
}

}  // namespace

LinearModel::LinearModel(LinearParts parts)
    : outputs_(std::move(parts.outputs)),
      blocks_(kSlots >> kBlockBits),
      weights_(std::move(parts.weights)) {
  begins_.reserve(parts.rows.size() + 1);
  begins_.push_back(0);
  for (const LinearRow& row : parts.rows) {
    blocks_[row.slot >> kBlockBits].filled |= BitOf(row.slot);
    begins_.push_back(begins_.back() + row.weights);
  }
  std::uint32_t before = 0;
  for (Block& block : blocks_) {
    block.before = before;
    before += static_cast<std::uint32_t>(std::popcount(block.filled));
  }
}

std::span<const LinearWeight> LinearModel::WeightsOf(std::uint32_t slot) const {
  const Block& block = blocks_[slot >> kBlockBits];
  const std::uint64_t bit = BitOf(slot);
  if ((block.filled & bit) == 0) {
    return {};
  }
  const auto row =
      block.before + static_cast<std::uint32_t>(std::popcount(block.filled & (bit - 1)));
  return std::span(weights_).subspan(begins_[row], begins_[row + 1] - begins_[row]);
}

std::vector<float> LinearModel::Score(std::span<const Feature> features) const {
  std::vector<float> scores(outputs_.size());
  for (const Feature& feature : features) {
    for (const LinearWeight& weight : WeightsOf(feature.slot)) {
      scores[weight.output] += feature.value * static_cast<float>(weight.weight);
    }
  }
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] = AsOdds(outputs_[i], scores[i]);
  }
  return scores;
}

float LinearModel::SumOf(std::size_t output, std::span<const Feature> features) const {
  float sum = 0;
  for (const Feature& feature : features) {
    for (const LinearWeight& weight : WeightsOf(feature.slot)) {
      sum += weight.output == output ? feature.value * static_cast<float>(weight.weight) : 0;
    }
  }
  return sum;
}

float LinearModel::ScoreOf(std::size_t output, float sum) const {
  return AsOdds(outputs_[output], sum);
}

}  // namespace forumwatch
