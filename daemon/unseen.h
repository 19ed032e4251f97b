// When sources were not seen, for papers that count or list what was posted. Works inside the
// caller's transaction; a reader will do. Throws StoreError.
#pragma once

#include <string>
#include <vector>

#include "analysis/alerting/health.h"
#include "config/config.h"
#include "daemon/store/session.h"

namespace forumwatch {

struct UnseenTime {
  std::string source;  // "community/source"
  Gap gap;
};

// Those on record that ended since, and those that last.
std::vector<UnseenTime> UnseenTimes(Session& session, const Config& config, UtcTime since,
                                    UtcTime now);

}  // namespace forumwatch
