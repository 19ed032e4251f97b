// The clocks of complaints with the intervals that explain them. Throws StoreError.
#pragma once

#include <span>
#include <vector>

#include "analysis/model/duty.h"
#include "analysis/model/ids.h"
#include "daemon/store/session.h"

namespace forumwatch {

class DutyStore {
 public:
  explicit DutyStore(Session& session) : session_(session) {}

  // One row a (complaint, kind, episode): a repeat replaces it. Others of the complaint stay.
  void Save(ComplaintId complaint, std::span<const Duty> duties);
  std::vector<Duty> Load(ComplaintId complaint);  // by episode and kind
  // As they stand at `now`, whenever the complaint was last looked at.
  std::vector<Duty> LoadAt(ComplaintId complaint, UtcTime now);

 private:
  Session& session_;
};

}  // namespace forumwatch
