#include "analysis/reply/shared_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

bool IsDigit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool IsOfRun(char32_t c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z');
}

// The end of the run of digits and letters that begins at `at`; a point between digits is in it.
std::size_t EndOfRun(std::string_view text, std::size_t at) {
  const auto is_digit = [&](std::size_t i) {
    return i < text.size() && IsDigit(static_cast<unsigned char>(text[i]));
  };
  while (at < text.size() && (IsOfRun(static_cast<unsigned char>(text[at])) ||
                              (text[at] == '.' && is_digit(at - 1) && is_digit(at + 1)))) {
    ++at;
  }
  return at;
}

// The figures say when: 10月 or 18:30 of two texts is nothing they share; a day may be what they
// speak of, and so may what no clock shows.
bool IsMonthOrHour(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::array<std::string_view, 3> kUnits = {"月", "年", "点"};
  constexpr int kHours = 25;
  const std::string_view after = text.substr(end);
  if (after.size() > 1 && after[0] == ':' && IsDigit(static_cast<unsigned char>(after[1]))) {
    int hour = 0;
    const auto [stop, error] = std::from_chars(&text[begin], after.data(), hour);
    return error == std::errc() && stop == after.data() && hour < kHours;
  }
  return std::any_of(kUnits.begin(), kUnits.end(),
                     [&](std::string_view unit) { return after.starts_with(unit); });
}

}  // namespace

std::vector<PlacedPair> PairsOf(std::string_view normalised) {
  std::vector<PlacedPair> pairs;
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t han = kNone;  // where the Han character before begins
  for (std::size_t at = 0; at < normalised.size();) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(normalised, at);
    if (IsHan(c)) {
      if (han != kNone) {
        pairs.push_back({static_cast<std::uint32_t>(han), static_cast<std::uint32_t>(at)});
      }
      han = begin;
      continue;
    }
    han = kNone;
    if (IsOfRun(c)) {
      at = EndOfRun(normalised, at);
      if (at - begin > 1 && !IsMonthOrHour(normalised, begin, at)) {
        pairs.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
      }
    }
  }
  return pairs;
}

void AddPairs(std::string_view normalised, PairSet& pairs) {
  for (const PlacedPair& pair : PairsOf(normalised)) {
    pairs.emplace(normalised.substr(pair.begin, pair.end - pair.begin));
  }
}

std::vector<std::string> SharedWords(std::string_view normalised, const PairSet& pairs) {
  std::vector<PlacedPair> runs;
  for (const PlacedPair& pair : PairsOf(normalised)) {
    if (!pairs.contains(normalised.substr(pair.begin, pair.end - pair.begin))) {
      continue;
    }
    if (!runs.empty() && pair.begin < runs.back().end) {
      runs.back().end = pair.end;
    } else {
      runs.push_back(pair);
    }
  }
  std::vector<std::string> words;
  for (const PlacedPair& run : runs) {
    std::string word(normalised.substr(run.begin, run.end - run.begin));
    if (std::find(words.begin(), words.end(), word) == words.end()) {
      words.push_back(std::move(word));
    }
  }
  return words;
}

}  // namespace forumwatch
