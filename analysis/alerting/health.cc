#include "analysis/alerting/health.h"

#include <algorithm>
#include <utility>

namespace forumwatch {
namespace {

constexpr std::chrono::minutes kShortest{30};
constexpr int kPauses = 3;  // a visit that fails once is no gap

bool Saw(const VisitResult& visit) {
  return visit.list_read && visit.end != VisitEnd::Blind;
}

}  // namespace

SourceHealth AfterVisit(SourceHealth health, const VisitResult& visit, UtcTime now) {
  if (Saw(visit)) {
    health.seen_at = visit.began.value_or(now);
  }
  if (visit.end == VisitEnd::Good) {
    health.blind_visits = 0;
    health.failed_visits = 0;
    health.reason.clear();
    health.last_good_at = now;
    health.trouble_since.reset();
    return health;
  }
  const bool blind = visit.end == VisitEnd::Blind;
  health.blind_visits = blind ? health.blind_visits + 1 : 0;
  health.failed_visits = blind ? 0 : health.failed_visits + 1;
  health.reason = visit.reason;
  if (!health.trouble_since) {
    health.trouble_since = visit.began.value_or(now);
  }
  return health;
}

std::optional<Gap> OpenGap(const SourceHealth& health, Duration pause, UtcTime now) {
  const Duration shortest = std::max<Duration>(kShortest, kPauses * pause);
  if (!health.seen_at || now - *health.seen_at < shortest) {
    return std::nullopt;
  }
  // Nobody looked before the trouble began: the service did not run, or not with this source.
  const bool looked = health.trouble_since && *health.trouble_since - *health.seen_at < shortest;
  std::string reason = looked ? health.reason : "没有在看：服务没有运行，或没有配置这个来源";
  if (!looked && health.trouble_since) {
    reason += "；后来" + health.reason;
  }
  return Gap{*health.seen_at, now, std::move(reason)};
}

std::optional<Gap> GapBefore(const SourceHealth& before, const VisitResult& visit, UtcTime now) {
  return Saw(visit) ? OpenGap(before, visit.pause, visit.began.value_or(now)) : std::nullopt;
}

}  // namespace forumwatch
