// What the words of a stretch of text add up to. A term counts once, however often it is said.
// Pure.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/understanding/reading.h"

namespace forumwatch {

struct FlagTally {
  float threat = 0;  // mentions with an intent included
  float called_off = 0;
};

// A word that counted, to be shown as a reason; a view of the reading's text.
struct Counted {
  Meaning meaning{};
  float weight = 0;
  std::string_view word;
};

struct Tally {
  explicit Tally(const Handbook& handbook)
      : topics(handbook.topics.size()),
        causes(handbook.causes.size()),
        flags(handbook.flags.size()) {}

  std::array<float, kSigns> signs{};
  std::vector<float> topics;  // as in the handbook
  std::array<float, 4> classes{};
  std::vector<float> causes;
  std::vector<FlagTally> flags;
  bool asks = false;
  std::vector<Counted> counted;

  [[nodiscard]] float Of(Sign sign) const { return signs.at(static_cast<std::size_t>(sign)); }
  // The topic with the most weight, the earlier of the handbook when equal; with no weight at all
  // the size of the handbook.
  [[nodiscard]] std::size_t MainTopic() const;
  [[nodiscard]] float TopicWeight() const;  // of the main topic
};

// Bytes of reading.text().
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The clauses, places, evidence (by begin) that begin inside the stretch. A post is cut into as
// many stretches as it likes: what each costs must not hang on the length of the whole.
template <typename Piece>
std::span<const Piece> BeginningIn(const std::vector<Piece>& pieces, Stretch stretch) {
  const auto begins_before = [](const Piece& piece, std::uint32_t at) { return piece.begin < at; };
  const auto first = std::lower_bound(pieces.begin(), pieces.end(), stretch.begin, begins_before);
  return {first, std::lower_bound(first, pieces.end(), stretch.end, begins_before)};
}

// Adds what `stretch` says to `tally`; its topics and classes `topic_factor` times (a title names
// its topic more surely than the text does).
void Count(const Wording& reading, Stretch stretch, const Lexicon& lexicon, Tally& tally,
           float topic_factor = 1);

}  // namespace forumwatch
