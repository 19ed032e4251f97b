#include "analysis/text/same_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "analysis/text/normalise.h"

namespace forumwatch {
namespace {

constexpr double kAlike = 0.7;  // of the pairs of both; different replies with the same greetings
                                // and regards share a third to a half

// "1. ", "2)": a list of the forum's shows no such number.
std::string_view WithoutNumber(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const auto end = line.find_first_not_of("0123456789");
  const bool numbered =
      end != std::string_view::npos && end > 0 && end < 4 && (line[end] == '.' || line[end] == ')');
  return numbered ? line.substr(end + 1) : line;
}

std::vector<std::uint32_t> Pairs(const std::string& words) {
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(words);
  std::vector<std::uint32_t> pairs;
  for (std::int32_t i = 0; i < units.length(); ++i) {
    const std::uint32_t before = i == 0 ? 0U : units[i - 1];
    pairs.push_back(before << 16U | units[i]);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

// Without what is visible ASCII from "http" on.
std::string WithoutAddresses(std::string_view text) {
  std::string rest;
  while (!text.empty()) {
    std::size_t length = 0;
    if (text.starts_with("http://") || text.starts_with("https://")) {
      const auto* const end = std::find_if(text.begin(), text.end(), [](char c) {
        return c <= ' ' || c > '~' || c == '<' || c == '>' || c == '"' || c == '`';
      });
      length = static_cast<std::size_t>(end - text.begin());
    }
    rest.append(length > 0 ? " " : text.substr(0, 1));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return rest;
}

}  // namespace

std::string OnlyWords(std::string_view written) {
  const std::string bare = WithoutAddresses(written);
  std::string_view text = bare;
  std::string lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.append(WithoutNumber(text.substr(0, end))).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const icu::UnicodeString normal = icu::UnicodeString::fromUTF8(Normalise(lines));
  icu::UnicodeString words;
  for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    if (const UChar32 c = normal.char32At(i); u_isalnum(c) != 0) {
      words.append(c);
    }
  }
  std::string only;
  return words.toUTF8String(only);
}

SameWords CompareWords(std::string_view a, std::string_view b) {
  const std::string one = OnlyWords(a);
  const std::string other = OnlyWords(b);
  if (one.empty() || other.empty()) {
    return SameWords::No;
  }
  if (one == other) {
    return SameWords::Yes;
  }
  const std::vector<std::uint32_t> here = Pairs(one);
  const std::vector<std::uint32_t> there = Pairs(other);
  std::vector<std::uint32_t> shared;
  std::set_intersection(here.begin(), here.end(), there.begin(), there.end(),
                        std::back_inserter(shared));
  const double share =
      2.0 * static_cast<double>(shared.size()) / static_cast<double>(here.size() + there.size());
  return share >= kAlike ? SameWords::Alike : SameWords::No;
}

}  // namespace forumwatch
