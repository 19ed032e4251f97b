#include "config/mistakes.h"

#include <algorithm>
#include <tuple>

namespace forumwatch {
namespace {

std::string Join(const std::vector<ConfigMistake>& mistakes) {
  std::string lines;
  for (const auto& mistake : mistakes) {
    lines += (lines.empty() ? "" : "\n") + Describe(mistake);
  }
  return lines;
}

// Without letter case.
std::vector<std::string> Characters(std::string_view text) {
  std::vector<std::string> characters;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues || characters.empty()) {
      characters.emplace_back();
    }
    characters.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return characters;
}

// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`.
std::size_t EditDistance(std::span<const std::string> a, std::span<const std::string> b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const bool same = a[i - 1] == b[j - 1];
      cost[i][j] =
          std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

// What is quoted from a file may hold line breaks and terminal commands.
std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }, ' ');
  return text;
}

}  // namespace

std::string Describe(const ConfigMistake& mistake) {
  std::string out = mistake.file;
  if (mistake.line > 0) {
    out += ':' + std::to_string(mistake.line) + ':' + std::to_string(mistake.column);
  }
  if (!mistake.path.empty()) {
    out += (out.empty() ? "" : " ") + mistake.path;
  }
  return OneLine(out + (out.empty() ? "" : ": ") + mistake.message);
}

ConfigError::ConfigError(std::vector<ConfigMistake> mistakes)
    : std::runtime_error(Join(mistakes)), mistakes_(std::move(mistakes)) {}

void Arrange(std::vector<ConfigMistake>& mistakes) {
  const auto place = [](const ConfigMistake& m) { return std::tie(m.file, m.line, m.column); };
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  mistakes.erase(std::unique(mistakes.begin(), mistakes.end()), mistakes.end());
}

std::string Closest(std::string_view word, std::span<const std::string> known) {
  constexpr std::size_t kLongestWord = 64;  // longer ones are not typing errors
  if (word.size() > kLongestWord) {
    return {};
  }
  const auto meant = Characters(word);
  const std::string* best = nullptr;
  std::size_t best_distance = std::max<std::size_t>(1, meant.size() / 3) + 1;
  for (const auto& candidate : known) {
    if (candidate.size() > kLongestWord) {
      continue;
    }
    const auto distance = EditDistance(meant, Characters(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = &candidate;
    }
  }
  return best == nullptr ? std::string() : *best;
}

std::string Listed(std::span<const std::string> words) {
  std::string list;
  for (const std::string& word : words) {
    list += list.empty() ? "" : "、";
    list += word;
  }
  return list;
}

}  // namespace forumwatch
