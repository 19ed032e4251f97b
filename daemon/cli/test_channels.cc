#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/alerting/decide.h"
#include "analysis/text/plain.h"
#include "config/robots.h"
#include "config/roles.h"
#include "crawlers/http/client.h"
#include "daemon/alerts/channels.h"
#include "daemon/alerts/compose.h"
#include "daemon/cli/commands.h"
#include "daemon/clock.h"
#include "daemon/logging.h"
#include "daemon/signals.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

constexpr const char* kRule = "alert.test";

// One message through one channel to one receiver, and what became of it.
struct Trial {
  const ChannelConfig* channel;
  std::string receiver;
  SendResult result;
  bool ended = false;
};

std::string KindOf(const ChannelConfig& channel) {
  if (channel.robot) {
    return std::string(FormOf(channel.robot->kind).name) + "机器人";
  }
  return channel.mail ? "邮件" : "webhook";
}

// A group is one receiver; mail goes to everybody who is reached by it.
std::vector<std::string> TestReceivers(const ChannelConfig& channel, const Config& config) {
  if (!channel.mail) {
    return {""};
  }
  std::vector<std::string> receivers;
  for (const AlertTarget& target : Anybody(config, {})) {
    if (target.channel == channel.name) {
      receivers.push_back(target.receiver);
    }
  }
  return receivers;
}

std::vector<Trial> PlanTrials(const Config& config, const std::string& only) {
  std::vector<Trial> trials;
  for (const ChannelConfig& channel : config.channels) {
    if (!only.empty() && channel.name != only) {
      continue;
    }
    const auto receivers = TestReceivers(channel, config);
    for (const std::string& receiver : receivers) {
      trials.push_back({&channel, receiver, {}, false});
    }
    if (receivers.empty()) {
      trials.push_back(
          {&channel, "", {SendVerdict::GiveUp, "没有角色用这个通道，不知道发给谁", {}}, true});
    }
  }
  return trials;
}

// All roles: whoever is mentioned in earnest is mentioned now.
Delivery TestDelivery(const Trial& trial, UtcTime now) {
  Delivery delivery;
  delivery.alert.id = StableUlid(now, kRule);
  delivery.alert.at = now;
  delivery.alert.rule = kRule;
  delivery.alert.receivers = KnownRoles();
  delivery.alert.title = "【测试】不用处理：试一试提醒通道“" + trial.channel->name + "”";
  delivery.alert.reason = "有人运行了 forumwatch alert test；看到这一条，说明这个通道能用";
  delivery.text = ComposeSourceAlert(delivery.alert);
  delivery.channel = trial.channel->name;
  delivery.receiver = trial.receiver;
  delivery.attempts = 1;
  return delivery;
}

// False: interrupted.
bool SendAll(std::vector<Trial>& trials, const Config& config) {
  Signals signals;
  const SystemClock clock;
  HttpClient client(config.http);
  const AlertChannels channels = MakeChannels(config.channels, client, MentionsBy(config));
  for (Trial& trial : trials) {
    if (!trial.ended) {
      channels.at(trial.channel->name)
          ->Send(TestDelivery(trial, clock.Now()), clock.Now(), [&trial](const SendResult& result) {
            trial.result = result;
            trial.ended = true;
          });
    }
  }
  const int wake[] = {signals.fd()};
  const auto waits = [](const Trial& trial) { return !trial.ended; };
  while (std::any_of(trials.begin(), trials.end(), waits) && !signals.StopAsked()) {
    client.Turn(clock.Now(), std::chrono::milliseconds(200), wake);
  }
  return std::none_of(trials.begin(), trials.end(), waits);
}

std::string_view Word(SendVerdict verdict) {
  switch (verdict) {
    case SendVerdict::Sent:
      return "sent";
    case SendVerdict::Retry:
      return "retry";
    case SendVerdict::Unsure:
      return "unsure";
    case SendVerdict::Refused:
      return "refused";
    case SendVerdict::GiveUp:
      return "dead";
  }
  return "";
}

std::string Advice(const Trial& trial) {
  switch (trial.result.verdict) {
    case SendVerdict::Sent:
      return trial.channel->mail    ? "到收件箱和垃圾邮件里看一眼，确认收到了"
             : trial.channel->robot ? "到群里看一眼，确认收到了，要 @ 的人也 @ 到了"
                                    : "到接收程序那边看一眼，确认收到了";
    case SendVerdict::Retry:
      return trial.result.wait
                 ? "过 " +
                       std::to_string(
                           std::chrono::ceil<std::chrono::minutes>(*trial.result.wait).count()) +
                       " 分钟再试一次"
                 : "检查网络、防火墙和通道的地址，再试一次";
    case SendVerdict::Unsure:
      return "可能已经送到：先看看对方收到没有；没有就检查网络和通道的地址，再试一次";
    case SendVerdict::Refused:
      return "检查通道的地址、密钥和中间的代理，改好再试一次";
    case SendVerdict::GiveUp:
      return "改好配置或接收方的设置，再试一次";
  }
  return "";
}

void SayTrials(const std::vector<Trial>& trials) {
  for (const Trial& trial : trials) {
    const bool sent = trial.result.verdict == SendVerdict::Sent;
    std::cout << (sent ? "好    " : "不好  ") << PlainLine(trial.channel->name)
              << (trial.receiver.empty() ? "" : " " + PlainLine(trial.receiver)) << "（"
              << KindOf(*trial.channel) << "）："
              << (sent ? "接收方收下了测试消息" : PlainLine(trial.result.reason)) << "\n      "
              << (sent ? "" : "怎么办：") << Advice(trial) << "\n";
  }
}

void WriteTrials(const std::vector<Trial>& trials) {
  ordered_json list = ordered_json::array();
  for (const Trial& trial : trials) {
    list.push_back({{"channel", trial.channel->name},
                    {"kind", KindOf(*trial.channel)},
                    {"to", trial.receiver},
                    {"result", Word(trial.result.verdict)},
                    {"reason", trial.result.reason},
                    {"advice", Advice(trial)}});
  }
  std::cout << list.dump(2, ' ', false, ordered_json::error_handler_t::replace) << "\n";
}

// What only time or the network has to mend is another thing than what somebody has to.
ExitCode CodeOf(const std::vector<Trial>& trials) {
  ExitCode code = ExitCode::Done;
  for (const Trial& trial : trials) {
    switch (trial.result.verdict) {
      case SendVerdict::Sent:
        break;
      case SendVerdict::Retry:
      case SendVerdict::Unsure:
        code = code == ExitCode::Done ? ExitCode::Unavailable : code;
        break;
      case SendVerdict::Refused:
      case SendVerdict::GiveUp:
        code = ExitCode::Failed;
        break;
    }
  }
  return code;
}

// Says what there is when nothing is tried.
ExitCode NothingToTry(const Config& config, const std::string& name) {
  std::vector<std::string> known;
  for (const ChannelConfig& channel : config.channels) {
    known.push_back(channel.name);
  }
  if (known.empty()) {
    std::cerr << "配置里没有通道：提醒不会发给任何人，请在 channels 里写上\n";
    return ExitCode::Failed;
  }
  std::cerr << "配置里没有名为“" << PlainLine(name) << "”的通道。现有：" << Listed(known) << "\n";
  return ExitCode::Usage;
}

}  // namespace

ExitCode TestChannels(const CommonOptions& common, const std::string& only) {
  const Config config = LoadConfig(common.config, common.places);
  StartLogging("error");
  std::vector<Trial> trials = PlanTrials(config, only);
  if (trials.empty()) {
    return NothingToTry(config, only);
  }
  if (!SendAll(trials, config)) {
    std::cerr << "中断：测试消息可能已经发出\n";
    return ExitCode::Failed;
  }
  if (common.json) {
    WriteTrials(trials);
  } else {
    SayTrials(trials);
  }
  return CodeOf(trials);
}

}  // namespace forumwatch
