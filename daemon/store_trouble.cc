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
    : channels_(MakeChannels(config.channels, transport, MentionsBy(config))),
      fail_over_(FailOverBy(config)),
      now_(now),
      pause_(kFirstPause),
      alive_(std::make_shared<const bool>(true)) {
  alert_.at = now;
  alert_.rule = kRule;
  alert_.id = StableUlid(now, kRule);
  alert_.receivers = ReceiversOf(kRule, config.alerting);
  alert_.title = std::move(title);
  alert_.reason = std::move(reason);
  text_ = ComposeSourceAlert(alert_);
  for (const AlertTarget& target : TargetsOf(alert_, ContactsAt(config, now))) {
    Add(target);
  }
}

bool StoreTrouble::told() const noexcept {
  return std::all_of(targets_.begin(), targets_.end(), [](const Target& target) {
    return target.state == State::Told || target.state == State::Hopeless;
  });
}

void StoreTrouble::Tell(UtcTime now, Duration steady) {
  now_ = now;
  if (steady < next_ || untold_.empty()) {
    return;
  }
  next_ = steady + std::max(pause_, std::exchange(asked_, Duration(0)));
  pause_ = std::min(pause_ * 2, kLongestPause);
  for (const std::size_t i : std::exchange(untold_, {})) {
    Send(i, now);
  }
}

void StoreTrouble::Send(std::size_t target, UtcTime now) {
  const AlertTarget to = targets_[target].to;
  ++targets_[target].attempts;
  const auto channel = channels_.find(to.channel);
  if (channel == channels_.end()) {
    Take(target, {SendVerdict::GiveUp, "", {}});  // the configuration leads nowhere
    return;
  }
  Delivery delivery;
  delivery.alert = alert_;
  delivery.text = text_;
  delivery.channel = to.channel;
  delivery.receiver = to.receiver;
  delivery.attempts = targets_[target].attempts;
  delivery.maybe_repeat = targets_[target].in_doubt;
  channel->second->Send(delivery, now,
                        [this, target, alive = std::weak_ptr(alive_)](const SendResult& result) {
                          if (!alive.expired()) {
                            Take(target, result);
                          }
                        });
}

void StoreTrouble::Take(std::size_t target, const SendResult& result) {
  Target& told = targets_[target];
  if (result.verdict == SendVerdict::Sent) {
    told.state = State::Told;
    return;
  }
  told.in_doubt = told.in_doubt || result.verdict == SendVerdict::Unsure;
  asked_ = std::max(asked_, Duration(result.wait.value_or(std::chrono::seconds(0))));
  const bool hopeless = result.verdict == SendVerdict::GiveUp;
  if (!hopeless) {
    untold_.insert(target);
  }
  if (hopeless || result.verdict == SendVerdict::Refused ||
      told.attempts >= Outbox::kAttemptsAlone) {
    told.state = hopeless ? State::Hopeless : State::Failed;
    TellAnother(target);
  }
}

// Of each person whose way it was the next one; anybody, where nobody has it or is about to.
void StoreTrouble::TellAnother(std::size_t failed) {
  const FailOver over = fail_over_(alert_, targets_[failed].to, now_);
  for (const std::vector<AlertTarget>& ways : over.people) {
    TryNextWay(failed, ways);
  }
  const bool reaches = std::any_of(targets_.begin(), targets_.end(), [](const Target& target) {
    return target.state == State::Told || target.state == State::Fresh;
  });
  const auto other = std::find_if(over.anybody.begin(), over.anybody.end(),
                                  [&](const AlertTarget& to) { return Find(to) == nullptr; });
  if (!reaches && other != over.anybody.end()) {
    Add(*other);
  }
}

void StoreTrouble::TryNextWay(std::size_t failed, const std::vector<AlertTarget>& ways) {
  const auto way = std::find_if(ways.begin(), ways.end(), [&](const AlertTarget& to) {
    return Find(to) == &targets_[failed];
  });
  if (way != ways.end() && way + 1 != ways.end() && Find(*(way + 1)) == nullptr) {
    Add(*(way + 1));
  }
}

void StoreTrouble::Add(const AlertTarget& to) {
  untold_.insert(targets_.size());
  targets_.push_back({to});
}

const StoreTrouble::Target* StoreTrouble::Find(const AlertTarget& to) const {
  const auto found = std::find_if(targets_.begin(), targets_.end(), [&to](const Target& target) {
    return target.to.channel == to.channel && target.to.receiver == to.receiver;
  });
  return found == targets_.end() ? nullptr : &*found;
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
