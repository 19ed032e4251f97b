// E4: two complaints that may be one event, for a person to decide. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kMergeSuggested = "suggestion.merge";

// `alike`: open complaints that grouping found alike without being sure. Once for each complaint.
std::optional<Alert> DecideMergeSuggestion(const Complaint& complaint,
                                           std::span<const ComplaintId> alike, const Said& said,
                                           const AlertingOptions& options, UtcTime now);

}  // namespace forumwatch
