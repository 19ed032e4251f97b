// Replies that the service is to post on a forum, and what has become of each. An approval is
// posted once in a thread, whatever is ordered how often. A claim is on record before anything is
// sent; one that a dead run has left may have been sent. Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/ids.h"
#include "analysis/model/step.h"
#include "daemon/store/session.h"

namespace forumwatch {

enum class PostingId : std::int64_t {};

enum class PostingState {
  Waiting,  // nothing of it was sent, or what was sent was not taken
  Claimed,  // it is being sent
  Unsure,   // it was sent, and nobody knows whether it was taken
  Held,     // the forum has it, a moderator has to let it pass
  Posted,   // it stands in the thread
  Refused   // it will not be sent any more, unless somebody asks for it again
};
std::string_view Name(PostingState state);         // "waiting" …
std::string_view ChineseName(PostingState state);  // 待发 …

struct Posting {
  PostingId id{};
  ComplaintId complaint{};
  SourceId source{};
  std::string thread;  // the forum's id
  std::string url;     // of the source, when it was asked for
  std::string text;    // as approved
  UtcTime drafted_at{};
  std::string who;  // asked for it
  UtcTime ordered_at{};
  PostingState state = PostingState::Waiting;
  std::optional<UtcTime> due_at;  // when it is looked at again
  int attempts = 0;               // since it was asked for, the one under way included
  int orders = 1;                 // how often it was asked for
  int doubts = 0;    // attempts since then of which nobody knows whether they were taken
  int failures = 0;  // in a row: looks and attempts that came to nothing
  std::optional<UtcTime> claimed_at;  // the last attempt
  bool in_doubt = false;   // Refused: it may stand on the forum, or wait there, all the same
  bool copied = false;     // of a restored copy: what was done since is not on record
  std::string reason;      // of the state, for people
  std::string forum_post;  // the forum's id, "" unknown
  UtcTime changed_at{};
};

// What has become of a posting. `due`: until then nothing is done about it; nullopt: nothing ever.
struct PostingNote {
  PostingState state = PostingState::Waiting;
  std::optional<UtcTime> due = std::nullopt;
  std::string_view reason = {};
  int failures = 0;
  bool in_doubt = false;
  bool doubt = false;  // one attempt more of which nobody knows
};

class PostingStore {
 public:
  explicit PostingStore(Session& session) : session_(session) {}

  // The latest approval of this complaint is to be posted; what is not about the order is not
  // looked at. nullopt: it was asked for before, and is under way or done; one that was refused is
  // to be tried again.
  std::optional<PostingId> Order(const Posting& posting, UtcTime now);
  std::optional<Posting> Find(PostingId id);
  std::vector<Posting> Of(ComplaintId complaint);  // in the order they were asked for
  std::vector<Posting> OfThread(SourceId source, std::string_view thread);  // likewise
  bool EverHeld(SourceId source);  // one that the service sent there

  std::vector<Posting> Due(UtcTime now);  // longest due first
  std::optional<UtcTime> NextDue();

  // Before anything is sent: one attempt more. False: it is not to be sent any more.
  bool Claim(PostingId id, UtcTime now);
  void Note(PostingId id, const PostingNote& note, UtcTime now);
  void NotePost(PostingId id, std::string_view forum_post);

  // At a start: what was being sent when a run died may have been taken.
  int TakeOver(UtcTime look_at, std::string_view reason);
  // For a clock that was put back: nothing waits longer than until then.
  void PullIn(UtcTime at);

 private:
  // `text` names ids.
  std::vector<Posting> Load(const char* text, std::int64_t key);
  std::vector<Posting> Load(const std::vector<PostingId>& ids);
  Session& session_;
};

}  // namespace forumwatch
