// Alerts that were decided while the configuration named nobody. Loop thread. Throws StoreError.
#pragma once

#include "analysis/model/time.h"
#include "daemon/alerts/channels.h"
#include "daemon/store/session.h"

namespace forumwatch {

// Gives them their deliveries, if they still matter: of a clock that nobody has answered, its
// overdue alert, or whatever was said while it runs. Sources in trouble are said again by
// themselves. Returns how many; no transaction may be open.
int AddressWhatStillMatters(Session& session, const Config& config, UtcTime now);

}  // namespace forumwatch
