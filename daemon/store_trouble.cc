#include "daemon/store_trouble.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/alerts/compose.h"
#include "daemon/store/meta.h"

namespace forumwatch {
namespace {

constexpr const char* kRule = "store.trouble";
constexpr Duration kPause = std::chrono::minutes(1);
constexpr Bytes kRoom = 32_MiB;  // some days of a busy forum

}  // namespace

StoreTrouble::StoreTrouble(const Config& config, HttpTransport& transport, std::string title,
                           std::string reason, UtcTime now)
    : channels_(MakeChannels(config.channels, transport)),
      alive_(std::make_shared<const bool>(true)) {
  alert_.at = now;
  alert_.rule = kRule;
  alert_.id = StableUlid(now, kRule);
  alert_.receivers = ReceiversOf(kRule, config.alerting);
  alert_.title = std::move(title);
  alert_.reason = std::move(reason);
  text_ = ComposeSourceAlert(alert_);
  targets_ = TargetsOf(alert_, config.roles);
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    untold_.insert(i);
  }
}

void StoreTrouble::Tell(UtcTime now, Duration steady) {
  if (steady < next_ || untold_.empty()) {
    return;
  }
  next_ = steady + kPause;
  ++attempts_;
  for (const std::size_t i : std::exchange(untold_, {})) {
    const auto channel = channels_.find(targets_[i].channel);
    if (channel == channels_.end()) {
      ++taken_;  // the configuration leads nowhere
      continue;
    }
    Delivery delivery;
    delivery.alert = alert_;
    delivery.text = text_;
    delivery.channel = targets_[i].channel;
    delivery.receiver = targets_[i].receiver;
    delivery.attempts = attempts_;
    channel->second->Send(delivery, now,
                          [this, i, alive = std::weak_ptr(alive_)](const SendResult& result) {
                            if (alive.expired()) {
                              return;
                            }
                            if (result.verdict == SendVerdict::Sent) {
                              ++taken_;
                            } else {
                              untold_.insert(i);
                            }
                          });
  }
}

bool CanBeWritten(Session& session) {
  std::error_code unknown;
  const auto disk = std::filesystem::space(session.file().parent_path(), unknown);
  if (!unknown && disk.available < Count(kRoom)) {
    return false;
  }
  try {
    Transaction transaction(session);
    MetaStore(session).Save("room", "1");
    transaction.Commit();
    return true;
  } catch (const StoreError&) {
    return false;
  }
}

}  // namespace forumwatch
