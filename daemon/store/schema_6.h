// Migration 6, frozen. post.attachments: how many pictures and files stand with it. thread.waiting:
// still to be read or tried again, as its signature said before; with the indexes by which a visit
// finds what it has to have at hand. source.seen_at: when the last visit that read its list began.
// gap: from when to when it was not seen, and why.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema6[] = {
    "ALTER TABLE post ADD COLUMN attachments INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE thread ADD COLUMN waiting INTEGER NOT NULL DEFAULT 1",
    R"(UPDATE thread SET waiting = 0
WHERE key <> '' AND signature <> '' AND signature NOT GLOB 'pending*'
  AND signature NOT GLOB 'unread*')",
    R"(CREATE INDEX thread_waiting ON thread (source_id)
WHERE remembered = 1 AND (waiting = 1 OR look_again_at IS NOT NULL))",
    "CREATE INDEX thread_young ON thread (source_id, last_post_at)",
    "ALTER TABLE source ADD COLUMN seen_at INTEGER",
    "UPDATE source SET seen_at = last_good_at",
    R"(CREATE TABLE gap (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  reason TEXT NOT NULL) STRICT)",
    "CREATE INDEX gap_source ON gap (source_id, to_at)",
};

}  // namespace forumwatch
