#include "crawlers/sites/json_document.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "crawlers/parse/charset.h"

namespace forumwatch {
namespace {

using nlohmann::json;

const json& Value(const void* raw) {
  return *static_cast<const json*>(raw);
}

std::optional<std::size_t> IndexIn(const std::string& step) {
  std::size_t index = 0;
  const auto result = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool whole = result.ec == std::errc() && result.ptr == step.data() + step.size();
  return whole ? std::make_optional(index) : std::nullopt;
}

}  // namespace

struct JsonDocument::Tree {
  json root;
};

JsonDocument::JsonDocument(const JsonText& text)
    : tree_(std::make_unique<Tree>(Tree{text.refusal.empty() && text.looks_json && text.ended
                                            ? json::parse(text.text, nullptr, false)
                                            : json(json::value_t::discarded)})) {}
JsonDocument::~JsonDocument() = default;

JsonItem JsonDocument::root() const {
  return tree_->root.is_discarded() ? JsonItem() : JsonItem(&tree_->root);
}

JsonItem JsonItem::Member(const std::string& name) const {
  if (!is_object()) {
    return {};
  }
  const auto found = Value(raw_).find(name);
  return found == Value(raw_).end() ? JsonItem() : JsonItem(&*found);
}

JsonItem JsonItem::At(const JsonPlace& place) const {
  JsonItem item = *this;
  for (const std::string& step : place.steps) {
    if (item.is_list()) {
      const auto index = IndexIn(step);
      const json& list = Value(item.raw_);
      item = index && *index < list.size() ? JsonItem(&list[*index]) : JsonItem();
    } else {
      item = item.Member(step);
    }
  }
  return item;
}

bool JsonItem::is_list() const {
  return raw_ != nullptr && Value(raw_).is_array();
}

bool JsonItem::is_object() const {
  return raw_ != nullptr && Value(raw_).is_object();
}

bool JsonItem::is_text() const {
  return raw_ != nullptr && Value(raw_).is_string();
}

std::vector<JsonItem> JsonItem::Items() const {
  std::vector<JsonItem> items;
  if (is_list()) {
    items.reserve(size());
    for (const json& value : Value(raw_)) {
      items.emplace_back(&value);
    }
  }
  return items;
}

std::size_t JsonItem::size() const {
  return is_list() ? Value(raw_).size() : 0;
}

std::string JsonItem::Text() const {
  if (raw_ == nullptr) {
    return {};
  }
  const json& value = Value(raw_);
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return text.find('\0') == std::string::npos ? text : SanitizeUtf8(text);
  }
  if (value.is_number_unsigned()) {
    return std::to_string(value.get<std::uint64_t>());
  }
  if (value.is_number_integer()) {
    return std::to_string(value.get<std::int64_t>());
  }
  if (value.is_boolean()) {
    return value.get<bool>() ? "true" : "false";
  }
  return {};
}

bool JsonItem::Truth() const {
  if (is_list() || is_object()) {
    return true;
  }
  const std::string text = Text();
  return !text.empty() && text != "0" && text != "false";
}

}  // namespace forumwatch
