#include <algorithm>
#include <memory>

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "crawlers/http/client.h"
#include "daemon/cli/check_config.h"
#include "daemon/cli/commands.h"
#include "daemon/daemon.h"
#include "daemon/instance_lock.h"
#include "daemon/logging.h"
#include "daemon/notify_socket.h"
#include "daemon/signals.h"
#include "daemon/store/meta.h"

namespace forumwatch {
namespace {

constexpr std::chrono::seconds kLastWords{6};  // for messages already on the wire at the end

// Names this run in the outbox: leases of an earlier one are not its own.
std::string NameOfThisRun() {
  unsigned char bytes[8];
  randombytes_buf(bytes, sizeof bytes);
  char hex[2 * sizeof bytes + 1];
  sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
  return hex;
}

// WATCHDOG=1 only after a real store query: a process that is up but cannot remember is not alive.
class Heartbeat {
 public:
  explicit Heartbeat(Session& session) : session_(session), period_(WatchdogPeriod()) {}

  void Beat(UtcTime real_now) {
    if (period_ && real_now >= next_) {
      session_.Probe();
      NotifyWatchdog();
      next_ = real_now + *period_;
    }
  }

 private:
  Session& session_;
  std::optional<Duration> period_;
  UtcTime next_{};
};

class Loop {
 public:
  Loop(Daemon& daemon, HttpClient& client, Session& session, Signals& signals, const Clock& clock)
      : daemon_(daemon),
        client_(client),
        session_(session),
        signals_(signals),
        clock_(clock),
        heartbeat_(session) {}

  void Run(double speed) {
    UtcTime checkpoint_at = clock_.Now() + Duration(kCheckpointEvery);
    while (!signals_.StopAsked()) {
      const UtcTime now = clock_.Now();
      daemon_.Turn(now);
      heartbeat_.Beat(real_.Now());
      if (now >= checkpoint_at) {
        session_.Checkpoint();
        checkpoint_at = now + Duration(kCheckpointEvery);
      }
      Wait(now, (daemon_.NextTurn().value_or(now + Duration(kLongestPause)) - now) / speed);
    }
  }

  void Finish() {
    daemon_.Stop();
    const UtcTime by = real_.Now() + Duration(kLastWords);
    while (!daemon_.idle() && real_.Now() < by) {
      Wait(clock_.Now(), std::chrono::milliseconds(100));
    }
    session_.Checkpoint();
  }

 private:
  static constexpr std::chrono::minutes kCheckpointEvery{5};
  // However quiet it is, the loop looks round so often: the watchdog and a stepped clock want it.
  static constexpr std::chrono::milliseconds kLongestPause{5000};

  template <typename Span>
  void Wait(UtcTime now, Span at_most) {
    const int wake[] = {signals_.fd()};
    client_.Turn(now,
                 std::clamp(std::chrono::ceil<std::chrono::milliseconds>(at_most),
                            std::chrono::milliseconds(0), kLongestPause),
                 wake);
  }

  Daemon& daemon_;
  HttpClient& client_;
  Session& session_;
  Signals& signals_;
  const Clock& clock_;
  SystemClock real_;
  Heartbeat heartbeat_;
};

std::size_t CountSources(const Config& config) {
  std::size_t sources = 0;
  for (const CommunityConfig& community : config.communities) {
    sources += community.sources.size();
  }
  return sources;
}

}  // namespace

ExitCode Run(const CommonOptions& common, const RunOptions& options) {
  Signals signals;
  const Config config = LoadConfig(common.config, common.places);
  StartLogging(config.log_level);
  for (const ConfigMistake& warning : config.warnings) {
    spdlog::warn("config {}", Escaped(Describe(warning)));
  }
  std::filesystem::create_directories(config.store.parent_path());
  const InstanceLock lock(config.store.string() + ".lock");
  CheckStoreIsThere(config.store, options.init);
  Session session(config.store, OpenMode::CreateIfMissing);
  std::unique_ptr<Clock> clock;
  if (options.clock_start) {
    clock = std::make_unique<CompressedClock>(*options.clock_start, options.clock_speed);
  } else {
    clock = std::make_unique<SystemClock>();
  }
  if (const auto warning = WarningOfMissingYear(config.calendar, common.config, clock->Now())) {
    spdlog::warn("config {}", Escaped(Describe(*warning)));
  }
  HttpClientOptions http = config.http;
  http.clock_speed = options.clock_start ? options.clock_speed : 1;
  HttpClient client(std::move(http));
  Daemon daemon({config, session, client, *clock}, NameOfThisRun());
  if (options.prepare) {
    options.prepare(daemon, session);
  }
  Loop loop(daemon, client, session, signals, *clock);
  const std::string status = "watching " + std::to_string(CountSources(config)) + " sources";
  NotifyReady();
  NotifyStatus(status);
  spdlog::info("start {} store={}", status, Quoted(config.store.string(), 300));
  loop.Run(options.clock_start ? options.clock_speed : 1);
  NotifyStopping();
  loop.Finish();
  spdlog::info("stop");
  return ExitCode::Done;
}

}  // namespace forumwatch
