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
// again, after ten seconds, twenty … an hour; a repeat that may be one is marked 可能重复. When a
// contact of a person has failed twice his next one is told as well.
class StoreTrouble {
 public:
  // Config and transport outlive it; answers that come after it are dropped.
  StoreTrouble(const Config& config, HttpTransport& transport, std::string title,
               std::string reason, UtcTime now);

  // `steady`: SteadyTime(), so that no clock that is set can hold it back.
  void Tell(UtcTime now, Duration steady);
  // Everybody has it, or cannot be reached as things are configured, or there is nobody.
  [[nodiscard]] bool told() const noexcept { return taken_ == targets_.size(); }

 private:
  void Take(std::size_t target, const SendResult& result);
  void TryNextWay(std::size_t target);

  AlertChannels channels_;
  Alert alert_;
  std::string text_;
  std::vector<std::vector<AlertTarget>> people_;  // each one's contacts, in the order of trying
  std::vector<AlertTarget> targets_;
  std::set<std::size_t> untold_;    // of targets_, and not being told
  std::set<std::size_t> in_doubt_;  // may have been taken
  std::size_t taken_ = 0;
  int attempts_ = 0;
  Duration next_{0};
  Duration pause_;
  Duration asked_{0};                  // a receiver wants to be left alone so long
  std::shared_ptr<const bool> alive_;  // what answers look for
};

// It takes a row, and the disk has space for more than that.
bool CanBeWritten(Session& session);

}  // namespace forumwatch
