#include "analysis/deadlines/closure.h"

#include <algorithm>
#include <utility>

#include "analysis/deadlines/working_time.h"

namespace forumwatch {
namespace {

bool EndsHandling(const Step& step) {
  return step.kind == StepKind::Handled || step.kind == StepKind::Closed ||
         step.kind == StepKind::Reopened;
}

// One handling: the steps since the complaint was opened or re-opened, and what came after it.
class Handling {
 public:
  Handling(std::span<const Step> steps, std::size_t handled)
      : steps_(steps), handled_(handled), end_(handled + 1) {
    while (end_ < steps.size() && !EndsHandling(steps[end_])) {
      ++end_;
    }
  }

  [[nodiscard]] UtcTime at() const { return steps_[handled_].at; }
  [[nodiscard]] const Step* end() const { return end_ < steps_.size() ? &steps_[end_] : nullptr; }
  [[nodiscard]] const Step* Revisited() const {
    for (std::size_t i = handled_ + 1; i < end_; ++i) {
      if (steps_[i].kind == StepKind::Revisited) {
        return &steps_[i];
      }
    }
    return nullptr;
  }
  // C2: it may be known before the matter is handled.
  [[nodiscard]] const Step* Waived() const {
    std::size_t begin = handled_;
    while (begin > 0 && steps_[begin - 1].kind != StepKind::Reopened) {
      --begin;
    }
    return WaiverAmong(steps_.subspan(begin, end_ - begin));
  }

 private:
  std::span<const Step> steps_;
  std::size_t handled_;
  std::size_t end_;
};

std::string WhyEnded(const Step& end) {
  switch (end.kind) {
    case StepKind::Closed:
      return "投诉已关闭，不再计时（C3）";
    case StepKind::Reopened:
      return "投诉重新打开，不再计时（C3）";
    default:
      return "又处理了一次，从那时重新计时（C3）";
  }
}

std::vector<ClockInterval> UntilRevisit(const Duty& duty, const WorkingCalendar& calendar) {
  return WorkingIntervals(calendar, duty.starts_at, duty.due_at, HandbookRule(DutyKind::Revisit));
}

// As it was evaluated before, if it is not open any more, else by the calendar.
Duty OwedRevisit(const Handling& handling, const DutyEvents& events,
                 const WorkingCalendar& calendar, const DutyOptions& options, UtcTime now) {
  const auto known = std::find_if(events.known.begin(), events.known.end(), [&](const Duty& duty) {
    return duty.kind == DutyKind::Revisit && duty.starts_at == handling.at();
  });
  Duty duty;
  if (known == events.known.end() || StateAt(*known, now) == DutyState::Open) {
    duty.kind = DutyKind::Revisit;
    duty.starts_at = handling.at();
    duty.due_at = AfterWorkingDays(calendar, duty.starts_at, options.revisit_within);
    duty.explain = UntilRevisit(duty, calendar);
    return duty;
  }
  duty = StillOwed(*known);
  if (known->state == DutyState::Void && handling.Revisited() != nullptr) {
    duty.explain = UntilRevisit(duty, calendar);
  }
  return duty;
}

Duty RevisitAfter(const Handling& handling, Duty duty, UtcTime now) {
  if (const Step* const revisited = handling.Revisited()) {
    duty.satisfied_at = revisited->at;
    duty.satisfied_by = kRecordedAction;
  } else if (const Step* const waived = handling.Waived()) {
    Withdraw(duty, std::max(waived->at, duty.starts_at),
             "不回访" + (waived->detail.empty() ? "" : "：" + waived->detail) + "（C2）");
  } else if (const Step* const end = handling.end(); end != nullptr && end->at <= duty.due_at) {
    Withdraw(duty, end->at, WhyEnded(*end));
  }
  duty.state = StateAt(duty, handling.end() == nullptr ? now : std::max(now, handling.end()->at));
  return duty;
}

Duty CloseCheckAfter(const Handling& handling) {
  Duty duty;
  duty.kind = DutyKind::CloseCheck;
  duty.starts_at = handling.at();
  duty.due_at = duty.starts_at + kQuietWeek;
  duty.explain = {
      {duty.starts_at, duty.due_at, true, "处理后观察一周，期间没有新的反映就可以关闭（C3）"}};
  if (const Step* const end = handling.end(); end != nullptr && end->kind == StepKind::Closed) {
    duty.satisfied_at = end->at;
    duty.satisfied_by = kRecordedAction;
  } else if (end != nullptr) {
    Withdraw(duty, end->at, WhyEnded(*end));
  }
  duty.state = StateAt(duty, duty.starts_at);
  return duty;
}

// What was done about a part: it was opened again, or, since it is one, posts were taken out of
// what it is part of.
bool IsUndone(const Step& step, std::span<const Step> all) {
  UtcTime merged_at = step.at;
  for (const Step& other : all) {
    if (other.complaint == step.complaint && other.kind == StepKind::Merged) {
      merged_at = std::max(merged_at, other.at);
    }
  }
  return std::any_of(all.begin(), all.end(), [&](const Step& other) {
    return other.complaint == step.complaint
               ? other.kind == StepKind::Reopened && other.at > step.at
               : other.kind == StepKind::Split && other.at >= merged_at;
  });
}

}  // namespace

std::vector<Step> InOrder(std::vector<Step> steps) {
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.at < b.at; });
  return steps;
}

const Step* WaiverAmong(std::span<const Step> steps) {
  std::vector<const Step*> waivers;
  std::ptrdiff_t before_allowed = 0;
  for (const Step& step : steps) {
    if (step.kind == StepKind::RevisitWaived) {
      waivers.push_back(&step);
    } else if (step.kind == StepKind::RevisitAllowed) {
      before_allowed = std::ssize(waivers);
    } else if (step.kind == StepKind::Handled) {
      const auto end = waivers.begin() + before_allowed;
      waivers.erase(std::remove_if(waivers.begin(), end,
                                   [](const Step* waiver) { return waiver->detail == kObjects; }),
                    end);
      before_allowed = 0;
    }
  }
  return waivers.empty() ? nullptr : waivers.front();
}

std::vector<Step> StepsThatCount(std::vector<Step> own, std::span<const Step> of_merged) {
  std::vector<Step> all = own;
  all.insert(all.end(), of_merged.begin(), of_merged.end());
  for (const Step& step : of_merged) {
    const bool responds = step.kind == StepKind::Responded || step.kind == StepKind::Handled;
    if (responds && !IsUndone(step, all)) {
      own.push_back(step);
      own.back().kind = StepKind::Responded;
    }
  }
  return own;
}

std::optional<ComplaintStatus> StatusBy(const std::vector<Step>& steps) {
  std::optional<ComplaintStatus> status;
  for (const Step& step : InOrder(steps)) {
    if (step.kind == StepKind::Closed) {
      status = ComplaintStatus::Closed;
    } else if (step.kind == StepKind::Reopened) {
      status = ComplaintStatus::Open;
    }
  }
  return status;
}

std::optional<AtRest> RestOf(const std::vector<Step>& steps) {
  std::optional<UtcTime> handled;
  std::optional<UtcTime> closed;
  bool satisfied = false;
  for (const Step& step : InOrder(steps)) {
    if (step.kind == StepKind::Reopened) {
      handled.reset();
      closed.reset();
    } else if (step.kind == StepKind::Handled) {
      handled = step.at;
      satisfied = false;
    } else if (step.kind == StepKind::Revisited) {
      satisfied = step.detail == kSatisfied;
    } else if (step.kind == StepKind::Closed) {
      closed = step.at;
    }
  }
  if (!handled && !closed) {
    return std::nullopt;
  }
  return AtRest{handled ? *handled : *closed, closed, handled && satisfied};
}

std::optional<UtcTime> OverSince(const std::vector<Step>& steps) {
  const auto rest = RestOf(steps);
  return rest && rest->closed_at && rest->satisfied
             ? std::optional(std::max(*rest->closed_at, rest->since + kQuietWeek))
             : std::nullopt;
}

std::optional<UtcTime> ClosedAfter(const std::vector<Step>& steps, UtcTime at) {
  std::optional<UtcTime> closed;
  for (const Step& step : InOrder(steps)) {
    if (step.kind == StepKind::Reopened && step.at == at) {
      closed.reset();  // it was closed and opened again within one instant
    } else if (step.kind == StepKind::Closed && step.at >= at) {
      closed = closed.value_or(step.at);
    }
  }
  return closed;
}

void Withdraw(Duty& duty, UtcTime at, std::string why) {
  duty.state = DutyState::Void;
  at = std::min(at, duty.due_at);
  std::erase_if(duty.explain, [&](const ClockInterval& part) { return part.from >= at; });
  if (!duty.explain.empty()) {
    duty.explain.back().to = std::min(duty.explain.back().to, at);
  }
  duty.explain.push_back({at, duty.due_at, false, std::move(why)});
}

std::vector<Duty> AfterHandling(const DutyEvents& events, const WorkingCalendar& calendar,
                                const DutyOptions& options, UtcTime now) {
  const std::vector<Step> ordered = InOrder(events.steps);
  std::vector<Duty> duties;
  int episode = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    if (ordered[i].kind != StepKind::Handled) {
      continue;
    }
    const Handling handling(ordered, i);
    Duty owed = OwedRevisit(handling, events, calendar, options, now);
    ++episode;
    for (Duty& duty :
         std::vector{RevisitAfter(handling, std::move(owed), now), CloseCheckAfter(handling)}) {
      duty.episode = episode;
      duties.push_back(std::move(duty));
    }
  }
  return duties;
}

std::optional<UtcTime> ClosesAt(std::span<const Duty> duties, std::span<const Step> steps) {
  const auto watch = std::find_if(duties.begin(), duties.end(), [](const Duty& duty) {
    return duty.kind == DutyKind::CloseCheck && duty.state == DutyState::Open;
  });
  if (watch == duties.end()) {
    return std::nullopt;
  }
  const bool outstanding = std::any_of(duties.begin(), duties.end(), [&](const Duty& duty) {
    return duty.kind == DutyKind::Revisit && duty.episode == watch->episode && !duty.satisfied_at &&
           duty.state != DutyState::Void;
  });
  const std::vector<Step> ordered = InOrder({steps.begin(), steps.end()});
  const auto revisited = std::find_if(ordered.rbegin(), ordered.rend(), [&](const Step& step) {
    return step.kind == StepKind::Revisited;
  });
  const bool dissatisfied = revisited != ordered.rend() && revisited->at >= watch->starts_at &&
                            revisited->detail == kDissatisfied;
  return outstanding || dissatisfied ? std::nullopt : std::optional(watch->due_at);
}

}  // namespace forumwatch
