// Gathers what is on record for the papers about complaints. Works inside the caller's transaction,
// so that it is all of one moment; a reader will do. Throws StoreError.
#pragma once

#include "analysis/report/complaint_file.h"
#include "analysis/report/message_log.h"
#include "config/config.h"
#include "daemon/store/outbox.h"
#include "daemon/store/session.h"

namespace forumwatch {

ComplaintFile ReadComplaintFile(Session& session, const Config& config, const Complaint& complaint,
                                UtcTime now);

// What was first seen, or seen changed, in [from, to) and is not by the staff, in the order it came
// in (B1), and when nothing could come in. `community`: "" every one.
MessageLog ReadMessageLog(Session& session, const Config& config, const std::string& community,
                          UtcTime from, UtcTime to, UtcTime now);

// "值班群：已送到" …
std::string InWords(const DeliveryFate& fate);

}  // namespace forumwatch
