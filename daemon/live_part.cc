#include "daemon/live_part.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "analysis/grouping/nature.h"

namespace forumwatch {

std::string PersonOf(const Mention& mention) {
  const std::string source = std::to_string(Raw(mention.source)) + "/";
  if (!mention.author_id.empty()) {
    return source + "account/" + mention.author_id;
  }
  if (mention.author.empty() || mention.author == "匿名") {
    return source + "post/" + std::to_string(Raw(mention.post));
  }
  return source + "name/" + mention.author;
}

std::string NameOfPost(const Mention& mention) {
  return "post " + mention.forum_post;
}

int PeopleIn(std::span<const Mention> mentions) {
  std::set<std::string> people;
  for (const Mention& mention : mentions) {
    if (!mention.official) {
      people.insert(PersonOf(mention));
    }
  }
  return static_cast<int>(people.size());
}

std::vector<Reaction> ReactionsIn(std::span<const Mention> mentions) {
  std::vector<Reaction> reactions;
  for (const Mention& mention : mentions) {
    if (!mention.official && !mention.gone) {
      reactions.push_back({PersonOf(mention), mention.at});
    }
  }
  return reactions;
}

std::vector<Mention> MadeSince(const Reopening& reopening, std::span<const Mention> mentions) {
  std::vector<Mention> since;
  if (reopening.number > 0) {
    std::copy_if(mentions.begin(), mentions.end(), std::back_inserter(since),
                 [&](const Mention& mention) { return mention.at > reopening.rest; });
  }
  return since;
}

std::vector<std::string> SignsIn(std::span<const Mention> mentions,
                                 std::vector<StoredSegment> segments) {
  std::vector<Segment> shown;
  for (StoredSegment& stored : segments) {
    if (std::any_of(mentions.begin(), mentions.end(),
                    [&](const Mention& mention) { return mention.segment == stored.id; })) {
      shown.push_back(std::move(stored.segment));
    }
  }
  return NatureOf(shown).flags;
}

}  // namespace forumwatch
