#include "tests/support/simbot_robots.h"

#include <array>
#include <cstdlib>

#include <nlohmann/json.hpp>
#include <sodium.h>

namespace forumwatch {
namespace {

constexpr std::size_t kFeishuLongest = 20'480;  // bytes of a request

using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const unsigned char* BytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());  // libsodium's text type
}

std::string HmacBase64(std::string_view key, std::string_view message) {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
  std::array<char, 64> text{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, BytesOf(key), key.size());
  crypto_auth_hmacsha256_update(&state, BytesOf(message), message.size());
  crypto_auth_hmacsha256_final(&state, hash.data());
  return sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(),
                           sodium_base64_VARIANT_ORIGINAL);
}

SimRobots::Receipt Refused(std::string answer) {
  return {false, false, false, std::move(answer), ""};
}

SimRobots::Receipt OverLimit(std::string answer) {
  return {false, false, true, std::move(answer), ""};
}

SimRobots::Receipt WronglySigned(std::string answer) {
  return {false, true, false, std::move(answer), ""};
}

// The text at `pointer`, "" when there is none.
std::string TextAt(const json& body, const char* pointer) {
  const json::json_pointer at(pointer);
  return body.is_object() && body.contains(at) && body.at(at).is_string()
             ? body.at(at).get<std::string>()
             : "";
}

bool IsFresh(const std::string& timestamp, Duration unit, UtcTime now) {
  const UtcTime said(unit * std::strtoll(timestamp.c_str(), nullptr, 10));
  return said > now - hours(1) && said < now + hours(1);
}

}  // namespace

bool SimRobots::TooMany(const std::string& robot, std::size_t most, Duration span, UtcTime now) {
  std::deque<UtcTime>& arrivals = arrivals_[robot];
  while (!arrivals.empty() && arrivals.front() <= now - span) {
    arrivals.pop_front();
  }
  if (arrivals.size() >= most) {
    return true;
  }
  arrivals.push_back(now);
  return false;
}

SimRobots::Receipt SimRobots::TakeWeCom(const sim::WireRequest& request, UtcTime now) {
  const json body = json::parse(request.body, nullptr, false);
  const std::string text = TextAt(body, "/text/content");
  if (request.Query("key").empty()) {
    return Refused(
        R"({"errcode":93000,"errmsg":"invalid webhook url, hint: [1], from ip: 127.0.0.1"})");
  }
  if (TooMany("wecom", 20, minutes(1), now)) {
    return OverLimit(R"({"errcode":45009,"errmsg":"api freq out of limit"})");
  }
  if (TextAt(body, "/msgtype") != "text" || text.empty() || text.size() > 2048) {
    return Refused(R"({"errcode":40058,"errmsg":"text.content exceed max length 2048."})");
  }
  return {true, false, false, R"({"errcode":0,"errmsg":"ok"})", text};
}

SimRobots::Receipt SimRobots::TakeDingTalk(const sim::WireRequest& request, UtcTime now) {
  const json body = json::parse(request.body, nullptr, false);
  const std::string text = TextAt(body, "/text/content");
  const std::string timestamp = request.Query("timestamp");
  if (request.Query("access_token").empty()) {
    return Refused(R"({"errcode":300005,"errmsg":"token is not exist"})");
  }
  if (!request.Header("content-type").starts_with("application/json")) {
    return Refused(R"({"errcode":43004,"errmsg":"无效的HTTP HEADER Content-Type"})");
  }
  if (!secret_.empty() && !IsFresh(timestamp, std::chrono::milliseconds(1), now)) {
    return WronglySigned(R"({"errcode":310000,"errmsg":"invalid timestamp"})");
  }
  if (!secret_.empty() &&
      request.Query("sign") != HmacBase64(secret_, timestamp + "\n" + secret_)) {
    return WronglySigned(
        R"({"errcode":310000,"errmsg":"sign not match, more: [https://ding-doc.dingtalk.com]"})");
  }
  const bool limited = limited_until_ && now < *limited_until_;
  if (limited || TooMany("dingtalk", 20, minutes(1), now)) {
    limited_until_ = limited ? limited_until_ : now + minutes(10);
    return OverLimit(R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})");
  }
  if (TextAt(body, "/msgtype") != "text" || text.empty() || text.size() > 15000) {
    return Refused(R"({"errcode":40035,"errmsg":"缺少参数 json"})");
  }
  return {true, false, false, R"({"errcode":0,"errmsg":"ok"})", text};
}

SimRobots::Receipt SimRobots::TakeFeishu(const sim::WireRequest& request, UtcTime now) {
  const json body = json::parse(request.body, nullptr, false);
  const std::string text = TextAt(body, "/content/text");
  const std::string timestamp = TextAt(body, "/timestamp");
  if (request.body.size() > kFeishuLongest || TextAt(body, "/msg_type") != "text" || text.empty()) {
    return Refused(R"({"code":9499,"msg":"Bad Request","data":{}})");
  }
  if (!secret_.empty() && (!IsFresh(timestamp, seconds(1), now) ||
                           TextAt(body, "/sign") != HmacBase64(timestamp + "\n" + secret_, ""))) {
    return WronglySigned(
        R"({"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time","data":{}})");
  }
  if (TooMany("feishu", 100, minutes(1), now) || TooMany("feishu a second", 5, seconds(1), now)) {
    return OverLimit(
        R"({"code":11232,"data":{},"msg":"frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"})");
  }
  return {
      true, false, false,
      R"({"code":0,"msg":"success","data":{},"Extra":null,"StatusCode":0,"StatusMessage":"success"})",
      text};
}

std::optional<SimRobots::Receipt> SimRobots::Take(const sim::WireRequest& request) {
  const UtcTime now = clock_();
  if (request.path == "/cgi-bin/webhook/send") {
    return TakeWeCom(request, now);
  }
  if (request.path == "/robot/send") {
    return TakeDingTalk(request, now);
  }
  if (request.path.starts_with("/open-apis/bot/v2/hook/")) {
    return TakeFeishu(request, now);
  }
  return std::nullopt;
}

std::vector<std::string> AlertsNamedIn(std::string_view text) {
  constexpr std::string_view kLabel = "编号 ";
  std::vector<std::string> ids;
  for (auto at = text.find(kLabel); at != std::string_view::npos; at = text.find(kLabel, at)) {
    at += kLabel.size();
    ids.emplace_back(text.substr(at, text.find('\n', at) - at));
  }
  return ids;
}

}  // namespace forumwatch
