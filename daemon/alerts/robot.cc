#include "daemon/alerts/robot.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/alerting/quiet.h"
#include "config/robots.h"
#include "daemon/alerts/answer.h"
#include "daemon/alerts/compose.h"
#include "daemon/alerts/robot_text.h"
#include "daemon/alerts/signature.h"

namespace forumwatch {
namespace {

using nlohmann::ordered_json;

constexpr std::chrono::seconds kRobotDeadline{15};
constexpr Bytes kLongestRobotAnswer = 64_KiB;

// Bytes. 钉钉 names no limit for robots; its other interfaces take 15,000. What JSON adds to a line
// of text (a backslash before a quote) cannot double it beyond 20 KB.
std::size_t LongestText(RobotKind kind) {
  switch (kind) {
    case RobotKind::WeCom:
      return 2048;
    case RobotKind::DingTalk:
      return 6000;
    case RobotKind::Feishu:
      break;
  }
  return 8000;
}

// Below what each robot takes a minute, with room for a test by hand: 4 + 15, 3 + 85.
Pace PaceOf(RobotKind kind) {
  return kind == RobotKind::Feishu ? Pace(3, std::chrono::milliseconds(700))
                                   : Pace(4, std::chrono::seconds(4));
}

// 飞书 asks robots to keep off :00 and :30, when everybody's timers write. A few seconds, so that
// what is due then is still tried within ten.
Duration UntilTheRushIsOver(UtcTime now) {
  constexpr Duration kEvery = std::chrono::minutes(30);
  constexpr Duration kRush = std::chrono::seconds(7);
  const Duration into = now.time_since_epoch() % kEvery;
  return std::max(Duration(0), kRush - into);
}

struct Mentions {
  std::vector<std::string> numbers;
  std::vector<std::string> ids;
  bool everybody = false;
};

// Of everybody who answers for one of the alert's roles, each once.
Mentions MentionsOf(const RobotConfig& config, const Alert& alert) {
  Mentions mentions;
  for (const std::string& role : alert.receivers) {
    const auto found = config.mention.find(role);
    if (found == config.mention.end()) {
      continue;
    }
    for (const std::string& one : found->second) {
      auto& list = IsMobileNumber(one) ? mentions.numbers : mentions.ids;
      if (one == kEverybody) {
        mentions.everybody = true;
      } else if (std::find(list.begin(), list.end(), one) == list.end()) {
        list.push_back(one);
      }
    }
  }
  return mentions;
}

// In 钉钉 who is mentioned must stand in the text, too; in 飞书 he stands nowhere else.
std::string MentionedInText(RobotKind kind, const Mentions& mentions) {
  std::string mentioned;
  if (kind == RobotKind::DingTalk) {
    for (const auto* const list : {&mentions.numbers, &mentions.ids}) {
      for (const std::string& one : *list) {
        mentioned += (mentioned.empty() ? "@" : " @") + one;
      }
    }
  } else if (kind == RobotKind::Feishu) {
    for (const std::string& id : mentions.ids) {
      mentioned += "<at user_id=\"" + id + "\"></at>";
    }
    mentioned += mentions.everybody ? "<at user_id=\"all\">所有人</at>" : "";
  }
  return mentioned;
}

// What is left for the text, and for the line of who is mentioned.
struct Room {
  std::size_t text = 0;
  std::string last_line;
};

Room RoomIn(RobotKind kind, const Mentions& mentions) {
  const std::string mentioned = MentionedInText(kind, mentions);
  const std::string last = mentioned.empty() ? "" : "\n" + mentioned;
  const std::size_t bytes = LongestText(kind);
  return {bytes - std::min(bytes, last.size()), last};
}

std::string MessageText(RobotKind kind, const Delivery& delivery, const Mentions& mentions) {
  const Room room = RoomIn(kind, mentions);
  return RobotText(AsSent(delivery.text, delivery), room.text) + room.last_line;
}

ordered_json WeComBody(const Delivery& delivery, Mentions mentions) {
  ordered_json text = {{"content", MessageText(RobotKind::WeCom, delivery, mentions)}};
  if (mentions.everybody) {
    mentions.ids.emplace_back(kEverybody);
  }
  if (!mentions.ids.empty()) {
    text["mentioned_list"] = mentions.ids;
  }
  if (!mentions.numbers.empty()) {
    text["mentioned_mobile_list"] = mentions.numbers;
  }
  return {{"msgtype", "text"}, {"text", std::move(text)}};
}

ordered_json DingTalkBody(const Delivery& delivery, const Mentions& mentions) {
  return {{"msgtype", "text"},
          {"text", {{"content", MessageText(RobotKind::DingTalk, delivery, mentions)}}},
          {"at",
           {{"atMobiles", mentions.numbers},
            {"atUserIds", mentions.ids},
            {"isAtAll", mentions.everybody}}}};
}

ordered_json FeishuBody(const Delivery& delivery, const Mentions& mentions) {
  return {{"msg_type", "text"},
          {"content", {{"text", MessageText(RobotKind::Feishu, delivery, mentions)}}}};
}

template <typename Unit>
std::string Since1970(UtcTime now) {
  return std::to_string(std::chrono::floor<Unit>(now).time_since_epoch().count());
}

std::string SignedAddress(const RobotConfig& config, UtcTime now) {
  if (config.kind != RobotKind::DingTalk || config.secret.empty()) {
    return config.url;
  }
  const std::string timestamp = Since1970<std::chrono::milliseconds>(now);
  return config.url + (config.url.find('?') == std::string::npos ? "?" : "&") +
         "timestamp=" + timestamp + "&sign=" + DingTalkSign(config.secret, timestamp);
}

ordered_json Body(const RobotConfig& config, const Delivery& delivery, UtcTime now) {
  Mentions mentions = MentionsOf(config, delivery.alert);
  if (config.kind == RobotKind::WeCom) {
    return WeComBody(delivery, std::move(mentions));
  }
  if (config.kind == RobotKind::DingTalk) {
    return DingTalkBody(delivery, mentions);
  }
  ordered_json body = FeishuBody(delivery, mentions);
  if (!config.secret.empty()) {
    const std::string timestamp = Since1970<std::chrono::seconds>(now);
    body["timestamp"] = timestamp;
    body["sign"] = FeishuSign(config.secret, timestamp);
  }
  return body;
}

}  // namespace

HttpRequest RobotRequest(const RobotConfig& config, const Delivery& delivery, UtcTime now) {
  HttpRequest request;
  request.method = "POST";
  request.url = SignedAddress(config, now);
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  request.body =
      Body(config, delivery, now).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  request.max_body = kLongestRobotAnswer;
  request.deadline = kRobotDeadline;
  request.follow_redirects = false;
  return request;
}

// There is room for all who may be mentioned.
std::optional<Delivery> RobotChannel::Digest(std::span<const Delivery> deliveries) const {
  Delivery digest = deliveries.front();
  std::vector<std::string>& roles = digest.alert.receivers;
  for (const Delivery& delivery : deliveries.subspan(1)) {
    for (const std::string& role : delivery.alert.receivers) {
      if (std::find(roles.begin(), roles.end(), role) == roles.end()) {
        roles.push_back(role);
      }
    }
  }
  digest.text =
      DigestText(deliveries, RoomIn(config_.kind, MentionsOf(config_, digest.alert)).text);
  digest.maybe_repeat = false;
  digest.late = Duration(0);
  return digest;
}

RobotChannel::RobotChannel(RobotConfig config, HttpTransport& transport, MentionsThen mentions)
    : config_(std::move(config)),
      transport_(transport),
      mentions_(std::move(mentions)),
      pace_(PaceOf(config_.kind)) {}

Duration RobotChannel::Pause(const Alert& next, UtcTime now) {
  const Duration pace = pace_.Wait(now);
  const bool may_wait = config_.kind == RobotKind::Feishu && !IsUrgent(next.rule);
  return may_wait ? std::max(pace, UntilTheRushIsOver(now)) : pace;
}

void RobotChannel::Send(const Delivery& delivery, UtcTime now, SendHandler done) {
  pace_.Take();
  RobotConfig then = config_;
  if (mentions_) {
    then.mention = mentions_(config_, now);
  }
  transport_.Start(
      RobotRequest(then, delivery, now),
      [done = std::move(done)](const HttpOutcome& outcome) { done(JudgeRobotAnswer(outcome)); });
}

}  // namespace forumwatch
