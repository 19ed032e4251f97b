// What is on record about the way of one complaint, with what was merged into it: when it was seen,
// when somebody was told, what people did. A reader will do. Throws StoreError.
#pragma once

#include "analysis/model/ids.h"
#include "analysis/report/delays.h"
#include "daemon/store/session.h"

namespace forumwatch {

HandlingRecord ReadHandling(Session& session, ComplaintId complaint);

}  // namespace forumwatch
