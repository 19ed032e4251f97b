// The way to closure (C1–C3): what follows from the steps that people took. Pure; any thread. Steps
// are taken in the order of their time, whatever order they come in.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/deadlines/duties.h"

namespace forumwatch {

inline constexpr std::chrono::days kQuietWeek{7};  // C3
// C1: the details of Revisited.
inline constexpr std::string_view kSatisfied = "满意";
inline constexpr std::string_view kDissatisfied = "不满意";
// C2: the detail of RevisitWaived where the customer is never to be asked.
inline constexpr std::string_view kObjects = "客户不愿";

std::vector<Step> InOrder(std::vector<Step> steps);

// C2: the first step that says why no revisit is due, of steps in order since the complaint was
// opened or re-opened. That the customer objects counts no more once he may be asked again
// (RevisitAllowed) and the matter is handled after that: what was handled before stays as it is.
// nullptr: a revisit is due.
const Step* WaiverAmong(std::span<const Step> steps);

// The complaint's own, and as responses (B2) what was done about those that were merged into it: it
// neither begins nor ends anything of the way to closure. What they were opened again after answers
// nobody, nor does what may have answered posts that were taken out again: one reminder too many is
// better than none.
std::vector<Step> StepsThatCount(std::vector<Step> own, std::span<const Step> of_merged);

// By the last closing or re-opening; nullopt: there was neither.
std::optional<ComplaintStatus> StatusBy(const std::vector<Step>& steps);

// Nothing more is to be done about the complaint unless somebody speaks of it again after `since`.
struct AtRest {
  UtcTime since{};                   // it was handled; closed, where nobody said it was handled
  std::optional<UtcTime> closed_at;  // nullopt: the week is running
  bool satisfied = false;            // the customer, with what was handled (C1)
};
std::optional<AtRest> RestOf(const std::vector<Step>& steps);

// The customer was satisfied, the complaint is closed and the week is over (C3): what is said after
// that is about another event (E4). nullopt: it is not over.
std::optional<UtcTime> OverSince(const std::vector<Step>& steps);

// The first closing not before `at`, nor before a re-opening of that instant; nullopt: there is
// none.
std::optional<UtcTime> ClosedAfter(const std::vector<Step>& steps, UtcTime at);

// The clock is void from `at` on, and `why` stands in its explanation.
void Withdraw(Duty& duty, UtcTime at, std::string why);

// Every episode of revisit and close_check, by episode and kind. A handling that is recorded again
// ends the episode before it, as re-opening and closing do. Of the events the steps and what is
// known count.
std::vector<Duty> AfterHandling(const DutyEvents& events, const WorkingCalendar& calendar,
                                const DutyOptions& options, UtcTime now);

// When it closes by itself: a week after it was handled, where no revisit is outstanding and the
// customer who was revisited is not dissatisfied. nullopt: it does not, as things stand.
std::optional<UtcTime> ClosesAt(std::span<const Duty> duties, std::span<const Step> steps);

}  // namespace forumwatch
