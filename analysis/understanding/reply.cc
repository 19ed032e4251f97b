#include "analysis/understanding/reply.h"

#include <algorithm>
#include <array>

#include "analysis/text/code_points.h"
#include "analysis/understanding/learned.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {
namespace {

constexpr int kSubstance = 25;          // characters; less left over is an acknowledgement
constexpr float kPlainDeed = 3;         // weight of deeds, dates included, that make measures
constexpr float kPositionShare = 0.6F;  // measures are explained too
constexpr float kMostOfASentence = 6;
constexpr std::size_t kMostReplyWords = 6;
constexpr std::size_t kWordsOfModel = 3;

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

ReplyKind ByRules(const Wording& reading) {
  const ReplyTally tally = Count(reading);
  if (tally.deeds >= kPlainDeed && tally.deeds >= tally.positions * kPositionShare) {
    return ReplyKind::Measures;
  }
  return tally.substance < kSubstance ? ReplyKind::Acknowledgement : ReplyKind::Other;
}

// What the words are signs of; nothing when they were no signs of the kind the reply is.
std::string_view SignOf(ReplyKind kind, ReplySign sign) {
  switch (sign) {
    case ReplySign::Courtesy:
      return kind == ReplyKind::Acknowledgement ? "受理、客套" : "";
    case ReplySign::Deed:
      return kind == ReplyKind::Measures ? "做了什么、谁来做" : "";
    case ReplySign::Date:
      return kind == ReplyKind::Measures ? "什么时候" : "";
    case ReplySign::Position:
      return kind == ReplyKind::Other ? "解释、规定" : "";
    case ReplySign::Result:
      break;  // none is left
  }
  return "";
}

void AddOnce(std::string reason, std::vector<std::string>& reasons) {
  if (reasons.size() < kMostReplyWords &&
      std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
    reasons.push_back(std::move(reason));
  }
}

void AddWordsOfLexicon(const Wording& reading, ReplyKind kind, std::vector<std::string>& reasons) {
  for (const Evidence& e : reading.evidence) {
    if (e.meaning.aspect != Aspect::Reply) {
      continue;
    }
    const std::string_view sign = SignOf(kind, static_cast<ReplySign>(e.meaning.which));
    if (!sign.empty()) {
      AddOnce("词：" + std::string(reading.Written(e)) + "（" + std::string(sign) + "）", reasons);
    }
  }
}

ReplyKind ChooseReply(const Learned& learned, const Wording& reading, ReplyKind by_rules) {
  const LearnedScores scores = learned.Score(FeaturesOfReply(reading, by_rules));
  return static_cast<ReplyKind>(
      learned.Choose(LearnedTask::Reply, learned.Of(LearnedTask::Reply, scores),
                     static_cast<std::size_t>(by_rules), MannerOfReply(reading.text())));
}

const Learned* WhoKnowsReplies(const Lexicon& lexicon) {
  const Learned* const learned = lexicon.learned();
  return learned != nullptr && learned->Knows(LearnedTask::Reply) ? learned : nullptr;
}

}  // namespace

bool SaysWhen(const Evidence& evidence) {
  return evidence.meaning.aspect == Aspect::Reply &&
         evidence.meaning.which == static_cast<std::uint8_t>(ReplySign::Date) &&
         evidence.weight >= kNamesADay;
}

bool SaysMoreThanCourtesy(const Wording& reading) {
  constexpr int kABareDate = 5;  // characters; less says nothing of what
  return Count(reading).substance >= kABareDate || ByRules(reading) == ReplyKind::Measures;
}

FeatureList FeaturesOfReply(std::string_view text, const Lexicon& lexicon) {
  const Wording reading = Read(text, lexicon);
  return FeaturesOfReply(reading, ByRules(reading));
}

ReplyKind JudgeReply(std::string_view text, const Lexicon& lexicon) {
  const Wording reading = Read(text, lexicon);
  const ReplyKind by_rules = ByRules(reading);
  const Learned* const learned = WhoKnowsReplies(lexicon);
  return learned == nullptr ? by_rules : ChooseReply(*learned, reading, by_rules);
}

std::vector<std::string> WordsOfReply(std::string_view text, ReplyKind kind,
                                      const Lexicon& lexicon) {
  const Wording reading = Read(text, lexicon);
  std::vector<std::string> reasons;
  const Learned* const learned = WhoKnowsReplies(lexicon);
  const ReplyKind by_rules = ByRules(reading);
  if (learned != nullptr && kind != by_rules) {
    const FeatureList list = FeaturesOfReply(reading, by_rules);
    for (const Learned::Word& word : learned->WordsFor(
             LearnedTask::Reply, static_cast<std::size_t>(kind), list, reading.text(), "")) {
      if (reasons.size() < kWordsOfModel) {
        AddOnce("词：" + std::string(word.word) + "（按学过的回帖）", reasons);
      }
    }
  }
  AddWordsOfLexicon(reading, kind, reasons);
  return reasons;
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
