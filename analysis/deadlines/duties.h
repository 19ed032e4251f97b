// When is what due, what state is it in at `now`, and the intervals that explain it (B2, B3). Pure
// functions of events, calendar and now; what was evaluated before comes in as a value.
//
//   first_reply  starts when the customer posted, due four hours later by the wall clock (B2).
//   measures     posted in working hours: due at the end of that working day; posted outside: at
//                the end of the working day on which work resumes (B3). Working hours are frames of
//                a working day; the lunch break lies inside the day.
// Due is the last instant that is in time: a reply at due_at is met, the clock is missed after it.
#pragma once

#include <span>
#include <vector>

#include "analysis/deadlines/calendar.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"

namespace forumwatch {

struct DutyOptions {
  std::chrono::minutes first_reply_within{240};  // B2
};

// A staff post seen in a thread of the complaint, or a recorded action.
struct Reply {
  UtcTime at{};  // clamped to when it was seen; one after `now` has not happened yet
  ReplyKind kind = ReplyKind::Other;
  std::string by;  // "post 120394"
};

// Since when a thread speaks of the complaint.
struct SpokenOf {
  std::string thread;
  UtcTime since{};
};

struct DutyEvents {
  UtcTime starts_at{};         // earliest post, already clamped to when it was seen
  int episode = 1;             // the number EvaluateDuty gives; EvaluateDuties numbers by itself
  std::vector<Reply> replies;  // any order; those before starts_at do not count
  std::vector<SpokenOf> threads = {};  // that speak of it, any order
  std::vector<Duty> known = {};        // every episode there was, as evaluated before
};

// Every staff reply satisfies first_reply (B2); only measures satisfy measures (B3). `kind` is one
// of these two.
Duty EvaluateDuty(DutyKind kind, const DutyEvents& events, const WorkingCalendar& calendar,
                  const DutyOptions& options, UtcTime now);

// As a duty that was evaluated before stands now: time alone makes an open one missed.
DutyState StateAt(const Duty& duty, UtcTime now);

// first_reply and measures, every episode of each, by episode and kind. A thread that came after a
// clock was answered or had run out starts the next episode of that clock: whoever wrote there
// needs a reply (B2, B3), and it stays the same complaint (E4). An episode that was there stays,
// with its number: alerts are said by it. One that is void stays so.
std::vector<Duty> EvaluateDuties(const DutyEvents& events, const WorkingCalendar& calendar,
                                 const DutyOptions& options, UtcTime now);

// An unanswered clock that had run out before a later unanswered one of its kind began: the later
// one speaks for both.
bool IsSpokenForByALaterOne(const Duty& duty, std::span<const Duty> duties);

}  // namespace forumwatch
