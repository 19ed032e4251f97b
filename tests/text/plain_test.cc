#include "analysis/text/plain.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

struct LineCase {
  const char* name;
  std::string_view text;
  std::string_view line;
};

TEST(PlainLine, KeepsWordsAndDropsTricks) {
  const LineCase cases[] = {
      {"markup stays as it is", "7栋电梯<b>坏了", "7栋电梯<b>坏了"},
      {"wide blanks", "坏了　　了 ", "坏了 了"},
      {"plain", "电梯 又停了…", "电梯 又停了…"},
      {"empty", "", ""},
      {"blanks only", " \r\n\t ", ""},
      {"blanks around and between", "  a \n\n b  ", "a b"},
      {"NUL", std::string_view("a\0b", 3), "a b"},
      {"C1 control", "a\u009Bb", "a b"},
      {"line and paragraph separator", "a\u2028b\u2029c", "a b c"},
      {"right-to-left override", "a\u202Egnp.b", "agnp.b"},
      {"isolates", "\u2066a\u2069", "a"},
      {"marks", "\u200Ea\u200F\u061C", "a"},
      {"zero width space and byte order mark", "a\u200B\uFEFFb", "ab"},
      {"letters and patterns without ink", "a\u115F\u1160\u2800\u3164\uFFA0b", "ab"},
      {"tag characters", "a\U000E0061b", "ab"},
      {"an emoji with its joiner", "👩‍🔧", "👩‍🔧"},
      {"broken UTF-8", "a\xFF\xE7\x94", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"an encoded surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD"},
  };
  for (const LineCase& c : cases) {
    EXPECT_EQ(PlainLine(c.text, 100), c.line) << c.name;
  }
}

TEST(PlainLine, CutsOnACharacterBorder) {
  EXPECT_EQ(PlainLine("电梯停了", 12), "电梯停了");
  EXPECT_EQ(PlainLine("电梯停了", 11), "电梯…");
  EXPECT_EQ(PlainLine("电梯停了", 9), "电梯…");
  EXPECT_EQ(PlainLine("电梯停了", 8), "电…");
  EXPECT_EQ(PlainLine("𠮷𠮷", 7), "𠮷…");
  EXPECT_EQ(PlainLine("abcdef", 5), "ab…");
  EXPECT_EQ(PlainLine("电梯停了", 3), "…");
  EXPECT_EQ(PlainLine("电梯停了", 2), "");
  EXPECT_EQ(PlainLine("电", 0), "");
  for (std::size_t limit = 0; limit < 40; ++limit) {
    EXPECT_LE(PlainLine("a电𠮷 b电𠮷 c电𠮷 d电𠮷", limit).size(), limit);
  }
}

TEST(SafeLink, OnlyTheWebAndOnlyVisibleAscii) {
  EXPECT_EQ(SafeLink("https://bbs.example/t?tid=1&page=2#p3"),
            "https://bbs.example/t?tid=1&page=2#p3");
  EXPECT_EQ(SafeLink("HTTP://bbs.example/"), "http://bbs.example/");
  EXPECT_EQ(SafeLink("https://bbs.example/电 梯\"<a>\n"),
            "https://bbs.example/%E7%94%B5%20%E6%A2%AF%22%3Ca%3E%0A");
  for (const char* bad :
       {"", "javascript:alert(1)", "ftp://bbs.example/", "//bbs.example/", "bbs.example",
        "data:text/html,x://", " https://bbs.example/", "JaVaScRiPt:alert(1)", "file:///etc/passwd",
        "https://", "https:///x", "https:a.example", "httpx://a.example"}) {
    EXPECT_EQ(SafeLink(bad), "") << bad;
  }
  EXPECT_EQ(SafeLink("https://a.example/'onclick='x"), "https://a.example/%27onclick=%27x");
  EXPECT_EQ(SafeLink("https://a.example/" + std::string(3000, 'a')), "");
  EXPECT_EQ(SafeLink("http://a/电", 12), "") << "too long once it is encoded";
}

TEST(ShortLine, CutsByCharacters) {
  EXPECT_EQ(ShortLine("一二三四五六", 6), "一二三四五六");
  EXPECT_EQ(ShortLine("一二三四五六七", 6), "一二三四五六…");
  EXPECT_EQ(ShortLine("一二三四五六 ", 6), "一二三四五六") << "a blank at the cut";
  EXPECT_EQ(ShortLine("一二三四五 六", 6), "一二三四五…") << "a blank does not slip over it";
  EXPECT_EQ(ShortLine("七", 0), "…");
}

TEST(HostOfLink, IsTheHostOneReallyGoesTo) {
  EXPECT_EQ(HostOfLink("https://bbs.guihuayuan.example/x?y#z"), "bbs.guihuayuan.example");
  EXPECT_EQ(HostOfLink("https://bank.example@evil.example:8443/"), "evil.example:8443");
  EXPECT_EQ(HostOfLink("http://a.example?x=@b.example"), "a.example");
}

}  // namespace
}  // namespace forumwatch
