#include "daemon/store/postings.h"

#include <array>
#include <utility>

#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

struct StateWords {
  PostingState state;
  std::string_view name;
  std::string_view chinese;
};
constexpr std::array kStateWords = std::to_array<StateWords>({
    {PostingState::Waiting, "waiting", "待发"},
    {PostingState::Claimed, "claimed", "正在发"},
    {PostingState::Unsure, "unsure", "说不准发了没有"},
    {PostingState::Held, "held", "等版主审核"},
    {PostingState::Posted, "posted", "已发"},
    {PostingState::Refused, "refused", "没有发成"},
});

PostingState PostingStateOf(std::string_view name) {
  for (const StateWords& words : kStateWords) {
    if (words.name == name) {
      return words.state;
    }
  }
  throw StoreError("no such state of a posting: " + std::string(name), StoreFault::Corrupt);
}

constexpr const char* kFindPosting =
    R"(SELECT id, complaint_id, source_id, thread, url, text, drafted_at, who, ordered_at, state, due_at,
  attempts, orders, doubts, failures, claimed_at, in_doubt, copied, reason, forum_post, changed_at
FROM posting WHERE id = :id)";
constexpr const char* kPostingsOf = "SELECT id FROM posting WHERE complaint_id = :key ORDER BY id";
constexpr const char* kPostingsOfThread =
    "SELECT id FROM posting WHERE source_id = :source AND thread = :thread ORDER BY id";
constexpr const char* kEverHeld =
    "SELECT id FROM posting WHERE source_id = :source AND held = 1 LIMIT 1";
constexpr const char* kPostingsDue =
    "SELECT id FROM posting WHERE due_at IS NOT NULL AND due_at <= :key ORDER BY due_at, id";
constexpr const char* kNextPosting = "SELECT MIN(due_at) FROM posting WHERE due_at IS NOT NULL";
constexpr const char* kOrderPosting = R"(INSERT INTO posting
  (complaint_id, approval_id, source_id, thread, url, text, drafted_at, who, ordered_at, state,
   due_at, changed_at)
SELECT :complaint, MAX(id), :source, :thread, :url, :text, :drafted_at, :who, :now, 'waiting', :now,
  :now
FROM step WHERE complaint_id = :complaint AND what = 'approved'
ON CONFLICT (approval_id, source_id, thread) DO UPDATE SET who = excluded.who, url = excluded.url,
  ordered_at = excluded.ordered_at, state = 'waiting', due_at = excluded.due_at,
  orders = orders + 1, attempts = 0, doubts = 0, failures = 0, in_doubt = 0, copied = 0, reason = '',
  changed_at = excluded.changed_at WHERE state = 'refused'
RETURNING id)";
constexpr const char* kClaimPosting =
    "UPDATE posting SET state = 'claimed', attempts = attempts + 1, due_at = NULL, "
    "claimed_at = :now, changed_at = :now WHERE id = :id AND state IN ('waiting', 'unsure')";
constexpr const char* kNotePosting =
    "UPDATE posting SET state = :state, due_at = :due, reason = :reason, failures = :failures, "
    "in_doubt = :in_doubt, doubts = doubts + :doubt, "
    "held = CASE WHEN :state = 'held' THEN 1 ELSE held END, changed_at = :now WHERE id = :id";
constexpr const char* kNotePost = "UPDATE posting SET forum_post = :post WHERE id = :id";
constexpr const char* kTakeOver =
    "UPDATE posting SET state = 'unsure', due_at = :at, reason = :reason, doubts = doubts + 1 "
    "WHERE state = 'claimed'";
constexpr const char* kPullInPostings = "UPDATE posting SET due_at = :at WHERE due_at > :at";

}  // namespace

std::string_view Name(PostingState state) {
  return kStateWords.at(static_cast<std::size_t>(state)).name;
}

std::string_view ChineseName(PostingState state) {
  return kStateWords.at(static_cast<std::size_t>(state)).chinese;
}

std::vector<Posting> PostingStore::Load(const std::vector<PostingId>& ids) {
  std::vector<Posting> postings;
  postings.reserve(ids.size());
  for (const PostingId each : ids) {
    postings.push_back(Find(each).value());
  }
  return postings;
}

std::vector<Posting> PostingStore::Load(const char* text, std::int64_t key) {
  std::vector<PostingId> ids;
  PostingId id{};
  sql::ForEachRow(
      session_, text, [&] { ids.push_back(id); }, With("key", key), Into(id));
  return Load(ids);
}

std::vector<Posting> PostingStore::OfThread(SourceId source, std::string_view thread) {
  std::vector<PostingId> ids;
  PostingId id{};
  sql::ForEachRow(
      session_, kPostingsOfThread, [&] { ids.push_back(id); }, With("source", source),
      With("thread", thread), Into(id));
  return Load(ids);
}

bool PostingStore::EverHeld(SourceId source) {
  PostingId id{};
  return sql::FetchOne(session_, kEverHeld, With("source", source), Into(id));
}

std::optional<PostingId> PostingStore::Order(const Posting& posting, UtcTime now) {
  PostingId id{};
  const bool made = sql::FetchOne(
      session_, kOrderPosting, With("complaint", posting.complaint), With("source", posting.source),
      With("thread", posting.thread), With("url", posting.url), With("text", posting.text),
      With("drafted_at", posting.drafted_at), With("who", posting.who), With("now", now), Into(id));
  return made ? std::make_optional(id) : std::nullopt;
}

std::optional<Posting> PostingStore::Find(PostingId id) {
  Posting row;
  std::string state;
  const bool found = sql::FetchOne(
      session_, kFindPosting, With("id", id), Into(row.id), Into(row.complaint), Into(row.source),
      Into(row.thread), Into(row.url), Into(row.text), Into(row.drafted_at), Into(row.who),
      Into(row.ordered_at), Into(state), Into(row.due_at), Into(row.attempts), Into(row.orders),
      Into(row.doubts), Into(row.failures), Into(row.claimed_at), Into(row.in_doubt),
      Into(row.copied), Into(row.reason), Into(row.forum_post), Into(row.changed_at));
  if (!found) {
    return std::nullopt;
  }
  row.state = PostingStateOf(state);
  return row;
}

std::vector<Posting> PostingStore::Of(ComplaintId complaint) {
  return Load(kPostingsOf, Raw(complaint));
}

std::vector<Posting> PostingStore::Due(UtcTime now) {
  return Load(kPostingsDue, ToMicros(now));
}

std::optional<UtcTime> PostingStore::NextDue() {
  std::optional<UtcTime> next;
  sql::FetchOne(session_, kNextPosting, Into(next));
  return next;
}

bool PostingStore::Claim(PostingId id, UtcTime now) {
  return sql::Execute(session_, kClaimPosting, With("id", id), With("now", now)) > 0;
}

void PostingStore::Note(PostingId id, const PostingNote& note, UtcTime now) {
  sql::Execute(session_, kNotePosting, With("id", id), With("state", Name(note.state)),
               With("due", note.due), With("reason", note.reason), With("failures", note.failures),
               With("in_doubt", note.in_doubt), With("doubt", note.doubt), With("now", now));
}

void PostingStore::NotePost(PostingId id, std::string_view forum_post) {
  sql::Execute(session_, kNotePost, With("id", id), With("post", forum_post));
}

int PostingStore::TakeOver(UtcTime look_at, std::string_view reason) {
  return static_cast<int>(
      sql::Execute(session_, kTakeOver, With("at", look_at), With("reason", reason)));
}

void PostingStore::PullIn(UtcTime at) {
  sql::Execute(session_, kPullInPostings, With("at", at));
}

}  // namespace forumwatch
