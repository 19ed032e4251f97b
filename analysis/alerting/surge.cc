#include "analysis/alerting/surge.h"

#include <algorithm>
#include <set>
#include <vector>

#include "analysis/alerting/wording.h"

namespace forumwatch {
namespace {

// `reactions` by time. How many owners spoke from `from` on, before `to`.
int PeopleFrom(std::span<const Reaction> reactions, UtcTime from, UtcTime to) {
  std::set<std::string_view> people;
  const auto first =
      std::partition_point(reactions.begin(), reactions.end(),
                           [&](const Reaction& reaction) { return reaction.at < from; });
  for (auto reaction = first; reaction != reactions.end() && reaction->at < to; ++reaction) {
    people.insert(reaction->person);
  }
  return static_cast<int>(people.size());
}

}  // namespace

std::optional<Surge> SurgeOf(std::span<const Reaction> reactions, UtcTime now) {
  std::vector<Reaction> in_order(reactions.begin(), reactions.end());
  std::sort(in_order.begin(), in_order.end(),
            [](const Reaction& a, const Reaction& b) { return a.at < b.at; });
  for (auto first = in_order.rbegin(); first != in_order.rend(); ++first) {
    const UtcTime since = first->at;
    if (since + kSurgeBefore <= now) {
      break;
    }
    const int people = PeopleFrom(in_order, since, since + kSurgeWithin);
    if (people >= kSurgePeople && people > PeopleFrom(in_order, since - kSurgeBefore, since)) {
      const auto minute = std::chrono::floor<std::chrono::minutes>(since.time_since_epoch());
      return Surge{since, people, static_cast<int>(minute.count())};
    }
  }
  return std::nullopt;
}

// What an upgrade took as said names the last post of then, not when a surge began.
bool SurgeSaid(const Surge& surge, const Said& said) {
  constexpr int kOnceIn = static_cast<int>(std::chrono::minutes(kSurgeBefore).count());
  return std::any_of(said.begin(), said.end(), [&](const AlertMark& mark) {
    return mark.rule == kSurge &&
           surge.episode < mark.episode + (mark.stage == kLastStage ? 1 : kOnceIn);
  });
}

std::string ReasonForSurge(const Surge& surge, const Zone& zone, UtcTime now) {
  return "从 " + WrittenMoment(surge.since, zone, now) + " 起一小时里有 " +
         std::to_string(surge.people) +
         " 人说这件事，比前一天一整天还多；请看看出了什么事，要不要先回一句（E5）";
}

}  // namespace forumwatch
