#include "analysis/understanding/borders.h"

#include <algorithm>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

constexpr float kBehind = 1.0F;
constexpr float kBefore = 0.7F;
constexpr float kSoon = 0.35F;  // each of the clauses that follow
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

FeatureList BorderReader::FeaturesOf(const Border& border) {
  const Clause& clause = reading_.clauses[border.clause];
  FeatureList list;
  list.AddPieces(WordsOf(border.clause - 1).pieces, {'<', kBefore});
  list.AddPieces(WordsOf(border.clause).pieces, {'>', kBehind});
  const std::size_t end = std::min(words_.size(), border.clause + kFollowing);
  for (std::size_t i = border.clause; i < end; ++i) {
    list.AddPieces(WordsOf(i).pieces, {'}', kSoon});
  }
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
  return list;
}

}  // namespace forumwatch
