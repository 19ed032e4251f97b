// The parts grouping is made of: how places relate, how rare words weigh, what is found again, what
// the terms of a likeness add up to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/grouping/likeness.h"
#include "analysis/grouping/place_relation.h"
#include "analysis/grouping/post_index.h"
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

TEST(Words, TheSameTextIsWhollyAlikeAndAStrangeOneNotAtAll) {
  WordStatistics words(100);
  const KeptText kept = words.Learn({kRare, kOften, kOften});
  words.Learn({kOther});
  EXPECT_NEAR(words.Cosine(words.Weigh({kOften, kRare, kOften}), kept), 1, 1e-12);
  EXPECT_EQ(words.Cosine(words.Weigh({kOther}), kept), 0);
  EXPECT_EQ(words.Cosine(words.Weigh({}), kept), 0);
  EXPECT_EQ(words.Cosine(words.Weigh({kRare}), {}), 0);
}

TEST(Words, ARareWordSharedSaysMoreThanACommonOne) {
  WordStatistics words(10);
  for (int i = 0; i < 50; ++i) {
    words.Learn({kOften, static_cast<Token>(100 + i)});
  }
  const KeptText kept = words.Learn({kRare, kOften});
  EXPECT_GT(words.Cosine(words.Weigh({kRare, kOther}), kept),
            2 * words.Cosine(words.Weigh({kOften, kOther}), kept));
}

TEST(Words, UnknownWordsMakeATextLessAlike) {
  WordStatistics words(100);
  const KeptText kept = words.Learn({kRare});
  EXPECT_LT(words.Cosine(words.Weigh({kRare, 77, 78, 79}), kept),
            words.Cosine(words.Weigh({kRare}), kept));
}

TEST(Words, TheRarestComeFirst) {
  WordStatistics words(100);
  const WordId often = words.Learn({kOften})[0].word;
  words.Learn({kOften});
  words.Learn({kOften});
  const WordId sometimes = words.Learn({kOther})[0].word;
  words.Learn({kOther});
  const WordId rare = words.Learn({kRare})[0].word;
  EXPECT_THAT(words.Rarest({often, rare, sometimes}, 2), ElementsAre(rare, sometimes));
  EXPECT_THAT(words.Rarest({often}, 5), ElementsAre(often));
}

TEST(Posts, AreFoundByTwoSharedKeysMostSharedFirst) {
  PostIndex posts;
  posts.Add({1, 2, 3}, 10);
  posts.Add({1, 2}, 20);
  posts.Add({1}, 30);
  posts.Add({7, 8}, 40);
  EXPECT_THAT(posts.Alike({1, 2, 3, 4}), ElementsAre(10, 20));
  EXPECT_THAT(posts.Alike({1, 2}), ElementsAre(20, 10)) << "of equals the newest";
  EXPECT_THAT(posts.Alike({1}), IsEmpty());
  EXPECT_THAT(posts.Alike({}), IsEmpty());
}

TEST(Posts, AKeyKeepsItsNewestOnly) {
  for (const std::uint32_t count : {255U, 256U, 257U, 512U}) {
    PostIndex posts;
    posts.Add({1, 2}, 9999);
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
