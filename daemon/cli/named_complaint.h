// What the commands about one complaint have in common.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

#include "analysis/deadlines/zone.h"
#include "analysis/model/complaint.h"
#include "analysis/model/step.h"
#include "daemon/cli/commands.h"
#include "daemon/store/session.h"

namespace forumwatch {

// "C12". nullopt: that is no name, which stands on standard error.
std::optional<ComplaintId> ReadComplaintName(const std::string& name);

// The complaint a command is about, read within one transaction.
struct OneComplaint {
  const Config& config;
  Session& session;
  const Complaint& complaint;  // the named one, or the one it was merged into
  const Zone& zone;
  UtcTime now;
};
// Where there is none, that stands on standard error.
ExitCode ReadOneComplaint(const CommonOptions& common, const std::string& name,
                          const std::function<void(const OneComplaint&)>& read);

// `of`: the complaint they are shown of; those of others that were merged into it say so.
void WriteSteps(std::span<const Step> steps, ComplaintId of, const Zone& zone, UtcTime now,
                std::ostream& out);

}  // namespace forumwatch
