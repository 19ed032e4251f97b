#include "config/json_ways.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "config/engine_parts.h"

namespace forumwatch {
namespace {

// "~1" stands for "/", "~0" for "~".
std::string Unescaped(std::string step) {
  for (const auto& [written, meant] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
    for (auto at = step.find(written); at != std::string::npos; at = step.find(written, at + 1)) {
      step.replace(at, 2, meant);
    }
  }
  return step;
}

}  // namespace

JsonPlace PlaceOf(std::string written) {
  JsonPlace place{std::move(written), {}};
  for (auto at = place.written.starts_with('/') ? 0 : std::string::npos; at != std::string::npos;) {
    const auto next = place.written.find('/', at + 1);
    place.steps.push_back(Unescaped(place.written.substr(at + 1, next - at - 1)));
    at = next;
  }
  return place;
}

JsonPlace ReadPlace(const JsonValue& value) {
  JsonPlace place = PlaceOf(value.NonEmptyText());
  if (place.steps.empty() && !place.written.empty()) {
    value.Mistake("位置要以 / 开头，例如 /user/username");
  }
  return place;
}

namespace {

JsonWay ReadWay(const JsonValue& value);

// Texts of which some may be "": nothing is there.
std::vector<std::string> ReadValues(const JsonValue& list) {
  std::vector<std::string> values;
  for (const JsonValue& item : list.Items()) {
    values.push_back(item.Text());
  }
  return values;
}

JsonTest ReadTest(const JsonValue& value) {
  JsonTest test{ReadWay(value), {}, {}};
  if (value.is_object()) {
    test.is = ReadValues(value["is"]);
    test.is_not = ReadValues(value["is_not"]);
    if (value["is"].present() && value["is_not"].present()) {
      value.Mistake("is 和 is_not 只能写一个");
    }
  }
  return test;
}

void ReadLookUp(const JsonValue& value, JsonWay& way) {
  way.in = ReadPlace(value["in"]);
  way.same = value["same"].Texts();
  way.then = ReadPlace(value["then"]);
  const bool any = value["in"].present() || value["same"].present() || value["then"].present();
  if (any && (way.in.steps.empty() || way.same.empty() || way.then.steps.empty())) {
    value.Mistake("in、same、then 要一起写：到哪个列表里找、凭哪几个键认、取它的哪里");
  }
}

JsonWay ReadWay(const JsonValue& value) {
  JsonWay way;
  if (value.is_text()) {
    way.at = ReadPlace(value);
    return way;
  }
  way.at = ReadPlace(value["at"]);
  way.say = value["say"].NonEmptyText();
  ReadLookUp(value, way);
  if (value["when"].present()) {
    way.when = std::make_shared<const JsonTest>(ReadTest(value["when"]));
  }
  way.html = value["html"].Bool(false);
  way.pattern = ReadPattern(value["pattern"]);
  for (const auto& [word, meaning] : value["words"].Members()) {
    way.words.emplace(word, meaning.NonEmptyText());
  }
  way.add = value["add"].Int(0, -1000, 1000);
  if (value.is_object() && way.at.steps.empty() == way.say.empty()) {
    value.Mistake("at 和 say 要写一个，也只能写一个");
  }
  return way;
}

}  // namespace

JsonTests ReadTests(const JsonValue& list) {
  JsonTests tests;
  for (const JsonValue& item : list.Items()) {
    tests.push_back(ReadTest(item));
  }
  return tests;
}

JsonField ReadWays(const JsonValue& value) {
  JsonField field;
  if (!value.present()) {
    return field;
  }
  if (!value.is_list()) {
    field.push_back(ReadWay(value));
    return field;
  }
  for (const JsonValue& item : value.Items()) {
    field.push_back(ReadWay(item));
  }
  if (field.empty()) {
    value.Mistake("至少要写一种取法，不需要就删去这一项");
  }
  return field;
}

JsonField RequiredWays(const JsonValue& holder, const char* key, const char* what) {
  return ReadWays(holder.Required(key, what));
}

std::set<std::string> NamesIn(const JsonValue& value, const std::string& form) {
  std::set<std::string> names;
  for (std::size_t at = form.find('{'); at != std::string::npos; at = form.find('{', at + 1)) {
    const auto close = form.find('}', at);
    if (close == std::string::npos) {
      value.Mistake("花括号没有配对");
      break;
    }
    names.insert(form.substr(at + 1, close - at - 1));
  }
  return names;
}

void CheckLink(const JsonValue& value, const std::string& form, const std::set<std::string>& known,
               const std::vector<AddressForm>& boards) {
  const auto all_have = [&boards](const std::string& name) {
    return !boards.empty() &&
           std::all_of(boards.begin(), boards.end(), [&name](const AddressForm& board) {
             return board.match && board.match->HasGroup(name);
           });
  };
  for (const std::string& name : NamesIn(value, form)) {
    if (!known.contains(name) && !all_have(name)) {
      value.Mistake("这里不能用 {" + name + "}" +
                    (boards.empty() ? "" : "：每种版块网址的 match 里都要有这个名字的组"));
    }
  }
}

}  // namespace forumwatch
