// What is done about a reply after it was looked for, or sent: errs towards a person. Pure; any
// thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "analysis/alerting/unposted.h"
#include "crawlers/sites/json_reply.h"
#include "crawlers/sites/thread_end.h"
#include "daemon/posting/found_post.h"
#include "daemon/store/postings.h"

namespace forumwatch {

constexpr std::chrono::hours kPostingPatience{24};  // since it was asked for
constexpr std::chrono::days kHeldFor{7};
constexpr std::chrono::milliseconds kLongestPostingPause = std::chrono::hours(1);
constexpr int kToldAfter = 3;        // failures in a row
constexpr int kSettlesToResend = 5;  // so often the forum is given its time before a second attempt

struct PostingResult {
  PostingState state = PostingState::Waiting;
  std::optional<UtcTime> due = std::nullopt;  // nothing is done about it until then, or ever
  std::string reason = {};                    // for people
  std::string post = {};                      // Posted, Held: the forum's id, where it is known
  std::optional<UnpostedBecause> tell = std::nullopt;
  bool found = false;   // Posted: it was there already
  bool failed = false;  // a look or an attempt came to nothing
  bool sent = false;    // an attempt was made
};

struct PostingMoment {
  UtcTime now{};
  Duration settle{};       // a forum is given to take what it may be at work on
  bool ever_held = false;  // the forum has held one of ours
};

// Refused, and a person is told by what may have become of it.
PostingResult GivenUp(const Posting& posting, std::string why,
                      UnpostedBecause unless_in_doubt = UnpostedBecause::Given);

// A look that was of no use, or an attempt (`sent`) after which the state is as given.
struct InVain {
  PostingState state = PostingState::Waiting;
  std::string reason;
  std::optional<std::chrono::seconds> wait;  // as the forum asks for
  bool sent = false;
};
PostingResult NotYet(const Posting& posting, const InVain& in_vain, const PostingMoment& moment);

// nullopt: it is to be sent.
std::optional<PostingResult> AfterLook(const Posting& posting, const ThreadEnd& thread,
                                       const FoundPost& found, const PostingMoment& moment);

PostingResult AfterAnswer(const Posting& posting, const ReplyAnswer& answer,
                          const PostingMoment& moment);

}  // namespace forumwatch
