// Migration 7, frozen. delivery.not_before_at: a delivery that waits for the end of quiet hours.
// taken_as_said: alerts that were never sent and are not sent any more, since the rule came with an
// upgrade and what it speaks of was there before: danger signs (a bit each: 曝光 1, 信访 2, 诉讼 4,
// 过激 8), a tendency to group complaint, drafts, anger at a reply (by the minute of the last
// reply), a surge (by the minute of the last post), likeness to another complaint.
#pragma once

namespace forumwatch {

inline constexpr const char* kSchema7[] = {
    "ALTER TABLE delivery ADD COLUMN not_before_at INTEGER",
    R"(CREATE TABLE taken_as_said (
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  rule TEXT NOT NULL,
  episode INTEGER NOT NULL,
  PRIMARY KEY (complaint_id, rule, episode)) STRICT, WITHOUT ROWID)",
    R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
SELECT id, 'danger', signs FROM (
  SELECT id, (flags LIKE '%曝光%') + 2 * (flags LIKE '%信访%') + 4 * (flags LIKE '%诉讼%') +
    8 * (flags LIKE '%过激%') AS signs FROM complaint)
WHERE signs > 0)",
    R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
SELECT id, 'group_tendency', 1 FROM complaint WHERE flags LIKE '%群体%' OR people >= 10)",
    R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
SELECT complaint_id, 'approval.waiting', COUNT(*) FROM step WHERE what = 'drafted'
GROUP BY complaint_id)",
    R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
SELECT t.complaint_id, 'reply.backlash', MAX(MIN(COALESCE(p.posted_at, p.seen_at), p.seen_at)) /
  60000000
FROM complaint_thread t JOIN post p ON p.thread_id = t.thread_id
WHERE p.official = 1 GROUP BY t.complaint_id)",
    R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
SELECT t.complaint_id, 'heat.surge', MAX(MIN(COALESCE(p.posted_at, p.seen_at), p.seen_at)) /
  60000000
FROM complaint_thread t JOIN post p ON p.thread_id = t.thread_id
WHERE p.official = 0 GROUP BY t.complaint_id)",
    R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
SELECT DISTINCT complaint_id, 'suggestion.merge', 1 FROM segment
WHERE decision = 'suggest' AND complaint_id IS NOT NULL)",
};

}  // namespace forumwatch
