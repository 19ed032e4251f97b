#include "crawlers/html/guards.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/html/document.h"
#include "tests/crawlers/html/markup_pieces.h"
#include "tests/support/recorded_forum.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;

TEST(Guards, PassAnOrdinaryPage) {
  EXPECT_EQ(CheckMarkup("<!DOCTYPE html><title>x</title><p>a<p>b<br><img src=x>", {}), "");
  EXPECT_EQ(CheckMarkup("", {}), "");
  EXPECT_EQ(CheckMarkup("no markup at all", {}), "");
}

TEST(Guards, NameTheLimitThatIsExceeded) {
  EXPECT_EQ(CheckMarkup("<p>abcd</p>", {.bytes = 10}), "页面 11 字节，上限 10");
  EXPECT_EQ(CheckMarkup("<p>abcd</p>", {.bytes = 11}), "");
  EXPECT_EQ(CheckMarkup(Times(400, "<div>"), {}), "");
  EXPECT_EQ(CheckMarkup(Times(401, "<div>"), {}), "标签嵌套 401 层，上限 400");
  EXPECT_EQ(CheckMarkup("<p" + Attributes(256) + ">", {}), "");
  EXPECT_EQ(CheckMarkup("<p" + Attributes(257) + ">", {}), "一个标签有 257 个属性，上限 256");
  EXPECT_EQ(CheckMarkup(Times(200'000, "<br>"), {}), "");
  EXPECT_EQ(CheckMarkup(Times(200'001, "<br>"), {}), "标签、属性和文字段 200001 个，上限 200000");
}

TEST(Guards, RefuseWhatGumboWouldPayForManyTimes) {
  struct Case {
    const char* name;
    std::string page;
    const char* why;
  };
  const Case cases[] = {
      {"100 kB of nested blocks", Times(20'000, "<div>"), "嵌套 401 层"},
      {"nested inline", Times(20'000, "<span>"), "嵌套 401 层"},
      {"nested unknown", Times(20'000, "<x-y/>"), "嵌套 401 层"},
      {"formatting that reopens", Times(10'000, "<font><i><b>"), "嵌套"},
      {"formatting in closed paragraphs", Times(30'000, "<p><font><i><b></p>"), "上限 200000"},
      {"formatting of many kinds", Fonts(1000), "嵌套"},
      {"a few in many paragraphs", "<p>" + Fonts(100) + Times(2000, "</p><p>x"), "反复重开"},
      {"long attributes in many paragraphs",
       "<p><font a='" + std::string(100'000, 'x') + "'>" + Times(1000, "</p><p>x"), "反复重开"},
      {"attributes", "<p" + Attributes(100'000) + ">", "个属性"},
      {"attributes of <html>", Times(300, "<html" + Attributes(1) + ">"), "个属性"},
      {"attributes of many tags", Times(2000, "<p" + Attributes(200) + ">"), "上限 200000"},
      {"text far below", Times(390, "<div>") + "<b>" + std::string(1'000'000, 'x'), "查找"},
      {"end tags of nothing", Times(390, "<span>") + Times(100'000, "</x>"), "查找"},
      {"paragraphs that never were", Times(390, "<div>") + Times(100'000, "</p>"), "查找"},
      {"nested drawings", "<svg>" + Times(20'000, "<g>"), "嵌套 401 层"},
      {"drawings in drawings", Times(20'000, "<svg><desc>"), "嵌套 401 层"},
      {"nested lists", Times(20'000, "<ul><li>"), "嵌套 401 层"},
      {"nested cells", Times(20'000, "<table><tr><td>"), "嵌套"},
      {"links in blocks", Times(20'000, "<a href=x><div>"), "嵌套"},
      {"forms", Times(20'000, "<form><div></form>"), "嵌套 401 层"},
      {"templates", Times(20'000, "<template>"), "嵌套 401 层"},
      {"objects", Times(20'000, "<object><b>"), "嵌套 401 层"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(CheckMarkup(c.page, {}), HasSubstr(c.why)) << c.name;
  }
}

TEST(Guards, DoNotCountWhatIsNoTag) {
  const std::string deep = Times(1000, "<div>");
  const std::string pages[] = {
      "<!--" + deep + "-->",
      "<!-- -- > " + deep + "--!>",
      "<script>" + deep + "</script>",
      "<script><!--<script>" + deep + "</script>" + deep + "--></script>",
      "<style>" + deep + "</style>",
      "<textarea>" + deep + "</TEXTAREA >",
      "<title>" + deep + "</titl></title>",
      "<xmp>" + deep + "</xmp>",
      "<iframe>" + deep + "</iframe>",
      "<noembed>" + deep + "</noembed>",
      "<noframes>" + deep + "</noframes>",
      "<plaintext>" + deep,
      "<p title=\"" + deep + "\">",
      "<p title='" + deep + "'>",
      "<svg><![CDATA[" + deep + "]]></svg>",
      "<? " + std::string("<div ") + "?>",
      Times(1000, "< div"),
      Times(1000, "</ div"),
      Times(1000, "<>"),
      Times(1000, "</>"),
      "<p a=\"" + deep,  // a tag that never ends
      "<!--" + deep,
      "<script>" + deep,
  };
  for (const std::string& page : pages) {
    EXPECT_EQ(CheckMarkup(page, {}), "") << page.substr(0, 40);
    EXPECT_LE(MeasureMarkup(page, {}).depth, 3U) << page.substr(0, 40);
  }
}

TEST(Guards, CountWhatOnlyLooksLikeNoTag) {
  const std::string deep = Times(1000, "<div>");
  const std::string pages[] = {
      "<!-->" + deep + "-->",
      "<!--->" + deep + "-->",
      "<!--x--!>" + deep + "-->",
      "<script><!-- </script>" + deep + "--></script>",
      "<script><!--<script></script>--></script>" + deep,
      "<style></style>" + deep + "</style>",
      "<textarea></textarea x='>'>" + deep,
      "<![CDATA[>" + deep + "]]>",  // no CDATA outside of svg and math
      "<p title=x\">" + deep + "\">",
      "<p title=>" + deep + "\">",
      "<p '>" + deep + "'>",
      "<select></select><textarea></textarea>" + deep,
      "<svg><style></svg>" + deep + "</style>",
      "<svg><title><style></style>" + deep,
      "<select><style>" + std::string("</select>") + deep + "</style>",
      "<? >" + deep + "?>",
      "<!x>" + deep + ">",
      "<!DOCTYPE html \">\">" + deep,
  };
  for (const std::string& page : pages) {
    EXPECT_THAT(CheckMarkup(page, {}), HasSubstr("嵌套 401 层")) << page.substr(0, 40);
  }
}

TEST(Guards, AreNotDeceivedByElementsThatCloseThemselves) {
  const std::string pages[] = {
      Times(2000, "<p>x"),
      "<ul>" + Times(2000, "<li>x") + "</ul>",
      "<dl>" + Times(2000, "<dt>x<dd>y"),
      "<table>" + Times(2000, "<tr><td>x<td>y"),
      "<table>" + Times(500, "<tbody><tr><th>x<td><b>y"),
      "<select>" + Times(2000, "<option>x") + "</select>",
      "<select>" + Times(2000, "<optgroup><option>x") + "</select>",
      "<svg>" + Times(2000, "<path d=M />") + "</svg>",
      Times(2000, "<br><img><hr><input>"),
      Times(2000, "<a href=x>x"),
      Times(500, "<div><span></div>"),
      Times(500, "<div><p><b>x</div>") + "</b>",
      Times(500, "<div><font color=red>x</div>"),
      Times(500, "<b><p>x</b></p>"),
      Times(500, "<h1>x<h2>y"),
      "<ruby>" + Times(500, "x<rt>y<rp>z") + "</ruby>",
      Times(500, "<p><table><tr><td>x</table></p>"),
      Times(500, "<table><form><tr><td><input></form></td></tr></table>"),
      Times(500, "<form><div><input></form></div>"),
      Times(500, "<noscript><img></noscript>"),
      Times(500, "<button>x"),
      Times(500, "<svg><g><text>x</svg>"),
      Times(500, "<td>x</td>"),
  };
  for (const std::string& page : pages) {
    EXPECT_EQ(CheckMarkup(page, {.depth = 40}), "") << page.substr(0, 40);
  }
}

// Each ends the process in gumbo 0.10.1: an assertion fails.
const char* const kDeadly[] = {
    "<table><svg><foreignObject><![CDATA[x]]>x",
    "<table><svg><title><title></title><![CDATA[x]]>x",
    "<table><math><select><mi><select></table>",
};

TEST(Guards, AreNotDeceivedByEndTagsThatGumboDoesNotFind) {
  for (const char* unit : {"<g></g >", "<g></g/>", "<g></g\n>", "<g></g a>", "<g><g\v></g>",
                           "</><g></g>", "<g></></g>", "<g>x</></g>"}) {
    const std::string page = "<svg>" + Times(500, unit);
    EXPECT_THAT(CheckMarkup(page, {}), HasSubstr("标签嵌套")) << unit;
  }
  for (const char* unit : {"<g></g>", "<g a></G>", "<g\n></g>", "<g/></>"}) {
    const std::string page = "<svg>" + Times(500, unit);
    EXPECT_EQ(CheckMarkup(page, {}), "") << unit;
  }
}

TEST(Guards, RefuseWhatWouldEndTheProcess) {
  for (const char* page : kDeadly) {
    EXPECT_NE(CheckMarkup(page, {}), "") << page;
  }
  EXPECT_NE(CheckMarkup("<template><tr><svg><foreignObject><![CDATA[x]]>x", {}), "");
  EXPECT_THAT(CheckMarkup("<frameset><frame src=x></frameset>", {}), HasSubstr("frameset"));
  EXPECT_EQ(CheckMarkup("<svg><style><![CDATA[x]]></style></svg><table><tr><td>x", {}), "");
  EXPECT_EQ(CheckMarkup("<table><tr><td><svg><desc><![CDATA[x]]></desc></svg>", {}), "");
}

TEST(GuardsDeathTest, ControlUnguardedTheyDoEndIt) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  for (const char* page : kDeadly) {
    EXPECT_DEATH(Document{page}, "Assertion") << page;
  }
}

TEST(Guards, PassEveryRecordedPageWithRoomToSpare) {
  if (!std::filesystem::exists(RecordingsFolder())) {
    GTEST_SKIP() << "no recordings beside the source tree";
  }
  const MarkupLimits tenth = {.depth = 40, .nodes = 20'000, .attributes = 25, .steps_per_byte = 3};
  for (const auto& file : std::filesystem::recursive_directory_iterator(RecordingsFolder())) {
    if (file.path().extension() == ".html") {
      std::stringstream page;
      page << std::ifstream(file.path()).rdbuf();
      EXPECT_EQ(CheckMarkup(page.str(), tenth), "") << file.path();
    }
  }
}

}  // namespace
}  // namespace forumwatch
