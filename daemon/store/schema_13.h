// Migration 13, frozen. From here on a danger sign that is said anew after a re-opening is told of
// again (B10; its episode bears the number of re-openings above the signs' bits), and somebody else
// is told where nobody takes notice of a re-opening (B12). What was there before is taken as said:
// of each re-opened complaint the signs that were told of, also where its posts are part of it
// since a merge, and the call for a second person for each clock that runs since, or before, a
// re-opening. A step has a name (revisit_allowed) that a program before it takes for damage: it
// must not open the store.
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
};

}  // namespace forumwatch
