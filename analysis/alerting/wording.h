// How alerts are worded: instants and forum texts as one line of plain Chinese. Internal to
// alerting. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "analysis/deadlines/zone.h"

namespace forumwatch {

// "3月2日 23:14"; with the year when it is not that of `now`.
std::string WrittenMoment(UtcTime t, const Zone& zone, UtcTime now);

// Control characters and line breaks become single spaces.
std::string OneLine(std::string_view text);

}  // namespace forumwatch
