// What of a complaint is of today, where some of it was history when the watch began: who spoke
// since then, and what their words threaten. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/alerting/decide.h"
#include "analysis/alerting/signs.h"
#include "daemon/store/complaints.h"
#include "daemon/store/segments.h"

namespace forumwatch {

// One account of one source is one person, whatever name it shows now; one who gives no name is
// somebody else in each post.
std::string PersonOf(const Mention& mention);
// "post 120394", as steps name it.
std::string NameOfPost(const Mention& mention);

// Owners among them; staff does not count.
int PeopleIn(std::span<const Mention> mentions);
std::vector<Reaction> ReactionsIn(std::span<const Mention> mentions);

// Those posted since it had last been handled, or closed, before it was opened again; none where
// nothing opened it.
std::vector<Mention> MadeSince(const Reopening& reopening, std::span<const Mention> mentions);

// What these mentions show (B9, B10); `segments` are the complaint's.
std::vector<std::string> SignsIn(std::span<const Mention> mentions,
                                 std::vector<StoredSegment> segments);

}  // namespace forumwatch
