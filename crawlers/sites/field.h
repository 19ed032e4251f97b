// Reads the values an engine describes out of elements. White space is folded, no-break spaces are
// spaces. Pure; any thread. Unreadable is "" or nullopt, never a guess.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawlers/html/document.h"
#include "crawlers/parse/date.h"
#include "crawlers/sites/engine.h"

namespace forumwatch {

std::string ReadValue(const Field& field, Node element);
// Everything every source finds, in order.
std::vector<std::string> ReadValues(const Field& field, Node element);

// "1,234" "568 次" "1.2万": the first number in the value.
std::optional<int> ReadNumber(const Field& field, Node element);
// The largest number of all that is found.
std::optional<int> LargestNumber(const Field& field, Node element);

// How many such elements there are; those in a quote are somebody else's.
int CountOwn(const std::optional<Selector>& selector, Node element);

struct ReadTime {
  std::optional<UtcTime> at;
  std::string read;    // what it was read of, on a page
  std::string unread;  // what stood there when nothing could be read
};
// The first source whose value is a time.
ReadTime ReadDate(const Field& field, Node element, const DateContext& context);
// "5 分钟前": what was read moves with the moment of asking.
bool IsRelative(const ReadTime& time, const DateContext& context);

// One line, white space folded, ends trimmed.
std::string Folded(std::string_view text);
// "&#128514;" → 😂, `named` also "&quot;" → "; references to no character stay as they are.
std::string WithCharacterReferences(std::string_view text, bool named = false);

std::optional<int> FirstNumber(std::string_view text);

// At most `bytes` of it, whole characters.
std::string CutText(std::string text, std::size_t bytes);

}  // namespace forumwatch
