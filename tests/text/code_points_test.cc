#include "analysis/text/code_points.h"

#include <vector>

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

std::vector<char32_t> Read(std::string_view text) {
  std::vector<char32_t> read;
  for (std::size_t at = 0; at < text.size();) {
    read.push_back(NextCodePoint(text, at));
  }
  return read;
}

TEST(CodePoints, AreReadOneAfterTheOther) {
  EXPECT_EQ(Read("a7栋😂é"), (std::vector<char32_t>{'a', '7', U'栋', U'😂', U'é'}));
  EXPECT_EQ(CountCodePoints("电梯又停了！"), 6);
  EXPECT_EQ(CountCodePoints(""), 0);
}

TEST(CodePoints, WhatIsNotUtf8IsReadAsReplacementAndAlwaysEnds) {
  for (const std::string_view text :
       {"\xFF", "\xE7\x94", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80", "\x80\x80"}) {
    for (const char32_t c : Read(text)) {
      EXPECT_EQ(c, 0xFFFDU);
    }
    EXPECT_EQ(static_cast<std::size_t>(CountCodePoints(text)), Read(text).size());
  }
  EXPECT_EQ(Read("\xFF梯"), (std::vector<char32_t>{0xFFFD, U'梯'})) << "what follows is kept";
}

TEST(CodePoints, AreWrittenAsTheyAreRead) {
  for (const char32_t c :
       {char32_t{'a'}, char32_t{0x7F}, char32_t{0x80}, U'栋', U'😂', char32_t{0x10FFFF}}) {
    std::string out;
    AppendUtf8(out, c);
    EXPECT_EQ(Read(out), std::vector<char32_t>{c});
  }
  std::string out;
  AppendUtf8(out, 0xD800);
  AppendUtf8(out, 0x110000);
  EXPECT_EQ(out, "\xEF\xBF\xBD\xEF\xBF\xBD") << "no such characters";
}

TEST(CodePoints, HanAreIdeographsAndNothingElse) {
  for (const char32_t c : {U'一', U'栋', U'鿿', U'㐀', U'𠀀', U'〇', U'々'}) {
    EXPECT_TRUE(IsHan(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U'a', U'7', U'。', U'，', U'あ', U'한', U'😂'}) {
    EXPECT_FALSE(IsHan(c)) << static_cast<unsigned>(c);
  }
}

TEST(CodePointsOf, AreAsManyAsThereAre) {
  constexpr std::string_view kText = "7栋𠮷梯";
  EXPECT_EQ(CodePoints(kText, 1, 3), "栋𠮷");
  EXPECT_EQ(CodePoints(kText, 3, 99), "梯");
  EXPECT_EQ(CodePoints(kText, 0, 0), "");
  EXPECT_EQ(CodePoints(kText, 9, 12), "");
  EXPECT_EQ(CodePoints(kText, 3, 1), "");
}

}  // namespace
}  // namespace forumwatch
