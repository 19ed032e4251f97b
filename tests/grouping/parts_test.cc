// The parts grouping is made of: how places relate, how rare words weigh, what is found again, what
// the terms of a likeness add up to.
#include <algorithm>
#include <random>
#include <span>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/grouping/likeness.h"
#include "analysis/grouping/place_relation.h"
#include "analysis/grouping/post_index.h"
#include "analysis/grouping/sorted.h"
#include "analysis/grouping/word_statistics.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Places, RelateAsPeopleMeanThem) {
  struct PartsCase {
    const char* a;
    const char* b;
    PlaceRelation relation;
  };
  const PartsCase cases[] = {
      {"7栋", "7栋", PlaceRelation::Same},
      {"7栋", "1期7栋", PlaceRelation::Same},
      {"地下车库", "地下车库B区", PlaceRelation::Same},
      {"7栋", "17栋", PlaceRelation::Different},
      {"7栋", "12栋", PlaceRelation::Different},
      {"1期7栋", "2期7栋", PlaceRelation::Different},
      {"7栋", "A座", PlaceRelation::Different},
      {"东门", "西门", PlaceRelation::Different},
      {"地下车库A区", "地下车库B区", PlaceRelation::Different},
      {"1期", "2期", PlaceRelation::Different},
      {"7栋", "东门", PlaceRelation::Elsewhere},
      {"人工湖", "游泳池", PlaceRelation::Elsewhere},
      {"", "7栋", PlaceRelation::Unknown},
      {"7栋", "", PlaceRelation::Unknown},
      {"全小区", "7栋", PlaceRelation::Unknown},
      {"全小区", "全小区", PlaceRelation::Unknown},
  };
  for (const PartsCase& c : cases) {
    EXPECT_EQ(Relate(c.a, c.b), c.relation) << c.a << " " << c.b;
    EXPECT_EQ(Relate(c.b, c.a), c.relation) << c.b << " " << c.a;
  }
}

constexpr Token kRare = 1;
constexpr Token kOften = 2;
constexpr Token kOther = 3;

CountedText Learnt(WordStatistics& words, const std::vector<Token>& tokens) {
  CountedText text = CountWords(tokens);
  words.Learn(text);
  return text;
}

WeighedText Weighed(const WordStatistics& words, const std::vector<Token>& tokens) {
  return words.Weigh(CountWords(tokens));
}

double Alike(const WordStatistics& words, const std::vector<Token>& tokens,
             const CountedText& text) {
  std::vector<bool> said(tokens.size());
  return Cosine(Weighed(words, tokens), Pack(text), words.Weigh(text).norm, said);
}

TEST(Words, TheSameTextIsWhollyAlikeAndAStrangeOneNotAtAll) {
  WordStatistics words(100);
  const CountedText kept = Learnt(words, {kRare, kOften, kOften});
  Learnt(words, {kOther});
  EXPECT_NEAR(Alike(words, {kOften, kRare, kOften}, kept), 1, 1e-12);
  EXPECT_EQ(Alike(words, {kOther}, kept), 0);
  EXPECT_EQ(Alike(words, {}, kept), 0);
  EXPECT_EQ(Alike(words, {kRare}, {}), 0);
}

TEST(Words, ARareWordSharedSaysMoreThanACommonOne) {
  WordStatistics words(10);
  for (int i = 0; i < 50; ++i) {
    Learnt(words, {kOften, static_cast<Token>(100 + i)});
  }
  const CountedText kept = Learnt(words, {kRare, kOften});
  EXPECT_GT(Alike(words, {kRare, kOther}, kept), 2 * Alike(words, {kOften, kOther}, kept));
}

TEST(Words, UnknownWordsMakeATextLessAlike) {
  WordStatistics words(100);
  const CountedText kept = Learnt(words, {kRare});
  EXPECT_LT(Alike(words, {kRare, 77, 78, 79}, kept), Alike(words, {kRare}, kept));
}

TEST(Words, WhichAreSharedIsMarked) {
  WordStatistics words(10);
  const CountedText kept = Learnt(words, {kRare, kOften, kOften});
  const WeighedText asked = Weighed(words, {kOther, kOften});
  std::vector<bool> said(2);
  Cosine(asked, Pack(kept), words.Weigh(kept).norm, said);
  const WordId often = CountWords({kOften}).front().word();
  EXPECT_EQ(said[0], asked.words[0].word == often);
  EXPECT_EQ(said[1], asked.words[1].word == often);
}

// Any words, said any number of times: what is packed is as alike as what is not.
TEST(Words, APackedTextIsTheSameText) {
  std::mt19937 random(20261130);
  for (int i = 0; i < 300; ++i) {
    WordStatistics words(10);
    std::vector<Token> tokens(1 + random() % 40);
    std::generate(tokens.begin(), tokens.end(), [&] { return Token{random() % 60}; });
    const CountedText text = Learnt(words, tokens);
    ASSERT_NEAR(Alike(words, tokens, text), 1, 1e-9);
    std::vector<Token> others(1 + random() % 40);
    std::generate(others.begin(), others.end(), [&] { return Token{random() % 60}; });
    const WeighedText a = words.Weigh(text);
    const WeighedText b = Weighed(words, others);
    double dot = 0;
    for (const auto& one : a.words) {
      for (const auto& other : b.words) {
        dot += one.word == other.word ? one.weight * other.weight : 0;
      }
    }
    ASSERT_NEAR(Alike(words, others, text), dot / (a.norm * b.norm), 1e-9);
  }
}

// The norm that was kept may be that of rarer words.
TEST(Words, ATextIsNeverMoreThanWhollyAlike) {
  WordStatistics words(10);
  const CountedText kept = Learnt(words, {kRare, kOften});
  const double norm = words.Weigh(kept).norm;
  for (int i = 0; i < 1000; ++i) {
    Learnt(words, {kOther});
  }
  std::vector<bool> said(2);
  EXPECT_LE(Cosine(Weighed(words, {kRare, kOften}), Pack(kept), norm, said), 1);
}

TEST(Words, TheRarestComeFirstAndTheUnknownNotAtAll) {
  WordStatistics words(100);
  const WordId often = Learnt(words, {kOften})[0].word();
  Learnt(words, {kOften});
  Learnt(words, {kOften});
  const WordId sometimes = Learnt(words, {kOther})[0].word();
  Learnt(words, {kOther});
  const WordId rare = Learnt(words, {kRare})[0].word();
  const WeighedText text = Weighed(words, {kOften, kRare, kOther, 99});
  EXPECT_THAT(RarestWords(text, 2), ElementsAre(rare, sometimes));
  EXPECT_THAT(RarestWords(text, 5), ElementsAre(rare, sometimes, often));
}

TEST(Words, AreCountedBeyondWhatAByteHolds) {
  WordStatistics words(1);
  for (std::uint32_t texts = 1; texts <= 600; ++texts) {
    Learnt(words, {kOften, texts % 2 == 0 ? kOther : kOften});
    ASSERT_EQ(Weighed(words, {kOften}).words[0].texts, texts);
    ASSERT_EQ(Weighed(words, {kOther}).words[0].texts, texts / 2);
  }
}

TEST(Words, ManyRepeatsInOneTextCountAsManyAsAByteHolds) {
  EXPECT_EQ(CountWords(std::vector<Token>(254, kOften))[0].count(), 254);
  EXPECT_EQ(CountWords(std::vector<Token>(300, kOften))[0].count(), 255);
}

TEST(Sorted, TakesMoreInAsASortWould) {
  std::mt19937 random(20261129);
  for (int i = 0; i < 500; ++i) {
    std::vector<unsigned> sorted(random() % 20);
    std::vector<unsigned> more(random() % 8);
    const auto fill = [&](std::vector<unsigned>& row) {
      std::generate(row.begin(), row.end(), [&] { return static_cast<unsigned>(random() % 12); });
      std::sort(row.begin(), row.end());
    };
    fill(sorted);
    fill(more);
    std::vector<unsigned> expected = sorted;
    expected.insert(expected.end(), more.begin(), more.end());
    std::sort(expected.begin(), expected.end());
    MergeInto(sorted, std::span<const unsigned>(more));
    ASSERT_EQ(sorted, expected);
  }
}

TEST(Posts, LeadToTheComplaintsThatShareTwoKeysMostSharedFirst) {
  PostIndex posts;
  posts.Add({1, 2}, 10);
  posts.Add({3, 2, 3}, 10);
  posts.Add({1, 2}, 20);
  posts.Add({1}, 30);
  posts.Add({7, 8}, 40);
  EXPECT_THAT(posts.Alike({1, 2, 3, 4}), ElementsAre(10, 20));
  EXPECT_THAT(posts.Alike({1, 2}), ElementsAre(20, 10)) << "of equals the newest";
  EXPECT_THAT(posts.Alike({1, 1}), IsEmpty()) << "a key counts once";
  EXPECT_THAT(posts.Alike({}), IsEmpty());
}

TEST(Posts, OfAKeyTheNewestComplaintsAreLookedAt) {
  for (const std::uint32_t count : {255U, 256U, 257U, 20'000U}) {
    PostIndex posts;
    posts.Add({1, 2}, 0);
    for (std::uint32_t i = 1; i < count; ++i) {
      posts.Add({1, 3}, i);
    }
    EXPECT_THAT(posts.Alike({1, 2}), SizeIs(count <= 256 ? 1 : 0)) << count;
    EXPECT_THAT(posts.Alike({1, 3}), SizeIs(64));
    EXPECT_EQ(posts.Alike({1, 3}).front(), count - 1);
  }
}

TEST(LikenessScore, IsASumOfItsTerms) {
  const GroupingOptions o;
  struct PartsCase {
    const char* name;
    Likeness likeness;
    double value;
    bool may_join;
  };
  const auto with = [](auto change) {
    Likeness likeness;
    likeness.text = 0.1;
    change(likeness);
    return likeness;
  };
  const PartsCase cases[] = {
      {"text alone", with([](Likeness&) {}), 0.1, true},
      {"thread", with([](Likeness& l) { l.in_thread = true; }), 0.1 + o.thread, true},
      {"quoted", with([](Likeness& l) { l.in_thread = l.is_quoted = true; }),
       0.1 + o.thread + o.quote, true},
      {"latest", with([](Likeness& l) { l.in_thread = l.is_latest = true; }),
       0.1 + o.thread + o.latest, true},
      {"new matter", with([](Likeness& l) { l.in_thread = l.brings_new = true; }),
       0.1 + o.thread - o.new_matter, true},
      {"new matter is of no account elsewhere", with([](Likeness& l) { l.brings_new = true; }), 0.1,
       true},
      {"same post: the thread says nothing",
       with([](Likeness& l) { l.in_thread = l.is_latest = l.is_same_post = true; }), 0.1, true},
      {"same place", with([](Likeness& l) { l.place = PlaceRelation::Same; }), 0.1 + o.same_place,
       true},
      {"elsewhere", with([](Likeness& l) { l.place = PlaceRelation::Elsewhere; }),
       0.1 - o.elsewhere, true},
      {"another building", with([](Likeness& l) { l.place = PlaceRelation::Different; }), 0.1,
       false},
      {"another building, wide, other thread", with([](Likeness& l) {
         l.place = PlaceRelation::Different;
         l.is_wide = true;
       }),
       0.1, false},
      {"another building, wide, same thread", with([](Likeness& l) {
         l.place = PlaceRelation::Different;
         l.is_wide = l.in_thread = true;
       }),
       0.1 + o.thread, true},
      {"same topic", with([](Likeness& l) { l.topic = TopicRelation::Same; }), 0.1 + o.same_topic,
       true},
      {"shared topic", with([](Likeness& l) { l.topic = TopicRelation::Shared; }), 0.1, true},
      {"other topic", with([](Likeness& l) { l.topic = TopicRelation::Other; }),
       0.1 - o.other_topic, true},
      {"silent", with([](Likeness& l) { l.was_silent = true; }), 0.1, false},
      {"silent, but in like words", with([&](Likeness& l) {
         l.was_silent = true;
         l.text = o.after_silence;
       }),
       o.after_silence, true},
      {"silent in its own thread", with([](Likeness& l) { l.was_silent = l.in_thread = true; }),
       0.1 + o.thread, true},
  };
  for (const PartsCase& c : cases) {
    const Score score = ScoreOf(c.likeness, o);
    EXPECT_NEAR(score.value, c.value, 1e-12) << c.name;
    EXPECT_EQ(score.may_join, c.may_join) << c.name;
  }
}

}  // namespace
}  // namespace forumwatch
