#include "crawlers/sites/field.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

#include <unicode/unistr.h>

#include "crawlers/html/visible_text.h"

namespace forumwatch {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kWideSpace = "\u3000";

std::string RawValue(const ValueSource& source, Node element) {
  return Folded(source.attribute.empty() ? VisibleText(element, source.drop)
                                         : std::string(element.Attribute(source.attribute)));
}

std::string ValueOf(const ValueSource& source, Node element) {
  std::string value = RawValue(source, element);
  if (source.pattern) {
    value = Folded(source.pattern->Value(value).value_or(""));
  }
  return value;
}

// Every element the source may read, in document order.
std::vector<Node> ElementsOf(const ValueSource& source, Node element) {
  return source.select ? source.select->selector.All(element) : std::vector<Node>{element};
}

std::string FirstValue(const ValueSource& source, Node element) {
  if (!source.select) {
    return ValueOf(source, element);
  }
  std::string value;
  source.select->selector.First(element, [&](Node node) {
    value = ValueOf(source, node);
    return !source.pattern || !value.empty();
  });
  return value;
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Characters a text may hold: no controls, no surrogates.
bool IsCharacter(std::uint32_t code) {
  return code >= 0x20 && code != 0x7F && !(code >= 0x80 && code < 0xA0) && code <= 0x10FFFF &&
         !(code >= 0xD800 && code <= 0xDFFF) && (code & 0xFFFEU) != 0xFFFE;
}

// The references that markup cannot do without, as forums escape what people write.
std::size_t NamedReference(std::string_view text, std::uint32_t& code) {
  constexpr std::pair<std::string_view, char32_t> kNames[] = {
      {"&quot;", U'"'}, {"&amp;", U'&'}, {"&lt;", U'<'}, {"&gt;", U'>'}, {"&nbsp;", U' '}};
  for (const auto& [name, character] : kNames) {
    if (text.starts_with(name)) {
      code = character;
      return name.size();
    }
  }
  return 0;
}

// The length of the reference "&#…;" that `text` begins with and its character; 0 when there is
// none.
std::size_t NumericReference(std::string_view text, std::uint32_t& code) {
  constexpr std::size_t kLongest = 10;
  if (!text.starts_with("&#")) {
    return 0;
  }
  const auto end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos) {
    return 0;
  }
  std::string_view digits = text.substr(2, end - 2);
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  digits.remove_prefix(hex ? 1 : 0);
  const auto result =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  const bool whole = result.ec == std::errc() && result.ptr == digits.data() + digits.size();
  return whole && !digits.empty() && IsCharacter(code) ? end + 1 : 0;
}

std::vector<std::string> ValuesOf(const ValueSource& source, Node element) {
  std::vector<std::string> values;
  for (const Node node : ElementsOf(source, element)) {
    if (std::string value = ValueOf(source, node); !value.empty()) {
      values.push_back(std::move(value));
    }
  }
  return values;
}

std::optional<int> NumberIn(const ValueSource& source, std::string_view value) {
  const auto number = FirstNumber(value);
  if (!number || *number > std::numeric_limits<int>::max() / 2) {
    return std::nullopt;
  }
  return std::max(0, *number + source.add);
}

}  // namespace

std::string Folded(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    const std::string_view rest = text.substr(i);
    bool is_blank = text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r');
    for (const std::string_view space : {kNoBreakSpace, kWideSpace}) {
      if (text[i] == space.front() && rest.starts_with(space)) {
        is_blank = true;
        length = space.size();
      }
    }
    if (!is_blank) {
      if (blank && !folded.empty()) {
        folded += ' ';
      }
      folded += text[i];
    }
    blank = is_blank;
    i += length;
  }
  return folded;
}

std::string ReadValue(const Field& field, Node element) {
  for (const ValueSource& source : field) {
    if (std::string value = FirstValue(source, element); !value.empty()) {
      return value;
    }
  }
  return {};
}

std::vector<std::string> ReadValues(const Field& field, Node element) {
  std::vector<std::string> values;
  for (const ValueSource& source : field) {
    for (std::string& value : ValuesOf(source, element)) {
      values.push_back(std::move(value));
    }
  }
  return values;
}

std::optional<int> FirstNumber(std::string_view text) {
  const auto start = std::find_if(text.begin(), text.end(), IsDigit) - text.begin();
  std::string digits;
  auto at = static_cast<std::size_t>(start);
  for (; at < text.size() && (IsDigit(text[at]) || text[at] == ',' || text[at] == '.'); ++at) {
    if (text[at] != ',') {
      digits += text[at];
    }
  }
  double number = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (result.ec != std::errc()) {
    return std::nullopt;
  }
  while (at < text.size() && text[at] == ' ') {
    ++at;
  }
  number *= text.substr(at).starts_with("万") ? 10'000 : 1;
  if (number > std::numeric_limits<int>::max()) {
    return std::nullopt;
  }
  return static_cast<int>(std::lround(number));
}

std::optional<int> ReadNumber(const Field& field, Node element) {
  for (const ValueSource& source : field) {
    if (const std::string value = FirstValue(source, element); !value.empty()) {
      return NumberIn(source, value);
    }
  }
  return std::nullopt;
}

std::optional<int> LargestNumber(const Field& field, Node element) {
  std::optional<int> largest;
  for (const ValueSource& source : field) {
    for (const std::string& value : ValuesOf(source, element)) {
      largest = std::max(largest, NumberIn(source, value));
    }
  }
  return largest;
}

int CountOwn(const std::optional<Selector>& selector, Node element) {
  if (!selector) {
    return 0;
  }
  const auto in_quote = [element](Node node) {
    for (; node && node != element; node = node.parent()) {
      if (node.tag() == "blockquote") {
        return true;
      }
    }
    return false;
  };
  const std::vector<Node> found = selector->All(element);
  return static_cast<int>(std::count_if(found.begin(), found.end(), std::not_fn(in_quote)));
}

ReadTime ReadDate(const Field& field, Node element, const DateContext& context) {
  ReadTime time;
  for (const ValueSource& source : field) {
    std::string value = FirstValue(source, element);
    if (value.empty()) {
      continue;
    }
    if (time.at = ParseForumDate(value, context); time.at) {
      time.read = std::move(value);
      return time;
    }
    time.unread = std::move(value);
  }
  return time;
}

bool IsRelative(const ReadTime& time, const DateContext& context) {
  DateContext later = context;
  later.answered_at += std::chrono::minutes(1);
  return ParseForumDate(time.read, later) != time.at;
}

std::string WithCharacterReferences(std::string_view text, bool named) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::uint32_t code = 0;
    std::size_t length = NumericReference(text, code);
    length = length == 0 && named ? NamedReference(text, code) : length;
    if (length > 0) {
      icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(out);
      text.remove_prefix(length);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string CutText(std::string text, std::size_t bytes) {
  if (text.size() > bytes) {
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) {
      --bytes;
    }
    text.resize(bytes);
  }
  return text;
}

}  // namespace forumwatch
