#include "analysis/alerting/backlash.h"

#include <algorithm>
#include <set>
#include <vector>

#include "analysis/alerting/wording.h"

namespace forumwatch {
namespace {

// How many owners complained after `from`, up to `to`.
int PeopleBetween(std::span<const Reaction> reactions, UtcTime from, UtcTime to) {
  std::set<std::string_view> people;
  for (const Reaction& reaction : reactions) {
    if (reaction.at > from && reaction.at <= to) {
      people.insert(reaction.person);
    }
  }
  return static_cast<int>(people.size());
}

}  // namespace

std::optional<Backlash> BacklashOf(std::span<const UtcTime> replies,
                                   std::span<const Reaction> reactions,
                                   const AlertingOptions& options) {
  std::vector<UtcTime> in_order(replies.begin(), replies.end());
  std::sort(in_order.begin(), in_order.end());
  for (std::size_t i = in_order.size(); i-- > 0;) {
    const UtcTime reply = in_order[i];
    UtcTime until = reply + kBacklashWithin;
    if (i + 1 < in_order.size()) {
      until = std::min(until, in_order[i + 1]);
    }
    const int after = PeopleBetween(reactions, reply, until);
    if (after >= options.backlash_people &&
        after > PeopleBetween(reactions, reply - kBacklashWithin, reply)) {
      const auto minute = std::chrono::floor<std::chrono::minutes>(reply.time_since_epoch());
      return Backlash{reply, after, static_cast<int>(minute.count())};
    }
  }
  return std::nullopt;
}

bool BacklashSaid(const Backlash& backlash, const Said& said) {
  return std::any_of(said.begin(), said.end(), [&](const AlertMark& mark) {
    return mark.rule == kBacklash && mark.episode >= backlash.episode;
  });
}

std::string ReasonForBacklash(const Backlash& backlash, const Zone& zone, UtcTime now) {
  return "物业 " + WrittenMoment(backlash.replied_at, zone, now) + " 回帖之后，又有 " +
         std::to_string(backlash.people) +
         " 人发帖表示不满，比回帖之前还多；请看看回帖是不是答非所问、态度生硬，尽快补救（B13）";
}

}  // namespace forumwatch
