// What figures may be by themselves, wherever they stand. Internal to text. Pure; any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/text/figures.h"

namespace forumwatch {

int ValueOf(std::string_view figures);

bool IsYear(std::string_view figures);
bool IsMonth(std::string_view figures);
bool IsDayOfMonth(std::string_view figures);
// "1203": the third of the twelfth floor; "301".
bool IsRoom(std::string_view figures);
// "0830", "2200": the minutes in fives.
bool IsHour(std::string_view figures);
// "20260302"
bool IsCompactDay(std::string_view figures);
// Building by building, room by room, from hour to hour: "1、3、5、7", "1203、1204", "0900-1800",
// and "一二三四" in one group.
bool IsList(std::span<const FigureGroup> groups);

// The figures of some groups in a row, as one number.
struct Joined {
  std::string figures;
  std::vector<std::size_t> sizes;  // of its parts: what stands without a gap is one

  [[nodiscard]] bool Is(std::initializer_list<std::size_t> written) const {
    return std::equal(sizes.begin(), sizes.end(), written.begin(), written.end());
  }
};

Joined Join(std::span<const FigureGroup> groups);
// Without 86 or 0086 at its beginning.
Joined WithoutCountry(Joined number);

bool IsMobile(std::string_view figures);
// How many figures of it are the area's; 0: it is no number with an area. No number within an area
// begins with 0, 1 or 9.
std::size_t AreaOf(std::string_view figures);
bool IsService(std::string_view figures);
// As the cards themselves are printed, or figure by figure.
bool IsCard(const Joined& number);

}  // namespace forumwatch
