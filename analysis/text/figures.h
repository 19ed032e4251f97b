// Numbers that lead to a person, among the figures of a text: telephones, identity cards, bank
// cards; not what only looks like one: places, days, hours, amounts. Internal to text: everything
// is told of the signs of a normalised text (normalise.h). Pure; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace forumwatch {

// Of a text, from its sign `first` up to `end`.
struct SignRange {
  std::size_t first = 0;
  std::size_t end = 0;
};

// Figures in a row, written in one way: "138", "一三八".
struct FigureGroup {
  SignRange at;
  std::string figures;  // '0'…'9'
};

bool IsFigure(char32_t c);
// Neither a letter (of any script) nor a figure: what may stand between the groups of one number.
bool IsGapSign(char32_t c);

// By place.
std::vector<FigureGroup> FigureGroups(std::u32string_view signs);

// The telephone numbers and cards, by place; none overlaps another.
std::vector<SignRange> PersonalNumbers(std::u32string_view signs,
                                       std::span<const FigureGroup> groups);

}  // namespace forumwatch
