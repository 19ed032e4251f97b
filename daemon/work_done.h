// What the service has got done lately, from what is on record. Any thread that owns the session.
// Throws StoreError.
#pragma once

#include "analysis/alerting/fitness.h"
#include "config/config.h"
#include "daemon/store/session.h"

namespace forumwatch {

// Of the sources and channels that the configuration names. Alerts that were given up count for a
// day: nobody has got one since.
WorkDone WorkOf(Session& session, const Config& config, UtcTime now);

}  // namespace forumwatch
