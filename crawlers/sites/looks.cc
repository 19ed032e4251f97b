#include "crawlers/sites/looks.h"

#include <algorithm>

#include "crawlers/sites/row_signature.h"

namespace forumwatch {
namespace {

constexpr std::chrono::minutes kFirstPause{10};  // before a thread is tried a third time
constexpr int kTriesWhole = 3;  // then its end is better than nothing: one page may never come
constexpr int kTriesUnmet = 6;  // of a thread that is not met in the list; hours, all in all

bool NotListed(std::string_view signature) {
  return RowIn(signature) == kUnlisted;
}

Look LookAgainAt(const Unread& unread) {
  return unread.whole && unread.tries < kTriesWhole ? Look::Whole : Look::Tail;
}

}  // namespace

bool CountsFewer(std::optional<int> replies, const ThreadState& state) {
  return replies && *replies + 1 < state.posts;
}

bool AwaitsLook(const ThreadState& state) {
  return state.thread != kListState && state.waiting && !state.gone &&
         !IsPending(state.signature) && !UnreadIn(state.signature);
}

Looks::Looks(const Cursor& cursor, const VisitOptions& options, const ListWalk& walk, UtcTime now)
    : cursor_(cursor),
      options_(options),
      walk_(walk),
      now_(now),
      watched_(cursor.watched.begin(), cursor.watched.end()) {}

bool Looks::Older(const std::optional<UtcTime>& at, Duration age) const {
  return !at || *at > now_ || now_ - *at >= age;  // one to come: the clock was put back since
}

// At the next visit, then after ten minutes, twenty …; never rarer than a recheck, and while a
// clock runs never rarer than at first.
bool Looks::TryAgain(const ThreadState& state, int tries) const {
  const Duration longest = watched_.contains(state.thread)
                               ? Duration(kFirstPause)
                               : std::max<Duration>(options_.recheck_after, kFirstPause);
  Duration pause = tries < 2 ? Duration(0) : Duration(kFirstPause);
  for (int i = 2; i < tries && pause < longest; ++i) {
    pause *= 2;
  }
  return Older(state.read_whole_at, std::min(pause, longest));
}

// Edits move no row, but readers of the edit move the count of views. What was deleted while others
// wrote is missed by a look at the end where floors have no holes, but not by the list's count.
bool Looks::Recheck(const ListRow& row, const ThreadState& state) const {
  const auto last_post = row.last_post_at ? row.last_post_at : state.last_post_at;
  const bool young = last_post && *last_post >= now_ - options_.recheck_window;
  const bool moved = CountsFewer(row.replies, state) || !row.views || row.views != state.views;
  // A sweep takes along what will be due before the next one.
  const Duration age = walk_.sweep() ? options_.recheck_after / 2 : options_.recheck_after;
  return young && moved && Older(state.read_whole_at, age);
}

Look Looks::Decide(const ListRow& row) const {
  const ThreadState* const known = cursor_.Find(row.thread);
  if (row.removed) {
    const bool news = known != nullptr && (!known->gone || Due(*known));
    return news ? Look::Whole : Look::None;
  }
  if (known == nullptr || known->gone) {
    return Look::Whole;
  }
  const ThreadState& state = *known;
  if (const auto unread = UnreadIn(state.signature); unread && IsSettled(state, row)) {
    return TryAgain(state, unread->tries) ? LookAgainAt(*unread) : Look::None;
  }
  const bool renamed = !TitleIn(state.signature).empty() && TitleIn(state.signature) != row.title;
  if (AwaitsLook(state) || ToConfirm(state) || renamed || Recheck(row, state)) {
    return Look::Whole;
  }
  return IsSettled(state, row) ? Look::None : Look::Tail;
}

bool Looks::Due(const ThreadState& state) const {
  if (const auto unread = UnreadIn(state.signature)) {
    const bool worth_it = unread->tries <= kTriesUnmet || watched_.contains(state.thread);
    return worth_it && TryAgain(state, unread->tries);
  }
  return AwaitsLook(state) || ToConfirm(state);
}

bool Looks::ToConfirm(const ThreadState& state) const {
  return state.look_again_at && *state.look_again_at <= now_;
}

bool Looks::OnlyLooksOver(const ThreadState& state) const {
  return !UnreadIn(state.signature) && !ToConfirm(state) && !watched_.contains(state.thread);
}

// It was deleted or moved, or has just been pushed up to a page that had been read.
bool Looks::Vanished(const ThreadState& state) const {
  const auto horizon = walk_.horizon();
  return horizon && state.last_post_at && *state.last_post_at > *horizon &&
         *state.last_post_at >= now_ - options_.recheck_window &&
         (!NotListed(state.signature) || Older(state.read_whole_at, options_.recheck_after));
}

Look Looks::DecideUnmet(const ThreadState& state) const {
  if (state.thread == kListState || walk_.Met(state.thread)) {
    return Look::None;
  }
  const auto unread = UnreadIn(state.signature);
  if (Due(state)) {
    return unread ? LookAgainAt(*unread) : Look::Whole;
  }
  if (state.gone || unread) {
    return Look::None;
  }
  if (IsPending(state.signature)) {
    return Look::Tail;
  }
  if (Vanished(state)) {
    return Look::Whole;
  }
  const auto horizon = walk_.horizon();
  const bool below = horizon && (!state.last_post_at || *state.last_post_at <= *horizon);
  return watched_.contains(state.thread) && !below ? Look::Tail : Look::None;
}

}  // namespace forumwatch
