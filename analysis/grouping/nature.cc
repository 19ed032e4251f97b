#include "analysis/grouping/nature.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace forumwatch {
namespace {

constexpr double kOpening = 2;
constexpr double kLeastShare = 1.0 / 3;
constexpr std::size_t kMostTopics = 3;

// Weighted votes for values; the first cast wins a tie.
template <typename T>
class Poll {
 public:
  void Cast(const T& value, double weight) {
    const auto found = std::find_if(votes_.begin(), votes_.end(),
                                    [&](const auto& vote) { return vote.first == value; });
    if (found == votes_.end()) {
      votes_.emplace_back(value, weight);
    } else {
      found->second += weight;
    }
  }

  // By weight, heaviest first.
  [[nodiscard]] std::vector<std::pair<T, double>> Result() const {
    auto sorted = votes_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
  }

  [[nodiscard]] T Winner() const {
    const auto result = Result();
    return result.empty() ? T() : result.front().first;
  }

 private:
  std::vector<std::pair<T, double>> votes_;
};

struct Polls {
  Poll<int> complaint_class;
  Poll<std::string> topics;
  Poll<std::string> main_topic;
  Poll<std::string> place;
  Poll<std::pair<std::string, std::string>> cause;
};

void Cast(Polls& polls, const Segment& segment, double weight) {
  if (segment.complaint_class) {
    polls.complaint_class.Cast(*segment.complaint_class, weight);
  }
  if (!segment.topics.empty()) {
    polls.main_topic.Cast(segment.topics.front(), weight);
  }
  for (std::size_t i = 0; i < segment.topics.size(); ++i) {
    polls.topics.Cast(segment.topics[i], i == 0 ? weight : weight / 2);
  }
  if (!segment.place.empty()) {
    polls.place.Cast(segment.place, weight);
  }
  if (!segment.cause.empty()) {
    polls.cause.Cast({segment.cause, segment.cause_item}, weight);
  }
}

void TakeTopics(Nature& nature, const Polls& polls) {
  const std::string main = polls.main_topic.Winner();
  if (main.empty()) {
    return;
  }
  const auto result = polls.topics.Result();
  const double heaviest = result.front().second;
  nature.topics.push_back(main);
  for (const auto& [topic, weight] : result) {
    if (topic != main && weight >= heaviest * kLeastShare && nature.topics.size() < kMostTopics) {
      nature.topics.push_back(topic);
    }
  }
}

}  // namespace

Nature NatureOf(std::span<const Segment> segments) {
  const bool somebody_says_more =
      std::any_of(segments.begin(), segments.end(), [](const Segment& s) { return !s.supports; });
  Polls polls;
  Nature nature;
  bool opening = true;
  for (const Segment& segment : segments) {
    for (const std::string& flag : segment.flags) {
      if (std::find(nature.flags.begin(), nature.flags.end(), flag) == nature.flags.end()) {
        nature.flags.push_back(flag);
      }
    }
    if (segment.supports && somebody_says_more) {
      continue;
    }
    constexpr double kLeastConfidence = 0.05;  // an unsure word still counts against silence
    Cast(polls, segment, std::max(segment.confidence, kLeastConfidence) * (opening ? kOpening : 1));
    opening = false;
  }
  if (const auto winner = polls.complaint_class.Result(); !winner.empty()) {
    nature.complaint_class = winner.front().first;
  }
  TakeTopics(nature, polls);
  std::tie(nature.cause, nature.cause_item) = polls.cause.Winner();
  nature.place = polls.place.Winner();
  for (const Segment& segment : segments) {
    if (!segment.topics.empty() && !nature.topics.empty() &&
        segment.topics.front() == nature.topics.front() && !segment.specialty.empty()) {
      nature.specialty = segment.specialty;
      break;
    }
  }
  return nature;
}

}  // namespace forumwatch
