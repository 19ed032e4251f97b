// What is left out of a page before gumbo sees it is missed by nobody: documents say what gumbo
// makes of every byte of the page.
#include "crawlers/html/bare_markup.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/html/document.h"
#include "crawlers/parse/charset.h"
#include "tests/crawlers/html/markup_pieces.h"
#include "tests/crawlers/html/tag_heap.h"
#include "tests/support/recorded_forum.h"
#include "tests/support/whole_page.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string DifferenceOf(const std::string& page) {
  return PageComparison::Difference(Document(page), WholePage(page));
}

void AddAll(BareMarkup& bare) {
  MarkupScan scan(bare.html());
  for (Markup next = scan.Next(false); next.kind != Markup::Kind::End; next = scan.Next(false)) {
    bare.Add(next, scan.attributes());
  }
  bare.Finish();
}

std::string BareOf(const std::string& page) {
  return std::string(CheckedMarkup(page, {}).bare());
}

TEST(BareMarkup, GumboGetsTagsWithoutTheirAttributes) {
  EXPECT_EQ(BareOf("<div class=\"a b\" id=c>x</div class=d>"), "<div>x</div class=d>");
  EXPECT_EQ(BareOf("<a\nhref = 'x' title>x<br class=y/><br class=\"y\"/></a>"),
            "<a>x<br><br/></a>");
  EXPECT_EQ(BareOf("<x-y a=\"1\"b='2'=c>"), "<x-y>");
  EXPECT_EQ(BareOf("<input type=text><input hidden>"), "<input><input>");
  EXPECT_EQ(BareOf("<a href='?a&amp;b&c=1&d2=&gt='>"), "<a>");
  EXPECT_EQ(BareOf("<!-- what nobody sees --><p>"), "<!--><p>");
  EXPECT_EQ(BareOf("<p>\n\t\t\t<b> \t </b>\r\n \n "), "<p>\n <b>  </b>\r\n\n");
}

TEST(BareMarkup, WhatGumboLooksAtStaysAsItIs) {
  for (const char* page : {
           "<input type=Hidden a>",
           "<b class=a><font color=red><nobr a>",  // compared with each other
           "<html lang=zh><body class=a>",         // collected
           "<isindex action=x prompt=y>",
           "<p title=&lt;>",
           "<p title=\"a & b\">",
           "<p title='&ampx'>",  // references
           "<p title='\r\n'>",
           "<p title='\x01'>",
           "<p title='\xC2\x80'>",
           "<p title='\xEF\xBF\xBE'>",
           "<p title='\xF0\x9F\x98\x80'>",
           "<p a=1 A=2>",
           "<p a='x",      // no tag
           "</><p a=x>",   // one tag to gumbo
           "<!-- no end",  // up to the end
           "<!-->",
           "<!---->",  // nothing in it
           "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
           "<? php ?>",
           "</ what >",
           "<svg width=1><p class=a><!-- comment -->\n\n\n",
           "<math a=1></math><p class=a>",
           " \n",
           "\r\n ",
           " a  b ",
       }) {
    EXPECT_EQ(BareOf(page), page);
  }
}

TEST(BareMarkup, FindsTheAttributesOfATagInAnyOrder) {
  BareMarkup bare("<p a=1><b><p><p A=2 b><div c='&amp;x&amp;&amp;'>");
  AddAll(bare);
  ASSERT_EQ(bare.text(), "<p><b><p><p><div>");
  const auto values = [&bare](std::size_t at) {
    std::vector<std::string> all;
    for (const auto& [name, value] : bare.AttributesAt(at)) {
      all.push_back(std::string(name) + "=" + std::string(value));
    }
    return all;
  };
  EXPECT_THAT(values(12), ElementsAre("c=&x&&"));
  EXPECT_THAT(values(0), ElementsAre("a=1"));
  EXPECT_THAT(values(9), ElementsAre("A=2", "b="));
  EXPECT_THAT(values(9), ElementsAre("A=2", "b="));
  for (const std::size_t at : {1U, 3U, 6U, 13U, 100U}) {
    EXPECT_THAT(values(at), IsEmpty()) << at;
  }
}

const char* const kTricky[] = {
    "<p id=a id=b ID=c>x",
    "x<listing>\r \r<b>y</b></listing><pre>\r\t\n<b>y</b></pre><pre>\r\r\n<b>y</b></pre>",
    "<pre>\f\r\n\n<b>y</b></pre>\r\r\r<p> \r</p>",
    "<script>'<p class=a>  <!-- x -->'</script><textarea> <p class=b> </textarea>",
    "<p a a b>x<p a=1 a b=2>x<p a a\n<b>x",
    "<p class='楼主（1）·'>，<a href='?a=1&amp;b=2&amp;amp;c=3'>x",
    "<a href='?a=1&b=2&copy=3&amp=4'>x</a><a href=?a=1&amp;b=2>",
    "<a href='&lt=&copy;=&copy&amp'><a href='&copyx=&notin=&=&&a=;&#x41=&amp;lt;=&a;='>",
    "<a class=a><p class=b><a class=c></p>x</a>y",  // an <a> that goes on
    "<div><a href=1>x<div class=y></a>z</div>",     // one that is cut in two
    "<b class=1><b class=2><b class=3><b class=4><b class=1><p class=x>y</p>",
    "<b><b><b><b><p>y",
    "<i a><i a><i b><i a><i a><p>y",
    "<table><tr class=a><td id=b>x<p class=c>y<!-- z -->  <tr>",
    "<table><input type=hidden name=a><input type=text name=b><input hidden><tr><td>",
    "<table> <!-- what splits --> a<tr><td>",
    "<table>a <!-- what splits --> \n <tr><td>",
    "<p class=a>a<!-- what splits -->b",
    "<pre class=a><!-- first -->\n\n  x\n   </pre>",
    "x<pre>\n\n\n<b>y</b></pre>x<listing>\n\n\n<b>y</b></listing>x<listing>\r\n\t\t<b>y",
    "x<listing>\n<!-- c -->\n</listing>y",
    "<textarea class=a>\n\n <p class=b> <!-- c --></textarea>x",
    "<title class=a> <p class=b> </title><style a=b> <!-- c --> </style>",
    "<script type=text/x><p class=a> <!-- <script> </script> --> </script><p class=b>",
    "<script><!-- a </script><p class=b>x --> y",
    "<iframe a=b> <p class=a> </iframe><noframes> <p class=b>   </noframes>",
    "<noscript a=b><p class=c>   <b> </noscript>x",
    "<xmp a=b>  <p class=c></xmp><plaintext a=b>  \n\n<p class=a><!-- comment -->",
    "<template a=b><p class=c>x</template><div class=d>",
    "<select a=b><option c=d>x<p e=f>y<style class=g>  <option></select></style>",
    "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 3.2//EN'><p a=b><table c=d>",
    "<!-- quirks --><p a=b><table c=d>",
    "<body a=1><body b=2 a=3><html c=4><head d=5>",
    "<image src=x><isindex a=b><frame c=d><base href='a&amp;b' target=c>",
    "<svg viewBox=a><path d=b /><foreignObject c=d><p e=f>  \n\n</svg><font color=x>y",
    "<math><annotation-xml encoding=text/html><p a=b></math>",
    "<div a=b/><br c=d/ ><p e='>' f=\">\">",
    "<p\fa=b\rc=d>x<p a\n=\n\"b\">y<p =a=b>z<p a=b'c\"d<e`f>",
    "</><p a=b></></><x-Y C=d></>",
    "<button form=a><form id=b><form id=c></form><button d=e>",
    "<li a=b><li c=d><dd e=f><dt g=h><h1 i=j><h2 k=l><nobr m=n><nobr o=p>",
    "<p a=\xC2\xA0 b=\xE4\xB8\xAD>x",
    "<p a='\x01'><p a='\x7F'><p a='\xC2\x80'><p a='\xEF\xB7\x90'><p a='\xEF\xBF\xBE'>",
    "<p a='\r\n\t\f\n'><p a\x01=b><p a='\xF0\x9F\xBF\xBE\xF0\x9F\x98\x80'>",
    "<p \xE4\xB8\xAD=a b\"=c>x",
    "<p a=b",
    "<p a=b>x<!-- c",
    "<p a=b>x<p c='d>y",
};

TEST(BareMarkup, NothingOfWhatIsReadIsMissing) {
  for (const std::string page : kTricky) {
    EXPECT_EQ(DifferenceOf(page), "") << page;
    EXPECT_EQ(DifferenceOf(Times(3, page)), "") << page;
  }
}

TEST(BareMarkup, NothingIsMissingOfAnyHeapOfTags) {
  int compared = 0;
  for (unsigned seed = 0; seed < 6000 && !HasFailure(); ++seed) {
    const std::string heap = TagHeap(seed, seed % 10 == 0 ? 400 : 40);
    if (CheckedMarkup(heap, {}).refusal().empty()) {
      ++compared;
      EXPECT_EQ(DifferenceOf(heap), "") << seed << ": " << heap;
    }
  }
  EXPECT_GT(compared, 4000);
}

TEST(BareMarkup, NothingIsMissingOfRecordedPages) {
  if (!std::filesystem::exists(RecordingsFolder())) {
    GTEST_SKIP() << "no recordings beside the source tree";
  }
  std::size_t whole = 0;
  std::size_t bare = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(RecordingsFolder())) {
    if (file.path().extension() == ".html") {
      std::stringstream bytes;
      bytes << std::ifstream(file.path()).rdbuf();
      const std::string page = DecodePage(bytes.str(), "text/html").text;
      EXPECT_EQ(DifferenceOf(page), "") << file.path();
      whole += page.size();
      bare += BareOf(page).size();
    }
  }
  EXPECT_LT(bare * 2, whole) << "less than half of a page is spared";
}

// The page with one thing more left out than may be.
std::string Without(std::string page, std::string_view piece) {
  return page.erase(page.find(piece), piece.size());
}

TEST(BareMarkup, ControlWhatMayNotBeLeftOutIsMissed) {
  const std::pair<const char*, const char*> pages[] = {
      {"<p class=a>x", " class=a"},
      {"<p class=a class=b>x", " class=a"},
      {"<b a=1><b a=2><b a=3><b a=4><p>x</p>", " a=4"},
      {"<table><input type=hidden><tr><td>", " type=hidden"},
      {"<table> <!--c-->a<tr><td>", "<!--c-->"},
      {"x<listing>\n\n<b>y", "\n"},
      {"<pre>a \n b", "\n"},
      {"<font color=red>x", " color=red"},
      {"<svg><font color=red>x", " color=red"},
      {"<textarea>\n<!--c-->", "<!--c-->"},
  };
  for (const auto& [page, piece] : pages) {
    EXPECT_NE(PageComparison::Difference(Document(Without(page, piece)), WholePage(page)), "")
        << page;
    EXPECT_EQ(DifferenceOf(page), "") << page;
  }
}

}  // namespace
}  // namespace forumwatch
