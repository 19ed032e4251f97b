// Does what a staff post names make it about this complaint? (B3) Pure.
#pragma once

#include "analysis/model/complaint.h"
#include "analysis/model/named.h"

namespace forumwatch {

// A topic or the place of the complaint is named; not where every place that is named is another
// of its kind: 3栋's lift is not 7栋's.
bool IsNamed(const Complaint& complaint, const NamedMatters& named);

}  // namespace forumwatch
