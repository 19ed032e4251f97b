// What the readers of engine files have in common: selectors, expressions, verdicts, signs;
// compiled so that a slip in one is told with its place. Internal to config.
#pragma once

#include <optional>
#include <vector>

#include "config/json_reader.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

// What "format" of an engine file says; without it the forum answers with web pages.
bool AnswersJson(const JsonValue& root);
std::optional<Css> ReadCss(const JsonValue& value);
std::vector<Selector> ReadSelectors(const JsonValue& list);
std::optional<Pattern> ReadPattern(const JsonValue& value);
// A place in a web page, a way to read one, or several.
Field ReadField(const JsonValue& value);
// "signs" and "version", in web pages whatever the forum answers with.
EngineSigns ReadSigns(const JsonValue& root);
// "gone", "login", "blocked", "blind".
PageVerdict ReadVerdict(const JsonValue& value);
// "list", "thread"; nullopt: both.
std::optional<PageKind> ReadPageKind(const JsonValue& value);

}  // namespace forumwatch
