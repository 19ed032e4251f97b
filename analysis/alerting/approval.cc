#include "analysis/alerting/approval.h"

#include <algorithm>
#include <iterator>

#include "analysis/alerting/complaint_wording.h"
#include "analysis/alerting/wording.h"
#include "analysis/deadlines/duties.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

// The first reply that somebody waits for and that was not late already; null: none.
const Duty* FirstReplyAhead(std::span<const Duty> duties, UtcTime t) {
  const auto found = std::find_if(duties.begin(), duties.end(), [&](const Duty& duty) {
    return duty.kind == DutyKind::FirstReply && Waits(duty) && duty.due_at > t;
  });
  return found == duties.end() ? nullptr : &*found;
}

}  // namespace

std::optional<WaitingDraft> DraftThatWaits(std::span<const Step> steps) {
  WaitingDraft waiting;
  int drafts = 0;
  for (const Step& step : steps) {
    if (step.kind == StepKind::Drafted) {
      waiting = {&step, ++drafts};
    } else if (step.kind == StepKind::Approved || step.kind == StepKind::Rejected) {
      waiting.draft = nullptr;
    }
  }
  return waiting.draft == nullptr ? std::nullopt : std::optional(waiting);
}

const Step* DraftSentBackByMerge(std::span<const Step> steps, ComplaintId complaint) {
  const Step* sent_back = nullptr;
  for (auto step = steps.begin(); step != steps.end(); ++step) {
    if (step->complaint == complaint) {
      const bool over = step->kind == StepKind::Drafted || step->kind == StepKind::Handled ||
                        step->kind == StepKind::Closed;
      sent_back = over ? nullptr : sent_back;
    } else if (step->kind == StepKind::Rejected && step->who == kOurselves) {
      const auto draft =
          std::find_if(std::make_reverse_iterator(step), steps.rend(), [&](const Step& before) {
            return before.kind == StepKind::Drafted && before.complaint == step->complaint;
          });
      sent_back = draft == steps.rend() ? sent_back : &*draft;
    }
  }
  return sent_back;
}

UtcTime ApprovalDue(const Step& draft, std::span<const Duty> duties,
                    const AlertingOptions& options) {
  Duration within = options.approval_within;
  if (const Duty* const reply = FirstReplyAhead(duties, draft.at)) {
    within = std::min(within, (reply->due_at - draft.at) / 2);
  }
  return draft.at + within;
}

std::string ReasonForApproval(const Step& draft, std::span<const Duty> duties, bool over,
                              const Zone& zone, UtcTime now) {
  std::string text = PlainLine(draft.who) + " " + WrittenMoment(draft.at, zone, now) + " 拟的回帖";
  text += over ? "等了 " + WrittenSpan(now - draft.at) + " 还没有批" : "等您审批";
  if (const Duty* const reply = FirstReplyAhead(duties, now)) {
    text += "；首次回复期限 " + WrittenMoment(reply->due_at, zone, now) + "（B2）";
  }
  return text + "；没有批准不能发（B12）";
}

}  // namespace forumwatch
