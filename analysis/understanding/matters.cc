#include "analysis/understanding/matters.h"

#include <algorithm>

namespace forumwatch {
namespace {

constexpr float kAnnouncedTopic = 2;  // weight another topic needs behind 另外
constexpr float kPlainTopic = 4.5F;   // and without
constexpr float kPlainGrievance = 1.5F;
constexpr float kKnownShare = 0.34F;  // of its weight: a topic already spoken of is no other one
constexpr std::uint32_t kShortestMatter = 6 * 3;  // bytes

// Clauses that are never parted: up to the next sentence or shift.
struct Block {
  Stretch stretch;
  bool shifts = false;
  Tally tally;
};

std::vector<Block> Blocks(const Reading& reading, const Lexicon& lexicon) {
  std::vector<Block> blocks;
  for (const Clause& clause : reading.clauses) {
    if (blocks.empty() || clause.begins_sentence || clause.shifts) {
      blocks.push_back({{clause.begin, clause.end}, clause.shifts, Tally(lexicon.handbook())});
    } else {
      blocks.back().stretch.end = clause.end;
    }
  }
  for (Block& block : blocks) {
    Count(reading, block.stretch, lexicon, block.tally);
  }
  return blocks;
}

void Add(const Tally& more, Tally& sum) {
  for (std::size_t i = 0; i < sum.topics.size(); ++i) {
    sum.topics[i] += more.topics[i];
  }
  for (std::size_t i = 0; i < sum.signs.size(); ++i) {
    sum.signs.at(i) += more.signs.at(i);
  }
}

class Cutter {
 public:
  Cutter(std::size_t thread_topic) : thread_topic_(thread_topic) {}

  // Whether `next` begins another matter than `so_far`.
  [[nodiscard]] bool Parts(const Tally& so_far, std::uint32_t length, const Block& next) const {
    if (length < kShortestMatter) {
      return false;
    }
    if (next.shifts && next.tally.Of(Sign::Suggestion) >= 3) {
      return true;
    }
    const std::size_t topic = next.tally.MainTopic();
    const float weight = next.tally.TopicWeight();
    if (topic == next.tally.topics.size() || so_far.topics[topic] >= weight * kKnownShare) {
      return false;
    }
    if (next.shifts) {
      const bool has_matter = so_far.TopicWeight() >= kAnnouncedTopic ||
                              (thread_topic_ < so_far.topics.size() && topic != thread_topic_);
      return weight >= kAnnouncedTopic && has_matter;
    }
    const std::size_t before = so_far.MainTopic();
    return weight >= kPlainTopic && so_far.TopicWeight() >= kPlainTopic &&
           next.tally.topics[before] == 0 && next.tally.Of(Sign::Grievance) >= kPlainGrievance &&
           so_far.Of(Sign::Grievance) >= kPlainGrievance;
  }

 private:
  std::size_t thread_topic_;
};

}  // namespace

std::vector<Stretch> CutMatters(const Reading& reading, const Lexicon& lexicon,
                                std::size_t thread_topic) {
  const auto whole = static_cast<std::uint32_t>(reading.text().size());
  std::vector<Stretch> matters{{0, whole}};
  Tally so_far(lexicon.handbook());
  const Cutter cutter(thread_topic);
  for (const Block& block : Blocks(reading, lexicon)) {
    const std::uint32_t begin = block.stretch.begin;
    if (cutter.Parts(so_far, begin - matters.back().begin, block)) {
      matters.back().end = begin;
      matters.push_back({begin, whole});
      so_far = Tally(lexicon.handbook());
    }
    Add(block.tally, so_far);
  }
  return matters;
}

}  // namespace forumwatch
