#include "crawlers/sites/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/json_document.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;

JsonText Prepared(std::string_view bytes) {
  return PrepareJson(bytes, JsonLimits());
}

std::string Refusal(const std::string& bytes) {
  return Prepared(bytes).refusal;
}

TEST(JsonText, WhatIsTooDeepTooLargeOrTooMuchIsRefusedBeforeItIsParsed) {
  EXPECT_EQ(Refusal(std::string(64, '[') + std::string(64, ']')), "");
  EXPECT_THAT(Refusal(std::string(65, '[')), HasSubstr("嵌套太深，上限 64 层"));
  EXPECT_THAT(Refusal(std::string(1'000'000, '{')), HasSubstr("嵌套太深"));
  std::string many = "[0";
  for (int i = 0; i < 400'000; ++i) {
    many += ",0";
  }
  EXPECT_THAT(Refusal(many + "]"), HasSubstr("内容太多"));
  EXPECT_THAT(Refusal("[\"" + std::string(5'000'000, 'x') + "\"]"), HasSubstr("太大"));
  // Brackets and commas inside of texts are text.
  EXPECT_EQ(Refusal("[\"" + std::string(1000, '[') + R"(\"[[[\\"])"), "");
}

TEST(JsonText, AnswersThatBreakOffOrAreNoJsonAreKnown) {
  EXPECT_TRUE(Prepared(R"({"a": [1, "x"]})").ended);
  EXPECT_FALSE(Prepared(R"({"a": [1, "x")").ended);
  EXPECT_FALSE(Prepared(R"({"a": "x]})").ended);
  EXPECT_FALSE(Prepared(R"({"a": "x\"}")").ended);
  EXPECT_TRUE(Prepared("\xEF\xBB\xBF {}").looks_json);
  EXPECT_FALSE(Prepared("<!DOCTYPE html>").looks_json);
  EXPECT_FALSE(Prepared("Not Found").looks_json);
  EXPECT_FALSE(Prepared("").looks_json);
}

std::string FirstOf(std::string_view bytes) {
  const JsonText prepared = Prepared(bytes);
  const JsonDocument document(prepared);
  return document.root().At({"/0", {"0"}}).Text();
}

TEST(JsonText, HalfACharacterCostsNoMoreThanItself) {
  EXPECT_EQ(FirstOf(R"(["a\ud83d\ude00b"])"), "a😀b");
  EXPECT_EQ(FirstOf(R"(["a\ud83db"])"), "a\uFFFDb");
  EXPECT_EQ(FirstOf(R"(["a\ude00"])"), "a\uFFFD");
  EXPECT_EQ(FirstOf(R"(["\ud83d\ud83d\ude00"])"), "\uFFFD😀");
  EXPECT_EQ(FirstOf(R"(["\\ud83d"])"), "\\ud83d");
  EXPECT_EQ(FirstOf("[\"a\xE6\xB0\"]"), "a\uFFFD");
  EXPECT_TRUE(Prepared(R"(["\ud83d"])").repaired);
  EXPECT_TRUE(Prepared("[\"\xFF\"]").repaired);
  EXPECT_FALSE(Prepared(R"(["\ud83d\ude00"])").repaired);
}

TEST(JsonText, NumbersKeepTheirDigitsOrAreNone) {
  EXPECT_EQ(FirstOf("[9007199254740993]"), "9007199254740993");  // 2^53 + 1
  EXPECT_EQ(FirstOf("[18446744073709551615]"), "18446744073709551615");
  EXPECT_EQ(FirstOf("[18446744073709551616]"), "");
  EXPECT_EQ(FirstOf("[-4]"), "-4");
  EXPECT_EQ(FirstOf("[1.5]"), "");
  EXPECT_EQ(FirstOf("[1e400]"), "");
  EXPECT_EQ(FirstOf("[true]"), "true");
  EXPECT_EQ(FirstOf("[null]"), "");
  EXPECT_EQ(FirstOf("[[1]]"), "");
}

}  // namespace
}  // namespace forumwatch
