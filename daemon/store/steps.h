// What people did about a complaint: append-only, the database refuses changes. Throws StoreError.
#pragma once

#include <string>
#include <vector>

#include "analysis/model/ids.h"
#include "analysis/model/time.h"
#include "daemon/store/session.h"

namespace forumwatch {

struct Step {
  ComplaintId complaint{};
  std::string who;
  UtcTime at{};
  std::string what;
  std::string why;

  bool operator==(const Step&) const = default;
};

class StepStore {
 public:
  explicit StepStore(Session& session) : session_(session) {}

  void Append(const Step& step);
  std::vector<Step> Of(ComplaintId complaint);  // in order

 private:
  Session& session_;
};

}  // namespace forumwatch
