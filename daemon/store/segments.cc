#include "daemon/store/segments.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

const std::string kSegments = R"(SELECT id, start_point, end_point, kind, class, topics, specialty,
  cause, cause_item, flags, place, supports, confidence, reasons, decision, complaint_id,
  said_at, by_hand
FROM segment
)";
const std::string kOfPost = kSegments + "WHERE post_id = :post ORDER BY ordinal";
const std::string kSegmentsOfComplaint =
    kSegments + "WHERE complaint_id = :complaint ORDER BY post_id, ordinal";

std::string_view MainTopic(const Segment& segment) {
  return segment.topics.empty() ? std::string_view() : segment.topics.front();
}

bool SameMatter(const Segment& a, const Segment& b) {
  return a.kind == b.kind && a.place == b.place && MainTopic(a) == MainTopic(b) &&
         a.supports == b.supports;
}

bool SamePlaceInText(const Segment& a, const Segment& b) {
  return a.start == b.start && a.end == b.end;
}

// For each new segment the old one it continues, each old one at most once: one that also stands
// where it stood before the others.
std::vector<const StoredSegment*> Continued(const std::vector<StoredSegment>& old,
                                            const std::vector<Segment>& now) {
  std::vector<const StoredSegment*> found(now.size(), nullptr);
  for (const bool in_place : {true, false}) {
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (found[i] != nullptr) {
        continue;
      }
      const auto match = std::find_if(old.begin(), old.end(), [&](const StoredSegment& candidate) {
        return SameMatter(candidate.segment, now[i]) &&
               (!in_place || SamePlaceInText(candidate.segment, now[i])) &&
               std::find(found.begin(), found.end(), &candidate) == found.end();
      });
      found[i] = match == old.end() ? nullptr : &*match;
    }
  }
  return found;
}

constexpr const char* kInsertSegment =
    R"(INSERT INTO segment (post_id, ordinal, start_point, end_point,
  kind, class, topics, specialty, cause, cause_item, flags, place, supports, confidence, reasons)
VALUES (:owner, :ordinal, :start, :end, :kind, :class, :topics, :specialty, :cause, :cause_item,
  :flags, :place, :supports, :confidence, :reasons)
RETURNING id)";
constexpr const char* kUpdateSegment =
    R"(UPDATE segment SET ordinal = :ordinal, start_point = :start,
  end_point = :end, kind = :kind, class = :class, topics = :topics, specialty = :specialty,
  cause = :cause, cause_item = :cause_item, flags = :flags, place = :place, supports = :supports,
  confidence = :confidence, reasons = :reasons
WHERE id = :owner RETURNING id)";

// `owner`: the post of a new segment, the segment itself of a known one.
SegmentId Write(Session& session, const char* text, std::int64_t owner, std::size_t ordinal,
                const Segment& segment) {
  SegmentId id{};
  sql::FetchOne(session, text, With("owner", owner), With("ordinal", ordinal),
                With("start", segment.start), With("end", segment.end),
                With("kind", ChineseName(segment.kind)), With("class", segment.complaint_class),
                With("topics", WriteTexts(segment.topics)), With("specialty", segment.specialty),
                With("cause", segment.cause), With("cause_item", segment.cause_item),
                With("flags", WriteTexts(segment.flags)), With("place", segment.place),
                With("supports", segment.supports), With("confidence", segment.confidence),
                With("reasons", WriteTexts(segment.reasons)), Into(id));
  return id;
}

constexpr const char* kDelete = "DELETE FROM segment WHERE id = :id";
constexpr const char* kSetReply = "UPDATE post SET reply = :reply WHERE id = :post";

std::optional<std::string_view> NameOf(std::optional<ReplyKind> reply) {
  return reply ? std::optional(Name(*reply)) : std::nullopt;
}

}  // namespace

std::vector<SegmentId> SegmentStore::SaveUnderstanding(PostId post,
                                                       const Understanding& understanding) {
  const std::vector<StoredSegment> old = OfPost(post);
  const auto continued = Continued(old, understanding.segments);
  for (const StoredSegment& segment : old) {
    if (std::find(continued.begin(), continued.end(), &segment) == continued.end()) {
      sql::Execute(session_, kDelete, With("id", segment.id));
    }
  }
  std::vector<SegmentId> ids;
  for (std::size_t i = 0; i < continued.size(); ++i) {
    const Segment& segment = understanding.segments[i];
    ids.push_back(continued[i] != nullptr
                      ? Write(session_, kUpdateSegment, Raw(continued[i]->id), i, segment)
                      : Write(session_, kInsertSegment, Raw(post), i, segment));
  }
  sql::Execute(session_, kSetReply, With("reply", NameOf(understanding.reply)), With("post", post));
  return ids;
}

namespace {
constexpr const char* kPlace = R"(UPDATE segment SET complaint_id = :complaint,
  decision = :decision, decision_confidence = :confidence, decision_reasons = :reasons,
  suggested = :suggested, said_at = COALESCE(:said_at, said_at)
WHERE id = :id)";
// Earlier when an earlier post of the thread is found; never later, whatever is edited.
constexpr const char* kSpeaksOf =
    R"(INSERT INTO complaint_thread (complaint_id, thread_id, since_at)
SELECT g.complaint_id, p.thread_id,
  COALESCE(g.said_at, MIN(COALESCE(p.posted_at, p.seen_at), p.seen_at))
FROM segment g JOIN post p ON p.id = g.post_id
WHERE g.id = :id AND g.complaint_id IS NOT NULL
ON CONFLICT (complaint_id, thread_id) DO UPDATE SET since_at = MIN(since_at, excluded.since_at))";
}  // namespace

void SegmentStore::Place(SegmentId segment, const Placement& placement,
                         std::optional<ComplaintId> complaint, std::optional<UtcTime> said_at) {
  if (sql::Execute(session_, kPlace, With("complaint", complaint),
                   With("decision", Name(placement.decision)),
                   With("confidence", placement.confidence),
                   With("reasons", WriteTexts(placement.reasons)),
                   With("suggested", WriteComplaintIds(placement.suggested)),
                   With("said_at", said_at), With("id", segment)) == 0) {
    throw StoreError("no segment " + std::to_string(Raw(segment)));
  }
  sql::Execute(session_, kSpeaksOf, With("id", segment));
}

namespace {
constexpr const char* kKeepByHand = "UPDATE segment SET by_hand = 1 WHERE id = :id";
}  // namespace

void SegmentStore::KeepByHand(SegmentId segment) {
  sql::Execute(session_, kKeepByHand, With("id", segment));
}

namespace {

template <typename Key>
std::vector<StoredSegment> LoadSegments(Session& session, const std::string& text, Key&& key) {
  std::vector<StoredSegment> segments;
  StoredSegment row;
  Segment& segment = row.segment;
  std::string kind;
  std::string topics;
  std::string flags;
  std::string reasons;
  std::string decision;
  sql::ForEachRow(
      session, text.c_str(),
      [&] {
        segment.kind = KindOf(kind);
        segment.topics = ReadTexts(topics);
        segment.flags = ReadTexts(flags);
        segment.reasons = ReadTexts(reasons);
        row.decision = DecisionOf(decision);
        segments.push_back(row);
      },
      std::forward<Key>(key), Into(row.id), Into(segment.start), Into(segment.end), Into(kind),
      Into(segment.complaint_class), Into(topics), Into(segment.specialty), Into(segment.cause),
      Into(segment.cause_item), Into(flags), Into(segment.place), Into(segment.supports),
      Into(segment.confidence), Into(reasons), Into(decision), Into(row.complaint),
      Into(row.said_at), Into(row.by_hand));
  return segments;
}

}  // namespace

std::vector<StoredSegment> SegmentStore::OfPost(PostId post) {
  return LoadSegments(session_, kOfPost, With("post", post));
}

std::vector<StoredSegment> SegmentStore::OfComplaint(ComplaintId complaint) {
  return LoadSegments(session_, kSegmentsOfComplaint, With("complaint", complaint));
}

namespace {

const std::string kDecisions =
    R"(SELECT s.id, p.id, p.key, t.key, s.start_point, s.end_point,
  s.decision, s.decision_confidence, s.decision_reasons, s.suggested, s.complaint_id
FROM segment s JOIN post p ON p.id = s.post_id JOIN thread t ON t.id = p.thread_id
)";
const std::string kDecisionsOfComplaint =
    kDecisions + "WHERE s.complaint_id = :complaint ORDER BY p.id, s.ordinal";
const std::string kDecisionsOfPost = kDecisions + "WHERE s.post_id = :post ORDER BY s.ordinal";

template <typename Key>
std::vector<DecisionRow> Decisions(Session& session, const std::string& text, Key&& key) {
  std::vector<DecisionRow> decisions;
  DecisionRow row;
  std::string decision;
  std::string reasons;
  std::string suggested;
  sql::ForEachRow(
      session, text.c_str(),
      [&] {
        row.placement.decision = DecisionOf(decision);
        row.placement.reasons = ReadTexts(reasons);
        row.placement.suggested = ReadComplaintIds(suggested);
        row.placement.complaint.reset();
        if (row.placement.decision == Decision::Join) {
          row.placement.complaint = row.complaint;
        }
        decisions.push_back(row);
      },
      std::forward<Key>(key), Into(row.segment), Into(row.post), Into(row.forum_post),
      Into(row.thread), Into(row.start), Into(row.end), Into(decision),
      Into(row.placement.confidence), Into(reasons), Into(suggested), Into(row.complaint));
  return decisions;
}

}  // namespace

std::vector<DecisionRow> SegmentStore::LoadDecisions(ComplaintId complaint) {
  return Decisions(session_, kDecisionsOfComplaint, With("complaint", complaint));
}

std::vector<DecisionRow> SegmentStore::DecisionsOf(PostId post) {
  return Decisions(session_, kDecisionsOfPost, With("post", post));
}

}  // namespace forumwatch
