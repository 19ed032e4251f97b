#include "config/json_reader.h"

#include <charconv>
#include <fstream>

#include "config/json_cursor.h"
#include "config/json_tree.h"
#include "config/written_forms.h"

namespace forumwatch {
namespace {

std::string Quoted(std::string_view word) {
  return "“" + std::string(word) + "”";
}

std::string WhatIsThere(const JsonNode& node) {
  switch (node.type) {
    case JsonType::Null:
      return " null（不需要就删去这一项）";
    case JsonType::Bool:
      return node.boolean ? " true" : " false";
    case JsonType::Integer:
    case JsonType::Number:
      return "数字 " + node.text;
    case JsonType::Text:
      return "文字" + Quoted(node.text);
    case JsonType::List:
      return "列表 [ ]";
    case JsonType::Object:
      return "一组键值 { }";
  }
  return {};
}

std::string ShortNumber(double value) {
  std::array<char, 32> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value).ptr;
  return {out.data(), end};
}

// The path without numbers and without names of the user's own.
std::string KindOfPlace(const JsonNode& node) {
  if (node.parent == nullptr) {
    return {};
  }
  const std::string holder = KindOfPlace(*node.parent);  // at most as deep as the scanner allows
  if (node.parent->type == JsonType::List) {
    return holder + "[]";
  }
  return holder + (holder.empty() ? "" : ".") + (node.parent->open ? "*" : node.key);
}

}  // namespace

JsonValue::JsonValue(JsonTree& tree, JsonNode* node, JsonNode* holder, std::string_view key)
    : tree_(&tree), node_(node), holder_(holder), key_(key) {}

bool JsonValue::is_text() const noexcept {
  return present() && node_->type == JsonType::Text;
}
bool JsonValue::is_list() const noexcept {
  return present() && node_->type == JsonType::List;
}
bool JsonValue::is_object() const noexcept {
  return present() && node_->type == JsonType::Object;
}
bool JsonValue::is_null() const noexcept {
  return present() && node_->type == JsonType::Null;
}
bool JsonValue::is_number() const noexcept {
  return present() && (node_->type == JsonType::Integer || node_->type == JsonType::Number);
}

JsonValue JsonValue::operator[](std::string_view key) const {
  if (!present()) {
    return {*tree_, nullptr, holder_, key_ + "." + std::string(key)};
  }
  if (!is_object()) {
    WrongType("一组键值 { }");
    return {*tree_, nullptr, node_, key};
  }
  node_->asked.emplace(key);
  const auto member = node_->members.find(key);
  return {*tree_, member == node_->members.end() ? nullptr : member->second, node_, key};
}

JsonValue JsonValue::Required(std::string_view key, std::string_view what) const {
  JsonValue member = (*this)[key];
  if (is_object() && !member.present()) {
    Mistake("缺少 " + Quoted(key) + (what.empty() ? "" : "：" + std::string(what)));
  }
  return member;
}

std::vector<JsonValue> JsonValue::Items() const {
  std::vector<JsonValue> items;
  if (present() && !is_list()) {
    WrongType("列表 [ ]");
  } else if (present()) {
    for (JsonNode* child : node_->children) {
      items.push_back(JsonValue(*tree_, child, node_, {}));
    }
  }
  return items;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::Members() const {
  std::vector<std::pair<std::string, JsonValue>> members;
  if (present() && !is_object()) {
    WrongType("一组键值 { }");
  } else if (present()) {
    node_->open = true;
    for (JsonNode* child : node_->children) {
      node_->asked.insert(child->key);
      members.emplace_back(child->key, JsonValue(*tree_, child, node_, child->key));
    }
  }
  return members;
}

const std::string* JsonValue::Written(std::string_view wanted) const {
  if (is_text()) {
    return &node_->text;
  }
  if (present()) {
    WrongType(wanted);
  }
  return nullptr;
}

std::string JsonValue::Text(std::string_view fallback) const {
  const std::string* const text = Written("文字（加双引号）");
  return text == nullptr ? std::string(fallback) : *text;
}

std::string JsonValue::NonEmptyText(std::string_view fallback) const {
  const std::string* const text = Written("文字（加双引号）");
  if (text != nullptr && text->find_first_not_of(" \t\r\n") == std::string::npos) {
    Mistake("不能是空的");
    return std::string(fallback);
  }
  return text == nullptr ? std::string(fallback) : *text;
}

std::vector<std::string> JsonValue::Texts() const {
  std::vector<std::string> texts;
  for (const JsonValue& item : Items()) {
    if (std::string text = item.NonEmptyText(); !text.empty()) {
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

bool JsonValue::Bool(bool fallback) const {
  if (present() && node_->type == JsonType::Bool) {
    return node_->boolean;
  }
  if (present()) {
    WrongType(" true 或 false（不加引号）");
  }
  return fallback;
}

int JsonValue::Int(int fallback, int least, int most) const {
  if (!present()) {
    return fallback;
  }
  if (node_->type != JsonType::Integer) {
    WrongType("整数（不加引号）");
    return fallback;
  }
  if (node_->integer < least || node_->integer > most) {
    OutOfRange(std::to_string(least), std::to_string(most));
    return fallback;
  }
  return static_cast<int>(node_->integer);
}

double JsonValue::Number(double fallback, double least, double most) const {
  if (!present()) {
    return fallback;
  }
  if (!is_number()) {
    WrongType("数字（不加引号）");
    return fallback;
  }
  if (!(node_->number >= least && node_->number <= most)) {
    OutOfRange(ShortNumber(least), ShortNumber(most));
    return fallback;
  }
  return node_->number;
}

std::chrono::seconds JsonValue::Span(std::chrono::seconds fallback, std::chrono::seconds least,
                                     std::chrono::seconds most) const {
  constexpr std::string_view kForm = "时长，例如 \"90s\"、\"30m\"、\"4h\"、\"14d\"、\"1h30m\"";
  const std::string* const text = Written(kForm);
  if (text == nullptr) {
    return fallback;
  }
  const auto span = ParseSpan(*text);
  if (!span) {
    WrongType(kForm);
    return fallback;
  }
  if (*span < least || *span > most) {
    OutOfRange(SpanText(least), SpanText(most));
    return fallback;
  }
  return *span;
}

std::optional<std::chrono::minutes> JsonValue::TimeOfDay() const {
  constexpr std::string_view kForm = "时刻，例如 \"09:00\"，最晚 \"24:00\"";
  const std::string* const text = Written(kForm);
  if (text == nullptr) {
    return std::nullopt;
  }
  const auto time = ParseHourMinute(*text);
  if (!time || *time > std::chrono::hours(24)) {
    WrongType(kForm);
    return std::nullopt;
  }
  return time;
}

std::optional<std::chrono::minutes> JsonValue::Offset() const {
  constexpr std::string_view kForm = "与 UTC 的时差，例如 \"+08:00\"";
  const std::string* const text = Written(kForm);
  if (text == nullptr) {
    return std::nullopt;
  }
  const bool signed_form = text->starts_with('+') || text->starts_with('-');
  const auto offset =
      signed_form ? ParseHourMinute(std::string_view(*text).substr(1)) : std::nullopt;
  if (!offset || *offset > std::chrono::hours(14)) {
    WrongType(kForm);
    return std::nullopt;
  }
  return text->front() == '-' ? -*offset : *offset;
}

std::optional<std::chrono::year_month_day> JsonValue::Date() const {
  constexpr std::string_view kForm = "日期，例如 \"2026-10-01\"";
  const std::string* const text = Written(kForm);
  if (text == nullptr) {
    return std::nullopt;
  }
  // A date is what is an instant once a time is added.
  const auto instant = text->size() == 10 ? ParseRfc3339(*text + "T00:00:00Z") : std::nullopt;
  if (!instant) {
    WrongType(kForm);
    return std::nullopt;
  }
  return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*instant));
}

std::optional<UtcTime> JsonValue::Instant() const {
  constexpr std::string_view kForm = "带时差的日期时间，例如 \"2026-03-02T21:14:00+08:00\"";
  const std::string* const text = Written(kForm);
  if (text == nullptr) {
    return std::nullopt;
  }
  const auto instant = ParseRfc3339(*text);
  if (!instant) {
    WrongType(kForm);
  }
  return instant;
}

void JsonValue::Mistake(std::string message) const {
  tree_->mistakes.push_back(Place(std::move(message)));
}

void JsonValue::Warning(std::string message) const {
  tree_->warnings.push_back(Place(std::move(message)));
}

ConfigMistake JsonValue::Place(std::string message) const {
  const JsonNode& at = present() ? *node_ : *holder_;
  std::string path = PathOf(at);
  if (!present() && !key_.empty()) {
    path += (path.empty() ? "" : ".") + key_;
  }
  return {tree_->file, at.line, at.column, std::move(path), std::move(message)};
}

void JsonValue::WrongType(std::string_view wanted) const {
  Mistake("应当是" + std::string(wanted) + "，现在是" + WhatIsThere(*node_));
}

void JsonValue::OutOfRange(const std::string& least, const std::string& most) const {
  Mistake(node_->text + " 超出范围，可以是 " + least + " 到 " + most);
}

void JsonValue::NotOneOf(const std::string& word, const std::vector<std::string>& known) const {
  if (!is_text()) {
    return;  // absent, or the wrong type has been noted
  }
  std::string choices;
  for (const auto& choice : known) {
    choices += (choices.empty() ? "" : "、") + Quoted(choice);
  }
  const std::string meant = Closest(word, known);
  Mistake("不认识 " + Quoted(word) + (meant.empty() ? "" : "，是不是 " + Quoted(meant) + "？") +
          "（可以是 " + choices + "）");
}

JsonFile JsonFile::Load(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (std::error_code error; !in || std::filesystem::is_directory(path, error)) {
    throw ConfigError({{path.string(), 0, 0, {}, "打不开这个文件；请检查路径和读取权限"}});
  }
  std::string text;
  std::array<char, 65536> part{};
  do {  // a device without an end is too large, too
    in.read(part.data(), part.size());
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
  } while (in && text.size() <= kMaxJsonBytes);
  if (in.bad()) {
    throw ConfigError({{path.string(), 0, 0, {}, "读这个文件时出错"}});
  }
  return Parse(text, path.string());
}

JsonFile JsonFile::Parse(std::string_view text, std::string name) {
  return JsonFile(ScanJson(text, std::move(name)));
}

const std::string& JsonFile::digest() const noexcept {
  return tree_->digest;
}

std::string JsonFile::DigestWithout(std::string_view key) const {
  return forumwatch::DigestWithout(*tree_->root, key);
}

JsonFile::JsonFile(std::unique_ptr<JsonTree> tree) : tree_(std::move(tree)) {}
JsonFile::~JsonFile() = default;
JsonFile::JsonFile(JsonFile&&) noexcept = default;
JsonFile& JsonFile::operator=(JsonFile&&) noexcept = default;

JsonValue JsonFile::root() const {
  tree_->root->asked.emplace("$schema");
  return {*tree_, tree_->root, tree_->root, {}};
}

std::vector<ConfigMistake> JsonFile::Mistakes() const {
  auto mistakes = tree_->mistakes;
  for (const JsonNode& node : tree_->nodes) {
    if (node.type != JsonType::Object || node.asked.empty()) {
      continue;  // an object nobody looked into is reported as a whole, by its holder
    }
    for (const JsonNode* child : node.children) {
      if (!node.asked.contains(child->key)) {
        const std::vector<std::string> known(node.asked.begin(), node.asked.end());
        const std::string meant = Closest(child->key, known);
        mistakes.push_back({tree_->file, child->key_line, child->key_column, PathOf(*child),
                            "不认识的键 " + Quoted(child->key) +
                                (meant.empty() ? "" : "，是不是 " + Quoted(meant) + "？")});
      }
    }
  }
  Arrange(mistakes);
  return mistakes;
}

std::vector<ConfigMistake> JsonFile::Warnings() const {
  auto warnings = tree_->warnings;
  Arrange(warnings);
  return warnings;
}

std::set<std::string> JsonFile::KnownKeys() const {
  std::set<std::string> keys;
  for (const JsonNode& node : tree_->nodes) {
    const std::string path = KindOfPlace(node);
    for (const auto& key : node.asked) {
      keys.insert(path + (path.empty() ? "" : ".") + (node.open ? "*" : key));
    }
  }
  return keys;
}

void JsonFile::Done() const {
  if (auto mistakes = Mistakes(); !mistakes.empty()) {
    throw ConfigError(std::move(mistakes));
  }
}

}  // namespace forumwatch
