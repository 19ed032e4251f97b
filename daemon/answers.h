// Which staff posts answer a complaint, as what, and since when (B2, B3). Works inside the caller's
// transaction. Loop thread. Throws StoreError.
//
// Where a thread speaks of several complaints, measures are those of the complaint whose post is
// quoted, or whose topic or place is named; for the others the post is a first reply and no more.
// A post that became measures by an edit counts twice: as the reply it was when it was posted, and
// as measures since the edit.
#pragma once

#include <vector>

#include "analysis/deadlines/duties.h"
#include "analysis/model/complaint.h"
#include "config/config.h"
#include "daemon/store/complaints.h"
#include "daemon/store/posts.h"
#include "daemon/store/session.h"

namespace forumwatch {

class Answers {
 public:
  // Both outlive it.
  Answers(Session& session, const Config& config);

  std::vector<Reply> To(const Complaint& complaint);

 private:
  void Add(const StaffPost& post, const Complaint& complaint, std::vector<Reply>& replies);
  // Since when the post has been measures for the complaint, given that it is now.
  UtcTime MeasuresSince(const StaffPost& post, const Complaint& complaint);
  [[nodiscard]] bool Concerns(const StaffPost& post, std::string_view text,
                              const Complaint& complaint) const;

  const Config& config_;
  ComplaintStore complaints_;
  PostStore posts_;
};

}  // namespace forumwatch
