// What the commands about one complaint have in common.
#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "analysis/deadlines/zone.h"
#include "analysis/model/complaint.h"
#include "analysis/model/step.h"
#include "daemon/store/session.h"

namespace forumwatch {

// "C12". nullopt: that is no name, which stands on standard error.
std::optional<ComplaintId> ReadComplaintName(const std::string& name);
// That one, or the one it was merged into. nullopt: there is none, which stands on standard error.
std::optional<Complaint> FindComplaint(Session& session, ComplaintId id);

// `of`: the complaint they are shown of; those of others that were merged into it say so.
void WriteSteps(std::span<const Step> steps, ComplaintId of, const Zone& zone, UtcTime now,
                std::ostream& out);

}  // namespace forumwatch
