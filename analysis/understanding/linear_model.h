// Linear models over hashed features: for each output a bias and weights, small whole numbers times
// the output's scale. Most features weigh nothing and take no room: the service holds a model for
// as long as it lives. Immutable once made; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace forumwatch {

// How sure it takes to overrule the rules, in log-odds: above `yes` what they denied is said to be
// so, below `no` what they said falls. Where one answer is chosen, `yes` is by how much its score
// must exceed that of the rules' answer.
struct Surety {
  float yes = 0;
  float no = 0;
};
// How something was said: the same score means more of one than of another. A letter is a long
// opening post; a staff reply is a letter or, when short, goes as an opening.
enum class Manner : unsigned char { Letter, Opening, FollowUp };
constexpr std::size_t kManners = 3;
using SuretyByManner = std::array<Surety, kManners>;
// Stands for an overruling that never happens.
constexpr float kNever = 1e5F;

struct LinearOutput {
  std::string task;
  std::string name;
  float bias = 0;
  float scale = 0;
  // What makes log-odds of raw scores, found on posts that were not learnt from; of tasks that
  // choose one answer the scores are left as they are.
  float slope = 1;
  float offset = 0;
  SuretyByManner surety{};
};

constexpr unsigned kSlotBits = 18;
constexpr std::uint32_t kSlots = 1U << kSlotBits;

struct Feature {
  std::uint32_t slot = 0;  // < kSlots
  float value = 0;
};

struct LinearWeight {
  std::uint8_t output = 0;
  std::int8_t weight = 0;
};

// The weights of one slot follow those of the slot before.
struct LinearRow {
  std::uint32_t slot = 0;
  std::uint32_t weights = 0;  // how many
};

// A model as it is made and written down.
struct LinearParts {
  std::vector<LinearOutput> outputs;  // at most 256
  std::vector<LinearRow> rows;        // by slot, each once
  std::vector<LinearWeight> weights;  // outputs < outputs.size()
};

class LinearModel {
 public:
  // `parts` must be as their comments say: the reader of the file has seen to it.
  explicit LinearModel(LinearParts parts);

  [[nodiscard]] const std::vector<LinearOutput>& outputs() const noexcept { return outputs_; }
  // By output.
  [[nodiscard]] std::vector<float> Score(std::span<const Feature> features) const;
  [[nodiscard]] float SumOf(std::size_t output, std::span<const Feature> features) const;
  [[nodiscard]] float ScoreOf(std::size_t output, float sum) const;
  [[nodiscard]] std::span<const LinearWeight> WeightsOf(std::uint32_t slot) const;

 private:
  // 64 neighbouring slots: which of them have a row, and how many rows stand before theirs.
  struct Block {
    std::uint64_t filled = 0;
    std::uint32_t before = 0;
  };

  std::vector<LinearOutput> outputs_;
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> begins_;  // by row and one more: into weights_
  std::vector<LinearWeight> weights_;
};

}  // namespace forumwatch
