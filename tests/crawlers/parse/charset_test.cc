#include "crawlers/parse/charset.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/unistr.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string In(const char* charset, std::string_view utf8) {
  const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int>(utf8.size())});
  std::string bytes(static_cast<std::size_t>(text.length()) * 4 + 16, '\0');
  bytes.resize(static_cast<std::size_t>(text.extract(
      0, text.length(), bytes.data(), static_cast<std::uint32_t>(bytes.size()), charset)));
  return bytes;
}

const char* const kChinese =
    "三号楼的电梯又坏了，已经两天没有人来修。晚上回家的老人只能走楼梯，希望物业尽快处理一下。";
const char* const kTraditional =
    "三號樓的電梯又壞了，已經兩天沒有人來修。晚上回家的老人只能走樓梯，希望物業儘快處理一下。";

std::string Page(std::string_view head, std::string_view text) {
  return "<html><head>" + std::string(head) + "<title>" + std::string(text) +
         "</title></head><body><p>" + std::string(text) + "</p></body></html>";
}

std::string Meta(std::string_view charset) {
  return "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + std::string(charset) +
         "\" />";
}

TEST(Charset, LabelsAreFollowedWhereTheyAreTrueAndNotWhereTheyLie) {
  struct Case {
    const char* name;
    const char* written_in;
    const char* content_type;
    std::string head;
    const char* text;
    const char* read_as;
  };
  const Case cases[] = {
      {"header and meta", "UTF-8", "text/html; charset=utf-8", Meta("utf-8"), kChinese, "UTF-8"},
      {"no label", "UTF-8", "text/html", "", kChinese, "UTF-8"},
      {"UTF-8 under a gbk header", "UTF-8", "text/html; charset=gbk", "", kChinese, "UTF-8"},
      {"UTF-8 under a gbk meta", "UTF-8", "text/html", Meta("gbk"), kChinese, "UTF-8"},
      {"UTF-8 under latin", "UTF-8", "text/html; charset=ISO-8859-1", "", kChinese, "UTF-8"},
      {"gbk header", "GB18030", "text/html; charset=gbk", "", kChinese, "GB18030"},
      {"gb2312 header", "GB18030", "text/html;charset=GB2312", "", kChinese, "GB18030"},
      {"gbk meta", "GB18030", "text/html", Meta("gbk"), kChinese, "GB18030"},
      {"short meta", "GB18030", "", "<meta charset=gbk>", kChinese, "GB18030"},
      {"quoted meta", "GB18030", "", "<META CHARSET='gb2312'>", kChinese, "GB18030"},
      {"gbk under a UTF-8 header", "GB18030", "text/html; charset=utf-8", Meta("gbk"), kChinese,
       "GB18030"},
      {"gbk under a UTF-8 header, no meta", "GB18030", "text/html; charset=utf-8", "", kChinese,
       "GB18030"},
      {"gbk that says UTF-8 twice", "GB18030", "text/html; charset=utf-8", Meta("utf-8"), kChinese,
       "GB18030"},
      {"gbk under a Latin header", "GB18030", "text/html; charset=iso-8859-1", "", kChinese,
       "GB18030"},
      {"gbk without a word", "GB18030", "", "", kChinese, "GB18030"},
      {"unknown label", "GB18030", "text/html; charset=klingon", "", kChinese, "GB18030"},
      {"big5", "Big5", "text/html; charset=big5", "", kTraditional, "Big5"},
      {"big5 without a word", "Big5", "", "", kTraditional, "Big5"},
      {"big5 under a gbk header", "Big5", "text/html; charset=gbk", Meta("big5"), kTraditional,
       "Big5"},
      {"Hong Kong", "Big5-HKSCS", "text/html; charset=Big5-HKSCS", "", "\u5605\u55f0", "Big5"},
      {"Latin", "windows-1252", "text/html; charset=windows-1252", "",
       "Le caf\u00e9 est ferm\u00e9 aujourd'hui, d\u00e9sol\u00e9.", "windows-1252"},
      {"quoted header", "GB18030", "text/html; charset=\"gbk\"", "", kChinese, "GB18030"},
  };
  for (const Case& c : cases) {
    const std::string page = Page(c.head, c.text);
    const Decoded decoded = DecodePage(In(c.written_in, page), c.content_type);
    EXPECT_EQ(decoded.charset, c.read_as) << c.name;
    EXPECT_EQ(decoded.text, page) << c.name;
    EXPECT_EQ(decoded.replaced, 0) << c.name;
  }
}

TEST(Charset, FeedsNameTheirsInTheXmlDeclaration) {
  const std::string feed = "<?xml version=\"1.0\" encoding=\"gbk\"?>\n<rss><title>" +
                           std::string(kChinese) + "</title></rss>";
  const Decoded decoded = DecodePage(In("GB18030", feed), "application/xml");
  EXPECT_EQ(decoded.charset, "GB18030");
  EXPECT_EQ(decoded.text, feed);
}

TEST(Charset, ALabelBeyondTheFirstTwoKilobytesIsNotRead) {
  const std::string latin = "caf\u00e9 d\u00e9sol\u00e9";
  const std::string far = std::string(2100, ' ') + Meta("windows-1252") + latin;
  const std::string near = std::string(1000, ' ') + Meta("windows-1252") + latin;
  EXPECT_EQ(DecodePage(In("windows-1252", near), "").text, near);
  EXPECT_THAT(DecodePage(In("windows-1252", far), "text/html").text, HasSubstr("windows-1252"));
}

TEST(Charset, AByteOrderMarkDecidesAndGoes) {
  const std::string page = Page(Meta("gbk"), kChinese);
  const Decoded utf8 = DecodePage("\xEF\xBB\xBF" + page, "text/html; charset=gbk");
  EXPECT_EQ(utf8.charset, "UTF-8");
  EXPECT_EQ(utf8.text, page);
  EXPECT_EQ(DecodePage("\xFF\xFE" + In("UTF-16LE", page), "").text, page);
  EXPECT_EQ(DecodePage("\xFE\xFF" + In("UTF-16BE", page), "text/html; charset=utf-8").text, page);
}

TEST(Charset, WhatIsAsciiStaysWhatItIsUnderAnyLabel) {
  const std::string page = "<p>+ADw-script+AD4- ~{VPND~} \x1b$B<script>\x1b(B</p>";
  for (const char* label :
       {"", "utf-8", "gbk", "big5", "utf-7", "hz-gb-2312", "iso-2022-jp", "utf-16", "utf-16le",
        "utf-32", "cp037", "ibm-37", "x-imap4", "scsu", "gsm-03.38-2009", "ibm-1276"}) {
    EXPECT_EQ(DecodePage(page, "text/html; charset=" + std::string(label)).text, page) << label;
  }
}

TEST(Charset, ABrokenCharacterLeavesTheMarkupAfterItAlone) {
  struct Case {
    const char* name;
    const char* label;
    const char* charset;
    std::string broken;
  };
  const Case cases[] = {
      {"half a gbk character", "gbk", "GB18030", "\xB5"},
      {"half of four bytes", "gbk", "GB18030", "\x81\x30"},
      {"three of four bytes", "gbk", "GB18030", "\x81\x30\x81"},
      {"no lead byte", "gbk", "GB18030", "\xFF"},
      {"half a big5 character", "big5", "Big5", "\xA4"},
      {"one of three", "utf-8", "UTF-8", "\xE7"},
      {"two of three", "utf-8", "UTF-8", "\xE7\x94"},
      {"three of four", "utf-8", "UTF-8", "\xF0\x9F\x98"},
      {"a stray continuation", "utf-8", "UTF-8", "\x80"},
      {"overlong", "utf-8", "UTF-8", "\xC0"},
  };
  for (const Case& c : cases) {
    const char* const text = c.charset == std::string("Big5") ? kTraditional : kChinese;
    const std::string good = In(c.charset, text);
    std::string page = "<p>";
    page.append(good).append(c.broken).append("</p><a href=\"x\">").append(good).append(c.broken);
    page.append("\"quoted\"</a>");
    const Decoded decoded = DecodePage(page, "text/html; charset=" + std::string(c.label));
    EXPECT_EQ(decoded.charset, c.charset) << c.name;
    EXPECT_THAT(decoded.text, HasSubstr("</p><a href=\"x\">" + std::string(text))) << c.name;
    EXPECT_THAT(decoded.text, HasSubstr("\"quoted\"</a>")) << c.name;
    EXPECT_THAT(decoded.text, HasSubstr("\uFFFD")) << c.name;
    EXPECT_GE(decoded.replaced, 2) << c.name;
    EXPECT_LE(decoded.replaced, 6) << c.name;
  }
}

TEST(Charset, ABrokenByteIsSeenUnderEveryLabel) {
  struct Case {
    const char* label;
    const char* text;
    const char* broken;
  };
  const Case cases[] = {{"euc-kr", "아파트 관리", "\xF6"},
                        {"euc-jp", "団地の管理", "\xF6"},
                        {"shift_jis", "団地の管理", "\x81"}};
  for (const Case& c : cases) {
    const std::string page = "<p" + std::string(c.broken) + ">" + In(c.label, c.text);
    const Decoded decoded = DecodePage(page, "text/html; charset=" + std::string(c.label));
    EXPECT_EQ(decoded.text, "<p\uFFFD>" + std::string(c.text)) << c.label;
    EXPECT_EQ(decoded.replaced, 1) << c.label;
  }
}

TEST(Charset, APageCutWithinACharacterKeepsItsCharset) {
  for (const char* charset : {"UTF-8", "GB18030"}) {
    std::string page = In(charset, Page("", kChinese));
    page.resize(page.find("</title>") - 1);
    const Decoded decoded = DecodePage(page, "text/html");
    EXPECT_EQ(decoded.charset, charset);
    EXPECT_EQ(decoded.replaced, 1);
    EXPECT_THAT(decoded.text, HasSubstr("三号楼的电梯又坏了"));
  }
}

TEST(Charset, EmojiThatAForumEscapedTwiceAreLeftToTheReader) {
  const std::string page = In("GB18030", "<p>好的&amp;#128514;</p>");
  EXPECT_EQ(DecodePage(page, "text/html; charset=gbk").text, "<p>好的&amp;#128514;</p>");
}

TEST(Charset, FourByteCharactersOfGb18030AreRead) {
  const std::string text = "<p>䶮字和😀</p>" + std::string(kChinese);
  EXPECT_EQ(DecodePage(In("GB18030", text), "text/html; charset=gb2312").text, text);
}

TEST(Charset, NoNulComesThrough) {
  const std::string page("<p>a\0b\0</p>", 11);
  const Decoded decoded = DecodePage(page, "text/html; charset=utf-8");
  EXPECT_EQ(decoded.text, "<p>a\uFFFDb\uFFFD</p>");
  EXPECT_EQ(decoded.replaced, 2);
  EXPECT_THAT(DecodePage(In("GB18030", kChinese) + std::string(1, '\0'), "").text,
              Not(HasSubstr(std::string(1, '\0'))));
}

TEST(Charset, NothingIsNothing) {
  const Decoded decoded = DecodePage("", "");
  EXPECT_EQ(decoded.text, "");
  EXPECT_EQ(decoded.charset, "UTF-8");
  EXPECT_EQ(decoded.replaced, 0);
}

TEST(Charset, SanitizedTextIsValidAndChangedOnlyWhereItWasNot) {
  struct Case {
    std::string text;
    std::string clean;
  };
  const Case cases[] = {
      {"", ""},
      {"ascii", "ascii"},
      {"物业 😀", "物业 😀"},
      {"a\x80z", "a\uFFFDz"},
      {"a\xC3", "a\uFFFD"},
      {"\xC0\xAF", "\uFFFD\uFFFD"},
      {"\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\xF0\x9F\x98<", "\uFFFD<"},
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"\uFFFD", "\uFFFD"},
      {"\uFFFE\uFFFF", "\uFFFE\uFFFF"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(SanitizeUtf8(c.text), c.clean);
    EXPECT_TRUE(IsValidUtf8(SanitizeUtf8(c.text)));
    const bool has_nul = c.text.find('\0') != std::string::npos;
    EXPECT_EQ(IsValidUtf8(c.text), c.text == c.clean || has_nul) << c.clean;
  }
}

TEST(Charset, AnyBytesUnderAnyLabelBecomeValidUtf8) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& c : bytes) {
      c = static_cast<char>(random() % (round % 2 == 0 ? 256 : 512) |
                            (round % 4 == 1 ? 0x80U : 0U));
    }
    for (const char* label : {"utf-8", "gbk", "big5", "shift_jis", "windows-1252", "euc-kr", ""}) {
      const Decoded decoded = DecodePage(bytes, "text/html; charset=" + std::string(label));
      ASSERT_TRUE(IsValidUtf8(decoded.text)) << round << label;
      ASSERT_EQ(decoded.text.find('\0'), std::string::npos) << round << label;
    }
  }
}

std::filesystem::path Recordings() {
  const char* const given =
      std::getenv("FORUMWATCH_SHARED");  // NOLINT(concurrency-mt-unsafe): tests have one thread
  const auto shared = given != nullptr ? std::filesystem::path(given)
                                       : std::filesystem::path(FORUMWATCH_SOURCE_DIR) / "../shared";
  return shared / "recordings";
}

TEST(Charset, RecordedPagesAreReadWithoutABrokenCharacterWithOrWithoutTheirHeader) {
  if (!std::filesystem::exists(Recordings())) {
    GTEST_SKIP() << "no recordings beside the source tree";
  }
  for (const auto& file : std::filesystem::recursive_directory_iterator(Recordings())) {
    const auto kind = file.path().extension();
    if (kind != ".html" && kind != ".xml") {
      continue;
    }
    std::stringstream content;
    content << std::ifstream(file.path()).rdbuf();
    for (const char* header : {"", "text/html; charset=utf-8", "text/html; charset=gbk"}) {
      const Decoded decoded = DecodePage(content.str(), header);
      EXPECT_EQ(decoded.replaced, 0) << file.path() << header;
      EXPECT_TRUE(IsValidUtf8(decoded.text)) << file.path();
    }
  }
}

}  // namespace
}  // namespace forumwatch
