#include "daemon/complaint_care.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "analysis/alerting/approval.h"
#include "analysis/alerting/backlash.h"
#include "analysis/alerting/complaint_wording.h"
#include "analysis/alerting/decide.h"
#include "analysis/alerting/merge_suggestion.h"
#include "analysis/alerting/said_before.h"
#include "analysis/alerting/signs.h"
#include "analysis/deadlines/closure.h"
#include "analysis/deadlines/duties.h"
#include "analysis/grouping/nature.h"
#include "analysis/heat/heat.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"
#include "daemon/desk/draft_review.h"
#include "daemon/live_part.h"
#include "daemon/post_of_alert.h"

namespace forumwatch {
namespace {

std::string HorizonKey(SourceId source) {
  return "horizon/" + std::to_string(Raw(source));
}

// What owners say of a reply's manner is a matter of its own, which begins after it.
bool Provoked(const StaffAnswer& answer, const Complaint& complaint) {
  return answer.verdict == AnswerVerdict::TooEarly && !complaint.topics.empty() &&
         complaint.topics.front() == "服务态度" && answer.post.at < complaint.opened_at &&
         complaint.opened_at <= answer.post.at + kBacklashWithin;
}

}  // namespace

ComplaintCare::ComplaintCare(Session& session, const Config& config)
    : session_(session),
      config_(config),
      zone_(config.zone),
      posts_(session),
      segments_(session),
      complaints_(session),
      answers_(session, config),
      steps_(session),
      duties_(session),
      objections_(session),
      outbox_(session),
      meta_(session) {}

void ComplaintCare::Name(CommunityId community, std::string name) {
  names_[community] = std::move(name);
}

void ComplaintCare::KeepHorizon(SourceId source, UtcTime horizon) {
  if (!meta_.Load(HorizonKey(source))) {
    meta_.Save(HorizonKey(source), std::to_string(ToMicros(horizon)));
  }
}

UtcTime ComplaintCare::HorizonOf(SourceId source) {
  const auto known = horizons_.find(source);
  if (known != horizons_.end()) {
    return known->second;
  }
  const std::string written = meta_.Load(HorizonKey(source)).value_or("0");
  std::int64_t micros = 0;
  std::from_chars(written.data(), written.data() + written.size(), micros);
  return horizons_.emplace(source, FromMicros(micros)).first->second;
}

void ComplaintCare::Reconsider(ComplaintId id, UtcTime now) {
  Look(id, now, Speak::Yes);
}

void ComplaintCare::Recount(ComplaintId id, UtcTime now) {
  Look(id, now, Speak::No);
}

void ComplaintCare::Look(ComplaintId id, UtcTime now, Speak speak) {
  auto found = complaints_.Load(id);
  if (!found || complaints_.MergedInto(id)) {
    complaints_.SetNextLook(id, std::nullopt);
    return;
  }
  Complaint& complaint = *found;
  const std::vector<Mention> mentions = complaints_.MentionsOf(id);
  if (!mentions.empty()) {  // an edit may take the last one away: what was on record stays
    CountMentions(complaint, mentions, now);
    TakeNature(complaint);
  }
  std::vector<Step> steps = steps_.Of(id);
  ReopenIfSaidAgain(complaint, mentions, steps, now);
  complaint.status = StatusBy(steps).value_or(complaint.status);
  std::vector<Duty> duties;
  if (!complaint.history) {
    if (auto waiver = objections_.Waiver(complaint, mentions, steps, now)) {
      Take(*std::move(waiver), steps);
    }
    duties = KeepClocks(complaint, mentions, steps, now);
  }
  complaints_.Update(complaint);
  duties_.Save(id, duties);
  if (complaint.history) {
    complaints_.SetNextLook(id, std::nullopt);
  } else if (speak == Speak::Yes) {
    const Said said = outbox_.SaidAbout(id);
    Tell({complaint, duties, said, steps}, mentions, now);
  }
}

// C3: a new complaint about what was handled or closed. It is new by when it was posted, not by
// when it was read: what was posted before the matter was handled is about what was handled,
// however late a board shows it, and who closed it without a word of handling took that on himself.
// Only what was posted in the week after the handling and read when that week had been taken for
// quiet opens it again although it is older than the closing; its clock starts when it was read,
// for until then nobody could know.
void ComplaintCare::ReopenIfSaidAgain(const Complaint& complaint,
                                      const std::vector<Mention>& mentions,
                                      std::vector<Step>& steps, UtcTime now) {
  const auto rest = RestOf(steps);
  if (!rest) {
    return;
  }
  const Mention* first = nullptr;
  for (const Mention& mention : mentions) {
    if (!mention.official && mention.at > rest->since && mention.at >= HorizonOf(mention.source) &&
        (first == nullptr || mention.at < first->at)) {
      first = &mention;
    }
  }
  if (first == nullptr) {
    return;
  }
  const UtcTime closed_at = rest->closed_at.value_or(rest->since);
  const UtcTime at = first->at > closed_at ? first->at : std::max(now, closed_at + Duration(1));
  Take({complaint.id, std::string(kOurselves), at, StepKind::Reopened, NameOfPost(*first),
        rest->closed_at ? "关闭后又有人反映（C3）" : "处理后一周内又有人反映（C3）"},
       steps);
}

bool ComplaintCare::CloseIfQuiet(Complaint& complaint, std::span<const Duty> duties,
                                 std::vector<Step>& steps, UtcTime now) {
  const auto at = ClosesAt(duties, steps);
  if (!at || *at > now) {
    return false;
  }
  Take({complaint.id, std::string(kOurselves), now, StepKind::Closed, "",
        "处理后一周内没有新的反映，也没有要做的回访（C3）"},
       steps);
  complaint.status = ComplaintStatus::Closed;
  return true;
}

bool ComplaintCare::WasOver(ComplaintId id, UtcTime at) {
  const auto over = OverSince(steps_.WithMerged(id));
  return over && at > *over;
}

void ComplaintCare::Take(Step step, std::vector<Step>& steps) {
  steps_.Append(step);
  steps.push_back(std::move(step));
}

// E4, E5: people, times and heat; staff does not count.
void ComplaintCare::CountMentions(Complaint& complaint, const std::vector<Mention>& mentions,
                                  UtcTime now) {
  std::set<std::string> people;
  std::set<PostId> posts;
  std::vector<HeatMention> heat;
  std::optional<UtcTime> first;
  std::optional<UtcTime> first_live;
  for (const Mention& mention : mentions) {
    if (mention.official || !posts.insert(mention.post).second) {
      continue;
    }
    heat.push_back({PersonOf(mention), mention.at});
    people.insert(heat.back().author);
    first = std::min(first.value_or(mention.at), mention.at);
    if (mention.at >= HorizonOf(mention.source)) {
      first_live = std::min(first_live.value_or(mention.at), mention.at);
    }
  }
  complaint.people = static_cast<int>(people.size());
  complaint.times = static_cast<int>(posts.size());
  complaint.heat = ComputeHeat(heat, complaints_.ViewsOf(complaint.id), now, config_.heat);
  if (first_live) {
    // A clock that has started does not start later because a post was edited.
    complaint.opened_at =
        complaint.history ? *first_live : std::min(complaint.opened_at, *first_live);
    complaint.history = false;
  } else if (complaint.history) {
    complaint.opened_at = first.value_or(complaint.opened_at);
  }
}

void ComplaintCare::TakeNature(Complaint& complaint) {
  std::vector<Segment> segments;
  for (StoredSegment& stored : segments_.OfComplaint(complaint.id)) {
    segments.push_back(std::move(stored.segment));
  }
  Nature nature = NatureOf(segments);
  complaint.complaint_class = nature.complaint_class;
  complaint.topics = std::move(nature.topics);
  complaint.specialty = std::move(nature.specialty);
  complaint.flags = std::move(nature.flags);
  complaint.place = std::move(nature.place);
  if (!complaint.cause_confirmed) {  // E6: what a person has confirmed stands
    complaint.cause = std::move(nature.cause);
    complaint.cause_item = std::move(nature.cause_item);
  }
}

// B2, B3, C1, C3.
std::vector<Duty> ComplaintCare::KeepClocks(Complaint& complaint,
                                            const std::vector<Mention>& mentions,
                                            std::vector<Step>& steps, UtcTime now) {
  std::vector<Duty> duties = ClocksOf(complaint, mentions, steps, now);
  return CloseIfQuiet(complaint, duties, steps, now) ? ClocksOf(complaint, mentions, steps, now)
                                                     : duties;
}

void ComplaintCare::Tell(const ComplaintOnRecord& known, std::span<const Mention> mentions,
                         UtcTime now) {
  const Complaint& complaint = known.complaint;
  Said said = known.said;
  const std::vector<UtcTime> replies = RepliesTo(complaint);
  const std::vector<Mention> live = LivePartOf(mentions);
  const std::vector<Reaction> reactions = ReactionsIn(live);
  const auto first = SaidBeforeLive(complaint, mentions);
  Complaint as_live = complaint;
  std::optional<int> people;
  if (first) {
    as_live.flags = SignsIn(live, segments_.OfComplaint(complaint.id));
    people = PeopleIn(live);
  }
  const Reopening reopening = LastReopening(known.steps);
  std::vector<std::string> again;
  if (const auto since = MadeSince(reopening, live); !since.empty()) {
    again = SignsIn(since, segments_.OfComplaint(complaint.id));
  }
  const ComplaintOnRecord on_record{as_live, known.duties, said,   known.steps,
                                    replies, reactions,    people, again};
  const Grounds grounds{complaint, known.duties, mentions, live, DangerSignsSaid(said, reopening)};
  for (Alert& alert : DecideComplaintAlerts(on_record, config_.alerting, zone_, now)) {
    if (first && alert.rule == "complaint.new" && alert.episode <= 1) {
      SayItIsAnOldComplaint(alert, complaint, *first, zone_);
    }
    if (alert.rule == kApprovalWaiting) {
      alert.reason += WhatTheDraftLacks(session_, config_, complaint, known.steps);
    }
    Say(alert, TextOf(alert, grounds));
    said.insert({alert.rule, alert.episode, alert.stage, alert.at});
  }
  if (const auto alert = DecideMergeSuggestion(
          complaint, AlikeComplaints(segments_.LoadDecisions(complaint.id), complaints_), said,
          config_.alerting, now)) {
    Say(*alert, TextOf(*alert, grounds));
  }
  auto next = NextMoment(on_record, config_.alerting, now);
  if (const auto closes_at = ClosesAt(known.duties, known.steps)) {
    next = std::min(next.value_or(*closes_at), *closes_at);
  }
  complaints_.SetNextLook(complaint.id, next);
}

// What was history when the watch began threatens nobody today, nor is it anger at a reply or many
// who may act together.
std::vector<Mention> ComplaintCare::LivePartOf(std::span<const Mention> mentions) {
  std::vector<Mention> live;
  std::copy_if(mentions.begin(), mentions.end(), std::back_inserter(live),
               [&](const Mention& m) { return m.at >= HorizonOf(m.source); });
  return live;
}

// Each once, when it was posted: what an edit brought since answers (B3), but whoever is angry
// hours or weeks later is not angry at the post. Where too few complained for a backlash nobody
// asks.
std::vector<UtcTime> ComplaintCare::RepliesTo(const Complaint& complaint) {
  std::vector<UtcTime> replies;
  if (complaint.people >= config_.alerting.backlash_people) {
    for (const StaffAnswer& answer : answers_.Judge(complaint)) {
      if (!answer.replies.empty() || Provoked(answer, complaint)) {
        replies.push_back(answer.post.at);
      }
    }
  }
  return replies;
}

std::vector<Duty> ComplaintCare::ClocksOf(const Complaint& complaint,
                                          const std::vector<Mention>& mentions,
                                          const std::vector<Step>& steps, UtcTime now) {
  DutyEvents events;
  events.replies = answers_.To(complaint);
  events.threads = LiveThreadsOf(complaint.id);
  events.known = duties_.Load(complaint.id);
  events.opened_at = complaint.opened_at;
  events.steps = StepsThatCount(steps, steps_.OfMerged(complaint.id));
  events.starts_at = ClocksStartAt(complaint, mentions, events);
  std::vector<Duty> duties =
      EvaluateDuties(events, CalendarOf(complaint.community), config_.duties, now);
  for (Duty& duty : duties) {
    if (const Step* const reopened = ReopenedBy(duty, steps)) {
      const auto mention = std::find_if(mentions.begin(), mentions.end(), [&](const Mention& m) {
        return NameOfPost(m) == reopened->detail;
      });
      if (mention != mentions.end()) {
        duty.began_in = KeyInCommunity(mention->source, mention->thread);
      }
    }
  }
  return duties;
}

// B2 and B3 ask for an answer on the forum: who came by another channel alone waits for none there.
std::optional<UtcTime> ComplaintCare::ClocksStartAt(const Complaint& complaint,
                                                    const std::vector<Mention>& mentions,
                                                    const DutyEvents& events) {
  const auto threads = complaints_.ThreadsOf(complaint.id);
  if (std::all_of(threads.begin(), threads.end(),
                  [](const ThreadOfComplaint& thread) { return thread.online; })) {
    return complaint.opened_at;
  }
  std::optional<UtcTime> start;
  const auto consider = [&](UtcTime at) { start = std::min(start.value_or(at), at); };
  for (const Duty& duty : events.known) {
    if (duty.kind == DutyKind::FirstReply || duty.kind == DutyKind::Measures) {
      consider(duty.starts_at);
    }
  }
  for (const SpokenOf& thread : events.threads) {
    if (thread.online) {
      consider(thread.since);
    }
  }
  for (const Mention& mention : mentions) {
    if (mention.online && !mention.official && mention.at >= HorizonOf(mention.source)) {
      consider(mention.at);
    }
  }
  return start;
}

// What was history when the watch began asks for nothing.
std::vector<SpokenOf> ComplaintCare::LiveThreadsOf(ComplaintId id) {
  std::vector<SpokenOf> live;
  for (const ThreadOfComplaint& thread : complaints_.ThreadsOf(id)) {
    if (thread.since >= HorizonOf(thread.source)) {
      live.push_back({KeyInCommunity(thread.source, thread.thread), thread.since, thread.online});
    }
  }
  return live;
}

std::string ComplaintCare::TextOf(const Alert& alert, const Grounds& grounds) {
  const Complaint& complaint = grounds.complaint;
  AlertContext context;
  const auto name = names_.find(complaint.community);
  context.community = name == names_.end() ? "" : name->second;
  context.complaint = &complaint;
  context.duties = grounds.duties;
  const Mention* const shown =
      ShownBy(alert, grounds.signs_said, segments_.OfComplaint(complaint.id), grounds.live);
  const Mention* const begun =
      shown != nullptr ? shown : BegunBy(alert, grounds.duties, grounds.mentions);
  FurtherPost further;
  if (begun != nullptr) {
    context.url = begun->url;
    const bool joined = CountsByClock(alert) && alert.episode > 1;
    if (shown != nullptr || joined || SaidBeforeLive(complaint, grounds.mentions)) {
      further = {begun->author, posts_.Load(begun->post).value().seen.text, begun->at};
      context.further = &further;
    }
  }
  return ComposeAlert(alert, context, zone_);
}

void ComplaintCare::Say(const Alert& alert, std::string_view text) {
  const Addressed addressed = AddressOf(alert, config_);
  outbox_.InsertAlert(alert, text, addressed.targets, addressed.not_before);
}

const WorkingCalendar& ComplaintCare::CalendarOf(CommunityId community) const {
  const auto name = names_.find(community);
  const auto found = std::find_if(
      config_.communities.begin(), config_.communities.end(),
      [&](const CommunityConfig& c) { return name != names_.end() && c.name == name->second; });
  return found == config_.communities.end() ? config_.calendar : found->calendar;
}

}  // namespace forumwatch
