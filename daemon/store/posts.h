// Posts as they were seen, their revisions, and their disappearance; nothing is ever deleted. A
// post is known by (source, thread, post id). Throws StoreError.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/grouping/community_memory.h"
#include "analysis/model/ids.h"
#include "analysis/model/post.h"
#include "crawlers/crawler.h"
#include "daemon/store/session.h"

namespace forumwatch {

enum class PostChange {
  New,
  Revised,   // text, author, official or an opening post's title differ: the old values are kept
  Restored,  // had been gone, is there again, otherwise the same
  Same
};

struct RecordedPost {
  PostId id{};
  PostChange change = PostChange::Same;
  std::string previous_text;  // Revised only
};

struct StoredPost {
  PostId id{};
  SourceId source{};
  CommunityId community{};
  Channel channel = Channel::Forum;
  SeenPost seen;
  UtcTime seen_at{};                     // when it was first seen
  std::optional<UtcTime> missing_since;  // a whole reading did not show it
  std::optional<UtcTime> gone_since;     // … nor did another, ten minutes later or more
  std::optional<ReplyKind> reply;        // official posts, once understood

  // When it was posted as far as we can tell: never later than seen, "seen" when unknown.
  [[nodiscard]] UtcTime at() const {
    return seen.posted_at && *seen.posted_at < seen_at ? *seen.posted_at : seen_at;
  }
};

// The values a post had from seen_at until replaced_at.
struct PostRevision {
  std::string title;
  std::string author;
  std::string text;
  bool official = false;
  UtcTime seen_at{};
  UtcTime replaced_at{};

  bool operator==(const PostRevision&) const = default;
};

// What a reading says of posts that were known before.
struct ReadingChanges {
  std::vector<PostId> missing;   // first seen missing now
  std::vector<PostId> gone;      // confirmed now
  std::vector<PostId> restored;  // had been gone
};

struct MatterRow {
  CommunityId community{};
  Matter matter;
  ComplaintId complaint{};
};

// The form of Matter::thread, ::post and ::quotes: unique within a community. "" stays "".
std::string KeyInCommunity(SourceId source, std::string_view key);

// The part of a post's text a segment covers; "" for 0,0. Code points are counted as in formats.md
// §3; bounds outside the text are cut.
std::string_view SegmentText(std::string_view text, const Segment& segment);

class PostStore {
 public:
  // A post (thread) missing in two whole readings at least this far apart is gone.
  static constexpr std::chrono::minutes kConfirmAfter{10};

  explicit PostStore(Session& session) : session_(session) {}

  // An unknown value ("" for title, author, author_id, quotes, url; nullopt) never replaces a known
  // one, and posted_at stays as first known. A sighting older than the one on record changes
  // nothing but unknown values. What is on record as seen after `now` was seen by a clock that was
  // ahead: it counts as seen now, so that it holds nothing back.
  RecordedPost Record(SourceId source, const SeenPost& seen, Channel channel, UtcTime seen_at,
                      UtcTime now);

  // After the posts of the reading were recorded. Sets the thread's look_again_at while a post is
  // missing and not confirmed.
  ReadingChanges NoteReading(SourceId source, const ThreadReading& reading, UtcTime now);

  std::optional<StoredPost> Load(PostId post);
  std::optional<StoredPost> Find(SourceId source, std::string_view thread, std::string_view post);
  // Gone ones included; the opening post first, then by floor, unknown floors last as recorded.
  std::vector<StoredPost> OfThread(SourceId source, std::string_view thread);
  // The opening post, gone or not; nullopt while it was never seen.
  std::optional<StoredPost> FirstOfThread(SourceId source, std::string_view thread);
  std::vector<PostRevision> RevisionsOf(PostId post);  // oldest first
  // First seen in [from, to), in that order. Reads the whole table: for commands, not for the loop.
  std::vector<StoredPost> SeenBetween(UtcTime from, UtcTime to);
  // First seen earlier, and seen changed in [from, to), as recorded. Likewise.
  std::vector<StoredPost> RevisedBetween(UtcTime from, UtcTime to);

  // Every segment that belongs to a complaint, in the order posts were recorded: rebuilds
  // CommunityMemory. Of one community, or of all in one walk. Nothing may be written meanwhile.
  void ForEachMatterRow(std::optional<CommunityId> community,
                        const std::function<void(const MatterRow&)>& each);

 private:
  Session& session_;
};

}  // namespace forumwatch
