#include "analysis/grouping/place_relation.h"

#include <algorithm>
#include <array>

namespace forumwatch {
namespace {

constexpr std::string_view kWholeEstate = "全小区";
// Places that exclude each other when they end alike and are not the same.
constexpr std::array<std::string_view, 6> kKinds = {"栋", "座", "单元", "门", "区", "期"};

std::string_view KindOf(std::string_view place) {
  const auto* const found = std::find_if(
      kKinds.begin(), kKinds.end(), [&](std::string_view kind) { return place.ends_with(kind); });
  return found == kKinds.end() ? std::string_view() : *found;
}

// 7栋 and 3座 are both buildings.
bool AreOfOneKind(std::string_view a, std::string_view b) {
  const auto kind = [](std::string_view place) {
    const std::string_view name = KindOf(place);
    return name == "座" ? std::string_view("栋") : name;
  };
  return !kind(a).empty() && kind(a) == kind(b);
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// 7栋 lies in 1期7栋, 地下车库B区 in 地下车库; but 7栋 does not lie in 17栋.
bool LiesIn(std::string_view whole, std::string_view part) {
  if (whole.starts_with(part)) {
    return true;
  }
  if (!whole.ends_with(part)) {
    return false;
  }
  const char before = whole[whole.size() - part.size() - 1];
  return !(IsDigit(before) && IsDigit(part.front()));
}

}  // namespace

PlaceRelation Relate(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty() || a == kWholeEstate || b == kWholeEstate) {
    return PlaceRelation::Unknown;
  }
  if (a == b || LiesIn(a.size() > b.size() ? a : b, a.size() > b.size() ? b : a)) {
    return PlaceRelation::Same;
  }
  return AreOfOneKind(a, b) ? PlaceRelation::Different : PlaceRelation::Elsewhere;
}

}  // namespace forumwatch
