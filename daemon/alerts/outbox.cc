#include "daemon/alerts/outbox.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <spdlog/spdlog.h>

#include "analysis/alerting/quiet.h"
#include "crawlers/http/politeness.h"
#include "daemon/alerts/one_message.h"
#include "daemon/alerts/unaddressed.h"
#include "daemon/logging.h"

namespace forumwatch {
namespace {

constexpr BackOffOptions kPauses{std::chrono::seconds(5), std::chrono::minutes(10), 0.2};
constexpr BackOffOptions kPausesWhenRefused{std::chrono::minutes(5), std::chrono::hours(1), 0.2};
constexpr std::chrono::seconds kLongestWait = std::chrono::hours(1);  // of those receivers ask for
constexpr std::chrono::seconds kTooLongAlone = std::chrono::minutes(1);
constexpr int kPersistsInDoubt = 6;
constexpr Duration kRenewal = OutboxStore::kLease / 2;

bool TimeIsUp(const Delivery& delivery) {
  return delivery.tried >= Outbox::kPatience && delivery.attempts >= Outbox::kFewestAttempts;
}

// Of the receiver, not of this one alone.
bool ClosesTheLine(const SendResult& result) {
  return result.verdict == SendVerdict::Retry && result.wait && !result.only_this;
}

bool IsLongToWait(const SendResult& result) {
  return ClosesTheLine(result) && *result.wait >= kTooLongAlone;
}

UtcTime NextAttempt(const Delivery& delivery, const SendResult& result, UtcTime now) {
  std::chrono::seconds asked = result.wait.value_or(std::chrono::seconds(0));
  if (result.verdict == SendVerdict::Unsure && delivery.attempts >= kPersistsInDoubt) {
    asked = kLongestWait;  // each may be one more copy in somebody's hand
  }
  const auto seed = static_cast<std::uint64_t>(delivery.id);
  const bool refused = result.verdict == SendVerdict::Refused;
  return now + std::max<Duration>(
                   std::min(asked, kLongestWait),
                   BackOff(delivery.attempts, seed, refused ? kPausesWhenRefused : kPauses));
}

}  // namespace

Outbox::Outbox(Session& session, const AlertChannels& channels, const Clock& clock,
               std::string owner, FailOverFor fail_over)
    : session_(session),
      channels_(channels),
      clock_(clock),
      owner_(std::move(owner)),
      fail_over_(std::move(fail_over)),
      store_(session),
      alive_(std::make_shared<const bool>(true)) {}

std::size_t Outbox::in_flight() const noexcept {
  std::size_t count = 0;
  for (const auto& [channel, line] : lines_) {
    count += line.under_way.size();
  }
  return count;
}

bool Outbox::holds_claims() const {
  return std::any_of(lines_.begin(), lines_.end(), [](const auto& named) {
    return !named.second.waiting.empty() || !named.second.under_way.empty();
  });
}

// After a pause one shows whether it is over.
bool Outbox::IsBusy(const Line& line) {
  return line.under_way.size() >= (line.closed_by ? 1 : kAtOnce);
}

bool Outbox::ClaimsMore(const Line& line) {
  return line.waiting.size() < kAtOnce && line.waiting.size() + line.under_way.size() < kClaimed;
}

std::optional<UtcTime> Outbox::NextDue() {
  std::optional<UtcTime> next;
  if (stopped_) {
    return next;
  }
  if (holds_claims()) {
    next = renew_at_;
  }
  for (const auto& [channel, line] : lines_) {
    if (!line.waiting.empty() && !IsBusy(line)) {
      next = std::min(next.value_or(line.goes_on), line.goes_on);
    }
  }
  for (const std::string& channel : store_.Channels()) {
    const auto due = store_.NextDue(channel);
    if (due && ClaimsMore(lines_[channel])) {
      next = std::min(next.value_or(*due), *due);
    }
  }
  return next;
}

void Outbox::PullIn(UtcTime now) {
  Transaction transaction(session_);
  renew_at_ = now;
  RenewClaims(now);
  for (auto& [channel, line] : lines_) {
    line.goes_on = now;
    line.closed_until = now;
  }
  store_.PullIn(now, last_send_ ? Duration(0) : Duration(kLongestWait), owner_);
  transaction.Commit();
}

void Outbox::Send(UtcTime now) {
  if (!last_send_ || now < *last_send_) {
    PullIn(now);
  }
  last_send_ = now;
  const auto due = NextDue();
  if (!due || *due > now) {
    return;
  }
  const bool held = holds_claims();
  std::vector<Delivery> claimed;
  {
    Transaction transaction(session_);
    RenewClaims(now);
    claimed = ClaimAll(now);
    transaction.Commit();
  }
  if (!claimed.empty()) {
    session_.Pass(CrashPoint::DeliveryClaimed);
  }
  if (!held) {
    renew_at_ = now + kRenewal;
  }
  for (Delivery& delivery : claimed) {
    lines_[delivery.channel].waiting.push_back(std::move(delivery));
  }
  Begin(now);
}

void Outbox::RenewClaims(UtcTime now) {
  if (!holds_claims() || now < renew_at_) {
    return;
  }
  for (const auto& [channel, line] : lines_) {
    for (const DeliveryId id : line.under_way) {
      store_.Renew(id, now);
    }
    for (const Delivery& delivery : line.waiting) {
      store_.Renew(delivery.id, now);
    }
  }
  renew_at_ = now + kRenewal;
}

std::vector<Delivery> Outbox::ClaimAll(UtcTime now) {
  std::vector<Delivery> all;
  for (const std::string& channel : store_.Channels()) {
    const Line& line = lines_[channel];
    if (!ClaimsMore(line)) {
      continue;
    }
    const std::size_t held = line.waiting.size() + line.under_way.size();
    for (Delivery& delivery :
         store_.ClaimDue(channel, now, owner_, static_cast<int>(kClaimed - held))) {
      const Alert& alert = delivery.alert;
      if (delivery.held ? IsSettled(session_, alert, now) : IsClosedSince(session_, alert)) {
        store_.MarkSettled(delivery.id, now);
        Log(delivery, {"settled", "", {}, {}});
      } else {
        all.push_back(std::move(delivery));
      }
    }
  }
  return all;
}

bool Outbox::MayGo(const std::string& channel, Line& line, UtcTime now) {
  if (line.waiting.empty() || IsBusy(line)) {
    return false;
  }
  const auto found = channels_.find(channel);
  const Duration pause = found == channels_.end()
                             ? Duration(0)
                             : found->second->Pause(line.waiting.front().alert, now);
  line.goes_on = now + pause;
  return pause <= Duration(0);
}

void Outbox::Begin(UtcTime now) {
  for (auto& [channel, line] : lines_) {
    if (line.closed_by && now < line.closed_until) {
      PutOff(line, *line.closed_by, now);
      continue;
    }
    std::stable_partition(line.waiting.begin(), line.waiting.end(),
                          [](const Delivery& delivery) { return IsUrgent(delivery.alert.rule); });
    while (MayGo(channel, line, now)) {
      if (SendTogether(channel, line, now)) {
        continue;
      }
      const Delivery delivery = std::move(line.waiting.front());
      line.waiting.pop_front();
      line.under_way.insert(delivery.id);
      SendOne(delivery, now);
    }
  }
}

// Only what was not tried before: a repeat is marked, and goes alone. When the whole is refused,
// that says nothing about one of them: each is tried by itself.
bool Outbox::SendTogether(const std::string& channel, Line& line, UtcTime now) {
  const auto found = channels_.find(channel);
  if (found == channels_.end()) {
    return false;
  }
  const std::vector<Delivery> parts = OneMessage(line.waiting);
  const auto digest = parts.size() > 1 ? found->second->Digest(parts) : std::nullopt;
  if (!digest) {
    return false;
  }
  for (const Delivery& part : parts) {
    line.under_way.insert(part.id);
  }
  std::erase_if(line.waiting,
                [&line](const Delivery& delivery) { return line.under_way.contains(delivery.id); });
  const auto note = [this, parts, alive = std::weak_ptr(alive_)](SendResult result) {
    if (result.verdict == SendVerdict::GiveUp || result.verdict == SendVerdict::Refused) {
      result.verdict = SendVerdict::Retry;
    }
    for (const Delivery& part : parts) {
      if (!alive.expired()) {
        Note(part, result);
      }
    }
  };
  found->second->Send(*digest, now, note);
  session_.Pass(CrashPoint::DeliveryQueued);
  return true;
}

void Outbox::SendOne(const Delivery& delivery, UtcTime now) {
  const auto channel = channels_.find(delivery.channel);
  if (channel == channels_.end()) {
    Note(delivery, {SendVerdict::GiveUp, "配置里没有这个提醒通道", {}});
    return;
  }
  const auto note = [this, delivery, alive = std::weak_ptr(alive_)](const SendResult& result) {
    if (!alive.expired()) {
      Note(delivery, result);
    }
  };
  channel->second->Send(delivery, now, note);
  session_.Pass(CrashPoint::DeliveryQueued);
}

void Outbox::Note(const Delivery& delivery, const SendResult& result) {
  session_.Pass(CrashPoint::DeliveryAnswered);
  Line& line = lines_[delivery.channel];
  line.under_way.erase(delivery.id);
  const UtcTime now = clock_.Now();
  if (ClosesTheLine(result)) {
    line.closed_until = std::max(line.closed_until, now + std::min(*result.wait, kLongestWait));
    line.closed_by = result;
  } else if (result.verdict == SendVerdict::Sent && line.closed_until <= now) {
    line.closed_by.reset();
  }
  Ending ending;
  {
    Transaction transaction(session_);
    ending = Record(delivery, result, now);
    session_.Pass(CrashPoint::DeliveryNoted);
    transaction.Commit();
  }
  session_.Pass(CrashPoint::DeliveryKept);
  Log(delivery, ending);
  Begin(now);
}

Outbox::Ending Outbox::Record(const Delivery& delivery, const SendResult& result, UtcTime now) {
  if (result.verdict == SendVerdict::Sent) {
    store_.MarkSent(delivery.id, now);
    return {"sent", "", {}, {}};
  }
  const bool hopeless = result.verdict == SendVerdict::GiveUp;
  if (hopeless || TimeIsUp(delivery)) {
    const std::string reason = (hopeless ? "" : "24 小时没有送到：") + result.reason;
    store_.MarkDead(delivery.id, reason, now);
    return {"dead", reason, {}, TellAnother(delivery, now)};
  }
  const UtcTime next = NextAttempt(delivery, result, now);
  const bool unsure = result.verdict == SendVerdict::Unsure;
  if (unsure) {
    store_.MarkUnsure(delivery.id, next, result.reason);
  } else {
    store_.MarkRetry(delivery.id, next, result.reason);
  }
  const bool alone = result.verdict != SendVerdict::Refused && delivery.attempts < kAttemptsAlone &&
                     !IsLongToWait(result);
  return {unsure ? "unsure" : "retry", result.reason, next,
          alone ? std::nullopt : TellAnother(delivery, now)};
}

// Sent now it would be refused, and may lengthen the ban. The end of the ban is kept with each, so
// that a restart costs one more request at most: that of what is new.
void Outbox::PutOff(Line& line, const SendResult& why, UtcTime now) {
  const std::deque<Delivery> waiting = std::exchange(line.waiting, {});
  if (waiting.empty()) {
    return;
  }
  std::vector<Ending> endings;
  Transaction transaction(session_);
  for (const Delivery& delivery : waiting) {
    const bool alone = delivery.attempts < kAttemptsAlone && !IsLongToWait(why);
    store_.PutOff(delivery.id, line.closed_until, why.reason);
    endings.push_back({"put_off", why.reason, line.closed_until,
                       alone ? std::nullopt : TellAnother(delivery, now)});
  }
  transaction.Commit();
  for (std::size_t i = 0; i < endings.size(); ++i) {
    Log(waiting[i], endings[i]);
  }
}

// After the failed one's place among a person's contacts come those that are tried next; a group
// may have been the way to several people.
std::optional<AlertTarget> Outbox::TellAnother(const Delivery& delivery, UtcTime now) {
  if (!fail_over_) {
    return std::nullopt;
  }
  const FailOver over = fail_over_(delivery.alert, {delivery.channel, delivery.receiver}, now);
  std::optional<AlertTarget> told;
  for (const std::vector<AlertTarget>& ways : over.people) {
    const auto failed = std::find_if(ways.begin(), ways.end(), [&](const AlertTarget& way) {
      return way.channel == delivery.channel && way.receiver == delivery.receiver;
    });
    if (failed != ways.end()) {
      const auto next = store_.SendAlso(delivery.id, std::span(failed + 1, ways.end()), now);
      told = told ? told : next;
    }
  }
  return told ? told : store_.SendInstead(delivery.id, over.anybody, now);
}

// Receivers' addresses stay out of the log: the delivery's number leads to them.
void Outbox::Log(const Delivery& delivery, const Ending& ending) {
  std::string line = "alert result=" + std::string(ending.name) +
                     " id=" + Escaped(delivery.alert.id) + " rule=" + Escaped(delivery.alert.rule) +
                     " channel=" + Quoted(delivery.channel) +
                     " delivery=" + std::to_string(static_cast<std::int64_t>(delivery.id)) +
                     " attempt=" + std::to_string(delivery.attempts) +
                     " maybe_repeat=" + (delivery.maybe_repeat ? "1" : "0");
  if (!ending.reason.empty()) {
    line += " reason=" + Quoted(ending.reason);
  }
  if (ending.next) {
    line += " next=" + FormatRfc3339(*ending.next, std::chrono::minutes(0));
  }
  if (ending.instead) {
    line += " instead=" + Quoted(ending.instead->channel);
  }
  const bool well = ending.name == "sent" || ending.name == "settled";
  const auto level = well                    ? spdlog::level::info
                     : ending.name == "dead" ? spdlog::level::err
                                             : spdlog::level::warn;
  spdlog::log(level, "{}", line);
}

void Outbox::Stop() {
  stopped_ = true;
  Transaction transaction(session_);
  for (auto& [channel, line] : lines_) {
    for (const Delivery& delivery : line.waiting) {
      store_.Release(delivery.id);
    }
    line.waiting.clear();
  }
  transaction.Commit();
}

}  // namespace forumwatch
