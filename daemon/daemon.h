// The service as an object: sources, pipeline, outbox over one store, one transport, one clock. The
// caller runs the loop (cli/run.cc, tests): Turn(), then the transport's turn, until Stop(). Loop
// thread. Throws StoreError, upon which the process ends and is started again: a daemon that cannot
// remember must not pretend.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "crawlers/http/robots_gate.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/outbox.h"
#include "daemon/clock.h"
#include "daemon/daily_round.h"
#include "daemon/forum_login.h"
#include "daemon/pipeline.h"
#include "daemon/posting/reply_poster.h"
#include "daemon/service_alerts.h"
#include "daemon/source_watch.h"
#include "daemon/store/session.h"
#include "daemon/store/sources.h"

namespace forumwatch {

// The crawler that the source's engine calls for.
std::unique_ptr<Crawler> MakeCrawler(const SourceConfig& source);

using CrawlerMaker = std::function<std::unique_ptr<Crawler>(const SourceConfig&)>;

// What the daemon stands on; all of it outlives the daemon.
struct Ground {
  const Config& config;
  Session& session;
  HttpTransport& transport;
  const Clock& clock;
};

class Daemon {
 public:
  // `owner` names this run (the outbox's leases).
  Daemon(const Ground& ground, std::string owner, const CrawlerMaker& make_crawler = MakeCrawler);

  // Does what is due: begins visits, looks at clocks, sends alerts, posts replies. A `now` before
  // the last one says that the clock was put back: then nothing waits until it has caught up.
  // `steady` (SteadyTime()) tells of a clock that was set forward, too.
  void Turn(UtcTime now, std::optional<Duration> steady = std::nullopt);
  // When something will be due by itself; answers from outside may come earlier. nullopt: never.
  [[nodiscard]] std::optional<UtcTime> NextTurn();

  // No new visits and sends; those under way are given up, except messages already on the wire.
  void Stop();
  [[nodiscard]] bool idle() const noexcept {
    return outbox_.in_flight() == 0 && poster_.sending() == 0;
  }

  [[nodiscard]] Pipeline& pipeline() noexcept { return pipeline_; }
  [[nodiscard]] ReplyPoster& poster() noexcept { return poster_; }
  [[nodiscard]] const std::vector<std::unique_ptr<SourceWatch>>& watches() const noexcept {
    return watches_;
  }

 private:
  ForumLogin* LoginOf(const SourceConfig& source, const Ground& ground);  // null: as a guest
  // After a start the boards are looked at before clocks speak: a reply given while the service was
  // down must not be called missing.
  [[nodiscard]] bool FirstLookOver(UtcTime now) const;
  void FirstLook(UtcTime now);
  void LookAtClock(UtcTime now, std::optional<Duration> steady);
  void ClockPutBack(UtcTime now);
  void FollowChangedClocks();
  void CatchUp();
  [[nodiscard]] bool AllVisited() const;
  [[nodiscard]] bool AllSeen() const;  // to the end

  Session& session_;
  const Config& config_;
  Pipeline pipeline_;
  DailyRound daily_;
  ServiceAlerts service_;
  SourceStore sources_;
  AlertChannels channels_;
  Outbox outbox_;
  ReplyPoster poster_;
  RobotsGate forums_;  // the transport, as far as it may ask for pages
  std::map<std::string, std::unique_ptr<ForumLogin>> logins_;  // by forum and member
  std::vector<std::unique_ptr<SourceWatch>> watches_;
  UtcTime started_at_;
  UtcTime last_turn_;
  std::optional<Duration> last_steady_;
  bool looked_ = false;
  bool copy_;  // the store was restored from a backup, and some board was not looked at since
  bool stopped_ = false;
};

}  // namespace forumwatch
