// Whatever passes the guards costs gumbo about as much per byte as an ordinary page, however it was
// made: every family is grown until the guards would refuse it.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crawlers/html/document.h"
#include "crawlers/html/guards.h"
#include "crawlers/html/select.h"
#include "crawlers/html/visible_text.h"
#include "tests/crawlers/html/markup_pieces.h"
#include "tests/support/cpu.h"

namespace forumwatch {
namespace {

constexpr std::size_t kLargest = 150'000;
constexpr double kTimesAnOrdinaryPage = 25;
constexpr double kAlways = 0.004;  // seconds that no page is blamed for

double ParseCpu(const std::string& page) {
  const auto parse = [&] { const Document document{page}; };
  return std::min(CpuOf(parse), CpuOf(parse));
}

std::string OrdinaryPage(std::size_t bytes) {
  const std::string post =
      "<div id=\"post_7\"><table class=\"plhin\"><tr><td class=\"pls\"><a href=\"u.php?id=3\">住户"
      "</a></td><td class=\"plc\"><em>发表于 2026-3-7 09:00</em><div class=\"t_f\">单元门的锁坏了"
      "，<br />已经三天。<font color=\"red\">请尽快</font>来看一下，谢谢。</div></td></tr></table>"
      "</div>\n";
  return Times(bytes / post.size() + 1, post);
}

struct Family {
  const char* name;
  std::string begin;
  std::string unit;
};

std::vector<Family> Families() {
  return {
      {"blocks", Times(390, "<div>"), "<p>x</p>"},
      {"text below blocks", Times(390, "<div>"), "text "},
      {"text below formatting", Times(390, "<div>") + "<b>", "text "},
      {"white space below formatting", Times(195, "<div><b>"), "      "},
      {"end tags of no paragraph", Times(390, "<div>"), "</p>"},
      {"end tags of no block", Times(390, "<span>"), "</div>"},
      {"unknown end tags", Times(390, "<span>"), "</x>"},
      {"unknown end tags in svg", "<svg>" + Times(390, "<g>"), "</x>"},
      {"list items below blocks", Times(390, "<div>"), "<li>"},
      {"end tags of no item", Times(195, "<ul><li>"), "</dd>"},
      {"headings below inline", Times(390, "<span>"), "<h1>"},
      {"buttons", Times(390, "<div>"), "<button>"},
      {"three that reopen", "<p><b><b><b>", "<p>x"},
      {"many that reopen", "<p>" + Fonts(100), "<p>x"},
      {"one that reopens with attributes", "<p><font" + Attributes(100) + ">", "<p>x"},
      {"a long one that reopens", "<p><font a='" + std::string(2000, 'x') + "'>", "</p><p>x"},
      {"images below formatting", Times(390, "<b>"), "<img>"},
      {"options below formatting", Times(390, "<b>"), "<option>"},
      {"links cut by blocks", "", "<a><div><div><div></a></div></div></div>"},
      {"formatting cut seven times", "", "<b>" + Times(7, "<div>") + "</b>x" + Times(7, "</div>")},
      {"formatting among much formatting", Fonts(50), "<b><div></b></div>"},
      {"formatting cut among many siblings", Times(20'000, "<br>"), "<b><p></b></p>"},
      {"nobr", "", "<nobr><div></div>"},
      {"texts beside a table", "<table>", "x<tr>"},
      {"elements beside a table", "<table>", "<br>"},
      {"formatting beside a table", "<table><b>", "<tr>x"},
      {"formatting cut beside a table", "<table>", "<b><p></b>"},
      {"tables in tables", Times(90, "<table><tr><td>"), "<table><tr><td></table>"},
      {"cells", "<table>", "<td>"},
      {"columns", "<table>", "<col>x"},
      {"junk in a list of choices", "<select>", "<div>"},
      {"choices", "", "<select><option>"},
      {"paths", "<svg>", "<path d=M0 />"},
      {"paths with attributes", "<svg>", "<path" + Attributes(250) + "/>"},
      {"formulas", "<math><mi>", "<b>x</b>"},
      {"attributes", "", "<p" + Attributes(255) + ">"},
      {"one attribute again and again", "", "<p" + Times(255, " a") + ">"},
      {"entities", "", "&amp;&lt;&nbsp;"},
      {"entities that are none", "", "&CounterClockwiseContourIntegra"},
      {"ampersands", "", "&"},
      {"less-than signs", "", "<"},
      {"comments", "", "<!---->"},
      {"comments that never end", "", "<!--"},
      {"sections in svg", "<svg>", "<![CDATA[x]]>"},
      {"markers", "", "<object><b></object>"},
      {"end tags over markers", Times(130, "<marquee><b>"), "</applet>"},
      {"templates", "", "<template></template>"},
      {"search lines", "", "<isindex>"},
      {"doctypes", "<head><noscript>", "<!DOCTYPE html>"},
      {"scripts", "", "<script></script>"},
      {"scripts in scripts", "<script><!--", "<script>"},
      {"raw text that does not end", "<textarea>", "</textare"},
      {"attributes that never end", "", "<a b='"},
      {"ruby", "<ruby>", "<rt>x<rp>"},
  };
}

// The largest page of the family that the guards let pass.
std::string LargestOf(const Family& family) {
  const auto page = [&](std::size_t n) { return family.begin + Times(n, family.unit); };
  const auto passes = [&](std::size_t n) {
    return family.begin.size() + n * family.unit.size() <= kLargest &&
           CheckMarkup(page(n), {}).empty();
  };
  std::size_t good = 0;
  std::size_t bad = kLargest;
  while (bad - good > 1 + good / 16) {
    const std::size_t middle = good + (bad - good) / 2;
    (passes(middle) ? good : bad) = middle;
  }
  return page(good);
}

TEST(GuardsCost, WhatPassesCostsLittleMoreThanAnOrdinaryPageOfItsSize) {
  ASSERT_EQ(CheckMarkup(OrdinaryPage(kLargest), {}), "");
  const double per_byte = ParseCpu(OrdinaryPage(kLargest)) / static_cast<double>(kLargest);
  for (const Family& family : Families()) {
    const std::string page = LargestOf(family);
    ASSERT_EQ(CheckMarkup(page, {}), "") << family.name;
    const double allowed =
        kAlways + kTimesAnOrdinaryPage * per_byte * static_cast<double>(page.size());
    EXPECT_LE(ParseCpu(page), allowed) << family.name << ", " << page.size() << " bytes";
  }
}

TEST(GuardsCost, ControlWithoutGuardsAPageCanCostFarMore) {
  const std::string page = "<p>" + Fonts(1000) + Times(300, "<p>x");
  ASSERT_NE(CheckMarkup(page, {}), "");
  const double ordinary = ParseCpu(OrdinaryPage(page.size()));
  EXPECT_GT(ParseCpu(page), kAlways + kTimesAnOrdinaryPage * ordinary);
}

TEST(GuardsCost, RefusingIsCheap) {
  const std::string pages[] = {Times(20'000, "<div>"), Times(10'000, "<font><i><b>"),
                               "<p" + Attributes(200'000) + ">", Fonts(10'000),
                               Times(390, "<div>") + "<b>" + std::string(1'000'000, 'x')};
  for (const std::string& page : pages) {
    const double refusing = CpuOf([&] { EXPECT_NE(CheckMarkup(page, {}), ""); });
    EXPECT_LT(refusing, kAlways + ParseCpu(OrdinaryPage(page.size()))) << page.substr(0, 20);
  }
}

// How much more four times the rows cost: four times where a row costs the same on every page,
// sixteen times where each row pays for all others.
template <typename Work>
double GrowthOverFourTimes(std::size_t rows, const Work& work) {
  const auto cheapest = [&](std::size_t count) {
    const auto run = [timed = work(count)] { return CpuOf(timed); };
    return std::min({run(), run(), run()});
  };
  const double few = cheapest(rows);
  return cheapest(4 * rows) / few;
}
constexpr double kLinear = 9;

auto SelectingAndReadingADeepPage(std::size_t rows) {
  const std::string page = Times(399, "<div>") + Times(rows, "<i>x</i>");
  EXPECT_EQ(CheckMarkup(page, {.steps_per_byte = 1000}), "");
  return [rows, document = std::make_shared<Document>(page)] {
    const Selector selector("div div div div + div, div > div div i:nth-child(2n+1), i + i + i");
    EXPECT_EQ(selector.All(document->root()).size(), rows - 1U);
    EXPECT_EQ(VisibleText(document->root()).size(), rows);
  };
}

TEST(GuardsCost, ARowOfADeepPageCostsTheSameOnALongPage) {
  EXPECT_LT(GrowthOverFourTimes(5'000, SelectingAndReadingADeepPage), kLinear);
}

auto ReadingInEachRow(std::size_t rows, const char* selector, bool below_the_row) {
  const auto document =
      std::make_shared<Document>("<ul>" + Times(rows, "<li><a href=x>1</a></li>") + "</ul>");
  return [document, value = Selector(selector), below_the_row] {
    for (const Node row : Selector("li").All(document->root())) {
      EXPECT_FALSE(value.All(below_the_row ? row : document->root()).empty());
    }
  };
}

TEST(GuardsCost, AValueOfOneRowCostsNothingForTheRowsBeforeIt) {
  EXPECT_LT(GrowthOverFourTimes(5'000,
                                [](std::size_t rows) {
                                  return ReadingInEachRow(
                                      rows, "li a[href], li + li > a, td:nth-child(2)", true);
                                }),
            kLinear);
}

TEST(GuardsCost, ControlAValueLookedForInTheWholePagePaysForAllRows) {
  EXPECT_GT(
      GrowthOverFourTimes(200, [](std::size_t rows) { return ReadingInEachRow(rows, "a", false); }),
      kLinear);
}

}  // namespace
}  // namespace forumwatch
