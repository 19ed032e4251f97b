#include "daemon/store/complaints.h"

#include <algorithm>
#include <utility>

#include "daemon/store/complaint_row.h"
#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

constexpr const char* kInsert = R"(INSERT INTO complaint (community_id, summary, opened_at, history,
  class, topics, specialty, cause, cause_item, cause_confirmed, flags, place, people, times,
  heat_now, heat_peak, heat_total, heat_terms, status)
VALUES (:community, :summary, :opened_at, :history, :class, :topics, :specialty, :cause,
  :cause_item, :confirmed, :flags, :place, :people, :times, :heat_now, :heat_peak, :heat_total,
  :heat_terms, :status)
RETURNING id)";
constexpr const char* kUpdate = R"(UPDATE complaint SET community_id = :community,
  summary = :summary, opened_at = :opened_at, history = :history, class = :class, topics = :topics,
  specialty = :specialty, cause = :cause, cause_item = :cause_item, cause_confirmed = :confirmed,
  flags = :flags, place = :place, people = :people, times = :times, heat_now = :heat_now,
  heat_peak = :heat_peak, heat_total = :heat_total, heat_terms = :heat_terms, status = :status
WHERE id = :id RETURNING id)";

// `more`: the parameters that only one of the two texts has.
template <typename... More>
std::optional<ComplaintId> Write(Session& session, const char* text, const Complaint& complaint,
                                 More&&... more) {
  ComplaintId id{};
  const bool written = sql::FetchOne(
      session, text, With("community", complaint.community), With("summary", complaint.summary),
      With("opened_at", complaint.opened_at), With("history", complaint.history),
      With("class", complaint.complaint_class), With("topics", WriteTexts(complaint.topics)),
      With("specialty", complaint.specialty), With("cause", complaint.cause),
      With("cause_item", complaint.cause_item), With("confirmed", complaint.cause_confirmed),
      With("flags", WriteTexts(complaint.flags)), With("place", complaint.place),
      With("people", complaint.people), With("times", complaint.times),
      With("heat_now", complaint.heat.now), With("heat_peak", complaint.heat.peak),
      With("heat_total", complaint.heat.total),
      With("heat_terms", WriteTerms(complaint.heat.terms)), With("status", Name(complaint.status)),
      std::forward<More>(more)..., Into(id));
  return written ? std::optional(id) : std::nullopt;
}

const std::string kById = std::string(kComplaintColumns) + "FROM complaint c WHERE c.id = :id";
const std::string kByCommunity =
    std::string(kComplaintColumns) +
    "FROM complaint c WHERE c.community_id = :community AND c.merged_into IS NULL ORDER BY c.id";
const std::string kByStatus = std::string(kComplaintColumns) +
                              "FROM complaint c WHERE c.community_id = :community "
                              "AND c.status = :status AND c.merged_into IS NULL ORDER BY c.id";

const std::string kOfAllCommunities =
    std::string(kComplaintColumns) +
    "FROM complaint c WHERE (:status IS NULL OR c.status = :status) AND c.merged_into IS NULL "
    "ORDER BY c.id";

const std::string kOpenAfter =
    std::string(kComplaintColumns) +
    "FROM complaint c WHERE c.id > :after AND c.status = :open AND c.history = 0 "
    "AND c.merged_into IS NULL ORDER BY c.id LIMIT :limit";

template <typename... Key>
std::vector<Complaint> LoadComplaints(Session& session, const std::string& text, Key&&... key) {
  std::vector<Complaint> complaints;
  ComplaintRow row;
  ForEachComplaint(
      session, text.c_str(), row, [&] { complaints.push_back(row.Take()); },
      std::forward<Key>(key)...);
  return complaints;
}

}  // namespace

ComplaintId ComplaintStore::Insert(const Complaint& complaint) {
  return *Write(session_, kInsert, complaint);
}

void ComplaintStore::Update(const Complaint& complaint) {
  if (!Write(session_, kUpdate, complaint, With("id", complaint.id))) {
    throw StoreError("no complaint " + std::to_string(Raw(complaint.id)));
  }
}

std::optional<Complaint> ComplaintStore::Load(ComplaintId id) {
  auto found = LoadComplaints(session_, kById, With("id", id));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Complaint> ComplaintStore::List(CommunityId community,
                                            std::optional<ComplaintStatus> status) {
  if (!status) {
    return LoadComplaints(session_, kByCommunity, With("community", community));
  }
  return LoadComplaints(session_, kByStatus, With("community", community),
                        With("status", Name(*status)));
}

std::vector<Complaint> ComplaintStore::ListAll(std::optional<ComplaintStatus> status) {
  return LoadComplaints(session_, kOfAllCommunities,
                        With("status", status ? std::optional(Name(*status)) : std::nullopt));
}

std::vector<Complaint> ComplaintStore::OpenAfter(ComplaintId after, int limit) {
  return LoadComplaints(session_, kOpenAfter, With("after", after),
                        With("open", Name(ComplaintStatus::Open)), With("limit", limit));
}

namespace {
constexpr const char* kMentions = R"(SELECT g.id, p.id, t.source_id, p.key, t.key, p.author,
  p.author_id, COALESCE(g.said_at, p.posted_at), COALESCE(g.said_at, p.seen_at),
  p.channel = 'forum', p.official, g.supports, p.is_first,
  p.gone_since_at IS NOT NULL, p.url
FROM segment g JOIN post p ON p.id = g.post_id JOIN thread t ON t.id = p.thread_id
WHERE g.complaint_id = :complaint ORDER BY p.id, g.ordinal)";

constexpr const char* kMentionsBetween = R"(SELECT COUNT(*)
FROM segment g JOIN post p ON p.id = g.post_id
WHERE g.complaint_id = :complaint AND p.official = 0 AND
  MIN(COALESCE(g.said_at, p.posted_at, p.seen_at), COALESCE(g.said_at, p.seen_at)) > :since AND
  MIN(COALESCE(g.said_at, p.posted_at, p.seen_at), COALESCE(g.said_at, p.seen_at)) <= :until)";

UtcTime ClampedToSeen(std::optional<UtcTime> posted_at, UtcTime seen_at) {
  return std::min(posted_at.value_or(seen_at), seen_at);
}
}  // namespace

std::vector<Mention> ComplaintStore::MentionsOf(ComplaintId id) {
  std::vector<Mention> mentions;
  Mention row;
  std::optional<UtcTime> posted_at;
  UtcTime seen_at;
  sql::ForEachRow(
      session_, kMentions,
      [&] {
        row.at = ClampedToSeen(posted_at, seen_at);
        mentions.push_back(row);
      },
      With("complaint", id), Into(row.segment), Into(row.post), Into(row.source),
      Into(row.forum_post), Into(row.thread), Into(row.author), Into(row.author_id),
      Into(posted_at), Into(seen_at), Into(row.online), Into(row.official), Into(row.supports),
      Into(row.is_first), Into(row.gone), Into(row.url));
  return mentions;
}

int ComplaintStore::MentionsBetween(ComplaintId id, UtcTime since, UtcTime until) {
  int count = 0;
  sql::FetchOne(session_, kMentionsBetween, With("complaint", id), With("since", since),
                With("until", until), Into(count));
  return count;
}

namespace {
// Views belong to threads: the source's last reading, or what any post of an import says.
constexpr const char* kViews = R"(SELECT MAX(v.views) FROM (
  SELECT t.views AS views FROM thread t WHERE t.id IN
    (SELECT m.thread_id FROM segment g JOIN post m ON m.id = g.post_id
     WHERE g.complaint_id = :complaint)
  UNION ALL
  SELECT p.views FROM post p WHERE p.thread_id IN
    (SELECT m.thread_id FROM segment g JOIN post m ON m.id = g.post_id
     WHERE g.complaint_id = :complaint)) AS v)";
}  // namespace

std::optional<int> ComplaintStore::ViewsOf(ComplaintId id) {
  std::optional<int> views;
  sql::FetchOne(session_, kViews, With("complaint", id), Into(views));
  return views;
}

namespace {
constexpr const char* kInThread = R"(SELECT s.complaint_id
FROM thread t JOIN complaint_thread s ON s.thread_id = t.id
WHERE t.source_id = :source AND t.key = :thread
ORDER BY s.complaint_id)";
constexpr const char* kThreadsOf = R"(SELECT t.source_id, t.key, s.since_at,
  EXISTS (SELECT 1 FROM post p WHERE p.thread_id = t.id AND p.channel = 'forum')
FROM complaint_thread s JOIN thread t ON t.id = s.thread_id WHERE s.complaint_id = :complaint
ORDER BY s.since_at, s.thread_id)";
}  // namespace

std::vector<ThreadOfComplaint> ComplaintStore::ThreadsOf(ComplaintId id) {
  std::vector<ThreadOfComplaint> threads;
  ThreadOfComplaint row;
  sql::ForEachRow(
      session_, kThreadsOf, [&] { threads.push_back(row); }, With("complaint", id),
      Into(row.source), Into(row.thread), Into(row.since), Into(row.online));
  return threads;
}

std::vector<ComplaintId> ComplaintStore::InThread(SourceId source, std::string_view thread) {
  std::vector<ComplaintId> ids;
  ComplaintId id{};
  sql::ForEachRow(
      session_, kInThread, [&] { ids.push_back(id); }, With("source", source),
      With("thread", thread), Into(id));
  return ids;
}

namespace {
constexpr const char* kMergedInto = "SELECT merged_into FROM complaint WHERE id = :id";
constexpr const char* kMoveMentions =
    "UPDATE segment SET complaint_id = :into, by_hand = 1 WHERE complaint_id = :from";
constexpr const char* kMoveThreads = R"(INSERT INTO complaint_thread
SELECT :into, thread_id, since_at FROM complaint_thread WHERE complaint_id = :from
ON CONFLICT (complaint_id, thread_id) DO UPDATE SET since_at = MIN(since_at, excluded.since_at))";
constexpr const char* kNoThreads = "DELETE FROM complaint_thread WHERE complaint_id = :from";
constexpr const char* kCloseMerged = R"(UPDATE complaint SET status = :closed, merged_into = :into,
  next_look_at = NULL
WHERE id = :from)";
constexpr const char* kVoidDuties =
    "UPDATE duty SET state = :void WHERE complaint_id = :from AND state = :open";
}  // namespace

std::optional<ComplaintId> ComplaintStore::MergedInto(ComplaintId id) {
  std::optional<ComplaintId> into;
  sql::FetchOne(session_, kMergedInto, With("id", id), Into(into));
  return into;
}

Complaint ComplaintStore::Surviving(ComplaintId id) {
  while (const auto into = MergedInto(id)) {
    id = *into;
  }
  auto complaint = Load(id);
  if (!complaint) {
    throw StoreError("no complaint " + std::to_string(Raw(id)));
  }
  return *std::move(complaint);
}

void ComplaintStore::Merge(ComplaintId from, ComplaintId into) {
  const Complaint merged = Surviving(from);
  Complaint survivor = Surviving(into);
  if (merged.id == survivor.id) {
    return;
  }
  // What was history when the watch began starts no clock.
  if (survivor.history == merged.history) {
    survivor.opened_at = std::min(survivor.opened_at, merged.opened_at);
  } else if (survivor.history) {
    survivor.opened_at = merged.opened_at;
  }
  survivor.history = survivor.history && merged.history;
  Update(survivor);
  sql::Execute(session_, kMoveMentions, With("into", survivor.id), With("from", merged.id));
  sql::Execute(session_, kMoveThreads, With("into", survivor.id), With("from", merged.id));
  sql::Execute(session_, kNoThreads, With("from", merged.id));
  sql::Execute(session_, kVoidDuties, With("void", Name(DutyState::Void)), With("from", merged.id),
               With("open", Name(DutyState::Open)));
  sql::Execute(session_, kCloseMerged, With("closed", Name(ComplaintStatus::Closed)),
               With("into", survivor.id), With("from", merged.id));
}

namespace {
constexpr const char* kLeftBySplit = R"(DELETE FROM complaint_thread
WHERE complaint_id = :id AND thread_id = (SELECT thread_id FROM post WHERE id = :post)
  AND NOT EXISTS (SELECT 1 FROM segment g JOIN post p ON p.id = g.post_id
    WHERE g.complaint_id = :id AND p.thread_id = complaint_thread.thread_id))";
constexpr const char* kBeganBySplit = R"(UPDATE complaint_thread SET since_at = (
  SELECT MIN(COALESCE(g.said_at, MIN(COALESCE(p.posted_at, p.seen_at), p.seen_at)))
  FROM segment g JOIN post p ON p.id = g.post_id
  WHERE g.complaint_id = :id AND p.thread_id = complaint_thread.thread_id)
WHERE complaint_id = :id AND thread_id = (SELECT thread_id FROM post WHERE id = :post)
  AND since_at = :at)";
}  // namespace

void ComplaintStore::TakeOutOfThread(ComplaintId id, const Mention& mention) {
  if (sql::Execute(session_, kLeftBySplit, With("id", id), With("post", mention.post)) == 0) {
    sql::Execute(session_, kBeganBySplit, With("id", id), With("post", mention.post),
                 With("at", mention.at));
  }
}

namespace {
constexpr const char* kSetNextLook = "UPDATE complaint SET next_look_at = :at WHERE id = :id";
constexpr const char* kNextLookAt = "SELECT next_look_at FROM complaint WHERE id = :id";
constexpr const char* kDueForLook = R"(SELECT id FROM complaint WHERE next_look_at <= :now
ORDER BY next_look_at, id LIMIT :limit)";
constexpr const char* kLookBy = "UPDATE complaint SET next_look_at = :at WHERE next_look_at > :at";
constexpr const char* kNextLook =
    "SELECT MIN(next_look_at) FROM complaint WHERE next_look_at IS NOT NULL";
}  // namespace

void ComplaintStore::SetNextLook(ComplaintId id, std::optional<UtcTime> at) {
  sql::Execute(session_, kSetNextLook, With("at", at), With("id", id));
}

std::optional<UtcTime> ComplaintStore::NextLookAt(ComplaintId id) {
  std::optional<UtcTime> at;
  sql::FetchOne(session_, kNextLookAt, With("id", id), Into(at));
  return at;
}

std::vector<ComplaintId> ComplaintStore::DueForLook(UtcTime now, int limit) {
  std::vector<ComplaintId> ids;
  ComplaintId id{};
  sql::ForEachRow(
      session_, kDueForLook, [&] { ids.push_back(id); }, With("now", now), With("limit", limit),
      Into(id));
  return ids;
}

void ComplaintStore::LookBy(UtcTime at) {
  sql::Execute(session_, kLookBy, With("at", at));
}

std::optional<UtcTime> ComplaintStore::NextLook() {
  std::optional<UtcTime> at;
  sql::FetchOne(session_, kNextLook, Into(at));
  return at;
}

}  // namespace forumwatch
