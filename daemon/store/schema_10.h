// Migration 10, frozen. Replies that the service posts on a forum (B12): each approval of each
// complaint once in a thread. approval_id: the step that approved the text. url: of the source when
// it was asked for. doubts: attempts of which nobody knows whether they were taken. held: the forum
// has held one. in_doubt: it may stand on the forum unseen. copied: the row is of a restored copy.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema10[] = {
    R"(CREATE TABLE posting (
  id INTEGER PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  approval_id INTEGER NOT NULL REFERENCES step (id),
  source_id INTEGER NOT NULL REFERENCES source (id),
  url TEXT NOT NULL,
  thread TEXT NOT NULL,
  text TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  who TEXT NOT NULL,
  ordered_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  orders INTEGER NOT NULL DEFAULT 1,
  doubts INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  claimed_at INTEGER,
  held INTEGER NOT NULL DEFAULT 0,
  in_doubt INTEGER NOT NULL DEFAULT 0,
  copied INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  forum_post TEXT NOT NULL DEFAULT '',
  changed_at INTEGER NOT NULL,
  UNIQUE (approval_id, source_id, thread)) STRICT)",
    R"(CREATE INDEX posting_due ON posting (due_at) WHERE due_at IS NOT NULL)",
    R"(CREATE INDEX posting_claimed ON posting (id) WHERE state = 'claimed')",
    R"(CREATE INDEX posting_complaint ON posting (complaint_id))",
    R"(CREATE INDEX posting_thread ON posting (source_id, thread))",
};

}  // namespace forumwatch
