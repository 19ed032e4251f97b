#include "analysis/understanding/tally.h"

#include <algorithm>

namespace forumwatch {
namespace {

// What a term says, as one number.
std::uint64_t KeyOf(const Evidence& e) {
  constexpr unsigned kByte = 8;
  return (static_cast<std::uint64_t>(e.term) << (2 * kByte)) |
         (static_cast<std::uint64_t>(e.meaning.aspect) << kByte) | e.meaning.which;
}

void Weigh(const Evidence& e, Tally& tally) {
  const std::size_t which = e.meaning.which;
  switch (e.meaning.aspect) {
    case Aspect::Topic:
      tally.topics.at(which) += e.weight;
      break;
    case Aspect::Sign:
      tally.signs.at(which) += e.weight;
      break;
    case Aspect::Class:
      tally.classes.at(which) += e.weight;
      break;
    case Aspect::Cause:
      tally.causes.at(which) += e.weight;
      break;
    case Aspect::Threat:
    case Aspect::Mention:
      tally.flags.at(which).threat += e.weight;
      break;
    case Aspect::CalledOff:
      tally.flags.at(which).called_off += e.weight;
      break;
    case Aspect::Scope:
    case Aspect::Reply:
    case Aspect::Frame:
      break;
  }
}

// Where the last 但是 of the stretch stands; its begin when there is none.
std::uint32_t LastContrast(const std::vector<Evidence>& evidence, Stretch stretch) {
  std::uint32_t last = stretch.begin;
  for (const Evidence& e : evidence) {
    if (e.meaning.aspect == Aspect::Scope &&
        e.meaning.which == static_cast<std::uint8_t>(Scope::Contrast)) {
      last = e.begin;
    }
  }
  return last;
}

}  // namespace

std::size_t Tally::MainTopic() const {
  const auto best = std::max_element(topics.begin(), topics.end());
  return best != topics.end() && *best > 0 ? static_cast<std::size_t>(best - topics.begin())
                                           : topics.size();
}

float Tally::TopicWeight() const {
  const std::size_t main = MainTopic();
  return main < topics.size() ? topics[main] : 0;
}

void Count(const Wording& reading, Stretch stretch, const Lexicon& lexicon, Tally& tally,
           float topic_factor) {
  const auto within = BeginningIn(reading.evidence, stretch);
  std::vector<Evidence> evidence(within.begin(), within.end());
  const std::uint32_t contrast = LastContrast(evidence, stretch);
  for (Evidence& e : evidence) {
    if (e.meaning.aspect == Aspect::Sign && e.begin < contrast) {
      e.weight *= lexicon.scoring().before_contrast;
    } else if (e.meaning.aspect == Aspect::Topic || e.meaning.aspect == Aspect::Class) {
      e.weight *= topic_factor;
    }
  }
  // The heaviest of what one term says comes first, the others of it are dropped.
  std::sort(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) {
    const std::uint64_t key_a = KeyOf(a);
    const std::uint64_t key_b = KeyOf(b);
    return key_a != key_b ? key_a < key_b
                          : std::tuple(-a.weight, a.begin) < std::tuple(-b.weight, b.begin);
  });
  const auto last =
      std::unique(evidence.begin(), evidence.end(),
                  [](const Evidence& a, const Evidence& b) { return KeyOf(a) == KeyOf(b); });
  for (auto e = evidence.begin(); e != last; ++e) {
    Weigh(*e, tally);
    if (e->weight > 0 && e->meaning.aspect != Aspect::Scope) {
      tally.counted.push_back({e->meaning, e->weight, reading.Written(*e)});
    }
  }
  for (const Clause& clause : BeginningIn(reading.clauses, stretch)) {
    tally.asks = tally.asks || (clause.asks && clause.end <= stretch.end);
  }
}

}  // namespace forumwatch
