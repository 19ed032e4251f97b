#include "daemon/posting/posting_verdict.h"

#include <algorithm>
#include <utility>

#include "crawlers/http/politeness.h"
#include "daemon/posting/posting_place.h"

namespace forumwatch {
namespace {

constexpr std::chrono::minutes kHeldPause{10};
constexpr int kHeldShare = 6;  // of the time that it has been waiting

// A moderator lets it pass soon, or nobody knows when.
UtcTime HeldDue(const Posting& posting, UtcTime now) {
  return now + std::clamp<Duration>((now - posting.ordered_at) / kHeldShare, kHeldPause,
                                    kLongestPostingPause);
}

PostingResult StillHeld(const Posting& posting, std::string reason, const PostingMoment& moment) {
  if (posting.state == PostingState::Held &&
      moment.now >= posting.ordered_at + Duration(kHeldFor)) {
    return GivenUp(posting, "等了一周，版主没有放行；" + posting.reason);
  }
  PostingResult held{PostingState::Held, HeldDue(posting, moment.now), std::move(reason)};
  if (posting.state != PostingState::Held) {
    held.tell = UnpostedBecause::Held;
  }
  return held;
}

std::string Called(const SeenPost& post) {
  return "（帖 " + post.post + (post.author.empty() ? "" : "，" + post.author) + "）";
}

std::optional<PostingResult> AsFound(const Posting& posting, const FoundPost& found,
                                     const PostingMoment& moment) {
  switch (found.what) {
    case ReplyFinding::Posted:
      return PostingResult{.state = PostingState::Posted,
                           .reason = kStoodThere,
                           .post = found.post->post,
                           .found = true};
    case ReplyFinding::Changed:
      return PostingResult{.state = PostingState::Posted,
                           .reason = "放行时改过",
                           .post = found.post->post,
                           .found = true};
    case ReplyFinding::Held: {
      PostingResult held =
          StillHeld(posting, "论坛上有，要版主审核后别人才看得到" + Called(*found.post), moment);
      held.post = found.post->post;
      return held;
    }
    default:
      break;
  }
  if (posting.state == PostingState::Held) {
    return StillHeld(posting, posting.reason, moment);
  }
  const auto unless = posting.attempts > 0 ? UnpostedBecause::MayBeThere : UnpostedBecause::Given;
  switch (found.what) {
    case ReplyFinding::TakenAway:
      return GivenUp(posting,
                     "主题里有一帖被删了" + Called(*found.post) + "，可能就是这一帖，没有再发",
                     UnpostedBecause::MayBeThere);
    case ReplyFinding::SaidBefore:
      return GivenUp(posting,
                     "拟稿以前物业就发过一样的一帖" + Called(*found.post) +
                         "，为免重复，没有再发：请人看一看，就是它就用 complaint posted "
                         "登记，不是就改稿、重新批准",
                     unless);
    case ReplyFinding::Like:
      return GivenUp(posting,
                     "论坛上已有一帖和它很像" + Called(*found.post) +
                         "，为免重复，没有再发：请人看一看，是它就用 complaint posted "
                         "登记，不是就改稿、重新批准",
                     unless);
    default:
      return std::nullopt;
  }
}

// What may have been taken is sent once more, when the forum has had its time.
std::optional<PostingResult> WhyNoResend(const Posting& posting, const PostingMoment& moment) {
  const bool sent_again = posting.state == PostingState::Waiting || posting.doubts > 1;
  if (posting.doubts == 0) {
    return std::nullopt;
  }
  const Duration rest = moment.settle * kSettlesToResend;
  // By a clock that was put back, since it was last looked at.
  const auto past = [&](UtcTime at) { return at <= moment.now; };
  const UtcTime claimed = posting.claimed_at.value_or(posting.changed_at);
  const UtcTime since = past(claimed)              ? claimed
                        : past(posting.changed_at) ? posting.changed_at
                                                   : moment.now;
  if (moment.now < since + rest) {
    return PostingResult{.state = posting.state, .due = since + rest, .reason = posting.reason};
  }
  if (sent_again || moment.ever_held) {
    return GivenUp(posting, "说不准发了没有，请先到论坛和待审队列里看",
                   UnpostedBecause::MayBeThere);
  }
  return std::nullopt;
}

}  // namespace

PostingResult GivenUp(const Posting& posting, std::string why, UnpostedBecause unless_in_doubt) {
  UnpostedBecause tell = unless_in_doubt;
  if (posting.state == PostingState::Held) {
    tell = UnpostedBecause::HeldTooLong;
  } else if (posting.doubts > 0 || posting.state == PostingState::Unsure) {
    tell = UnpostedBecause::MayBeThere;
  }
  return {.state = PostingState::Refused, .reason = std::move(why), .tell = tell};
}

PostingResult NotYet(const Posting& posting, const InVain& in_vain, const PostingMoment& moment) {
  if (in_vain.state == PostingState::Held) {
    PostingResult held = StillHeld(posting, posting.reason, moment);
    held.failed = held.state == PostingState::Held;
    return held;
  }
  // What has just been sent is looked for at least once.
  const bool look = in_vain.sent && in_vain.state == PostingState::Unsure;
  if (!look && moment.now >= posting.ordered_at + Duration(kPostingPatience)) {
    PostingResult result = GivenUp(posting, "24 小时没有发成：" + in_vain.reason);
    result.failed = true;
    result.sent = in_vain.sent;
    return result;
  }
  const BackOffOptions pauses{std::chrono::duration_cast<std::chrono::milliseconds>(moment.settle),
                              kLongestPostingPause, 0};
  const Duration own = BackOff(posting.failures + 1, 0, pauses);
  const Duration asked =
      std::min<Duration>(in_vain.wait.value_or(std::chrono::seconds(0)), kLongestPostingPause);
  // What may be there is looked for no sooner than the forum has had its time.
  const bool as_asked =
      in_vain.state == PostingState::Waiting && in_vain.wait && posting.failures == 0;
  PostingResult result{.state = in_vain.state,
                       .due = moment.now + (as_asked ? asked : std::max(own, asked)),
                       .reason = in_vain.reason,
                       .failed = true,
                       .sent = in_vain.sent};
  if (posting.failures + 1 == kToldAfter) {
    result.tell = UnpostedBecause::Delayed;
  }
  return result;
}

std::optional<PostingResult> AfterLook(const Posting& posting, const ThreadEnd& thread,
                                       const FoundPost& found, const PostingMoment& moment) {
  if (thread.gone()) {
    return GivenUp(posting, thread.trouble());
  }
  if (!thread.trouble().empty()) {
    return NotYet(posting, {posting.state, "发之前要先看主题，看不到：" + thread.trouble(), {}},
                  moment);
  }
  if (auto result = AsFound(posting, found, moment)) {
    return result;
  }
  if (moment.now >= posting.ordered_at + Duration(kPostingPatience)) {
    return GivenUp(posting, "交给系统已超过 24 小时，没有再发");
  }
  if (!thread.no_reply().empty()) {
    return GivenUp(posting, thread.no_reply());
  }
  return WhyNoResend(posting, moment);
}

PostingResult AfterAnswer(const Posting& posting, const ReplyAnswer& answer,
                          const PostingMoment& moment) {
  switch (answer.verdict) {
    case ReplyVerdict::Posted:
      return {.state = PostingState::Posted, .post = answer.post, .sent = true};
    case ReplyVerdict::Held:
      return {.state = PostingState::Held,
              .due = HeldDue(posting, moment.now),
              .reason = answer.reason,
              .tell = UnpostedBecause::Held,
              .sent = true};
    case ReplyVerdict::Refused: {
      PostingResult refused = GivenUp(posting, answer.reason);
      refused.failed = true;
      refused.sent = true;
      return refused;
    }
    case ReplyVerdict::Wait:
      return NotYet(posting, {PostingState::Waiting, answer.reason, answer.wait, true}, moment);
    case ReplyVerdict::Unsure:
      return NotYet(posting, {PostingState::Unsure, answer.reason, answer.wait, true}, moment);
  }
  return {};
}

}  // namespace forumwatch
