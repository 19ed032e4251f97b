// The text side of reading: what is JSON, where every value stands, and what is said about what is
// not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "config/json_reader.h"
#include "config/json_tree.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> MistakesOf(std::string_view text) {
  std::vector<ConfigMistake> mistakes;
  try {
    mistakes = ScanJson(text, "f.json")->mistakes;
  } catch (const ConfigError& error) {
    mistakes = error.mistakes();
  }
  std::vector<std::string> lines;
  lines.reserve(mistakes.size());
  for (const auto& mistake : mistakes) {
    lines.push_back(Describe(mistake));
  }
  return lines;
}

TEST(JsonScan, EveryValueKnowsItsLineAndColumn) {
  const auto tree = ScanJson(
      "// 公司\n"
      "{\n"
      "  \"公司\": \"万\\n科\", /* 两\n"
      "  行 */ \"n\": [1, -2.5e3,\n"
      "    true, null, {}]\n"
      "}\n",
      "f.json");
  const JsonNode& root = *tree->root;
  EXPECT_EQ(root.line, 2);
  EXPECT_EQ(root.column, 1);
  const JsonNode& company = *root.members.at("公司");
  EXPECT_EQ(company.text, "万\n科");
  EXPECT_EQ(company.line, 3);
  EXPECT_EQ(company.column, 9);  // characters, not bytes
  EXPECT_EQ(company.key_column, 3);
  const JsonNode& n = *root.members.at("n");
  EXPECT_EQ(n.line, 4);
  EXPECT_EQ(n.column, 13);
  EXPECT_EQ(n.children[1]->number, -2500);
  EXPECT_EQ(n.children[1]->column, 17);
  EXPECT_EQ(n.children[2]->line, 5);
  EXPECT_EQ(n.children[4]->column, 17);
  EXPECT_EQ(PathOf(*n.children[4]), "n[4]");
}

TEST(JsonScan, AByteOrderMarkAndWindowsLinesCountForNothing) {
  const auto tree = ScanJson("\xEF\xBB\xBF{\r\n  \"a\": 1\r\n}\r\n", "f.json");
  EXPECT_EQ(tree->root->column, 1);
  EXPECT_EQ(tree->root->members.at("a")->line, 2);
  EXPECT_EQ(tree->root->members.at("a")->column, 8);
}

TEST(JsonScan, DecodesEscapes) {
  const auto tree = ScanJson(R"(["\"\\\/\b\f\n\r\t", "\u94dc\uD83D\uDE00\u00e9"])", "f.json");
  EXPECT_EQ(tree->root->children[0]->text, "\"\\/\b\f\n\r\t");
  EXPECT_EQ(tree->root->children[1]->text, "铜😀é");
}

struct Slip {
  const char* name;
  std::string text;
  const char* said;  // the first message, from the place on
};

TEST(JsonScan, SaysWhereAndHowToMendIt) {
  const std::string deep(70, '[');
  const Slip slips[] = {
      // noted, and the rest is still read
      {"comma too many in a list", "[1, 2,]", "f.json:1:6: 最后一项后面多了一个逗号"},
      {"comma too many in an object", "{\"a\": {\"b\": 1,}}",
       "f.json:1:14 a: 最后一项后面多了一个逗号"},
      {"comma missing", "{\"a\": 1\n \"b\": 2}", "f.json:2:2: 与前一项之间少了一个逗号"},
      {"Chinese comma", "[1，2]", "f.json:1:3: 这里是中文标点“，”"},
      {"Chinese colon", "{\"a\"： 1}", "f.json:1:5: 这里是中文标点“：”"},
      {"Chinese quotes", "{“a”: 1}", "f.json:1:2: 这里是中文标点““”"},
      {"single quotes", "['a']", "f.json:1:2 [0]: 文字要用英文双引号"},
      {"bare key", "{name: 1}", "f.json:1:2: 键要加双引号：写成 \"name\""},
      {"key twice", "{\"a\": 1,\n\n\"a\": 2}", "f.json:3:1 a: “a” 写了两次（第 1 行已经有了）"},
      {"number too large", "[1e999]", "f.json:1:2 [0]: 数字 1e999 大得"},
      // the end
      {"empty", "", "f.json:1:1: 文件是空的"},
      {"comments only", "// x\n", "f.json:2:1: 文件是空的"},
      {"open text", "{\"a\": \"b\n}", "f.json:1:7 a: 这段文字没有用双引号"},
      {"open object", "{\"a\": [1, 2}", "f.json:1:12 a: 括号不配对：第 1 行开的括号要用 ]"},
      {"end of file", "{\n\"a\": 1", "f.json:2:7: 第 1 行的括号没有合上，少了 }"},
      {"end before value", "{\"a\":", "f.json:1:6 a: 文件到这里就结束了"},
      {"end before key", "{\"a\": 1, ", "f.json:1:10: 文件到这里就结束了，括号还没有合上"},
      {"rest after the end", "{} {}", "f.json:1:4: 最外层的括号已经合上"},
      {"colon missing", "{\"a\" 1}", "f.json:1:6: 键 “a” 后面少了冒号"},
      {"misspelt word", "[True]", "f.json:1:2 [0]: 看不懂 True，是不是 true？"},
      {"text without quotes", "[discuz]", "f.json:1:2 [0]: 看不懂 discuz；文字要加双引号"},
      {"hash comment", "[\n# x\n1]", "f.json:2:1 [0]: 注释要用 // 开头"},
      {"open comment", "[1 /* 2]", "f.json:1:4: 注释 /* 没有用 */ 结束"},
      {"leading zero", "[007]", "f.json:1:2 [0]: “007” 不是正确的数字"},
      {"bare span", "[4h]", "f.json:1:3: 这里看不懂"},
      {"bad escape", R"(["\x41"])", "f.json:1:3 [0]: 反斜杠"},
      {"windows path", R"(["C:\data"])", "f.json:1:5 [0]: 反斜杠"},
      {"half a surrogate pair", R"(["\ud83d"])", "f.json:1:3 [0]: \\u 的代理对"},
      {"low surrogate alone", R"(["\ude00"])", "f.json:1:3 [0]: \\u 的代理对"},
      {"GBK bytes", "{\n\"a\": \"\xd0\xa1\xc7\xf8\"}", "f.json:2:8: 文件不是 UTF-8 编码"},
      {"NUL", std::string("[1, \0]", 6), "f.json:1:5: 这里有一个看不见的控制字符"},
      {"too deep", deep, "[0]: 括号嵌套超过 64 层"},
      {"value missing", "{\"a\": , \"b\": 1}", "f.json:1:7 a: 这里应当有一个值"},
  };
  for (const auto& slip : slips) {
    const auto mistakes = MistakesOf(slip.text);
    ASSERT_FALSE(mistakes.empty()) << slip.name;
    EXPECT_THAT(mistakes.front(), HasSubstr(slip.said)) << slip.name;
  }
}

TEST(JsonScan, FindsSeveralSlipsInOneGo) {
  EXPECT_THAT(
      MistakesOf("{a: 1，\n \"b\"：[1,],\n \"b\": 2}"),
      ElementsAre(HasSubstr("f.json:1:2: 键要加"), HasSubstr("f.json:1:6: 这里是中文标点"),
                  HasSubstr("f.json:2:5: 这里是中文标点"), HasSubstr("f.json:2:8 b: 最后一项"),
                  HasSubstr("f.json:3:2 b: “b” 写了两次")));
}

TEST(JsonScan, SixtyFourLevelsAreStillRead) {
  EXPECT_THAT(MistakesOf(std::string(64, '[') + std::string(64, ']')), ElementsAre());
  EXPECT_FALSE(MistakesOf(std::string(65, '[') + std::string(65, ']')).empty());
}

TEST(JsonScan, AMillionBracketsAreRefusedAtOnce) {
  EXPECT_EQ(MistakesOf(std::string(1'000'000, '[')).size(), 1U);
  std::string blanks;
  blanks.resize(17'000'000, ' ');
  EXPECT_EQ(MistakesOf(blanks).size(), 1U);
}

// The oracle: what the library takes we take, and what it refuses we find a mistake in.
TEST(JsonScan, AgreesWithTheLibraryOnWhatIsJson) {
  const std::vector<std::string> texts = {"{}",
                                          "[]",
                                          "0",
                                          "-0",
                                          "-",
                                          "1.",
                                          ".5",
                                          "1.5",
                                          "1e5",
                                          "1e",
                                          "1e+5",
                                          "01",
                                          "\"\"",
                                          "\"a",
                                          "\"\\u12\"",
                                          "\"\\u1234\"",
                                          "tru",
                                          "true",
                                          "null",
                                          "nul",
                                          "[1,2]",
                                          "[1,,2]",
                                          "[1 2]",
                                          "[,1]",
                                          "{\"a\":1}",
                                          "{\"a\":1,}",
                                          "{\"a\"}",
                                          "{\"a\":}",
                                          "{1:2}",
                                          "[1]//x",
                                          "/*x*/[1]",
                                          "[1]/*",
                                          "\xff",
                                          "\"\xe4\xb8\"",
                                          "\"\xed\xa0\x80\"",
                                          "\"\xf4\x90\x80\x80\"",
                                          "\"\xc0\x80\"",
                                          "\"\t\"",
                                          "9223372036854775808",
                                          "-9223372036854775808",
                                          "1e400",
                                          "[[[]]]",
                                          "[}",
                                          "",
                                          " ",
                                          "\"\n\"",
                                          "2.2250738585072014e-308",
                                          "+1",
                                          "Infinity",
                                          "\"\\ud800\\udc00\"",
                                          "\"\\udc00\"",
                                          "--1",
                                          "1-1",
                                          "[1]]"};
  for (const auto& text : texts) {
    const bool ours = MistakesOf(text).empty();
    if (text == "\"\t\"") {
      EXPECT_TRUE(ours);  // a tab inside a text does no harm
      continue;
    }
    EXPECT_EQ(ours, nlohmann::json::accept(text, true)) << text;
  }
}

TEST(JsonScan, NumbersAreThoseOfTheLibrary) {
  for (const std::string text : {"0", "-1", "3.25", "1e-7", "123456789012", "0.1", "1E3"}) {
    EXPECT_EQ(ScanJson(text, "f")->root->number, nlohmann::json::parse(text).get<double>()) << text;
  }
}

}  // namespace
}  // namespace forumwatch
