#include "crawlers/sites/json_field.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/html/visible_text.h"

namespace forumwatch {
namespace {

bool Holds(const JsonTest& test, const JsonScope& scope);

// The element of the list at way.in that has the same members as `wanted`.
JsonItem LookUp(const JsonWay& way, JsonItem wanted, JsonItem page) {
  if (!wanted.is_object()) {
    return {};
  }
  for (const JsonItem& item : page.At(way.in).Items()) {
    const bool same = std::all_of(way.same.begin(), way.same.end(), [&](const std::string& member) {
      const std::string value = wanted.Member(member).Text();
      return !value.empty() && item.Member(member).Text() == value;
    });
    if (same) {
      return item.At(way.then);
    }
  }
  return {};
}

JsonItem ItemOf(const JsonWay& way, const JsonScope& scope) {
  const JsonItem item = scope.here.At(way.at);
  return way.in.steps.empty() ? item : LookUp(way, item, scope.page);
}

std::string ValueOf(const JsonWay& way, const JsonScope& scope) {
  if (way.when && !Holds(*way.when, scope)) {
    return {};
  }
  std::string value = way.say.empty() ? ItemOf(way, scope).Text() : way.say;
  if (const auto word = way.words.find(value); word != way.words.end()) {
    return word->second;
  }
  if (way.html && value.find_first_of("&<") != std::string::npos) {
    value = TextOfMarkup(std::move(value)).value_or("");
  }
  return way.pattern ? way.pattern->Value(value).value_or("") : value;
}

std::optional<int> WholeNumber(std::string_view text, int add) {
  std::int64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size() || number < 0 ||
      number > std::numeric_limits<int>::max() / 2) {
    return std::nullopt;
  }
  return std::max(0, static_cast<int>(number) + add);
}

bool Holds(const JsonTest& test, const JsonScope& scope) {
  if (test.is.empty() && test.is_not.empty()) {
    return ItemOf(test.way, scope).Truth();
  }
  const std::string value = ValueOf(test.way, scope);
  const auto among = [&value](const std::vector<std::string>& values) {
    return std::find(values.begin(), values.end(), value) != values.end();
  };
  return test.is.empty() ? !among(test.is_not) : among(test.is);
}

}  // namespace

std::optional<std::string> TextOfMarkup(std::string markup, std::span<const Selector> drop) {
  CheckedMarkup checked(std::move(markup), MarkupLimits());
  if (!checked.refusal().empty()) {
    return std::nullopt;
  }
  const Document document(std::move(checked));
  return VisibleText(document.root(), drop);
}

std::string ReadValue(const JsonField& field, const JsonScope& scope) {
  for (const JsonWay& way : field) {
    if (std::string value = Folded(ValueOf(way, scope)); !value.empty()) {
      return value;
    }
  }
  return {};
}

std::optional<int> ReadNumber(const JsonField& field, const JsonScope& scope) {
  for (const JsonWay& way : field) {
    if (const auto number = WholeNumber(Folded(ValueOf(way, scope)), way.add)) {
      return number;
    }
  }
  return std::nullopt;
}

std::optional<int> ReadCount(const JsonField& field, const JsonScope& scope) {
  for (const JsonWay& way : field) {
    if (const JsonItem item = ItemOf(way, scope); item.is_list()) {
      return static_cast<int>(item.size()) + way.add;
    }
    if (const auto number = WholeNumber(ValueOf(way, scope), way.add)) {
      return number;
    }
  }
  return std::nullopt;
}

std::vector<std::string> ReadList(const JsonField& field, const JsonScope& scope) {
  std::vector<std::string> values;
  for (const JsonWay& way : field) {
    for (const JsonItem item : ItemOf(way, scope).Items()) {
      values.push_back(item.Text());
    }
    if (!values.empty()) {
      break;
    }
  }
  std::erase(values, "");
  return values;
}

ReadTime ReadDate(const JsonField& field, const JsonScope& scope, const DateContext& context) {
  ReadTime read;
  for (const JsonWay& way : field) {
    const std::string value = Folded(ValueOf(way, scope));
    if (value.empty() || value == "0") {
      continue;
    }
    if (read.at = ParseForumDate(value, context); read.at) {
      return read;
    }
    read.unread = value;
  }
  return read;
}

bool AnyHolds(const JsonTests& tests, const JsonScope& scope) {
  return std::any_of(tests.begin(), tests.end(),
                     [&scope](const JsonTest& test) { return Holds(test, scope); });
}

std::string Written(const JsonField& field) {
  std::string written;
  for (const JsonWay& way : field) {
    written += (written.empty() ? "" : ", ") + way.at.written;
  }
  return written;
}

}  // namespace forumwatch
