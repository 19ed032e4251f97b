#include "analysis/understanding/reply.h"

#include <algorithm>
#include <array>

#include "analysis/text/code_points.h"
#include "analysis/understanding/learned.h"
#include "analysis/understanding/reading.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {
namespace {

constexpr int kSubstance = 25;          // characters; less left over is an acknowledgement
constexpr float kPlainDeed = 3;         // weight of deeds, dates included, that make measures
constexpr float kPositionShare = 0.6F;  // measures are explained too
constexpr float kMostOfASentence = 6;

using Signs = std::array<float, kReplySigns>;

float Of(const Signs& signs, ReplySign sign) {
  return signs.at(static_cast<std::size_t>(sign));
}

// What the sentences say that are no mere courtesy.
struct ReplyTally {
  float deeds = 0;
  float positions = 0;
  int substance = 0;  // characters
};

void AddSentence(const Signs& signs, int characters, ReplyTally& tally) {
  const float deed = Of(signs, ReplySign::Deed);
  const float dated = deed + std::min(Of(signs, ReplySign::Date), deed);
  const float position = Of(signs, ReplySign::Position);
  if (Of(signs, ReplySign::Courtesy) > std::max(deed, position)) {
    return;
  }
  tally.substance += characters;
  (dated > position ? tally.deeds : tally.positions) +=
      std::min(std::max(dated, position), kMostOfASentence);
}

ReplyTally Count(const Wording& reading) {
  ReplyTally tally;
  std::size_t next = 0;
  for (std::size_t i = 0; i < reading.clauses.size();) {
    const std::uint32_t begin = reading.clauses[i].begin;
    std::uint32_t end = reading.clauses[i].end;
    for (++i; i < reading.clauses.size() && !reading.clauses[i].begins_sentence; ++i) {
      end = reading.clauses[i].end;
    }
    Signs sentence{};
    for (; next < reading.evidence.size() && reading.evidence[next].begin < end; ++next) {
      const Evidence& e = reading.evidence[next];
      if (e.meaning.aspect == Aspect::Reply) {
        sentence.at(e.meaning.which) += e.weight;
      }
    }
    AddSentence(sentence, CountCodePoints(reading.text().substr(begin, end - begin)), tally);
  }
  return tally;
}

}  // namespace

namespace {

ReplyKind ByRules(const Wording& reading) {
  const ReplyTally tally = Count(reading);
  if (tally.deeds >= kPlainDeed && tally.deeds >= tally.positions * kPositionShare) {
    return ReplyKind::Measures;
  }
  return tally.substance < kSubstance ? ReplyKind::Acknowledgement : ReplyKind::Other;
}

ReplyKind Likeliest(std::span<const float> odds) {
  constexpr std::array<ReplyKind, 3> kKinds = {ReplyKind::Acknowledgement, ReplyKind::Measures,
                                               ReplyKind::Other};
  const auto best = std::max_element(odds.begin(), odds.end()) - odds.begin();
  return kKinds.at(static_cast<std::size_t>(best));
}

}  // namespace

FeatureList FeaturesOfReply(std::string_view text, const Lexicon& lexicon) {
  const Wording reading = Read(text, lexicon);
  return FeaturesOfReply(reading, ByRules(reading));
}

ReplyKind JudgeReply(std::string_view text, const Lexicon& lexicon) {
  const Wording reading = Read(text, lexicon);
  const ReplyKind by_rules = ByRules(reading);
  const Learned* const learned = lexicon.learned();
  if (learned == nullptr || !learned->Knows(LearnedTask::Reply)) {
    return by_rules;
  }
  const LearnedScores scores = learned->Score(FeaturesOfReply(reading, by_rules));
  return Likeliest(learned->Of(LearnedTask::Reply, scores));
}

NamedMatters MattersNamed(std::string_view text, const Lexicon& lexicon) {
  const Wording reading = Read(text, lexicon);
  const Handbook& handbook = lexicon.handbook();
  Tally tally(handbook);
  Count(reading, {0, static_cast<std::uint32_t>(reading.text().size())}, lexicon, tally);
  const float enough = tally.TopicWeight() * lexicon.scoring().second_topic;
  NamedMatters named;
  for (std::size_t i = 0; i < tally.topics.size(); ++i) {
    if (tally.topics[i] > 0 && tally.topics[i] >= enough) {
      named.topics.push_back(handbook.topics[i].name);
    }
  }
  for (const FoundPlace& place : reading.places) {
    named.places.push_back(place.name);
  }
  return named;
}

}  // namespace forumwatch
