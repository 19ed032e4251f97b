#include "daemon/unseen.h"

#include <utility>

#include "daemon/store/sources.h"

namespace forumwatch {

std::vector<UnseenTime> UnseenTimes(Session& session, const Config& config, UtcTime since,
                                    UtcTime now) {
  SourceStore sources(session);
  std::vector<UnseenTime> unseen;
  for (auto& [source, gap] : sources.AllGaps(since)) {
    unseen.push_back({std::move(source), std::move(gap)});
  }
  for (const CommunityConfig& community : config.communities) {
    for (const SourceConfig& source : community.sources) {
      const auto id = sources.Find(community.name, source.name);
      auto gap = id ? OpenGap(sources.LoadHealth(*id), source.quiet_interval, now) : std::nullopt;
      if (gap) {
        unseen.push_back({community.name + "/" + source.name, std::move(*gap)});
      }
    }
  }
  return unseen;
}

}  // namespace forumwatch
