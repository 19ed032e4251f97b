#include "daemon/store/handling.h"

#include "daemon/store/sql.h"
#include "daemon/store/steps.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
// What an edit brought was first seen with that edit, which the forum may date before.
constexpr const char* kHeard = R"(SELECT COALESCE(g.said_at, p.posted),
  CASE WHEN g.said_at > p.posted THEN COALESCE((SELECT MIN(r.replaced_at) FROM revision r
      WHERE r.post_id = p.id AND r.replaced_at >= g.said_at), p.seen_at)
    ELSE p.seen_at END
FROM segment g JOIN (SELECT id, official, seen_at,
    MIN(COALESCE(posted_at, seen_at), seen_at) AS posted FROM post) p ON p.id = g.post_id
WHERE g.complaint_id = :complaint AND p.official = 0)";
constexpr const char* kTold = R"(WITH RECURSIVE family (id) AS (
  VALUES (:complaint)
  UNION SELECT c.id FROM complaint c JOIN family f ON c.merged_into = f.id)
SELECT alerted_at, sent_at FROM (SELECT a.alerted_at, (SELECT MIN(d.ended_at) FROM delivery d
    WHERE d.alert_id = a.id AND d.state = 'sent') AS sent_at
  FROM alert a WHERE a.complaint_id IN (SELECT id FROM family))
WHERE sent_at IS NOT NULL)";
}  // namespace

HandlingRecord ReadHandling(Session& session, ComplaintId complaint) {
  HandlingRecord record;
  HandlingRecord::Heard heard;
  sql::ForEachRow(
      session, kHeard, [&] { record.heard.push_back(heard); }, With("complaint", complaint),
      Into(heard.at), Into(heard.seen_at));
  HandlingRecord::Told told;
  sql::ForEachRow(
      session, kTold, [&] { record.told.push_back(told); }, With("complaint", complaint),
      Into(told.decided_at), Into(told.sent_at));
  record.steps = StepStore(session).WithMerged(complaint);
  return record;
}

}  // namespace forumwatch
