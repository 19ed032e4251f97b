#include "crawlers/html/visible_text.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

std::string TextOf(const std::string& html, std::vector<Selector> drop = {}) {
  const Document document{html};
  return VisibleText(Selector("body").First(document.root()), drop);
}

TEST(VisibleText, ReadsAsAPersonReads) {
  struct Case {
    const char* html;
    const char* text;
  };
  const Case cases[] = {
      // white space
      {"  电梯 \n\t 坏了  ", "电梯 坏了"},
      {"电梯&nbsp;&nbsp;坏了&nbsp;", "电梯 坏了"},
      {"\u3000\u3000电梯坏了", "电梯坏了"},
      {"17&nbsp;分钟前", "17 分钟前"},
      {"a\u2003\u2009b\u202fc", "a b c"},
      {"、。“é”ｘ", "、。“é”ｘ"},
      {"", ""},
      {" &nbsp; ", ""},
      // lines
      {"一<br>二<br/>三", "一\n二\n三"},
      {"一<br><br><br>二", "一\n二"},
      {"<br>一<br>", "一"},
      {"<div>一</div><div>二</div>", "一\n二"},
      {"一<div>二</div>三", "一\n二\n三"},
      {"<p>一<p>二", "一\n二"},
      {"<ul><li>一<li>二</ul>", "一\n二"},
      {"<h1>题</h1>文", "题\n文"},
      {"<blockquote>引</blockquote>答", "引\n答"},
      {"一 <br> 二", "一\n二"},
      {"<div><div><div>一</div></div></div><p></p><div>二</div>", "一\n二"},
      // tables
      {"<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲 乙\n丙"},
      {"<table><tr><td> </td><td>乙</td></tr></table>", "乙"},
      // inline
      {"<b>电</b><i>梯</i>", "电梯"},
      {"<b>电</b> <i>梯</i>", "电 梯"},
      {"电<a href=x>梯</a>坏", "电梯坏"},
      {"电<!-- 注 -->梯", "电梯"},
      {"1<img src=x alt=图>2", "12"},
      {"&lt;b&gt; &amp;#128514; &#128514;", "<b> &#128514; 😂"},
      // what is not seen
      {"一<script>var x='二'</script>三", "一三"},
      {"一<style>p{}</style>三", "一三"},
      {"一<noscript>二</noscript>三", "一三"},
      {"一<template>二</template>三", "一三"},
      {"一<select><option>二</select>三", "一三"},
      {"一<span style=\"display:none\">二</span>三", "一三"},
      {"一<span style='color:red; DISPLAY : None'>二<br>四</span>三", "一三"},
      {"一<span hidden>二</span>三", "一三"},
      {"一<div style=display:none>二</div>三", "一\n三"},
      {"一<span style=\"display:inline\">二</span>三", "一二三"},
      {"一<span style=\"x-display:none\">二</span>三", "一二三"},
      // preformatted
      {"<pre>一\n 二\n\n三</pre>四\n五", "一\n二\n三\n四 五"},
      {"<textarea>一\n二</textarea>", "一 二"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(TextOf(c.html), c.text) << c.html;
  }
}

TEST(VisibleText, ANumberBeyondAllCharactersIsOneThatCannotBeShown) {
  const std::vector<std::string> beyond = {"&#xD40" + std::string(50, 'C') + "0;", "&#x1CCCCCCC0;",
                                           "&#99999999999;", "&#X" + std::string(400, 'f') + ";"};
  for (const std::string& digits : beyond) {
    EXPECT_EQ(TextOf("<p>一" + digits + "二</p>"), "一\ufffd二") << digits;
  }
  EXPECT_EQ(TextOf("&#x0000000000004E00;&#00000000020108;&#x1F600;"), "一二😀");
  EXPECT_EQ(TextOf("&#x &# &#x1CCCCCCC0"), "&#x &# \ufffd");
}

TEST(VisibleText, LeavesOutWhatIsDropped) {
  const char* const html =
      "<td class=t_f><i class=pstatus>本帖最后由 甲 于 昨天 编辑</i><br>"
      "<div class=quote><blockquote>乙 发表于 昨天<br>旧话</blockquote></div>"
      "新<font class=jammer>q8 x</font>话<span class=sign><b>签</b>名</span></td>";
  EXPECT_EQ(
      TextOf(html, {Selector("i.pstatus"), Selector(".quote, .jammer"), Selector("span.sign")}),
      "新话");
  EXPECT_EQ(TextOf(html, {Selector("blockquote")}), "本帖最后由 甲 于 昨天 编辑\n新q8 x话签名");
  EXPECT_EQ(TextOf("一<div class=q>二</div>三", {Selector(".q")}), "一\n三");
  EXPECT_EQ(TextOf("一", {Selector("body"), Selector("html")}), "一")
      << "the element itself is read";
}

TEST(VisibleText, ReadsAnElementThatIsAskedForEvenIfItIsNotShown) {
  const Document document{"<title> 业主论坛 -  小区 </title><p hidden>密"};
  EXPECT_EQ(VisibleText(Selector("title").First(document.root())), "业主论坛 - 小区");
  EXPECT_EQ(VisibleText(Selector("p").First(document.root())), "密");
  EXPECT_EQ(VisibleText(document.root()), "");
  EXPECT_EQ(VisibleText(Node()), "");
}

TEST(VisibleText, StaysWithinItsElement) {
  const Document document{"前<div id=a>一<b>二</b></div>后<div>三</div>"};
  EXPECT_EQ(VisibleText(Selector("#a").First(document.root())), "一二");
  EXPECT_EQ(VisibleText(Selector("#a b").First(document.root())), "二");
}

}  // namespace
}  // namespace forumwatch
