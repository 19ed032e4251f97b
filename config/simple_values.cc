#include <algorithm>

#include "config/sections.h"

namespace forumwatch {
namespace {

constexpr std::string_view kWideBlank = "\u3000";

bool HasBlankEnds(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  return blank(text.front()) || blank(text.back()) || text.starts_with(kWideBlank) ||
         text.ends_with(kWideBlank);
}

}  // namespace

std::string ReadTrimmed(const JsonValue& value) {
  std::string text = value.NonEmptyText();
  if (!text.empty() && HasBlankEnds(text)) {
    value.Mistake("前后有多余的空格，请删去");
  }
  return text;
}

void CheckName(const JsonValue& place, const std::string& name) {
  constexpr std::size_t kLongestName = 120;
  if (name.find_first_not_of(" \t\r\n") == std::string::npos) {
    place.Mistake("名称不能是空的");
  } else if (HasBlankEnds(name)) {
    place.Mistake("名称前后有多余的空格，请删去");
  } else if (name.size() > kLongestName) {
    place.Mistake("名称太长，最多 40 个汉字");
  } else if (std::any_of(name.begin(), name.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == '\x7F';
             })) {
    place.Mistake("名称里不能有换行等控制字符");
  }
}

std::string ReadName(const JsonValue& value) {
  std::string name = value.Text();
  if (value.is_text()) {
    CheckName(value, name);
    if (name.find('/') != std::string::npos) {
      value.Mistake("名称里不能有 /（小区和来源连起来写作 小区/来源）");
    }
  }
  return name;
}

std::chrono::hours ReadHours(const JsonValue& value, std::chrono::hours fallback,
                             std::chrono::hours least, std::chrono::hours most) {
  const std::chrono::seconds span = value.Span(fallback, least, most);
  const auto hours = std::chrono::floor<std::chrono::hours>(span);
  if (hours != span) {
    value.Mistake("要写成整小时，例如 \"" + std::to_string(std::max<long>(1, hours.count())) +
                  "h\"");
  }
  return hours;
}

ReadAddress ReadWebAddress(const JsonValue& value, std::span<const std::string_view> schemes,
                           const HttpClientOptions& http) {
  ReadAddress read{value.NonEmptyText(), std::nullopt, false};
  if (read.text.empty()) {
    return read;
  }
  auto parsed = ParseWebAddress(read.text, schemes);
  if (const auto* const wrong = std::get_if<std::string>(&parsed)) {
    value.Mistake(*wrong);
    return read;
  }
  read.url = std::get<Url>(std::move(parsed));
  const std::string place = read.url->HostAndPort();
  read.allowed = std::find(http.allow_private.begin(), http.allow_private.end(), place) !=
                 http.allow_private.end();
  if (IsInside(*read.url) && !read.allowed) {
    value.Mistake("这是内网地址；确实要用，请在 http.allow_private 里加上 \"" + place + "\"");
  }
  return read;
}

}  // namespace forumwatch
