// Posts approved replies on forums that have an API for it (B12), each once. Before every attempt,
// the first included, the thread is read afresh, as the account that posts: what stands there is
// not sent, whoever put it there. A claim is on record before anything leaves; what may have been
// taken (no answer, 5xx, a run that died) is looked for, and sent once more after ten minutes,
// never twice, and not where the forum has held one of ours: then a person has to look. What a
// moderator has to let pass is not posted. One at a time in a forum; tried for a day. People are
// told by reply.unposted. Whether the first reply was given is not decided here: that is what is
// seen on the forum. Loop thread. Throws StoreError, also from the transport's turn.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "crawlers/sites/json_reply.h"
#include "crawlers/sites/thread_end.h"
#include "daemon/clock.h"
#include "daemon/pipeline.h"
#include "daemon/posting/posting_place.h"
#include "daemon/posting/posting_record.h"
#include "daemon/posting/posting_verdict.h"
#include "daemon/store/postings.h"
#include "daemon/store/session.h"

namespace forumwatch {

// What a poster works with; all of it outlives the poster.
struct PosterTools {
  Session& session;
  const Config& config;
  HttpTransport& transport;
  const Clock& clock;
  Pipeline& pipeline;
  // What the forum's robots.txt asks for between two pages; null: nothing.
  std::function<std::chrono::milliseconds(const std::string& url)> spacing = nullptr;
};

class ReplyPoster {
 public:
  explicit ReplyPoster(const PosterTools& tools);
  ~ReplyPoster();
  ReplyPoster(const ReplyPoster&) = delete;
  ReplyPoster& operator=(const ReplyPoster&) = delete;

  // How long a forum is given to take what it may be at work on, before it is looked for; and
  // between two replies.
  void SetPauses(Duration settle, Duration between) noexcept {
    settle_ = settle;
    between_ = between;
  }

  // Begins what is due. No transaction may be open.
  void Turn(UtcTime now);
  [[nodiscard]] std::optional<UtcTime> NextTurn();
  void ClockPutBack(UtcTime now);
  // Begins nothing more; what is only being looked at is given up. What is being sent is still
  // recorded when its answer comes.
  void Stop();
  [[nodiscard]] std::size_t sending() const noexcept;

 private:
  struct Task {
    Posting posting;
    const SourceConfig* source = nullptr;
    KnownPosts known;
    std::unique_ptr<ThreadEnd> end;
    std::optional<RequestId> asked;
    bool sending = false;
    UtcTime since{};  // when that was asked
  };
  void TakeOver(UtcTime now);
  void Begin(const Posting& posting, UtcTime now);
  // What needs no look at the forum.
  [[nodiscard]] std::optional<PostingResult> WhyNotBegun(const Posting& posting,
                                                         const SourceConfig* source);
  void AskForPage(const std::string& forum);
  void OnPage(const std::string& forum, HttpOutcome outcome);
  void Looked(const std::string& forum, UtcTime now);
  void Send(const std::string& forum, UtcTime now);
  void OnAnswer(const std::string& forum, HttpOutcome outcome);
  void GiveUpSilent(UtcTime now);
  [[nodiscard]] PostingMoment Moment(const Posting& posting, UtcTime now);
  // Why it must not be sent; "" it is claimed.
  NotPosted Claim(const Posting& posting, UtcTime now);
  void End(const std::string& forum, PostingResult result, UtcTime now);

  PosterTools tools_;
  PostingStore store_;
  PostingRecord record_;
  Duration settle_{std::chrono::minutes(2)};
  Duration between_{std::chrono::seconds(15)};
  std::map<SourceId, const SourceConfig*> sources_;  // as far as they were asked for
  std::map<std::string, Task> tasks_;                // by forum
  std::map<std::string, UtcTime> goes_on_;           // forums that have just been posted to
  std::optional<UtcTime> last_turn_;
  bool stopped_ = false;
};

}  // namespace forumwatch
