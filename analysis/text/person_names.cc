#include "analysis/text/person_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "analysis/text/code_points.h"
#include "analysis/text/figures.h"
#include "analysis/text/normalise.h"

namespace forumwatch {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kShortestName = 2;
constexpr std::size_t kShortestLatinRest = 3;  // "laowang" of "laowang_7", not "qq" of "qq123"

std::u32string FoldedName(const std::string& name) {
  const std::string text = Normalise(name);
  std::u32string signs;
  for (std::size_t at = 0; at < text.size() && signs.size() < kLongestName;) {
    signs += NextCodePoint(text, at);
  }
  return signs;
}

bool IsPlaceWord(char32_t c) {
  return std::u32string_view(U"栋幢座楼号层单元室户区期苑门").find(c) != std::u32string_view::npos;
}

bool IsOfPlace(char32_t c) {
  return IsFigure(c) || IsGapSign(c) || IsPlaceWord(c);
}

// "11栋", "三号楼", "-7"; not "一一", nor "期" of "期待".
bool IsPlace(std::u32string_view signs) {
  return std::any_of(signs.begin(), signs.end(), [](char32_t c) { return !IsHan(c); }) ||
         std::adjacent_find(signs.begin(), signs.end(), [](char32_t a, char32_t b) {
           return IsFigure(a) && IsPlaceWord(b);
         }) != signs.end();
}

std::u32string_view WithoutPlaces(std::u32string_view name) {
  const auto first = std::find_if_not(name.begin(), name.end(), IsOfPlace);
  const auto in_front = static_cast<std::size_t>(first - name.begin());
  if (IsPlace(name.substr(0, in_front))) {
    name.remove_prefix(in_front);
  }
  const auto last = std::find_if_not(name.rbegin(), name.rend(), IsOfPlace);
  const auto behind = static_cast<std::size_t>(last - name.rbegin());
  if (IsPlace(name.substr(name.size() - behind))) {
    name.remove_suffix(behind);
  }
  return name;
}

std::u32string_view WithoutParts(std::u32string_view name) {
  static constexpr std::array<std::u32string_view, 10> kParts = {
      U"业主", U"住户", U"租户", U"租客", U"邻居", U"居民", U"房东", U"来电", U"来访", U"来信"};
  for (const std::u32string_view part : kParts) {
    name.remove_prefix(name.starts_with(part) ? part.size() : 0);
    name.remove_suffix(name.ends_with(part) ? part.size() : 0);
  }
  return name;
}

std::u32string_view PersonIn(std::u32string_view name) {
  std::size_t before = 0;
  do {
    before = name.size();
    name = WithoutParts(WithoutPlaces(name));
  } while (name.size() < before);
  return name;
}

}  // namespace

std::vector<std::u32string> NamesToHide(std::span<const std::string> names) {
  std::vector<std::u32string> all;
  for (const std::string& name : names) {
    const std::u32string whole = FoldedName(name);
    const std::u32string_view person = PersonIn(whole);
    if (person.empty() || whole.size() < kShortestName) {
      continue;
    }
    all.push_back(whole);
    const bool latin = person.front() >= U'a' && person.front() <= U'z';
    if (person.size() >= (latin ? kShortestLatinRest : kShortestName)) {
      all.emplace_back(person);
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace forumwatch
