#include "analysis/understanding/places.h"

#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "analysis/text/code_points.h"
#include "analysis/understanding/term_index.h"

namespace forumwatch {
namespace {

constexpr std::string_view kPlaceExpression = "re:";
constexpr int kMostGroups = 4;

std::optional<int> Digit(char32_t c) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (c >= '0' && c <= '9') {
    return static_cast<int>(c - '0');
  }
  if (c == U'零') {
    return 0;
  }
  if (c == U'两') {
    return 2;
  }
  const std::size_t at = kDigits.find(c);
  return at == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(at));
}

std::string Capitals(std::string_view text) {
  std::string capitals(text);
  std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return capitals;
}

std::string FilledIn(const std::string& name,
                     const std::array<re2::StringPiece, kMostGroups + 1>& groups) {
  std::string filled;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '{' && i + 2 < name.size() && name[i + 2] == '}') {
      const auto group = static_cast<std::size_t>(name[i + 1] - '0');
      filled += PlainNumber(std::string_view(groups.at(group).data(), groups.at(group).size()));
      i += 2;
    } else {
      filled += name[i];
    }
  }
  return filled;
}

bool GroupsExist(const std::string& name, int groups) {
  for (std::size_t i = name.find('{'); i != std::string::npos; i = name.find('{', i + 1)) {
    const bool is_group = i + 2 < name.size() && name[i + 2] == '}' && name[i + 1] >= '1' &&
                          name[i + 1] <= '0' + std::min(groups, kMostGroups);
    if (!is_group) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string PlainNumber(std::string_view written) {
  int value = 0;
  int digit = -1;  // pending before 十 or 百
  bool had_unit = false;
  std::string digits;
  for (std::size_t at = 0; at < written.size();) {
    const char32_t c = NextCodePoint(written, at);
    const auto read = Digit(c);
    if (!read && c != U'十' && c != U'百') {
      return Capitals(written);
    }
    if (read) {
      digits += static_cast<char>('0' + *read);
      digit = *read;
      continue;
    }
    value += (digit < 0 ? 1 : digit) * (c == U'十' ? 10 : 100);
    digit = -1;
    had_unit = true;
  }
  return had_unit ? std::to_string(value + std::max(digit, 0)) : digits;
}

std::optional<std::string> WhatIsWrongWithPlace(const PlaceRule& rule) {
  if (auto wrong = WhatIsWrongWithTerm(rule.written)) {
    return wrong;
  }
  int groups = 0;
  if (rule.written.starts_with(kPlaceExpression)) {
    groups = RE2(rule.written.substr(kPlaceExpression.size())).NumberOfCapturingGroups();
  }
  return GroupsExist(rule.name, groups)
             ? std::nullopt
             : std::optional<std::string>("{1}、{2} 这样的空格要对应正则表达式里的括号");
}

struct PlaceFinder::Compiled {
  std::vector<PlaceRule> rules;
  std::vector<std::unique_ptr<RE2>> expressions;  // by rule; null for plain terms
  TermIndex index;
};

PlaceFinder::PlaceFinder() : PlaceFinder(std::vector<PlaceRule>()) {}
PlaceFinder::~PlaceFinder() = default;
PlaceFinder::PlaceFinder(PlaceFinder&&) noexcept = default;
PlaceFinder& PlaceFinder::operator=(PlaceFinder&&) noexcept = default;

PlaceFinder::PlaceFinder(std::vector<PlaceRule> rules) : compiled_(std::make_unique<Compiled>()) {
  std::vector<std::string> terms;
  for (PlaceRule& rule : rules) {
    if (WhatIsWrongWithPlace(rule)) {
      continue;
    }
    terms.push_back(rule.written);
    compiled_->expressions.push_back(
        rule.written.starts_with(kPlaceExpression)
            ? std::make_unique<RE2>(rule.written.substr(kPlaceExpression.size()))
            : nullptr);
    compiled_->rules.push_back(std::move(rule));
  }
  compiled_->index = TermIndex(terms);
}

std::vector<FoundPlace> PlaceFinder::Find(std::string_view normalised) const {
  std::vector<FoundPlace> all;
  for (const TermHit& hit : compiled_->index.Find(normalised)) {
    const PlaceRule& rule = compiled_->rules[hit.term];
    std::string name = rule.name;
    if (const auto& expression = compiled_->expressions[hit.term]) {
      std::array<re2::StringPiece, kMostGroups + 1> groups;
      const int wanted = std::min(expression->NumberOfCapturingGroups(), kMostGroups) + 1;
      expression->Match(normalised, hit.begin, hit.end, RE2::ANCHOR_START, groups.data(), wanted);
      name = FilledIn(name, groups);
    }
    all.push_back({hit.begin, hit.end, std::move(name), rule.rank, rule.is_building});
  }
  std::stable_sort(all.begin(), all.end(), [](const FoundPlace& a, const FoundPlace& b) {
    return std::tuple(a.begin, a.rank, b.end) < std::tuple(b.begin, b.rank, a.end);
  });
  std::vector<FoundPlace> found;
  for (FoundPlace& place : all) {
    if (!found.empty() && place.begin < found.back().end) {
      if (place.rank < found.back().rank) {
        found.back() = std::move(place);
      }
      continue;
    }
    found.push_back(std::move(place));
  }
  return found;
}

}  // namespace forumwatch
