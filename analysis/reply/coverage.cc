#include "analysis/reply/coverage.h"

#include <algorithm>
#include <set>
#include <utility>

#include "analysis/reply/as_written.h"
#include "analysis/reply/shared_words.h"
#include "analysis/text/code_points.h"
#include "analysis/text/normalise.h"
#include "analysis/text/plain.h"
#include "analysis/understanding/reading.h"
#include "analysis/understanding/reply.h"
#include "analysis/understanding/tally.h"

namespace forumwatch {
namespace {

// Rarities of shared words add up (common_pairs.h); these are of the same measure. All were chosen
// on the learning part of the labelled threads, where between 4.5 and 6 nothing much changes.
constexpr double kSpeaksOfIt = 5;     // a clause: a rare word, or a topic and a common one
constexpr double kSamePlace = 4;      // the clause names its building
constexpr double kTopicShare = 0.7;   // of a topic's weight in the clause …
constexpr double kMostOfATopic = 4;   // … which beyond this says no more
constexpr double kHardlyAWord = 6.4;  // shared with all of the reply: one rare word, not two
constexpr float kNamesATopic = 2;     // more than a hint
constexpr int kShortestName = 2;      // characters of an author's name
constexpr int kShownOfAClause = 30;
constexpr std::size_t kShownWords = 5;

using Buildings = std::set<std::string, std::less<>>;

struct ReadPoint {
  PairSet pairs;
  std::set<std::size_t> topics;
  Buildings buildings;
};

ReadPoint ReadIt(const Point& point, const Lexicon& lexicon) {
  ReadPoint read;
  for (const std::string& said : point.said) {
    const Wording reading = Read(said, lexicon);
    AddPairs(reading.text(), read.pairs);
    for (const FoundPlace& place : reading.places) {
      if (place.is_building) {
        read.buildings.insert(place.name);
      }
    }
  }
  for (const std::string& topic : point.topics) {
    if (const auto row = FindTopic(lexicon.handbook(), topic)) {
      read.topics.insert(*row);
    }
  }
  return read;
}

// What a stretch of the reply says.
struct Said {
  std::string_view text;
  std::vector<float> topics;  // as in the handbook
  Buildings buildings;
};

Said SaidIn(const Wording& reading, Stretch stretch, const Handbook& handbook) {
  Said said;
  said.text = reading.text().substr(stretch.begin, stretch.end - stretch.begin);
  said.topics.resize(handbook.topics.size());
  for (const Evidence& e : BeginningIn(reading.evidence, stretch)) {
    if (e.meaning.aspect == Aspect::Topic) {
      said.topics.at(e.meaning.which) += e.weight;
    }
  }
  for (const FoundPlace& place : BeginningIn(reading.places, stretch)) {
    if (place.is_building) {
      said.buildings.insert(place.name);
    }
  }
  return said;
}

double SharedRarity(const Said& said, const ReadPoint& point, const CommonPairs& common) {
  PairSet own;
  AddPairs(said.text, own);
  double sum = 0;
  for (const std::string& pair : own) {
    sum += point.pairs.contains(pair) ? common.Rarity(pair) : 0;
  }
  return sum;
}

bool SharesABuilding(const Said& said, const ReadPoint& point) {
  return std::any_of(said.buildings.begin(), said.buildings.end(),
                     [&](const std::string& name) { return point.buildings.contains(name); });
}

bool SharesATopic(const Said& said, const ReadPoint& point) {
  return std::any_of(point.topics.begin(), point.topics.end(),
                     [&](std::size_t topic) { return said.topics[topic] > 0; });
}

// How much a clause speaks of a point.
double Strength(const Said& clause, const ReadPoint& point, const CommonPairs& common) {
  double strength = SharedRarity(clause, point, common);
  for (const std::size_t topic : point.topics) {
    strength +=
        kTopicShare * std::clamp(static_cast<double>(clause.topics[topic]), 0.0, kMostOfATopic);
  }
  return strength + (SharesABuilding(clause, point) ? kSamePlace : 0);
}

class Judging {
 public:
  // All outlive it.
  Judging(std::string_view reply, std::span<const Point> points, const Lexicon& lexicon,
          const CommonPairs& common)
      : reply_(reply),
        points_(points),
        handbook_(lexicon.handbook()),
        common_(common),
        reading_(Read(reply, lexicon)),
        whole_(
            SaidIn(reading_, {0, static_cast<std::uint32_t>(reading_.text().size())}, handbook_)),
        acknowledges_(JudgeReply(reply, lexicon) == ReplyKind::Acknowledgement),
        verdicts_(points.size()) {
    for (const Point& point : points) {
      read_.push_back(ReadIt(point, lexicon));
    }
  }

  std::vector<PointVerdict> Judge() {
    if (SpeaksOfOthersAlone()) {
      for (PointVerdict& verdict : verdicts_) {
        verdict = {PointCoverage::AboutOthers, "", TopicsNamed()};
      }
      return std::move(verdicts_);
    }
    FindClauses();
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (!verdicts_[i].covered()) {
        JudgeWithoutClause(i);
      }
    }
    return std::move(verdicts_);
  }

 private:
  // The clause that speaks most of a point, rather than of another, becomes its verdict.
  void FindClauses() {
    std::vector<double> strongest(points_.size(), kSpeaksOfIt);
    for (const Clause& clause : reading_.clauses) {
      const Said said = SaidIn(reading_, {clause.begin, clause.end}, handbook_);
      std::vector<double> strengths;
      for (const ReadPoint& point : read_) {
        strengths.push_back(Strength(said, point, common_));
      }
      const auto most = std::max_element(strengths.begin(), strengths.end());
      for (std::size_t i = 0; i < strengths.size(); ++i) {
        if (strengths[i] == *most && strengths[i] >= strongest[i]) {
          strongest[i] = strengths[i];
          verdicts_[i] = {
              PointCoverage::InAClause,
              ShortLine(AsWritten(reply_, reading_.normalised, clause.begin, clause.end),
                        kShownOfAClause),
              WordsOf(said, i)};
        }
      }
    }
  }

  // A greeting answers nothing, whomever it addresses; nor does a receipt that names nothing.
  void JudgeWithoutClause(std::size_t i) {
    PointVerdict& verdict = verdicts_[i];
    verdict.words = WordsOf(whole_, i);
    if (!SaysMoreThanCourtesy(reading_)) {
      verdict.coverage = PointCoverage::LeftOut;
    } else if (const std::string* const author = AddressedOf(points_[i])) {
      verdict = {PointCoverage::Addressed, "", {*author}};
    } else if (points_[i].main && !verdict.words.empty()) {
      verdict.coverage = PointCoverage::Touched;
    } else if (points_.size() == 1 && !acknowledges_) {
      verdict.coverage = PointCoverage::OnlyOne;
    }
  }

  [[nodiscard]] const std::string* AddressedOf(const Point& point) const {
    const auto addressed =
        std::find_if(point.authors.begin(), point.authors.end(), [&](const std::string& author) {
          return CountCodePoints(author) >= kShortestName &&
                 reading_.text().find(Normalise(author)) != std::string_view::npos;
        });
    return addressed == point.authors.end() ? nullptr : &*addressed;
  }

  // It names topics, none of a point's, and has hardly a word in common with any of them.
  [[nodiscard]] bool SpeaksOfOthersAlone() const {
    if (TopicsNamed().empty()) {
      return false;
    }
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (SharesATopic(whole_, read_[i]) || SharesABuilding(whole_, read_[i]) ||
          AddressedOf(points_[i]) != nullptr ||
          SharedRarity(whole_, read_[i], common_) >= kHardlyAWord) {
        return false;
      }
    }
    return !points_.empty();
  }

  [[nodiscard]] std::vector<std::string> TopicsNamed() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < whole_.topics.size(); ++i) {
      if (whole_.topics[i] >= kNamesATopic) {
        names.push_back(handbook_.topics[i].name);
      }
    }
    return names;
  }

  [[nodiscard]] std::vector<std::string> WordsOf(const Said& said, std::size_t point) const {
    std::vector<std::string> words = SharedWords(said.text, read_[point].pairs);
    for (const std::string& building : said.buildings) {
      if (read_[point].buildings.contains(building)) {
        words.push_back(building);
      }
    }
    words.resize(std::min(words.size(), kShownWords));
    return words;
  }

  std::string_view reply_;
  std::span<const Point> points_;
  const Handbook& handbook_;
  const CommonPairs& common_;
  Wording reading_;
  Said whole_;
  bool acknowledges_;  // and says nothing else: no answer to whatever it is
  std::vector<ReadPoint> read_;
  std::vector<PointVerdict> verdicts_;
};

}  // namespace

std::vector<PointVerdict> JudgeCoverage(std::string_view reply, std::span<const Point> points,
                                        const Lexicon& lexicon, const CommonPairs& common) {
  return Judging(reply, points, lexicon, common).Judge();
}

}  // namespace forumwatch
