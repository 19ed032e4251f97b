// How far a complaint has come on its way from 受理 to 关闭 (B12, C1–C3), by the steps people took
// and the answers on the forum. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "analysis/model/step.h"
#include "daemon/answers.h"

namespace forumwatch {

// "C12" or "12", as people write it.
std::optional<ComplaintId> ComplaintIdFromName(std::string_view text);

// How far a complaint has come on its way (B6, B12), in the words people know: 待受理 已受理 调查中
// 处理中 待审批 待回帖 已回帖 已处理 已回访 已关闭. `steps` in order; `answers` as Answers judges
// them and the clocks, for a reply is posted when it stands on the forum, whoever put it there, and
// until somebody waits for another.
std::string_view StageOf(const Complaint& complaint, std::span<const Step> steps,
                         std::span<const StaffAnswer> answers, std::span<const Duty> duties);

// The person named last (B5); "" nobody yet.
std::string ResponsibleFor(std::span<const Step> steps);

// The reply that is being worked on (B12): the latest draft and what has become of it.
struct ReplyDraft {
  const Step* draft = nullptr;     // its `why` is the text; points into the steps
  const Step* decision = nullptr;  // Approved or Rejected, of this draft
};
ReplyDraft DraftOf(std::span<const Step> steps);

// B12: the one that waits for its approval, or is approved and stands nowhere yet, as far as
// anybody knows, of an open complaint since it was last opened again; empty: none.
ReplyDraft DraftInHand(const Complaint& complaint, std::span<const Step> steps,
                       std::span<const StaffAnswer> answers, std::span<const Duty> duties);

// C3: why it must not be closed yet, in words that say what is missing; "" it may.
std::string WhyNotToBeClosed(std::span<const Step> steps, UtcTime now);

}  // namespace forumwatch
