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
  std::string text;    // as approved
  UtcTime drafted_at{};
  std::string who;  // asked for it
  UtcTime ordered_at{};
  PostingState state = PostingState::Waiting;
  std::optional<UtcTime> due_at;  // when it is looked at again
  int attempts = 0;               // that may have reached the forum, the one under way included
  int failures = 0;               // in a row: looks and attempts that came to nothing
  std::string reason;             // of the state, for people
  std::string forum_post;         // the forum's id, "" unknown
  UtcTime changed_at{};
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

  std::vector<Posting> Due(UtcTime now);  // longest due first
  std::optional<UtcTime> NextDue();

  // Before anything is sent: one attempt more.
  void Claim(PostingId id, UtcTime now);
  // Until then nothing is done about it; nullopt: nothing ever.
  void Note(const Posting& posting, PostingState state, std::optional<UtcTime> due,
            std::string_view reason, UtcTime now);
  void NotePost(PostingId id, std::string_view forum_post);
  void CountFailures(PostingId id, int failures);

  // At a start: what was being sent when a run died may have been taken.
  int TakeOver(UtcTime look_at, std::string_view reason);
  // For a clock that was put back: nothing waits longer than until then.
  void PullIn(UtcTime at);

 private:
  // `text` names ids.
  std::vector<Posting> Load(const char* text, std::int64_t key);
  Session& session_;
};

}  // namespace forumwatch
