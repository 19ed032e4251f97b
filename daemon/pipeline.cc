#include "daemon/pipeline.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analysis/understanding/understand.h"
#include "daemon/alerts/compose.h"
#include "daemon/summary.h"

namespace forumwatch {
namespace {

constexpr int kLooksAtOnce = 100;  // keeps a turn of the loop short
constexpr std::chrono::minutes kVisitOverWithin{2};

std::string MainTopic(const Segment& segment) {
  return segment.topics.empty() ? "" : segment.topics.front();
}

bool OpensComplaints(const Segment& segment) {
  return segment.kind == Kind::Complaint;
}

Matter MatterOf(const StoredPost& post, const Segment& segment) {
  Matter matter;
  matter.thread = KeyInCommunity(post.source, post.seen.thread);
  matter.post = KeyInCommunity(post.source, post.seen.post);
  matter.quotes = KeyInCommunity(post.source, post.seen.quotes);
  matter.author = post.seen.author;
  matter.at = post.at();
  matter.title = post.seen.title;
  matter.text = SegmentText(post.seen.text, segment);
  matter.is_first = post.seen.is_first;
  matter.segment = segment;
  return matter;
}

}  // namespace

Pipeline::Pipeline(Session& session, const Config& config)
    : session_(session),
      config_(config),
      sources_(session),
      posts_(session),
      segments_(session),
      complaints_(session),
      outbox_(session),
      care_(session, config) {}

SourceOnRecord Pipeline::Register(std::string_view community, std::string_view source,
                                  std::string_view engine, std::string_view url, UtcTime horizon) {
  Transaction transaction(session_);
  SourceOnRecord on_record;
  on_record.community = sources_.EnsureCommunity(community);
  on_record.id = sources_.EnsureSource(on_record.community, source, engine, url);
  on_record.first_visit = sources_.AwaitsFirstVisit(on_record.id);
  care_.Name(on_record.community, std::string(community));
  care_.KeepHorizon(on_record.id, horizon);
  transaction.Commit();
  MemoryOf(on_record.community);
  return on_record;
}

void Pipeline::OnPage(const SourceOnRecord& source, const Reading& reading, UtcTime now) {
  Transaction transaction(session_);
  Turn turn{source, now, {}};
  for (const SeenPost& seen : reading.posts) {
    Take(turn, {seen, Channel::Forum, now});
  }
  NoteReadings(turn, reading);
  Defer(turn);
  session_.Pass(CrashPoint::PageDeferred);
  transaction.Commit();
  session_.Pass(CrashPoint::PageKept);
}

PostCounts Pipeline::OnPosts(const SourceOnRecord& source, std::span<const ArrivedPost> posts,
                             UtcTime now) {
  Transaction transaction(session_);
  Turn turn{source, now, {}};
  PostCounts counts;
  for (const ArrivedPost& post : posts) {
    const PostChange change = Take(turn, post);
    ++(change == PostChange::New       ? counts.fresh
       : change == PostChange::Revised ? counts.revised
                                       : counts.repeated);
  }
  Reconsider(turn);
  transaction.Commit();
  return counts;
}

// B1: whatever was seen is on record first.
PostChange Pipeline::Take(Turn& turn, const ArrivedPost& arrived) {
  const RecordedPost recorded =
      posts_.Record(turn.source.id, arrived.seen, arrived.channel, arrived.seen_at, turn.now);
  session_.Pass(CrashPoint::PageRecorded);
  switch (recorded.change) {
    case PostChange::Same:
      break;
    case PostChange::Restored:
      TouchThread(turn, arrived.seen.thread);
      break;
    case PostChange::New:
      Understand(turn, posts_.Load(recorded.id).value(), std::nullopt);
      break;
    case PostChange::Revised:
      Understand(turn, posts_.Load(recorded.id).value(), RevisedAt(recorded.id, arrived));
      break;
  }
  return recorded.change;
}

// As the forum says, but neither before the old words were seen nor after the new ones were.
UtcTime Pipeline::RevisedAt(PostId post, const ArrivedPost& arrived) {
  const UtcTime edited_at = arrived.seen.edited_at.value_or(arrived.seen_at);
  return std::min(std::max(edited_at, posts_.RevisionsOf(post).back().seen_at), arrived.seen_at);
}

void Pipeline::Understand(Turn& turn, const StoredPost& post, std::optional<UtcTime> revised_at) {
  Left left;
  for (const StoredSegment& segment : segments_.OfPost(post.id)) {
    if (segment.complaint) {
      const UtcTime said_at = segment.said_at.value_or(post.at());
      LeftMention& mention =
          left.try_emplace(*segment.complaint, LeftMention{said_at, false, ""}).first->second;
      mention.said_at = std::min(mention.said_at, said_at);
      mention.by_hand = mention.by_hand || segment.by_hand;
      mention.topic = MainTopic(segment.segment);
      turn.touched.insert(*segment.complaint);
    }
  }
  const std::optional<Segment> thread_matter =
      post.seen.is_first ? std::nullopt : MatterOfThread(turn.source.id, post.seen.thread);
  const PostInContext context{post.seen.title, post.seen.text, post.seen.is_first,
                              post.seen.official, thread_matter ? &*thread_matter : nullptr};
  segments_.SaveUnderstanding(post.id, forumwatch::Understand(context, *config_.lexicon));
  session_.Pass(CrashPoint::PageUnderstood);
  if (post.seen.official) {
    TouchThread(turn, post.seen.thread);
  } else {
    Group(turn, post, std::move(left), revised_at);
  }
}

// What the opening post is about: its first complaint, else whatever it says first.
std::optional<Segment> Pipeline::MatterOfThread(SourceId source, std::string_view thread) {
  const auto first = posts_.FirstOfThread(source, thread);
  if (!first) {
    return std::nullopt;
  }
  std::vector<StoredSegment> segments = segments_.OfPost(first->id);
  const auto complaint =
      std::find_if(segments.begin(), segments.end(),
                   [](const StoredSegment& stored) { return OpensComplaints(stored.segment); });
  if (segments.empty()) {
    return std::nullopt;
  }
  return std::move((complaint == segments.end() ? segments.begin() : complaint)->segment);
}

// E4, E5: each segment goes to the one event it is about. What a revision brought was said then.
void Pipeline::Group(Turn& turn, const StoredPost& post, Left left,
                     std::optional<UtcTime> revised_at) {
  const std::vector<StoredSegment> segments = segments_.OfPost(post.id);
  std::set<std::string> topics;  // of what is to be placed
  for (const StoredSegment& stored : segments) {
    if (stored.complaint) {
      left.erase(*stored.complaint);
    } else if (OpensComplaints(stored.segment)) {
      topics.insert(MainTopic(stored.segment));
    }
  }
  const auto moved =
      std::find_if(left.begin(), left.end(), [](const auto& said) { return said.second.by_hand; });
  const std::optional<ComplaintId> home =  // where a person put the post
      moved == left.end() ? std::nullopt : std::optional(moved->first);
  for (const StoredSegment& stored : segments) {
    if (stored.complaint || !OpensComplaints(stored.segment)) {
      continue;
    }
    Matter matter = MatterOf(post, stored.segment);
    matter.at = revised_at.value_or(matter.at);
    CommunityMemory& memory = MemoryOf(turn.source.community);
    Placement placement = Decide(memory, matter, left, topics);
    bool by_hand = home && placement.decision == Decision::Join;
    if (by_hand && placement.complaint != home) {  // not back to what it was taken from
      placement = {Decision::Join, home, {}, 1, {"人工归入的帖子，修改后不变（E4）"}};
    }
    if (const auto said = left.find(placement.complaint.value_or(ComplaintId{}));
        said != left.end()) {  // other words for what the post has said before
      matter.at = said->second.said_at;
      by_hand = by_hand || said->second.by_hand;
      left.erase(said);
    }
    std::optional<ComplaintId> complaint = placement.complaint;
    if (placement.decision == Decision::Open || placement.decision == Decision::Suggest) {
      complaint = Open(turn, post, matter);
    }
    segments_.Place(stored.id, placement, complaint,
                    matter.at == post.at() ? std::nullopt : std::optional(matter.at));
    if (by_hand) {
      segments_.KeepByHand(stored.id);
    }
    if (complaint) {
      memory.Remember(matter, *complaint);
      turn.touched.insert(*complaint);
    }
  }
  session_.Pass(CrashPoint::PageGrouped);
}

// What a person said, what the post was about before, what the memory knows: in this order. Of
// several new segments it is the one about the same topic that goes on.
Placement Pipeline::Decide(const CommunityMemory& memory, const Matter& matter, const Left& left,
                           const std::set<std::string>& topics) {
  const auto goes_on = [&](const LeftMention& said) {
    return said.topic == MainTopic(matter.segment) || !topics.contains(said.topic);
  };
  const auto by_hand = std::find_if(left.begin(), left.end(), [&](const auto& said) {
    return said.second.by_hand && goes_on(said.second);
  });
  if (by_hand != left.end()) {
    return {Decision::Join, by_hand->first, {}, 1, {"人工归入的帖子，修改后不变（E4）"}};
  }
  const auto orphan = std::find_if(left.begin(), left.end(), [&](const auto& said) {
    return goes_on(said.second) && complaints_.MentionsOf(said.first).empty();
  });
  if (orphan != left.end()) {
    return {Decision::Join, orphan->first, {}, 1, {"帖子修改后仍是同一件事（E4）"}};
  }
  Placement placement =
      memory.Place(matter, [&](ComplaintId id) { return care_.WasOver(id, matter.at); });
  if (placement.decision == Decision::Open && matter.segment.supports) {
    return {
        Decision::None, std::nullopt, {}, placement.confidence, {"附和的话，本帖没有投诉可以并入"}};
  }
  return placement;
}

ComplaintId Pipeline::Open(Turn& turn, const StoredPost& post, const Matter& matter) {
  Complaint complaint;
  complaint.community = turn.source.community;
  complaint.summary = SummaryOf(post.seen, matter.segment);
  complaint.opened_at = matter.at;
  complaint.history = matter.at < care_.HorizonOf(turn.source.id);
  return complaints_.Insert(complaint);
}

void Pipeline::NoteReadings(Turn& turn, const Reading& page) {
  for (const ThreadState& state : page.remember) {
    sources_.SaveThread(turn.source.id, state);
  }
  for (const ThreadReading& reading : page.finished) {
    sources_.SaveThread(turn.source.id, reading.state);
    posts_.NoteReading(turn.source.id, reading, turn.now);
    TouchThread(turn, reading.state.thread);
  }
}

void Pipeline::TouchThread(Turn& turn, std::string_view thread) {
  const auto ids = complaints_.InThread(turn.source.id, thread);
  turn.touched.insert(ids.begin(), ids.end());
}

void Pipeline::Reconsider(Turn& turn) {
  for (const ComplaintId id : turn.touched) {
    care_.Reconsider(id, turn.now);
    session_.Pass(CrashPoint::VisitConsidered);
  }
}

// Should the rest of the visit not come soon, OnTick decides with what is known.
void Pipeline::Defer(Turn& turn) {
  for (const ComplaintId id : turn.touched) {
    const UtcTime by = turn.now + kVisitOverWithin;
    complaints_.SetNextLook(id, std::min(complaints_.NextLookAt(id).value_or(by), by));
  }
  awaiting_[turn.source.id].merge(turn.touched);
}

// With what a run that died in the middle of a visit to this board left waiting. What another
// board's visit has touched as well waits for the end of that one; a turn of the loop stays short.
void Pipeline::LookAtAwaiting(Turn& turn) {
  std::set<ComplaintId> ids = std::move(awaiting_[turn.source.id]);
  awaiting_.erase(turn.source.id);
  for (const ComplaintId id : complaints_.DueForLook(turn.now + kVisitOverWithin, kLooksAtOnce)) {
    // What is due by itself is OnTick's.
    if (complaints_.NextLookAt(id) > turn.now && IsOf(turn.source.id, id)) {
      ids.insert(id);
    }
  }
  for (const ComplaintId id : ids) {
    const bool elsewhere = std::any_of(awaiting_.begin(), awaiting_.end(), [&](const auto& visit) {
      return visit.second.contains(id);
    });
    if (elsewhere) {
      continue;
    }
    if (std::ssize(turn.touched) < kLooksAtOnce) {
      turn.touched.insert(id);
    } else {
      complaints_.SetNextLook(id, turn.now);
    }
  }
  Reconsider(turn);
}

bool Pipeline::IsOf(SourceId source, ComplaintId complaint) {
  const auto threads = complaints_.ThreadsOf(complaint);
  return std::any_of(threads.begin(), threads.end(),
                     [&](const ThreadOfComplaint& thread) { return thread.source == source; });
}

void Pipeline::OnVisitEnd(const SourceOnRecord& source, const VisitResult& result, bool complete,
                          UtcTime now) {
  Transaction transaction(session_);
  const SourceHealth before = sources_.LoadHealth(source.id);
  if (const auto gap = GapBefore(before, result, now)) {
    sources_.NoteGap(source.id, *gap);
  }
  SourceHealth health = AfterVisit(before, result, now);
  const Zone zone(config_.zone);
  for (const Alert& alert :
       DecideSourceAlerts(health, outbox_.SaidAbout(health.name), config_.alerting, zone, now)) {
    care_.Say(alert, ComposeSourceAlert(alert));
    health.last_said_at = alert.at;
    health.episode = alert.episode;
  }
  sources_.SaveHealth(source.id, health);
  if (complete) {
    sources_.FinishVisit(source.id, now);
  }
  session_.Pass(CrashPoint::VisitNoted);
  Turn turn{source, now, {}};
  LookAtAwaiting(turn);
  transaction.Commit();
  session_.Pass(CrashPoint::VisitKept);
}

void Pipeline::OnTick(UtcTime now) {
  Transaction transaction(session_);
  for (const ComplaintId id : complaints_.DueForLook(now, kLooksAtOnce)) {
    care_.Reconsider(id, now);
    for (auto& [source, waiting] : awaiting_) {
      waiting.erase(id);
    }
    session_.Pass(CrashPoint::TickConsidered);
  }
  transaction.Commit();
}

std::optional<UtcTime> Pipeline::NextTick() {
  return complaints_.NextLook();
}

void Pipeline::BringUpToDate(CommunityId community, UtcTime now) {
  Transaction transaction(session_);
  for (const Complaint& complaint : complaints_.List(community, std::nullopt)) {
    care_.Reconsider(complaint.id, now);
  }
  transaction.Commit();
}

void Pipeline::Recount(ComplaintId complaint, UtcTime now) {
  const bool awaited = std::any_of(awaiting_.begin(), awaiting_.end(), [&](const auto& visit) {
    return visit.second.contains(complaint);
  });
  const auto look_at = complaints_.NextLookAt(complaint);
  care_.Recount(complaint, now);
  complaints_.SetNextLook(complaint, awaited ? look_at : now);
}

void Pipeline::Merged(CommunityId community, ComplaintId from, ComplaintId into) {
  MemoryOf(community).Merge(from, into);
}

// From what the store holds: all of them in one walk when the first is asked for, since communities
// may be many, and one alone after it was regrouped.
CommunityMemory& Pipeline::MemoryOf(CommunityId community) {
  auto found = memories_.find(community);
  if (found == memories_.end()) {
    const auto only = remembers_ ? std::optional(community) : std::nullopt;
    std::map<CommunityId, CommunityMemory> held;  // whole before it is used
    held.try_emplace(community, config_.grouping);
    posts_.ForEachMatterRow(only, [&](const MatterRow& row) {
      held.try_emplace(row.community, config_.grouping)
          .first->second.Remember(row.matter, row.complaint);
    });
    memories_.merge(held);
    remembers_ = true;
    found = memories_.find(community);
  }
  return found->second;
}

}  // namespace forumwatch
