// Numbers that lead to a person, among the figures of a text: telephones, identity cards, bank
// cards; and what only looks like one: places, days, hours. Internal to text: everything is told of
// the signs of a normalised text (normalise.h). Pure; any thread.
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

// "20260302"
bool IsCompactDay(std::string_view figures);
// Building by building, room by room, from hour to hour: "1、3、5、7", "1203、1204", "0900-1800",
// and "一二三四" in one group.
bool IsList(std::span<const FigureGroup> groups);

// The telephone numbers and cards, by place; none overlaps another.
std::vector<SignRange> PersonalNumbers(std::u32string_view signs,
                                       std::span<const FigureGroup> groups);

}  // namespace forumwatch
