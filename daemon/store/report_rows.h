// The report's read model. May run on a reader session and another thread. Throws StoreError.
#pragma once

#include <optional>
#include <vector>

#include "analysis/model/ids.h"
#include "analysis/report/monthly.h"
#include "daemon/store/session.h"

namespace forumwatch {

// Complaints opened in [from, to), or with a clock that started there, of one community or of all,
// by id, with their duties as they stand at `now`, the forum's ids of their posts and the address
// of the first. Those merged into another are left out.
std::vector<ReportInput::Row> ReadReportRows(Session& session, UtcTime from, UtcTime to,
                                             UtcTime now,
                                             std::optional<CommunityId> community = std::nullopt);

}  // namespace forumwatch
