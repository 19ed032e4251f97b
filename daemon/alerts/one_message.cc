#include "daemon/alerts/one_message.h"

#include <algorithm>
#include <utility>

#include "analysis/alerting/quiet.h"
#include "analysis/alerting/stock_take.h"
#include "daemon/alerts/outbox.h"

namespace forumwatch {
namespace {

// A stock-take (B8) is a list already: of a digest's few words for each nothing would be left.
bool MayGoWithOthers(const Delivery& delivery) {
  return delivery.attempts == 1 && !delivery.maybe_repeat && delivery.alert.rule != kStockTake;
}

}  // namespace

std::vector<Delivery> OneMessage(const std::deque<Delivery>& waiting) {
  const Delivery& first = waiting.front();
  std::vector<Delivery> matter;
  std::vector<Delivery> burst;
  for (const Delivery& delivery : waiting) {
    if (!MayGoWithOthers(delivery) || delivery.receiver != first.receiver) {
      continue;
    }
    if (first.alert.complaint && delivery.alert.complaint == first.alert.complaint) {
      matter.push_back(delivery);
    }
    if (IsUrgent(delivery.alert.rule) == IsUrgent(first.alert.rule)) {
      burst.push_back(delivery);
    }
  }
  std::vector<Delivery>& parts = burst.size() > Outbox::kAtOnce ? burst : matter;
  parts.resize(std::min(parts.size(), Outbox::kTogether));
  return MayGoWithOthers(first) ? std::move(parts) : std::vector<Delivery>();
}

}  // namespace forumwatch
