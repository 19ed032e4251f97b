#include "config/grouping_file.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "config/json_reader.h"

namespace forumwatch {
namespace {

constexpr int kFormatOfTables = 1;
constexpr double kMostOfABorder = 1e6;
constexpr double kMostLogOdds = 100;

std::vector<std::string> ReadTopics(const JsonValue& list, const Handbook& handbook) {
  std::vector<std::string> topics;
  for (const JsonValue& value : list.Items()) {
    topics.push_back(value.NonEmptyText());
    if (!handbook.topics.empty() && !FindTopic(handbook, topics.back())) {
      value.Mistake("handbook.json 里没有“" + topics.back() + "”这个话题");
    }
  }
  return topics;
}

std::vector<float> ReadNumbers(const JsonValue& list, double most) {
  std::vector<float> numbers;
  for (const JsonValue& value : list.Items()) {
    numbers.push_back(static_cast<float>(value.Number(0, -most, most)));
  }
  return numbers;
}

StepTable ReadTable(const JsonValue& value) {
  StepTable table;
  const JsonValue from = value.Required("from", "各段从哪里起");
  table.from = ReadNumbers(from, kMostOfABorder);
  table.value = ReadNumbers(value.Required("value", "各段的分"), kMostLogOdds);
  for (std::size_t i = 1; i < table.from.size(); ++i) {
    if (table.from[i - 1] >= table.from[i]) {
      from.Mistake("要从小到大");
      break;
    }
  }
  if (table.value.size() != table.from.size() + 1) {
    value.Mistake("value 应比 from 多一个");
  }
  return table;
}

nlohmann::ordered_json Rounded(const std::vector<float>& numbers) {
  constexpr double kDigits = 1e4;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const float number : numbers) {
    list.push_back(std::round(static_cast<double>(number) * kDigits) / kDigits);
  }
  return list;
}

}  // namespace

std::shared_ptr<const GroupingWords> LoadGroupingWords(const std::filesystem::path& file,
                                                       const Handbook& handbook) {
  const JsonFile json = JsonFile::Load(file);
  const JsonValue root = json.root();
  GroupingWords words;
  words.begins_anew = root.Required("begins_anew", "另说一件事的词").Texts();
  words.wide_topics = ReadTopics(root.Required("wide_topics", "话题"), handbook);
  words.reactions = ReadTopics(root.Required("reactions", "话题"), handbook);
  json.Done();
  return std::make_shared<const GroupingWords>(std::move(words));
}

std::shared_ptr<const GroupingTables> LoadGroupingTables(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    return nullptr;
  }
  const JsonFile json = JsonFile::Load(file);
  const JsonValue root = json.root();
  static_cast<void>(root["about"].Texts());
  if (root.Required("format", "格式").Int(0) != kFormatOfTables) {
    root["format"].Mistake("这是别的版本的文件，请重新训练");
  }
  GroupingTables tables;
  const JsonValue relations = root.Required("relations", "各种关系的表");
  for (std::size_t i = 0; i < kRelations; ++i) {
    const JsonValue relation = relations.Required(kRelationNames.at(i));
    GroupingTables::OfRelation& of = tables.relations.at(i);
    of.bias = static_cast<float>(
        relation.Required("bias", "起点").Number(0, -kMostLogOdds, kMostLogOdds));
    const JsonValue signs = relation.Required("signs", "各个特征的表");
    for (std::size_t sign = 0; sign < kLikenessSigns; ++sign) {
      of.signs.at(sign) = ReadTable(signs.Required(kSignsOfLikeness.at(sign).name));
    }
  }
  json.Done();
  return std::make_shared<const GroupingTables>(std::move(tables));
}

std::string FormatGroupingTables(const GroupingTables& tables,
                                 const std::vector<std::string>& about) {
  nlohmann::ordered_json root;
  root["about"] = about;
  root["format"] = kFormatOfTables;
  for (std::size_t i = 0; i < kRelations; ++i) {
    const GroupingTables::OfRelation& of = tables.relations.at(i);
    nlohmann::ordered_json& relation = root["relations"][std::string(kRelationNames.at(i))];
    relation["bias"] = Rounded({of.bias}).front();
    for (std::size_t sign = 0; sign < kLikenessSigns; ++sign) {
      const StepTable& table = of.signs.at(sign);
      relation["signs"][std::string(kSignsOfLikeness.at(sign).name)] = {
          {"from", Rounded(table.from)}, {"value", Rounded(table.value)}};
    }
  }
  return root.dump(1) + "\n";
}

}  // namespace forumwatch
