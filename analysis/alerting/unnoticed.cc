#include "analysis/alerting/unnoticed.h"

#include <algorithm>
#include <string>

#include "analysis/alerting/complaint_wording.h"

namespace forumwatch {
namespace {

// `at`: of the event, not of the alert.
AlertMark CallTo(const Duty& duty, const ComplaintOnRecord& on_record) {
  AlertMark call{std::string(kComplaintNew), duty.episode, 0, duty.starts_at};
  for (const Duty& other : on_record.duties) {
    if (other.kind == DutyKind::WorkingDay && other.starts_at >= call.at &&
        ReopenedBy(other, on_record.steps) != nullptr) {
      call = {std::string(kReopened), other.episode, 0, other.starts_at};
    }
  }
  return call;
}

}  // namespace

std::optional<Unnoticed> Unacknowledged(const Duty& duty, const ComplaintOnRecord& on_record) {
  if (duty.kind != DutyKind::FirstReply) {
    return std::nullopt;
  }
  const AlertMark call = CallTo(duty, on_record);
  const auto told = on_record.said.find(call);
  const bool noticed =
      std::any_of(on_record.steps.begin(), on_record.steps.end(),
                  [&](const Step& step) { return step.who != kOurselves && step.at >= call.at; });
  return told == on_record.said.end() || noticed
             ? std::nullopt
             : std::optional(Unnoticed{told->at, std::max(told->at, call.at)});
}

}  // namespace forumwatch
