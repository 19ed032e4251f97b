#include "daemon/store/sources.h"

#include "daemon/store/connection.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
constexpr std::size_t kLongestPage = std::size_t{1024} * 1024;

constexpr const char* kFindCommunity = "SELECT id FROM community WHERE name = :name";
constexpr const char* kNameOfCommunity = "SELECT name FROM community WHERE id = :community";
constexpr const char* kInsertCommunity = "INSERT INTO community (name) VALUES (:name) RETURNING id";
}  // namespace

CommunityId SourceStore::EnsureCommunity(std::string_view name) {
  CommunityId id{};
  if (!sql::FetchOne(session_, kFindCommunity, With("name", name), Into(id))) {
    sql::FetchOne(session_, kInsertCommunity, With("name", name), Into(id));
  }
  return id;
}

std::string SourceStore::NameOf(CommunityId community) {
  std::string name;
  sql::FetchOne(session_, kNameOfCommunity, With("community", community), Into(name));
  return name;
}

namespace {
constexpr const char* kNameOfSource = "SELECT name FROM source WHERE id = :source";
}

std::string SourceStore::NameOf(SourceId source) {
  std::string name;
  sql::FetchOne(session_, kNameOfSource, With("source", source), Into(name));
  return name;
}

namespace {
constexpr const char* kFindSource =
    "SELECT id, engine, url FROM source WHERE community_id = :community AND name = :name";
constexpr const char* kInsertSource =
    "INSERT INTO source (community_id, name, engine, url) VALUES (:community, :name, :engine, "
    ":url) "
    "RETURNING id";
constexpr const char* kUpdateSource =
    "UPDATE source SET engine = :engine, url = :url WHERE id = :id";
}  // namespace

SourceId SourceStore::EnsureSource(CommunityId community, std::string_view name,
                                   std::string_view engine, std::string_view url) {
  SourceId id{};
  std::string known_engine;
  std::string known_url;
  if (!sql::FetchOne(session_, kFindSource, With("community", community), With("name", name),
                     Into(id), Into(known_engine), Into(known_url))) {
    sql::FetchOne(session_, kInsertSource, With("community", community), With("name", name),
                  With("engine", engine), With("url", url), Into(id));
  } else if (known_engine != engine || known_url != url) {
    sql::Execute(session_, kUpdateSource, With("engine", engine), With("url", url), With("id", id));
  }
  return id;
}

namespace {
constexpr const char* kFindByNames = R"(SELECT s.id FROM source s
JOIN community c ON c.id = s.community_id WHERE c.name = :community AND s.name = :name)";
}  // namespace

std::optional<SourceId> SourceStore::Find(std::string_view community, std::string_view name) {
  SourceId id{};
  const bool found = sql::FetchOne(session_, kFindByNames, With("community", community),
                                   With("name", name), Into(id));
  return found ? std::make_optional(id) : std::nullopt;
}

namespace {
constexpr const char* kFirstVisit = "SELECT first_visit_at FROM source WHERE id = :source";
const std::string kThreads = R"(SELECT key, url, signature, views, pages, posts, last_post_at,
  read_whole_at, look_again_at, gone, waiting
FROM thread WHERE source_id = :source AND remembered = 1)";
// Each by an index of its own (schema_6.h).
const std::string kWaiting = kThreads + " AND (waiting = 1 OR look_again_at IS NOT NULL)";
const std::string kYoung = kThreads + " AND last_post_at >= :since";
const std::string kThread = kThreads + " AND key = :key";
constexpr const char* kReadable = R"(SELECT COUNT(*) FROM (SELECT 1 FROM thread
  WHERE source_id = :source AND remembered = 1 AND key <> '' AND gone = 0 AND posts > 0
  AND signature NOT GLOB 'unread*' LIMIT :handful))";
constexpr const char* kNewest =
    "SELECT MAX(last_post_at) FROM thread WHERE source_id = :source AND last_post_at <= :now";
// The few unsatisfied duties come first, however large the source is: CROSS JOIN keeps the order.
// Only those that an answer in the thread satisfies make it worth a closer watch, and not threads
// that were silent long before the clock started: of those the list tells when somebody answers.
// The thread that began it, the latest, and one that is still to be read or to be confirmed are
// watched in any case; one that was read and waits to be looked over is not for that.
// The clocks of a complaint are one row before its threads are looked at: it may have many of both.
const std::string kRunning = R"( FROM duty d CROSS JOIN complaint c
  WHERE d.satisfied_at IS NULL AND d.state <> 'void' AND d.kind IN ('first_reply', 'measures')
    AND (d.state <> 'missed' OR d.due_at > :since)
    AND c.id = d.complaint_id AND c.status = 'open' AND c.history = 0
    AND c.community_id = (SELECT community_id FROM source WHERE id = :source) )";
const std::string kWatched = "WITH running AS (SELECT c.id, MIN(d.starts_at) AS starts_at" +
                             kRunning + R"(GROUP BY d.complaint_id),
begun AS (SELECT c.id, SUBSTR(d.began_in, INSTR(d.began_in, '/') + 1) AS key)" +
                             kRunning + R"(AND d.began_in GLOB :source || '/*')
SELECT t.key FROM running r CROSS JOIN complaint_thread s CROSS JOIN thread t
WHERE s.complaint_id = r.id AND t.id = s.thread_id AND t.source_id = :source
  AND (s.since_at >= r.starts_at
    OR COALESCE(t.last_post_at, r.starts_at) >= r.starts_at - :list_errs_by
    OR (t.waiting = 1 AND (t.signature = '' OR t.signature GLOB 'pending*'
      OR t.signature GLOB 'unread*'))
    OR t.look_again_at IS NOT NULL
    OR t.id = (SELECT MAX(l.thread_id) FROM complaint_thread l WHERE l.complaint_id = r.id))
UNION SELECT t.key FROM begun b CROSS JOIN thread t CROSS JOIN complaint_thread s
WHERE t.source_id = :source AND t.key = b.key AND s.complaint_id = b.id AND s.thread_id = t.id
ORDER BY 1)";
}  // namespace

bool SourceStore::AwaitsFirstVisit(SourceId source) {
  std::optional<UtcTime> first_visit_at;
  sql::FetchOne(session_, kFirstVisit, With("source", source), Into(first_visit_at));
  return !first_visit_at;
}

namespace {

template <typename Each, typename... Exchange>
void ForEachThread(Session& session, const std::string& text, Each each, Exchange&&... exchange) {
  ThreadState row;
  sql::ForEachRow(
      session, text.c_str(), [&] { each(row); }, exchange..., Into(row.thread), Into(row.url),
      Into(row.signature), Into(row.views), Into(row.pages), Into(row.posts),
      Into(row.last_post_at), Into(row.read_whole_at), Into(row.look_again_at), Into(row.gone),
      Into(row.waiting));
}

}  // namespace

std::vector<std::string> SourceStore::WatchedThreads(SourceId source, UtcTime now) {
  std::vector<std::string> watched;
  std::string thread;
  sql::ForEachRow(
      session_, kWatched.c_str(), [&] { watched.push_back(thread); },
      With("since", now - kWatchMissed), With("source", source),
      With("list_errs_by", Duration(kListErrsBy).count()), Into(thread));
  return watched;
}

std::optional<ThreadState> SourceStore::LoadThread(SourceId source, const std::string& thread) {
  std::optional<ThreadState> found;
  ForEachThread(
      session_, kThread, [&](const ThreadState& row) { found = row; }, With("source", source),
      With("key", thread));
  return found;
}

Cursor SourceStore::LoadCursor(SourceId source, UtcTime now, UtcTime young_since) {
  Cursor cursor;
  cursor.first_visit = AwaitsFirstVisit(source);
  cursor.recall = [store = *this, source](const std::string& thread) mutable {
    return store.LoadThread(source, thread);
  };
  const auto at_hand = [&](const ThreadState& row) { cursor.threads.emplace(row.thread, row); };
  ForEachThread(session_, kWaiting, at_hand, With("source", source));
  ForEachThread(session_, kYoung, at_hand, With("source", source), With("since", young_since));
  sql::FetchOne(session_, kReadable, With("source", source), With("handful", Cursor::kHandful),
                Into(cursor.readable));
  sql::FetchOne(session_, kNewest, With("source", source), With("now", now),
                Into(cursor.newest_post_at));
  cursor.watched = WatchedThreads(source, now);
  for (const std::string& watched : cursor.watched) {
    if (const auto state = LoadThread(source, watched)) {
      at_hand(*state);
    }
  }
  return cursor;
}

namespace {
constexpr const char* kSaveThread = R"(INSERT INTO thread
  (source_id, key, remembered, url, signature, views, pages, posts, last_post_at, read_whole_at,
  gone, waiting)
VALUES (:source, :key, 1, :url, :signature, :views, :pages, :posts, :last_post, :read_whole,
  :gone, :waiting)
ON CONFLICT (source_id, key) DO UPDATE SET remembered = 1, url = excluded.url,
  signature = excluded.signature, views = excluded.views, pages = excluded.pages,
  posts = excluded.posts, last_post_at = excluded.last_post_at,
  read_whole_at = excluded.read_whole_at, gone = excluded.gone, waiting = excluded.waiting)";
}

void SourceStore::SaveThread(SourceId source, const ThreadState& state) {
  sql::Execute(session_, kSaveThread, With("source", source), With("key", state.thread),
               With("url", state.url), With("signature", state.signature),
               With("views", state.views), With("pages", state.pages), With("posts", state.posts),
               With("last_post", state.last_post_at), With("read_whole", state.read_whole_at),
               With("gone", state.gone), With("waiting", state.waiting));
}

namespace {
constexpr const char* kVisited = R"(SELECT c.name || '/' || s.name, s.first_visit_at
FROM source s JOIN community c ON c.id = s.community_id
WHERE s.first_visit_at IS NOT NULL ORDER BY s.first_visit_at, s.id)";
constexpr const char* kFinishVisit =
    "UPDATE source SET first_visit_at = :now WHERE id = :source AND first_visit_at IS NULL";
}  // namespace

std::vector<std::pair<std::string, UtcTime>> SourceStore::Watched() {
  std::vector<std::pair<std::string, UtcTime>> watched;
  std::pair<std::string, UtcTime> row;
  sql::ForEachRow(
      session_, kVisited, [&] { watched.push_back(row); }, Into(row.first), Into(row.second));
  return watched;
}

bool SourceStore::FinishVisit(SourceId source, UtcTime now) {
  return sql::Execute(session_, kFinishVisit, With("now", now), With("source", source)) > 0;
}

namespace {
constexpr const char* kLoadHealth = R"(SELECT c.name || '/' || s.name, s.blind_visits,
  s.failed_visits, s.trouble_reason, s.last_good_at, s.seen_at, s.trouble_since_at,
  s.trouble_episode, s.last_said_at
FROM source s JOIN community c ON c.id = s.community_id WHERE s.id = :source)";
constexpr const char* kSaveHealth = R"(UPDATE source SET blind_visits = :blind,
  failed_visits = :failed, trouble_reason = :reason, last_good_at = :good,
  seen_at = :seen, trouble_since_at = :since, trouble_episode = :episode, last_said_at = :said
WHERE id = :source)";
}  // namespace

SourceHealth SourceStore::LoadHealth(SourceId source) {
  SourceHealth health;
  if (!sql::FetchOne(session_, kLoadHealth, With("source", source), Into(health.name),
                     Into(health.blind_visits), Into(health.failed_visits), Into(health.reason),
                     Into(health.last_good_at), Into(health.seen_at), Into(health.trouble_since),
                     Into(health.episode), Into(health.last_said_at))) {
    throw StoreError("no source " + std::to_string(Raw(source)));
  }
  return health;
}

void SourceStore::SaveHealth(SourceId source, const SourceHealth& health) {
  sql::Execute(session_, kSaveHealth, With("blind", health.blind_visits),
               With("failed", health.failed_visits), With("reason", health.reason),
               With("good", health.last_good_at), With("seen", health.seen_at),
               With("since", health.trouble_since), With("episode", health.episode),
               With("said", health.last_said_at), With("source", source));
}

namespace {
constexpr const char* kNoteGap = R"(INSERT INTO gap (source_id, from_at, to_at, reason)
VALUES (:source, :from, :to, :reason))";
constexpr const char* kGaps = R"(SELECT from_at, to_at, reason FROM gap
WHERE source_id = :source AND to_at >= :since ORDER BY to_at)";
}  // namespace

void SourceStore::NoteGap(SourceId source, const Gap& gap) {
  sql::Execute(session_, kNoteGap, With("source", source), With("from", gap.from),
               With("to", gap.to), With("reason", gap.reason));
}

std::vector<Gap> SourceStore::Gaps(SourceId source, UtcTime since) {
  std::vector<Gap> gaps;
  Gap gap;
  sql::ForEachRow(
      session_, kGaps, [&] { gaps.push_back(gap); }, With("source", source), With("since", since),
      Into(gap.from), Into(gap.to), Into(gap.reason));
  return gaps;
}

namespace {
constexpr const char* kAllGaps = R"(SELECT c.name || '/' || s.name, g.from_at, g.to_at, g.reason
FROM gap g JOIN source s ON s.id = g.source_id JOIN community c ON c.id = s.community_id
WHERE g.to_at >= :since ORDER BY s.id, g.to_at)";
}  // namespace

std::vector<std::pair<std::string, Gap>> SourceStore::AllGaps(UtcTime since) {
  std::vector<std::pair<std::string, Gap>> gaps;
  std::pair<std::string, Gap> row;
  sql::ForEachRow(
      session_, kAllGaps, [&] { gaps.push_back(row); }, With("since", since), Into(row.first),
      Into(row.second.from), Into(row.second.to), Into(row.second.reason));
  return gaps;
}

namespace {
constexpr const char* kLoadValidator =
    "SELECT etag, last_modified FROM validator WHERE source_id = :source AND url = :url";
constexpr const char* kSaveValidator = R"(INSERT INTO validator
  (source_id, url, etag, last_modified)
VALUES (:source, :url, :etag, :modified)
ON CONFLICT (source_id, url) DO UPDATE SET etag = excluded.etag,
  last_modified = excluded.last_modified)";
}  // namespace

std::optional<Validator> SourceStore::LoadValidator(SourceId source, std::string_view url) {
  Validator found;
  if (!sql::FetchOne(session_, kLoadValidator, With("source", source), With("url", url),
                     Into(found.etag), Into(found.last_modified))) {
    return std::nullopt;
  }
  return found;
}

void SourceStore::SaveValidator(SourceId source, std::string_view url, const Validator& validator) {
  sql::Execute(session_, kSaveValidator, With("source", source), With("url", url),
               With("etag", validator.etag), With("modified", validator.last_modified));
}

namespace {
constexpr const char* kKeepPage =
    "INSERT INTO kept_page (source_id, url, reason, bytes, kept_at) "
    "VALUES (:source, :url, :reason, :bytes, :kept_at)";
constexpr const char* kDropOldPages = R"(DELETE FROM kept_page
WHERE source_id = :source AND id NOT IN
  (SELECT id FROM kept_page WHERE source_id = :newest_of ORDER BY id DESC LIMIT 5))";
constexpr const char* kKeptPages =
    "SELECT url, reason, bytes, kept_at FROM kept_page WHERE source_id = :source ORDER BY id DESC";
}  // namespace

void SourceStore::KeepPage(SourceId source, const KeptPage& page) {
  sql::Execute(
      session_, kKeepPage, With("source", source), With("url", page.url),
      With("reason", page.reason),
      sql::WithBytes("bytes", session_, std::string_view(page.bytes).substr(0, kLongestPage)),
      With("kept_at", page.at));
  sql::Execute(session_, kDropOldPages, With("source", source), With("newest_of", source));
}

std::vector<KeptPage> SourceStore::KeptPages(SourceId source) {
  std::vector<KeptPage> pages;
  KeptPage page;
  sql::ForEachRow(
      session_, kKeptPages, [&] { pages.push_back(page); }, With("source", source), Into(page.url),
      Into(page.reason), sql::IntoBytes(session_, page.bytes), Into(page.at));
  return pages;
}

}  // namespace forumwatch
