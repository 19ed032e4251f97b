// Alerts that come late to whom they are meant for: decided while the configuration named nobody,
// or held through the night. Loop thread. Throws StoreError.
#pragma once

#include "analysis/model/time.h"
#include "daemon/alerts/channels.h"
#include "daemon/store/session.h"

namespace forumwatch {

// Gives them their deliveries, if they still matter: a sign (B9, B10) of the last three days, of
// what is open or was closed before it was shown, whichever complaint its posts are merged into
// since; of a clock that nobody has answered, its overdue alert, or whatever was said while it
// runs. Sources in trouble are said again by themselves. The others stay on record as for nobody,
// where `alert list --dead`, `doctor` and the stock-take show them. Returns how many; no
// transaction may be open.
int AddressWhatStillMatters(Session& session, const Config& config, UtcTime now);

// What it speaks of was done meanwhile: its complaint is closed, or was and is open again, or its
// clock was answered, withdrawn or, where it only warned, has run out. An alert about no clock
// waits for closing alone.
bool IsSettled(Session& session, const Alert& alert, UtcTime now);

// Its complaint was closed, or merged into another, after it was said: it escalates nothing any
// more. A sign (B9, B10) no closing takes back.
bool IsClosedSince(Session& session, const Alert& alert);

}  // namespace forumwatch
