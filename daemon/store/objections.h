// Who objects to being asked about how a matter was handled (C2): until it is taken back. Throws
// StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/ids.h"
#include "analysis/model/time.h"
#include "daemon/store/session.h"

namespace forumwatch {

class ObjectionStore {
 public:
  explicit ObjectionStore(Session& session) : session_(session) {}

  // `person` as PersonOf says. The first time stays.
  void Save(std::string_view person, ComplaintId said_in, UtcTime at);
  std::optional<ComplaintId> SaidIn(std::string_view person);   // nullopt: who does not object
  std::vector<std::string> WhoSaidSoIn(ComplaintId complaint);  // in no order
  void TakeBack(std::string_view person);

 private:
  Session& session_;
};

}  // namespace forumwatch
