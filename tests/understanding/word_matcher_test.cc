#include "analysis/understanding/word_matcher.h"

#include <random>
#include <set>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Occurrence = std::tuple<std::size_t, std::size_t, std::uint32_t>;

std::vector<Occurrence> Find(const std::vector<std::string>& words, std::string_view text) {
  std::vector<Occurrence> found;
  WordMatcher(words).ForEach(text, [&](std::size_t begin, std::size_t end, std::uint32_t word) {
    found.emplace_back(begin, end, word);
  });
  return found;
}

TEST(WordMatcher, FindsEveryWordWhereverItStands) {
  EXPECT_THAT(Find({"he", "she", "his", "hers"}, "ushers"),
              ElementsAre(Occurrence(1, 4, 1), Occurrence(2, 4, 0), Occurrence(2, 6, 3)));
  EXPECT_THAT(Find({"电梯", "梯", "电梯坏"}, "电梯坏"),
              ElementsAre(Occurrence(0, 6, 0), Occurrence(3, 6, 1), Occurrence(0, 9, 2)));
}

TEST(WordMatcher, FindsWordsThatOverlapThemselves) {
  EXPECT_THAT(Find({"aa"}, "aaaa"),
              ElementsAre(Occurrence(0, 2, 0), Occurrence(1, 3, 0), Occurrence(2, 4, 0)));
}

TEST(WordMatcher, FindsNothingWithoutWordsOrText) {
  EXPECT_THAT(Find({}, "电梯"), IsEmpty());
  EXPECT_THAT(Find({""}, "电梯"), IsEmpty());
  EXPECT_THAT(Find({"电梯"}, ""), IsEmpty());
  EXPECT_THAT(Find({"电梯"}, "电"), IsEmpty());
}

TEST(WordMatcher, KnowsTwoEqualWordsByTheFirst) {
  EXPECT_THAT(Find({"水", "水"}, "水"), ElementsAre(Occurrence(0, 3, 0)));
}

// Against the plain search, on texts of few letters, where words overlap all the time.
TEST(WordMatcher, FindsWhatThePlainSearchFinds) {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same texts in every run
  const auto letters = [&](std::size_t longest) {
    std::string text;
    const std::size_t length = random() % (longest + 1);
    for (std::size_t i = 0; i < length; ++i) {
      text += static_cast<char>('a' + random() % 3);
    }
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    std::set<std::string> different;
    for (int i = 0; i < 12; ++i) {
      different.insert(letters(5));
    }
    different.erase("");
    const std::vector<std::string> words(different.begin(), different.end());
    const std::string text = letters(60);
    std::set<Occurrence> plain;
    for (std::uint32_t word = 0; word < words.size(); ++word) {
      for (auto at = text.find(words[word]); at != std::string::npos;
           at = text.find(words[word], at + 1)) {
        plain.emplace(at, at + words[word].size(), word);
      }
    }
    const auto found = Find(words, text);
    EXPECT_EQ(std::set<Occurrence>(found.begin(), found.end()), plain) << text;
    EXPECT_EQ(found.size(), plain.size()) << "each once";
  }
}

}  // namespace
}  // namespace forumwatch
