// Where people's actions are put on record and take effect: each order is one transaction with an
// append-only step (B1, B12): who, when, what, why. Loop thread, or whoever holds the instance
// lock. Throws StoreError; then nothing was done.
//
// What was said by hand stands for good: a merged or split mention is not placed anew by the
// machine, a confirmed cause is not proposed over (E4, E6).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/step.h"
#include "config/config.h"
#include "daemon/desk/order.h"
#include "daemon/pipeline.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/session.h"
#include "daemon/store/steps.h"

namespace forumwatch {

class Desk {
 public:
  // All outlive it.
  Desk(Session& session, const Config& config, Pipeline& pipeline);

  // What cannot be done is a result that says so; nothing of it is on record then.
  OrderResult Do(const Order& order, UtcTime now);

 private:
  OrderResult Execute(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Decide(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Post(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Remark(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult ConfirmCause(const Order& order, Complaint complaint, UtcTime now);
  OrderResult Merge(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Split(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Close(const Order& order, Complaint complaint, UtcTime now);
  OrderResult Reopen(const Order& order, Complaint complaint, UtcTime now);

  ComplaintId OpenBySplit(const Complaint& from, const Mention& first);
  void MoveMentions(const Order& order, std::span<const Mention> moved, ComplaintId into);
  void LeaveClocksOfLeftThreads(ComplaintId id, UtcTime now);
  void Record(const Order& order, ComplaintId complaint, std::string detail, UtcTime now);

  Session& session_;
  const Config& config_;
  Pipeline& pipeline_;
  ComplaintStore complaints_;
  SegmentStore segments_;
  PostStore posts_;
  DutyStore duties_;
  StepStore steps_;
};

// "C12" or "12", as people write it.
std::optional<ComplaintId> ComplaintIdFromName(std::string_view text);

// How far a complaint has come on its way (B6, B12), in the words people know: 待受理 已受理 处理中
// 待审批 待回帖 已回帖 已处理 已回访 已关闭. `steps` in order.
std::string_view StageOf(const Complaint& complaint, std::span<const Step> steps);

// The person named last (B5); "" nobody yet.
std::string ResponsibleFor(std::span<const Step> steps);

// The reply that is being worked on (B12): the latest draft and what has become of it.
struct ReplyDraft {
  const Step* draft = nullptr;     // its `why` is the text; points into the steps
  const Step* decision = nullptr;  // Approved or Rejected, of this draft
  const Step* posted = nullptr;    // after this draft
};
ReplyDraft DraftOf(std::span<const Step> steps);

// C3: why it must not be closed yet, in words that say what is missing; "" it may.
std::string WhyNotToBeClosed(std::span<const Step> steps, UtcTime now);

}  // namespace forumwatch
