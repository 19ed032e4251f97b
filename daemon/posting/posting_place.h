// Where the service can post for us, and whether what was approved still is. Work inside the
// caller's transaction. Throw StoreError.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "analysis/alerting/unposted.h"
#include "analysis/model/step.h"
#include "analysis/report/approvals.h"
#include "config/config.h"
#include "daemon/posting/found_post.h"
#include "daemon/store/postings.h"
#include "daemon/store/session.h"

namespace forumwatch {

// The detail of a Posted step that the service takes beside kPostedByService; a person's has
// others.
inline constexpr const char* kStoodThere = "论坛上已经有了";

// Of the configuration; null: it does not name the source any more.
const SourceConfig* ConfigOf(Session& session, const Config& config, SourceId source);

// A person has put on record that the draft stands on the forum, or that the service has.
enum class PostedBy { Nobody, Service, Person };
PostedBy WhoPosted(std::span<const Step> steps, const Step& draft);

// B12: why it must not be posted, and what people are told of that.
struct NotPosted {
  std::string why;  // "" it is approved as it stands, and its complaint is open
  std::optional<UnpostedBecause> tell;
};
NotPosted WhyNotApproved(Session& session, const Posting& posting);

// The posting's thread; the session outlives it.
KnownPosts KnownIn(Session& session, const Posting& posting);

}  // namespace forumwatch
