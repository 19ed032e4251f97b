// An outbox over a real store, with a scripted network and a clock that is moved.
#pragma once

#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "daemon/alerts/channels.h"
#include "daemon/alerts/outbox.h"
#include "tests/daemon/store/store_fixture.h"
#include "tests/support/manual_clock.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {

inline const std::vector<AlertTarget> kDuty = {{"群", ""}};

inline FailOverFor ForAnyAlert(FailOver over) {
  return [over = std::move(over)](const Alert&, const AlertTarget&, UtcTime) { return over; };
}

// The program's log as a text, while it lives.
class CapturedLog {
 public:
  CapturedLog() {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "captured", std::make_shared<spdlog::sinks::ostream_sink_mt>(out_)));
    spdlog::set_pattern("%l %v");
  }
  ~CapturedLog() { spdlog::set_default_logger(before_); }
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  [[nodiscard]] std::string str() const { return out_.str(); }

 private:
  std::shared_ptr<spdlog::logger> before_ = spdlog::default_logger();
  std::ostringstream out_;
};

class OutboxTest : public StoreTest {
 protected:
  OutboxTest() { Restart(); }

  // A new run of the daemon; what the last one was sending is lost from sight.
  void Restart(FailOver fail_over = {}) {
    ++runs_;
    outbox_run_ =
        std::make_unique<Outbox>(session(), channels_, clock_, "run-" + std::to_string(runs_),
                                 ForAnyAlert(std::move(fail_over)));
  }
  Outbox& outbox() { return *outbox_run_; }

  Alert MakeAlert(int number = 1) const {
    Alert alert;
    alert.id = "01J" + std::to_string(number);
    alert.at = clock_.Now();
    alert.rule = "rule-" + std::to_string(number);
    alert.handbook = "B2";
    alert.complaint = complaint_;
    alert.receivers = {"monitor"};
    alert.title = "首次回复已超时 C1：电梯";
    alert.reason = "已超时（B2）";
    return alert;
  }
  void Say(int number = 1, const std::vector<AlertTarget>& targets = kDuty) {
    const Alert alert = MakeAlert(number);
    Write([&] { store_side_.InsertAlert(alert, alert.title + "\n编号 " + alert.id, targets); });
  }

  void Advance(Duration by) {
    clock_.Advance(by);
    http_.Advance(by);
  }
  // Sends what is due and takes the answers that have come, until nothing more happens now.
  void Settle() {
    do {
      outbox().Send(clock_.Now());
    } while (http_.DeliverAll() > 0);
  }
  // Lets time pass from one due instant to the next; false: nothing waits, or not before `until`.
  bool SettleNext(UtcTime until) {
    const auto next = outbox().NextDue();
    if (!next || *next > until) {
      return false;
    }
    Advance(std::max(*next - clock_.Now(), Duration(0)));
    Settle();
    return true;
  }

  OutboxCounts Counts() { return store_side_.Counts(); }
  std::size_t Posts() const { return http_.requests().size(); }

  CapturedLog log_;
  ComplaintId complaint_ = Open();
  ManualClock clock_{kNoon};
  ScriptedHttp http_{kNoon};
  AlertChannels channels_ = MakeChannels(
      {{"mail", {}, MailConfig{"smtp://mail.example", "", "", "watch@estate.example", true}},
       {"群", WebhookConfig{"https://hooks.example/a", "s"}, {}},
       {"群二", WebhookConfig{"https://hooks2.example/b", ""}, {}}},
      http_);
  OutboxStore store_side_{session()};

 private:
  int runs_ = 0;
  std::unique_ptr<Outbox> outbox_run_;
};

}  // namespace forumwatch
