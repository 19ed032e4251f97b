// PostStore: what is read back.
#include <cstddef>

#include "analysis/text/code_points.h"
#include "daemon/store/encoding.h"
#include "daemon/store/posts.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

std::string KeyInCommunity(SourceId source, std::string_view key) {
  return key.empty() ? std::string() : std::to_string(Raw(source)) + "/" + std::string(key);
}

std::string_view SegmentText(std::string_view text, const Segment& segment) {
  return CodePoints(text, segment.start, segment.end);
}

namespace {

const std::string kPosts = R"(SELECT p.id, t.source_id, s.community_id, p.channel, t.key, p.key,
  p.floor, p.is_first, p.title, p.author, p.author_id, p.official, p.posted_at, p.edited_at,
  p.quotes, p.text, p.url, p.views, p.replies, p.likes, p.attachments, p.seen_at,
  p.missing_since_at, p.gone_since_at, p.reply
FROM post p JOIN thread t ON t.id = p.thread_id JOIN source s ON s.id = t.source_id
)";
const std::string kPostById = kPosts + "WHERE p.id = :id";
const std::string kPostByKey =
    kPosts + "WHERE t.source_id = :source AND t.key = :thread AND p.key = :post";
const std::string kPostsOfThread = kPosts +
                                   "WHERE t.source_id = :source AND t.key = :thread "
                                   "ORDER BY p.is_first DESC, p.floor IS NULL, p.floor, p.id";
const std::string kFirstPost = kPosts +
                               "WHERE t.source_id = :source AND t.key = :thread AND p.is_first = 1 "
                               "ORDER BY p.id LIMIT 1";
const std::string kPostsSeen =
    kPosts + "WHERE p.seen_at >= :from AND p.seen_at < :to ORDER BY p.seen_at, p.id";
const std::string kPostsRevised = kPosts + R"(WHERE p.seen_at < :from AND p.id IN (
  SELECT post_id FROM revision WHERE replaced_at >= :from AND replaced_at < :to)
ORDER BY p.id)";

template <typename... Key>
std::vector<StoredPost> LoadPosts(Session& session, const std::string& text, Key&&... key) {
  std::vector<StoredPost> posts;
  StoredPost post;
  SeenPost& seen = post.seen;
  std::string channel;
  std::string reply;
  sql::ForEachRow(
      session, text.c_str(),
      [&] {
        post.channel = ChannelFromName(channel).value_or(Channel::Forum);
        post.reply = ReplyKindFromName(reply);
        posts.push_back(post);
      },
      std::forward<Key>(key)..., Into(post.id), Into(post.source), Into(post.community),
      Into(channel), Into(seen.thread), Into(seen.post), Into(seen.floor), Into(seen.is_first),
      Into(seen.title), Into(seen.author), Into(seen.author_id), Into(seen.official),
      Into(seen.posted_at), Into(seen.edited_at), Into(seen.quotes), Into(seen.text),
      Into(seen.url), Into(seen.views), Into(seen.replies), Into(seen.likes),
      Into(seen.attachments), Into(post.seen_at), Into(post.missing_since), Into(post.gone_since),
      Into(reply));
  return posts;
}

std::optional<StoredPost> OnlyOne(std::vector<StoredPost> posts) {
  if (posts.empty()) {
    return std::nullopt;
  }
  return std::move(posts.front());
}

}  // namespace

std::optional<StoredPost> PostStore::Load(PostId post) {
  return OnlyOne(LoadPosts(session_, kPostById, With("id", post)));
}

std::optional<StoredPost> PostStore::Find(SourceId source, std::string_view thread,
                                          std::string_view post) {
  return OnlyOne(LoadPosts(session_, kPostByKey, With("source", source), With("thread", thread),
                           With("post", post)));
}

std::vector<StoredPost> PostStore::OfThread(SourceId source, std::string_view thread) {
  return LoadPosts(session_, kPostsOfThread, With("source", source), With("thread", thread));
}

std::optional<StoredPost> PostStore::FirstOfThread(SourceId source, std::string_view thread) {
  return OnlyOne(LoadPosts(session_, kFirstPost, With("source", source), With("thread", thread)));
}

std::vector<StoredPost> PostStore::SeenBetween(UtcTime from, UtcTime to) {
  return LoadPosts(session_, kPostsSeen, With("from", from), With("to", to));
}

std::vector<StoredPost> PostStore::RevisedBetween(UtcTime from, UtcTime to) {
  return LoadPosts(session_, kPostsRevised, With("from", from), With("to", to));
}

namespace {
constexpr const char* kRevisions = R"(SELECT title, author, text, official, seen_at, replaced_at
FROM revision WHERE post_id = :post ORDER BY id)";
}

std::vector<PostRevision> PostStore::RevisionsOf(PostId post) {
  std::vector<PostRevision> revisions;
  PostRevision row;
  sql::ForEachRow(
      session_, kRevisions, [&] { revisions.push_back(row); }, With("post", post), Into(row.title),
      Into(row.author), Into(row.text), Into(row.official), Into(row.seen_at),
      Into(row.replaced_at));
  return revisions;
}

namespace {

const std::string kMatter = R"(SELECT s.community_id, t.source_id, t.key, p.key, p.quotes, p.author,
  COALESCE(g.said_at, p.posted_at), COALESCE(g.said_at, p.seen_at), p.title, p.text, p.is_first,
  g.start_point, g.end_point, g.kind, g.class, g.topics, g.specialty, g.cause, g.cause_item,
  g.flags, g.place, g.supports, g.confidence, g.reasons, g.complaint_id )";
constexpr const char* kMattersOfPost = R"( AND g.post_id = p.id AND g.complaint_id IS NOT NULL
ORDER BY p.id, g.ordinal)";
// Streams in the order of the tables, without sorting texts: CROSS JOIN keeps the order.
const std::string kAllMatters = kMatter + R"(
FROM post p CROSS JOIN thread t CROSS JOIN source s CROSS JOIN segment g
WHERE t.id = p.thread_id AND s.id = t.source_id)" +
                                kMattersOfPost;
// The same of one community, by the numbers of its posts: nothing of others is read.
const std::string kMattersOf = kMatter + R"(
FROM post p CROSS JOIN thread t CROSS JOIN source s CROSS JOIN segment g
WHERE p.id IN (SELECT q.id FROM source z CROSS JOIN thread y CROSS JOIN post q
    WHERE z.community_id = :community AND y.source_id = z.id AND q.thread_id = y.id)
  AND t.id = p.thread_id AND s.id = t.source_id)" +
                               kMattersOfPost;

// The columns of kMatter that are not yet what a MatterRow holds.
struct MatterColumns {
  CommunityId community{};
  SourceId source{};
  std::string thread;
  std::string quotes;
  StoredPost post;
  std::string kind;
  std::string topics;
  std::string flags;
  std::string reasons;
  Segment segment;
  ComplaintId complaint{};
};

MatterRow ToMatterRow(const MatterColumns& row) {
  MatterRow result;
  Matter& matter = result.matter;
  matter.thread = KeyInCommunity(row.source, row.thread);
  matter.post = KeyInCommunity(row.source, row.post.seen.post);
  matter.quotes = KeyInCommunity(row.source, row.quotes);
  matter.author = row.post.seen.author;
  matter.at = row.post.at();
  matter.title = row.post.seen.title;
  matter.text = SegmentText(row.post.seen.text, row.segment);
  matter.is_first = row.post.seen.is_first;
  matter.segment = row.segment;
  matter.segment.kind = KindOf(row.kind);
  matter.segment.topics = ReadTexts(row.topics);
  matter.segment.flags = ReadTexts(row.flags);
  matter.segment.reasons = ReadTexts(row.reasons);
  result.community = row.community;
  result.complaint = row.complaint;
  return result;
}

}  // namespace

void PostStore::ForEachMatterRow(std::optional<CommunityId> community,
                                 const std::function<void(const MatterRow&)>& each) {
  MatterColumns row;
  SeenPost& seen = row.post.seen;
  Segment& segment = row.segment;
  const auto read = [&](const std::string& query, auto&&... with) {
    sql::ForEachRow(
        session_, query.c_str(), [&] { each(ToMatterRow(row)); }, with..., Into(row.community),
        Into(row.source), Into(row.thread), Into(seen.post), Into(row.quotes), Into(seen.author),
        Into(seen.posted_at), Into(row.post.seen_at), Into(seen.title), Into(seen.text),
        Into(seen.is_first), Into(segment.start), Into(segment.end), Into(row.kind),
        Into(segment.complaint_class), Into(row.topics), Into(segment.specialty),
        Into(segment.cause), Into(segment.cause_item), Into(row.flags), Into(segment.place),
        Into(segment.supports), Into(segment.confidence), Into(row.reasons), Into(row.complaint));
  };
  if (community) {
    read(kMattersOf, With("community", *community));
  } else {
    read(kAllMatters);
  }
}

}  // namespace forumwatch
