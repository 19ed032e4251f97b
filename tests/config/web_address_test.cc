#include "config/web_address.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;

constexpr std::array<std::string_view, 2> kForum = {"https", "http"};
constexpr std::array<std::string_view, 2> kMail = {"smtp", "smtps"};

struct GoodAddress {
  const char* text;
  const char* host_and_port;
};

TEST(WebAddress, IsReadAsItWillBeUsed) {
  const GoodAddress forums[] = {
      {"https://bbs.example.com/forum-12-1.html", "bbs.example.com:443"},
      {"http://bbs.example.com", "bbs.example.com:80"},
      {"HTTP://BBS.Example.com:8080/f?id=1#x", "bbs.example.com:8080"},
      {"http://[::1]:8080/", "[::1]:8080"},
      {"http://127.1/", "127.0.0.1:80"},       // the short form hides nothing
      {"http://2130706433/", "127.0.0.1:80"},  // nor does the long one
      {"http://bbs/", "bbs:80"},
      {"http://银杏湾.example.com/论坛", "xn--8qvv3nc28a.example.com:80"},
  };
  for (const GoodAddress& good : forums) {
    const auto parsed = ParseWebAddress(good.text, kForum);
    ASSERT_TRUE(std::holds_alternative<Url>(parsed))
        << good.text << ": " << std::get<std::string>(parsed);
    EXPECT_EQ(std::get<Url>(parsed).HostAndPort(), good.host_and_port) << good.text;
  }
  EXPECT_EQ(std::get<Url>(ParseWebAddress("smtps://mail.example.com", kMail)).port(), 465);
  EXPECT_EQ(std::get<Url>(ParseWebAddress("smtp://mail.example.com:587", kMail)).port(), 587);
}

struct BadAddress {
  const char* name;
  const char* text;
  const char* said;
};

TEST(WebAddress, SaysWhatIsWrong) {
  const BadAddress cases[] = {
      {"nothing", "", "地址要以 https:// 或 http:// 开头，例如 https://bbs.example.com/"},
      {"no scheme", "bbs.example.com/f", "例如 https://bbs.example.com/f"},
      {"a typing error", "htps://bbs.example.com/", "是不是 https://？"},
      {"another scheme", "ftp://bbs.example.com/", "只能是 https:// 或 http://"},
      {"a local file", "file:///etc/passwd", "只能是 https:// 或 http://"},
      {"Chinese punctuation", "http：//bbs.example.com/", "有空格或中文标点"},
      {"a blank", "http://bbs.example.com/a b", "有空格或中文标点"},
      {"no host", "http://", "主机名或端口不对"},
      {"no host, a path", "http:///forum", "主机名或端口不对"},
      {"a broken host", "http://bbs example.com/", "有空格或中文标点"},
      {"a broken IPv6 host", "http://[::1/", "主机名或端口不对"},
      {"signs in the host", "http://bbs<x>.example.com/", "主机名或端口不对"},
      {"a port too large", "http://bbs.example.com:70000/", "主机名或端口不对"},
      {"port zero", "http://bbs.example.com:0/", "主机名或端口不对"},
      {"a port of letters", "http://bbs.example.com:http/", "主机名或端口不对"},
      {"a password", "http://user:secret@bbs.example.com/", "不要写用户名和密码"},
      {"a user", "http://user@bbs.example.com/", "不要写用户名和密码"},
  };
  for (const BadAddress& bad : cases) {
    const auto parsed = ParseWebAddress(bad.text, kForum);
    ASSERT_TRUE(std::holds_alternative<std::string>(parsed)) << bad.name;
    EXPECT_THAT(std::get<std::string>(parsed), HasSubstr(bad.said)) << bad.name;
  }
}

TEST(IsInside, KnowsTheAddressesThatAreNotOfTheOpenNet) {
  for (const char* const host :
       {"localhost", "forum.localhost", "127.0.0.1", "10.0.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.100.100.200", "0.0.0.0", "[::1]", "[fe80::1]", "[fd12::1]",
        "[::ffff:192.168.0.1]"}) {
    EXPECT_TRUE(IsInside(*Url::Parse("http://" + std::string(host) + ":8080/"))) << host;
  }
  for (const char* const host : {"bbs.example.com", "localhost.example.com", "8.8.8.8",
                                 "172.32.0.1", "[2400:3200::1]", "10.example.com"}) {
    EXPECT_FALSE(IsInside(*Url::Parse("http://" + std::string(host) + ":8080/"))) << host;
  }
}

TEST(IsMailAddress, IsBare) {
  for (const char* const text : {"a@b", "fu.zhu+1@example.com", "wuye_01@mail.example.cn"}) {
    EXPECT_TRUE(IsMailAddress(text)) << text;
  }
  for (const char* const text : {"", "@", "a@", "@b", "ab", "a@b@c", "a b@c", "名@example.com",
                                 "王 <a@b>", "a@b\r\nX: y", "a@.b", "a@b.", "a,b@c", "a@b;c@d"}) {
    EXPECT_FALSE(IsMailAddress(text)) << text;
  }
  EXPECT_FALSE(IsMailAddress(std::string(300, 'a') + "@b"));
}

}  // namespace
}  // namespace forumwatch
