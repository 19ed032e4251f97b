// Whether what stands on the forum was approved, and when (B12): one answer for whoever shows it.
// Pure; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/model/step.h"

namespace forumwatch {

// Forums date their posts by the minute: what was approved at 13:00:40 stands there since 13:00.
inline constexpr std::chrono::minutes kForumsUnit{1};

// The detail of a Posted step where the service put it there, which it does with what is approved.
inline constexpr const char* kPostedByService = "系统代发";

// A draft and what has become of it. Points into the steps.
struct DraftedReply {
  const Step* draft = nullptr;
  std::vector<const Step*> decisions;  // Approved or Rejected, of this one, as recorded
  bool posted_by_service = false;
};
// As recorded; what was decided and posted is of the latest draft of its own complaint, whatever
// others were merged with it.
std::vector<DraftedReply> DraftedReplies(std::span<const Step> steps);

// As it stands on the forum.
struct StandingReply {
  UtcTime since{};
  std::string_view text;
  bool of_another_matter = false;  // its thread speaks of several, and this is about another one
};

enum class Approval { Missing, Afterwards, Before };
std::string_view InWords(Approval approval);  // 未经批准 先发后批 先批后发

// By the draft that says the same, whenever it was written, else by one it is mostly the same as
// and which was there before; of several the one that speaks best for it.
struct ApprovedBy {
  const DraftedReply* drafted = nullptr;  // nullptr: nobody drafted it
  std::optional<Approval> approval;       // nullopt: it is of another matter, not ours to approve
};
ApprovedBy ApprovalOf(const StandingReply& reply, std::span<const DraftedReply> drafts);

}  // namespace forumwatch
