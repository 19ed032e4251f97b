#include "analysis/text/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/normalise.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kWhole = 1000;

std::vector<Token> TokensOf(const char* text, int most = kWhole) {
  return Tokens(Normalise(text), most);
}

TEST(Tokens, ArePairsOfHanAndWholeRuns) {
  struct Case {
    const char* text;
    std::size_t count;
  };
  const Case cases[] = {
      {"", 0},    {"停", 0},      {"电梯", 1},   {"电梯坏了", 3}, {"电梯，坏了", 2},
      {"7栋", 1}, {"7栋电梯", 3}, {"E3", 1},     {"电e梯", 1},    {"618路公交", 3},
      {"a-b", 2}, {"2.8元", 2},   {"！！！", 0}, {"😀", 0},        {"电梯\n坏了", 2},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(TokensOf(c.text), SizeIs(c.count)) << c.text;
  }
}

TEST(Tokens, TheSamePairIsTheSameTokenWhereverItStands) {
  const auto tokens = TokensOf("电梯和电梯");
  ASSERT_THAT(tokens, SizeIs(4));
  EXPECT_EQ(tokens[0], tokens[3]);
  EXPECT_EQ(tokens[0], TokensOf("電梯")[0]) << "traditional characters are read as simplified";
  EXPECT_EQ(TokensOf("E3"), TokensOf("ｅ３"));
}

TEST(Tokens, NeighboursOfAnotherOrderDiffer) {
  EXPECT_NE(TokensOf("门口"), TokensOf("口门"));
  EXPECT_NE(TokensOf("12"), TokensOf("21"));
  EXPECT_NE(TokensOf("12"), TokensOf("1 2"));
}

TEST(Tokens, OnlyTheBeginningIsRead) {
  EXPECT_EQ(TokensOf("电梯坏了", 2), TokensOf("电梯"));
  EXPECT_EQ(TokensOf("12345", 3), TokensOf("123"));
  EXPECT_THAT(TokensOf("电梯", 0), IsEmpty());
}

TEST(Tokens, AreTheSameInEveryRun) {
  EXPECT_THAT(TokensOf("电梯"), ElementsAre((Token{0x7535} << 21U) | 0x68AF));
  EXPECT_EQ(FixedHash(""), 0xCBF29CE484222325U);
  EXPECT_EQ(FixedHash("foobar"), 0x85944171F73967E8U);  // from the authors' test vectors
}

}  // namespace
}  // namespace forumwatch
