// The posts of a complaint as `explain` shows them to people: who wrote what, when and where; why
// it is the same matter (E4, E5); and what each post of the staff counts for (B2, B3). Works inside
// the caller's transaction. Throws StoreError.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/deadlines/zone.h"
#include "analysis/model/complaint.h"
#include "config/config.h"
#include "daemon/answers.h"
#include "daemon/store/session.h"

namespace forumwatch {

std::string InOneLine(const std::vector<std::string>& parts, std::string_view between);

class ExplainedPosts {
 public:
  // Session, config and zone outlive it. `now` decides which moments are written with their year.
  ExplainedPosts(Session& session, const Config& config, const Zone& zone, UtcTime now)
      : session_(session), config_(config), zone_(zone), now_(now) {}

  // What of each post is about the complaint.
  void WritePosts(ComplaintId id, std::ostream& out);
  void WriteDecisions(ComplaintId id, std::ostream& out);
  void WriteStaff(const Complaint& complaint, std::ostream& out);

 private:
  void WritePost(PostId id, const Segment* part, std::ostream& out);

  Session& session_;
  const Config& config_;
  const Zone& zone_;
  UtcTime now_;
};

}  // namespace forumwatch
