#include "analysis/alerting/backlash.h"

#include <algorithm>
#include <optional>
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

// Of the reply, by those who complained up to `until`.
std::optional<Backlash> BacklashUntil(UtcTime until, UtcTime reply,
                                      std::span<const Reaction> reactions,
                                      const AlertingOptions& options) {
  const int after = PeopleBetween(reactions, reply, until);
  if (after < options.backlash_people ||
      after <= PeopleBetween(reactions, reply - kBacklashWithin, reply)) {
    return std::nullopt;
  }
  const auto minute = std::chrono::floor<std::chrono::minutes>(reply.time_since_epoch());
  return Backlash{reply, after, static_cast<int>(minute.count()), false};
}

}  // namespace

std::vector<Backlash> BacklashesOf(std::span<const UtcTime> replies,
                                   std::span<const Reaction> reactions,
                                   const AlertingOptions& options, UtcTime now) {
  std::vector<UtcTime> in_order(replies.begin(), replies.end());
  std::sort(in_order.begin(), in_order.end());
  std::optional<Backlash> own;
  std::optional<Backlash> shared;
  for (std::size_t i = in_order.size(); i-- > 0 && !own;) {
    const UtcTime reply = in_order[i];
    const UtcTime whole = reply + kBacklashWithin;
    const UtcTime next = i + 1 < in_order.size() ? in_order[i + 1] : whole;
    own = BacklashUntil(std::min(whole, next), reply, reactions, options);
    if (!own && !shared && now < whole) {
      shared = BacklashUntil(whole, reply, reactions, options);
    }
  }
  std::vector<Backlash> all;
  if (own) {
    all.push_back(*own);
  }
  if (shared) {
    shared->shared = true;
    all.push_back(*shared);
  }
  return all;
}

bool BacklashSaid(const Backlash& backlash, const Said& said) {
  constexpr int kOnceIn = static_cast<int>(std::chrono::minutes(kBacklashWithin).count());
  return std::any_of(said.begin(), said.end(), [&](const AlertMark& mark) {
    return mark.rule == kBacklash &&
           backlash.episode < mark.episode + (backlash.shared ? kOnceIn : 1);
  });
}

std::string ReasonForBacklash(const Backlash& backlash, const Zone& zone, UtcTime now) {
  return "物业 " + WrittenMoment(backlash.replied_at, zone, now) + " 回帖之后，又有 " +
         std::to_string(backlash.people) +
         " 人发帖表示不满，比回帖之前还多；请看看回帖是不是答非所问、态度生硬，尽快补救（B13）";
}

}  // namespace forumwatch
