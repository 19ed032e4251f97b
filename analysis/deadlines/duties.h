// When is what due, what state is it in at `now`, and the intervals that explain it (B2, B3, C1,
// C3). Pure functions of events, calendar and now; what was evaluated before comes in as a value.
//
//   first_reply  starts when the customer posted, due four hours later by the wall clock (B2).
//   measures     posted in working hours: due at the end of that working day; posted outside: at
//                the end of the working day on which work resumes (B3). Working hours are frames of
//                a working day; the lunch break lies inside the day.
//   working_day  a handling response to any complaint, whatever channel it came by (B2): due when
//                as much working time has passed as a working day has, so at the same hour of the
//                next working day. Whoever speaks at nine and whoever speaks at ten to six are
//                given the same time; "by the end of the next day" would give the one nearly two
//                days, "by the end of this day" the other ten minutes (that is B3).
//   revisit      starts when the matter is handled, due some working days later (C1).
//   close_check  starts when the matter is handled and runs for a week by the wall clock (C3). It
//                is watched for, not owed: never missed.
// Due is the last instant that is in time: a reply at due_at is met, the clock is missed after it.
// What has not been done when the complaint is closed is void from then on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/calendar.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/step.h"

namespace forumwatch {

// Duty::satisfied_by, where no post did it.
inline constexpr std::string_view kRecordedAction = "recorded action";

struct DutyOptions {
  std::chrono::minutes first_reply_within{240};  // B2
  int revisit_within = 3;                        // working days; the handbook names no limit
};

// A staff post seen in a thread of the complaint.
struct Reply {
  UtcTime at{};  // clamped to when it was seen; after `now` where the clock was put back since
  ReplyKind kind = ReplyKind::Other;
  std::string by;  // "post 120394"
};

// Since when a thread speaks of the complaint.
struct SpokenOf {
  std::string thread;
  UtcTime since{};
  bool online = true;  // on the forum, not by a visit, a call, a letter …
};

struct DutyEvents {
  // Earliest post on the forum, already clamped to when it was seen; nullopt: it came by other
  // channels alone, and nobody waits for an answer on the forum.
  std::optional<UtcTime> starts_at;
  int episode = 1;             // the number EvaluateDuty gives; EvaluateDuties numbers by itself
  std::vector<Reply> replies;  // any order; those before the start do not count
  std::vector<SpokenOf> threads = {};               // that speak of it, any order
  std::vector<Duty> known = {};                     // every episode there was, as evaluated before
  std::optional<UtcTime> opened_at = std::nullopt;  // by whatever channel; nullopt: as starts_at
  std::vector<Step> steps = {};                     // what people did, any order
};

// Every staff reply satisfies first_reply (B2); only measures satisfy measures (B3). The working
// day is satisfied by measures, or by what is on record as done about it: a response, the handling,
// the closing. `kind` is one of these three, and has a start.
Duty EvaluateDuty(DutyKind kind, const DutyEvents& events, const WorkingCalendar& calendar,
                  const DutyOptions& options, UtcTime now);

// As a duty that was evaluated before stands now: time alone makes an open one missed.
DutyState StateAt(const Duty& duty, UtcTime now);

// As it was before anything was done about it.
Duty StillOwed(Duty duty);

// Every episode of every clock, by episode and kind. A thread that came after a clock was answered,
// had run out or was withdrawn starts the next episode of that clock: whoever wrote there needs a
// reply (B2, B3), and it stays the same complaint (E4). So does a re-opening (C3), with its own
// instant as start. An episode that was there stays, with its number: alerts are said by it. One
// that a person withdrew stays void. Each handling starts an episode of revisit and close_check. A
// clock that is not open any more keeps its due time, whatever calendar and options say by now.
std::vector<Duty> EvaluateDuties(const DutyEvents& events, const WorkingCalendar& calendar,
                                 const DutyOptions& options, UtcTime now);

// An unanswered clock that had run out before a later unanswered one of its kind began: the later
// one speaks for both.
bool IsSpokenForByALaterOne(const Duty& duty, std::span<const Duty> duties);

}  // namespace forumwatch
