// A receiver of alerts on a loopback port, by the generic webhook and by the robots of 企业微信,
// 钉钉 and 飞书: checks signatures, counts by alert, keeps what it takes in a file, and fails on
// command. A file for tests and a program for demonstrations and for tests that kill the daemon.
//
//   POST /cgi-bin/webhook/send?key=…             a message for the robot of 企业微信,
//   POST /robot/send?access_token=…              of 钉钉,
//   POST /open-apis/bot/v2/hook/…                of 飞书 (simbot_robots.h)
//   POST any other path                          an alert by the generic webhook
//   /__sim__/mode?mode=503&times=2&retry_after=9  how the next alerts are answered; without times,
//                                                until told otherwise
//   /__sim__/counts                              what was counted, as JSON
//
// Modes that take the alert and say so: ok text empty no_content. That take it and do not:
// hang_after (no answer) close_after (the connection ends) half (the answer breaks off). That
// refuse: 401 500 503 429 302 html busy (errcode 45009) key (errcode 93000) code (code 9499)
// statuscode (StatusCode 11232) not_ok fast (errcode 130101) keyword (errcode 310000) no_code. That
// neither take nor answer: hang_before close_before. Own threads; all members may be called from
// any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "tests/support/simbot_robots.h"
#include "tests/support/simforum/wire.h"
#include "tests/support/socket_server.h"

namespace forumwatch {

struct SimBotOptions {
  int port = 0;                   // 0: any free one
  std::filesystem::path log;      // "" none; one JSON line for each alert taken, on disk before
                                  // the answer goes out
  std::string secret;             // "" signatures are not looked at
  std::ostream* print = nullptr;  // title and reason of each alert taken, for people
  std::function<UtcTime()> clock = {};  // what robots go by; "" the system's
};

struct SimBotCounts {
  int requests = 0;
  int taken = 0;             // alerts, each time one was taken
  int repeats = 0;           // of these, with an Idempotency-Key that was taken before
  int unmarked_repeats = 0;  // of these, not called 可能重复
  int bad_signatures = 0;
  std::map<std::string, int> by_alert;  // alert id → times taken
  int over_limit = 0;                   // messages beyond what a robot takes

  bool operator==(const SimBotCounts&) const = default;
};

class SimBot {
 public:
  // Throws std::system_error: no such port, no such file.
  explicit SimBot(SimBotOptions options);
  ~SimBot();
  SimBot(const SimBot&) = delete;
  SimBot& operator=(const SimBot&) = delete;

  [[nodiscard]] int port() const noexcept { return server_.port(); }
  [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
  [[nodiscard]] std::string url() const { return "http://" + host() + "/"; }

  // `times` below 0: until told otherwise. False: there is no such mode.
  bool SetMode(std::string_view mode, int times = -1, int retry_after = 30);
  [[nodiscard]] SimBotCounts counts() const;

 private:
  struct Mode;
  static const Mode* FindMode(std::string_view name);

  void Serve(Peer& peer);
  bool ServeAlert(const sim::WireRequest& head, Peer& peer);
  sim::Reply Control(const sim::WireRequest& request);
  const Mode& NextMode();
  struct Receipt {
    bool taken = false;
    sim::Reply reply;
  };
  Receipt Take(const sim::WireRequest& request);
  // 200 when it is on record, another status when it is no alert that can be taken.
  int TakeWebhook(const sim::WireRequest& request);
  Receipt TakeMessage(const SimRobots::Receipt& receipt, const std::string& robot);
  void Count(const std::string& alert, const std::string& key, bool marked);
  void Keep(const std::string& line) const;

  SimBotOptions options_;
  int log_ = -1;
  mutable std::mutex mutex_;  // guards what follows
  SimBotCounts counts_;
  SimRobots robots_;
  std::map<std::string, int> keys_;
  const Mode* mode_;
  int times_ = -1;
  int retry_after_ = 30;
  SocketServer server_;  // the last member: its threads end first
};

}  // namespace forumwatch
