// Whether a source that answers is really being read. Layouts change in part, lists go stale, walls
// pass for pages: every page "is read", and something that used to be there is not. A source's
// habits are learnt from the visits that went well; a visit that falls far short of them is blind.
// Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "analysis/model/time.h"

namespace forumwatch {

// How much of something had what it should have: 9 of 10 posts an author.
struct Share {
  double found = 0;
  double of = 0;
};

// By what is counted, in words for people: "作者（thread.author）".
using Shares = std::map<std::string, Share, std::less<>>;

// What one visit showed.
struct VisitSigns {
  Shares shares;
  std::optional<int> rows;  // of the list's first page or the feed; unset: not read, or unchanged
  int thread_pages = 0;     // that showed posts
  int gone = 0;             // threads of which the forum says that they do not exist
  std::optional<UtcTime> newest_post_at;
};

// What the visits of a source usually show.
struct SourceHabits {
  Shares shares;
  double rows = 0;
  std::optional<UtcTime> since;  // first visit learnt from
  std::optional<UtcTime> newest_post_at;
  int arrivals = 0;            // visits that brought a newer post than any before
  Duration longest_silence{};  // between such posts
};

// Why a visit that seemed to go well did not, for people; "" it did.
std::string WhyBlind(const VisitSigns& signs, const SourceHabits& habits, UtcTime now);

// The habits after a visit that went well. Figures of long ago count less and less.
SourceHabits Learnt(SourceHabits habits, const VisitSigns& signs, UtcTime now);
// … and after one that did not: only that a list has grown shorter is believed in the end, after
// thousands of visits.
SourceHabits Unlearnt(SourceHabits habits, const VisitSigns& signs);

}  // namespace forumwatch
