// Trained models as files: models/understanding.json (what is learnt, by which command, with which
// figures; biases, scales, thresholds) beside models/understanding.weights (the weights, small
// whole numbers in bytes).
//   weights: "fwmodel1", then little-endian: u32 rows, u32 weights; per row u32 slot, u32 how many;
//   per weight u8 output, i8 weight.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analysis/understanding/handbook.h"
#include "analysis/understanding/learned.h"

namespace forumwatch {

// Null when `folder` holds no models. Throws ConfigError with what is wrong and where: a damaged
// or foreign file is never used.
std::shared_ptr<const Learned> LoadLearned(const std::filesystem::path& folder,
                                           const Handbook& handbook);

struct ModelFiles {
  std::string json;
  std::string weights;
};
// `about`: what people should know of it, line by line.
ModelFiles FormatModel(const LinearParts& parts, const std::vector<std::string>& about);

}  // namespace forumwatch
