// What an alert about a complaint leads to: a post of it, other complaints. Any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

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

// B9, B10: the latest post that shows what the alert is about, of danger a sign that is none of
// `signs_said`, those that were said before it (since the complaint was last opened again); B13,
// E5: the latest complaint. `mentions`: of those, live ones. null: of other alerts, and where none
// does.
const Mention* ShownBy(const Alert& alert, int signs_said, std::span<const StoredSegment> segments,
                       std::span<const Mention> mentions);

// When it was first spoken of; nullopt where all of it is live.
std::optional<UtcTime> SaidBeforeLive(const Complaint& complaint,
                                      std::span<const Mention> mentions);

// Open ones that grouping found alike without being sure (E4), each once.
std::vector<ComplaintId> AlikeComplaints(std::span<const DecisionRow> decisions,
                                         ComplaintStore& complaints);

}  // namespace forumwatch
