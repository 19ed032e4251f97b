#include "analysis/deadlines/duties.h"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "analysis/deadlines/working_time.h"

namespace forumwatch {
namespace {

using std::chrono::days;

bool Satisfies(DutyKind duty, ReplyKind reply) {
  return duty == DutyKind::FirstReply || reply == ReplyKind::Measures;
}

void StartFirstReply(Duty& duty, const DutyOptions& options) {
  duty.due_at = duty.starts_at + options.first_reply_within;
  duty.explain = {{duty.starts_at, duty.due_at, true, "按钟点连续计时，夜间和节假日照算（B2）"}};
}

void StartMeasures(Duty& duty, const WorkingCalendar& calendar) {
  const LocalDay posted = calendar.DayOf(duty.starts_at);
  const bool that_day =
      calendar.IsWorkingDay(posted) && duty.starts_at < calendar.EndOfWork(posted);
  const LocalDay day = that_day ? posted : calendar.WorkingDayFrom(posted + days(1));
  duty.due_at = calendar.EndOfWork(day);
  duty.explain =
      WorkingIntervals(calendar, duty.starts_at, duty.due_at, HandbookRule(DutyKind::Measures));
}

// Several replies may satisfy; the earliest counts, whatever order they were seen in.
void Satisfy(Duty& duty, std::span<const Reply> replies, UtcTime now) {
  for (const Reply& reply : replies) {
    if (reply.at < duty.starts_at || reply.at > now || !Satisfies(duty.kind, reply.kind)) {
      continue;
    }
    if (!duty.satisfied_at || reply.at < *duty.satisfied_at) {
      duty.satisfied_at = reply.at;
      duty.satisfied_by = reply.by;
    }
  }
}

bool OverBefore(const Duty& duty, UtcTime at) {
  return (duty.satisfied_at && *duty.satisfied_at < at) || duty.due_at < at;
}

}  // namespace

DutyState StateAt(const Duty& duty, UtcTime now) {
  if (duty.state == DutyState::Void) {
    return DutyState::Void;
  }
  if (duty.satisfied_at) {
    return *duty.satisfied_at <= duty.due_at ? DutyState::Met : DutyState::Late;
  }
  return now <= duty.due_at ? DutyState::Open : DutyState::Missed;
}

Duty EvaluateDuty(DutyKind kind, const DutyEvents& events, const WorkingCalendar& calendar,
                  const DutyOptions& options, UtcTime now) {
  assert(kind == DutyKind::FirstReply || kind == DutyKind::Measures);
  Duty duty;
  duty.kind = kind;
  duty.episode = events.episode;
  duty.starts_at = events.starts_at;
  if (kind == DutyKind::FirstReply) {
    StartFirstReply(duty, options);
  } else {
    StartMeasures(duty, calendar);
  }
  Satisfy(duty, events.replies, now);
  duty.state = StateAt(duty, now);
  return duty;
}

std::vector<Duty> EvaluateDuties(const DutyEvents& events, const WorkingCalendar& calendar,
                                 const DutyOptions& options, UtcTime now) {
  DutyEvents current = events;
  std::sort(current.said_again.begin(), current.said_again.end());
  std::vector<Duty> duties;
  for (const DutyKind kind : {DutyKind::FirstReply, DutyKind::Measures}) {
    current.starts_at = events.starts_at;
    current.episode = events.episode;
    duties.push_back(EvaluateDuty(kind, current, calendar, options, now));
    for (const UtcTime said : current.said_again) {
      if (OverBefore(duties.back(), said)) {
        current.starts_at = said;
        ++current.episode;
        duties.push_back(EvaluateDuty(kind, current, calendar, options, now));
      }
    }
  }
  std::sort(duties.begin(), duties.end(), [](const Duty& a, const Duty& b) {
    return std::tie(a.episode, a.kind) < std::tie(b.episode, b.kind);
  });
  return duties;
}

}  // namespace forumwatch
