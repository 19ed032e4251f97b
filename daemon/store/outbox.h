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
  std::string text;       // as composed when the alert was decided
  std::string community;  // "" when the alert is about no complaint
  std::string url;        // of the complaint's first post on record, "" unknown
  std::string channel;
  std::string receiver;
  int attempts = 0;           // this one included
  bool maybe_repeat = false;  // 可能重复: an earlier attempt ended without a result
  bool held = false;          // it had to wait for the end of quiet hours
  Duration late{0};           // since somebody should have been told
  Duration tried{0};          // since there is somebody whom it can be sent to
};

// What has become of one delivery, for people.
struct DeliveryFate {
  std::string channel;
  std::string receiver;
  std::string state;                               // waiting, claimed, sent, dead, settled
  std::string reason;                              // of the last attempt, "" when it was taken
  std::optional<UtcTime> due_at = std::nullopt;    // while it waits
  std::optional<UtcTime> ended_at = std::nullopt;  // when it was taken or given up
};

struct OutboxCounts {
  int waiting = 0;
  int claimed = 0;
  int sent = 0;
  int dead = 0;
  int for_nobody = 0;  // alerts without any: the configuration named nobody

  bool operator==(const OutboxCounts&) const = default;
};

// What one channel has to show.
struct ChannelRecord {
  std::string channel;
  OutboxCounts counts;
  int failing = 0;  // of those that wait: tried in vain before
  std::optional<UtcTime> last_sent_at;
  std::string last_reason;  // of the latest that was not taken, "" none
};

class OutboxStore {
 public:
  static constexpr std::chrono::seconds kLease{60};

  explicit OutboxStore(Session& session) : session_(session) {}

  // One alert per (subject, rule, episode, stage), one delivery per channel and receiver. False: it
  // was said before; nothing is written. `not_before`: the end of quiet hours, where it waits.
  bool InsertAlert(const Alert& alert, std::string_view text, std::span<const AlertTarget> targets,
                   std::optional<UtcTime> not_before = std::nullopt);
  // What its posts showed (B9, B10, B13) counts as said, too, where it was said of a complaint that
  // was merged into it since.
  Said SaidAbout(ComplaintId complaint);
  Said SaidAbout(std::string_view source);  // Alert::source

  // Nothing is sent, and nothing more is said of it (kLastStage).
  void TakeAsSaid(ComplaintId complaint, std::string_view rule, int episode);

  // Alerts about complaints that no delivery was ever made for: the configuration named nobody.
  std::vector<Alert> Unaddressed();
  // Deliveries of an alert on record, due at once or at the end of quiet hours.
  void Address(const Alert& alert, std::span<const AlertTarget> targets, UtcTime now,
               std::optional<UtcTime> not_before);

  // Channels for which something waits or is claimed, by name.
  std::vector<std::string> Channels();
  // Of one channel, longest due first. `owner` names this run of the daemon.
  std::vector<Delivery> ClaimDue(std::string_view channel, UtcTime now, std::string_view owner,
                                 int limit);
  void Renew(DeliveryId id, UtcTime now);  // a claim whose sending takes its time
  void Release(DeliveryId id);             // a claim that was not begun: it waits again at once
  void MarkSent(DeliveryId id, UtcTime now);
  void MarkRetry(DeliveryId id, UtcTime at, std::string_view reason);   // known not to be taken
  void MarkUnsure(DeliveryId id, UtcTime at, std::string_view reason);  // it may have been taken
  // Of a claim that was not begun, until its receiver takes something again. Does not count as
  // about to reach anybody. `reason`: not empty.
  void PutOff(DeliveryId id, UtcTime until, std::string_view reason);
  void MarkDead(DeliveryId id, std::string_view reason, UtcTime now);
  // While it was held, or could not be sent, what it is about was done: nobody is told any more.
  void MarkSettled(DeliveryId id, UtcTime now);
  // When of this one's alert none is sent and none is yet to be tried for the first time: a new
  // one, due at once, for the first target that was not tried. nullopt: there is none, or no need.
  std::optional<AlertTarget> SendInstead(DeliveryId failed, std::span<const AlertTarget> targets,
                                         UtcTime now);
  // A new one of this one's alert, due at once, for the first target that has none, whoever else
  // has the alert. nullopt: one of the targets has it or is about to, or each was tried.
  std::optional<AlertTarget> SendAlso(DeliveryId failed, std::span<const AlertTarget> targets,
                                      UtcTime now);

  // For a clock that was put back: what would wait longer than that is due now, as is a lease that
  // ends later than one taken now would, and what another run than `owner` has claimed for its
  // first attempt: it is dead. What it tried before waits for the end of its lease, lest a run that
  // dies of it sends it without pause. What waits for the end of quiet hours waits on, for a day at
  // most.
  void PullIn(UtcTime now, Duration longest_wait, std::string_view owner);

  // A store that was restored from a backup: what was said after the copy was made is not on
  // record, so that each delivery is 可能重复 until this is no longer so.
  bool IsCopy();
  void NoLongerACopy();

  OutboxCounts Counts();
  std::vector<ChannelRecord> Records();  // of every channel that was ever used, by name
  // When ClaimDue will next find something; nullopt: nothing waits.
  std::optional<UtcTime> NextDue(std::string_view channel);
  std::vector<Alert> AlertsOf(ComplaintId complaint);
  std::vector<DeliveryFate> FatesOf(const Alert& alert);
  void ForEachAlert(const std::function<void(const Alert&)>& each);  // as inserted
  std::vector<Alert> Latest(int limit);                              // newest first
  // Of those that were given up for somebody, are for nobody, or wait for a channel that is none of
  // `channels`: of the configuration, which names it no more.
  std::vector<Alert> LatestUnheard(int limit, const std::vector<std::string>& channels);
  // Deliveries that were given up since then, and alerts of since then that are for nobody.
  int DeadSince(UtcTime t);
  int ForNobodySince(UtcTime t);  // those alerts alone

 private:
  Session& session_;
};

}  // namespace forumwatch
