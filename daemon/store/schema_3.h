// Migration 3, frozen. complaint_thread: since when a thread speaks of a complaint, whatever is
// edited later. duty.began_in: the thread whose post started the episode, "source/thread".
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema3[] = {
    R"(CREATE TABLE complaint_thread (
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  since_at INTEGER NOT NULL,
  PRIMARY KEY (complaint_id, thread_id)) STRICT, WITHOUT ROWID)",
    "CREATE INDEX complaint_thread_thread ON complaint_thread (thread_id)",
    R"(INSERT INTO complaint_thread (complaint_id, thread_id, since_at)
SELECT g.complaint_id, p.thread_id,
  MIN(COALESCE(g.said_at, MIN(COALESCE(p.posted_at, p.seen_at), p.seen_at)))
FROM segment g JOIN post p ON p.id = g.post_id
WHERE g.complaint_id IS NOT NULL
GROUP BY g.complaint_id, p.thread_id)",
    "ALTER TABLE duty ADD COLUMN began_in TEXT NOT NULL DEFAULT ''",
};

}  // namespace forumwatch
