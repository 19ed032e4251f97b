// What alerts about complaints say: titles and reasons in plain Chinese, each ending with its rule.
// Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/deadlines/zone.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/step.h"

namespace forumwatch {

// How the clocks that people are told of are spoken of.
struct ClockWords {
  DutyKind kind = DutyKind::FirstReply;
  std::string_view name;      // "具体措施"
  std::string_view run_out;   // ends the title: "…已超时"
  std::string_view past_due;  // ends the rule: "overdue"
  std::string_view missing;   // what has not been seen
};
const ClockWords* WordsOf(DutyKind kind);  // null: nobody is told of it

// Still running for a person: neither answered nor withdrawn.
bool Waits(const Duty& duty);

// The step by which the clock began anew; null: it did not begin so.
const Step* ReopenedBy(const Duty& duty, std::span<const Step> steps);

std::string ReasonForNew(const Complaint& complaint, std::span<const Duty> duties, const Zone& zone,
                         UtcTime now);
// E4: one complaint, but whoever wrote in another thread waits for a reply there.
std::string ReasonForSaidAgain(const Complaint& complaint, const Duty& duty, const Zone& zone,
                               UtcTime now);
// `told_at`: when somebody was told.
std::string ReasonForUnacknowledged(const Duty& duty, UtcTime told_at, const Zone& zone,
                                    UtcTime now);
// `share`: what of the clock's time is used; 0 where it need not be said.
std::string ReasonForDueSoon(const Duty& duty, double share, const Zone& zone, UtcTime now);
std::string ReasonForOverdue(const Duty& duty, const Zone& zone, UtcTime now);
std::string ReasonForReopened(const Step& step, std::span<const Duty> duties, const Zone& zone,
                              UtcTime now);
// "；此前另有 2 个帖子没有等到回复"
std::string SpokenForBy(const Duty& duty, std::span<const Duty> duties);

}  // namespace forumwatch
