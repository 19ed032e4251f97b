// Alerts and their deliveries: written in the transaction that decided them, sent later, at least
// once. A claim is a lease; one that runs out without a result is claimed again and marked as a
// possible repeat. Throws StoreError.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/alerting/decide.h"
#include "analysis/model/alert.h"
#include "analysis/model/ids.h"
#include "daemon/store/session.h"

namespace forumwatch {

enum class DeliveryId : std::int64_t {};

struct AlertTarget {
  std::string channel;   // name of the channel in the configuration
  std::string receiver;  // address within the channel: role, mail address …
};

struct Delivery {
  DeliveryId id{};
  Alert alert;
  std::string text;  // as composed when the alert was decided
  std::string channel;
  std::string receiver;
  int attempts = 0;           // this one included
  bool maybe_repeat = false;  // 可能重复: an earlier attempt ended without a result
};

struct OutboxCounts {
  int waiting = 0;
  int claimed = 0;
  int sent = 0;
  int dead = 0;

  bool operator==(const OutboxCounts&) const = default;
};

class OutboxStore {
 public:
  static constexpr std::chrono::seconds kLease{60};

  explicit OutboxStore(Session& session) : session_(session) {}

  // One alert per (subject, rule, episode), one delivery per channel and receiver. False: it was
  // said before; nothing is written.
  bool InsertAlert(const Alert& alert, std::string_view text, std::span<const AlertTarget> targets);
  Said SaidAbout(ComplaintId complaint);
  Said SaidAbout(std::string_view source);  // Alert::source

  // Oldest alerts first. `owner` names this run of the daemon.
  std::vector<Delivery> ClaimDue(UtcTime now, std::string_view owner, int limit);
  void MarkSent(DeliveryId id, UtcTime now);
  void MarkRetry(DeliveryId id, UtcTime at, std::string_view reason);
  void MarkDead(DeliveryId id, std::string_view reason, UtcTime now);
  // What `owner` claimed and did not begin to send (or knows to have failed) waits again at once.
  void ReleaseLeases(std::string_view owner);

  OutboxCounts Counts();
  std::optional<UtcTime> NextDue();  // when ClaimDue will next find something
  std::vector<Alert> AlertsOf(ComplaintId complaint);
  void ForEachAlert(const std::function<void(const Alert&)>& each);  // as inserted

 private:
  Session& session_;
};

}  // namespace forumwatch
