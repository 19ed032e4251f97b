#include "analysis/grouping/word_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analysis/grouping/sorted.h"

namespace forumwatch {
namespace {

// ln(n + 1), mostly of small numbers.
double LogOfOneMore(std::uint32_t n) {
  static const auto kLogs = [] {
    std::array<double, WordCount::kMost + 1> logs{};
    for (std::size_t i = 0; i < logs.size(); ++i) {
      logs.at(i) = std::log(static_cast<double>(i) + 1);
    }
    return logs;
  }();
  return n < kLogs.size() ? kLogs.at(n) : std::log(static_cast<double>(n) + 1);
}

double TimesOf(std::uint32_t tf) {
  return 1 + LogOfOneMore(tf - 1);
}

// Tokens are no hashes: neighbouring pairs of characters differ in few bits.
WordId WordOf(Token token) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  token = (token ^ token >> 32U) * kOdd;
  return static_cast<WordId>((token ^ token >> 29U) * kOdd >> 40U);
}

constexpr std::uint16_t kPartOfDistance = 0x7FFF;

std::uint32_t ShortOf(WordId word) {
  return word >> 6U;
}

// An entry of a packed text: a distance, and whether the word is said once or twice.
std::uint16_t Entry(std::uint32_t distance, std::size_t times) {
  return static_cast<std::uint16_t>(distance << 1U | (times > 1 ? 1U : 0U));
}

std::uint32_t DistanceIn(std::uint16_t entry) {
  return entry >> 1U;
}

std::uint32_t TimesIn(std::uint16_t entry) {
  return 1 + (entry & 1U);
}

// Where the word stands among the others, or would.
template <typename Words>
auto PlaceOf(Words& words, WordId word) {
  return std::lower_bound(words.begin(), words.end(), WordCount(word, 0));
}

}  // namespace

CountedText CountWords(const std::vector<Token>& tokens) {
  std::vector<WordId> words(tokens.size());
  std::transform(tokens.begin(), tokens.end(), words.begin(), WordOf);
  std::sort(words.begin(), words.end());
  CountedText counted;
  counted.reserve(words.size());
  for (auto word = words.begin(); word != words.end();) {
    const auto next = std::upper_bound(word, words.end(), *word);
    counted.emplace_back(*word, static_cast<std::size_t>(next - word));
    word = next;
  }
  return counted;
}

std::uint32_t WordStatistics::TextsWith(WordId word) const {
  const auto found = PlaceOf(texts_with_, word);
  if (found == texts_with_.end() || found->word() != word) {
    return 0;
  }
  return found->count() < WordCount::kMost ? found->count() : common_.at(word);
}

void WordStatistics::Learn(const CountedText& text) {
  CountedText new_ones;
  for (const WordCount& count : text) {
    const WordId word = count.word();
    const auto found = PlaceOf(texts_with_, word);
    if (found == texts_with_.end() || found->word() != word) {
      new_ones.emplace_back(word, 1);
    } else if (found->count() + 1 < WordCount::kMost) {
      ++found->bits;
    } else {
      *found = WordCount(word, WordCount::kMost);
      ++common_.try_emplace(word, WordCount::kMost - 1).first->second;
    }
  }
  MergeInto(texts_with_, std::span<const WordCount>(new_ones));
  ++texts_;
}

WeighedText WordStatistics::Weigh(const CountedText& text) const {
  WeighedText weighed;
  weighed.words.reserve(text.size());
  const double log_all = std::log(texts_ + prior_posts_ + 1);
  double squares = 0;
  for (const WordCount& count : text) {
    const std::uint32_t texts = TextsWith(count.word());
    const double idf = log_all - LogOfOneMore(texts);
    const double weight = TimesOf(count.count()) * idf;
    squares += weight * weight;
    weighed.words.push_back({count.word(), texts, idf, weight});
  }
  weighed.norm = std::sqrt(squares);
  return weighed;
}

std::vector<WordId> RarestWords(const WeighedText& text, std::size_t most) {
  std::vector<std::pair<std::uint32_t, WordId>> known;
  known.reserve(text.words.size());
  for (const WeighedText::Word& word : text.words) {
    if (word.texts > 0) {
      known.emplace_back(word.texts, word.word);
    }
  }
  const std::size_t left = std::min(most, known.size());
  std::partial_sort(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(left), known.end());
  std::vector<WordId> words(left);
  std::transform(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(left), words.begin(),
                 [](const auto& rare) { return rare.second; });
  return words;
}

PackedText Pack(const CountedText& text) {
  PackedText packed;
  packed.reserve(text.size());
  std::uint32_t before = 0;
  for (const WordCount& count : text) {
    std::uint32_t distance = ShortOf(count.word()) - before;
    before += distance;
    for (; distance >= kPartOfDistance; distance -= kPartOfDistance) {
      packed.push_back(Entry(kPartOfDistance, 1));
    }
    for (std::uint32_t left = count.count(); left > 0; left -= TimesIn(packed.back())) {
      packed.push_back(Entry(std::exchange(distance, 0), left));
    }
  }
  return packed;
}

double Cosine(const WeighedText& text, std::span<const std::uint16_t> packed, double norm,
              std::vector<bool>& said) {
  double dot = 0;
  std::uint32_t kept = 0;
  auto word = text.words.begin();
  for (auto next = packed.begin(); next != packed.end() && word != text.words.end();) {
    const std::uint32_t distance = DistanceIn(*next);
    kept += distance;
    std::uint32_t times = TimesIn(*next++);
    if (distance == kPartOfDistance) {
      continue;
    }
    for (; next != packed.end() && DistanceIn(*next) == 0; ++next) {
      times += TimesIn(*next);
    }
    word = std::find_if(word, text.words.end(), [kept](const WeighedText::Word& known) {
      return ShortOf(known.word) >= kept;
    });
    if (word != text.words.end() && ShortOf(word->word) == kept) {
      dot += word->weight * word->idf * TimesOf(times);
      said[static_cast<std::size_t>(word - text.words.begin())] = true;
    }
  }
  const double norms = text.norm * norm;
  return norms > 0 ? std::min(dot / norms, 1.0) : 0;
}

}  // namespace forumwatch
