// What was done about a complaint: append-only, the database refuses changes. Throws StoreError.
#pragma once

#include <vector>

#include "analysis/model/ids.h"
#include "analysis/model/step.h"
#include "daemon/store/session.h"

namespace forumwatch {

class StepStore {
 public:
  explicit StepStore(Session& session) : session_(session) {}

  StepId Append(const Step& step);
  std::vector<Step> Of(ComplaintId complaint);  // in order
  // Those of the complaints that were merged into it, without and with its own.
  std::vector<Step> OfMerged(ComplaintId complaint);
  std::vector<Step> WithMerged(ComplaintId complaint);

 private:
  Session& session_;
};

}  // namespace forumwatch
