// Migration 9, frozen. What migration 7 took as said is corrected where posts of before the watch
// began were all that showed it: a live post with such a sign is news. From how many people on they
// are a crowd the configuration says: where two spoke since, what was taken as said stays so. What
// closed complaints show is taken as said, since from here on their signs are said, too. As for
// alerts, whoever wrote a post shows its signs, and staff are no people.
// delivery.addressed_at: of one that was made after its alert, since the configuration named nobody
// until then.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema9[] = {
    "ALTER TABLE delivery ADD COLUMN addressed_at INTEGER",
    // Of each complaint, what its live posts show, and how many people spoke in them.
    R"(CREATE TABLE shown_9 (id INTEGER PRIMARY KEY, signs INTEGER NOT NULL,
  acts_together INTEGER NOT NULL, people INTEGER NOT NULL, woken INTEGER NOT NULL))",
    R"(INSERT INTO shown_9 (id, signs, acts_together, people, woken)
WITH mention (id, flags, live, person) AS (SELECT g.complaint_id, g.flags,
  MIN(COALESCE(g.said_at, p.posted_at, p.seen_at), COALESCE(g.said_at, p.seen_at)) >=
    COALESCE((SELECT CAST(m.value AS INTEGER) FROM meta m
      WHERE m.key = 'horizon/' || t.source_id), 0),
  CASE WHEN p.official = 1 THEN NULL
    WHEN p.author_id <> '' THEN t.source_id || '/account/' || p.author_id
    WHEN p.author IN ('', '匿名') THEN t.source_id || '/post/' || p.id
    ELSE t.source_id || '/name/' || p.author END
FROM segment g JOIN post p ON p.id = g.post_id JOIN thread t ON t.id = p.thread_id
WHERE g.complaint_id IS NOT NULL)
SELECT id,
  MAX(live AND flags LIKE '%曝光%') + 2 * MAX(live AND flags LIKE '%信访%') +
    4 * MAX(live AND flags LIKE '%诉讼%') + 8 * MAX(live AND flags LIKE '%过激%'),
  MAX(live AND flags LIKE '%群体%'), COUNT(DISTINCT CASE WHEN live THEN person END),
  MIN(live) = 0
FROM mention GROUP BY id)",
    R"(DELETE FROM taken_as_said WHERE rule IN ('danger', 'group_tendency') AND complaint_id IN
  (SELECT id FROM complaint WHERE history = 1))",
    R"(UPDATE taken_as_said SET episode = episode &
  (SELECT s.signs FROM shown_9 s WHERE s.id = taken_as_said.complaint_id)
WHERE rule = 'danger' AND complaint_id IN (SELECT id FROM shown_9 WHERE woken))",
    "DELETE FROM taken_as_said WHERE rule = 'danger' AND episode = 0",
    R"(DELETE FROM taken_as_said WHERE rule = 'group_tendency' AND complaint_id IN
  (SELECT id FROM shown_9 WHERE woken AND NOT acts_together AND people < 2))",
    R"(INSERT OR IGNORE INTO taken_as_said (complaint_id, rule, episode)
SELECT s.id, 'danger', s.signs FROM shown_9 s JOIN complaint c ON c.id = s.id
WHERE c.status = 'closed' AND s.signs > 0)",
    R"(INSERT OR IGNORE INTO taken_as_said (complaint_id, rule, episode)
SELECT s.id, 'group_tendency', 1 FROM shown_9 s JOIN complaint c ON c.id = s.id
WHERE c.status = 'closed' AND s.acts_together)",
    "DROP TABLE shown_9",
};

}  // namespace forumwatch
