// Alerts to the robot of a group in 企业微信, 钉钉 or 飞书: one message to the group, in which
// those who answer for the alert's roles when it is sent are mentioned. The three differ in how a
// text is wrapped, signed and limited:
//
//   企业微信  key in the address, unsigned; text of 2,048 bytes; 20 messages a minute
//   钉钉      signed in the address (ms); 20 messages a minute, else none for ten
//   飞书      signed in the body (s); body of 20 KB; 100 messages a minute, 5 a second; what is not
//             urgent keeps off the first seconds of :00 and :30, as 飞书 asks
//
// Only the code in the answer's body says that a message was taken (answer.h, robot_codes.h).
// Nobody else is mentioned, whatever the forum says (robot_text.h). Redirects are not followed, 15
// seconds are the most. Loop thread.
#pragma once

#include <functional>

#include "config/config.h"
#include "crawlers/http/transport.h"
#include "daemon/alerts/channel.h"
#include "daemon/alerts/pace.h"

namespace forumwatch {

class RobotChannel final : public AlertChannel {
 public:
  using MentionsThen = std::function<RoleMentions(const RobotConfig&, UtcTime)>;

  // The transport outlives the channel. `mentions`: those of the configuration that are mentioned
  // at that instant; without it, all.
  RobotChannel(RobotConfig config, HttpTransport& transport, MentionsThen mentions = {});

  void Send(const Delivery& delivery, UtcTime now, SendHandler done) override;
  [[nodiscard]] std::optional<Delivery> Digest(std::span<const Delivery> deliveries) const override;
  Duration Pause(const Alert& next, UtcTime now) override;

 private:
  RobotConfig config_;
  HttpTransport& transport_;
  MentionsThen mentions_;
  Pace pace_;
};

// The request that carries the delivery. Pure.
HttpRequest RobotRequest(const RobotConfig& config, const Delivery& delivery, UtcTime now);

}  // namespace forumwatch
