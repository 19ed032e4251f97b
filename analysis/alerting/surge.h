// E5: a matter of which suddenly many speak, unless it is anger at a reply (backlash.h). Pure; any
// thread.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kSurge = "heat.surge";
inline constexpr int kSurgePeople = 5;
inline constexpr std::chrono::hours kSurgeWithin{1};
inline constexpr std::chrono::hours kSurgeBefore{24};  // compared with, and told once in

struct Surge {
  UtcTime since{};
  int people = 0;
  int episode = 0;  // the minute of `since` since 1970
};
// The last hour of the past day in which kSurgePeople owners spoke, and more than in the day before
// it.
std::optional<Surge> SurgeOf(std::span<const Reaction> reactions, UtcTime now);
bool SurgeSaid(const Surge& surge, const Said& said);

std::string ReasonForSurge(const Surge& surge, const Zone& zone, UtcTime now);

}  // namespace forumwatch
