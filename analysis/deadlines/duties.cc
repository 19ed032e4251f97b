#include "analysis/deadlines/duties.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

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

namespace {

// Whether who spoke at `at` waits for what this clock counts.
bool Covers(const Duty& duty, UtcTime at) {
  return duty.starts_at <= at && at <= duty.due_at &&
         (!duty.satisfied_at || at <= *duty.satisfied_at);
}

// Of one kind of clock.
class Episodes {
 public:
  // Each argument is a thing of its own that a clock hangs on.
  Episodes(DutyKind kind, const DutyEvents& events,  // NOLINT(readability-function-size): see above
           const WorkingCalendar& calendar, const DutyOptions& options, UtcTime now)
      : kind_(kind), events_(events), calendar_(calendar), options_(options), now_(now) {
    std::sort(events_.threads.begin(), events_.threads.end(),
              [](const SpokenOf& a, const SpokenOf& b) {
                return std::tie(a.since, a.thread) < std::tie(b.since, b.thread);
              });
    AddKnown();
    AddFirst();
    for (const SpokenOf& spoken : events_.threads) {
      AddFurther(spoken);
    }
  }

  std::vector<Duty> Take() { return std::move(duties_); }

 private:
  void AddKnown() {
    for (const Duty& known : events_.known) {
      if (known.kind == kind_ && known.state == DutyState::Void) {
        duties_.push_back(known);  // a person withdrew it
      } else if (known.kind == kind_) {
        const auto thread =
            std::find_if(events_.threads.begin(), events_.threads.end(),
                         [&](const SpokenOf& spoken) { return spoken.thread == known.began_in; });
        const UtcTime since = thread == events_.threads.end() ? known.starts_at : thread->since;
        Add(known.episode, known.began_in,
            known.episode == 1 ? events_.starts_at : std::min(known.starts_at, since));
      }
    }
  }

  void AddFirst() {
    if (std::any_of(duties_.begin(), duties_.end(),
                    [](const Duty& duty) { return duty.episode == 1; })) {
      return;
    }
    const auto thread =
        std::find_if(events_.threads.begin(), events_.threads.end(),
                     [&](const SpokenOf& spoken) { return spoken.since == events_.starts_at; });
    Add(1, thread == events_.threads.end() ? "" : thread->thread, events_.starts_at);
  }

  void AddFurther(const SpokenOf& spoken) {
    int last = 0;
    for (const Duty& duty : duties_) {
      // What began the first one may have been overtaken by an older thread and its answer.
      const bool began =
          duty.began_in == spoken.thread &&
          (duty.episode > 1 || !duty.satisfied_at || spoken.since <= *duty.satisfied_at);
      if (duty.state != DutyState::Void && (began || Covers(duty, spoken.since))) {
        return;
      }
      last = std::max(last, duty.episode);
    }
    Add(last + 1, spoken.thread, spoken.since);
  }

  void Add(int episode, std::string thread, UtcTime starts_at) {
    DutyEvents events;
    events.starts_at = starts_at;
    events.episode = episode;
    events.replies = events_.replies;
    duties_.push_back(EvaluateDuty(kind_, events, calendar_, options_, now_));
    duties_.back().began_in = std::move(thread);
  }

  DutyKind kind_;
  DutyEvents events_;
  const WorkingCalendar& calendar_;
  const DutyOptions& options_;
  UtcTime now_;
  std::vector<Duty> duties_;
};

}  // namespace

std::vector<Duty> EvaluateDuties(const DutyEvents& events, const WorkingCalendar& calendar,
                                 const DutyOptions& options, UtcTime now) {
  std::vector<Duty> duties;
  for (const DutyKind kind : {DutyKind::FirstReply, DutyKind::Measures}) {
    std::vector<Duty> episodes = Episodes(kind, events, calendar, options, now).Take();
    std::move(episodes.begin(), episodes.end(), std::back_inserter(duties));
  }
  std::sort(duties.begin(), duties.end(), [](const Duty& a, const Duty& b) {
    return std::tie(a.episode, a.kind) < std::tie(b.episode, b.kind);
  });
  return duties;
}

bool IsSpokenForByALaterOne(const Duty& duty, std::span<const Duty> duties) {
  return std::any_of(duties.begin(), duties.end(), [&](const Duty& later) {
    return later.kind == duty.kind && !later.satisfied_at && later.state != DutyState::Void &&
           later.episode > duty.episode && duty.due_at < later.starts_at;
  });
}

}  // namespace forumwatch
