#include "analysis/understanding/reply.h"

#include <algorithm>
#include <array>

#include "analysis/text/code_points.h"
#include "analysis/understanding/reading.h"

namespace forumwatch {
namespace {

constexpr int kSubstance = 25;  // characters; less than that left over is an acknowledgement
constexpr float kMeasures = 4;  // weight of deeds, dates included, that make measures
constexpr float kDeedsNeeded = 2;
constexpr float kPositionShare = 0.7F;

using Signs = std::array<float, kReplySigns>;

float Of(const Signs& signs, ReplySign sign) {
  return signs.at(static_cast<std::size_t>(sign));
}

// What each sentence says, and how many characters are left when courtesies are taken away.
struct ReplyTally {
  Signs signs{};
  int substance = 0;
};

ReplyTally Count(const Reading& reading) {
  ReplyTally tally;
  std::size_t next = 0;
  std::vector<std::uint32_t> said;  // terms already counted
  for (std::size_t i = 0; i < reading.clauses.size();) {
    const std::uint32_t begin = reading.clauses[i].begin;
    std::uint32_t end = reading.clauses[i].end;
    for (++i; i < reading.clauses.size() && !reading.clauses[i].begins_sentence; ++i) {
      end = reading.clauses[i].end;
    }
    Signs sentence{};
    for (; next < reading.evidence.size() && reading.evidence[next].begin < end; ++next) {
      const Evidence& e = reading.evidence[next];
      if (e.meaning.aspect != Aspect::Reply) {
        continue;
      }
      sentence.at(e.meaning.which) += e.weight;
      if (std::find(said.begin(), said.end(), e.term) == said.end()) {
        said.push_back(e.term);
        tally.signs.at(e.meaning.which) += e.weight;
      }
    }
    const bool courteous = Of(sentence, ReplySign::Courtesy) > 0 &&
                           Of(sentence, ReplySign::Deed) + Of(sentence, ReplySign::Position) <= 1;
    if (!courteous) {
      tally.substance += CountCodePoints(reading.text().substr(begin, end - begin));
    }
  }
  return tally;
}

}  // namespace

ReplyKind JudgeReply(std::string_view text, const Lexicon& lexicon) {
  const Reading reading = Read(text, lexicon);
  const ReplyTally tally = Count(reading);
  const float deeds = Of(tally.signs, ReplySign::Deed);
  const float dates = std::min(Of(tally.signs, ReplySign::Date), deeds);
  const float position = Of(tally.signs, ReplySign::Position);
  if (deeds >= kDeedsNeeded && deeds + dates >= kMeasures &&
      deeds + dates >= position * kPositionShare) {
    return ReplyKind::Measures;
  }
  if (tally.substance < kSubstance && position < 2) {
    return ReplyKind::Acknowledgement;
  }
  return ReplyKind::Other;
}

}  // namespace forumwatch
