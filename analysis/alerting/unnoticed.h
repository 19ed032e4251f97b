// B12: nobody has taken notice of what was told, so that a second person must be. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kComplaintNew = "complaint.new";
inline constexpr std::string_view kReopened = "reopened";

// Of a clock that runs.
struct Unnoticed {
  UtcTime told_at{};  // when the first was told
  UtcTime since{};    // then, or as of what he was told, whatever was later
};
// What calls people to the first reply is that its clock has begun, or that the complaint was
// opened again since. nullopt: somebody has done something about it since then, other than the
// service itself; or nobody was told yet; or it is another clock.
std::optional<Unnoticed> Unacknowledged(const Duty& duty, const ComplaintOnRecord& on_record);

}  // namespace forumwatch
