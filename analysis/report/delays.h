// Whose time the answer on the forum took (B2, B3, B12): the machine's until somebody was told of
// the complaint, the staff's from then on. Together they are the time the clock took. Pure; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/duty.h"
#include "analysis/model/step.h"

namespace forumwatch {

// In the order they are passed.
enum class Milestone { Posted, Seen, Told, Acknowledged, Drafted, Approved, Answered };
std::string_view Name(Milestone milestone);  // "posted" …
std::string_view ChineseName(Milestone milestone);  // 发帖 看到 提醒 受理 拟稿 审批 论坛上出现

// What is on record about the way of one complaint, with what was merged into it; any order.
struct HandlingRecord {
  struct Heard {
    UtcTime at{};       // when it was said
    UtcTime seen_at{};  // when the service first saw it
  };
  struct Told {
    UtcTime decided_at{};
    UtcTime sent_at{};  // when a channel first took it
  };
  std::vector<Heard> heard;
  std::vector<Told> told;  // alerts that reached nobody are left out
  std::vector<Step> steps;
};

struct DelayLeg {
  Milestone from = Milestone::Posted;
  Milestone to = Milestone::Posted;
  Duration took{0};
};
struct Delays {
  std::vector<DelayLeg> legs;       // one after the other; what is not on record is passed over
  std::optional<Duration> machine;  // nullopt: nobody was told before somebody acted
  std::optional<Duration> staff;    // nullopt: not answered yet
};

// Of a clock that an answer on the forum stops (first_reply, measures); nullopt of any other, and
// of one that was withdrawn. What came after the answer had no part in it. Of several drafts the
// one that was in force counts.
std::optional<Delays> DelaysOf(const Duty& duty, const HandlingRecord& record);

// Whole ones, as files have them; nullopt as it is.
std::optional<std::int64_t> WholeSeconds(const std::optional<Duration>& span);

// "机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟", "人员用时 …"; none where nothing is
// known.
std::vector<std::string> InWords(const Delays& delays);

}  // namespace forumwatch
