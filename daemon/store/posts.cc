#include "daemon/store/posts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

// A post on record, with when its values were first seen.
struct KnownPost {
  PostId id{};
  SeenPost seen;
  UtcTime changed_at{};
  std::optional<UtcTime> missing_since;
  std::optional<UtcTime> gone_since;

  bool operator==(const KnownPost&) const = default;
};

// The title is the thread's; only the opening post says it.
bool SameContent(const SeenPost& a, const SeenPost& b) {
  return a.text == b.text && (a.title == b.title || !a.is_first) && a.author == b.author &&
         a.official == b.official;
}

// `takes` says which of two known values wins; an unknown one never does.
class Sighting {
 public:
  explicit Sighting(bool newer) : newer_(newer) {}

  void Update(std::string& known, const std::string& seen) const {
    if (!seen.empty() && (newer_ || known.empty())) {
      known = seen;
    }
  }
  template <typename T>
  void Update(std::optional<T>& known, const std::optional<T>& seen) const {
    if (seen && (newer_ || !known)) {
      known = seen;
    }
  }
  template <typename T>
  static void Fill(std::optional<T>& known, const std::optional<T>& seen) {
    if (!known) {
      known = seen;
    }
  }
  [[nodiscard]] bool newer() const { return newer_; }

 private:
  bool newer_;
};

SeenPost Merged(SeenPost known, const SeenPost& seen, const Sighting& sighting) {
  sighting.Update(known.title, seen.title);
  sighting.Update(known.author, seen.author);
  sighting.Update(known.author_id, seen.author_id);
  sighting.Update(known.quotes, seen.quotes);
  sighting.Update(known.url, seen.url);
  sighting.Update(known.floor, seen.floor);
  sighting.Update(known.edited_at, seen.edited_at);
  sighting.Update(known.views, seen.views);
  sighting.Update(known.replies, seen.replies);
  sighting.Update(known.likes, seen.likes);
  Sighting::Fill(known.posted_at, seen.posted_at);
  if (sighting.newer()) {
    known.text = seen.text;  // a post may lose its text; that is a change like any other
    // Who answered for the company then did so, whoever leaves its list of accounts later.
    known.official = known.official || seen.official;
    known.attachments = seen.attachments;
    known.is_first = seen.is_first;
  }
  return known;
}

constexpr const char* kFindKnown = R"(SELECT p.id, p.floor, p.is_first, p.title, p.author,
  p.author_id, p.official, p.posted_at, p.edited_at, p.quotes, p.text, p.url, p.views, p.replies,
  p.likes, p.attachments, p.changed_at, p.missing_since_at, p.gone_since_at
FROM thread t JOIN post p ON p.thread_id = t.id
WHERE t.source_id = :source AND t.key = :thread AND p.key = :post)";

std::optional<KnownPost> FindKnown(Session& session, SourceId source, const SeenPost& key) {
  KnownPost known;
  SeenPost& seen = known.seen;
  if (!sql::FetchOne(session, kFindKnown, With("source", source), With("thread", key.thread),
                     With("post", key.post), Into(known.id), Into(seen.floor), Into(seen.is_first),
                     Into(seen.title), Into(seen.author), Into(seen.author_id), Into(seen.official),
                     Into(seen.posted_at), Into(seen.edited_at), Into(seen.quotes), Into(seen.text),
                     Into(seen.url), Into(seen.views), Into(seen.replies), Into(seen.likes),
                     Into(seen.attachments), Into(known.changed_at), Into(known.missing_since),
                     Into(known.gone_since))) {
    return std::nullopt;
  }
  seen.thread = key.thread;
  seen.post = key.post;
  return known;
}

constexpr const char* kFindThread =
    "SELECT id FROM thread WHERE source_id = :source AND key = :thread";
constexpr const char* kInsertThread =
    "INSERT INTO thread (source_id, key) VALUES (:source, :thread) RETURNING id";

std::optional<ThreadId> FindThread(Session& session, SourceId source, std::string_view thread) {
  ThreadId id{};
  if (!sql::FetchOne(session, kFindThread, With("source", source), With("thread", thread),
                     Into(id))) {
    return std::nullopt;
  }
  return id;
}

ThreadId EnsureThread(Session& session, SourceId source, std::string_view thread) {
  if (const auto known = FindThread(session, source, thread)) {
    return *known;
  }
  ThreadId id{};
  sql::FetchOne(session, kInsertThread, With("source", source), With("thread", thread), Into(id));
  return id;
}

constexpr const char* kInsertPost = R"(INSERT INTO post (thread_id, key, channel, floor, is_first,
  title, author, author_id, official, posted_at, edited_at, quotes, text, url, views, replies, likes,
  attachments, seen_at, changed_at)
VALUES (:thread, :key, :channel, :floor, :is_first, :title, :author, :author_id, :official,
  :posted_at, :edited_at, :quotes, :text, :url, :views, :replies, :likes, :attachments,
  :seen_at, :changed_at)
RETURNING id)";

PostId InsertPost(Session& session, ThreadId thread, const SeenPost& seen, Channel channel,
                  UtcTime seen_at) {
  PostId id{};
  sql::FetchOne(
      session, kInsertPost, With("thread", thread), With("key", seen.post),
      With("channel", Name(channel)), With("floor", seen.floor), With("is_first", seen.is_first),
      With("title", seen.title), With("author", seen.author), With("author_id", seen.author_id),
      With("official", seen.official), With("posted_at", seen.posted_at),
      With("edited_at", seen.edited_at), With("quotes", seen.quotes), With("text", seen.text),
      With("url", seen.url), With("views", seen.views), With("replies", seen.replies),
      With("likes", seen.likes), With("attachments", seen.attachments), With("seen_at", seen_at),
      With("changed_at", seen_at), Into(id));
  return id;
}

constexpr const char* kUpdatePost = R"(UPDATE post SET floor = :floor, is_first = :is_first,
  title = :title, author = :author, author_id = :author_id, official = :official,
  posted_at = :posted_at, edited_at = :edited_at, quotes = :quotes, text = :text, url = :url,
  views = :views, replies = :replies, likes = :likes, attachments = :attachments,
  changed_at = :changed_at, missing_since_at = :missing, gone_since_at = :gone
WHERE id = :id)";

void UpdatePost(Session& session, const KnownPost& post) {
  const SeenPost& seen = post.seen;
  sql::Execute(session, kUpdatePost, With("floor", seen.floor), With("is_first", seen.is_first),
               With("title", seen.title), With("author", seen.author),
               With("author_id", seen.author_id), With("official", seen.official),
               With("posted_at", seen.posted_at), With("edited_at", seen.edited_at),
               With("quotes", seen.quotes), With("text", seen.text), With("url", seen.url),
               With("views", seen.views), With("replies", seen.replies), With("likes", seen.likes),
               With("attachments", seen.attachments), With("changed_at", post.changed_at),
               With("missing", post.missing_since), With("gone", post.gone_since),
               With("id", post.id));
}

constexpr const char* kInsertRevision = R"(INSERT INTO revision
  (post_id, title, author, text, official, seen_at, replaced_at)
VALUES (:post, :title, :author, :text, :official, :seen_at, :replaced_at))";

void InsertRevision(Session& session, const KnownPost& old, UtcTime since, UtcTime replaced_at) {
  sql::Execute(session, kInsertRevision, With("post", old.id), With("title", old.seen.title),
               With("author", old.seen.author), With("text", old.seen.text),
               With("official", old.seen.official), With("seen_at", since),
               With("replaced_at", replaced_at));
}

RecordedPost RecordAgain(Session& session, const KnownPost& known, const SeenPost& seen,
                         UtcTime seen_at, UtcTime now) {
  KnownPost next = known;
  next.changed_at = std::min(known.changed_at, now);
  next.seen = Merged(known.seen, seen, Sighting(seen_at >= next.changed_at));
  RecordedPost recorded{known.id, PostChange::Same, {}};
  if (known.missing_since &&
      (seen_at > *known.missing_since || (seen_at >= now && *known.missing_since > now))) {
    next.missing_since.reset();
    next.gone_since.reset();
    recorded.change = known.gone_since ? PostChange::Restored : PostChange::Same;
  }
  // A name or title that had been unknown is no change of what was said.
  if (SeenPost filled = Merged(known.seen, seen, Sighting(false));
      !SameContent(filled, next.seen)) {
    InsertRevision(session, known, next.changed_at, seen_at);
    next.changed_at = seen_at;
    recorded.change = PostChange::Revised;
    recorded.previous_text = known.seen.text;
  }
  if (next != known) {
    UpdatePost(session, next);
  }
  return recorded;
}

}  // namespace

RecordedPost PostStore::Record(SourceId source, const SeenPost& seen, Channel channel,
                               UtcTime seen_at, UtcTime now) {
  return sql::InContext([&] { return "recording post " + seen.post + " of thread " + seen.thread; },
                        [&] {
                          if (const auto known = FindKnown(session_, source, seen)) {
                            return RecordAgain(session_, *known, seen, seen_at, now);
                          }
                          const ThreadId thread = EnsureThread(session_, source, seen.thread);
                          return RecordedPost{InsertPost(session_, thread, seen, channel, seen_at),
                                              PostChange::New,
                                              {}};
                        });
}

namespace {

// What readings have said of a post so far.
struct Presence {
  PostId id{};
  std::string key;
  std::optional<UtcTime> missing_since;
  std::optional<UtcTime> gone_since;
};

constexpr const char* kPresence =
    "SELECT id, key, missing_since_at, gone_since_at FROM post WHERE thread_id = :thread "
    "ORDER BY id";
constexpr const char* kSetPresence =
    "UPDATE post SET missing_since_at = :missing, gone_since_at = :gone WHERE id = :id";
constexpr const char* kLookAgain = "UPDATE thread SET look_again_at = :at WHERE id = :id";

std::vector<Presence> PresenceIn(Session& session, ThreadId thread) {
  std::vector<Presence> posts;
  Presence post;
  sql::ForEachRow(
      session, kPresence, [&] { posts.push_back(post); }, With("thread", thread), Into(post.id),
      Into(post.key), Into(post.missing_since), Into(post.gone_since));
  return posts;
}

// True when the reading changes what is known of the post.
bool Note(Presence& post, bool present, bool absent, UtcTime now, ReadingChanges& changes) {
  if (present && post.missing_since) {
    if (post.gone_since) {
      changes.restored.push_back(post.id);
    }
    post.missing_since.reset();
    post.gone_since.reset();
    return true;
  }
  if (present || !absent || post.gone_since) {
    return false;
  }
  if (!post.missing_since) {
    post.missing_since = now;
    changes.missing.push_back(post.id);
    return true;
  }
  if (*post.missing_since > now) {  // by a clock that was ahead
    post.missing_since = now;
    return true;
  }
  if (now - *post.missing_since < PostStore::kConfirmAfter) {
    return false;
  }
  post.gone_since = now;
  changes.gone.push_back(post.id);
  return true;
}

}  // namespace

ReadingChanges PostStore::NoteReading(SourceId source, const ThreadReading& reading, UtcTime now) {
  ReadingChanges changes;
  const auto thread = FindThread(session_, source, reading.state.thread);
  if (!thread) {
    return changes;
  }
  const std::set<std::string_view> seen(reading.post_ids.begin(), reading.post_ids.end());
  std::optional<UtcTime> look_again;
  for (Presence& post : PresenceIn(session_, *thread)) {
    if (Note(post, seen.contains(post.key), reading.whole || reading.gone, now, changes)) {
      sql::Execute(session_, kSetPresence, With("missing", post.missing_since),
                   With("gone", post.gone_since), With("id", post.id));
    }
    if (post.missing_since && !post.gone_since) {
      const UtcTime at = *post.missing_since + kConfirmAfter;
      look_again = std::min(look_again.value_or(at), at);
    }
  }
  sql::Execute(session_, kLookAgain, With("at", look_again), With("id", *thread));
  return changes;
}

}  // namespace forumwatch
