#include <algorithm>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/alerting/wording.h"
#include "analysis/text/plain.h"
#include "daemon/cli/commands.h"
#include "daemon/clock.h"
#include "daemon/store/outbox.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

std::vector<std::string> ChannelsOf(const Config& config) {
  std::vector<std::string> names;
  for (const ChannelConfig& channel : config.channels) {
    names.push_back(channel.name);
  }
  return names;
}

bool IsAmong(const std::string& channel, std::span<const std::string> channels) {
  return std::find(channels.begin(), channels.end(), channel) != channels.end();
}

std::string FateInWords(const DeliveryFate& fate, const Zone& zone, UtcTime now,
                        std::span<const std::string> channels) {
  std::string text = PlainLine(fate.channel) +
                     (fate.receiver.empty() ? "" : " " + PlainLine(fate.receiver)) + "：";
  if (fate.state == "sent") {
    text += "已送到";
  } else if (fate.state == "dead") {
    text += "没有送到，不再试";
  } else if (fate.state == "settled") {
    text += "送出之前已经办妥，没有再发";
  } else if (!IsAmong(fate.channel, channels)) {
    text += "配置里已经没有这个通道，发不出去";
  } else if (fate.due_at && *fate.due_at > now) {
    text += "等到 " + WrittenMoment(*fate.due_at, zone, now) + " 再发";
  } else {
    text += "正在送";
  }
  if (fate.ended_at) {
    text += "（" + WrittenMoment(*fate.ended_at, zone, now) + "）";
  }
  return text + (fate.reason.empty() ? "" : "：" + PlainLine(fate.reason));
}

void SayAlert(const Alert& alert, const std::vector<DeliveryFate>& fates, const Zone& zone,
              UtcTime now, std::span<const std::string> channels) {
  std::cout << WrittenMoment(alert.at, zone, now) << "  " << alert.rule << "  "
            << PlainLine(alert.title) << "\n    " << PlainLine(alert.reason) << "\n    编号 "
            << alert.id << "\n";
  for (const DeliveryFate& fate : fates) {
    std::cout << "    " << FateInWords(fate, zone, now, channels) << "\n";
  }
  if (fates.empty()) {
    std::cout << "    没有发出：当时没有配置联系人\n";
  }
}

ordered_json TimeInJson(const std::optional<UtcTime>& t, const Zone& zone) {
  return t ? ordered_json(zone.Format(*t)) : ordered_json(nullptr);
}

ordered_json AlertInJson(const Alert& alert, const std::vector<DeliveryFate>& fates,
                         const Zone& zone, std::span<const std::string> channels) {
  ordered_json deliveries = ordered_json::array();
  for (const DeliveryFate& fate : fates) {
    deliveries.push_back({{"channel", fate.channel},
                          {"to", fate.receiver},
                          {"state", fate.state},
                          {"channel_exists", IsAmong(fate.channel, channels)},
                          {"reason", fate.reason},
                          {"due_at", TimeInJson(fate.due_at, zone)},
                          {"ended_at", TimeInJson(fate.ended_at, zone)}});
  }
  return {
      {"at", zone.Format(alert.at)},
      {"rule", alert.rule},
      {"handbook", alert.handbook.empty() ? ordered_json(nullptr) : ordered_json(alert.handbook)},
      {"complaint", alert.complaint ? ordered_json(Name(*alert.complaint)) : ordered_json(nullptr)},
      {"source", alert.source.empty() ? ordered_json(nullptr) : ordered_json(alert.source)},
      {"episode", alert.episode},
      {"receivers", alert.receivers},
      {"title", alert.title},
      {"reason", alert.reason},
      {"id", alert.id},
      {"deliveries", std::move(deliveries)}};
}

}  // namespace

ExitCode ListAlerts(const CommonOptions& common, const AlertListOptions& options) {
  const Config config = LoadConfig(common.config, common.places);
  Session session(config.store, OpenMode::Read);
  const Transaction one_moment(session);
  OutboxStore outbox(session);
  const Zone zone(config.zone);
  const UtcTime now = common.now.value_or(SystemClock().Now());
  ordered_json list = ordered_json::array();
  const std::vector<std::string> channels = ChannelsOf(config);
  const std::vector<Alert> alerts =
      options.dead ? outbox.LatestUnheard(options.limit, channels) : outbox.Latest(options.limit);
  for (const Alert& alert : alerts) {
    const std::vector<DeliveryFate> fates = outbox.FatesOf(alert);
    if (common.json) {
      list.push_back(AlertInJson(alert, fates, zone, channels));
    } else {
      SayAlert(alert, fates, zone, now, channels);
    }
  }
  if (common.json) {
    std::cout << list.dump(2, ' ', false, ordered_json::error_handler_t::replace) << "\n";
  } else if (alerts.empty()) {
    std::cout << (options.dead ? "没有送不到的提醒\n" : "还没有提醒过\n");
  }
  return ExitCode::Done;
}

}  // namespace forumwatch
