#include "analysis/understanding/term_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/normalise.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// What is found of one term, as it stands in the text.
std::vector<std::string> Found(const std::string& term, std::string_view text) {
  const std::vector<std::string> terms{term};
  const std::string normalised = Normalise(text);
  std::vector<std::string> found;
  for (const TermHit& hit : TermIndex(terms).Find(normalised)) {
    found.push_back(normalised.substr(hit.begin, hit.end - hit.begin));
  }
  return found;
}

TEST(Terms, AreFoundAsTheyAreWritten) {
  EXPECT_THAT(Found("电梯", "电梯坏了，电梯又坏"), ElementsAre("电梯", "电梯"));
  EXPECT_THAT(Found("APP", "ａｐｐ打不开"), ElementsAre("app")) << "width and case aside";
  EXPECT_THAT(Found("垃圾", "樓下垃圾"), ElementsAre("垃圾"));
  EXPECT_THAT(Found("電梯", "电梯"), ElementsAre("电梯")) << "in the list too";
}

TEST(Terms, WithAlternativesAreFoundByEach) {
  EXPECT_THAT(Found("路灯|灯", "路灯和灯"), ElementsAre("路灯", "灯", "灯"));
}

TEST(Terms, WithAGapAreFoundInOneSentenceInOrder) {
  EXPECT_THAT(Found("灯|路灯…不亮|黑着", "门口那盏灯三天不亮"), ElementsAre("灯三天不亮"));
  EXPECT_THAT(Found("灯|路灯…不亮|黑着", "不亮的灯"), IsEmpty()) << "the other way round";
  EXPECT_THAT(Found("灯|路灯…不亮|黑着", "灯修了。天不亮"), IsEmpty()) << "another sentence";
  EXPECT_THAT(Found("灯|路灯…不亮|黑着", "灯，一二三四五六七八九十一二三四五六七不亮"), IsEmpty())
      << "too far";
  EXPECT_THAT(Found("约…没来…投诉", "约了没来，投诉"), ElementsAre("约了没来,投诉"));
  EXPECT_THAT(Found("又…又", "又脏又乱"), ElementsAre("又脏又"));
  EXPECT_THAT(Found("又…又", "又脏"), IsEmpty()) << "one word is not two";
}

TEST(Terms, MayBeRegularExpressions) {
  EXPECT_THAT(Found("re:[0-9]+户", "12户和3户"), ElementsAre("12户", "3户"));
  EXPECT_THAT(Found("re:^顶[!。]*$", "顶！"), ElementsAre("顶!"));
  EXPECT_THAT(Found("re:^顶[!。]*$", "屋顶"), IsEmpty());
}

TEST(Terms, ComeByBeginAndTheLongerFirst) {
  const std::vector<std::string> terms{"梯", "电梯", "电", "re:电梯坏"};
  std::vector<std::uint32_t> order;
  for (const TermHit& hit : TermIndex(terms).Find("电梯坏")) {
    order.push_back(hit.term);
  }
  EXPECT_THAT(order, ElementsAre(3U, 1U, 2U, 0U));
}

TEST(Terms, WrittenWrongAreRefusedWithAReason) {
  for (const std::string good : {"电梯", "灯|路灯…不亮", "re:[0-9]+户", "a…b…c…d"}) {
    EXPECT_EQ(WhatIsWrongWithTerm(good), std::nullopt) << good;
  }
  struct Wrong {
    std::string term;
    std::string reason;
  };
  for (const auto& [term, reason] : std::vector<Wrong>{{"", "两边都要有字"},
                                                       {"灯|", "两边都要有字"},
                                                       {"…坏", "两边都要有字"},
                                                       {"\u200B", "两边都要有字"},
                                                       {"a…b…c…d…e", "最多"},
                                                       {"re:[0-9", "看不懂"},
                                                       {"re:(?=a)", "看不懂"},
                                                       {"re:[0-9]*", "连空文字"}}) {
    ASSERT_TRUE(WhatIsWrongWithTerm(term)) << term;
    EXPECT_THAT(*WhatIsWrongWithTerm(term), HasSubstr(reason)) << term;
    EXPECT_THAT(Found(term, "灯坏了 a b 12"), IsEmpty()) << "and never found: " << term;
  }
}

TEST(Terms, OfAnEmptyIndexAreNotThere) {
  EXPECT_THAT(TermIndex().Find("电梯"), IsEmpty());
}

TEST(Terms, StayLinearInATextOfNothingElse) {
  const std::vector<std::string> terms{"灯…不亮", "re:灯.{0,30}不亮", "灯", "不亮"};
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += "灯不亮";
  }
  EXPECT_LT(TermIndex(terms).Find(text).size(), 50'000U);
}

}  // namespace
}  // namespace forumwatch
