#include "crawlers/sites/page_links.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "crawlers/web/url.h"

namespace forumwatch {
namespace {

std::string LinkOfAnyShape(std::mt19937& random) {
  const std::vector<std::string> pieces = {"forum.php", "thread-7-1-1.html",
                                           "?",         "&",
                                           "=",         "tid=7",
                                           "/",         ".",
                                           "..",        "a",
                                           "%3D",       "%e4%b8%9a",
                                           "%",         "+",
                                           ",",         ";",
                                           "~",         "-",
                                           "_",         "#pid5",
                                           ":",         "//",
                                           "http:",     "业",
                                           " ",         "@",
                                           "\\",        "\"",
                                           "extra",     "1",
                                           "%2e%2e",    "%2F",
                                           "mod=x",     "www.",
                                           "[",         "<",
                                           "\t",        "|",
                                           "A"};
  std::string link;
  for (std::size_t left = random() % 7; left > 0; --left) {
    link += pieces[random() % pieces.size()];
  }
  return link;
}

// What curl makes of it.
std::string Followed(const std::string& start, const std::string& link) {
  const auto from = Url::Parse(start);
  const auto to = link.empty() ? std::nullopt : from.value().Resolve(link);
  return to && (to->scheme() == "http" || to->scheme() == "https") ? to->text() : "";
}

TEST(PageLinks, LeadWhereCurlWouldGoHoweverTheyAreWritten) {
  std::mt19937 random(20261123);
  for (const std::string page :
       {"https://bbs.example.com/bbs/forum.php?mod=forumdisplay&fid=6", "http://bbs.example.com",
        "http://127.0.0.1:8711/a/b/?x=/y/", "https://u:p@bbs.example.com/x?y", "http://h/a#b/c",
        "http://h?a/b", "http://h//a//b", "http://h//b", "http://h//", "http://h//b?x=1",
        "http://h/%7Ea/./b/../c/d"}) {
    const PageLinks links(page, "");
    for (int i = 0; i < 5000; ++i) {
      const std::string link = LinkOfAnyShape(random);
      const std::string to = links.Resolve(link);
      ASSERT_EQ(to, Followed(page, link)) << page << " and " << link;
      ASSERT_EQ(links.IsOwn(to), SameHost(to, page)) << page << " and " << link;
    }
  }
}

TEST(PageLinks, StartFromTheBaseThatAPageNames) {
  const PageLinks links("http://bbs.example.com/a/b.php?x=1",
                        "http://www.bbs.example.com/c/d?e=/f");
  EXPECT_EQ(links.Resolve("g.php?tid=1"), "http://www.bbs.example.com/c/g.php?tid=1");
  EXPECT_EQ(links.Resolve("?tid=1"), "http://www.bbs.example.com/c/d?tid=1");
  EXPECT_EQ(links.Resolve(""), "");
  EXPECT_EQ(PageLinks("no address", "").Resolve("a"), "");
}

// Curl writes the one without its question mark.
TEST(PageLinks, LeaveAnEmptyQueryToCurl) {
  const std::string page = "http://bbs.example.com/a/b.php";
  EXPECT_EQ(PageLinks(page, "").Resolve("c.php?"), Followed(page, "c.php?"));
}

// No address of 8192 bytes is followed, so it leads nowhere, however it begins.
TEST(PageLinks, KnowNoAddressThatIsLongerThanAddressesAre) {
  const PageLinks links("http://bbs.example.com/a", "");
  for (const std::size_t length : {900U, 1100U, 8000U, 8192U, 9000U}) {
    const std::string address = "http://bbs.example.com/" + std::string(length, 'x');
    EXPECT_EQ(links.IsOwn(address), SameHost(address, "http://bbs.example.com/a")) << length;
  }
}

TEST(PageLinks, KnowTheirOwnHost) {
  const PageLinks links("http://bbs.example.com/a", "");
  for (const char* const own : {"http://bbs.example.com/", "http://www.bbs.example.com/x",
                                "https://bbs.example.com:8443/x"}) {
    EXPECT_TRUE(links.IsOwn(own)) << own;
  }
  for (const char* const other :
       {"http://bbs.example.com.evil.example/", "http://evil.example/", ""}) {
    EXPECT_FALSE(links.IsOwn(other)) << other;
  }
}

}  // namespace
}  // namespace forumwatch
