// A complaint with its clocks, as alerting sees it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "analysis/alerting/decide.h"
#include "analysis/deadlines/duties.h"
#include "tests/deadlines/calendars.h"

namespace forumwatch {

// Posted Monday 2026-03-02 19:14: first reply due 23:14, measures and working day due Tuesday
// 18:00.
inline Complaint ElevatorComplaint() {
  Complaint complaint;
  complaint.id = ComplaintId{12};
  complaint.community = CommunityId{1};
  complaint.summary = "7栋电梯反复停运";
  complaint.opened_at = At("2026-03-02 19:14");
  complaint.complaint_class = 1;
  complaint.topics = {"电梯", "噪音"};
  complaint.place = "7栋";
  return complaint;
}

inline AlertingOptions OptionsWithRoles() {
  AlertingOptions options;
  options.receivers = {{"complaint.new", {"monitor"}},
                       {"complaint.unacknowledged", {"deputy"}},
                       {"first_reply.due_soon", {"monitor"}},
                       {"first_reply.due_soon.again", {"monitor", "head"}},
                       {"first_reply.overdue", {"monitor", "head", "leader"}},
                       {"measures.due_soon", {"monitor", "head"}},
                       {"measures.overdue", {"monitor", "head", "leader"}},
                       {"working_day.overdue", {"monitor", "head", "leader"}},
                       {"revisit.due", {"monitor", "head"}},
                       {"reopened", {"monitor", "head"}},
                       {"danger", {"quality", "leader", "head"}},
                       {"group_tendency", {"head"}},
                       {"reply.backlash", {"head", "leader"}},
                       {"approval.waiting", {"head"}},
                       {"approval.waiting.again", {"head", "deputy"}},
                       {"stock_take", {"monitor", "head", "technical"}},
                       {"source.blind", {"technical"}},
                       {"source.down", {"technical"}}};
  return options;
}

// The complaint's clocks as they stand at `now`.
inline std::vector<Duty> Clocks(const Complaint& complaint, std::vector<Reply> replies, UtcTime now,
                                std::vector<Step> steps = {}) {
  static const WorkingCalendar kCalendar = ShippedCalendar();
  DutyEvents events{complaint.opened_at, 1, std::move(replies)};
  events.steps = std::move(steps);
  return EvaluateDuties(events, kCalendar, {}, now);
}

inline Said SaidBy(const std::vector<Alert>& alerts) {
  Said said;
  for (const Alert& alert : alerts) {
    said.insert({alert.rule, alert.episode, alert.stage, alert.at});
  }
  return said;
}

// "first_reply.due_soon 1": rule and stage, where it is not the first.
inline std::vector<std::string> Rules(const std::vector<Alert>& alerts) {
  std::vector<std::string> rules;
  rules.reserve(alerts.size());
  for (const Alert& alert : alerts) {
    rules.push_back(alert.rule + (alert.stage == 0 ? "" : " " + std::to_string(alert.stage)));
  }
  return rules;
}

}  // namespace forumwatch
