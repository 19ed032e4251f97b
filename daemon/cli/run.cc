#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <malloc.h>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "crawlers/http/client.h"
#include "crawlers/http/politeness.h"
#include "daemon/cli/check_config.h"
#include "daemon/cli/commands.h"
#include "daemon/daemon.h"
#include "daemon/desk/desk.h"
#include "daemon/desk/inbox.h"
#include "daemon/instance_lock.h"
#include "daemon/logging.h"
#include "daemon/notify_socket.h"
#include "daemon/outside_watch.h"
#include "daemon/signals.h"
#include "daemon/store_trouble.h"
#include "daemon/work_done.h"

namespace forumwatch {
namespace {

constexpr std::chrono::seconds kLastWords{6};  // for messages already on the wire at the end
constexpr std::chrono::milliseconds kLook{5000};
constexpr std::chrono::hours kQuiet{1};  // a life so long says that the last trouble was another
constexpr int kOwnPages =
    64 * 1024;  // bytes: what is larger (a page, a body) leaves no hole behind
constexpr std::chrono::minutes kTellingDamage{4};  // below TimeoutStartSec of the unit

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
  explicit Heartbeat(std::function<void()> probe)
      : probe_(std::move(probe)), period_(WatchdogPeriod()) {}

  void Beat() {
    const Duration now = SteadyTime();
    if (period_ && now >= next_) {
      probe_();
      NotifyWatchdog();
      next_ = now + *period_;
    }
  }

 private:
  std::function<void()> probe_;
  std::optional<Duration> period_;
  Duration next_{0};
};

// The service between one start and the next: what of it outlives a store that cannot be written.
struct Service {
  const Config& config;
  HttpClient& client;
  const Clock& clock;
  Signals& signals;
  const RunOptions& options;
};

// To watch matters more than to be told things.
std::optional<Inbox> OpenInbox(const std::filesystem::path& store) {
  try {
    return std::optional<Inbox>(std::in_place, InboxOf(store));
  } catch (const std::system_error& error) {
    spdlog::error("no orders can be taken error={}", Quoted(error.what(), 400));
    return std::nullopt;
  }
}

class Loop {
 public:
  Loop(Daemon& daemon, const Service& service, Session& session)
      : daemon_(daemon),
        desk_(session, service.config, daemon.pipeline()),
        inbox_(OpenInbox(service.config.store)),
        config_(service.config),
        client_(service.client),
        session_(session),
        signals_(service.signals),
        clock_(service.clock),
        outside_(service.config.heartbeat, service.client),
        heartbeat_([&session] { session.Probe(); }) {}

  void Run(double speed) {
    Duration checkpoint_at = SteadyTime() + Duration(kCheckpointEvery);
    Duration trim_at = SteadyTime() + Duration(kTrimEvery);
    while (!signals_.StopAsked()) {
      const UtcTime now = clock_.Now();
      if (inbox_) {
        inbox_->Serve([&](const Order& order) { return desk_.Do(order, now); });
      }
      // A clock that runs faster for a demonstration was not set.
      daemon_.Turn(now, speed == 1 ? std::optional(SteadyTime()) : std::nullopt);
      heartbeat_.Beat();
      outside_.Turn(SteadyTime(), [&] {
        return WhyUnfit(WorkOf(session_, config_, now), Zone(config_.zone), now);
      });
      if (SteadyTime() >= checkpoint_at) {
        session_.Checkpoint();
        checkpoint_at = SteadyTime() + Duration(kCheckpointEvery);
      }
      if (SteadyTime() >= trim_at) {
        malloc_trim(0);  // what reading forums took is given back until the next visit
        trim_at = SteadyTime() + Duration(kTrimEvery);
      }
      Wait(now, (daemon_.NextTurn().value_or(now + Duration(kLongestPause)) - now) / speed);
    }
  }

  void Finish() {
    daemon_.Stop();
    const Duration by = SteadyTime() + Duration(kLastWords);
    while (!daemon_.idle() && SteadyTime() < by) {
      Wait(clock_.Now(), std::chrono::milliseconds(100));
    }
    session_.Checkpoint();
  }

 private:
  static constexpr std::chrono::minutes kCheckpointEvery{5};
  static constexpr std::chrono::seconds kTrimEvery{30};  // takes 2 ms
  // However quiet it is, the loop looks round so often: the watchdog and a stepped clock want it.
  static constexpr std::chrono::milliseconds kLongestPause = kLook;

  template <typename Span>
  void Wait(UtcTime now, Span at_most) {
    std::vector<int> wake = inbox_ ? inbox_->fds() : std::vector<int>();
    wake.push_back(signals_.fd());
    client_.Turn(now,
                 std::clamp(std::chrono::ceil<std::chrono::milliseconds>(at_most),
                            std::chrono::milliseconds(0), kLongestPause),
                 wake);
  }

  Daemon& daemon_;
  Desk desk_;
  std::optional<Inbox> inbox_;  // nullopt: nobody can knock
  const Config& config_;
  HttpClient& client_;
  Session& session_;
  Signals& signals_;
  const Clock& clock_;
  OutsideWatch outside_;
  Heartbeat heartbeat_;
};

std::size_t CountSources(const Config& config) {
  std::size_t sources = 0;
  for (const CommunityConfig& community : config.communities) {
    sources += community.sources.size();
  }
  return sources;
}

// Until it shall stop. Throws StoreError: then nothing in memory is to be trusted, the next life
// begins from the store.
void Live(const Service& service, Session& session) {
  Daemon daemon({service.config, session, service.client, service.clock}, NameOfThisRun());
  if (service.options.prepare) {
    service.options.prepare(daemon, session);
  }
  Loop loop(daemon, service, session);
  const std::string status =
      "watching " + std::to_string(CountSources(service.config)) + " sources";
  NotifyReady();
  NotifyStatus(status);
  spdlog::info("start {} store={}", status, Quoted(session.file().string(), 300));
  loop.Run(service.options.clock_start ? service.options.clock_speed : 1);
  NotifyStopping();
  loop.Finish();
  spdlog::info("stop");
}

// A disk that is full or may only be read: somebody will see to it. To end and be started again
// would ask every forum each time for what cannot be kept.
bool MayPass(const StoreError& error) {
  return error.fault() == StoreFault::Full || error.fault() == StoreFault::ReadOnly;
}

// Until `has_room` says so or the service shall stop. `probe` as in Heartbeat.
void WaitForRoom(const Service& service, const StoreError& error, Duration at_least,
                 const std::function<void()>& probe, const std::function<bool()>& has_room) {
  spdlog::error("store cannot be written, waiting for room error={}", Quoted(error.what(), 400));
  NotifyStatus("store cannot be written: waiting for room");
  StoreTrouble trouble(service.config, service.client, "数据库写不进去，值守暂停",
                       (error.fault() == StoreFault::Full ? "磁盘满了：" : "只能读，不能写：") +
                           service.config.store.string() +
                           "。这期间不看论坛，也不计时，请人工查看；磁盘有了空间会自己继续"
                           "（store.trouble）",
                       service.clock.Now());
  Heartbeat heartbeat(probe);
  const int wake[] = {service.signals.fd()};
  const Duration from = SteadyTime();
  while (!service.signals.StopAsked()) {
    heartbeat.Beat();
    trouble.Tell(service.clock.Now(), SteadyTime());
    if (SteadyTime() - from >= at_least && has_room()) {
      spdlog::info("store can be written again");
      return;
    }
    service.client.Turn(service.clock.Now(), kLook, wake);
  }
}

void LiveOn(const Service& service, Session& session) {
  int troubles = 0;
  while (!service.signals.StopAsked()) {
    const Duration from = SteadyTime();
    try {
      Live(service, session);
      return;
    } catch (const StoreError& error) {
      if (!MayPass(error)) {
        throw;
      }
      troubles = SteadyTime() - from > Duration(kQuiet) ? 1 : troubles + 1;
      WaitForRoom(
          service, error, BackOff(troubles, 0, {}), [&session] { session.Probe(); },
          [&session] { return CanBeWritten(session); });
    }
  }
}

// Damage does not mend itself: a person has to put a backup in its place. False: not everybody was
// told, so that a start again is worth while.
bool TellDamage(const Config& config, HttpClient& client, const Clock& clock, Signals& signals) {
  StoreTrouble trouble(config, client, "数据库已损坏，值守停了",
                       "请用最近的备份恢复：" + config.store.string() +
                           "。恢复以前不看论坛，也不计时，请人工查看（store.trouble）",
                       clock.Now());
  const int wake[] = {signals.fd()};
  const Duration until = SteadyTime() + Duration(kTellingDamage);
  while (!trouble.told() && SteadyTime() < until && !signals.StopAsked()) {
    trouble.Tell(clock.Now(), SteadyTime());
    client.Turn(clock.Now(), std::chrono::milliseconds(500), wake);
  }
  return trouble.told();
}

std::unique_ptr<Session> OpenStore(const std::filesystem::path& file) {
  auto session = std::make_unique<Session>(file, OpenMode::CreateIfMissing);
  session->CheckTables();
  return session;
}

// nullptr: it shall stop before there was room.
std::unique_ptr<Session> OpenWhenThereIsRoom(const Service& service) {
  std::unique_ptr<Session> session;
  const auto open = [&]() -> std::optional<StoreError> {
    try {
      session = OpenStore(service.config.store);
      return std::nullopt;
    } catch (const StoreError& error) {
      if (error.fault() != StoreFault::Full) {
        throw;
      }
      return error;
    }
  };
  if (const auto error = open()) {
    NotifyReady();  // it is up: waiting is what it does
    WaitForRoom(
        service, *error, std::chrono::minutes(1), [] {}, [&] { return !open(); });
  }
  return session;
}

// In words, with the way out.
void SayDamage(const StoreError& error, const std::string& store) {
  std::cerr << "forumwatch: 数据库已损坏 / the store is damaged: " << error.what()
            << "\n请把损坏的文件移开，用最近的备份代替，再启动 / put it aside, put the newest "
               "backup in its place, start again:\n"
            << "  mkdir -p " << store << ".damaged && mv " << store << " " << store << "-wal "
            << store << "-shm " << store << ".damaged/\n"
            << "  install -o forumwatch -m 600 BACKUP " << store << "\n";
}

}  // namespace

ExitCode Run(const CommonOptions& common, const RunOptions& options) {
  mallopt(M_MMAP_THRESHOLD, kOwnPages);  // NOLINT(concurrency-mt-unsafe): the only thread so far
  std::unique_ptr<Clock> clock;  // before all else: a clock that hurries would lose what that takes
  if (options.clock_start) {
    clock = std::make_unique<CompressedClock>(*options.clock_start, options.clock_speed);
  } else {
    clock = std::make_unique<SystemClock>();
  }
  Signals signals;
  const Config config = LoadConfig(common.config, common.places);
  StartLogging(config.log_level);
  for (const auto* const list : {&config.warnings, &config.minor_mistakes}) {
    for (const ConfigMistake& warning : *list) {
      spdlog::warn("config {}", Escaped(Describe(warning)));
    }
  }
  std::filesystem::create_directories(config.store.parent_path());
  const InstanceLock lock(config.store.string() + ".lock");
  CheckStoreIsThere(config.store, options.init);
  if (const auto warning = WarningOfMissingYear(config.calendar, common.config, clock->Now())) {
    spdlog::warn("config {}", Escaped(Describe(*warning)));
  }
  HttpClientOptions http = config.http;
  http.clock_speed = options.clock_start ? options.clock_speed : 1;
  HttpClient client(std::move(http));
  const Service service{config, client, *clock, signals, options};
  std::unique_ptr<Session> session;
  try {
    session = OpenWhenThereIsRoom(service);
  } catch (const StoreError& error) {
    if (error.fault() != StoreFault::Corrupt) {
      throw;
    }
    SayDamage(error, config.store.string());
    return TellDamage(config, client, *clock, signals) ? ExitCode::BadConfig : ExitCode::Failed;
  }
  if (session) {
    LiveOn(service, *session);
  }
  return ExitCode::Done;
}

}  // namespace forumwatch
