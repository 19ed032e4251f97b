#include "daemon/desk/way.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <vector>

#include "analysis/deadlines/closure.h"
#include "analysis/text/normalise.h"

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

// B12: the department still looks into it.
bool IsBeforeDraft(std::string_view stage) {
  return stage == "待受理" || stage == "已受理" || stage == "调查中";
}

// Than that the complaint was received.
bool SaysMore(const StaffAnswer& answer) {
  return answer.verdict == AnswerVerdict::Measures || answer.verdict == AnswerVerdict::NoMeasures;
}

// The steps and what the forum shows, by time. The forum is the proof that something was posted,
// whoever put it there (B2): a post that counts is as good as the step, and one that was taken back
// takes the step with it that told of it. Who asks again after that waits again.
class Stages {
 public:
  Stages(std::span<const StaffAnswer> answers, std::span<const Duty> duties, UtcTime since)
      : drafted_at_(since) {
    for (const StaffAnswer& answer : answers) {
      if (answer.verdict == AnswerVerdict::TakenBack) {
        taken_back_.push_back(answer.post.at);
      }
      for (const Reply& reply : answer.replies) {
        if (reply.at >= since) {
          seen_.push_back({reply.at, SaysMore(answer) ? Shows::Answer : Shows::Acknowledgement});
        }
      }
    }
    for (const Duty& duty : duties) {
      if (duty.kind == DutyKind::FirstReply && !duty.satisfied_at &&
          duty.state != DutyState::Void) {
        seen_.push_back({duty.starts_at, Shows::Question});
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
        drafted_at_ = step.at;
        break;
      case StepKind::Approved:
        stage_ = stage_ == "已回帖" ? stage_ : "待回帖";
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
  enum class Shows { Acknowledgement, Answer, Question };
  struct OnForum {
    UtcTime at{};
    Shows what = Shows::Answer;
  };

  // A bare acknowledgement leaves a reply that is being drafted or approved where it is.
  void SeeUntil(UtcTime at) {
    for (; next_ < seen_.size() && seen_[next_].at <= at; ++next_) {
      const Shows what = seen_[next_].what;
      const bool done = stage_ == "已处理" || stage_ == "已回访";
      const bool drafted = stage_ == "待审批" || stage_ == "待回帖";
      if (what == Shows::Question) {
        stage_ = stage_ == "已回帖" ? "处理中" : stage_;
      } else if (!done && (what == Shows::Answer || !drafted)) {
        stage_ = "已回帖";
      }
    }
  }

  [[nodiscard]] bool WasTakenBack() const {
    return std::any_of(taken_back_.begin(), taken_back_.end(),
                       [&](UtcTime at) { return at >= drafted_at_; });
  }

  std::string_view stage_ = "待受理";
  std::vector<OnForum> seen_;  // by time
  std::size_t next_ = 0;
  std::vector<UtcTime> taken_back_;  // when they were posted
  UtcTime drafted_at_;
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
  const Step* const reopened = Last(steps, StepKind::Reopened);
  Stages stages(answers, duties, reopened == nullptr ? UtcTime::min() : reopened->at);
  for (const Step& step : Since(steps, {StepKind::Reopened})) {
    stages.Take(step);
  }
  return stages.Last();
}

std::string_view ApprovalOf(const StaffAnswer& answer, std::span<const Step> steps) {
  const auto drafted = [](const Step& step) { return step.kind == StepKind::Drafted; };
  const auto draft = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& step) {
    return drafted(step) && (step.at <= answer.post.at || SayTheSame(step.why, answer.post.text));
  });
  std::string_view approval = "未经批准";
  for (auto step = draft.base(); step != steps.end() && !drafted(*step); ++step) {
    const bool before = step->at <= answer.post.at;
    if (step->kind == StepKind::Approved) {
      approval = before ? "先批后发" : approval == "先批后发" ? approval : "先发后批";
    } else if (step->kind == StepKind::Rejected && before) {
      approval = "未经批准";
    }
  }
  return approval;
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

bool IsInHand(const ReplyDraft& reply, std::span<const Step> steps,
              std::span<const StaffAnswer> answers) {
  if (reply.draft == nullptr || reply.decision == nullptr) {
    return reply.draft != nullptr;
  }
  return reply.decision->kind == StepKind::Approved &&
         Last(Since(steps, {StepKind::Drafted}), StepKind::Posted) == nullptr &&
         std::none_of(answers.begin(), answers.end(), [&](const StaffAnswer& answer) {
           return SaysMore(answer) && answer.post.at >= reply.draft->at;
         });
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
