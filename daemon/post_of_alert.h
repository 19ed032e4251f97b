// Which post of its complaint an alert shows and links to. Pure; any thread.
#pragma once

#include <span>

#include "analysis/model/alert.h"
#include "analysis/model/duty.h"
#include "daemon/store/complaints.h"
#include "daemon/store/segments.h"

namespace forumwatch {

// The post that began the clock the alert is about; else the first one that can be shown. null:
// there is none.
const Mention* BegunBy(const Alert& alert, std::span<const Duty> duties,
                       std::span<const Mention> mentions);

// Its episodes are those of a clock, each begun by a post of its own.
bool CountsByClock(const Alert& alert);

// B9, B10: the latest post that shows the sign the alert is about; B13, E5: the latest complaint.
// null: of other alerts, and where none does.
const Mention* ShownBy(const Alert& alert, std::span<const StoredSegment> segments,
                       std::span<const Mention> mentions);

}  // namespace forumwatch
