// What alerts say where a post joins a complaint that was there before (E4): a further post, not a
// new complaint. Pure; any thread.
#pragma once

#include "analysis/deadlines/zone.h"
#include "analysis/model/alert.h"
#include "analysis/model/complaint.h"

namespace forumwatch {

// The first alert about a complaint that a post has woken: it was first spoken of at `first`, and
// nothing was asked of anybody until now.
void SayItIsAnOldComplaint(Alert& alert, const Complaint& complaint, UtcTime first,
                           const Zone& zone);

}  // namespace forumwatch
