#include "analysis/understanding/borders.h"

#include <algorithm>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr std::size_t kFollowing = 4;
constexpr float kMark = 0.5F;
constexpr std::uint32_t kHanBytes = 3;

int AboutCodePoints(std::uint32_t bytes) {
  return static_cast<int>(bytes / kHanBytes);
}

}  // namespace

const BorderReader::Words& BorderReader::WordsOf(std::size_t clause) {
  std::optional<Words>& words = words_[clause];
  if (!words) {
    const Clause& of = reading_.clauses[clause];
    std::string_view text = reading_.text().substr(of.begin, of.end - of.begin);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::vector<Symbol> symbols = SymbolsOf(text);
    words = Words{Weighed(PiecesOf(symbols)), {}, symbols.size(), {}};
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < std::min(symbols.size(), kLongestBeginning); ++i) {
      key = KeyOfPiece(key + i + 1, symbols[i].value);
      words->beginnings.at(i) = key;
    }
    if (!symbols.empty()) {
      const Symbol& last = symbols.back();
      if (last.value < kFirstRun && !IsHan(static_cast<char32_t>(last.value))) {
        words->end_mark = text.substr(last.begin, last.end - last.begin);
      }
    }
  }
  return *words;
}

template <typename Each>
void BorderReader::ForEachPlace(const Border& border, const Each& each) const {
  each(border.clause - 1, kBefore);
  each(border.clause, kBehind);
  const std::size_t end = std::min(words_.size(), border.clause + kFollowing);
  for (std::size_t i = border.clause; i < end; ++i) {
    each(i, kSoon);
  }
}

FeatureList BorderReader::FeaturesOf(const Border& border) {
  FeatureList list;
  ForEachPlace(border, [&](std::size_t clause, Place place) {
    list.AddPieces(WordsOf(clause).pieces, kPlaces.at(place));
  });
  AddMarks(border, list);
  return list;
}

float BorderReader::SumOf(std::size_t clause, Place place, const Learned& learned) {
  std::optional<float>& sum = sums_[clause].at(place);
  if (!sum) {
    FeatureList list;
    list.AddPieces(WordsOf(clause).pieces, kPlaces.at(place));
    sum = learned.SumOf(LearnedTask::Cut, 0, list);
  }
  return *sum;
}

float BorderReader::ScoreOf(const Border& border, const Learned& learned) {
  FeatureList marks;
  AddMarks(border, marks);
  float sum = learned.SumOf(LearnedTask::Cut, 0, marks);
  ForEachPlace(border,
               [&](std::size_t clause, Place place) { sum += SumOf(clause, place, learned); });
  return learned.ScoreOf(LearnedTask::Cut, 0, sum);
}

void BorderReader::AddMarks(const Border& border, FeatureList& list) {
  const Clause& clause = reading_.clauses[border.clause];
  const Words& words = WordsOf(border.clause);
  for (std::size_t i = 0; i < std::min(words.symbols, kLongestBeginning); ++i) {
    list.AddKey('^', words.beginnings.at(i), kMark);
  }
  list.Add('|', WordsOf(border.clause - 1).end_mark, 1);
  list.Add('+', clause.begins_sentence ? "sentence" : "clause", kMark);
  list.Add('+', "shifts", clause.shifts ? kMark : 0);
  list.Add('+', "parted", border.by_rules ? 1 : 0);
  list.Add('+', "first", is_first_ ? kMark : 0);
  list.Add('+', "last", border.clause + 1 == words_.size() ? kMark : 0);
  list.AddLength('(', AboutCodePoints(clause.begin - border.begun));
  list.AddLength(
      ')', AboutCodePoints(static_cast<std::uint32_t>(reading_.text().size()) - clause.begin));
}

}  // namespace forumwatch
