#include "analysis/grouping/complaint_memory.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace forumwatch {
namespace {

constexpr std::size_t kFirstExamples = 4;
constexpr std::size_t kExamples = 12;
constexpr std::size_t kFewestWords = 4;  // below that a text says nothing: 顶, 同问, +1
constexpr std::size_t kPlaces = 8;
constexpr std::string_view kAnyTopic = "其他";

bool SaysTopic(const std::vector<std::string>& topics) {
  return !topics.empty() && topics.front() != kAnyTopic;
}

}  // namespace

ComplaintMemory::Named& ComplaintMemory::Find(std::vector<Named>& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const Named& named) { return named.name == name; });
  return found == list.end() ? list.emplace_back(Named{name, 0, 0}) : *found;
}

void ComplaintMemory::Add(const Matter& matter, KeptText text) {
  const Segment& segment = matter.segment;
  last_ = std::max(last_, matter.at);
  if (!segment.supports && SaysTopic(segment.topics)) {
    for (const std::string& topic : segment.topics) {
      Named& named = Find(topics_, topic);
      ++named.times;
      named.as_main += topic == segment.topics.front() ? 1 : 0;
    }
  }
  if (!segment.place.empty()) {
    if (places_.empty()) {
      place_ = segment.place;
      place_is_opening_ = !is_opened_;
    }
    if (places_.size() < kPlaces &&
        std::find(places_.begin(), places_.end(), segment.place) == places_.end()) {
      places_.push_back(segment.place);
    }
  }
  is_opened_ = true;
  Keep(std::move(text));
}

void ComplaintMemory::Keep(KeptText text) {
  if (text.size() < kFewestWords) {
    return;
  }
  if (examples_.size() == kExamples) {
    examples_.erase(examples_.begin() + kFirstExamples);
  }
  examples_.push_back(std::move(text));
}

void ComplaintMemory::Absorb(ComplaintMemory&& other) {
  last_ = std::max(last_, other.last_);
  for (const Named& topic : other.topics_) {
    Named& named = Find(topics_, topic.name);
    named.times += topic.times;
    named.as_main += topic.as_main;
  }
  for (std::string& place : other.places_) {
    if (places_.empty()) {
      place_ = place;
    }
    if (std::find(places_.begin(), places_.end(), place) == places_.end()) {
      places_.push_back(std::move(place));
    }
  }
  for (KeptText& example : other.examples_) {
    Keep(std::move(example));
  }
}

const std::string* ComplaintMemory::MainTopic() const {
  const auto most =
      std::max_element(topics_.begin(), topics_.end(),
                       [](const Named& a, const Named& b) { return a.as_main < b.as_main; });
  return most == topics_.end() ? nullptr : &most->name;
}

// A complaint that began at a place stays there; one that began without a place and is told from
// several is bound to none.
PlaceRelation ComplaintMemory::RelatePlace(const std::string& place) const {
  PlaceRelation relation = PlaceRelation::Unknown;
  for (const std::string& known : places_) {
    const PlaceRelation one = Relate(place, known);
    if (one == PlaceRelation::Same) {
      return one;
    }
    relation =
        relation == PlaceRelation::Different || one == PlaceRelation::Unknown ? relation : one;
  }
  return place_is_opening_ ? relation : PlaceRelation::Unknown;
}

TopicRelation ComplaintMemory::RelateTopics(const std::vector<std::string>& topics) const {
  const std::string* const main = MainTopic();
  if (main == nullptr || !SaysTopic(topics)) {
    return TopicRelation::Unknown;
  }
  if (topics.front() == *main) {
    return TopicRelation::Same;
  }
  const bool shared =
      std::any_of(topics_.begin(), topics_.end(),
                  [&](const Named& known) { return known.name == topics.front(); }) ||
      std::find(topics.begin(), topics.end(), *main) != topics.end();
  return shared ? TopicRelation::Shared : TopicRelation::Other;
}

double ComplaintMemory::Text(const WeighedText& text, const WordStatistics& words) const {
  std::array<double, 3> best{};  // descending
  for (const KeptText& example : examples_) {
    const double cosine = words.Cosine(text, example);
    auto* const place =
        std::find_if(best.begin(), best.end(), [cosine](double other) { return cosine > other; });
    if (place != best.end()) {
      std::move_backward(place, best.end() - 1, best.end());
      *place = cosine;
    }
  }
  const std::size_t of = std::min(best.size(), examples_.size());
  double sum = 0;
  for (std::size_t i = 0; i < of; ++i) {
    sum += best.at(i);
  }
  return of == 0 ? 0 : sum / static_cast<double>(of);
}

}  // namespace forumwatch
