#include "daemon/desk/desk.h"

#include <algorithm>
#include <utility>

#include "analysis/deadlines/closure.h"
#include "analysis/text/plain.h"
#include "analysis/understanding/handbook.h"
#include "config/mistakes.h"
#include "config/permissions_file.h"
#include "daemon/answers.h"
#include "daemon/desk/permission.h"
#include "daemon/desk/way.h"
#include "daemon/objections.h"
#include "daemon/posting/posting_place.h"

namespace forumwatch {
namespace {

// C1 and C2; the first opinion is the one that closes.
const std::vector<std::string> kOpinions = {std::string(kSatisfied), std::string(kDissatisfied)};
const std::vector<std::string> kNoRevisit = {"当场解决", "无法联系", "敏感", "外部原因",
                                             std::string(kObjects)};

OrderResult Refused(std::string why) {
  return {false, std::move(why), std::nullopt};
}

OrderResult Done(std::string said) {
  return {true, std::move(said), std::nullopt};
}

bool IsOneOf(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "" when the order says what its kind needs.
std::string WhatIsMissing(const Order& order) {
  switch (order.kind) {
    case StepKind::Assigned:
      return order.detail.empty() ? "要说指派给谁" : "";
    case StepKind::Noted:
    case StepKind::Investigated:
    case StepKind::Responded:
    case StepKind::Drafted:
    case StepKind::ImpactStated:
    case StepKind::RevisitAllowed:
    case StepKind::LessonDrawn:
      return order.why.empty() ? "要写内容" : "";
    case StepKind::Notified:
      return order.detail.empty() ? "要写怎样送的，如 邮件、专人送达" : "";
    case StepKind::Rejected:
      return order.why.empty() ? "退回要写清楚改什么" : "";
    case StepKind::Revisited:
      if (!IsOneOf(kOpinions, order.detail)) {
        return "回访结果要写 " + Listed(kOpinions) + " 之一（C1）";
      }
      return order.why.empty()
                 ? "要写怎样回访的（电话、上门、回帖、问卷），客户对过程、措施、结果的"
                   "意见（C1），如 --why "
                   "\"电话回访，说修得快\"。联系不上的、客户不愿的，登记不回访（C2）"
                 : "";
    case StepKind::RevisitWaived:
      return IsOneOf(kNoRevisit, order.detail)
                 ? ""
                 : "不回访的原因要写 " + Listed(kNoRevisit) + " 之一（C2）";
    case StepKind::Split:
      return order.posts.empty() ? "要说拆出哪些帖子" : "";
    default:
      return {};
  }
}

// Steps of which the last one by time decides (C1–C3).
bool IsOnTheWayToClosure(StepKind kind) {
  return kind == StepKind::Handled || kind == StepKind::Revisited ||
         kind == StepKind::RevisitWaived || kind == StepKind::RevisitAllowed ||
         kind == StepKind::Closed || kind == StepKind::Reopened;
}

// B12: that somebody put on record before the draft was approved; nullptr: nobody has.
const Step* PostedAfter(const Step& draft, std::span<const Step> steps) {
  const auto since = steps.subspan(static_cast<std::size_t>(&draft - steps.data()));
  const auto posted = std::find_if(since.begin(), since.end(),
                                   [](const Step& step) { return step.kind == StepKind::Posted; });
  return posted == since.end() ? nullptr : &*posted;
}

// A complaint that is closed is still corrected, but nothing is done about it.
bool NeedsAnOpenOne(StepKind kind) {
  constexpr StepKind kCorrections[] = {
      StepKind::Noted,  StepKind::CauseConfirmed, StepKind::Notified,       StepKind::ImpactStated,
      StepKind::Merged, StepKind::LessonDrawn,    StepKind::RevisitAllowed, StepKind::Split,
      StepKind::Closed, StepKind::Reopened};
  return std::find(std::begin(kCorrections), std::end(kCorrections), kind) ==
         std::end(kCorrections);
}

}  // namespace

Desk::Desk(Session& session, const Config& config, Pipeline& pipeline)
    : session_(session),
      config_(config),
      pipeline_(pipeline),
      complaints_(session),
      segments_(session),
      posts_(session),
      duties_(session),
      steps_(session),
      decisions_(session) {}

OrderResult Desk::Do(const Order& given, UtcTime now) {
  const std::string name = Name(given.complaint);
  OrderedBy by = WhoOrders(config_.permissions, given.who, given.account);
  if (!by.refused.empty()) {
    return Refused(std::move(by.refused));
  }
  Order order = given;
  order.who = std::move(by.name);
  if (std::string why = WhyNotAllowed(config_.permissions, order.who, Name(order.kind));
      !why.empty()) {
    return Refused(std::move(why));
  }
  if (std::string missing = WhatIsMissing(order); !missing.empty()) {
    return Refused(std::move(missing));
  }
  Transaction transaction(session_);
  const auto complaint = complaints_.Load(order.complaint);
  if (!complaint) {
    return Refused("没有 " + name + " 这个投诉");
  }
  if (const auto into = complaints_.MergedInto(order.complaint)) {
    return Refused(name + " 已并入 " + Name(*into) + "，请对 " + Name(*into) + " 操作");
  }
  if (complaint->status == ComplaintStatus::Closed && NeedsAnOpenOne(order.kind)) {
    return Refused(name + " 已关闭；要继续处理，先重新打开它（C3）");
  }
  OrderResult result = Execute(order, *complaint, now);
  if (result.done) {
    transaction.Commit();
  }
  return result;
}

OrderResult Desk::Execute(const Order& order, const Complaint& complaint, UtcTime now) {
  switch (order.kind) {
    case StepKind::Approved:
    case StepKind::Rejected:
      return Decide(order, complaint, now);
    case StepKind::Posted:
      return Post(order, complaint, now);
    case StepKind::PostOrdered:
      return OrderPosting(order, complaint, now);
    case StepKind::CauseConfirmed:
      return ConfirmCause(order, complaint, now);
    case StepKind::Merged:
      return Merge(order, complaint, now);
    case StepKind::Split:
      return Split(order, complaint, now);
    case StepKind::Closed:
      return Close(order, complaint, now);
    case StepKind::Reopened:
      return Reopen(order, complaint, now);
    default:
      return Remark(order, complaint, now);
  }
}

// While the clock is behind, a step still comes after what it is about, and on the way to closure
// after those before it.
StepId Desk::Record(const Order& order, ComplaintId complaint, std::string detail, UtcTime now) {
  UtcTime at = now;
  for (const Duty& duty : duties_.Load(complaint)) {
    at = duty.kind <= DutyKind::WorkingDay ? std::max(at, duty.starts_at) : at;
  }
  if (IsOnTheWayToClosure(order.kind)) {
    for (const Step& step : steps_.Of(complaint)) {
      at = IsOnTheWayToClosure(step.kind) ? std::max(at, step.at) : at;
    }
  }
  return steps_.Append(
      {complaint, Signed(order.who, order.account), at, order.kind, std::move(detail), order.why});
}

OrderResult Desk::Remark(const Order& order, const Complaint& complaint, UtcTime now) {
  std::string whose;
  if (order.kind == StepKind::RevisitAllowed) {
    const auto names = Objections(session_).TakeBack(complaint.id);
    if (!names) {
      return Refused(Name(complaint.id) + " 的客户没有说过不愿回访，不用登记（C2）");
    }
    for (const std::string& name : *names) {
      whose += (whose.empty() ? "：" : "、") + (name.empty() ? "匿名" : PlainLine(name));
    }
  }
  Record(order, complaint.id, order.detail, now);
  if (order.kind == StepKind::RevisitWaived && order.detail == kObjects) {
    Objections(session_).Note(complaint.id, now);
  }
  pipeline_.Recount(complaint.id, now);
  return Done(Name(complaint.id) + " " + std::string(ChineseName(order.kind)) +
              (order.detail.empty() ? "" : "：" + order.detail) + whose);
}

// B12: one drafts, another approves.
OrderResult Desk::Decide(const Order& order, const Complaint& complaint, UtcTime now) {
  const std::vector<Step> steps = steps_.Of(complaint.id);
  const ReplyDraft reply = DraftOf(steps);
  const std::string name = Name(complaint.id);
  if (reply.draft == nullptr) {
    return Refused(name + " 还没有拟稿");
  }
  // What was approved and is not posted yet can be taken back: the service does not post it then.
  const bool taken_back = order.kind == StepKind::Rejected && reply.decision != nullptr &&
                          reply.decision->kind == StepKind::Approved &&
                          WhoPosted(steps, *reply.draft) == PostedBy::Nobody;
  if (reply.decision != nullptr && !taken_back) {
    return Refused(name + " 的稿子已" + std::string(ChineseName(reply.decision->kind)) + "（" +
                   reply.decision->who + "）；要改，先另拟一稿");
  }
  if (WasDoneBy(config_.permissions, order.who, reply.draft->who)) {
    return Refused("拟稿和审批要是两个人（B12），这一稿是 " + reply.draft->who + " 拟的");
  }
  return Remark(order, complaint, now);
}

// B12: no reply is posted unapproved. Where it had to be, that is on record.
OrderResult Desk::Post(const Order& order, const Complaint& complaint, UtcTime now) {
  const std::vector<Step> steps = steps_.Of(complaint.id);
  const ReplyDraft reply = DraftOf(steps);
  const bool approved = reply.decision != nullptr && reply.decision->kind == StepKind::Approved;
  if (!approved && order.why.empty()) {
    return Refused(Name(complaint.id) +
                   " 的回帖还没有批准（B12）。来不及、已经先发了的，请写明理由，随后补批");
  }
  if (std::string why =
          approved ? "" : WhyNotAllowed(config_.permissions, order.who, kPostedUnapproved);
      !why.empty()) {
    return Refused(std::move(why));
  }
  Record(order, complaint.id, approved ? "" : "先发后批", now);
  pipeline_.Recount(complaint.id, now);
  return Done(Name(complaint.id) + " 记为已回帖" + (approved ? "" : "，先发后批") +
              "；在论坛上看到了才算数（B2）");
}

// E6: by the final cause; a person confirms.
OrderResult Desk::ConfirmCause(const Order& order, Complaint complaint, UtcTime now) {
  const auto& causes = config_.lexicon->handbook().causes;
  std::vector<std::string> known;
  const CauseRow* chosen = nullptr;
  const std::string wanted =
      order.detail.empty() ? complaint.cause + "/" + complaint.cause_item : order.detail;
  for (const CauseRow& row : causes) {
    known.push_back(row.cause + "/" + row.item);
    if (known.back() == wanted) {
      chosen = &row;
    }
  }
  if (chosen == nullptr) {
    return Refused("原因“" + PlainLine(wanted) + "”不在手册里；可以写：" + Listed(known) +
                   "（F3）");
  }
  complaint.cause = chosen->cause;
  complaint.cause_item = chosen->item;
  complaint.cause_confirmed = true;
  complaints_.Update(complaint);
  Record(order, complaint.id, wanted, now);
  return Done(Name(complaint.id) + " 的原因确认为 " + wanted + "（E6）");
}

// E4: one event is one complaint.
OrderResult Desk::Merge(const Order& order, const Complaint& complaint, UtcTime now) {
  const auto id = ComplaintIdFromName(order.detail);
  const auto target = id ? complaints_.Load(*id) : std::nullopt;
  if (!target) {
    return Refused("没有“" + PlainLine(order.detail) + "”这个投诉，并入哪一个要写成 C9 这样");
  }
  const std::string into = Name(target->id);
  if (const auto further = complaints_.MergedInto(target->id)) {
    return Refused(into + " 已并入 " + Name(*further) + "，请并入 " + Name(*further));
  }
  if (target->id == complaint.id) {
    return Refused("不能把 " + into + " 并入它自己");
  }
  if (target->community != complaint.community) {
    return Refused(into + " 是另一个小区的，不能并");
  }
  if (target->status == ComplaintStatus::Closed) {
    return Refused(into + " 已关闭；先重新打开它，再并入");
  }
  const std::vector<Step> steps = steps_.Of(complaint.id);
  const Step* const draft = DraftIn(complaint, steps);
  const std::vector<Step> of_target = steps_.Of(target->id);
  const bool has_its_own = DraftIn(*target, of_target) != nullptr;
  const Step* const posted = draft == nullptr ? nullptr : PostedAfter(*draft, steps);
  if (posted != nullptr && has_its_own) {
    return Refused(Name(complaint.id) + " 先发的回帖还没有补批，" + into +
                   " 又有自己的稿子；先补批或退回，再并入（B12）");
  }
  const std::vector<Mention> moved = complaints_.MentionsOf(complaint.id);
  const std::vector<Mention> stayed = complaints_.MentionsOf(target->id);
  complaints_.Merge(complaint.id, target->id);
  if (complaint.cause_confirmed && !target->cause_confirmed) {
    Complaint survivor = complaints_.Load(target->id).value();
    survivor.cause = complaint.cause;
    survivor.cause_item = complaint.cause_item;
    survivor.cause_confirmed = true;
    complaints_.Update(survivor);
  }
  decisions_.NoteSorted(Record(order, complaint.id, into, now), moved, stayed);
  Record(order, target->id, Name(complaint.id), now);
  const std::string of_draft =
      draft == nullptr ? "" : TakeDraftAlong(*draft, posted, target->id, has_its_own, now);
  pipeline_.Merged(complaint.community, complaint.id, target->id);
  pipeline_.Recount(target->id, now);
  return Done(Name(complaint.id) + " 并入 " + into + "，以后都记在 " + into + "（E4）" + of_draft);
}

const Step* Desk::DraftIn(const Complaint& complaint, std::span<const Step> steps) {
  return DraftInHand(complaint, steps, Answers(session_, config_).Judge(complaint),
                     duties_.Load(complaint.id))
      .draft;
}

// B12: nothing is decided any more about a complaint that was merged. Its draft waits with the one
// that is left, anew where it was approved, since that is about more; where that has a draft in
// hand already, whose approver must not be shown another in its place, it is sent back (B11). It
// has waited since it was drafted, and what was posted first is posted there too.
std::string Desk::TakeDraftAlong(const Step& draft, const Step* posted, ComplaintId into,
                                 bool has_its_own, UtcTime now) {
  const std::string from = Name(draft.complaint);
  const std::string to = Name(into);
  const std::string why = "已并入 " + to +
                          (has_its_own ? "，" + to + " 有自己的稿子；还要说的请在那里另拟"
                                       : "，这一稿转到 " + to + " 审批");
  const std::string by(kOurselves);
  Record({StepKind::Rejected, draft.complaint, by, "", why, {}}, draft.complaint, "", now);
  if (has_its_own) {
    return "；" + from + " 的稿子退回：" + to + " 有自己的稿子（B11）";
  }
  steps_.Append({into, draft.who, draft.at, StepKind::Drafted, "随 " + from + " 并入", draft.why});
  if (posted != nullptr) {
    steps_.Append({into, posted->who, posted->at, StepKind::Posted, posted->detail, posted->why});
  }
  return "；" + from + " 的稿子转到 " + to + "，等待审批（B12）";
}

OrderResult Desk::Close(const Order& order, const Complaint& complaint, UtcTime now) {
  if (complaint.status == ComplaintStatus::Closed) {
    return Refused(Name(complaint.id) + " 早已关闭");
  }
  const std::string not_yet = WhyNotToBeClosed(steps_.Of(complaint.id), now);
  if (!not_yet.empty() && order.why.empty()) {
    return Refused(Name(complaint.id) + " 还不能关闭：" + not_yet + "（C3）。仍要关闭，请写明理由");
  }
  if (std::string why =
          not_yet.empty() ? "" : WhyNotAllowed(config_.permissions, order.who, kClosedEarly);
      !why.empty()) {
    return Refused(std::move(why));
  }
  Record(order, complaint.id, not_yet, now);
  pipeline_.Recount(complaint.id, now);
  return Done(Name(complaint.id) + " 关闭" +
              (not_yet.empty() ? "（C3）" : "（未满足 C3：" + not_yet + "；理由已记录）"));
}

OrderResult Desk::Reopen(const Order& order, const Complaint& complaint, UtcTime now) {
  if (complaint.status == ComplaintStatus::Open) {
    return Refused(Name(complaint.id) + " 没有关闭，不用重新打开");
  }
  Record(order, complaint.id, order.detail, now);
  pipeline_.Recount(complaint.id, now);
  return Done(Name(complaint.id) + " 重新打开（C3）");
}

}  // namespace forumwatch
