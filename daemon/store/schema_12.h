// Migration 12, frozen. Who objects to being asked about how a matter was handled (C2), for good:
// person: as PersonOf says; complaint_id: where it was said. Until now that was kept with the
// complaint alone: it was said of whoever spoke of it first.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema12[] = {
    R"(CREATE TABLE objection (
  person TEXT PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  since_at INTEGER NOT NULL) STRICT)",
    R"(INSERT OR IGNORE INTO objection (person, complaint_id, since_at)
SELECT CASE WHEN p.author_id <> '' THEN t.source_id || '/account/' || p.author_id
    WHEN p.author IN ('', '匿名') THEN t.source_id || '/post/' || p.id
    ELSE t.source_id || '/name/' || p.author END, s.complaint_id, s.done_at
FROM step s JOIN post p ON p.id = (SELECT w.id
    FROM segment g JOIN post w ON w.id = g.post_id
    WHERE g.complaint_id = s.complaint_id AND w.official = 0
    ORDER BY MIN(COALESCE(g.said_at, w.posted_at, w.seen_at), COALESCE(g.said_at, w.seen_at)), w.id
    LIMIT 1)
  JOIN thread t ON t.id = p.thread_id
WHERE s.what = 'revisit_waived' AND s.detail = '客户不愿' ORDER BY s.id)",
};

}  // namespace forumwatch
