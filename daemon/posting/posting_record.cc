#include "daemon/posting/posting_record.h"

#include <algorithm>
#include <vector>

#include <spdlog/spdlog.h>

#include "crawlers/sites/json_forum.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"
#include "daemon/logging.h"
#include "daemon/posting/posting_place.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/sources.h"
#include "daemon/store/steps.h"

namespace forumwatch {

namespace {

bool InDoubt(std::optional<UnpostedBecause> told) {
  return told == UnpostedBecause::MayBeThere || told == UnpostedBecause::HeldTooLong;
}

// A look that went well ends the row of those that did not; one after which it is still not known
// whether it was taken does not.
int FailuresAfter(const Posting& posting, const PostingResult& result) {
  if (result.failed) {
    return posting.failures + 1;
  }
  return result.state == PostingState::Unsure ? posting.failures : 0;
}

}  // namespace

void PostingRecord::Keep(const Posting& posting, const PostingResult& result, UtcTime now) {
  {
    Transaction transaction(session_);
    PostingStore store(session_);
    const auto there = store.Find(posting.id);
    if (!result.sent && there &&
        (there->state != posting.state || there->orders != posting.orders)) {
      return;
    }
    store.Note(posting.id,
               {result.state, result.due, result.reason, FailuresAfter(posting, result),
                result.state == PostingState::Refused && InDoubt(result.tell),
                result.state == PostingState::Unsure && result.sent},
               now);
    if (!result.post.empty()) {
      store.NotePost(posting.id, result.post);
    }
    if (result.state == PostingState::Posted) {
      RecordStep(posting, result.found, now);
    }
    if (result.tell) {
      Tell(posting, *result.tell, result.reason, now);
    }
    session_.Pass(CrashPoint::PostingNoted);
    transaction.Commit();
  }
  session_.Pass(CrashPoint::PostingKept);
  const bool well = result.state == PostingState::Posted || result.state == posting.state;
  spdlog::log(well ? spdlog::level::info : spdlog::level::warn,
              "posting id={} complaint={} thread={} state={} post={} reason={}",
              static_cast<std::int64_t>(posting.id), Name(posting.complaint),
              Quoted(posting.thread, 40), Name(result.state), Quoted(result.post, 40),
              Quoted(result.reason, 300));
}

// B12: on record, unless somebody has put it there already.
void PostingRecord::RecordStep(const Posting& posting, bool found, UtcTime now) {
  StepStore steps(session_);
  const Complaint complaint = ComplaintStore(session_).Surviving(posting.complaint);
  const std::vector<Step> so_far = steps.Of(posting.complaint);
  const auto draft = std::find_if(so_far.begin(), so_far.end(), [&](const Step& step) {
    return step.kind == StepKind::Drafted && step.at == posting.drafted_at &&
           step.why == posting.text;
  });
  const bool known = draft != so_far.end() && WhoPosted(so_far, *draft) != PostedBy::Nobody;
  if (!known) {
    UtcTime at = now;
    for (const Duty& duty : DutyStore(session_).Load(posting.complaint)) {
      at = duty.kind <= DutyKind::WorkingDay ? std::max(at, duty.starts_at) : at;
    }
    steps.Append({posting.complaint, posting.who, at, StepKind::Posted,
                  found ? kStoodThere : kPostedByService, ""});
  }
  pipeline_.Recount(complaint.id, now);
}

void PostingRecord::Tell(const Posting& posting, UnpostedBecause cause, const std::string& reason,
                         UtcTime now) {
  const Complaint complaint = ComplaintStore(session_).Surviving(posting.complaint);
  const Alert alert =
      UnpostedAlert(complaint, cause, reason,
                    {static_cast<std::int64_t>(posting.id), posting.orders, posting.ordered_at},
                    config_.alerting, now);
  const std::vector<Duty> duties = DutyStore(session_).LoadAt(complaint.id, now);
  const SourceConfig* const source = ConfigOf(session_, config_, posting.source);
  const std::string url = source != nullptr && source->json
                              ? ThreadLink(*source->json, source->url, posting.thread)
                              : "";
  const AlertContext context{SourceStore(session_).NameOf(complaint.community), &complaint, duties,
                             url};
  const Addressed addressed = AddressOf(alert, config_);
  OutboxStore(session_).InsertAlert(alert, ComposeAlert(alert, context, Zone(config_.zone)),
                                    addressed.targets, addressed.not_before);
}

}  // namespace forumwatch
