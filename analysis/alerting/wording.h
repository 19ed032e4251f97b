// How alerts are worded: instants, spans and forum texts as one line of plain Chinese. Internal to
// alerting. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "analysis/deadlines/zone.h"

namespace forumwatch {

// "3月2日 23:14"; with the year when it is not that of `now`.
std::string WrittenMoment(UtcTime t, const Zone& zone, UtcTime now);

// The two largest units: "2 小时", "1 小时 30 分钟", "3 天 2 小时"; below a minute "不到 1 分钟".
std::string WrittenSpan(Duration span);

// Control characters and line breaks become single spaces.
std::string OneLine(std::string_view text);

}  // namespace forumwatch
