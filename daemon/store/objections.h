// Who objects to being asked about how a matter was handled (C2): until it is taken back. Throws
// StoreError.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/model/ids.h"
#include "analysis/model/time.h"
#include "daemon/store/session.h"

namespace forumwatch {

class ObjectionStore {
 public:
  explicit ObjectionStore(Session& session) : session_(session) {}

  // `person` as PersonOf says. The first time stays.
  void Save(std::string_view person, ComplaintId said_in, UtcTime at);
  std::optional<ComplaintId> SaidIn(std::string_view person);  // nullopt: who does not object
  // Of that person, and whatever was said in that complaint. False: nothing was.
  bool TakeBack(std::string_view person, ComplaintId said_in);

 private:
  Session& session_;
};

}  // namespace forumwatch
