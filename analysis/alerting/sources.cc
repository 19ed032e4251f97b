#include <algorithm>

#include "analysis/alerting/decide.h"
#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"

namespace forumwatch {
namespace {

constexpr std::string_view kBlind = "source.blind";
constexpr std::string_view kDown = "source.down";

// "" while there is nothing to say.
std::string_view RuleFor(const SourceHealth& health, const AlertingOptions& options) {
  if (health.failed_visits >= options.down_after) {
    return kDown;
  }
  return health.blind_visits >= options.blind_after ? kBlind : std::string_view();
}

// This trouble was said, and not so long ago that it is due again.
bool SaidLately(const SourceHealth& health, const AlertingOptions& options, UtcTime now) {
  if (!health.last_said_at ||
      *health.last_said_at > now) {  // or by a clock that was put back since
    return false;
  }
  const bool before_this_trouble =
      health.trouble_since && *health.last_said_at < *health.trouble_since;
  return !before_this_trouble && now < *health.last_said_at + options.blind_repeat;
}

// The first number that was never used, so that a repeat and a fresh trouble are both new.
int NextEpisode(const SourceHealth& health, const Said& said) {
  int episode = std::max(health.episode, 1);
  for (const AlertMark& mark : said) {
    if (mark.rule == kBlind || mark.rule == kDown) {
      episode = std::max(episode, mark.episode + 1);
    }
  }
  return episode;
}

std::string ReasonFor(const SourceHealth& health, std::string_view rule, const Zone& zone,
                      UtcTime now) {
  const bool down = rule == kDown;
  std::string text = "连续 " + std::to_string(down ? health.failed_visits : health.blind_visits) +
                     " 次访问" + (down ? "都没有得到可用的答复" : "都没有正常读到内容");
  if (const std::string reason = PlainLine(health.reason); !reason.empty()) {
    text += "：" + reason;
  }
  if (health.last_good_at) {
    text += "；上次读到是 " + WrittenMoment(*health.last_good_at, zone, now) + "（" +
            WrittenSpan(now - *health.last_good_at) + "前）";
  } else {
    text += "；启用以来还没有读到过";
  }
  return text + "；这期间的新帖看不到，请人工查看论坛（" + std::string(rule) + "）";
}

}  // namespace

std::vector<Alert> DecideSourceAlerts(const SourceHealth& health, const Said& said,
                                      const AlertingOptions& options, const Zone& zone,
                                      UtcTime now) {
  const std::string rule(RuleFor(health, options));
  if (rule.empty() || SaidLately(health, options, now)) {
    return {};
  }
  Alert alert;
  alert.at = now;
  alert.rule = rule;
  alert.source = health.name;
  alert.episode = NextEpisode(health, said);
  alert.id = StableUlid(health.trouble_since.value_or(now),
                        health.name + "/" + rule + "/" + std::to_string(alert.episode));
  alert.receivers = ReceiversOf(rule, options);
  alert.title = (rule == kDown ? "论坛连不上：" : "论坛读不到内容：") + PlainLine(health.name);
  alert.reason = ReasonFor(health, rule, zone, now);
  return {std::move(alert)};
}

}  // namespace forumwatch
