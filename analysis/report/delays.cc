#include "analysis/report/delays.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "analysis/report/approvals.h"

namespace forumwatch {
namespace {

constexpr std::size_t kMilestones = 7;
constexpr std::array<std::string_view, kMilestones> kNames = {
    "posted", "seen", "told", "acknowledged", "drafted", "approved", "answered"};
constexpr std::array<std::string_view, kMilestones> kChineseNames = {
    "发帖", "看到", "提醒", "受理", "拟稿", "审批", "论坛上出现"};

std::size_t Place(Milestone milestone) {
  return static_cast<std::size_t>(milestone);
}

using Passed = std::array<std::optional<UtcTime>, kMilestones>;

void Earliest(std::optional<UtcTime>& known, UtcTime at) {
  known = std::min(known.value_or(at), at);
}

std::optional<UtcTime> FirstStep(const HandlingRecord& record, StepKind kind, UtcTime from) {
  std::optional<UtcTime> first;
  for (const Step& step : record.steps) {
    if (step.kind == kind && step.at >= from) {
      Earliest(first, step.at);
    }
  }
  return first;
}

std::optional<UtcTime> LatestDraft(const HandlingRecord& record, UtcTime from, UtcTime before) {
  std::optional<UtcTime> latest;
  for (const Step& step : record.steps) {
    if (step.kind == StepKind::Drafted && step.at >= from && step.at < before) {
      latest = std::max(latest.value_or(step.at), step.at);
    }
  }
  return latest;
}

Passed WhatIsOnRecord(const Duty& duty, const HandlingRecord& record) {
  Passed passed;
  const auto at = [&passed](Milestone milestone) -> auto& {
    return passed[Place(milestone)];
  };
  at(Milestone::Posted) = duty.starts_at;
  for (const HandlingRecord::Heard& heard : record.heard) {
    if (heard.at == duty.starts_at) {
      Earliest(at(Milestone::Seen), std::max(heard.seen_at, heard.at));
    }
  }
  const UtcTime known = at(Milestone::Seen).value_or(duty.starts_at);
  for (const HandlingRecord::Told& told : record.told) {
    if (told.decided_at >= known) {
      Earliest(at(Milestone::Told), std::max(told.sent_at, told.decided_at));
    }
  }
  at(Milestone::Acknowledged) = FirstStep(record, StepKind::Acknowledged, duty.starts_at);
  at(Milestone::Answered) = duty.satisfied_at;
  const UtcTime end = duty.satisfied_at ? *duty.satisfied_at + kForumsUnit : UtcTime::max();
  at(Milestone::Drafted) = LatestDraft(record, duty.starts_at, end);
  if (at(Milestone::Drafted)) {
    at(Milestone::Approved) = FirstStep(record, StepKind::Approved, *at(Milestone::Drafted));
  }
  return passed;
}

// Leaves the milestones that were passed in their order: what came after a later one is none.
void KeepOrder(Passed& passed) {
  const std::optional<UtcTime> answered = passed[Place(Milestone::Answered)];
  UtcTime next = UtcTime::max();
  for (std::size_t i = passed.size() - 1; i > Place(Milestone::Posted); --i) {
    std::optional<UtcTime>& at = passed[i];
    if (at && next == answered && *at > next && *at - next < kForumsUnit) {
      at = next;
    }
    if (at && *at > next) {
      at.reset();
    }
    next = at.value_or(next);
  }
}

std::string LegsInWords(const std::vector<DelayLeg>& legs, bool of_machine) {
  std::string text;
  for (const DelayLeg& leg : legs) {
    if ((leg.to <= Milestone::Told) == of_machine) {
      text += (text.empty() ? "" : "，") + std::string(ChineseName(leg.from)) + "到" +
              std::string(ChineseName(leg.to)) + " " + WrittenSpan(leg.took);
    }
  }
  return text;
}

}  // namespace

std::string_view Name(Milestone milestone) {
  return kNames[Place(milestone)];
}

std::string_view ChineseName(Milestone milestone) {
  return kChineseNames[Place(milestone)];
}

std::optional<Delays> DelaysOf(const Duty& duty, const HandlingRecord& record) {
  if (duty.kind > DutyKind::Measures || duty.state == DutyState::Void) {
    return std::nullopt;
  }
  Passed passed = WhatIsOnRecord(duty, record);
  KeepOrder(passed);
  const std::optional<UtcTime> told = passed[Place(Milestone::Told)];
  const bool acted = std::any_of(passed.begin() + Place(Milestone::Acknowledged), passed.end(),
                                 [](const auto& at) { return at.has_value(); });
  if (!told && acted) {  // the machine had no part in it
    passed[Place(Milestone::Seen)].reset();
  }
  Delays delays;
  Milestone from = Milestone::Posted;
  for (std::size_t i = 1; i < passed.size(); ++i) {
    if (passed[i]) {
      const auto to = static_cast<Milestone>(i);
      delays.legs.push_back({from, to, *passed[i] - *passed[Place(from)]});
      from = to;
    }
  }
  if (told) {
    delays.machine = *told - duty.starts_at;
  }
  if (duty.satisfied_at) {
    delays.staff = *duty.satisfied_at - told.value_or(duty.starts_at);
  }
  return delays;
}

std::optional<std::int64_t> WholeSeconds(const std::optional<Duration>& span) {
  return span ? std::optional(std::chrono::floor<std::chrono::seconds>(*span).count())
              : std::nullopt;
}

std::vector<std::string> InWords(const Delays& delays) {
  std::vector<std::string> lines;
  if (const std::string legs = LegsInWords(delays.legs, true); !legs.empty()) {
    lines.push_back((delays.machine ? "机器用时 " + WrittenSpan(*delays.machine)
                                    : std::string("机器用时（还没有提醒到人）")) +
                    "：" + legs);
  }
  if (const std::string legs = LegsInWords(delays.legs, false); !legs.empty()) {
    lines.push_back((delays.staff ? "人员用时 " + WrittenSpan(*delays.staff)
                                  : std::string("人员用时（还没有完成）")) +
                    (delays.machine ? "：" : "（没有等提醒）：") + legs);
  }
  return lines;
}

}  // namespace forumwatch
