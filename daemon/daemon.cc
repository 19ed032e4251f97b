#include "daemon/daemon.h"

#include <algorithm>
#include <utility>

#include "crawlers/sites/feed.h"
#include "crawlers/sites/html_forum.h"
#include "daemon/alerts/channels.h"

namespace forumwatch {
namespace {

// However quiet it is, the loop looks round so often: the watchdog and a stepped clock want it.
constexpr std::chrono::seconds kLongestPause{5};
constexpr std::chrono::seconds kFirstLook{20};

}  // namespace

std::unique_ptr<Crawler> MakeCrawler(const SourceConfig& source) {
  if (source.html == nullptr) {
    return MakeFeed({source.url, source.staff});
  }
  return MakeHtmlForum(source.html, {source.url, source.staff, source.utc_offset});
}

Daemon::Daemon(const Config& config, Session& session, HttpTransport& transport, const Clock& clock,
               std::string owner)
    : pipeline_(session, config),
      sources_(session),
      channels_(MakeChannels(config.channels, transport)),
      outbox_(session, channels_, clock, std::move(owner)),
      started_at_(clock.Now()) {
  const UtcTime horizon = started_at_ - Duration(config.backfill);
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      const SourceOnRecord on_record =
          pipeline_.Register(community.name, source.name, source.engine, source.url, horizon);
      watches_.push_back(std::make_unique<SourceWatch>(
          WatchTools{transport, session, pipeline_, sources_, clock}, community.name, source,
          MakeCrawler(source), config.visits, on_record));
    }
  }
}

void Daemon::Turn(UtcTime now) {
  if (stopped_) {
    return;
  }
  looked_ = looked_ || FirstLookOver(now);
  if (looked_) {
    pipeline_.OnTick(now);
  }
  outbox_.Send(now);
  for (const auto& watch : watches_) {
    if (!watch->visiting() && watch->due_at() <= now) {
      watch->Visit(now);
    }
  }
}

bool Daemon::FirstLookOver(UtcTime now) const {
  return now >= started_at_ + Duration(kFirstLook) ||
         std::all_of(watches_.begin(), watches_.end(),
                     [](const auto& watch) { return watch->visits() > 0; });
}

UtcTime Daemon::NextTurn(UtcTime now) {
  UtcTime next = now + Duration(kLongestPause);
  if (const auto tick = pipeline_.NextTick(); tick && looked_) {
    next = std::min(next, *tick);
  }
  if (const auto due = outbox_.NextDue()) {
    next = std::min(next, *due);
  }
  for (const auto& watch : watches_) {
    if (!watch->visiting()) {
      next = std::min(next, watch->due_at());
    }
  }
  return std::max(next, now);
}

void Daemon::Stop() {
  stopped_ = true;
  for (const auto& watch : watches_) {
    watch->Stop();
  }
  outbox_.Stop();
}

}  // namespace forumwatch
