// Delivers what the store's outbox holds: claim with a lease, send, record sent / retry later /
// give up. At least once, with a stable alert id; a repeat that cannot be ruled out says 可能重复.
// Each channel has a line of its own, so that one that hangs holds up no other, and goes at the
// pace that the channel asks for. Where the channel has a form for it, what one receiver is told
// about one complaint goes as one message, and so does a burst, of which a stock-take is no part;
// what is urgent goes before the rest and never among it; each alert is recorded by itself. Tried
// again after 5 s, 10 s … 10 min (a little less, by the delivery's number), what was refused after
// 5 min … 1 h, until 24 hours are over; then, or when no attempt can succeed, the delivery is dead.
// A receiver that asks for a pause gets nothing until it is over: what is due is put off, which is
// no attempt. Once it is dead, was refused, has failed kAttemptsAlone times or must wait for a
// pause of a minute or more, the next contact of the same person is told; where there is none,
// another contact, if nobody has the alert. Logs one line an attempt, without addresses. Loop
// thread. Throws StoreError, also from the transport's turn: what was not recorded is sent again by
// the next run.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/channel.h"
#include "daemon/clock.h"
#include "daemon/store/session.h"

namespace forumwatch {

using AlertChannels = std::map<std::string, std::unique_ptr<AlertChannel>, std::less<>>;

// Whom to tell where a contact fails.
struct FailOver {
  // Contacts of each person who may be told by his next one, in the order of trying.
  std::vector<std::vector<AlertTarget>> people;
  std::vector<AlertTarget> anybody;  // when an alert reaches nobody, in this order
};
using FailOverFor = std::function<FailOver(const Alert&, const AlertTarget& failed, UtcTime now)>;

class Outbox {
 public:
  static constexpr std::size_t kClaimed = 20;   // per channel: claimed and not ended
  static constexpr std::size_t kAtOnce = 4;     // of these, being sent
  static constexpr std::size_t kTogether = 10;  // the most in one message
  static constexpr std::chrono::hours kPatience{24};
  static constexpr int kFewestAttempts = 12;  // also of an alert that was late already
  static constexpr int kAttemptsAlone = 2;

  // Session, channels and clock outlive the outbox; answers that come after it are dropped.
  // `owner` names this run of the daemon.
  Outbox(Session& session, const AlertChannels& channels, const Clock& clock, std::string owner,
         FailOverFor fail_over = {});

  // Claims what is due and begins to send it. No transaction may be open. When `now` lies before
  // the last one the clock was put back: what waits is due. At the first call it may have been
  // since the last run: nothing waits longer than the longest pause.
  void Send(UtcTime now);
  // When Send() will next find something; nullopt: nothing waits.
  [[nodiscard]] std::optional<UtcTime> NextDue();
  // Begun and not ended.
  [[nodiscard]] std::size_t in_flight() const noexcept;
  // At the end: what was claimed and not begun waits for the next run. What is in flight is still
  // recorded when its answer comes; otherwise its lease runs out.
  void Stop();

 private:
  struct Line {
    std::deque<Delivery> waiting;
    std::set<DeliveryId> under_way;
    UtcTime goes_on{};                    // the channel's pace: not before
    UtcTime closed_until{};               // the receiver has asked for a pause
    std::optional<SendResult> closed_by;  // how; until it has taken something again
  };
  // What became of an attempt.
  struct Ending {
    std::string_view name;
    std::string reason;
    std::optional<UtcTime> next;
    std::optional<AlertTarget> instead;
  };

  [[nodiscard]] bool holds_claims() const;
  static bool IsBusy(const Line& line);
  static bool ClaimsMore(const Line& line);
  bool MayGo(const std::string& channel, Line& line, UtcTime now);
  void PullIn(UtcTime now);
  void RenewClaims(UtcTime now);
  std::vector<Delivery> ClaimAll(UtcTime now);
  void Begin(UtcTime now);
  bool SendTogether(const std::string& channel, Line& line, UtcTime now);
  std::optional<AlertTarget> TellAnother(const Delivery& delivery, UtcTime now);
  void PutOff(Line& line, const SendResult& why, UtcTime now);
  void SendOne(const Delivery& delivery, UtcTime now);
  void Note(const Delivery& delivery, const SendResult& result);
  Ending Record(const Delivery& delivery, const SendResult& result, UtcTime now);
  static void Log(const Delivery& delivery, const Ending& ending);

  Session& session_;
  const AlertChannels& channels_;
  const Clock& clock_;
  std::string owner_;
  FailOverFor fail_over_;
  OutboxStore store_;
  std::map<std::string, Line, std::less<>> lines_;
  UtcTime renew_at_{};
  std::optional<UtcTime> last_send_;
  bool stopped_ = false;
  std::shared_ptr<const bool> alive_;  // what answers look for
};

}  // namespace forumwatch
