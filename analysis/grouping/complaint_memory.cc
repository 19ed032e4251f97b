#include "analysis/grouping/complaint_memory.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace forumwatch {
namespace {

constexpr std::uint8_t kFirstExamples = 4;
constexpr std::uint8_t kExamples = 12;
constexpr std::size_t kFewestWords = 4;  // below that a text says nothing: 顶, 同问, +1
constexpr std::ptrdiff_t kPlaces = 8;

// An example in its row begins with its length and its norm in 128ths, which is at most 400.
using Example = std::span<const std::uint16_t>;
constexpr std::size_t kHead = 2;
constexpr double kPartsOfNorm = 128;

Example FirstOf(Example row) {
  return row.first(row.front());
}

double NormOf(Example example) {
  return example[1] / kPartsOfNorm;
}

std::vector<std::uint16_t> MakeExample(const CountedText& text, double norm) {
  constexpr double kMost = std::numeric_limits<std::uint16_t>::max();
  const PackedText words = Pack(text);
  std::vector<std::uint16_t> example(kHead);
  example.insert(example.end(), words.begin(), words.end());
  example[0] = static_cast<std::uint16_t>(example.size());
  example[1] = static_cast<std::uint16_t>(std::min(std::round(norm * kPartsOfNorm), kMost));
  return example;
}

}  // namespace

std::optional<Names::Id> Names::Keep(const std::string& name) {
  if (const auto known = ids_.find(name); known != ids_.end()) {
    return known->second;
  }
  if (names_.size() > std::numeric_limits<Id>::max()) {
    return std::nullopt;
  }
  const auto id = static_cast<Id>(names_.size());
  names_.push_back(&ids_.emplace(name, id).first->first);
  return id;
}

ComplaintMemory::Named& ComplaintMemory::Find(Names::Id name, bool is_place) {
  const auto found = std::find_if(named_.begin(), named_.end(), [&](const Named& named) {
    return named.name == name && named.is_place == is_place;
  });
  if (found != named_.end()) {
    return *found;
  }
  named_.reserve(named_.size() + 1);  // no more than it takes
  return named_.emplace_back(Named{name, 0, is_place});
}

std::ptrdiff_t ComplaintMemory::Places() const {
  return std::count_if(named_.begin(), named_.end(), [](const Named& n) { return n.is_place; });
}

void ComplaintMemory::AddTopics(const std::vector<std::string>& topics, Names& names) {
  for (const std::string& topic : topics) {
    if (const auto name = names.Keep(topic)) {
      Named& named = Find(*name, false);
      if (topic == topics.front() && named.as_main < Named::kMostAsMain) {
        ++named.as_main;
      }
    }
  }
}

void ComplaintMemory::AddPlace(const std::string& place, Names& names) {
  const std::ptrdiff_t known = Places();
  if (known == 0) {
    place_is_opening_ = !is_opened_;
  }
  const auto name = known < kPlaces ? names.Keep(place) : std::nullopt;
  if (name) {
    Find(*name, true);
  }
}

void ComplaintMemory::Add(const Matter& matter, const CountedText& text, double norm,
                          Names& names) {
  const Segment& segment = matter.segment;
  last_ = std::max(last_, matter.at);
  if (!segment.supports && SaysTopic(segment.topics)) {
    AddTopics(segment.topics, names);
  }
  if (!segment.place.empty()) {
    AddPlace(segment.place, names);
  }
  is_opened_ = true;
  if (text.size() >= kFewestWords) {
    Keep(MakeExample(text, norm));
  }
}

void ComplaintMemory::ForgetTheFifth() {
  Example row = examples_;
  for (std::uint8_t i = 0; i < kFirstExamples; ++i) {
    row = row.subspan(row.front());
  }
  const auto begin = examples_.end() - static_cast<std::ptrdiff_t>(row.size());
  examples_.erase(begin, begin + row.front());
  --example_count_;
}

void ComplaintMemory::Keep(Example example) {
  if (example_count_ == kExamples) {
    ForgetTheFifth();
  }
  examples_.reserve(examples_.size() + example.size());  // no more than it takes
  examples_.insert(examples_.end(), example.begin(), example.end());
  ++example_count_;
}

void ComplaintMemory::Absorb(const ComplaintMemory& other) {
  last_ = std::max(last_, other.last_);
  for (const Named& theirs : other.named_) {
    Named& ours = Find(theirs.name, theirs.is_place);
    ours.as_main = std::min(ours.as_main + theirs.as_main, Named::kMostAsMain) & Named::kMostAsMain;
  }
  for (Example row = other.examples_; !row.empty(); row = row.subspan(row.front())) {
    Keep(FirstOf(row));
  }
}

std::string ComplaintMemory::PlaceIn(const Names& names) const {
  const auto first =
      std::find_if(named_.begin(), named_.end(), [](const Named& named) { return named.is_place; });
  return first == named_.end() ? std::string() : names.Of(first->name);
}

const ComplaintMemory::Named* ComplaintMemory::MainTopic() const {
  const Named* most = nullptr;
  for (const Named& named : named_) {
    if (!named.is_place && (most == nullptr || named.as_main > most->as_main)) {
      most = &named;
    }
  }
  return most;
}

// A complaint that began at a place stays there; one that began without a place and is told from
// several is bound to none.
PlaceRelation ComplaintMemory::RelatePlace(const std::string& place, const Names& names) const {
  PlaceRelation relation = PlaceRelation::Unknown;
  for (const Named& known : named_) {
    if (!known.is_place) {
      continue;
    }
    const PlaceRelation one = Relate(place, names.Of(known.name));
    if (one == PlaceRelation::Same) {
      return one;
    }
    relation =
        relation == PlaceRelation::Different || one == PlaceRelation::Unknown ? relation : one;
  }
  return place_is_opening_ ? relation : PlaceRelation::Unknown;
}

TopicRelation ComplaintMemory::RelateTopics(const std::vector<std::string>& topics,
                                            const Names& names) const {
  const Named* const main = MainTopic();
  if (main == nullptr || !SaysTopic(topics)) {
    return TopicRelation::Unknown;
  }
  const std::string& main_topic = names.Of(main->name);
  if (topics.front() == main_topic) {
    return TopicRelation::Same;
  }
  const bool shared =
      std::any_of(named_.begin(), named_.end(),
                  [&](const Named& known) {
                    return !known.is_place && names.Of(known.name) == topics.front();
                  }) ||
      std::find(topics.begin(), topics.end(), main_topic) != topics.end();
  return shared ? TopicRelation::Shared : TopicRelation::Other;
}

void ComplaintMemory::RelateWords(const WeighedText& text, Likeness& likeness) const {
  std::array<double, 3> best{};  // descending
  std::vector<bool> said(text.words.size());
  for (Example row = examples_; !row.empty(); row = row.subspan(row.front())) {
    const double cosine = Cosine(text, FirstOf(row).subspan(kHead), NormOf(row), said);
    auto* const place =
        std::find_if(best.begin(), best.end(), [cosine](double other) { return cosine > other; });
    if (place != best.end()) {
      std::move_backward(place, best.end() - 1, best.end());
      *place = cosine;
    }
  }
  const std::size_t of = std::min<std::size_t>(best.size(), example_count_);
  const double sum = std::accumulate(best.begin(), best.begin() + of, 0.0);
  likeness.text = of == 0 ? 0 : sum / static_cast<double>(of);
  likeness.best = best.front();
  likeness.texts = example_count_;
  double all = 0;
  double shared = 0;
  for (std::size_t i = 0; i < said.size(); ++i) {
    const double idf = text.words[i].idf;
    all += idf;
    shared += said[i] ? idf : 0;
    likeness.rarest = std::max(likeness.rarest, said[i] ? idf : 0);
  }
  likeness.shared = all > 0 ? shared / all : 0;
}

bool ComplaintMemory::HasPlace() const {
  return Places() > 0;
}

}  // namespace forumwatch
