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
// contact has failed twice, refuses or cannot be reached at all, the person's next one is told as
// well; where nobody has it and nobody is about to get it, anybody else is.
class StoreTrouble {
 public:
  // Config and transport outlive it; answers that come after it are dropped.
  StoreTrouble(const Config& config, HttpTransport& transport, std::string title,
               std::string reason, UtcTime now);

  // `steady`: SteadyTime(), so that no clock that is set can hold it back.
  void Tell(UtcTime now, Duration steady);
  // Everybody has it, or cannot be reached as things are configured, or there is nobody.
  [[nodiscard]] bool told() const noexcept;

 private:
  enum class State {
    Fresh,   // is being told, or may take it at the next attempt
    Failed,  // is tried on, but others are told
    Told,
    Hopeless,  // cannot be reached as things are configured
  };
  struct Target {
    AlertTarget to;
    State state = State::Fresh;
    int attempts = 0;
    bool in_doubt = false;  // may have been taken
  };

  void Send(std::size_t target, UtcTime now);
  void Take(std::size_t target, const SendResult& result);
  void TellAnother(std::size_t failed);
  void TryNextWay(std::size_t failed, const std::vector<AlertTarget>& ways);
  void Add(const AlertTarget& to);
  [[nodiscard]] const Target* Find(const AlertTarget& to) const;

  AlertChannels channels_;
  Alert alert_;
  std::string text_;
  FailOverFor fail_over_;
  std::vector<Target> targets_;
  std::set<std::size_t> untold_;  // of targets_, and not being told
  UtcTime now_;
  Duration next_{0};
  Duration pause_;
  Duration asked_{0};                  // a receiver wants to be left alone so long
  std::shared_ptr<const bool> alive_;  // what answers look for
};

// It takes a row, and the disk has space for more than that.
bool CanBeWritten(Session& session);

}  // namespace forumwatch
