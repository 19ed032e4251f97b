#include "crawlers/html/select.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;

std::string Ids(const std::vector<Node>& nodes) {
  std::string ids;
  for (const Node node : nodes) {
    ids += ids.empty() ? "" : " ";
    ids += node.Attribute("id");
  }
  return ids;
}

constexpr const char* kBoard = R"(
<div id=wrap class="wp cl">
  <table id=list summary="forum_2">
    <tbody id=separatorline><tr id=r0><td id=c00>分隔</td></tr></tbody>
    <tbody id=normalthread_31 class="row hot">
      <tr id=r1><th id=h1 class=new><em id=e1>[<a id=a1 href="?typeid=7">投诉</a>]</em>
          <a id=a2 class="s xst" href="thread-31-1-1.html">电梯</a></th>
          <td id=c11 class=by>甲</td><td id=c12 class=num>3</td><td id=c13 class=by>乙</td></tr>
    </tbody>
    <tbody id=stickthread_32 class=row>
      <tr id=r2><th id=h2 class=common><a id=a3 class="s xst" href="thread-32-1-1.html">公告</a></th>
          <td id=c21 class=by>丙</td><td id=c22 class=num>0</td><td id=c23 class=by>丁</td></tr>
    </tbody>
  </table>
  <p id=p1>一</p><p id=p2 title="">二</p><span id=s1></span><p id=p3 lang=zh-CN>三</p>
</div>)";

struct Case {
  const char* css;
  const char* ids;
};

TEST(Selector, FindsWhatABrowserWouldFind) {
  const Case cases[] = {
      // one element
      {"p", "p1 p2 p3"},
      {"P", "p1 p2 p3"},
      {"*",
       "wrap list separatorline r0 c00 normalthread_31 r1 h1 e1 a1 a2 c11 c12 c13 "
       "stickthread_32 r2 h2 a3 c21 c22 c23 p1 p2 s1 p3"},
      {"#r1", "r1"},
      {".by", "c11 c13 c21 c23"},
      {"a.s.xst", "a2 a3"},
      {".xst.s", "a2 a3"},
      {".hot", "normalthread_31"},
      {".ho", ""},
      {"td.BY", ""},
      {"tbody#stickthread_32.row", "stickthread_32"},
      // attributes
      {"[title]", "p2"},
      {"p[ TITLE ]", "p2"},
      {"p[title='']", "p2"},
      {"[lang=zh-CN]", "p3"},
      {"[class=\"s xst\"]", "a2 a3"},
      {"tbody[id^=normalthread_]", "normalthread_31"},
      {"tbody[id^='']", ""},
      {"tbody[id$=\"_32\"]", "stickthread_32"},
      {"tbody[id*=thread_]", "normalthread_31 stickthread_32"},
      {"tbody[id*='']", ""},
      {"[class~=xst]", "a2 a3"},
      {"[class~='']", ""},
      {"a[href^=thread-][href$='.html']", "a2 a3"},
      {"[href=\"?typeid=7\"]", "a1"},
      // relations
      {"th a", "a1 a2 a3"},
      {"th > a", "a2 a3"},
      {"th>a.s", "a2 a3"},
      {"table tr td", "c00 c11 c12 c13 c21 c22 c23"},
      {"table > tr", ""},
      {"table > tbody > tr > th > em > a", "a1"},
      {"th + td", "c11 c21"},
      {"td.by + td", "c12 c22"},
      {"th+td+td+td", "c13 c23"},
      {"em + a", "a2"},
      {"p + p", "p2"},
      {"p + span + p", "p3"},
      {"div tbody + tbody a", "a1 a2 a3"},
      {"html body p", "p1 p2 p3"},
      // places
      {"td:first-child", "c00"},
      {"td:nth-child(2)", "c11 c21"},
      {"td:nth-child( 4 )", "c13 c23"},
      {"td:nth-child(odd)", "c00 c12 c22"},
      {"td:nth-child(even)", "c11 c13 c21 c23"},
      {"td:nth-child(2n+1)", "c00 c12 c22"},
      {"td:nth-child(3n - 1)", "c11 c21"},
      {"td:nth-child(n+3)", "c12 c13 c22 c23"},
      {"td:nth-child(-n+2)", "c00 c11 c21"},
      {"td:nth-child(N)", "c00 c11 c12 c13 c21 c22 c23"},
      {"td:nth-child(0)", ""},
      {"td.by:nth-child(n+3)", "c13 c23"},
      {"p:first-child", ""},
      // negation
      {"tbody:not(#separatorline)", "normalthread_31 stickthread_32"},
      {"tbody:not([id^=stick]):not(.row)", "separatorline"},
      {"tr > :not(td)", "h1 h2"},
      {"td:not(:first-child):not(:nth-child(2))", "c12 c13 c22 c23"},
      {"td:not( td.by )", "c00 c12 c22"},
      // lists
      {"em, span", "e1 s1"},
      {"span,em,em", "e1 s1"},
      {"h1, td:nth-child(2) , #a1", "a1 c11 c21"},
      // escapes
      {"#\\73 1", ""},
      {"#normalthread\\_31", "normalthread_31"},
  };
  const Document document{kBoard};
  for (const Case& c : cases) {
    EXPECT_EQ(Ids(Selector(c.css).All(Selector("body").First(document.root()))), c.ids) << c.css;
  }
}

TEST(Selector, EveryElementThatItFindsItAlsoMatchesAndNoOther) {
  const Document document{kBoard};
  const auto everything = Selector("*").All(document.root());
  for (const char* css : {"p + p", "th > a", "td:nth-child(2)", "table td.by:not(:first-child)",
                          "em, tbody + tbody a", "html", "head + body"}) {
    const Selector selector(css);
    std::vector<Node> matching;
    for (const Node node : everything) {
      if (selector.Matches(node)) {
        matching.push_back(node);
      }
    }
    EXPECT_EQ(matching, selector.All(document.root())) << css;
  }
  EXPECT_TRUE(Selector("html").Matches(document.root()));
  EXPECT_FALSE(Selector("html").Matches(Node()));
}

TEST(Selector, LooksBelowItsScopeAndNotBesideIt) {
  const Document document{kBoard};
  const Node row = Selector("#r1").First(document.root());
  EXPECT_EQ(Ids(Selector("td.by").All(row)), "c11 c13");
  EXPECT_EQ(Ids(Selector("tr").All(row)), "");
  EXPECT_EQ(Ids(Selector("table tr > td").All(row)), "c11 c12 c13") << "steps may lie outside";
  EXPECT_EQ(Ids(Selector("tbody + tbody th").All(row)), "h1");
  EXPECT_EQ(Selector("td.by").First(row).Attribute("id"), "c11");
  EXPECT_FALSE(Selector("td.none").First(row));
  EXPECT_FALSE(Selector("td").First(Node()));
  EXPECT_TRUE(Selector("td").All(Node()).empty());
}

TEST(Selector, KeepsChineseNamesAndValues) {
  const Document document{"<p class=\"楼主 x\" id=a title=共&nbsp;3&nbsp;页></p>"};
  EXPECT_EQ(Ids(Selector(".楼主").All(document.root())), "a");
  EXPECT_EQ(Ids(Selector("[title='共\u00a03\u00a0页']").All(document.root())), "a");
}

TEST(Selector, DoesNotLookIntoTemplates) {
  const Document document{"<template><p id=a></template><p id=b>"};
  EXPECT_EQ(Ids(Selector("p").All(document.root())), "b");
}

TEST(Selector, SaysWhereASelectorBreaks) {
  const Case cases[] = {
      {"", "第 1 个字符"},
      {"  ", "第 3 个字符"},
      {"p,", "第 3 个字符"},
      {"p >", "第 4 个字符"},
      {"> p", "第 1 个字符"},
      {"p > > a", "第 5 个字符"},
      {"p.", "缺少类名"},
      {"p#", "缺少id"},
      {"p[", "缺少属性名"},
      {"p[a", "应当是 ="},
      {"p[a=", "缺少属性值"},
      {"p[a=b", "应当是 ]"},
      {"p[a='b]", "应当是 '"},
      {"p[a!=b]", "应当是 ="},
      {"p[a|=b]", "应当是 ="},
      {"p:hover", "不支持 :hover"},
      {"p::before", "缺少伪类名"},
      {"p:nth-child", "应当是 ("},
      {"p:nth-child()", "序号"},
      {"p:nth-child(2", "应当是 )"},
      {"p:nth-child(2n+)", "不太大的数"},
      {"p:nth-child(99999999999)", "不太大的数"},
      {"p:not()", "缺少标签名"},
      {"p:not(a, b)", "应当是 )"},
      {"p:not(a b)", "应当是 )"},
      {"p:not(:not(a))", "不能再写 :not()"},
      {"p ~ a", "第 3 个字符"},
      {"p{}", "第 2 个字符"},
      {"楼!", "第 2 个字符"},
  };
  for (const Case& c : cases) {
    try {
      const Selector selector(c.css);
      ADD_FAILURE() << "accepted: " << c.css;
    } catch (const std::invalid_argument& mistake) {
      EXPECT_THAT(mistake.what(), HasSubstr(c.ids)) << c.css;
      EXPECT_THAT(mistake.what(), HasSubstr("“" + std::string(c.css) + "”"));
    }
  }
}

TEST(Selector, TakesAsManyStepsAsItPromises) {
  std::string css = "div";
  for (int i = 1; i < 32; ++i) {
    css += " div";
  }
  std::string html = "<p>";
  for (int i = 0; i < 32; ++i) {
    html += "<div>";
  }
  html += "<b id=x>";
  const Document document{html};
  EXPECT_EQ(Selector(css).All(document.root()).size(), 1U);
  EXPECT_THROW(Selector(css + " div"), std::invalid_argument);
}

TEST(Selector, BelowAScopeWhatStandsBeforeAndAboveItCounts) {
  const Document document{kBoard};
  const Case cases[] = {
      {"tbody:nth-child(3) td", "c21 c22 c23"},
      {"tbody + tbody + tbody td", "c21 c22 c23"},
      {"#separatorline + tbody td", ""},
      {"#separatorline + tbody + tbody td:nth-child(3)", "c22"},
      {"html:nth-child(1) tr:nth-child(1) > .num", "c22"},
      {"tr:nth-child(2) td", ""},
  };
  const Node row = Selector("#r2").First(document.root());
  for (const Case& c : cases) {
    EXPECT_EQ(Ids(Selector(c.css).All(row)), c.ids) << c.css;
  }
}

}  // namespace
}  // namespace forumwatch
