#include "daemon/alerts/unaddressed.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/alerting/backlash.h"
#include "analysis/alerting/signs.h"
#include "analysis/alerting/unposted.h"
#include "analysis/deadlines/closure.h"
#include "analysis/deadlines/duties.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/steps.h"

namespace forumwatch {
namespace {

bool IsAbout(const Alert& alert, const Duty& duty) {
  const std::string clock(Name(duty.kind));
  return (alert.rule.starts_with(clock + ".") ||
          (alert.rule == "complaint.unacknowledged" && duty.kind == DutyKind::FirstReply)) &&
         alert.episode == duty.episode;
}

constexpr std::chrono::days kSignsKept{3};  // older ones threaten nobody today

bool IsASign(const Alert& alert) {
  return alert.rule == kDanger || alert.rule == kGroupTendency;
}

// B9, B10: no answer takes it back, and no closing that it came after. Of a complaint that was
// merged since, it is a sign of the one that has its posts now.
bool SignStillMatters(Session& session, const Alert& alert, UtcTime now) {
  if (now - alert.at > kSignsKept) {
    return false;
  }
  const Complaint complaint = ComplaintStore(session).Surviving(*alert.complaint);
  if (complaint.status == ComplaintStatus::Open) {
    return true;
  }
  const auto rest = RestOf(StepStore(session).Of(complaint.id));
  return !rest || !rest->closed_at || alert.at >= *rest->closed_at;
}

// An alert that speaks before a clock runs out is overtaken by the one that says it has.
bool StillMatters(const Alert& alert, const std::vector<Duty>& duties, UtcTime now) {
  const bool overdue = alert.rule.ends_with(".overdue") || alert.rule.ends_with(".due");
  const bool of_a_clock = std::any_of(duties.begin(), duties.end(),
                                      [&](const Duty& duty) { return IsAbout(alert, duty); });
  return std::any_of(duties.begin(), duties.end(), [&](const Duty& duty) {
    const DutyState state = StateAt(duty, now);
    return (of_a_clock ? IsAbout(alert, duty) : duty.kind != DutyKind::CloseCheck) &&
           (state == DutyState::Open || (overdue && state == DutyState::Missed));
  });
}

// Said once for good: by signs, and of what stands, or may stand, on the forum.
bool OutlivesItsComplaint(const Alert& alert) {
  return IsASign(alert) || alert.rule == kBacklash || alert.rule == kUnposted;
}

// Also where it was opened again: that is told of by itself.
bool WasClosedSince(Session& session, const Alert& alert) {
  const std::vector<Step> steps = StepStore(session).Of(*alert.complaint);
  return std::any_of(steps.begin(), steps.end(), [&alert](const Step& step) {
    return step.kind == StepKind::Closed && step.at >= alert.at;
  });
}

}  // namespace

bool IsSettled(Session& session, const Alert& alert, UtcTime now) {
  const auto complaint =
      alert.complaint ? ComplaintStore(session).Load(*alert.complaint) : std::nullopt;
  if (!complaint) {
    return false;
  }
  const std::vector<Duty> duties = DutyStore(session).Load(complaint->id);
  const bool of_a_clock = std::any_of(duties.begin(), duties.end(),
                                      [&](const Duty& duty) { return IsAbout(alert, duty); });
  return complaint->status == ComplaintStatus::Closed || WasClosedSince(session, alert) ||
         (of_a_clock && !StillMatters(alert, duties, now));
}

bool IsClosedSince(Session& session, const Alert& alert) {
  const auto complaint = alert.complaint && !OutlivesItsComplaint(alert)
                             ? ComplaintStore(session).Load(*alert.complaint)
                             : std::nullopt;
  if (!complaint || complaint->status != ComplaintStatus::Closed) {
    return false;
  }
  UtcTime closed_at = alert.at;
  for (const Step& step : StepStore(session).Of(complaint->id)) {
    if (step.kind == StepKind::Closed || step.kind == StepKind::Merged) {
      closed_at = step.at;
    }
  }
  return alert.at <= closed_at;
}

int AddressWhatStillMatters(Session& session, const Config& config, UtcTime now) {
  OutboxStore outbox(session);
  ComplaintStore complaints(session);
  DutyStore duties(session);
  int addressed = 0;
  Transaction transaction(session);
  for (const Alert& alert : outbox.Unaddressed()) {
    Alert told_now = alert;
    told_now.at = now;
    const auto [targets, not_before] = AddressOf(told_now, config);
    const auto complaint = complaints.Load(*alert.complaint);
    if (targets.empty() || !complaint) {
      continue;
    }
    const bool matters = IsASign(alert) ? SignStillMatters(session, alert, now)
                                        : complaint->status == ComplaintStatus::Open &&
                                              StillMatters(alert, duties.Load(complaint->id), now);
    if (matters) {
      outbox.Address(alert, targets, now, not_before);
      ++addressed;
    }
  }
  transaction.Commit();
  return addressed;
}

}  // namespace forumwatch
