// Migration 13, frozen. From here on a danger sign that is said anew after a re-opening is told of
// again (B10; its episode bears the number of re-openings above the signs' bits), and somebody else
// is told where nobody takes notice of a re-opening (B12). What was there before is taken as said:
// of each re-opened complaint the signs that were told of, also where its posts are part of it
// since a merge, and the call for a second person for each clock that runs since, or before, a
// re-opening. What was done about a part counts for the whole, too (B2): whoever spoke after it,
// and was spoken for by a working day that was told to have run out, has one of his own from now
// on, which is told of already. A step has a name (revisit_allowed) that a program before it takes
// for damage: it must not open the store.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema13[] = {
    R"(INSERT OR IGNORE INTO taken_as_said (complaint_id, rule, episode)
WITH RECURSIVE family (whole, part) AS (
  SELECT complaint_id, complaint_id FROM step WHERE what = 'reopened' GROUP BY complaint_id
  UNION SELECT f.whole, c.id FROM family f JOIN complaint c ON c.merged_into = f.part),
told (id, signs) AS (SELECT complaint_id, episode FROM alert WHERE rule = 'danger'
  UNION ALL SELECT complaint_id, episode FROM taken_as_said WHERE rule = 'danger')
SELECT f.whole, 'danger', 16 * (SELECT COUNT(*) FROM step s
    WHERE s.complaint_id = f.whole AND s.what = 'reopened') +
  MAX(t.signs & 1) + MAX(t.signs & 2) + MAX(t.signs & 4) + MAX(t.signs & 8)
FROM family f JOIN told t ON t.id = f.part GROUP BY f.whole)",
    R"(INSERT OR IGNORE INTO taken_as_said (complaint_id, rule, episode)
SELECT d.complaint_id, 'complaint.unacknowledged', d.episode FROM duty d
WHERE d.kind = 'first_reply' AND EXISTS (SELECT 1 FROM step s
  WHERE s.complaint_id = d.complaint_id AND s.what = 'reopened' AND s.done_at >= d.starts_at))",
    R"(INSERT OR IGNORE INTO taken_as_said (complaint_id, rule, episode)
WITH RECURSIVE family (whole, part) AS (
  SELECT merged_into, id FROM complaint WHERE merged_into IS NOT NULL
  UNION SELECT f.whole, c.id FROM family f JOIN complaint c ON c.merged_into = f.part)
SELECT d.complaint_id, 'working_day.overdue', 1 + (SELECT MAX(l.episode) FROM duty l
    WHERE l.complaint_id = d.complaint_id AND l.kind = d.kind)
FROM duty d JOIN alert a ON a.complaint_id = d.complaint_id AND a.episode = d.episode
WHERE d.kind = 'working_day' AND d.satisfied_at IS NULL AND a.rule = 'working_day.overdue'
  AND EXISTS (SELECT 1 FROM family f JOIN step s ON s.complaint_id = f.part
      JOIN complaint_thread t ON t.complaint_id = f.whole
    WHERE f.whole = d.complaint_id AND s.what IN ('responded', 'handled')
      AND s.done_at >= d.starts_at AND t.since_at > s.done_at AND t.since_at <= d.due_at
      AND NOT EXISTS (SELECT 1 FROM step u WHERE u.done_at > s.done_at
        AND (u.complaint_id = f.part AND u.what = 'reopened'
          OR u.complaint_id = f.whole AND u.what = 'split'))))",
};

}  // namespace forumwatch
