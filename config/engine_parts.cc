#include "config/engine_parts.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace forumwatch {
namespace {

ValueSource ReadSource(const JsonValue& value) {
  ValueSource source;
  if (value.is_text()) {
    source.select = ReadCss(value);
    return source;
  }
  source.select = ReadCss(value["select"]);
  source.attribute = value["attribute"].NonEmptyText();
  source.pattern = ReadPattern(value["pattern"]);
  source.drop = ReadSelectors(value["drop"]);
  source.add = value["add"].Int(0, -1000, 1000);
  if (!source.attribute.empty() && !source.drop.empty()) {
    value.Mistake("取属性（attribute）时不能再写 drop，两个只能留一个");
  }
  return source;
}

}  // namespace

bool AnswersJson(const JsonValue& root) {
  const JsonValue format = root["format"];
  return format.present() && format.OneOf<bool>({{"html", false}, {"json", true}}, false);
}

std::optional<Css> ReadCss(const JsonValue& value) {
  std::string written = value.NonEmptyText();
  if (written.empty()) {
    return std::nullopt;
  }
  try {
    Selector selector(written);
    return Css{std::move(written), std::move(selector)};
  } catch (const std::invalid_argument& error) {
    value.Mistake(std::string("选择器写得不对：") + error.what());
    return std::nullopt;
  }
}

std::vector<Selector> ReadSelectors(const JsonValue& list) {
  std::vector<Selector> selectors;
  for (const JsonValue& item : list.Items()) {
    if (auto css = ReadCss(item)) {
      selectors.push_back(std::move(css->selector));
    }
  }
  return selectors;
}

std::optional<Pattern> ReadPattern(const JsonValue& value) {
  const std::string written = value.NonEmptyText();
  if (written.empty()) {
    return std::nullopt;
  }
  try {
    return Pattern(written);
  } catch (const std::invalid_argument& error) {
    value.Mistake(std::string("正则表达式写得不对：") + error.what() +
                  "（反斜杠在 JSON 里要写两个）");
    return std::nullopt;
  }
}

Field ReadField(const JsonValue& value) {
  Field field;
  if (!value.present()) {
    return field;
  }
  if (!value.is_list()) {
    field.push_back(ReadSource(value));
    return field;
  }
  for (const JsonValue& item : value.Items()) {
    field.push_back(ReadSource(item));
  }
  if (field.empty()) {
    value.Mistake("至少要写一种取法，不需要就删去这一项");
  }
  return field;
}

EngineSigns ReadSigns(const JsonValue& root) {
  return {{}, root["name"].Text(), ReadField(root["signs"]), ReadField(root["version"])};
}

PageVerdict ReadVerdict(const JsonValue& value) {
  return value.OneOf<PageVerdict>({{"gone", PageVerdict::Gone},
                                   {"login", PageVerdict::Login},
                                   {"blocked", PageVerdict::Blocked},
                                   {"blind", PageVerdict::Blind}},
                                  PageVerdict::Blind);
}

std::optional<PageKind> ReadPageKind(const JsonValue& value) {
  if (!value.present()) {
    return std::nullopt;
  }
  return value.OneOf<PageKind>({{"list", PageKind::List}, {"thread", PageKind::Thread}},
                               PageKind::Thread);
}

}  // namespace forumwatch
