// When the store cannot hold what happens: nothing is read and no clock runs, and people are told
// so past the store. Loop thread.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/outbox.h"
#include "daemon/store/session.h"

namespace forumwatch {

// One alert (store.trouble), sent straight through the channels. Whoever has not taken it is tried
// again every minute.
class StoreTrouble {
 public:
  // Config and transport outlive it; answers that come after it are dropped.
  StoreTrouble(const Config& config, HttpTransport& transport, std::string title,
               std::string reason, UtcTime now);

  // `steady`: SteadyTime(), so that no clock that is set can hold it back.
  void Tell(UtcTime now, Duration steady);
  // Everybody has it, or there is nobody.
  [[nodiscard]] bool told() const noexcept { return taken_ == targets_.size(); }

 private:
  AlertChannels channels_;
  Alert alert_;
  std::string text_;
  std::vector<AlertTarget> targets_;
  std::set<std::size_t> untold_;  // of targets_, and not being told
  std::size_t taken_ = 0;
  int attempts_ = 0;
  Duration next_{0};
  std::shared_ptr<const bool> alive_;  // what answers look for
};

// It takes a row, and the disk has space for more than that.
bool CanBeWritten(Session& session);

}  // namespace forumwatch
