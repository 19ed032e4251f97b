// Complaints and what the store knows about each: its mentions, the staff's replies, its views,
// when it must be looked at next. Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/duties.h"
#include "analysis/model/complaint.h"
#include "analysis/model/ids.h"
#include "daemon/store/session.h"

namespace forumwatch {

// One segment of one post that belongs to a complaint.
struct Mention {
  SegmentId segment{};
  PostId post{};
  SourceId source{};
  std::string forum_post;  // the forum's id
  std::string thread;      // the forum's id
  std::string author;
  std::string author_id;
  UtcTime at{};  // posted_at, never later than seen; when seen if unknown
  bool official = false;
  bool supports = false;
  bool is_first = false;
  bool gone = false;
  std::string url;
};

class ComplaintStore {
 public:
  explicit ComplaintStore(Session& session) : session_(session) {}

  ComplaintId Insert(const Complaint& complaint);  // complaint.id is not looked at
  void Update(const Complaint& complaint);         // StoreError when there is no such complaint
  std::optional<Complaint> Load(ComplaintId id);
  // By id; those merged into another are left out.
  std::vector<Complaint> List(CommunityId community, std::optional<ComplaintStatus> status);

  std::vector<Mention> MentionsOf(ComplaintId id);  // in the order posts were recorded
  // Staff posts, not gone, in threads in which the complaint has mentions; `by` is "post ID".
  std::vector<Reply> RepliesOf(ComplaintId id);
  std::optional<int> ViewsOf(ComplaintId id);  // of its most viewed thread
  std::vector<ComplaintId> InThread(SourceId source, std::string_view thread);  // by id

  // E4: all mentions go to `into`, whose opened_at becomes the earlier of both; `from` is closed,
  // its open duties are void, it is never due for a look again. A repeat changes nothing.
  void Merge(ComplaintId from, ComplaintId into);
  std::optional<ComplaintId> MergedInto(ComplaintId id);

  void SetNextLook(ComplaintId id, std::optional<UtcTime> at);
  std::optional<UtcTime> NextLookAt(ComplaintId id);
  std::vector<ComplaintId> DueForLook(UtcTime now, int limit);  // longest due first
  std::optional<UtcTime> NextLook();                            // the earliest of all

 private:
  // The complaint itself, or the one it was merged into in the end.
  Complaint Surviving(ComplaintId id);

  Session& session_;
};

}  // namespace forumwatch
