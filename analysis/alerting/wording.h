// How alerts name instants. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "analysis/deadlines/zone.h"

namespace forumwatch {

// "3月2日 23:14"; with the year when it is not that of `now`.
std::string WrittenMoment(UtcTime t, const Zone& zone, UtcTime now);

// "3月7日（周六）"
std::string WrittenDay(LocalDay day);

}  // namespace forumwatch
