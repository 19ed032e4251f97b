// Quiet hours: what may wait until somebody is awake, and until when. Pure; any thread.
#pragma once

#include <chrono>
#include <string_view>

#include "analysis/alerting/decide.h"

namespace forumwatch {

// On the way to a first reply (B2), a danger sign (B10), a tendency to group complaint (B9), a
// source that cannot be seen, or what keeps the service itself from telling: never held back, and
// never hidden among others.
bool IsUrgent(std::string_view rule);

// When somebody is told what was decided at `now`: at once, or at the end of the quiet hours where
// the rule may wait.
UtcTime WhenToTell(std::string_view rule, const AlertingOptions& options, const Zone& zone,
                   UtcTime now);

}  // namespace forumwatch
