#include "daemon/desk/way.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <vector>

#include "analysis/deadlines/closure.h"
#include "analysis/report/approvals.h"
#include "analysis/text/normalise.h"
#include "analysis/text/same_words.h"
#include "daemon/posting/posting_place.h"

namespace forumwatch {
namespace {

// What came after the last step of one of these kinds; everything where there is none.
std::span<const Step> Since(std::span<const Step> steps, std::initializer_list<StepKind> kinds) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& step) {
    return std::find(kinds.begin(), kinds.end(), step.kind) != kinds.end();
  });
  return steps.subspan(static_cast<std::size_t>(steps.rend() - last));
}

const Step* Last(std::span<const Step> steps, StepKind kind) {
  const auto found = std::find_if(steps.rbegin(), steps.rend(),
                                  [kind](const Step& step) { return step.kind == kind; });
  return found == steps.rend() ? nullptr : &*found;
}

// min: never.
UtcTime OpenedAgainAt(std::span<const Step> steps) {
  const Step* const reopened = Last(steps, StepKind::Reopened);
  return reopened == nullptr ? UtcTime::min() : reopened->at;
}

// B12: the department still looks into it.
bool IsBeforeDraft(std::string_view stage) {
  return stage == "待受理" || stage == "已受理" || stage == "调查中";
}

// Than that the complaint was received.
bool SaysMore(const StaffAnswer& answer) {
  return answer.verdict == AnswerVerdict::Measures || answer.verdict == AnswerVerdict::NoMeasures;
}

bool SaysTheSame(const Step& draft, const StaffAnswer& answer) {
  return SayTheSame(draft.why, answer.post.text) ||
         CompareWords(draft.why, answer.post.text) == SameWords::Yes;
}

// It counts as a reply, as it stands.
bool StandsSince(UtcTime since, const StaffAnswer& answer) {
  return std::any_of(answer.replies.begin(), answer.replies.end(),
                     [since](const Reply& reply) { return reply.at >= since; });
}

bool WaitsForAnother(const Duty& duty) {
  return duty.kind == DutyKind::FirstReply && !duty.satisfied_at && duty.state != DutyState::Void;
}

// The steps and what the forum shows, by time. The forum is the proof that something was posted,
// whoever put it there (B2): a post that counts is as good as the step, and one that was taken back
// takes the step with it that told of it. Who asks again after that waits again.
class Stages {
 public:
  Stages(std::span<const StaffAnswer> answers, std::span<const Duty> duties, UtcTime since)
      : answers_(answers), since_(since), asked_at_(since) {
    for (const StaffAnswer& answer : answers) {
      for (const Reply& reply : answer.replies) {
        if (reply.at >= since) {
          seen_.push_back({reply.at, &answer});
        }
      }
    }
    for (const Duty& duty : duties) {
      if (WaitsForAnother(duty)) {
        seen_.push_back({duty.starts_at, nullptr});
      }
    }
    std::sort(seen_.begin(), seen_.end(),
              [](const OnForum& a, const OnForum& b) { return a.at < b.at; });
  }

  void Take(const Step& step) {
    SeeUntil(step.at);
    switch (step.kind) {
      case StepKind::Acknowledged:
        stage_ = stage_ == "待受理" ? "已受理" : stage_;
        break;
      case StepKind::Assigned:
        stage_ = IsBeforeDraft(stage_) ? "调查中" : "处理中";
        break;
      case StepKind::Investigated:
        stage_ = IsBeforeDraft(stage_) ? "调查中" : stage_;
        break;
      case StepKind::Responded:
      case StepKind::Rejected:
        stage_ = "处理中";
        break;
      case StepKind::Drafted:
        stage_ = "待审批";
        draft_ = &step;
        break;
      case StepKind::Approved:
        stage_ = stage_ == "已回帖" || StandsAlready() ? "已回帖" : "待回帖";
        break;
      case StepKind::Posted:
        stage_ = WasTakenBack() ? stage_ : "已回帖";
        break;
      case StepKind::Handled:
        stage_ = "已处理";
        break;
      case StepKind::Revisited:
        stage_ = step.detail == kSatisfied ? "已回访" : "处理中";
        break;
      default:
        break;
    }
  }

  std::string_view Last() {
    SeeUntil(UtcTime::max());
    return stage_;
  }

 private:
  struct OnForum {
    UtcTime at{};
    const StaffAnswer* answer = nullptr;  // nullptr: somebody asks
  };

  // A bare acknowledgement leaves a reply that is being drafted or approved where it is, unless
  // that is what was drafted.
  void SeeUntil(UtcTime at) {
    for (; next_ < seen_.size() && seen_[next_].at <= at; ++next_) {
      const StaffAnswer* const answer = seen_[next_].answer;
      const bool done = stage_ == "已处理" || stage_ == "已回访";
      const bool drafted = stage_ == "待审批" || stage_ == "待回帖";
      if (answer == nullptr) {
        asked_at_ = std::max(asked_at_, seen_[next_].at);
        stage_ = stage_ == "已回帖" ? "处理中" : stage_;
      } else if (!done && (!drafted || SaysMore(*answer) ||
                           (draft_ != nullptr && SaysTheSame(*draft_, *answer)))) {
        stage_ = "已回帖";
      }
    }
  }

  // It was posted first and is approved only now (B12).
  [[nodiscard]] bool StandsAlready() const {
    return draft_ != nullptr &&
           std::any_of(answers_.begin(), answers_.end(), [&](const StaffAnswer& answer) {
             return StandsSince(asked_at_, answer) && SaysTheSame(*draft_, answer);
           });
  }

  // As far as it was that which was deleted, not another post of these threads.
  [[nodiscard]] bool WasTakenBack() const {
    return std::any_of(answers_.begin(), answers_.end(), [&](const StaffAnswer& answer) {
      return answer.verdict == AnswerVerdict::TakenBack &&
             (draft_ == nullptr ? answer.post.at >= since_
                                : answer.post.at + kForumsUnit > draft_->at &&
                                      CompareWords(draft_->why, answer.post.text) != SameWords::No);
    });
  }

  std::span<const StaffAnswer> answers_;
  UtcTime since_;     // it was opened, or opened again
  UtcTime asked_at_;  // since when what stands there answers whoever waits
  std::string_view stage_ = "待受理";
  std::vector<OnForum> seen_;  // by time
  std::size_t next_ = 0;
  const Step* draft_ = nullptr;  // the latest
};

}  // namespace

std::optional<ComplaintId> ComplaintIdFromName(std::string_view text) {
  if (text.starts_with('C') || text.starts_with('c')) {
    text.remove_prefix(1);
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number <= 0) {
    return std::nullopt;
  }
  return ComplaintId(number);
}

std::string_view StageOf(const Complaint& complaint, std::span<const Step> steps,
                         std::span<const StaffAnswer> answers, std::span<const Duty> duties) {
  if (complaint.status == ComplaintStatus::Closed) {
    return "已关闭";
  }
  Stages stages(answers, duties, OpenedAgainAt(steps));
  for (const Step& step : Since(steps, {StepKind::Reopened})) {
    stages.Take(step);
  }
  return stages.Last();
}

std::string ResponsibleFor(std::span<const Step> steps) {
  const Step* const assigned = Last(steps, StepKind::Assigned);
  return assigned == nullptr ? "" : assigned->detail;
}

ReplyDraft DraftOf(std::span<const Step> steps) {
  ReplyDraft reply;
  for (const Step& step : steps) {
    switch (step.kind) {
      case StepKind::Drafted:
        reply = {&step, nullptr};
        break;
      case StepKind::Approved:
      case StepKind::Rejected:
        reply.decision = &step;
        break;
      default:
        break;
    }
  }
  return reply;
}

ReplyDraft DraftInHand(const Complaint& complaint, std::span<const Step> steps,
                       std::span<const StaffAnswer> answers, std::span<const Duty> duties) {
  const std::span<const Step> present = Since(steps, {StepKind::Reopened});
  const ReplyDraft reply = DraftOf(present);
  if (complaint.status == ComplaintStatus::Closed || reply.draft == nullptr ||
      (reply.decision != nullptr && reply.decision->kind == StepKind::Rejected)) {
    return {};
  }
  if (reply.decision == nullptr) {
    return reply;
  }
  UtcTime since = OpenedAgainAt(steps);
  for (const Duty& duty : duties) {
    since = WaitsForAnother(duty) ? std::max(since, duty.starts_at) : since;
  }
  const bool stands =
      WhoPosted(present, *reply.draft) != PostedBy::Nobody ||
      std::any_of(answers.begin(), answers.end(), [&](const StaffAnswer& answer) {
        return (SaysMore(answer) && answer.post.at + kForumsUnit > reply.draft->at) ||
               (StandsSince(since, answer) && SaysTheSame(*reply.draft, answer));
      });
  return stands ? ReplyDraft() : reply;
}

std::string WhyNotToBeClosed(std::span<const Step> steps, UtcTime now) {
  const auto present = Since(steps, {StepKind::Reopened, StepKind::Merged});
  const Step* const handled = Last(present, StepKind::Handled);
  if (handled == nullptr) {
    return "还没有记为已处理";
  }
  if (const Step* const revisited =
          Last(Since(present, {StepKind::Handled}), StepKind::Revisited)) {
    return revisited->detail == kSatisfied ? "" : "回访时客户不满意，要继续处理";
  }
  if (WaiverAmong(present) == nullptr) {
    return "还没有回访（C1），也没有记下为什么不回访（C2）";
  }
  return now < handled->at + Duration(kQuietWeek) ? "处理完还不到一周" : "";
}

}  // namespace forumwatch
