#include "analysis/alerting/health.h"

namespace forumwatch {

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

}  // namespace forumwatch
