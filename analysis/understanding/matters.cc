#include "analysis/understanding/matters.h"

#include <algorithm>
#include <iterator>

namespace forumwatch {
namespace {

constexpr float kAnnouncedTopic = 2;  // weight another topic needs behind 另外
constexpr float kPlainTopic = 3.5F;   // and without
constexpr float kGrievanceOfItsOwn = 1.5F;
constexpr float kKnownShare = 0.34F;  // of its weight: a topic already spoken of is no other one
constexpr std::uint32_t kShortestMatter = 6 * 3;  // bytes

// Clauses that the rules never part: up to the next sentence or shift.
struct Block {
  Stretch stretch;
  bool shifts = false;
  Tally tally;
  std::string building;  // "" none
};

// The first building of the stretch.
std::string BuildingIn(const Wording& reading, Stretch stretch) {
  for (const FoundPlace& place : BeginningIn(reading.places, stretch)) {
    if (place.is_building) {
      return place.name;
    }
  }
  return {};
}

std::vector<Block> Blocks(const Wording& reading, const Lexicon& lexicon) {
  std::vector<Block> blocks;
  for (const Clause& clause : reading.clauses) {
    if (blocks.empty() || clause.begins_sentence || clause.shifts) {
      blocks.push_back({{clause.begin, clause.end}, clause.shifts, Tally(lexicon.handbook()), {}});
    } else {
      blocks.back().stretch.end = clause.end;
    }
  }
  for (Block& block : blocks) {
    Count(reading, block.stretch, lexicon, block.tally);
    block.building = BuildingIn(reading, block.stretch);
  }
  return blocks;
}

// What has been said since the last cut.
struct SoFar {
  explicit SoFar(const Handbook& handbook) : tally(handbook) {}
  Tally tally;
  std::string building;

  void Add(const Block& block) {
    for (std::size_t i = 0; i < tally.topics.size(); ++i) {
      tally.topics[i] += block.tally.topics[i];
    }
    for (std::size_t i = 0; i < tally.signs.size(); ++i) {
      tally.signs.at(i) += block.tally.signs.at(i);
    }
    if (building.empty()) {
      building = block.building;
    }
  }
  // Of a block that is cut in its middle, what stands behind the cut.
  void Add(const Wording& reading, Stretch rest, const Lexicon& lexicon) {
    Count(reading, rest, lexicon, tally);
    building = BuildingIn(reading, rest);
  }
};

class MatterCutter {
 public:
  explicit MatterCutter(std::size_t thread_topic) : thread_topic_(thread_topic) {}

  // Whether `next` begins another matter than `so_far`.
  [[nodiscard]] bool Parts(const SoFar& so_far, std::uint32_t length, const Block& next) const {
    if (length < kShortestMatter) {
      return false;
    }
    if (next.shifts && next.tally.Of(Sign::Suggestion) >= 3) {
      return true;
    }
    const std::size_t topic = next.tally.MainTopic();
    if (topic == next.tally.topics.size()) {
      return false;
    }
    const bool known = so_far.tally.topics[topic] >= next.tally.topics[topic] * kKnownShare;
    if (next.shifts) {
      return known ? IsElsewhere(so_far, next) : IsAnnounced(so_far.tally, next.tally, topic);
    }
    return !known && IsPlain(so_far.tally, next.tally);
  }

 private:
  // The same trouble in another building.
  [[nodiscard]] static bool IsElsewhere(const SoFar& so_far, const Block& next) {
    return !next.building.empty() && !so_far.building.empty() && next.building != so_far.building &&
           next.tally.Of(Sign::Grievance) > 0;
  }

  [[nodiscard]] bool IsAnnounced(const Tally& so_far, const Tally& next, std::size_t topic) const {
    const bool has_matter = so_far.TopicWeight() >= kAnnouncedTopic ||
                            (thread_topic_ < so_far.topics.size() && topic != thread_topic_);
    return next.TopicWeight() >= kAnnouncedTopic && has_matter;
  }

  [[nodiscard]] static bool IsPlain(const Tally& so_far, const Tally& next) {
    return next.TopicWeight() >= kPlainTopic && so_far.TopicWeight() >= kPlainTopic &&
           next.topics[so_far.MainTopic()] == 0 && next.Of(Sign::Grievance) >= kGrievanceOfItsOwn &&
           so_far.Of(Sign::Grievance) >= kGrievanceOfItsOwn;
  }

  std::size_t thread_topic_;
};

}  // namespace

std::vector<Stretch> CutMatters(const Wording& reading, const Lexicon& lexicon,
                                std::size_t thread_topic, const Parting& parting) {
  const auto whole = static_cast<std::uint32_t>(reading.text().size());
  std::vector<Stretch> matters{{0, whole}};
  SoFar so_far(lexicon.handbook());
  const MatterCutter cutter(thread_topic);
  const std::vector<Block> blocks = Blocks(reading, lexicon);
  auto block = blocks.begin();
  for (std::size_t i = 0; i < reading.clauses.size(); ++i) {
    const std::uint32_t begin = reading.clauses[i].begin;
    const bool begins_block = block != blocks.end() && block->stretch.begin == begin;
    const std::uint32_t begun = matters.back().begin;
    const bool by_rules = begins_block && cutter.Parts(so_far, begin - begun, *block);
    if (i > 0 && matters.size() < kMostMatters && parting({i, begun, by_rules})) {
      matters.back().end = begin;
      matters.push_back({begin, whole});
      so_far = SoFar(lexicon.handbook());
      if (!begins_block) {
        so_far.Add(reading, {begin, std::prev(block)->stretch.end}, lexicon);
      }
    }
    if (begins_block) {
      so_far.Add(*block++);
    }
  }
  return matters;
}

}  // namespace forumwatch
