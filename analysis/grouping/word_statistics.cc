#include "analysis/grouping/word_statistics.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace forumwatch {
namespace {

constexpr std::size_t kLogs = 4096;

struct Run {
  Token token;
  float times;
};

// Sorted tokens with repeats → each once with 1 + ln tf.
std::vector<Run> Counted(std::vector<Token> tokens) {
  std::sort(tokens.begin(), tokens.end());
  std::vector<Run> runs;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    while (end < tokens.size() && tokens[end] == tokens[i]) {
      ++end;
    }
    runs.push_back({tokens[i], 1 + std::log(static_cast<float>(end - i))});
    i = end;
  }
  return runs;
}

}  // namespace

WordStatistics::WordStatistics(double prior_posts)
    : prior_posts_(prior_posts), log_all_(std::log(prior_posts + 1)) {
  log_.reserve(kLogs);
  for (std::size_t n = 0; n < kLogs; ++n) {
    log_.push_back(std::log(static_cast<double>(n) + 1));
  }
}

double WordStatistics::Idf(std::uint32_t texts) const {
  return log_all_ - (texts < kLogs ? log_[texts] : std::log(static_cast<double>(texts) + 1));
}

KeptText WordStatistics::Learn(std::vector<Token> tokens) {
  KeptText kept;
  for (const Run& run : Counted(std::move(tokens))) {
    const auto [found, is_new] = ids_.try_emplace(run.token, static_cast<WordId>(ids_.size()));
    if (is_new) {
      texts_with_.push_back(0);
    }
    ++texts_with_[found->second];
    kept.push_back({found->second, run.times});
  }
  std::sort(kept.begin(), kept.end(),
            [](const WordCount& a, const WordCount& b) { return a.word < b.word; });
  ++texts_;
  log_all_ = std::log(texts_ + prior_posts_ + 1);
  return kept;
}

WeighedText WordStatistics::Weigh(std::vector<Token> tokens) const {
  WeighedText text;
  double squares = 0;
  for (const Run& run : Counted(std::move(tokens))) {
    const auto found = ids_.find(run.token);
    const bool known = found != ids_.end();
    const double weight = run.times * Idf(known ? texts_with_[found->second] : 0);
    squares += weight * weight;
    ++text.count;
    if (known) {
      text.words.push_back({found->second, weight});
    }
  }
  std::sort(text.words.begin(), text.words.end(),
            [](const auto& a, const auto& b) { return a.word < b.word; });
  text.norm = std::sqrt(squares);
  return text;
}

double WordStatistics::Cosine(const WeighedText& text, std::span<const WordCount> kept) const {
  double dot = 0;
  double squares = 0;
  auto word = text.words.begin();
  for (const WordCount& count : kept) {
    const double weight = count.times * Idf(texts_with_[count.word]);
    squares += weight * weight;
    while (word != text.words.end() && word->word < count.word) {
      ++word;
    }
    if (word != text.words.end() && word->word == count.word) {
      dot += word->weight * weight;
    }
  }
  const double norms = text.norm * std::sqrt(squares);
  return norms > 0 ? dot / norms : 0;
}

std::vector<WordId> WordStatistics::Rarest(std::vector<WordId> words, std::size_t most) const {
  std::sort(words.begin(), words.end(), [this](WordId a, WordId b) {
    return std::tie(texts_with_[a], a) < std::tie(texts_with_[b], b);
  });
  words.resize(std::min(words.size(), most));
  return words;
}

}  // namespace forumwatch
