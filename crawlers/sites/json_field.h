// Reads the values an engine describes out of JSON. Pure; any thread. Unreadable is "" or nullopt,
// never a guess.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawlers/parse/date.h"
#include "crawlers/sites/field.h"
#include "crawlers/sites/json_document.h"
#include "crawlers/sites/json_engine.h"

namespace forumwatch {

// Where values are read: `page` is the whole answer, `here` a part of it (or all).
struct JsonScope {
  JsonItem page;
  JsonItem here;
};

std::string ReadValue(const JsonField& field, const JsonScope& scope);
// Zero or more.
std::optional<int> ReadNumber(const JsonField& field, const JsonScope& scope);
// The same; of a list, how many it holds.
std::optional<int> ReadCount(const JsonField& field, const JsonScope& scope);
// Of a list, the values in it.
std::vector<std::string> ReadList(const JsonField& field, const JsonScope& scope);
ReadTime ReadDate(const JsonField& field, const JsonScope& scope, const DateContext& context);
bool AnyHolds(const JsonTests& tests, const JsonScope& scope);

// "/a/b, /c": where it was looked for, for people.
std::string Written(const JsonField& field);

// Markup as its reader sees it. nullopt: the guards refuse it.
std::optional<std::string> TextOfMarkup(std::string markup, std::span<const Selector> drop = {});

}  // namespace forumwatch
