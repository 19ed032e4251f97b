#include "analysis/alerting/health.h"

#include <algorithm>

namespace forumwatch {
namespace {

constexpr std::chrono::minutes kShortest{30};
constexpr int kPauses = 3;  // a visit that fails once is no gap

}  // namespace

SourceHealth AfterVisit(SourceHealth health, const VisitResult& visit, UtcTime now) {
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
    health.trouble_since = now;
  }
  return health;
}

std::optional<Gap> GapBefore(const SourceHealth& before, const VisitResult& visit, UtcTime now) {
  const UtcTime seen_again = visit.began.value_or(now);
  if (visit.end != VisitEnd::Good || !before.last_good_at ||
      seen_again - *before.last_good_at < std::max<Duration>(kShortest, kPauses * visit.pause)) {
    return std::nullopt;
  }
  return Gap{*before.last_good_at, seen_again,
             before.trouble_since ? before.reason : "服务没有运行"};
}

}  // namespace forumwatch
