// Where the service can post for us, and whether what was approved still is. Work inside the
// caller's transaction. Throw StoreError.
#pragma once

#include <string>

#include "config/config.h"
#include "daemon/store/postings.h"
#include "daemon/store/session.h"

namespace forumwatch {

// Of the configuration; null: it does not name the source any more.
const SourceConfig* ConfigOf(Session& session, const Config& config, SourceId source);

// B12: "" it is approved as it stands, and its complaint is open; else why it must not be posted.
std::string WhyNotApproved(Session& session, const Posting& posting);

}  // namespace forumwatch
