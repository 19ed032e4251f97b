#include "daemon/outside_watch.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "daemon/logging.h"

namespace forumwatch {

OutsideWatch::OutsideWatch(const HeartbeatConfig& config, HttpTransport& transport)
    : config_(config), transport_(transport), alive_(std::make_shared<const bool>(true)) {}

void OutsideWatch::Turn(Duration steady, const std::function<std::string()>& why_unfit) {
  if (config_.url.empty() || asking_ || steady < next_) {
    return;
  }
  const std::string why = why_unfit();
  if (why.empty() != fit_) {
    if (fit_) {
      spdlog::error("heartbeat withheld reason={}", Quoted(why));
    } else {
      spdlog::info("heartbeat goes on");
    }
  }
  fit_ = why.empty();
  if (!fit_) {
    next_ = steady + std::min<Duration>(config_.every, kLooks);
    return;
  }
  next_ = steady + Duration(config_.every);
  asking_ = true;
  HttpRequest request;
  request.url = config_.url;
  request.max_body = 64_KiB;
  request.deadline = std::chrono::seconds(20);
  transport_.Start(std::move(request),
                   [this, alive = std::weak_ptr(alive_)](const HttpOutcome& outcome) {
                     if (!alive.expired()) {
                       Take(outcome);
                     }
                   });
}

// The address holds a key: it is not logged. Only changes are.
void OutsideWatch::Take(const HttpOutcome& outcome) {
  asking_ = false;
  const bool heard = outcome.kind == OutcomeKind::Ok;
  if (heard != heard_) {
    if (heard) {
      spdlog::info("heartbeat got through again");
    } else {
      spdlog::warn("heartbeat did not get through outcome={} status={}", Name(outcome.kind),
                   outcome.status);
    }
  }
  heard_ = heard;
}

}  // namespace forumwatch
