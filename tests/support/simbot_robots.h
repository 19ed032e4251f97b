// The group robots of 企业微信, 钉钉 and 飞书 as the simulated receiver plays them: each at the
// path of its kind, with its signature, its limits of bytes and of messages, and its words. Not for
// several threads at once.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/time.h"
#include "tests/support/simforum/wire.h"

namespace forumwatch {

class SimRobots {
 public:
  struct Receipt {
    bool taken = false;
    bool bad_signature = false;
    bool over_limit = false;
    std::string answer;  // JSON
    std::string text;    // of the message
  };

  // `secret` "": signatures are not looked at. `clock` says when a message arrives.
  SimRobots(std::string secret, std::function<UtcTime()> clock)
      : secret_(std::move(secret)), clock_(std::move(clock)) {}

  // nullopt: no robot's path.
  std::optional<Receipt> Take(const sim::WireRequest& request);

 private:
  Receipt TakeWeCom(const sim::WireRequest& request, UtcTime now);
  Receipt TakeDingTalk(const sim::WireRequest& request, UtcTime now);
  Receipt TakeFeishu(const sim::WireRequest& request, UtcTime now);
  // Whether one more within `span` is too many; one that is not is counted.
  bool TooMany(const std::string& robot, std::size_t most, Duration span, UtcTime now);

  std::string secret_;
  std::function<UtcTime()> clock_;
  std::map<std::string, std::deque<UtcTime>> arrivals_;
  std::optional<UtcTime> limited_until_;  // 钉钉 punishes
};

// The alerts that a message names: what follows "编号 " up to the end of its line.
std::vector<std::string> AlertsNamedIn(std::string_view text);

}  // namespace forumwatch
