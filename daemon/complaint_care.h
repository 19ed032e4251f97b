// Keeps one complaint up to date: what its mentions say together, its heat, its clocks, its alerts,
// when to look again. Works inside the caller's transaction. Loop thread. Throws StoreError.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/duties.h"
#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"
#include "analysis/model/duty.h"
#include "config/config.h"
#include "daemon/answers.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/meta.h"
#include "daemon/store/outbox.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/session.h"

namespace forumwatch {

class ComplaintCare {
 public:
  // Both outlive it.
  ComplaintCare(Session& session, const Config& config);

  // The name by which the configuration knows a community: its calendar, its alerts' words.
  void Name(CommunityId community, std::string name);

  // Posts of the source older than this are history. The first value stays.
  void KeepHorizon(SourceId source, UtcTime horizon);
  UtcTime HorizonOf(SourceId source);

  // After its mentions, replies or views changed, or time has passed.
  void Reconsider(ComplaintId id, UtcTime now);
  // The same, but nothing is said yet and when to look again is left to the caller.
  void Recount(ComplaintId id, UtcTime now);

  // Into the outbox, to whom the configuration names.
  void Say(const Alert& alert, std::string_view text);

 private:
  enum class Speak { No, Yes };
  void Look(ComplaintId id, UtcTime now, Speak speak);
  void CountMentions(Complaint& complaint, const std::vector<Mention>& mentions, UtcTime now);
  void TakeNature(Complaint& complaint);
  void KeepClocks(const Complaint& complaint, const std::vector<Mention>& mentions, UtcTime now,
                  Speak speak);
  std::vector<SpokenOf> LiveThreadsOf(ComplaintId id);
  std::optional<UtcTime> ClocksStartAt(const Complaint& complaint,
                                       const std::vector<Mention>& mentions,
                                       const DutyEvents& events);
  std::string TextOf(const Alert& alert, const Complaint& complaint, std::span<const Duty> duties,
                     std::span<const Mention> mentions);
  [[nodiscard]] const WorkingCalendar& CalendarOf(CommunityId community) const;

  const Config& config_;
  Zone zone_;
  std::map<CommunityId, std::string> names_;
  std::map<SourceId, UtcTime> horizons_;
  PostStore posts_;
  SegmentStore segments_;
  ComplaintStore complaints_;
  Answers answers_;
  DutyStore duties_;
  OutboxStore outbox_;
  MetaStore meta_;
};

}  // namespace forumwatch
