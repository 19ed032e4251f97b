#include "daemon/store/outbox.h"

#include <utility>

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

std::string SubjectOf(const Alert& alert) {
  return alert.complaint ? SubjectOf(*alert.complaint) : SubjectOf(alert.source);
}

constexpr const char* kInsertAlert = R"(INSERT INTO alert (ulid, subject, rule, episode, handbook,
  alerted_at, complaint_id, source, receivers, title, reason, text)
VALUES (:ulid, :subject, :rule, :episode, :handbook, :alerted_at, :complaint, :source, :receivers,
  :title, :reason, :text)
ON CONFLICT (subject, rule, episode) DO NOTHING RETURNING id)";
constexpr const char* kInsertDelivery = R"(INSERT INTO delivery (alert_id, channel, receiver, state,
  due_at)
VALUES (:alert, :channel, :receiver, 'waiting', :due_at)
ON CONFLICT (alert_id, channel, receiver) DO NOTHING)";

}  // namespace

bool OutboxStore::InsertAlert(const Alert& alert, std::string_view text,
                              std::span<const AlertTarget> targets) {
  std::int64_t row = 0;
  if (!sql::FetchOne(session_, kInsertAlert, With("ulid", alert.id),
                     With("subject", SubjectOf(alert)), With("rule", alert.rule),
                     With("episode", alert.episode), With("handbook", alert.handbook),
                     With("alerted_at", alert.at), With("complaint", alert.complaint),
                     With("source", alert.source), With("receivers", WriteTexts(alert.receivers)),
                     With("title", alert.title), With("reason", alert.reason), With("text", text),
                     Into(row))) {
    return false;
  }
  for (const AlertTarget& target : targets) {
    sql::Execute(session_, kInsertDelivery, With("alert", row), With("channel", target.channel),
                 With("receiver", target.receiver), With("due_at", alert.at));
  }
  return true;
}

namespace {

constexpr const char* kSaid = "SELECT rule, episode FROM alert WHERE subject = :subject";

Said SaidOf(Session& session, const std::string& subject) {
  Said said;
  std::pair<std::string, int> row;
  sql::ForEachRow(
      session, kSaid, [&] { said.insert(row); }, With("subject", subject), Into(row.first),
      Into(row.second));
  return said;
}

}  // namespace

Said OutboxStore::SaidAbout(ComplaintId complaint) {
  return SaidOf(session_, SubjectOf(complaint));
}

Said OutboxStore::SaidAbout(std::string_view source) {
  return SaidOf(session_, SubjectOf(source));
}

namespace {

const std::string kAlertColumns = R"(a.ulid, a.alerted_at, a.rule, a.handbook, a.complaint_id,
  a.source, a.episode, a.receivers, a.title, a.reason
)";

// `more`: the query's parameters, and Intos of the columns after the alert's.
template <typename Each, typename... More>
void ForEachAlertRow(Session& session, const std::string& text, Alert& row, Each&& each,
                     More&&... more) {
  std::string receivers;
  sql::ForEachRow(
      session, text.c_str(),
      [&] {
        row.receivers = ReadTexts(receivers);
        each();
      },
      Into(row.id), Into(row.at), Into(row.rule), Into(row.handbook), Into(row.complaint),
      Into(row.source), Into(row.episode), Into(receivers), Into(row.title), Into(row.reason),
      std::forward<More>(more)...);
}

// due_at of a claimed row is the end of its lease: past it, the claim ended without a result.
const std::string kDue = "SELECT " + kAlertColumns + R"(, d.id, a.text, d.channel, d.receiver,
  d.attempts, d.maybe_repeat
FROM delivery d JOIN alert a ON a.id = d.alert_id
WHERE d.due_at <= :now ORDER BY d.alert_id, d.id LIMIT :limit)";
constexpr const char* kClaim = R"(UPDATE delivery SET
  maybe_repeat = CASE WHEN state = 'claimed' THEN 1 ELSE maybe_repeat END,
  state = 'claimed', owner = :owner, due_at = :lease_ends, attempts = attempts + 1
WHERE id = :id AND due_at <= :now RETURNING attempts, maybe_repeat)";

}  // namespace

std::vector<Delivery> OutboxStore::ClaimDue(UtcTime now, std::string_view owner, int limit) {
  std::vector<Delivery> due;
  Delivery row;
  ForEachAlertRow(
      session_, kDue, row.alert, [&] { due.push_back(row); }, With("now", now),
      With("limit", limit), Into(row.id), Into(row.text), Into(row.channel), Into(row.receiver),
      Into(row.attempts), Into(row.maybe_repeat));
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

namespace {
constexpr const char* kMarkSent = R"(UPDATE delivery SET state = 'sent', due_at = NULL, reason = '',
  ended_at = :now
WHERE id = :id AND state <> 'sent')";
constexpr const char* kMarkRetry = R"(UPDATE delivery SET state = 'waiting', due_at = :at,
  reason = :reason
WHERE id = :id AND state = 'claimed')";
constexpr const char* kMarkDead = R"(UPDATE delivery SET state = 'dead', due_at = NULL,
  reason = :reason, ended_at = :now
WHERE id = :id AND state IN ('waiting', 'claimed'))";
// No clock is asked for: any instant in the past is "at once".
constexpr const char* kRelease = R"(UPDATE delivery SET state = 'waiting', due_at = 0
WHERE state = 'claimed' AND owner = :owner)";
}  // namespace

void OutboxStore::MarkSent(DeliveryId id, UtcTime now) {
  sql::Execute(session_, kMarkSent, With("now", now), With("id", id));
}

void OutboxStore::MarkRetry(DeliveryId id, UtcTime at, std::string_view reason) {
  sql::Execute(session_, kMarkRetry, With("at", at), With("reason", reason), With("id", id));
}

void OutboxStore::MarkDead(DeliveryId id, std::string_view reason, UtcTime now) {
  sql::Execute(session_, kMarkDead, With("reason", reason), With("now", now), With("id", id));
}

void OutboxStore::ReleaseLeases(std::string_view owner) {
  sql::Execute(session_, kRelease, With("owner", owner));
}

namespace {
constexpr const char* kCounts = "SELECT state, COUNT(*) FROM delivery GROUP BY state";
constexpr const char* kNextDue = "SELECT MIN(due_at) FROM delivery WHERE due_at IS NOT NULL";
const std::string kOfComplaint =
    "SELECT " + kAlertColumns + "FROM alert a WHERE a.complaint_id = :complaint ORDER BY a.id";
const std::string kAll = "SELECT " + kAlertColumns + "FROM alert a ORDER BY a.id";
}  // namespace

OutboxCounts OutboxStore::Counts() {
  OutboxCounts counts;
  const std::pair<std::string_view, int*> known[] = {{"waiting", &counts.waiting},
                                                     {"claimed", &counts.claimed},
                                                     {"sent", &counts.sent},
                                                     {"dead", &counts.dead}};
  std::string state;
  int count = 0;
  sql::ForEachRow(
      session_, kCounts,
      [&] {
        for (const auto& [name, target] : known) {
          if (name == state) {
            *target = count;
          }
        }
      },
      Into(state), Into(count));
  return counts;
}

std::optional<UtcTime> OutboxStore::NextDue() {
  std::optional<UtcTime> at;
  sql::FetchOne(session_, kNextDue, Into(at));
  return at;
}

std::vector<Alert> OutboxStore::AlertsOf(ComplaintId complaint) {
  std::vector<Alert> alerts;
  Alert row;
  ForEachAlertRow(
      session_, kOfComplaint, row, [&] { alerts.push_back(row); }, With("complaint", complaint));
  return alerts;
}

void OutboxStore::ForEachAlert(const std::function<void(const Alert&)>& each) {
  Alert row;
  ForEachAlertRow(session_, kAll, row, [&] { each(row); });
}

}  // namespace forumwatch
