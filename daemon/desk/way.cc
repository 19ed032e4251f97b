#include "daemon/desk/way.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "analysis/deadlines/closure.h"

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

std::string_view StageOf(const Complaint& complaint, std::span<const Step> steps) {
  if (complaint.status == ComplaintStatus::Closed) {
    return "已关闭";
  }
  std::string_view stage = "待受理";
  for (const Step& step : Since(steps, {StepKind::Reopened})) {
    switch (step.kind) {
      case StepKind::Acknowledged:
        stage = stage == "待受理" ? "已受理" : stage;
        break;
      case StepKind::Assigned:
        stage = IsBeforeDraft(stage) ? "调查中" : "处理中";
        break;
      case StepKind::Investigated:
        stage = IsBeforeDraft(stage) ? "调查中" : stage;
        break;
      case StepKind::Responded:
        stage = "处理中";
        break;
      case StepKind::Drafted:
        stage = "待审批";
        break;
      case StepKind::Approved:
        stage = stage == "已回帖" ? stage : "待回帖";
        break;
      case StepKind::Rejected:
        stage = "处理中";
        break;
      case StepKind::Posted:
        stage = "已回帖";
        break;
      case StepKind::Handled:
        stage = "已处理";
        break;
      case StepKind::Revisited:
        stage = step.detail == kSatisfied ? "已回访" : "处理中";
        break;
      default:
        break;
    }
  }
  return stage;
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
  if (Last(present, StepKind::RevisitWaived) == nullptr) {
    return "还没有回访（C1），也没有记下为什么不回访（C2）";
  }
  return now < handled->at + Duration(kQuietWeek) ? "处理完还不到一周" : "";
}

}  // namespace forumwatch
