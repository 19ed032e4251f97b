#include "daemon/work_done.h"

#include <algorithm>
#include <string>
#include <vector>

#include "daemon/store/failing_channels.h"
#include "daemon/store/sources.h"

namespace forumwatch {
namespace {

constexpr std::chrono::days kGivenUpCounts{1};

bool Reads(const SourceHealth& health) {
  return health.blind_visits == 0 && health.failed_visits == 0;
}

// A board that is read once an hour was in order until its next visit.
std::optional<UtcTime> UnseenSince(const SourceHealth& health) {
  return std::max({health.last_good_at, health.seen_at, health.trouble_since});
}

std::optional<UtcTime> UnseenSince(Session& session, const Config& config) {
  SourceStore sources(session);
  std::optional<UtcTime> last;
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      const auto id = sources.Find(community.name, source.name);
      const SourceHealth health = id ? sources.LoadHealth(*id) : SourceHealth{};
      if (Reads(health)) {
        return std::nullopt;
      }
      last = std::max(last, UnseenSince(health));
    }
  }
  return last;
}

}  // namespace

WorkDone WorkOf(Session& session, const Config& config, UtcTime now) {
  std::vector<std::string> channels;
  for (const ChannelConfig& channel : config.channels) {
    channels.push_back(channel.name);
  }
  return {UntoldSince(session, channels, now - Duration(kGivenUpCounts)),
          UnseenSince(session, config)};
}

}  // namespace forumwatch
