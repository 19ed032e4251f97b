// The figures of a text, in groups. An "o" beside a figure is a nought: "138 oo13 8ooo".
#include <algorithm>
#include <array>

#include <unicode/uchar.h>

#include "analysis/text/figures.h"

namespace forumwatch {
namespace {

// Of a figure that is written in Chinese; 0 for anything else.
char ChineseFigureOf(char32_t c) {
  constexpr std::array<std::u32string_view, 10> kWritten = {
      U"零〇○", U"一幺壹", U"二贰", U"三叁", U"四肆", U"五伍", U"六陆", U"七柒", U"八捌", U"九玖"};
  for (std::size_t value = 0; value < kWritten.size(); ++value) {
    if (kWritten[value].find(c) != std::u32string_view::npos) {
      return static_cast<char>('0' + value);
    }
  }
  return '\0';
}

// '0'…'9'; 0 for anything else.
char FigureOf(char32_t c) {
  if (c < 0x80) {
    return c >= U'0' && c <= U'9' ? static_cast<char>(c) : '\0';
  }
  const auto value = u_charDigitValue(static_cast<UChar32>(c));
  return value < 0 ? ChineseFigureOf(c) : static_cast<char>('0' + value);
}

}  // namespace

bool IsFigure(char32_t c) {
  return FigureOf(c) != '\0';
}

bool IsGapSign(char32_t c) {
  return !IsFigure(c) && u_isalpha(static_cast<UChar32>(c)) == 0;
}

std::vector<FigureGroup> FigureGroups(std::u32string_view signs) {
  std::vector<FigureGroup> groups;
  const auto is_latin = [&](std::size_t at) { return signs[at] >= U'a' && signs[at] <= U'z'; };
  std::size_t zeros_end = 0;  // of the run of "o" that was looked at last
  bool are_zeros = false;
  for (std::size_t at = 0; at < signs.size(); ++at) {
    const bool goes_on = !groups.empty() && groups.back().at.end == at;
    if (signs[at] == U'o' && at >= zeros_end) {
      zeros_end = std::min(signs.find_first_not_of(U'o', at), signs.size());
      are_zeros = goes_on || (zeros_end < signs.size() && FigureOf(signs[zeros_end]) != '\0' &&
                              (at == 0 || !is_latin(at - 1)));
    }
    const char figure = signs[at] == U'o' && are_zeros ? '0' : FigureOf(signs[at]);
    if (figure == '\0') {
      continue;
    }
    const auto is_chinese = [&](std::size_t i) { return ChineseFigureOf(signs[i]) != '\0'; };
    if (!goes_on || is_chinese(at) != is_chinese(at - 1)) {
      groups.push_back({{at, at}, ""});
    }
    groups.back().figures += figure;
    groups.back().at.end = at + 1;
  }
  return groups;
}

}  // namespace forumwatch
