#include "config/model_file.h"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <optional>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/text/tokens.h"
#include "config/json_reader.h"

namespace forumwatch {
namespace {

constexpr std::string_view kMagic = "fwmodel1";
constexpr int kFormat = 2;
constexpr double kMostOfANumber = 1e6;
constexpr std::size_t kMostOutputs = 256;
constexpr unsigned kByte = 8;
constexpr std::size_t kMostBytes = 5'000'000;  // of weights; more is no model of ours

std::string Hex(std::uint64_t value) {
  std::ostringstream out;
  out << std::hex << std::setw(16) << std::setfill('0') << value;
  return out.str();
}

// Reads numbers off the front; remembers when there were not enough bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view left) : left_(left) {}

  std::uint32_t Next(std::size_t bytes) {
    if (left_.size() < bytes) {
      short_ = true;
      left_ = {};
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = bytes; i-- > 0;) {
      value = (value << kByte) | static_cast<unsigned char>(left_[i]);
    }
    left_.remove_prefix(bytes);
    return value;
  }
  [[nodiscard]] bool IsShort() const { return short_; }
  [[nodiscard]] std::size_t left() const { return left_.size(); }

 private:
  std::string_view left_;
  bool short_ = false;
};

void AppendNumber(std::string& out, std::uint32_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) {
    out += static_cast<char>((value >> (kByte * i)) & 0xFFU);
  }
}

// What is wrong with the weights, or nothing and `parts` filled.
std::optional<std::string> ReadWeights(std::string_view content, LinearParts& parts) {
  constexpr std::size_t kRowBytes = 8;
  constexpr std::size_t kWeightBytes = 2;
  ByteReader bytes(content.substr(kMagic.size()));
  const std::size_t rows = bytes.Next(4);
  const std::size_t weights = bytes.Next(4);
  if (bytes.IsShort() || bytes.left() != rows * kRowBytes + weights * kWeightBytes) {
    return "长度不对，文件不完整";
  }
  std::size_t sum = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const LinearRow row{bytes.Next(4), bytes.Next(4)};
    if (row.slot >= kSlots || (i > 0 && row.slot <= parts.rows.back().slot)) {
      return "第 " + std::to_string(i + 1) + " 行的编号不对";
    }
    sum += row.weights;
    parts.rows.push_back(row);
  }
  if (sum != weights) {
    return "权重的个数对不上";
  }
  for (std::size_t i = 0; i < weights; ++i) {
    const std::uint32_t output = bytes.Next(1);
    const std::uint32_t weight = bytes.Next(1);
    if (output >= parts.outputs.size()) {
      return "第 " + std::to_string(i + 1) + " 个权重属于不存在的输出";
    }
    parts.weights.push_back({static_cast<std::uint8_t>(output), static_cast<std::int8_t>(weight)});
  }
  return std::nullopt;
}

// "" when it cannot be read, which is no model's weights. No more is read than a model can hold.
std::string ContentOf(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {  // a pipe would keep us waiting
    return "";
  }
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) {
    return "";
  }
  std::string content(static_cast<std::size_t>(std::min<std::uintmax_t>(size, kMostBytes + 1)),
                      '\0');
  in.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(in.gcount()));
  return content;
}

float ReadNumber(const JsonValue& value, std::string_view key) {
  return static_cast<float>(value.Required(key).Number(0, -kMostOfANumber, kMostOfANumber));
}

Surety ReadSurety(const JsonValue& value) {
  return {ReadNumber(value, "yes"), ReadNumber(value, "no")};
}

nlohmann::ordered_json Written(const Surety& surety) {
  return {{"yes", surety.yes}, {"no", surety.no}};
}

std::vector<LinearOutput> ReadOutputs(const JsonFile& file) {
  std::vector<LinearOutput> outputs;
  const JsonValue list = file.root().Required("outputs", "模型的输出");
  for (const JsonValue& value : list.Items()) {
    outputs.push_back({value.Required("task").NonEmptyText(),
                       value.Required("name").NonEmptyText(),
                       ReadNumber(value, "bias"),
                       ReadNumber(value, "scale"),
                       ReadNumber(value, "slope"),
                       ReadNumber(value, "offset"),
                       {ReadSurety(value.Required("letters", "长主帖：多有把握才推翻词和规则")),
                        ReadSurety(value.Required("openings", "主帖：多有把握才推翻词和规则")),
                        ReadSurety(value.Required("follow_ups", "跟帖：多有把握才推翻词和规则"))}});
  }
  if (outputs.size() > kMostOutputs) {
    list.Mistake("最多 256 个输出");
  }
  return outputs;
}

}  // namespace

std::shared_ptr<const Learned> LoadLearned(const std::filesystem::path& folder,
                                           const Handbook& handbook) {
  const auto json = folder / "understanding.json";
  if (std::error_code error;
      std::filesystem::status(json, error).type() == std::filesystem::file_type::not_found) {
    return nullptr;
  }
  const JsonFile file = JsonFile::Load(json);
  static_cast<void>(file.root()["about"].Texts());
  static_cast<void>(file.root().Required("format").Int(kFormat, kFormat, kFormat));
  const JsonValue check = file.root().Required("check", "权重文件的校验和");
  LinearParts parts;
  parts.outputs = ReadOutputs(file);
  const std::string wanted = check.NonEmptyText();
  file.Done();
  const auto path = folder / "understanding.weights";
  const std::string content = ContentOf(path);
  const auto refuse = [&](const std::filesystem::path& of, const std::string& message) {
    throw ConfigError({{of.string(), 0, 0, "", message}});
  };
  if (content.size() > kMostBytes) {
    refuse(path, "太大，不是模型的权重文件");
  }
  if (!content.starts_with(kMagic)) {
    refuse(path, "打不开，或不是模型的权重文件");
  }
  if (Hex(FixedHash(content)) != wanted) {
    refuse(path, "校验和与 understanding.json 不符：两个文件不是一起来的，或已损坏");
  }
  if (const auto wrong = ReadWeights(content, parts)) {
    refuse(path, *wrong);
  }
  LinearModel model(std::move(parts));
  if (const auto wrong = Learned::WhatIsWrong(model, handbook)) {
    refuse(json, *wrong);
  }
  return std::make_shared<const Learned>(std::move(model), handbook);
}

ModelFiles FormatModel(const LinearParts& parts, const std::vector<std::string>& about) {
  ModelFiles files;
  files.weights = kMagic;
  AppendNumber(files.weights, static_cast<std::uint32_t>(parts.rows.size()), 4);
  AppendNumber(files.weights, static_cast<std::uint32_t>(parts.weights.size()), 4);
  for (const LinearRow& row : parts.rows) {
    AppendNumber(files.weights, row.slot, 4);
    AppendNumber(files.weights, row.weights, 4);
  }
  for (const LinearWeight& weight : parts.weights) {
    AppendNumber(files.weights, weight.output, 1);
    AppendNumber(files.weights, static_cast<std::uint8_t>(weight.weight), 1);
  }
  nlohmann::ordered_json outputs = nlohmann::ordered_json::array();
  for (const LinearOutput& output : parts.outputs) {
    outputs.push_back({{"task", output.task},
                       {"name", output.name},
                       {"bias", output.bias},
                       {"scale", output.scale},
                       {"slope", output.slope},
                       {"offset", output.offset},
                       {"letters", Written(output.surety[0])},
                       {"openings", Written(output.surety[1])},
                       {"follow_ups", Written(output.surety[2])}});
  }
  const nlohmann::ordered_json json = {{"about", about},
                                       {"format", kFormat},
                                       {"check", Hex(FixedHash(files.weights))},
                                       {"outputs", std::move(outputs)}};
  files.json = json.dump(2) + "\n";
  return files;
}

}  // namespace forumwatch
