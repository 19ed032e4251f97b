#include "daemon/complaint_care.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "analysis/alerting/decide.h"
#include "analysis/alerting/said_before.h"
#include "analysis/deadlines/duties.h"
#include "analysis/grouping/nature.h"
#include "analysis/heat/heat.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"

namespace forumwatch {
namespace {

std::string HorizonKey(SourceId source) {
  return "horizon/" + std::to_string(Raw(source));
}

// One account of one source is one person, whatever name it shows now; one who gives no name is
// somebody else in each post.
std::string PersonOf(const Mention& mention) {
  const std::string source = std::to_string(Raw(mention.source)) + "/";
  if (!mention.author_id.empty()) {
    return source + "account/" + mention.author_id;
  }
  if (mention.author.empty() || mention.author == "匿名") {
    return source + "post/" + std::to_string(Raw(mention.post));
  }
  return source + "name/" + mention.author;
}

// The post that began the clock the alert is about; else the first one that can be shown.
const Mention* BegunBy(const Alert& alert, std::span<const Duty> duties,
                       std::span<const Mention> mentions) {
  const std::string_view rule =
      alert.rule == "complaint.new" ? Name(DutyKind::FirstReply) : std::string_view(alert.rule);
  const auto duty = std::find_if(duties.begin(), duties.end(), [&](const Duty& d) {
    return d.episode == std::max(alert.episode, 1) && rule.starts_with(Name(d.kind));
  });
  const Mention* begun = nullptr;
  for (const Mention& mention : mentions) {
    if (duty == duties.end() || mention.official || mention.at < duty->starts_at) {
      continue;
    }
    const bool elsewhere =
        !duty->began_in.empty() && KeyInCommunity(mention.source, mention.thread) != duty->began_in;
    if (!elsewhere && (begun == nullptr || mention.at < begun->at)) {
      begun = &mention;
    }
  }
  if (begun != nullptr) {
    return begun;
  }
  const auto linked = std::find_if(mentions.begin(), mentions.end(),
                                   [](const Mention& mention) { return !mention.url.empty(); });
  return linked == mentions.end() ? nullptr : &*linked;
}

// nullopt where all of it is live.
std::optional<UtcTime> SaidBeforeLive(const Complaint& complaint,
                                      std::span<const Mention> mentions) {
  UtcTime first = complaint.opened_at;
  for (const Mention& mention : mentions) {
    first = mention.official ? first : std::min(first, mention.at);
  }
  return first < complaint.opened_at ? std::optional(first) : std::nullopt;
}

}  // namespace

ComplaintCare::ComplaintCare(Session& session, const Config& config)
    : config_(config),
      zone_(config.zone),
      posts_(session),
      segments_(session),
      complaints_(session),
      answers_(session, config),
      duties_(session),
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
    complaints_.Update(complaint);
  }
  KeepClocks(complaint, mentions, now, speak);
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

// B2, B3.
void ComplaintCare::KeepClocks(const Complaint& complaint, const std::vector<Mention>& mentions,
                               UtcTime now, Speak speak) {
  if (complaint.history) {
    complaints_.SetNextLook(complaint.id, std::nullopt);
    return;
  }
  DutyEvents events;
  events.replies = answers_.To(complaint);
  events.threads = LiveThreadsOf(complaint.id);
  events.known = duties_.Load(complaint.id);
  std::vector<Duty> duties;
  if (const auto start = ClocksStartAt(complaint, mentions, events)) {
    events.starts_at = *start;
    duties = EvaluateDuties(events, CalendarOf(complaint.community), config_.duties, now);
    duties_.Save(complaint.id, duties);
  }
  if (speak == Speak::No) {
    return;
  }
  Said said = outbox_.SaidAbout(complaint.id);
  const auto first = SaidBeforeLive(complaint, mentions);
  for (Alert& alert :
       DecideComplaintAlerts(complaint, duties, said, config_.alerting, zone_, now)) {
    if (first && alert.rule == "complaint.new" && alert.episode <= 1) {
      SayItIsAnOldComplaint(alert, complaint, *first, zone_);
    }
    Say(alert, TextOf(alert, complaint, duties, mentions));
    said.emplace(alert.rule, alert.episode);
  }
  complaints_.SetNextLook(complaint.id, NextMoment(complaint, duties, said, config_.alerting, now));
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
    consider(duty.starts_at);
  }
  for (const SpokenOf& thread : events.threads) {
    consider(thread.since);
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
    if (thread.online && thread.since >= HorizonOf(thread.source)) {
      live.push_back({KeyInCommunity(thread.source, thread.thread), thread.since});
    }
  }
  return live;
}

std::string ComplaintCare::TextOf(const Alert& alert, const Complaint& complaint,
                                  std::span<const Duty> duties, std::span<const Mention> mentions) {
  AlertContext context;
  const auto name = names_.find(complaint.community);
  context.community = name == names_.end() ? "" : name->second;
  context.complaint = &complaint;
  context.duties = duties;
  const Mention* const begun = BegunBy(alert, duties, mentions);
  FurtherPost further;
  if (begun != nullptr) {
    context.url = begun->url;
    if (alert.episode > 1 || SaidBeforeLive(complaint, mentions)) {
      further = {begun->author, posts_.Load(begun->post).value().seen.text, begun->at};
      context.further = &further;
    }
  }
  return ComposeAlert(alert, context, zone_);
}

void ComplaintCare::Say(const Alert& alert, std::string_view text) {
  outbox_.InsertAlert(alert, text, TargetsOf(alert, config_.roles));
}

const WorkingCalendar& ComplaintCare::CalendarOf(CommunityId community) const {
  const auto name = names_.find(community);
  const auto found = std::find_if(
      config_.communities.begin(), config_.communities.end(),
      [&](const CommunityConfig& c) { return name != names_.end() && c.name == name->second; });
  return found == config_.communities.end() ? config_.calendar : found->calendar;
}

}  // namespace forumwatch
