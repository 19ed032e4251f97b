#include "daemon/store/decisions.h"

#include <map>
#include <utility>

#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

constexpr const char* kNoteSorted =
    "INSERT INTO sorted_mention (step_id, segment_id, moved) VALUES (:step, :segment, :moved)";

constexpr const char* kSorted = R"(SELECT m.segment_id, m.step_id, m.moved, s.what = 'merged'
FROM sorted_mention m JOIN step s ON s.id = m.step_id ORDER BY m.segment_id, m.step_id)";

// Confirmed is the complaint as it was then. A cause that came with a merge was said of what was
// there at that merge: the first by which a complaint came that has it confirmed.
constexpr const char* kDecided = R"(WITH told (id, at) AS (
  SELECT c.id, COALESCE(
    (SELECT MAX(s.done_at) FROM step s WHERE s.complaint_id = c.id AND s.what = 'cause_confirmed'),
    (SELECT MIN(s.done_at) FROM step s JOIN complaint came ON s.detail = 'C' || came.id
      WHERE s.complaint_id = c.id AND s.what = 'merged' AND came.cause_confirmed = 1))
  FROM complaint c WHERE c.cause_confirmed = 1)
SELECT g.id, g.start_point, g.end_point, g.complaint_id, p.id, t.source_id, t.key,
  c.cause, c.cause_item, told.at IS NOT NULL
    AND (g.by_hand = 1 OR MAX(p.seen_at, COALESCE(g.said_at, 0)) <= told.at)
FROM segment g JOIN complaint c ON c.id = g.complaint_id JOIN post p ON p.id = g.post_id
  JOIN thread t ON t.id = p.thread_id LEFT JOIN told ON told.id = c.id
WHERE p.official = 0 AND (c.cause_confirmed = 1
  OR EXISTS (SELECT 1 FROM sorted_mention m WHERE m.segment_id = g.id))
ORDER BY p.id, g.ordinal)";

}  // namespace

void DecisionStore::NoteSorted(StepId step, std::span<const Mention> moved,
                               std::span<const Mention> stayed) {
  for (const bool of_moved : {true, false}) {
    for (const Mention& mention : of_moved ? moved : stayed) {
      sql::Execute(session_, kNoteSorted, With("step", step), With("segment", mention.segment),
                   With("moved", of_moved));
    }
  }
}

std::vector<DecidedMention> DecisionStore::Decided() {
  std::map<SegmentId, std::vector<SortedBy>> sorted;
  SegmentId segment{};
  SortedBy by;
  sql::ForEachRow(
      session_, kSorted, [&] { sorted[segment].push_back(by); }, Into(segment), Into(by.step),
      Into(by.moved), Into(by.same));
  std::vector<DecidedMention> mentions;
  DecidedMention row;
  bool cause_is_said = false;
  const auto take = [&] {
    DecidedMention mention = row;
    if (!cause_is_said) {
      mention.cause.clear();
      mention.cause_item.clear();
    }
    if (const auto found = sorted.find(segment); found != sorted.end()) {
      mention.sorted = found->second;
    }
    if (cause_is_said || !mention.sorted.empty()) {
      mentions.push_back(std::move(mention));
    }
  };
  sql::ForEachRow(session_, kDecided, take, Into(segment), Into(row.start), Into(row.end),
                  Into(row.complaint), Into(row.post), Into(row.source), Into(row.thread),
                  Into(row.cause), Into(row.cause_item), Into(cause_is_said));
  return mentions;
}

}  // namespace forumwatch
