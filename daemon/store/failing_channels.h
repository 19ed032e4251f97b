// Channels through which nothing gets out. Throws StoreError.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model/time.h"
#include "daemon/store/session.h"

namespace forumwatch {

// A channel that has sent nothing since what it cannot send was to be told.
struct ChannelTrouble {
  std::string channel;
  std::string reason;  // of the latest
  std::optional<UtcTime> last_sent_at;
};

// Of those with deliveries that were tried so often and wait, or were given up since then; by name.
std::vector<ChannelTrouble> FailingChannels(Session& session, int attempts, UtcTime given_up_since);

// The earliest that somebody was to be told what was tried in vain, and waits or was given up since
// then; of what was to be told after any of these channels has last sent something. nullopt: none.
std::optional<UtcTime> UntoldSince(Session& session, const std::vector<std::string>& channels,
                                   UtcTime given_up_since);

}  // namespace forumwatch
