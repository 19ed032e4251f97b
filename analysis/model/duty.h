// A clock on a complaint, and the intervals that explain it. Plain data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/time.h"

namespace forumwatch {

enum class DutyKind { FirstReply, Measures, WorkingDay, Revisit, CloseCheck };
std::string_view Name(DutyKind kind);         // "first_reply" … as in formats.md §4
std::string_view ChineseName(DutyKind kind);  // 首次回复 …
std::optional<DutyKind> DutyKindFromName(std::string_view name);
std::string_view HandbookRule(DutyKind kind);  // "B2" …

// open: not satisfied, not yet due. missed: not satisfied, past due. late: satisfied after due;
// late stays late. void: withdrawn, with a reason in the explanation.
enum class DutyState { Open, Met, Late, Missed, Void };
std::string_view Name(DutyState state);
std::string_view ChineseName(DutyState state);  // 计时中 …
std::optional<DutyState> DutyStateFromName(std::string_view name);

// A stretch of time between start and due: does it count, and why.
struct ClockInterval {
  UtcTime from{};
  UtcTime to{};
  bool counts = false;
  std::string why;

  bool operator==(const ClockInterval&) const = default;
};

struct Duty {
  DutyKind kind = DutyKind::FirstReply;
  int episode = 1;       // another thread that came too late for this one starts the next
  std::string began_in;  // the thread whose post started it; "" where none stands out
  UtcTime starts_at{};
  UtcTime due_at{};
  std::optional<UtcTime> satisfied_at;
  std::string satisfied_by;  // "post 120394", "recorded action", "" while unsatisfied
  DutyState state = DutyState::Open;
  std::vector<ClockInterval> explain;

  bool operator==(const Duty&) const = default;
};

}  // namespace forumwatch
