// ComplaintStore: the staff's posts in the threads of a complaint.
#include <algorithm>

#include "daemon/store/complaints.h"
#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

// In the thread that spoke of the complaint first its own beginning decides (opened_at). A post
// that was taken back answers nothing, unless it went with what it answered. What was recorded
// after what it answers, and seen before, was seen by a clock that had been put back.
constexpr const char* kStaffPosts = R"(WITH
  spoken AS MATERIALIZED (
    SELECT thread_id, since_at FROM complaint_thread WHERE complaint_id = :complaint),
  mention AS MATERIALIZED (
    SELECT m.id, m.thread_id, m.key, m.gone_since_at
    FROM segment g JOIN post m ON m.id = g.post_id WHERE g.complaint_id = :complaint),
  staff AS (
    SELECT p.*, spoken.since_at, CASE
      WHEN p.seen_at < spoken.since_at AND p.posted_at >= spoken.since_at AND p.id >
        (SELECT MIN(mention.id) FROM mention WHERE mention.thread_id = p.thread_id)
        THEN spoken.since_at
      ELSE MIN(COALESCE(p.posted_at, p.seen_at), p.seen_at) END AS at
    FROM spoken CROSS JOIN post p
    WHERE p.thread_id = spoken.thread_id AND p.official = 1 AND p.channel = 'forum')
SELECT p.id, p.key, p.at, p.seen_at, p.reply, p.text, p.edited_at, p.changed_at,
  EXISTS (SELECT 1 FROM mention WHERE mention.thread_id = p.thread_id AND mention.key = p.quotes),
  EXISTS (SELECT 1 FROM post m JOIN segment g ON g.post_id = m.id
    WHERE m.thread_id = p.thread_id AND g.complaint_id <> :complaint
      AND COALESCE(g.said_at, MIN(COALESCE(m.posted_at, m.seen_at), m.seen_at))
        <= p.at),
  EXISTS (SELECT 1 FROM post o JOIN segment g ON g.post_id = o.id
    WHERE o.thread_id = p.thread_id AND o.is_first = 1 AND g.complaint_id = :complaint
      AND NOT EXISTS (SELECT 1 FROM segment f
        WHERE f.post_id = o.id AND f.complaint_id IS NOT NULL AND f.ordinal < g.ordinal))
    AND NOT EXISTS (SELECT 1 FROM post m JOIN segment g ON g.post_id = m.id
      WHERE m.thread_id = p.thread_id AND m.key = p.quotes AND g.complaint_id IS NOT NULL),
  p.at < p.since_at
    AND p.since_at <> (SELECT MIN(since_at) FROM spoken),
  p.gone_since_at IS NOT NULL AND NOT (
    EXISTS (SELECT 1 FROM mention WHERE mention.thread_id = p.thread_id)
    AND NOT EXISTS (
      SELECT 1 FROM mention WHERE mention.thread_id = p.thread_id
        AND (mention.gone_since_at IS NULL OR mention.gone_since_at > p.gone_since_at)))
FROM staff p
ORDER BY p.id)";

}  // namespace

std::vector<StaffPost> ComplaintStore::StaffPostsFor(ComplaintId id) {
  std::vector<StaffPost> posts;
  StaffPost row;
  std::string kind;
  sql::ForEachRow(
      session_, kStaffPosts,
      [&] {
        row.kind = ReplyKindFromName(kind).value_or(ReplyKind::Other);
        posts.push_back(row);
      },
      With("complaint", id), Into(row.post), Into(row.forum_post), Into(row.at), Into(row.seen_at),
      Into(kind), Into(row.text), Into(row.edited_at), Into(row.changed_at), Into(row.quotes_it),
      Into(row.shared), Into(row.speaks_to_the_thread), Into(row.too_early), Into(row.taken_back));
  return posts;
}

}  // namespace forumwatch
