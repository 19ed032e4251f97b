#include "crawlers/html/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/html/select.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Node Find(const Document& document, const char* css) {
  return Selector(css).First(document.root());
}

std::vector<std::string> TagsOf(const std::vector<Node>& nodes) {
  std::vector<std::string> tags;
  tags.reserve(nodes.size());
  for (const Node node : nodes) {
    tags.emplace_back(node.tag());
  }
  return tags;
}

TEST(Document, AlwaysHasARootWithHeadAndBody) {
  for (const char* html : {"", "   ", "text", "<p>", "<!DOCTYPE html>", "</div>", "<"}) {
    const Document document{html};
    EXPECT_EQ(document.root().tag(), "html") << html;
    EXPECT_THAT(TagsOf(document.root().Children()), ElementsAre("head", "body")) << html;
  }
}

TEST(Document, StaysWhereItIsWhenMoved) {
  Document first{"<u>a</u>"};  // short enough for a string's own buffer
  const Node before = Find(first, "u");
  Document second = std::move(first);
  EXPECT_EQ(Find(second, "u"), before);
  EXPECT_EQ(before.OwnText(), "a");
  Document third{"<i></i>"};
  third = std::move(second);
  EXPECT_EQ(Find(third, "u").OwnText(), "a");
}

TEST(Document, AMovedFromDocumentIsEmpty) {
  Document first{"<u>a</u>"};
  const Document second = std::move(first);
  // NOLINTNEXTLINE(bugprone-use-after-move,clang-analyzer-cplusplus.Move): its promise is tested
  EXPECT_FALSE(first.root());
  EXPECT_EQ(first.base_href(), "");
}

TEST(Document, KnowsItsBaseAddress) {
  EXPECT_EQ(Document{"<head><base href=\"http://bbs.example/a/\"></head>"}.base_href(),
            "http://bbs.example/a/");
  EXPECT_EQ(Document{"<base target=_top><base href=/x/><base href=/y/>"}.base_href(), "/x/");
  EXPECT_EQ(Document{"<p>none"}.base_href(), "");
}

TEST(Node, AnEmptyOneAnswersEverythingWithNothing) {
  const Node none;
  EXPECT_FALSE(none);
  EXPECT_EQ(none.tag(), "");
  EXPECT_EQ(none.Attribute("id"), "");
  EXPECT_FALSE(none.HasAttribute("id"));
  EXPECT_FALSE(none.parent());
  EXPECT_FALSE(none.NextSibling());
  EXPECT_THAT(none.Children(), IsEmpty());
  EXPECT_EQ(none.OwnText(), "");
}

TEST(Node, NamesAreLowerCaseEvenWhenHtmlDoesNotKnowThem) {
  const Document document{
      "<DIV><X-Post ID=a></X-Post><O:P></O:P><svg><linearGradient/></svg></DIV>"};
  EXPECT_THAT(TagsOf(Find(document, "div").Children()), ElementsAre("x-post", "o:p", "svg"));
  EXPECT_EQ(Find(document, "#a").tag(), "x-post");
}

TEST(Node, AnEndTagWithoutANameIsNoPartOfTheNextOnesName) {
  const Document document{"q</><X-Y></></><Z-Z a></>"};
  EXPECT_TRUE(Find(document, "x-y > z-z").HasAttribute("a"));
  EXPECT_THAT(TagsOf(Selector("*").All(document.root())),
              ElementsAre("head", "body", "x-y", "z-z"));
}

TEST(Node, AttributesAreDecodedAndFoundWhateverTheirCase) {
  const Document document{
      "<a HREF='?a=1&amp;b=2&c=3' title=\"物业 &quot;收费&quot;\" empty Data-X>t</a>"};
  const Node link = Find(document, "a");
  EXPECT_EQ(link.Attribute("href"), "?a=1&b=2&c=3");
  EXPECT_EQ(link.Attribute("HREF"), "?a=1&b=2&c=3");
  EXPECT_EQ(link.Attribute("title"), "物业 \"收费\"");
  EXPECT_EQ(link.Attribute("empty"), "");
  EXPECT_TRUE(link.HasAttribute("empty"));
  EXPECT_TRUE(link.HasAttribute("data-x"));
  EXPECT_EQ(link.Attribute("missing"), "");
  EXPECT_FALSE(link.HasAttribute("missing"));
}

TEST(Node, KnowsItsRelatives) {
  const Document document{"<ul id=u>a<li>1</li> b <li>2</li><!-- c --><li>3</li>d</ul><p>after"};
  const Node list = Find(document, "#u");
  EXPECT_THAT(TagsOf(list.Children()), ElementsAre("li", "li", "li"));
  const Node first = list.Children().front();
  EXPECT_EQ(first.parent(), list);
  EXPECT_EQ(first.NextSibling().OwnText(), "2");
  EXPECT_EQ(first.NextSibling().NextSibling().OwnText(), "3");
  EXPECT_FALSE(first.NextSibling().NextSibling().NextSibling());
  EXPECT_FALSE(document.root().parent());
  EXPECT_FALSE(document.root().NextSibling());
}

TEST(Node, OwnTextLeavesOutWhatItsChildrenSay) {
  const Document document{"<div id=d>发表于 <span>昨天</span>&nbsp;12:30<b>x</b>\n</div>"};
  EXPECT_EQ(Find(document, "#d").OwnText(), "发表于 \u00a012:30\n");
}

}  // namespace
}  // namespace forumwatch
