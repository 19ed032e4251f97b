// Keeps one complaint up to date: what its mentions say together, its heat, its clocks, its alerts,
// when to look again; closes it and opens it again where C3 says so by itself. Works inside the
// caller's transaction. Loop thread. Throws StoreError.
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
#include "analysis/model/step.h"
#include "config/config.h"
#include "daemon/answers.h"
#include "daemon/objections.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/meta.h"
#include "daemon/store/outbox.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/session.h"
#include "daemon/store/steps.h"

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

  // After its mentions, replies, views or steps changed, or time has passed.
  void Reconsider(ComplaintId id, UtcTime now);
  // The same, but nothing is said yet and when to look again is left to the caller.
  void Recount(ComplaintId id, UtcTime now);

  // What is said of it at that time is about another event (E4).
  bool WasOver(ComplaintId id, UtcTime at);

  // Into the outbox, to whom the configuration names.
  void Say(const Alert& alert, std::string_view text);

 private:
  enum class Speak { No, Yes };
  void Look(ComplaintId id, UtcTime now, Speak speak);
  void CountMentions(Complaint& complaint, const std::vector<Mention>& mentions, UtcTime now);
  void TakeNature(Complaint& complaint);
  void ReopenIfSaidAgain(const Complaint& complaint, const std::vector<Mention>& mentions,
                         std::vector<Step>& steps, UtcTime now);
  bool CloseIfQuiet(Complaint& complaint, std::span<const Duty> duties, std::vector<Step>& steps,
                    UtcTime now);
  void Take(Step step, std::vector<Step>& steps);
  std::vector<Duty> KeepClocks(Complaint& complaint, const std::vector<Mention>& mentions,
                               std::vector<Step>& steps, UtcTime now);
  std::vector<Duty> ClocksOf(const Complaint& complaint, const std::vector<Mention>& mentions,
                             const std::vector<Step>& steps, UtcTime now);
  void Tell(const ComplaintOnRecord& known, std::span<const Mention> mentions, UtcTime now);
  std::vector<Mention> LivePartOf(std::span<const Mention> mentions);
  std::vector<UtcTime> RepliesTo(const Complaint& complaint);
  std::vector<SpokenOf> LiveThreadsOf(ComplaintId id);
  std::optional<UtcTime> ClocksStartAt(const Complaint& complaint,
                                       const std::vector<Mention>& mentions,
                                       const DutyEvents& events);
  // What alerts about one complaint are decided from.
  struct Grounds {
    const Complaint& complaint;
    std::span<const Duty> duties;
    std::span<const Mention> mentions;
    std::span<const Mention> live;  // of these
    int signs_said = 0;             // before the alert (signs.h)
  };
  std::string TextOf(const Alert& alert, const Grounds& grounds);
  [[nodiscard]] const WorkingCalendar& CalendarOf(CommunityId community) const;

  Session& session_;
  const Config& config_;
  Zone zone_;
  std::map<CommunityId, std::string> names_;
  std::map<SourceId, UtcTime> horizons_;
  PostStore posts_;
  SegmentStore segments_;
  ComplaintStore complaints_;
  Answers answers_;
  StepStore steps_;
  DutyStore duties_;
  Objections objections_;
  OutboxStore outbox_;
  MetaStore meta_;
};

}  // namespace forumwatch
