// The order of things: what happens between a post being seen and somebody being told. Read this
// room first. Each call is one transaction: when it returns, everything it decided is on record;
// when it throws, nothing is. Loop thread. Throws StoreError.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "analysis/alerting/health.h"
#include "analysis/grouping/community_memory.h"
#include "analysis/model/ids.h"
#include "analysis/model/post.h"
#include "config/config.h"
#include "crawlers/crawler.h"
#include "daemon/complaint_care.h"
#include "daemon/store/complaints.h"
#include "daemon/store/outbox.h"
#include "daemon/store/posts.h"
#include "daemon/store/segments.h"
#include "daemon/store/session.h"
#include "daemon/store/sources.h"

namespace forumwatch {

// A board as the store knows it.
struct SourceOnRecord {
  SourceId id{};
  CommunityId community{};
  bool first_visit = true;  // none was ever completed
};

// Posts that came by another way than a visit: an import, an archive.
struct ArrivedPost {
  SeenPost seen;
  Channel channel = Channel::Forum;
  UtcTime seen_at{};
};

// What became of posts that were handed in.
struct PostCounts {
  int fresh = 0;
  int revised = 0;   // known, with other words
  int repeated = 0;  // known as they are
};

class Pipeline {
 public:
  // Session and config outlive the pipeline. Reads what is known of every community.
  Pipeline(Session& session, const Config& config);

  // `horizon`: posts of this source older than that are history, recorded and grouped without
  // clocks and alerts. Kept from the first time the source is named; later values do not count.
  SourceOnRecord Register(std::string_view community, std::string_view source,
                          std::string_view engine, std::string_view url, UtcTime horizon);

  // What a page showed. Until the visit is over what it changed says nothing (a staff reply, or the
  // post that began it, may stand on another page or in another thread), save what is due anyway.
  void OnPage(const SourceOnRecord& source, const Reading& reading, UtcTime now);
  PostCounts OnPosts(const SourceOnRecord& source, std::span<const ArrivedPost> posts, UtcTime now);

  // A visit is over: what its pages touched is looked at. `complete`: every page asked for was
  // read, so the first visit is behind us.
  void OnVisitEnd(const SourceOnRecord& source, const VisitResult& result, bool complete,
                  UtcTime now);

  // What came due without a post. Looks at a bounded number of complaints; call again while
  // NextTick() is not after now.
  void OnTick(UtcTime now);
  [[nodiscard]] std::optional<UtcTime> NextTick();

  // Heat and clocks of every complaint of a community as they stand at `now`.
  void BringUpToDate(CommunityId community, UtcTime now);

  // Within the caller's transaction. After a person did something about a complaint: its figures
  // and clocks are right at once; what is to be said waits for OnTick, and for the end of a visit
  // that has touched it. After a person said that two are one, or that one is two.
  void Recount(ComplaintId complaint, UtcTime now);
  void Merged(CommunityId community, ComplaintId from, ComplaintId into);
  void Regrouped(CommunityId community) { memories_.erase(community); }

 private:
  // What one transaction is about.
  struct Turn {
    const SourceOnRecord& source;
    UtcTime now;
    std::set<ComplaintId> touched;
  };

  PostChange Take(Turn& turn, const ArrivedPost& arrived);
  void Understand(Turn& turn, const StoredPost& post, std::optional<UtcTime> revised_at);
  UtcTime RevisedAt(PostId post, const ArrivedPost& arrived);
  std::optional<Segment> MatterOfThread(SourceId source, std::string_view thread);
  // What the post was a mention of before it was revised, since when, and whether a person said so.
  struct LeftMention {
    UtcTime said_at;
    bool by_hand = false;
    std::string topic;  // the main one
  };
  using Left = std::map<ComplaintId, LeftMention>;
  void Group(Turn& turn, const StoredPost& post, Left left, std::optional<UtcTime> revised_at);
  Placement Decide(const CommunityMemory& memory, const Matter& matter, const Left& left,
                   const std::set<std::string>& topics);
  ComplaintId Open(Turn& turn, const StoredPost& post, const Matter& matter);
  void NoteReadings(Turn& turn, const Reading& page);
  void TouchThread(Turn& turn, std::string_view thread);
  void Reconsider(Turn& turn);
  void Defer(Turn& turn);
  void LookAtAwaiting(Turn& turn);
  bool IsOf(SourceId source, ComplaintId complaint);
  CommunityMemory& MemoryOf(CommunityId community);

  Session& session_;
  const Config& config_;
  SourceStore sources_;
  PostStore posts_;
  SegmentStore segments_;
  ComplaintStore complaints_;
  OutboxStore outbox_;
  ComplaintCare care_;
  std::map<CommunityId, CommunityMemory> memories_;
  bool remembers_ = false;                              // what the store held at the start
  std::map<SourceId, std::set<ComplaintId>> awaiting_;  // the end of a visit under way
};

}  // namespace forumwatch
