// Migration 10, frozen. Replies that the service posts on a forum (B12): each approval of each
// complaint once in a thread. approval_id: the step that approved the text.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema10[] = {
    R"(CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  approval_id INTEGER NOT NULL REFERENCES step (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  thread TEXT NOT NULL,
  text TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  who TEXT NOT NULL,
  ordered_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  forum_post TEXT NOT NULL DEFAULT '',
  changed_at INTEGER NOT NULL,
  UNIQUE (approval_id, source_id, thread)) STRICT)",
    R"(CREATE INDEX posting_due ON posting (due_at) WHERE due_at IS NOT NULL)",
    R"(CREATE INDEX posting_claimed ON posting (id) WHERE state = 'claimed')",
    R"(CREATE INDEX posting_complaint ON posting (complaint_id))",
};

}  // namespace forumwatch
