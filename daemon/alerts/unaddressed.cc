#include "daemon/alerts/unaddressed.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/deadlines/duties.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"

namespace forumwatch {
namespace {

bool IsAbout(const Alert& alert, const Duty& duty) {
  const std::string clock(Name(duty.kind));
  return (alert.rule.starts_with(clock + ".") ||
          (alert.rule == "complaint.unacknowledged" && duty.kind == DutyKind::FirstReply)) &&
         alert.episode == duty.episode;
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

}  // namespace

int AddressWhatStillMatters(Session& session, const Config& config, UtcTime now) {
  OutboxStore outbox(session);
  ComplaintStore complaints(session);
  DutyStore duties(session);
  const RoleContacts contacts = ContactsAt(config, now);
  int addressed = 0;
  Transaction transaction(session);
  for (const Alert& alert : outbox.Unaddressed()) {
    const auto targets = TargetsOf(alert, contacts);
    const auto complaint = complaints.Load(*alert.complaint);
    if (!targets.empty() && complaint && complaint->status == ComplaintStatus::Open &&
        StillMatters(alert, duties.Load(complaint->id), now)) {
      outbox.Address(alert, targets, now);
      ++addressed;
    }
  }
  transaction.Commit();
  return addressed;
}

}  // namespace forumwatch
