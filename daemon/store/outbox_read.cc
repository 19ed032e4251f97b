// What people are shown of alerts and their deliveries.
#include <utility>

#include "daemon/store/alert_rows.h"
#include "daemon/store/encoding.h"
#include "daemon/store/outbox.h"
#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
const std::string kOfComplaint =
    "SELECT " + kAlertColumns + "FROM alert a WHERE a.complaint_id = :complaint ORDER BY a.id";
constexpr const char* kCounts = "SELECT state, COUNT(*) FROM delivery GROUP BY state";
constexpr const char* kRecords = R"(SELECT d.channel, SUM(d.state = 'waiting'),
  SUM(d.state = 'claimed'), SUM(d.state = 'sent'), SUM(d.state = 'dead'),
  SUM(d.state = 'waiting' AND d.attempts > 0), MAX(CASE WHEN d.state = 'sent' THEN d.ended_at END),
  COALESCE((SELECT l.reason FROM delivery l
    WHERE l.channel = d.channel AND l.state <> 'sent' AND l.reason <> ''
    ORDER BY l.id DESC LIMIT 1), '')
FROM delivery d GROUP BY d.channel ORDER BY d.channel)";
constexpr const char* kFates = R"(SELECT d.channel, d.receiver, d.state, d.reason, d.due_at,
  d.ended_at
FROM delivery d JOIN alert a ON a.id = d.alert_id WHERE a.ulid = :ulid ORDER BY d.id)";
const std::string kAll = "SELECT " + kAlertColumns + "FROM alert a ORDER BY a.id";
const std::string kLatest =
    "SELECT " + kAlertColumns + "FROM alert a ORDER BY a.id DESC LIMIT :limit";
const std::string kLatestUnheard = "SELECT " + kAlertColumns + R"(FROM alert a
WHERE a.id IN (SELECT alert_id FROM delivery WHERE state = 'dead')
  OR a.id IN (SELECT alert_id FROM delivery WHERE state IN ('waiting', 'claimed')
    AND channel NOT IN (SELECT value FROM json_each(:channels)))
  OR NOT EXISTS (SELECT 1 FROM delivery d WHERE d.alert_id = a.id)
ORDER BY a.id DESC LIMIT :limit)";
constexpr const char* kDeadSince = R"(SELECT
  (SELECT COUNT(*) FROM delivery WHERE state = 'dead' AND ended_at > :since) +
  (SELECT COUNT(*) FROM alert a WHERE a.alerted_at > :since
    AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.alert_id = a.id)))";
constexpr const char* kForNobody = R"(SELECT COUNT(*) FROM alert a
WHERE a.alerted_at > :since AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.alert_id = a.id))";
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
  counts.for_nobody = ForNobodySince(UtcTime::min());
  return counts;
}

std::vector<Alert> OutboxStore::AlertsOf(ComplaintId complaint) {
  std::vector<Alert> alerts;
  Alert row;
  ForEachAlertRow(
      session_, kOfComplaint, row, [&] { alerts.push_back(row); }, With("complaint", complaint));
  return alerts;
}

std::vector<ChannelRecord> OutboxStore::Records() {
  std::vector<ChannelRecord> records;
  ChannelRecord row;
  sql::ForEachRow(
      session_, kRecords, [&] { records.push_back(row); }, Into(row.channel),
      Into(row.counts.waiting), Into(row.counts.claimed), Into(row.counts.sent),
      Into(row.counts.dead), Into(row.failing), Into(row.last_sent_at), Into(row.last_reason));
  return records;
}

std::vector<DeliveryFate> OutboxStore::FatesOf(const Alert& alert) {
  std::vector<DeliveryFate> fates;
  DeliveryFate row;
  sql::ForEachRow(
      session_, kFates, [&] { fates.push_back(row); }, With("ulid", alert.id), Into(row.channel),
      Into(row.receiver), Into(row.state), Into(row.reason), Into(row.due_at), Into(row.ended_at));
  return fates;
}

std::vector<Alert> OutboxStore::Latest(int limit) {
  std::vector<Alert> alerts;
  Alert row;
  ForEachAlertRow(
      session_, kLatest, row, [&] { alerts.push_back(row); }, With("limit", limit));
  return alerts;
}

std::vector<Alert> OutboxStore::LatestUnheard(int limit, const std::vector<std::string>& channels) {
  std::vector<Alert> alerts;
  Alert row;
  ForEachAlertRow(
      session_, kLatestUnheard, row, [&] { alerts.push_back(row); },
      With("channels", WriteTexts(channels)), With("limit", limit));
  return alerts;
}

int OutboxStore::DeadSince(UtcTime t) {
  int count = 0;
  sql::FetchOne(session_, kDeadSince, With("since", t), Into(count));
  return count;
}

int OutboxStore::ForNobodySince(UtcTime t) {
  int count = 0;
  sql::FetchOne(session_, kForNobody, With("since", t), Into(count));
  return count;
}

void OutboxStore::ForEachAlert(const std::function<void(const Alert&)>& each) {
  Alert row;
  ForEachAlertRow(session_, kAll, row, [&] { each(row); });
}

}  // namespace forumwatch
