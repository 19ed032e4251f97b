#include "daemon/daemon.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "crawlers/sites/feed.h"
#include "crawlers/sites/html_forum.h"
#include "crawlers/sites/json_forum.h"
#include "daemon/alerts/unaddressed.h"
#include "daemon/store/complaints.h"
#include "daemon/store/meta.h"

namespace forumwatch {
namespace {

constexpr std::chrono::seconds kFirstLook{20};
constexpr const char* kClockRules = "clock_rules";

// What clocks go by (B2, B3, C1): other words when any of it is changed.
std::string ClockRules(const Config& config) {
  std::string rules = std::to_string(config.duties.first_reply_within.count()) + " " +
                      std::to_string(config.duties.revisit_within);
  for (const CommunityConfig& community : config.communities) {
    rules += "\n" + community.name + " " + community.calendar.version;
  }
  return rules;
}

}  // namespace

std::unique_ptr<Crawler> MakeCrawler(const SourceConfig& source) {
  const BoardSource board{source.url, source.staff, source.utc_offset};
  if (source.html) {
    return MakeHtmlForum(source.html, board);
  }
  if (source.json) {
    return MakeJsonForum(source.json, board);
  }
  return MakeFeed({source.url, source.staff, source.utc_offset});
}

Daemon::Daemon(const Ground& ground, std::string owner, const CrawlerMaker& make_crawler)
    : session_(ground.session),
      config_(ground.config),
      pipeline_(ground.session, ground.config),
      daily_(ground.session, ground.config),
      service_(ground.session, ground.config),
      sources_(ground.session),
      channels_(MakeChannels(ground.config.channels, ground.transport, MentionsBy(ground.config))),
      outbox_(ground.session, channels_, ground.clock, std::move(owner), FailOverBy(ground.config)),
      poster_({ground.session, ground.config, ground.transport, ground.clock, pipeline_,
               [this](const std::string& url) { return forums_.SpacingAfter(url); }}),
      forums_(ground.transport, [&clock = ground.clock] { return clock.Now(); }),
      started_at_(ground.clock.Now()),
      last_turn_(started_at_),
      copy_(OutboxStore(session_).IsCopy()) {
  WatchTools tools{forums_, ground.session, pipeline_, sources_, ground.clock};
  VisitOptions visits = ground.config.visits;
  visits.look_at_known = true;
  const UtcTime horizon = started_at_ - Duration(ground.config.backfill);
  for (const CommunityConfig& community : ground.config.communities) {
    for (const SourceConfig& source : community.sources) {
      tools.login = LoginOf(source, ground);
      const SourceOnRecord on_record =
          pipeline_.Register(community.name, source.name, source.engine, source.url, horizon);
      watches_.push_back(std::make_unique<SourceWatch>(tools, community.name, source,
                                                       make_crawler(source), visits, on_record));
    }
  }
  FollowChangedClocks();
}

// A clock that ends sooner now has to speak sooner: nothing else may touch it until then.
void Daemon::FollowChangedClocks() {
  Transaction transaction(session_);
  MetaStore meta(session_);
  const std::string rules = ClockRules(config_);
  if (meta.Load(kClockRules) != rules) {
    ComplaintStore(session_).LookBy(started_at_);
    meta.Save(kClockRules, rules);
    transaction.Commit();
  }
}

ForumLogin* Daemon::LoginOf(const SourceConfig& source, const Ground& ground) {
  if (!source.login) {
    return nullptr;
  }
  auto& login = logins_[ForumLogin::NameOf(source)];
  if (!login) {
    login = std::make_unique<ForumLogin>(ground.transport, ground.clock, ground.session, source);
  }
  return login.get();
}

void Daemon::Turn(UtcTime now, std::optional<Duration> steady) {
  if (stopped_) {
    return;
  }
  LookAtClock(now, steady);
  if (looked_) {
    pipeline_.OnTick(now);
  } else if (FirstLookOver(now)) {
    FirstLook(now);
  }
  if (looked_) {
    daily_.Turn(now);
  }
  if (copy_ && looked_ && AllSeen()) {
    CatchUp();
  }
  service_.LookAtChannels(now);
  outbox_.Send(now);
  poster_.Turn(now);
  for (const auto& watch : watches_) {
    watch->Tick(now);
    if (watch->IsDue(now)) {
      watch->Visit(now);
    }
  }
  forums_.Deliver();
}

// What the boards show that the copy did not know has been said by now.
void Daemon::CatchUp() {
  Transaction transaction(session_);
  OutboxStore(session_).NoLongerACopy();
  transaction.Commit();
  copy_ = false;
}

bool Daemon::AllVisited() const {
  return std::all_of(watches_.begin(), watches_.end(),
                     [](const auto& watch) { return watch->visits() > 0; });
}

bool Daemon::AllSeen() const {
  return std::all_of(watches_.begin(), watches_.end(),
                     [](const auto& watch) { return watch->complete_visits() > 0; });
}

bool Daemon::FirstLookOver(UtcTime now) const {
  return now >= started_at_ + Duration(kFirstLook) || AllVisited();
}

void Daemon::FirstLook(UtcTime now) {
  looked_ = true;
  pipeline_.OnTick(now);
  if (const int late = AddressWhatStillMatters(session_, config_, now); late > 0) {
    spdlog::warn("alerts addressed late count={}", late);
  }
}

// Without a steady time only a clock that was put back is noticed.
void Daemon::LookAtClock(UtcTime now, std::optional<Duration> steady) {
  const Duration passed =
      steady && last_steady_ ? *steady - *last_steady_ : std::max(now - last_turn_, Duration(0));
  service_.ClockSet(now - last_turn_ - passed, now);
  if (now < last_turn_) {
    ClockPutBack(now);
  }
  last_turn_ = now;
  last_steady_ = steady;
}

void Daemon::ClockPutBack(UtcTime now) {
  spdlog::warn("clock put back from={} to={}", FormatRfc3339(last_turn_, std::chrono::minutes(0)),
               FormatRfc3339(now, std::chrono::minutes(0)));
  started_at_ = std::min(started_at_, now);
  Transaction transaction(session_);
  ComplaintStore(session_).LookBy(now);
  transaction.Commit();
  poster_.ClockPutBack(now);
}

std::optional<UtcTime> Daemon::NextTurn() {
  std::optional<UtcTime> next;
  const auto consider = [&next](std::optional<UtcTime> at) {
    if (at) {
      next = std::min(next.value_or(*at), *at);
    }
  };
  consider(looked_ ? pipeline_.NextTick() : started_at_ + Duration(kFirstLook));
  consider(daily_.NextTurn());
  consider(outbox_.NextDue());
  consider(poster_.NextTurn());
  for (const auto& watch : watches_) {
    consider(watch->visiting() ? watch->NextTick() : watch->due_at());
  }
  return next;
}

void Daemon::Stop() {
  stopped_ = true;
  for (const auto& watch : watches_) {
    watch->Stop();
  }
  poster_.Stop();
  outbox_.Stop();
}

}  // namespace forumwatch
