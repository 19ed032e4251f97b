// A SmallNodebb on a loopback port; POST /alert is a webhook that takes everything. Any thread.
#pragma once

#include <memory>
#include <string>

#include "tests/support/small_nodebb.h"

namespace forumwatch {

class NodebbServer {
 public:
  // `forum` outlives it.
  explicit NodebbServer(SmallNodebb& forum);
  ~NodebbServer();
  NodebbServer(const NodebbServer&) = delete;
  NodebbServer& operator=(const NodebbServer&) = delete;

  [[nodiscard]] std::string host() const;  // "127.0.0.1:12345"

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace forumwatch
