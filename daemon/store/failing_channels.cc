#include "daemon/store/failing_channels.h"

#include <algorithm>
#include <utility>

#include "daemon/store/sql.h"

namespace forumwatch {

using sql::Into;
using sql::With;

namespace {
// The reason is that of the row whose time is the latest.
constexpr const char* kFailing = R"(SELECT d.channel, d.reason,
  MAX(COALESCE(d.not_before_at, d.addressed_at, a.alerted_at))
FROM delivery d JOIN alert a ON a.id = d.alert_id
WHERE (d.state = 'waiting' AND d.attempts >= :attempts) OR
  (d.state = 'dead' AND d.ended_at > :since)
GROUP BY d.channel ORDER BY d.channel)";
constexpr const char* kLastSent =
    "SELECT MAX(ended_at) FROM delivery WHERE channel = :channel AND state = 'sent'";
// A claim that is under way has counted its attempt.
constexpr const char* kUntold = R"(SELECT
  MIN(COALESCE(d.not_before_at, d.addressed_at, a.alerted_at))
FROM delivery d JOIN alert a ON a.id = d.alert_id
WHERE ((d.state = 'waiting' AND d.attempts > 0) OR (d.state = 'claimed' AND d.attempts > 1) OR
  (d.state = 'dead' AND d.ended_at > :since)) AND
  COALESCE(d.not_before_at, d.addressed_at, a.alerted_at) > :sent)";

std::optional<UtcTime> LastSent(Session& session, const std::string& channel) {
  std::optional<UtcTime> sent;
  sql::FetchOne(session, kLastSent, With("channel", channel), Into(sent));
  return sent;
}
}  // namespace

std::vector<ChannelTrouble> FailingChannels(Session& session, int attempts,
                                            UtcTime given_up_since) {
  std::vector<ChannelTrouble> failing;
  std::vector<UtcTime> to_be_told;
  ChannelTrouble row;
  UtcTime at{};
  sql::ForEachRow(
      session, kFailing,
      [&] {
        failing.push_back(row);
        to_be_told.push_back(at);
      },
      With("attempts", attempts), With("since", given_up_since), Into(row.channel),
      Into(row.reason), Into(at));
  std::vector<ChannelTrouble> troubles;
  for (std::size_t i = 0; i < failing.size(); ++i) {
    std::optional<UtcTime>& sent = failing[i].last_sent_at;
    sent = LastSent(session, failing[i].channel);
    if (!sent || *sent < to_be_told[i]) {
      troubles.push_back(std::move(failing[i]));
    }
  }
  return troubles;
}

std::optional<UtcTime> UntoldSince(Session& session, const std::vector<std::string>& channels,
                                   UtcTime given_up_since) {
  std::optional<UtcTime> sent;
  for (const std::string& channel : channels) {
    sent = std::max(sent, LastSent(session, channel));
  }
  std::optional<UtcTime> untold;
  sql::FetchOne(session, kUntold, With("since", given_up_since),
                With("sent", sent.value_or(UtcTime{})), Into(untold));
  return untold;
}

}  // namespace forumwatch
