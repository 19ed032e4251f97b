#include "tests/stories/year_duties.h"

#include <algorithm>
#include <array>

namespace forumwatch {
namespace {

using std::chrono::minutes;

constexpr Duration kJustOver(1);  // the due instant itself is in time

}  // namespace

MatterOfYear::MatterOfYear(const YearCalendar& calendar, UtcTime posted, UtcTime seen) {
  const UtcTime from = std::min(posted, seen);
  const YearCalendar::Span measures = calendar.Measures(from);
  const auto add = [this](UtcTime at, std::string_view rule, int stage = 0) {
    waiting_.push_back({{at, rule, stage}, false, false});
  };
  add(seen, "complaint.new");
  add(seen + minutes(15), "complaint.unacknowledged");
  add(from + minutes(120), "first_reply.due_soon", 0);
  add(from + minutes(180), "first_reply.due_soon", 1);
  add(from + minutes(216), "first_reply.due_soon", 2);
  add(from + minutes(240) + kJustOver, "first_reply.overdue");
  add(measures.half_way, "measures.due_soon");
  add(measures.due + kJustOver, "measures.overdue");
  if (const UtcTime over = calendar.WorkingDay(from); over >= seen) {
    add(over + kJustOver, "working_day.overdue");
  }
}

bool MatterOfYear::Foresees(std::string_view rule) {
  constexpr std::array<std::string_view, 7> kRules = {
      "complaint.new",       "complaint.unacknowledged", "first_reply.due_soon",
      "first_reply.overdue", "measures.due_soon",        "measures.overdue",
      "working_day.overdue"};
  return std::find(kRules.begin(), kRules.end(), rule) != kRules.end();
}

std::string_view MatterOfYear::ClockOf(std::string_view rule) {
  return rule == "complaint.unacknowledged" ? "first_reply" : rule.substr(0, rule.find('.'));
}

bool MatterOfYear::IsNeedless(const DueAlert& alert) const {
  if (alert.rule == "complaint.new") {
    return false;
  }
  const std::string_view clock = ClockOf(alert.rule);
  return closed_ || (clock == "first_reply" ? replied_ : measures_) ||
         (alert.rule == "complaint.unacknowledged" && noticed_);
}

std::vector<DueAlert> MatterOfYear::Say(UtcTime now) {
  std::vector<DueAlert> said;
  for (auto it = waiting_.begin(); it != waiting_.end(); ++it) {
    if (it->said || it->passed_over || it->alert.at > now) {
      continue;
    }
    if (IsNeedless(it->alert)) {
      it->passed_over = true;
      continue;
    }
    // A later one of the same clock that has come due as well speaks for this one; the call for a
    // second person stands beside the stages, but not beside what is over.
    const bool spoken_for = std::any_of(it + 1, waiting_.end(), [&](const Waiting& later) {
      const bool again = later.said && later.alert.rule == it->alert.rule;
      return again ||
             (later.alert.at <= now && ClockOf(later.alert.rule) == ClockOf(it->alert.rule) &&
              (it->alert.rule != "complaint.unacknowledged" ||
               later.alert.rule == "first_reply.overdue"));
    });
    if (spoken_for && it->alert.rule != "complaint.new") {
      it->passed_over = true;
    } else {
      it->said = true;
      said.push_back(it->alert);
    }
  }
  return said;
}

std::optional<UtcTime> MatterOfYear::Next() const {
  std::optional<UtcTime> next;
  for (const Waiting& waiting : waiting_) {
    if (!waiting.said && !waiting.passed_over) {
      next = std::min(next.value_or(waiting.alert.at), waiting.alert.at);
    }
  }
  return next;
}

void MatterOfYear::Reply(bool measures) {
  replied_ = true;
  measures_ = measures_ || measures;
}

void MatterOfYear::PutBack() {
  for (Waiting& waiting : waiting_) {
    waiting.passed_over = false;
  }
}

}  // namespace forumwatch
