#include "daemon/service_alerts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/alerting/upkeep.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"
#include "daemon/store/failing_channels.h"
#include "daemon/store/outbox.h"

namespace forumwatch {
namespace {

constexpr std::chrono::hours kGivenUpLately{1};

// Nobody hears of a channel through itself, unless there is no other.
std::vector<AlertTarget> PastTheChannel(const std::string& channel,
                                        std::vector<AlertTarget> targets, const Config& config,
                                        UtcTime now) {
  const auto through_it = [&](const AlertTarget& target) { return target.channel == channel; };
  std::vector<AlertTarget> others = targets;
  std::erase_if(others, through_it);
  if (others.empty()) {
    others = Anybody(config, now);
    std::erase_if(others, through_it);
    others.resize(std::min<std::size_t>(others.size(), 1));
  }
  return others.empty() ? targets : others;
}

// What was said of it last; its episode is 0 where nothing was.
AlertMark LastSaid(OutboxStore& outbox, std::string_view channel) {
  AlertMark last;
  last.episode = 0;
  for (const AlertMark& mark : outbox.SaidAbout(SubjectOfChannel(channel))) {
    if (mark.rule == kChannelFailing && mark.episode > last.episode) {
      last = mark;
    }
  }
  return last;
}

}  // namespace

void SayOfService(Session& session, const Config& config, const Alert& alert) {
  const Addressed addressed = AddressOf(alert, config);
  OutboxStore(session).InsertAlert(alert, ComposeSourceAlert(alert), addressed.targets,
                                   addressed.not_before);
}

void ServiceAlerts::LookAtChannels(UtcTime now) {
  if (looked_at_ && now >= *looked_at_ && now < *looked_at_ + Duration(kLooks)) {
    return;
  }
  looked_at_ = now;
  Transaction transaction(session_);
  OutboxStore outbox(session_);
  for (const ChannelTrouble& trouble :
       FailingChannels(session_, kFailsAfter, now - kGivenUpLately)) {
    const AlertMark last = LastSaid(outbox, trouble.channel);
    const bool anew = trouble.last_sent_at && *trouble.last_sent_at >= last.at;
    if (last.episode > 0 && !anew && now < last.at + config_.alerting.blind_repeat) {
      continue;
    }
    const Alert alert = ChannelFailingAlert(trouble.channel, trouble.reason, last.episode + 1,
                                            config_.alerting, now);
    const Addressed addressed = AddressOf(alert, config_);
    outbox.InsertAlert(alert, ComposeSourceAlert(alert),
                       PastTheChannel(trouble.channel, addressed.targets, config_, now),
                       addressed.not_before);
  }
  transaction.Commit();
}

void ServiceAlerts::ClockSet(Duration step, UtcTime now) {
  if (step > -Duration(kSmallestStep) && step < Duration(kSmallestStep)) {
    return;
  }
  Transaction transaction(session_);
  SayOfService(session_, config_, ClockStepAlert(step, config_.alerting, now));
  transaction.Commit();
}

}  // namespace forumwatch
