// Single values about the store: instance id, calendar version … Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/session.h"

namespace forumwatch {

class MetaStore {
 public:
  explicit MetaStore(Session& session) : session_(session) {}

  std::optional<std::string> Load(std::string_view key);
  void Save(std::string_view key, std::string_view value);

 private:
  Session& session_;
};

}  // namespace forumwatch
