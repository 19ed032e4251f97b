#include "analysis/understanding/places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/normalise.h"
#include "tests/understanding/real_lexicon.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;

TEST(PlainNumber, ReadsChineseNumerals) {
  struct PlacesCase {
    std::string_view written;
    std::string_view plain;
  };
  for (const auto& [written, plain] : std::vector<PlacesCase>{{"七", "7"},
                                                              {"十", "10"},
                                                              {"十五", "15"},
                                                              {"二十", "20"},
                                                              {"二十三", "23"},
                                                              {"一百", "100"},
                                                              {"一百零八", "108"},
                                                              {"二〇一", "201"},
                                                              {"两", "2"},
                                                              {"12", "12"},
                                                              {"b", "B"},
                                                              {"a3", "A3"}}) {
    EXPECT_EQ(PlainNumber(written), plain) << written;
  }
}

// All places of the text, "|" between them.
std::string Places(std::string_view text) {
  std::string names;
  for (const FoundPlace& place : RealLexicon().places().Find(Normalise(text))) {
    names += (names.empty() ? "" : "|") + place.name;
  }
  return names;
}

struct PlacesCase {
  const char* name;
  std::string_view text;
  std::string_view places;
};

class PlaceNames : public testing::TestWithParam<PlacesCase> {};

TEST_P(PlaceNames, AreOneForAllSpellings) {
  EXPECT_EQ(Places(GetParam().text), GetParam().places);
}

INSTANTIATE_TEST_SUITE_P(Spellings, PlaceNames,
                         testing::ValuesIn(std::vector<PlacesCase>{
                             {"Digits", "23栋漏水", "23栋"},
                             {"DigitsAndSpace", "23 栋漏水", "23栋"},
                             {"Chinese", "二十三栋漏水", "23栋"},
                             {"Traditional", "二十三棟漏水", "23栋"},
                             {"FullWidth", "２３栋漏水", "23栋"},
                             {"Hash", "23#漏水", "23栋"},
                             {"HashBuilding", "23#楼漏水", "23栋"},
                             {"NumberBuilding", "23号楼漏水", "23栋"},
                             {"ChineseNumberBuilding", "二十三号楼漏水", "23栋"},
                             {"Zhuang", "23幢漏水", "23栋"},
                             {"Letter", "C座大堂", "C座"},
                             {"LetterAndNumber", "c2座大堂", "C2座"},
                             {"Phase", "二期8栋", "2期8栋"},
                             {"PhaseInChinese", "二期八栋", "2期8栋"},
                             {"RoomNumber", "23-1-804", "23栋"},
                             {"Unit", "2单元门口", "2单元"},
                             {"UnitOfABuilding", "23栋2单元门口", "23栋|2单元"},
                             {"Two", "5栋和六栋", "5栋|6栋"},
                             {"Gate", "北大门的杆", "北门"},
                             {"Garage", "地库进水", "地下车库"},
                             {"GarageZone", "车库C区进水", "地下车库C区"},
                             {"Whole", "整个小区都停了", "全小区"},
                             {"NoPlace", "水停了", ""},
                             {"NotABuilding", "23号线改道", ""},
                             {"NotADate", "3月7号停水", ""},
                             {"Empty", "", ""},
                         }),
                         [](const auto& tested) { return tested.param.name; });

TEST(PlaceRules, WrittenWrongAreRefusedWithAReason) {
  EXPECT_EQ(WhatIsWrongWithPlace({"re:([0-9]+)栋", "{1}栋", 0, true}), std::nullopt);
  EXPECT_EQ(WhatIsWrongWithPlace({"东门", "东门", 0, false}), std::nullopt);
  EXPECT_THAT(WhatIsWrongWithPlace({"re:[0-9]+栋", "{1}栋", 0, true}).value_or(""),
              HasSubstr("对应"));
  EXPECT_THAT(WhatIsWrongWithPlace({"东门", "{1}门", 0, false}).value_or(""), HasSubstr("对应"));
  EXPECT_THAT(WhatIsWrongWithPlace({"re:([0-9]+)栋", "{2}栋", 0, true}).value_or(""),
              HasSubstr("对应"));
  EXPECT_THAT(WhatIsWrongWithPlace({"re:([0-9]+栋", "{1}栋", 0, true}).value_or(""),
              HasSubstr("看不懂"));
}

}  // namespace
}  // namespace forumwatch
