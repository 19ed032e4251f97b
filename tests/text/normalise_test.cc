#include "analysis/text/normalise.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "analysis/text/code_points.h"

namespace forumwatch {
namespace {

struct Case {
  const char* name;
  std::string_view given;
  std::string_view normalised;
};

class Normalised : public testing::TestWithParam<Case> {};

TEST_P(Normalised, IsTheSameTextForTheSameWords) {
  EXPECT_EQ(Normalise(GetParam().given), GetParam().normalised);
}

INSTANTIATE_TEST_SUITE_P(Forms, Normalised,
                         testing::ValuesIn(std::vector<Case>{
                             {"Plain", "电梯坏了", "电梯坏了"},
                             {"Empty", "", ""},
                             {"OnlySpace", " \t\n　", ""},
                             {"FullWidth", "Ａ座１２楼", "a座12楼"},
                             {"FullWidthPunctuation", "停水，几点来？（急）", "停水,几点来?(急)"},
                             {"CircledDigit", "①号楼", "1号楼"},
                             {"UpperCase", "APP 打不开", "app 打不开"},
                             {"Traditional", "電梯壞了，沒人維修", "电梯坏了,没人维修"},
                             {"TraditionalByPhrase", "乾淨與乾隆", "干净与乾隆"},
                             {"MixedScripts", "電梯坏了两天", "电梯坏了两天"},
                             {"ZeroWidth", "物\u200B业\uFEFF不\u2060管", "物业不管"},
                             {"SoftHyphenAndBidi", "物\u00AD业\u202E不管", "物业不管"},
                             {"Control", std::string_view("物\x01业\0不管", 14), "物业不管"},
                             {"RunsOfSpace", "  水管 \r\n\t 漏水　 ", "水管 漏水"},
                             {"Ligature", "ﬁre", "fire"},
                             {"Compatibility", "㎡", "m2"},
                             {"RadicalForm", "⽔管", "水管"},
                             {"CombiningMark", "cafe\u0301", "café"},
                             {"MarkBehindControl", "e\x01\u0301", "é"},
                             {"Emoji", "👍🏻电梯❤️", "👍🏻电梯❤"},
                             {"Sharp", "STRAẞE", "strasse"},
                             {"NotUtf8", "物\xFF业", "物\xEF\xBF\xBD业"},
                         }),
                         [](const auto& tested) { return tested.param.name; });

TEST(Normalise, ChangesNothingTheSecondTime) {
  for (const std::string_view text : {"電梯壞了，沒人維修！！", "Ａ座１２楼　①", "ｅ\u0301 é ﬁ ㎡",
                                      "物\u200B业", "👍🏻❤️", "İI"}) {
    const std::string once = Normalise(text);
    EXPECT_EQ(Normalise(once), once);
  }
}

TEST(Normalise, TellsWhereEachCharacterCameFrom) {
  const NormalisedText made = NormaliseWithOrigins(" Ａ\u200B座　　電梯㎡e\u0301停");
  EXPECT_EQ(made.text, "a座 电梯m2é停");
  ASSERT_EQ(made.origins.size(), made.text.size());
  std::vector<std::uint32_t> by_character;
  for (std::size_t at = 0; at < made.text.size();) {
    by_character.push_back(made.origins[at]);
    NextCodePoint(made.text, at);
  }
  // " Ａ|zero width|座　　電梯㎡é停": 0 is the space, 2 the zero width character.
  EXPECT_EQ(by_character, (std::vector<std::uint32_t>{1, 3, 4, 6, 7, 8, 8, 9, 11}));
}

TEST(Normalise, OriginsNeverDescendAndStayWithinTheText) {
  for (const std::string_view text :
       {"電梯 壞了\n\n沒人", "\u0301\u0301\u0301", "x\u0327\u0301\u200Dy", "\xFF\xFE停"}) {
    const NormalisedText made = NormaliseWithOrigins(text);
    ASSERT_EQ(made.origins.size(), made.text.size());
    EXPECT_TRUE(std::is_sorted(made.origins.begin(), made.origins.end()));
    if (!made.origins.empty()) {
      EXPECT_LT(made.origins.back(), static_cast<std::uint32_t>(CountCodePoints(text)));
    }
  }
}

TEST(Normalise, StaysLinearForAnAbsurdRunOfMarks) {
  std::string marks = "e";
  for (int i = 0; i < 200'000; ++i) {
    marks += i % 2 == 0 ? "\u0301" : "\u0323";
  }
  EXPECT_FALSE(Normalise(marks).empty());  // minutes if it were quadratic
}

}  // namespace
}  // namespace forumwatch
