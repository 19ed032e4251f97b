#include "analysis/deadlines/duties.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "analysis/deadlines/closure.h"
#include "analysis/deadlines/working_time.h"

namespace forumwatch {
namespace {

using std::chrono::days;

bool Satisfies(DutyKind duty, ReplyKind reply) {
  return duty == DutyKind::FirstReply || reply == ReplyKind::Measures;
}

bool Satisfies(DutyKind duty, StepKind step) {
  return duty == DutyKind::WorkingDay &&
         (step == StepKind::Responded || step == StepKind::Handled || step == StepKind::Closed);
}

UtcTime MeasuresDue(UtcTime posted_at, const WorkingCalendar& calendar) {
  const LocalDay posted = calendar.DayOf(posted_at);
  const bool that_day = calendar.IsWorkingDay(posted) && posted_at < calendar.EndOfWork(posted);
  return calendar.EndOfWork(that_day ? posted : calendar.WorkingDayFrom(posted + days(1)));
}

UtcTime DueTime(const Duty& duty, const WorkingCalendar& calendar, const DutyOptions& options) {
  switch (duty.kind) {
    case DutyKind::FirstReply:
      return duty.starts_at + options.first_reply_within;
    case DutyKind::Measures:
      return MeasuresDue(duty.starts_at, calendar);
    default:
      return AfterWorkingDays(calendar, duty.starts_at, 1);
  }
}

std::vector<ClockInterval> UntilDue(const Duty& duty, const WorkingCalendar& calendar) {
  if (duty.kind == DutyKind::FirstReply) {
    return {{duty.starts_at, duty.due_at, true, "按钟点连续计时，夜间和节假日照算（B2）"}};
  }
  return WorkingIntervals(calendar, duty.starts_at, duty.due_at, HandbookRule(duty.kind));
}

void SatisfyBy(Duty& duty, UtcTime at, std::string_view by) {
  if (at >= duty.starts_at && (!duty.satisfied_at || at < *duty.satisfied_at)) {
    duty.satisfied_at = at;
    duty.satisfied_by = by;
  }
}

// Several replies may satisfy; the earliest counts, whatever order they were seen in. What comes
// after the closing answers nobody any more.
void Satisfy(Duty& duty, const DutyEvents& events, std::optional<UtcTime> closed_at) {
  for (const Reply& reply : events.replies) {
    if (reply.at <= closed_at.value_or(reply.at) && Satisfies(duty.kind, reply.kind)) {
      SatisfyBy(duty, reply.at, reply.by);
    }
  }
  for (const Step& step : events.steps) {
    if (Satisfies(duty.kind, step.kind) &&
        (step.kind != StepKind::Closed || step.at == closed_at)) {
      SatisfyBy(duty, step.at, kRecordedAction);
    }
  }
}

std::optional<UtcTime> StartOf(DutyKind kind, const DutyEvents& events) {
  return kind == DutyKind::WorkingDay && events.opened_at ? events.opened_at : events.starts_at;
}

// What was done by its due time, or after it, or what a closing left of it.
void Settle(Duty& duty, const DutyEvents& events, UtcTime now) {
  const auto closed_at = ClosedAfter(events.steps, duty.starts_at);
  Satisfy(duty, events, closed_at);
  if (!duty.satisfied_at && closed_at && *closed_at <= duty.due_at) {
    Withdraw(duty, *closed_at, "投诉已关闭，不再计时（C3）");
  }
  duty.state = StateAt(duty, now);
}

}  // namespace

Duty StillOwed(Duty duty) {
  duty.satisfied_at.reset();
  duty.satisfied_by.clear();
  duty.state = DutyState::Open;
  return duty;
}

DutyState StateAt(const Duty& duty, UtcTime now) {
  if (duty.state == DutyState::Void) {
    return DutyState::Void;
  }
  const bool watched = duty.kind == DutyKind::CloseCheck;
  if (duty.satisfied_at) {
    return watched || *duty.satisfied_at <= duty.due_at ? DutyState::Met : DutyState::Late;
  }
  return watched || now <= duty.due_at ? DutyState::Open : DutyState::Missed;
}

Duty EvaluateDuty(DutyKind kind, const DutyEvents& events, const WorkingCalendar& calendar,
                  const DutyOptions& options, UtcTime now) {
  const auto start = StartOf(kind, events);
  assert(start && kind <= DutyKind::WorkingDay);
  Duty duty;
  duty.kind = kind;
  duty.episode = events.episode;
  duty.starts_at = start.value_or(now);
  duty.due_at = DueTime(duty, calendar, options);
  duty.explain = UntilDue(duty, calendar);
  Settle(duty, events, now);
  return duty;
}

namespace {

// Whether who spoke at `at` waits for what this clock counts. One that was withdrawn counts for
// nobody who spoke after that: its last interval says since when.
bool Covers(const Duty& duty, UtcTime at) {
  return duty.starts_at <= at && at <= duty.due_at &&
         (!duty.satisfied_at || at <= *duty.satisfied_at) &&
         (duty.state != DutyState::Void || at <= duty.explain.back().from);
}

// Of one kind of clock.
class Episodes {
 public:
  // Each argument is a thing of its own that a clock hangs on.
  Episodes(DutyKind kind, const DutyEvents& events,  // NOLINT(readability-function-size): see above
           const WorkingCalendar& calendar, const DutyOptions& options, UtcTime now)
      : kind_(kind), events_(events), calendar_(calendar), options_(options), now_(now) {
    const auto start = StartOf(kind, events);
    if (!start) {
      return;
    }
    start_ = *start;
    events_.known = {};
    events_.steps = InOrder(std::move(events_.steps));
    if (kind != DutyKind::WorkingDay) {  // an answer on the forum is for those who wrote there
      std::erase_if(events_.threads, [](const SpokenOf& spoken) { return !spoken.online; });
    }
    std::sort(events_.threads.begin(), events_.threads.end(),
              [](const SpokenOf& a, const SpokenOf& b) {
                return std::tie(a.since, a.thread) < std::tie(b.since, b.thread);
              });
    AddKnown(events.known);
    AddFirst();
    for (const Step& step : events_.steps) {
      if (step.kind == StepKind::Reopened) {
        AddReopened(step.at);
      }
    }
    for (const SpokenOf& spoken : events_.threads) {
      AddFurther(spoken);
    }
  }

  std::vector<Duty> Take() { return std::move(duties_); }

 private:
  void AddKnown(std::span<const Duty> duties) {
    for (const Duty& known : duties) {
      if (known.kind == kind_ && WasWithdrawnByHand(known)) {
        duties_.push_back(known);
      } else if (known.kind == kind_) {
        const UtcTime start = known.episode == 1 ? start_ : StartOfKnown(known);
        if (start == known.starts_at && StateAt(known, now_) != DutyState::Open) {
          AddSettled(known);
        } else {
          Add(known.episode, known.began_in, start);
        }
      }
    }
  }

  // What it owed, and by when, is settled; what was done by then may be seen later, or be gone.
  void AddSettled(const Duty& known) {
    Duty duty = StillOwed(known);
    Settle(duty, events_, now_);
    if (known.state == DutyState::Void && duty.state != DutyState::Void) {
      duty.explain = UntilDue(duty, calendar_);
    }
    duties_.push_back(std::move(duty));
  }

  // Void for another reason than a closing, which is seen anew each time: a reply from before it
  // may be read later. What a person withdrew counts for nobody else.
  [[nodiscard]] bool WasWithdrawnByHand(const Duty& known) const {
    const auto closed_at = ClosedAfter(events_.steps, known.starts_at);
    return known.state == DutyState::Void &&
           !(closed_at && !known.explain.empty() && known.explain.back().from == *closed_at);
  }

  // A thread may turn out to have begun earlier; a re-opening has its own instant.
  [[nodiscard]] UtcTime StartOfKnown(const Duty& known) const {
    const bool reopened =
        std::any_of(events_.steps.begin(), events_.steps.end(), [&](const Step& step) {
          return step.kind == StepKind::Reopened && step.at == known.starts_at;
        });
    const auto thread =
        std::find_if(events_.threads.begin(), events_.threads.end(),
                     [&](const SpokenOf& spoken) { return spoken.thread == known.began_in; });
    return reopened || thread == events_.threads.end() ? known.starts_at
                                                       : std::min(known.starts_at, thread->since);
  }

  void AddFirst() {
    if (std::any_of(duties_.begin(), duties_.end(),
                    [](const Duty& duty) { return duty.episode == 1; })) {
      return;
    }
    const auto thread =
        std::find_if(events_.threads.begin(), events_.threads.end(),
                     [&](const SpokenOf& spoken) { return spoken.since == start_; });
    Add(1, thread == events_.threads.end() ? "" : thread->thread, start_);
  }

  void AddReopened(UtcTime at) {
    const bool closed = std::any_of(
        events_.steps.begin(), events_.steps.end(),
        [at](const Step& step) { return step.kind == StepKind::Closed && step.at == at; });
    const bool there = std::any_of(duties_.begin(), duties_.end(), [&](const Duty& duty) {
      return duty.starts_at == at || (!closed && Covers(duty, at));
    });
    if (!there && at >= start_) {
      Add(LastEpisode() + 1, "", at);
    }
  }

  void AddFurther(const SpokenOf& spoken) {
    for (const Duty& duty : duties_) {
      // What began the first one may have been overtaken by an older thread and its answer.
      const bool began =
          duty.began_in == spoken.thread &&
          (duty.episode > 1 || !duty.satisfied_at || spoken.since <= *duty.satisfied_at);
      if (!WasWithdrawnByHand(duty) && (began || Covers(duty, spoken.since))) {
        return;
      }
    }
    Add(LastEpisode() + 1, spoken.thread, spoken.since);
  }

  [[nodiscard]] int LastEpisode() const {
    int last = 0;
    for (const Duty& duty : duties_) {
      last = std::max(last, duty.episode);
    }
    return last;
  }

  void Add(int episode, std::string thread, UtcTime starts_at) {
    events_.episode = episode;
    events_.starts_at = starts_at;
    events_.opened_at = starts_at;
    duties_.push_back(EvaluateDuty(kind_, events_, calendar_, options_, now_));
    duties_.back().began_in = std::move(thread);
  }

  DutyKind kind_;
  DutyEvents events_;
  UtcTime start_{};
  const WorkingCalendar& calendar_;
  const DutyOptions& options_;
  UtcTime now_;
  std::vector<Duty> duties_;
};

}  // namespace

std::vector<Duty> EvaluateDuties(const DutyEvents& events, const WorkingCalendar& calendar,
                                 const DutyOptions& options, UtcTime now) {
  std::vector<Duty> duties;
  for (const DutyKind kind : {DutyKind::FirstReply, DutyKind::Measures, DutyKind::WorkingDay}) {
    std::vector<Duty> episodes = Episodes(kind, events, calendar, options, now).Take();
    std::move(episodes.begin(), episodes.end(), std::back_inserter(duties));
  }
  std::vector<Duty> closing = AfterHandling(events, calendar, options, now);
  std::move(closing.begin(), closing.end(), std::back_inserter(duties));
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
