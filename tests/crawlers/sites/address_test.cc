#include "crawlers/sites/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/field.h"
#include "crawlers/sites/page_links.h"
#include "tests/crawlers/sites/engines.h"

namespace forumwatch {
namespace {

const char* const kPage = "https://bbs.example.com/bbs/forum.php?mod=forumdisplay&fid=6";

struct LinkCase {
  const char* name;
  const char* base;
  const char* link;
  const char* resolved;
};

TEST(ResolveLink, FollowsALinkAsAReaderWould) {
  const LinkCase cases[] = {
      {"relative to the page", "", "forum.php?tid=1",
       "https://bbs.example.com/bbs/forum.php?tid=1"},
      {"relative to the base", "https://bbs.example.com/", "forum.php?tid=1",
       "https://bbs.example.com/forum.php?tid=1"},
      {"a base on the same host with www", "https://www.bbs.example.com/", "a.html",
       "https://www.bbs.example.com/a.html"},
      {"a base of another host does not count", "https://evil.example/", "a.html",
       "https://bbs.example.com/bbs/a.html"},
      {"a broken base does not count", "http://[", "a.html", "https://bbs.example.com/bbs/a.html"},
      {"a base has no say in the scheme", "http://bbs.example.com/x/", "a.html",
       "https://bbs.example.com/x/a.html"},
      {"nor in the port", "https://bbs.example.com:8443/x/", "a.html",
       "https://bbs.example.com/x/a.html"},
      {"nor by a path that looks like a host", "http://bbs.example.com//evil.example/", "a.html",
       "https://bbs.example.com//evil.example/a.html"},
      {"hosts know no letter case", "https://BBS.Example.com/", "a.html",
       "https://bbs.example.com/a.html"},
      {"absolute", "", "http://other.example/x", "http://other.example/x"},
      {"the fragment goes", "", "forum.php?tid=1#pid5",
       "https://bbs.example.com/bbs/forum.php?tid=1"},
      {"only a query", "", "?tid=2", "https://bbs.example.com/bbs/forum.php?tid=2"},
      {"scripts are no address", "", "javascript:;", ""},
      {"nor are other schemes", "", "ftp://bbs.example.com/", ""},
      {"nor files", "", "file:///etc/passwd", ""},
      {"raw Chinese is escaped", "", "forum-%E4%B8%9A.html?a=\xE4\xB8\x9A",
       "https://bbs.example.com/bbs/forum-%E4%B8%9A.html?a=%e4%b8%9a"},
  };
  for (const LinkCase& c : cases) {
    EXPECT_EQ(ResolveLink(kPage, c.base, c.link), c.resolved) << c.name;
  }
  EXPECT_EQ(ResolveLink("no address", "", "a"), "");
  EXPECT_EQ(ResolveLink(kPage, "", std::string_view("a\0b", 3)), "");
}

TEST(SameHost, KnowsAHostHoweverItIsWritten) {
  EXPECT_TRUE(SameHost("https://bbs.example.com/a", "http://www.BBS.example.COM:8080/b"));
  EXPECT_TRUE(SameHost("https://物业.example/", "https://xn--vhqz89f.example/"));
  EXPECT_FALSE(SameHost("https://bbs.example.com/", "https://example.com/"));
}

TEST(WithoutParameters, DropsNoiseAndKeepsTheOrderOfTheRest) {
  const std::vector<std::string> noise = {"extra", "sid"};
  EXPECT_EQ(WithoutParameters("http://a/f?mod=v&tid=1&extra=page%3D1", noise),
            "http://a/f?mod=v&tid=1");
  EXPECT_EQ(WithoutParameters("http://a/f?sid=9&tid=1&amp;extra=x#pid4", noise),
            "http://a/f?tid=1");
  EXPECT_EQ(WithoutParameters("http://a/f?sid=9", noise), "http://a/f");
  EXPECT_EQ(WithoutParameters("http://a/f", noise), "http://a/f");
}

TEST(AddressesOfDiscuz, GiveIdsAndOtherPages) {
  const auto& addresses = Discuz()->addresses;
  const auto thread = [&](const char* address, int page) {
    return IdIn(address, addresses.thread) + " " + PageAddress(address, addresses.thread, page);
  };
  EXPECT_EQ(thread("http://a/forum.php?mod=viewthread&tid=17", 3),
            "17 http://a/forum.php?mod=viewthread&tid=17&page=3");
  EXPECT_EQ(thread("http://a/forum.php?mod=viewthread&tid=17&page=9", 1),
            "17 http://a/forum.php?mod=viewthread&tid=17");
  EXPECT_EQ(thread("http://a/thread-17-1-4.html", 3), "17 http://a/thread-17-3-1.html");
  EXPECT_EQ(thread("http://a/thread-17-3-4.html", 1), "17 http://a/thread-17-1-1.html");
  EXPECT_EQ(thread("http://a/home.php?uid=5", 2), " http://a/home.php?uid=5");
  const auto list = [&](const char* address, int page) {
    return IdIn(address, addresses.list) + " " + PageAddress(address, addresses.list, page);
  };
  EXPECT_EQ(list("http://a/forum.php?mod=forumdisplay&fid=2&page=1", 2),
            "2 http://a/forum.php?mod=forumdisplay&fid=2&page=2");
  EXPECT_EQ(list("http://a/forum-yezhu-1.html", 2), "yezhu http://a/forum-yezhu-2.html");
  EXPECT_EQ(list("http://a/", 2), " http://a/?page=2");
}

TEST(WithFragmentOf, TakesThePlainWordALinkPointsTo) {
  EXPECT_EQ(WithFragmentOf("v.php?p=5#p5", "http://a/v.php?p=5"), "http://a/v.php?p=5#p5");
  EXPECT_EQ(WithFragmentOf("#pid5", "http://a/t-1.html"), "http://a/t-1.html#pid5");
  EXPECT_EQ(WithFragmentOf("v.php?p=5", "http://a/v"), "http://a/v");
  EXPECT_EQ(WithFragmentOf("v#", "http://a/v"), "http://a/v");
  EXPECT_EQ(WithFragmentOf("javascript:;#p5", ""), "");
  EXPECT_EQ(WithFragmentOf("v#a b", "http://a/v"), "http://a/v");
  EXPECT_EQ(WithFragmentOf("v#\"><script>", "http://a/v"), "http://a/v");
  EXPECT_EQ(WithFragmentOf("v#" + std::string(64, 'x'), "http://a/v"), "http://a/v");
}

TEST(NumberParameter, IsTheNumberOrNothing) {
  EXPECT_EQ(NumberParameter("http://a/f?t=4&start=30", "start"), 30);
  EXPECT_EQ(NumberParameter("http://a/f?t=4&amp;start=30#p5", "start"), 30);
  EXPECT_EQ(NumberParameter("http://a/f?t=4&restart=30", "start"), 0);
  EXPECT_EQ(NumberParameter("http://a/f?start", "start"), 0);
  EXPECT_EQ(NumberParameter("http://a/f?start=3x", "start"), 0);
  EXPECT_EQ(NumberParameter("http://a/f?start=99999999999", "start"), 0);
  EXPECT_EQ(NumberParameter("http://a/start=3", "start"), 0);
}

TEST(AddressesOfPhpBb, GiveIdsAndOtherPages) {
  const auto& addresses = Engine("phpbb")->addresses;
  const auto thread = [&](const char* address, int page) {
    return IdIn(address, addresses.thread) + " " + PageAddress(address, addresses.thread, page);
  };
  EXPECT_EQ(thread("http://a/viewtopic.php?f=2&t=17", 3),
            "17 http://a/viewtopic.php?f=2&t=17&start=20");
  EXPECT_EQ(thread("http://a/viewtopic.php?p=17", 1), " http://a/viewtopic.php?p=17");
  // A thread's address may name its board too, but is not the board's.
  EXPECT_EQ(IdIn("http://a/viewtopic.php?f=2&t=17", addresses.list), "");
  EXPECT_EQ(PageAddress("http://a/viewforum.php?f=2&start=25", addresses.list, 3),
            "http://a/viewforum.php?f=2&start=50");
}

TEST(AddressesOfMyBb, GiveIdsAndOtherPages) {
  const auto& addresses = Engine("mybb")->addresses;
  const auto thread = [&](const char* address, int page) {
    return IdIn(address, addresses.thread) + " " + PageAddress(address, addresses.thread, page);
  };
  EXPECT_EQ(thread("http://a/showthread.php?tid=17", 3),
            "17 http://a/showthread.php?tid=17&page=3");
  EXPECT_EQ(thread("http://a/thread-17.html", 3), "17 http://a/thread-17-page-3.html");
  EXPECT_EQ(thread("http://a/thread-17-page-3.html", 1), "17 http://a/thread-17-page-1.html");
  EXPECT_EQ(PageAddress("http://a/forum-2.html", addresses.list, 2),
            "http://a/forum-2-page-2.html");
  EXPECT_EQ(IdIn("http://a/forumdisplay.php?fid=2&page=3", addresses.list), "2");
}

TEST(PageAddress, CountsEntriesWhereTheForumDoes) {
  AddressForm form;
  form.match.emplace("[?&]t=(?P<id>[0-9]+)");
  form.parameter = "start";
  form.step = 10;
  const std::vector<AddressForm> forms = {form};
  EXPECT_EQ(PageAddress("http://a/viewtopic.php?t=4", forms, 1), "http://a/viewtopic.php?t=4");
  EXPECT_EQ(PageAddress("http://a/viewtopic.php?t=4&start=90", forms, 3),
            "http://a/viewtopic.php?t=4&start=20");
}

struct NumberCase {
  const char* text;
  std::optional<int> number;
};

TEST(FirstNumber, ReadsNumbersAsForumsWriteThem) {
  const NumberCase cases[] = {
      {"568", 568},
      {"1,204", 1204},
      {"1.2万", 12'000},
      {"2 万次", 20'000},
      {"回复: 17", 17},
      {"11#", 11},
      {"", std::nullopt},
      {"沙发", std::nullopt},
      {"... 12", 12},
      {"0", 0},
      {"9999999999999", std::nullopt},
      {"3.", 3},
  };
  for (const NumberCase& c : cases) {
    EXPECT_EQ(FirstNumber(c.text), c.number) << c.text;
  }
}

TEST(PageAddress, NamesTheFirstPageByNumberWhenAsked) {
  std::vector<AddressForm> forms(1);
  forms[0].parameter = "page";
  const std::string board = "http://a/forum.php?fid=2";
  EXPECT_EQ(PageAddress(board, forms, 1), board);
  EXPECT_EQ(PageAddress(board, forms, 1, FirstPage::ByNumber), board + "&page=1");
}

TEST(Folded, MakesOneLineOfAnyBlanks) {
  EXPECT_EQ(Folded(" 5\u00A0分钟前\n\t\u3000x "), "5 分钟前 x");
  EXPECT_EQ(Folded(" \r\n "), "");
}

TEST(CutText, CutsBetweenCharacters) {
  EXPECT_EQ(CutText("水泵房", 7), "水泵");
  EXPECT_EQ(CutText("水泵房", 9), "水泵房");
  EXPECT_EQ(CutText("😀", 3), "");
}

TEST(WithCharacterReferences, RestoresWhatACharsetCouldNotHold) {
  EXPECT_EQ(WithCharacterReferences("好&#128514;&#x1F602;！"), "好😂😂！");
  for (const char* const left : {"&#;", "&#55296;", "&#1114112;", "&#7;", "&#12a;", "&amp;", "&#",
                                 "&#99999999999;", "&#x;"}) {
    EXPECT_EQ(WithCharacterReferences(left), left);
  }
}

TEST(WithCharacterReferences, RestoresWhatWasEscapedOnceTooOften) {
  EXPECT_EQ(WithCharacterReferences("&quot;收到&quot; &lt;3 &amp;&#039;&nbsp;&copy;", true),
            "\"收到\" <3 &' &copy;");
}

TEST(Pattern, GivesTheNamedGroupElseTheFirstElseTheMatch) {
  EXPECT_EQ(Pattern("a(b)(?P<value>c)").Value("abc"), "c");
  EXPECT_EQ(Pattern("a(b)c").Value("xabc"), "b");
  EXPECT_EQ(Pattern("[0-9]+").Value("x42y"), "42");
  EXPECT_EQ(Pattern("[0-9]+").Value("x"), std::nullopt);
  EXPECT_THROW(Pattern("(a"), std::invalid_argument);
  EXPECT_THROW(Pattern("(?=a)"), std::invalid_argument);
}

}  // namespace
}  // namespace forumwatch
