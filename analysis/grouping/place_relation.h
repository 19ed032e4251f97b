// What two places say about two matters: the same place, another of the same kind (7栋 and 12栋),
// or nothing. Internal to grouping. Pure.
#pragma once

#include <string_view>

namespace forumwatch {

enum class PlaceRelation {
  Unknown,    // one is not named, or is the whole estate
  Same,       // equal, or one lies in the other: 7栋 in 1期7栋
  Different,  // of one kind, but not the same: the matters are hardly one
  Elsewhere,  // of different kinds: 7栋 and 东门
};

// Places as understanding names them (config/lexicons/places.json).
PlaceRelation Relate(std::string_view a, std::string_view b);

}  // namespace forumwatch
