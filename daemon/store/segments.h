// What was understood of posts, and where each segment was put with the reasons. Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/ids.h"
#include "daemon/store/session.h"

namespace forumwatch {

struct StoredSegment {
  SegmentId id{};
  Segment segment;
  Decision decision = Decision::None;
  std::optional<ComplaintId> complaint;  // it is a mention of
  std::optional<UtcTime> said_at;        // of what a revision brought; else the post said it
  bool by_hand = false;                  // a person said where it belongs
};

// A grouping decision as `explain` shows it.
struct DecisionRow {
  SegmentId segment{};
  PostId post{};
  std::string forum_post;  // the forum's id
  std::string thread;
  int start = 0;
  int end = 0;
  Placement placement;
  std::optional<ComplaintId> complaint;  // it is a mention of
};

class SegmentStore {
 public:
  explicit SegmentStore(Session& session) : session_(session) {}

  // In the order of understanding.segments. When a post is understood again, a segment about the
  // same matter (same kind, main topic and place) keeps its id and its complaint; the others go.
  std::vector<SegmentId> SaveUnderstanding(PostId post, const Understanding& understanding);

  // Records the decision; the segment is a mention of `complaint` from now on (none: of nothing).
  // `said_at`: of what a revision brought, else it was said when the post was.
  void Place(SegmentId segment, const Placement& placement, std::optional<ComplaintId> complaint,
             std::optional<UtcTime> said_at = std::nullopt);

  // A person has said where it belongs: it is never placed anew.
  void KeepByHand(SegmentId segment);

  std::vector<StoredSegment> OfPost(PostId post);                 // in order
  std::vector<StoredSegment> OfComplaint(ComplaintId complaint);  // in the order of their posts

  // Decisions about the complaint's own segments, in the order of their posts.
  std::vector<DecisionRow> LoadDecisions(ComplaintId complaint);
  std::vector<DecisionRow> DecisionsOf(PostId post);  // of all its segments, in order

 private:
  Session& session_;
};

}  // namespace forumwatch
