// Complaints and what the store knows about each: its mentions, the staff's replies, its views,
// when it must be looked at next. Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  UtcTime at{};        // posted_at, never later than seen; when seen if unknown
  bool online = true;  // said on the forum, not by a visit, a call, a letter …
  bool official = false;
  bool supports = false;
  bool is_first = false;
  bool gone = false;
  std::string url;
};

// A staff post of a thread that speaks of a complaint, as it stands now.
struct StaffPost {
  PostId post{};
  std::string forum_post;  // the forum's id
  UtcTime at{};            // posted_at, never later than seen; when seen if unknown
  ReplyKind kind = ReplyKind::Other;
  std::string text;
  std::optional<UtcTime> edited_at;  // as the forum says
  UtcTime seen_at{};
  UtcTime changed_at{};    // when it was first seen as it stands; seen_at where it never changed
  bool quotes_it = false;  // it quotes a post of the complaint
  bool shared = false;     // by then its thread spoke of another complaint as well
  // The complaint is what the thread began with, and the post quotes nobody who complained.
  bool speaks_to_the_thread = false;
  bool too_early = false;   // posted before its thread spoke of the complaint
  bool taken_back = false;  // gone, but not together with what it answered
};

// A thread that has spoken of a complaint, whatever became of its posts.
struct ThreadOfComplaint {
  SourceId source{};
  std::string thread;  // the forum's id
  bool online = true;  // as above
  UtcTime since{};     // never moves later
};

class ComplaintStore {
 public:
  explicit ComplaintStore(Session& session) : session_(session) {}

  ComplaintId Insert(const Complaint& complaint);  // complaint.id is not looked at
  void Update(const Complaint& complaint);         // StoreError when there is no such complaint
  std::optional<Complaint> Load(ComplaintId id);
  // By id; those merged into another are left out.
  std::vector<Complaint> List(CommunityId community, std::optional<ComplaintStatus> status);
  std::vector<Complaint> ListAll(std::optional<ComplaintStatus> status);  // of every community

  // Live and open ones after that one, by id, at most so many.
  std::vector<Complaint> OpenAfter(ComplaintId after, int limit);

  std::vector<Mention> MentionsOf(ComplaintId id);  // in the order posts were recorded
  // After the one and up to the other; staff's left out.
  int MentionsBetween(ComplaintId id, UtcTime since, UtcTime until);
  // Of its threads, in the order they were recorded. Those that are too early or were taken back
  // answer nothing; one that went with the thread, or after what it answered, still does.
  std::vector<StaffPost> StaffPostsFor(ComplaintId id);
  std::optional<int> ViewsOf(ComplaintId id);  // of its most viewed thread
  std::vector<ComplaintId> InThread(SourceId source, std::string_view thread);  // by id
  std::vector<ThreadOfComplaint> ThreadsOf(ComplaintId id);                     // earliest first

  // E4: all mentions go to `into`, whose opened_at becomes the earlier of both (history aside);
  // `from` is closed, its open duties are void, it is never due for a look again. A repeat changes
  // nothing. That is a person's word: none of its mentions is placed anew.
  void Merge(ComplaintId from, ComplaintId into);
  std::optional<ComplaintId> MergedInto(ComplaintId id);
  // The complaint itself, or the one it was merged into in the end; StoreError when there is none.
  Complaint Surviving(ComplaintId id);

  // After this mention was taken out of it by hand: its thread is none of the complaint's any more
  // when it holds no other; when the mention was what the thread began with, it begins later now.
  void TakeOutOfThread(ComplaintId id, const Mention& mention);

  void SetNextLook(ComplaintId id, std::optional<UtcTime> at);
  std::optional<UtcTime> NextLookAt(ComplaintId id);
  void LookBy(UtcTime at);  // none that is to be looked at waits longer
  std::vector<ComplaintId> DueForLook(UtcTime now, int limit);  // longest due first
  std::optional<UtcTime> NextLook();                            // the earliest of all

 private:
  Session& session_;
};

}  // namespace forumwatch
