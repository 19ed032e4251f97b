// A drafted reply that waits for the head's word (B12). Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/alerting/decide.h"

namespace forumwatch {

inline constexpr std::string_view kApprovalWaiting = "approval.waiting";

struct WaitingDraft {
  const Step* draft = nullptr;  // points into the steps
  int number = 1;               // among the complaint's drafts
};
// nullopt: none was drafted, or the last one was approved or rejected.
std::optional<WaitingDraft> DraftThatWaits(std::span<const Step> steps);

// B8, B11: the draft that was sent back by the service because its complaint was merged into
// `complaint`, which had one of its own; until another is drafted there or the matter is handled.
// `steps` with those of what was merged, as recorded. nullptr: none.
const Step* DraftSentBackByMerge(std::span<const Step> steps, ComplaintId complaint);

// Approval's own limit, within that of the first reply: options.approval_within, but no more than
// half of what was left of a first reply that waits.
UtcTime ApprovalDue(const Step& draft, std::span<const Duty> duties,
                    const AlertingOptions& options);

// `over`: the limit has passed.
std::string ReasonForApproval(const Step& draft, std::span<const Duty> duties, bool over,
                              const Zone& zone, UtcTime now);

}  // namespace forumwatch
