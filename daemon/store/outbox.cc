#include "daemon/store/outbox.h"

#include <algorithm>
#include <utility>

#include "daemon/store/alert_rows.h"
#include "daemon/store/encoding.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {

std::string SubjectOf(ComplaintId complaint) {
  return "complaint " + std::to_string(Raw(complaint));
}

std::string SubjectOf(std::string_view source) {
  return "source " + std::string(source);
}

// A later stage is a subject of its own, since (subject, rule, episode) is unique.
std::string SubjectOf(const Alert& alert) {
  return (alert.complaint ? SubjectOf(*alert.complaint) : SubjectOf(alert.source)) +
         (alert.stage == 0 ? "" : " stage " + std::to_string(alert.stage));
}

constexpr const char* kInsertAlert = R"(INSERT INTO alert (ulid, subject, rule, episode, handbook,
  alerted_at, complaint_id, source, receivers, title, reason, text, stage)
VALUES (:ulid, :subject, :rule, :episode, :handbook, :alerted_at, :complaint, :source, :receivers,
  :title, :reason, :text, :stage)
ON CONFLICT (subject, rule, episode) DO NOTHING RETURNING id)";
constexpr const char* kInsertDelivery = R"(INSERT INTO delivery (alert_id, channel, receiver, state,
  due_at, not_before_at, maybe_repeat)
VALUES (:alert, :channel, :receiver, 'waiting', :due_at, :not_before,
  EXISTS (SELECT 1 FROM meta WHERE key = 'copy'))
ON CONFLICT (alert_id, channel, receiver) DO NOTHING RETURNING id)";

// False: that receiver has one already.
bool InsertDelivery(Session& session, std::int64_t alert, const AlertTarget& target, UtcTime due,
                    std::optional<UtcTime> not_before = std::nullopt) {
  std::int64_t row = 0;
  return sql::FetchOne(session, kInsertDelivery, With("alert", alert),
                       With("channel", target.channel), With("receiver", target.receiver),
                       With("due_at", not_before.value_or(due)), With("not_before", not_before),
                       Into(row));
}

}  // namespace

bool OutboxStore::InsertAlert(const Alert& alert, std::string_view text,
                              std::span<const AlertTarget> targets,
                              std::optional<UtcTime> not_before) {
  std::int64_t row = 0;
  if (!sql::FetchOne(session_, kInsertAlert, With("ulid", alert.id),
                     With("subject", SubjectOf(alert)), With("rule", alert.rule),
                     With("episode", alert.episode), With("handbook", alert.handbook),
                     With("alerted_at", alert.at), With("complaint", alert.complaint),
                     With("source", alert.source), With("receivers", WriteTexts(alert.receivers)),
                     With("title", alert.title), With("reason", alert.reason), With("text", text),
                     With("stage", alert.stage), Into(row))) {
    return false;
  }
  for (const AlertTarget& target : targets) {
    InsertDelivery(session_, row, target, alert.at, not_before);
  }
  return true;
}

namespace {

// What an upgrade took as said stands at the last stage (analysis/model/alert.h). What posts showed
// was said for good, whichever complaint they belong to since two were merged; that a part of it
// had been opened again, which an episode of danger bears above its signs
// (analysis/alerting/signs.h), is no re-opening of the whole. Of equal marks the latest counts.
constexpr const char* kSaidOfComplaint = R"(WITH RECURSIVE family (id) AS (
  VALUES (:complaint)
  UNION SELECT c.id FROM complaint c JOIN family f ON c.merged_into = f.id),
said (complaint_id, rule, episode, stage, at) AS (
  SELECT complaint_id, rule, episode, stage, alerted_at FROM alert
  WHERE complaint_id IN (SELECT id FROM family)
  UNION ALL SELECT complaint_id, rule, episode, 99, 0 FROM taken_as_said
  WHERE complaint_id IN (SELECT id FROM family))
SELECT rule,
  CASE WHEN rule = 'danger' AND complaint_id <> :complaint THEN episode & 15 ELSE episode END AS number,
  stage, MAX(at) FROM said
WHERE complaint_id = :complaint OR rule IN ('danger', 'group_tendency', 'reply.backlash')
GROUP BY rule, number, stage)";
constexpr const char* kSaidOfSource =
    "SELECT rule, episode, stage, alerted_at FROM alert WHERE subject = :subject";
constexpr const char* kTakeAsSaid = R"(INSERT INTO taken_as_said (complaint_id, rule, episode)
VALUES (:complaint, :rule, :episode) ON CONFLICT DO NOTHING)";

template <typename Key>
Said SaidOf(Session& session, const char* text, Key&& key) {
  Said said;
  AlertMark row;
  sql::ForEachRow(
      session, text, [&] { said.insert(row); }, std::forward<Key>(key), Into(row.rule),
      Into(row.episode), Into(row.stage), Into(row.at));
  return said;
}

}  // namespace

Said OutboxStore::SaidAbout(ComplaintId complaint) {
  return SaidOf(session_, kSaidOfComplaint, With("complaint", complaint));
}

Said OutboxStore::SaidAbout(std::string_view source) {
  return SaidOf(session_, kSaidOfSource, With("subject", SubjectOf(source)));
}

void OutboxStore::TakeAsSaid(ComplaintId complaint, std::string_view rule, int episode) {
  sql::Execute(session_, kTakeAsSaid, With("complaint", complaint), With("rule", rule),
               With("episode", episode));
}

namespace {

constexpr const char* kNextChannel =
    "SELECT MIN(channel) FROM delivery WHERE due_at IS NOT NULL AND channel > :after";
// due_at of a claimed row is the end of its lease: past it, the claim ended without a result.
// The link leads to the thread that began the episode. A morning's backlog is behind what is new.
const std::string kDue = "SELECT " + kAlertColumns + R"(, d.id, a.text, COALESCE(m.name, ''),
  COALESCE(
    (SELECT p.url FROM segment s JOIN post p ON p.id = s.post_id JOIN thread t ON t.id = p.thread_id
      WHERE s.complaint_id = a.complaint_id AND t.source_id || '/' || t.key = u.began_in
      ORDER BY s.id LIMIT 1),
    (SELECT p.url FROM segment s JOIN post p ON p.id = s.post_id
      WHERE s.complaint_id = a.complaint_id ORDER BY s.id LIMIT 1), ''),
  d.receiver, d.attempts, d.maybe_repeat, d.not_before_at IS NOT NULL,
  COALESCE(d.not_before_at, a.alerted_at),
  COALESCE(d.not_before_at, d.addressed_at, a.alerted_at)
FROM delivery d JOIN alert a ON a.id = d.alert_id
  LEFT JOIN complaint c ON c.id = a.complaint_id LEFT JOIN community m ON m.id = c.community_id
  LEFT JOIN duty u ON u.complaint_id = a.complaint_id AND u.episode = a.episode AND a.episode > 1
    AND u.kind = CASE a.rule WHEN 'complaint.new' THEN 'first_reply'
      WHEN 'complaint.unacknowledged' THEN 'first_reply' WHEN 'reopened' THEN 'working_day'
      ELSE substr(a.rule, 1, instr(a.rule, '.') - 1) END
WHERE d.channel = :channel AND d.due_at <= :now
ORDER BY d.not_before_at IS NOT NULL, d.due_at, d.id LIMIT :limit)";
constexpr const char* kClaim = R"(UPDATE delivery SET
  maybe_repeat = CASE WHEN state = 'claimed' THEN 1 ELSE maybe_repeat END,
  state = 'claimed', owner = :owner, due_at = :lease_ends, attempts = attempts + 1
WHERE id = :id AND due_at <= :now RETURNING attempts, maybe_repeat)";
constexpr const char* kRenew =
    "UPDATE delivery SET due_at = :lease_ends WHERE id = :id AND state = 'claimed'";
// No clock is asked for: any instant in the past is "at once".
constexpr const char* kRelease = R"(UPDATE delivery SET state = 'waiting', due_at = 0,
  attempts = attempts - 1
WHERE id = :id AND state = 'claimed')";

}  // namespace

std::vector<std::string> OutboxStore::Channels() {
  std::vector<std::string> channels;
  std::optional<std::string> next = "";
  // One step along the index a channel, however much waits.
  while (sql::FetchOne(session_, kNextChannel,
                       With("after", channels.empty() ? "" : channels.back()), Into(next)) &&
         next) {
    channels.push_back(*next);
  }
  return channels;
}

std::vector<Delivery> OutboxStore::ClaimDue(std::string_view channel, UtcTime now,
                                            std::string_view owner, int limit) {
  std::vector<Delivery> due;
  Delivery row;
  row.channel = channel;
  UtcTime to_be_told{};
  UtcTime to_be_sent{};
  ForEachAlertRow(
      session_, kDue, row.alert,
      [&] {
        row.late = std::max(now - to_be_told, Duration(0));
        row.tried = std::max(now - to_be_sent, Duration(0));
        due.push_back(row);
      },
      With("channel", channel), With("now", now), With("limit", limit), Into(row.id),
      Into(row.text), Into(row.community), Into(row.url), Into(row.receiver), Into(row.attempts),
      Into(row.maybe_repeat), Into(row.held), Into(to_be_told), Into(to_be_sent));
  std::vector<Delivery> claimed;
  for (Delivery& delivery : due) {
    if (sql::FetchOne(session_, kClaim, With("owner", owner), With("lease_ends", now + kLease),
                      With("id", delivery.id), With("now", now), Into(delivery.attempts),
                      Into(delivery.maybe_repeat))) {
      claimed.push_back(std::move(delivery));
    }
  }
  return claimed;
}

void OutboxStore::Renew(DeliveryId id, UtcTime now) {
  sql::Execute(session_, kRenew, With("lease_ends", now + kLease), With("id", id));
}

void OutboxStore::Release(DeliveryId id) {
  sql::Execute(session_, kRelease, With("id", id));
}

namespace {
constexpr const char* kMarkSent = R"(UPDATE delivery SET state = 'sent', due_at = NULL, reason = '',
  ended_at = :now
WHERE id = :id AND state <> 'sent')";
constexpr const char* kMarkRetry = R"(UPDATE delivery SET state = 'waiting', due_at = :at,
  reason = :reason, maybe_repeat = CASE WHEN :unsure = 1 THEN 1 ELSE maybe_repeat END
WHERE id = :id AND state = 'claimed')";
constexpr const char* kPutOff = R"(UPDATE delivery SET state = 'waiting', due_at = :until,
  reason = :reason, attempts = attempts - 1
WHERE id = :id AND state = 'claimed')";
constexpr const char* kMarkDead = R"(UPDATE delivery SET state = 'dead', due_at = NULL,
  reason = :reason, ended_at = :now
WHERE id = :id AND state IN ('waiting', 'claimed'))";
constexpr const char* kMarkSettled = R"(UPDATE delivery SET state = 'settled', due_at = NULL,
  ended_at = :now
WHERE id = :id AND state = 'claimed')";
}  // namespace

void OutboxStore::MarkSent(DeliveryId id, UtcTime now) {
  sql::Execute(session_, kMarkSent, With("now", now), With("id", id));
}

void OutboxStore::MarkRetry(DeliveryId id, UtcTime at, std::string_view reason) {
  sql::Execute(session_, kMarkRetry, With("at", at), With("reason", reason), With("unsure", false),
               With("id", id));
}

void OutboxStore::MarkUnsure(DeliveryId id, UtcTime at, std::string_view reason) {
  sql::Execute(session_, kMarkRetry, With("at", at), With("reason", reason), With("unsure", true),
               With("id", id));
}

void OutboxStore::PutOff(DeliveryId id, UtcTime until, std::string_view reason) {
  sql::Execute(session_, kPutOff, With("until", until), With("reason", reason), With("id", id));
}

void OutboxStore::MarkSettled(DeliveryId id, UtcTime now) {
  sql::Execute(session_, kMarkSettled, With("now", now), With("id", id));
}

void OutboxStore::MarkDead(DeliveryId id, std::string_view reason, UtcTime now) {
  sql::Execute(session_, kMarkDead, With("reason", reason), With("now", now), With("id", id));
}

namespace {
constexpr const char* kAlertOf = "SELECT alert_id, not_before_at FROM delivery WHERE id = :id";
constexpr const char* kAddressedLikeIt = R"(UPDATE delivery SET addressed_at =
  (SELECT f.addressed_at FROM delivery f WHERE f.id = :failed)
WHERE alert_id = :alert AND addressed_at IS NULL)";
constexpr const char* kReaches = R"(SELECT id FROM delivery
WHERE alert_id = :alert AND (state = 'sent' OR (state = 'waiting' AND attempts = 0 AND reason = '')
  OR (state = 'claimed' AND attempts = 1)) LIMIT 1)";
constexpr const char* kReachesHim = R"(SELECT id FROM delivery
WHERE alert_id = :alert AND channel = :channel AND receiver = :receiver
  AND (state = 'sent' OR (state = 'waiting' AND attempts = 0 AND reason = '')
    OR (state = 'claimed' AND attempts = 1)))";
}  // namespace

std::optional<AlertTarget> OutboxStore::SendInstead(DeliveryId failed,
                                                    std::span<const AlertTarget> targets,
                                                    UtcTime now) {
  std::int64_t alert = 0;
  std::int64_t row = 0;
  std::optional<UtcTime> held;  // it is late since then
  if (!sql::FetchOne(session_, kAlertOf, With("id", failed), Into(alert), Into(held)) ||
      sql::FetchOne(session_, kReaches, With("alert", alert), Into(row))) {
    return std::nullopt;
  }
  for (const AlertTarget& target : targets) {
    if (InsertDelivery(session_, alert, target, now, held)) {
      sql::Execute(session_, kAddressedLikeIt, With("failed", failed), With("alert", alert));
      return target;
    }
  }
  return std::nullopt;
}

std::optional<AlertTarget> OutboxStore::SendAlso(DeliveryId failed,
                                                 std::span<const AlertTarget> targets,
                                                 UtcTime now) {
  std::int64_t alert = 0;
  std::optional<UtcTime> held;
  if (!sql::FetchOne(session_, kAlertOf, With("id", failed), Into(alert), Into(held))) {
    return std::nullopt;
  }
  for (const AlertTarget& target : targets) {
    if (InsertDelivery(session_, alert, target, now, held)) {
      sql::Execute(session_, kAddressedLikeIt, With("failed", failed), With("alert", alert));
      return target;
    }
    std::int64_t row = 0;
    if (sql::FetchOne(session_, kReachesHim, With("alert", alert), With("channel", target.channel),
                      With("receiver", target.receiver), Into(row))) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

namespace {
constexpr const char* kPullIn = R"(UPDATE delivery SET due_at = CASE
  WHEN not_before_at BETWEEN :now AND :held_at_most THEN not_before_at ELSE :now END
WHERE due_at > CASE WHEN state <> 'claimed' THEN :wait_ends
  WHEN owner <> :owner AND attempts = 1 THEN :now ELSE :lease_ends END)";
constexpr const char* kIsCopy = "SELECT value FROM meta WHERE key = 'copy'";
constexpr const char* kNoCopy = "DELETE FROM meta WHERE key = 'copy'";
constexpr const char* kNextDue =
    "SELECT MIN(due_at) FROM delivery WHERE channel = :channel AND due_at IS NOT NULL";
const std::string kUnaddressed = "SELECT " + kAlertColumns + R"(FROM alert a
WHERE a.complaint_id IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM delivery d WHERE d.alert_id = a.id)
ORDER BY a.id)";
constexpr const char* kAddressedAt =
    "UPDATE delivery SET addressed_at = :now WHERE alert_id = :alert";
constexpr const char* kRowOf = "SELECT id FROM alert WHERE ulid = :ulid";
}  // namespace

void OutboxStore::PullIn(UtcTime now, Duration longest_wait, std::string_view owner) {
  sql::Execute(session_, kPullIn, With("now", now),
               With("held_at_most", now + std::chrono::hours(24)),
               With("wait_ends", now + longest_wait), With("lease_ends", now + kLease),
               With("owner", owner));
}

bool OutboxStore::IsCopy() {
  std::string value;
  return sql::FetchOne(session_, kIsCopy, Into(value));
}

void OutboxStore::NoLongerACopy() {
  sql::Execute(session_, kNoCopy);
}

std::optional<UtcTime> OutboxStore::NextDue(std::string_view channel) {
  std::optional<UtcTime> at;
  sql::FetchOne(session_, kNextDue, With("channel", channel), Into(at));
  return at;
}

std::vector<Alert> OutboxStore::Unaddressed() {
  std::vector<Alert> alerts;
  Alert row;
  ForEachAlertRow(session_, kUnaddressed, row, [&] { alerts.push_back(row); });
  return alerts;
}

void OutboxStore::Address(const Alert& alert, std::span<const AlertTarget> targets, UtcTime now,
                          std::optional<UtcTime> not_before) {
  std::int64_t row = 0;
  if (!sql::FetchOne(session_, kRowOf, With("ulid", alert.id), Into(row))) {
    return;
  }
  for (const AlertTarget& target : targets) {
    InsertDelivery(session_, row, target, now, not_before);
  }
  sql::Execute(session_, kAddressedAt, With("now", now), With("alert", row));
}

}  // namespace forumwatch
