#include "analysis/report/approvals.h"

#include <algorithm>
#include <utility>

#include "analysis/text/normalise.h"
#include "analysis/text/same_words.h"

namespace forumwatch {
namespace {

// What was taken back in the minute of the post had been approved, as far as can be told.
Approval ApprovalBy(const DraftedReply& drafted, UtcTime since) {
  if (drafted.posted_by_service) {
    return Approval::Before;
  }
  Approval approval = Approval::Missing;
  for (const Step* const decision : drafted.decisions) {
    if (decision->kind == StepKind::Approved) {
      approval = decision->at < since + kForumsUnit ? Approval::Before : Approval::Afterwards;
    } else if (approval == Approval::Afterwards || decision->at <= since) {
      approval = Approval::Missing;
    }
  }
  return approval;
}

SameWords SameAs(const Step& draft, std::string_view text) {
  return SayTheSame(draft.why, text) ? SameWords::Yes : CompareWords(draft.why, text);
}

}  // namespace

std::vector<DraftedReply> DraftedReplies(std::span<const Step> steps) {
  std::vector<DraftedReply> replies;
  for (const Step& step : steps) {
    if (step.kind == StepKind::Drafted) {
      replies.push_back({&step, {}, false});
      continue;
    }
    const auto latest = std::find_if(
        replies.rbegin(), replies.rend(),
        [&](const DraftedReply& reply) { return reply.draft->complaint == step.complaint; });
    if (latest == replies.rend()) {
      continue;
    }
    if (step.kind == StepKind::Approved || step.kind == StepKind::Rejected) {
      latest->decisions.push_back(&step);
    } else if (step.kind == StepKind::Posted && step.detail == kPostedByService) {
      latest->posted_by_service = true;
    }
  }
  return replies;
}

std::string_view InWords(Approval approval) {
  switch (approval) {
    case Approval::Missing:
      return "未经批准";
    case Approval::Afterwards:
      return "先发后批";
    case Approval::Before:
      return "先批后发";
  }
  return {};
}

ApprovedBy ApprovalOf(const StandingReply& reply, std::span<const DraftedReply> drafts) {
  ApprovedBy best;
  std::pair best_fit{SameWords::No, Approval::Missing};
  for (const DraftedReply& drafted : drafts) {
    const SameWords same = SameAs(*drafted.draft, reply.text);
    const bool is_it = same == SameWords::Yes ||
                       (same == SameWords::Alike && drafted.draft->at < reply.since + kForumsUnit);
    const std::pair fit{same, ApprovalBy(drafted, reply.since)};
    if (is_it && fit >= best_fit) {
      best_fit = fit;
      best = {&drafted, fit.second};
    }
  }
  if (best.drafted == nullptr && !reply.of_another_matter) {
    best.approval = Approval::Missing;
  }
  return best;
}

}  // namespace forumwatch
