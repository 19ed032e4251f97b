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
#include "daemon/desk/way.h"
#include "daemon/pipeline.h"
#include "daemon/store/complaints.h"
#include "daemon/store/decisions.h"
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

  // What cannot be done, or not by them, is a result that says so; nothing of it is on record then.
  OrderResult Do(const Order& order, UtcTime now);

 private:
  OrderResult Execute(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Decide(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Post(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult OrderPosting(const Order& order, const Complaint& complaint, UtcTime now);
  std::string WhyInTheWay(const Order& order, ComplaintId complaint,
                          const ThreadOfComplaint& thread, UtcTime now);
  OrderResult Remark(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult ConfirmCause(const Order& order, Complaint complaint, UtcTime now);
  OrderResult Merge(const Order& order, const Complaint& complaint, UtcTime now);
  // The one in hand; nullptr: none is. Points into the steps.
  const Step* DraftIn(const Complaint& complaint, std::span<const Step> steps);
  std::string TakeDraftAlong(const Step& draft, const Step* posted, ComplaintId into,
                             bool has_its_own, UtcTime now);
  OrderResult Split(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Close(const Order& order, const Complaint& complaint, UtcTime now);
  OrderResult Reopen(const Order& order, const Complaint& complaint, UtcTime now);

  ComplaintId OpenBySplit(const Complaint& from, const Mention& first);
  void MoveMentions(const Order& order, std::span<const Mention> moved, ComplaintId into);
  void KeepRest(Complaint complaint, std::span<const Mention> moved, std::span<const Mention> rest);
  void TakeAsSaid(ComplaintId from, ComplaintId made, std::span<const Mention> moved);
  std::string SummaryBy(const Mention& first);
  StepId Record(const Order& order, ComplaintId complaint, std::string detail, UtcTime now);

  Session& session_;
  const Config& config_;
  Pipeline& pipeline_;
  ComplaintStore complaints_;
  SegmentStore segments_;
  PostStore posts_;
  DutyStore duties_;
  StepStore steps_;
  DecisionStore decisions_;
};

}  // namespace forumwatch
