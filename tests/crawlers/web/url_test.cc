#include "crawlers/web/url.h"

#include <gtest/gtest.h>

namespace forumwatch {
namespace {

struct Good {
  const char* text;
  const char* host;
  int port;
  const char* whole;
};

TEST(Url, IsReadAsCurlWillUseIt) {
  const Good cases[] = {
      {"http://bbs.example.cn", "bbs.example.cn", 80, "http://bbs.example.cn/"},
      {"https://BBS.Example.CN:8443/A?b#c", "bbs.example.cn", 8443,
       "https://bbs.example.cn:8443/A?b"},
      {"HTTP://x.cn./a", "x.cn", 80, "http://x.cn/a"},
      {"https://x.cn/a b?c d", "x.cn", 443, "https://x.cn/a%20b?c+d"},
      {"http://x.cn/小区", "x.cn", 80, "http://x.cn/%e5%b0%8f%e5%8c%ba"},
      {"http://x.cn/\xd0\xa1", "x.cn", 80, "http://x.cn/%d0%a1"},
      {"http://x.cn/a/../b/./c", "x.cn", 80, "http://x.cn/b/c"},
      {"http://物业.中国/", "xn--vhqz89f.xn--fiqs8s", 80, "http://xn--vhqz89f.xn--fiqs8s/"},
      {"http://wang:geheim@x.cn/a", "x.cn", 80, "http://x.cn/a"},
      {"smtp://mail.x.cn", "mail.x.cn", 25, "smtp://mail.x.cn/"},
      {"smtps://mail.x.cn", "mail.x.cn", 465, "smtps://mail.x.cn/"},
      {"http://[::1]:8080/", "[::1]", 8080, "http://[::1]:8080/"},
      // figures in other clothes
      {"http://127.1/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://0x7f000001/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://127.1./", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://0x7%66000001/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://2130706433/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://0177.0.0.1/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://127。0。0。1/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://１２７．１/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://%31%32%37.0.0.1/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://ⓛocalhost/", "localhost", 80, "http://localhost/"},
      // where parsers disagree: this is what is checked, and this is what is connected to
      {"http://good.cn\\@127.0.0.1/", "127.0.0.1", 80, "http://127.0.0.1/"},
      {"http://good.cn#@127.0.0.1/", "good.cn", 80, "http://good.cn/"},
      {"http://127.0.0.1%2f@good.cn/", "good.cn", 80, "http://good.cn/"},
  };
  for (const Good& c : cases) {
    const auto url = Url::Parse(c.text);
    ASSERT_TRUE(url.has_value()) << c.text;
    EXPECT_EQ(url->host(), c.host) << c.text;
    EXPECT_EQ(url->port(), c.port) << c.text;
    EXPECT_EQ(url->text(), c.whole) << c.text;
  }
}

TEST(Url, IsNothingElse) {
  for (const char* text : {"",
                           "/forum.php",
                           "bbs.example.cn",
                           "http:",
                           "http://",
                           "http:///",
                           "//x.cn/",
                           "http:/x.cn/",
                           "file:///etc/passwd",
                           "ftp://x.cn/",
                           "gopher://x.cn/",
                           "dict://x.cn/",
                           "ldap://x.cn/",
                           "javascript:alert(1)",
                           "data:text/html,x",
                           "http://x.cn:0/",
                           "http://x.cn:65536/",
                           "http://x.cn:8080:80/",
                           "http://x .cn/",
                           "http://x.cn\t/",
                           "http://x.cn/\r\nHost: y",
                           "http://[::1/",
                           "http://[g::]/",
                           "http://./",
                           "http://.x.cn/",
                           "http://x..cn/",
                           "http://x.cn../",
                           "http://%metn/",
                           "http://a%2fb/",
                           "http://a*b/",
                           "http://a+b/",
                           "http://a,b/",
                           "http://\xff\xfe/",
                           "http://x\xe2\x80\xae.cn/"}) {
    EXPECT_FALSE(Url::Parse(text).has_value()) << text;
  }
  EXPECT_TRUE(Url::Parse("http://x.cn/" + std::string(8000, 'a')).has_value());
  EXPECT_FALSE(Url::Parse("http://x.cn/" + std::string(9000, 'a')).has_value());
  EXPECT_FALSE(Url::Parse("http://x.cn/")->Resolve("/" + std::string(9000, 'a')).has_value());
  EXPECT_FALSE(Url::Parse(std::string("http://x.cn\0.evil.cn/", 21)).has_value());
  EXPECT_FALSE(Url::Parse("http://x.cn/")->Resolve(std::string("/a\0b", 4)).has_value());
}

struct Relative {
  const char* reference;
  const char* whole;  // null: cannot be followed
};

TEST(Url, ResolvesWhatALocationHeaderSays) {
  const auto base = Url::Parse("https://wang:geheim@bbs.x.cn/a/b.php?tid=1#top");
  const Relative cases[] = {
      {"/c", "https://bbs.x.cn/c"},
      {"c", "https://bbs.x.cn/a/c"},
      {"?tid=2", "https://bbs.x.cn/a/b.php?tid=2"},
      {"../../../d", "https://bbs.x.cn/d"},
      {"//y.cn/e", "https://y.cn/e"},
      {"http://y.cn", "http://y.cn/"},
      {"/小区 1", "https://bbs.x.cn/%e5%b0%8f%e5%8c%ba%201"},
      {"#end", "https://bbs.x.cn/a/b.php?tid=1"},
      {"", "https://bbs.x.cn/a/b.php?tid=1"},
      {"file:///etc/passwd", nullptr},
      {"javascript:alert(1)", nullptr},
      {"http://", nullptr},
      {"http://[::1", nullptr},
  };
  for (const Relative& c : cases) {
    const auto url = base->Resolve(c.reference);
    ASSERT_EQ(url.has_value(), c.whole != nullptr) << c.reference;
    if (url) {
      EXPECT_EQ(url->text(), c.whole) << c.reference;
    }
  }
  EXPECT_TRUE(base->Resolve("/c")->has_user());
  EXPECT_FALSE(base->Resolve("//y.cn/")->has_user());
}

TEST(HostAndPort, IsWrittenInOneWay) {
  EXPECT_EQ(NormalHostAndPort("127.0.0.1:8080"), "127.0.0.1:8080");
  EXPECT_EQ(NormalHostAndPort("127.1:8080"), "127.0.0.1:8080");
  EXPECT_EQ(NormalHostAndPort("127.1.:8080"), "127.0.0.1:8080");
  EXPECT_EQ(NormalHostAndPort("Mail.Intra.:25"), "mail.intra:25");
  EXPECT_EQ(NormalHostAndPort("[::1]:80"), "[::1]:80");
  EXPECT_EQ(NormalHostAndPort("localhost:80"), "localhost:80");
  for (const char* wrong : {"", "x.cn", ":80", "x.cn:", "x.cn:http", "x.cn:0", "x.cn:70000",
                            "http://x.cn:80", "x.cn:80/", "a@x.cn:80", "x.cn:80:81", "x y:80"}) {
    EXPECT_EQ(NormalHostAndPort(wrong), std::nullopt) << wrong;
  }
}

struct Pair {
  const char* a;
  const char* b;
  bool same;
};

TEST(SameSite, IsTheRegistrableDomain) {
  const Pair pairs[] = {
      {"http://x.cn", "https://x.cn:8443", true},
      {"http://x.cn", "http://bbs.x.cn", true},
      {"http://bbs.x.com.cn", "http://www.x.com.cn", true},
      {"http://a.b.localhost", "http://c.b.localhost", true},
      {"http://127.0.0.1", "http://127.1:8080", true},
      {"http://[::1]", "http://[::1]:81", true},
      {"http://x.cn", "http://y.cn", false},
      {"http://x.com.cn", "http://y.com.cn", false},
      {"http://com.cn", "http://x.com.cn", false},
      {"http://x.cn", "http://notx.cn", false},
      {"http://x.cn", "http://x.cn.evil.net", false},
      {"http://a.github.io", "http://b.github.io", false},
      {"http://127.0.0.1", "http://127.0.0.2", false},
      {"http://1.2.3.4", "http://9.2.3.4", false},
      {"http://[::1]", "http://[::2]", false},
      {"http://localhost", "http://127.0.0.1", false},
  };
  for (const Pair& pair : pairs) {
    EXPECT_EQ(IsSameSite(*Url::Parse(pair.a), *Url::Parse(pair.b)), pair.same)
        << pair.a << " " << pair.b;
    EXPECT_EQ(IsSameSite(*Url::Parse(pair.b), *Url::Parse(pair.a)), pair.same)
        << pair.b << " " << pair.a;
  }
}

}  // namespace
}  // namespace forumwatch
