#include "daemon/store_trouble.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "daemon/alerts/compose.h"
#include "daemon/store/meta.h"

namespace forumwatch {
namespace {

constexpr const char* kRule = "store.trouble";
constexpr Duration kFirstPause = std::chrono::seconds(10);
constexpr Duration kLongestPause = std::chrono::hours(1);
constexpr Bytes kRoom = 32_MiB;  // some days of a busy forum

}  // namespace

StoreTrouble::StoreTrouble(const Config& config, HttpTransport& transport, std::string title,
                           std::string reason, UtcTime now)
    : channels_(MakeChannels(config.channels, transport)),
      people_(FailOverOf(config).people),
      pause_(kFirstPause),
      alive_(std::make_shared<const bool>(true)) {
  alert_.at = now;
  alert_.rule = kRule;
  alert_.id = StableUlid(now, kRule);
  alert_.receivers = ReceiversOf(kRule, config.alerting);
  alert_.title = std::move(title);
  alert_.reason = std::move(reason);
  text_ = ComposeSourceAlert(alert_);
  targets_ = TargetsOf(alert_, ContactsAt(config, now));
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    untold_.insert(i);
  }
}

void StoreTrouble::Tell(UtcTime now, Duration steady) {
  if (steady < next_ || untold_.empty()) {
    return;
  }
  next_ = steady + std::max(pause_, std::exchange(asked_, Duration(0)));
  pause_ = std::min(pause_ * 2, kLongestPause);
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
    delivery.maybe_repeat = in_doubt_.contains(i);
    channel->second->Send(delivery, now,
                          [this, i, alive = std::weak_ptr(alive_)](const SendResult& result) {
                            if (alive.expired()) {
                              return;
                            }
                            Take(i, result);
                          });
  }
}

void StoreTrouble::Take(std::size_t target, const SendResult& result) {
  const bool hopeless = result.verdict == SendVerdict::GiveUp;
  if (result.verdict != SendVerdict::Sent &&
      (hopeless || result.verdict == SendVerdict::Refused || attempts_ >= Outbox::kAttemptsAlone)) {
    TryNextWay(target);
  }
  if (result.verdict == SendVerdict::Sent || hopeless) {
    ++taken_;
    return;
  }
  untold_.insert(target);
  if (result.verdict == SendVerdict::Unsure) {
    in_doubt_.insert(target);
  }
  asked_ = std::max(asked_, Duration(result.wait.value_or(std::chrono::seconds(0))));
}

void StoreTrouble::TryNextWay(std::size_t target) {
  const auto same_as = [](const AlertTarget& one) {
    return [&one](const AlertTarget& other) {
      return one.channel == other.channel && one.receiver == other.receiver;
    };
  };
  const AlertTarget failed = targets_[target];
  for (const std::vector<AlertTarget>& ways : people_) {
    const auto way = std::find_if(ways.begin(), ways.end(), same_as(failed));
    if (way != ways.end() && way + 1 != ways.end() &&
        std::none_of(targets_.begin(), targets_.end(), same_as(*(way + 1)))) {
      untold_.insert(targets_.size());
      targets_.push_back(*(way + 1));
    }
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
