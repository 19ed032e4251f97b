#include "crawlers/http/masked_url.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

struct MaskCase {
  const char* url;
  const char* shown;
};

TEST(MaskedUrl, HidesSecretsAndNothingElse) {
  const MaskCase cases[] = {
      // nothing to hide
      {"https://bbs.example.cn/forum.php?mod=viewthread&tid=8841&page=2",
       "https://bbs.example.cn/forum.php?mod=viewthread&tid=8841&page=2"},
      {"http://127.0.0.1:8080/", "http://127.0.0.1:8080/"},
      {"http://x.cn?tid=1", "http://x.cn?tid=1"},
      {"https://x.cn/a@b", "https://x.cn/a@b"},
      {"https://x.cn/monkey?monkey=1&keys=2", "https://x.cn/monkey?monkey=1&keys=2"},
      {"https://x.cn/webhook", "https://x.cn/webhook"},
      {"https://x.cn/hook/", "https://x.cn/hook/"},
      {"https://x.cn/?key", "https://x.cn/?key"},
      {"", ""},
      // robots
      {"https://qyapi.example.cn/cgi-bin/webhook/send?key=5f1c-99aa",
       "https://qyapi.example.cn/cgi-bin/webhook/***?key=***"},
      {"https://oapi.example.cn/robot/send?access_token=abc&timestamp=1&sign=d%2Be",
       "https://oapi.example.cn/robot/send?access_token=***&timestamp=1&sign=***"},
      {"https://open.example.cn/open-apis/bot/v2/hook/3fa9-77",
       "https://open.example.cn/open-apis/bot/v2/hook/***"},
      {"https://hooks.example.cn/services/T0/B0/secret", "https://hooks.example.cn/services/***"},
      {"https://x.cn/?KEY=a&Access_Token=b", "https://x.cn/?KEY=***&Access_Token=***"},
      {"https://x.cn/?a=1;token=x", "https://x.cn/?a=1;token=***"},
      {"https://x.cn/?token=a=b&tid=1", "https://x.cn/?token=***&tid=1"},
      {"https://x.cn/?token=a/b@c:d", "https://x.cn/?token=***"},
      // forums
      {"http://x.cn/member.php?formhash=1a2b&loginhash=Lx&password=p",
       "http://x.cn/member.php?formhash=***&loginhash=***&password=***"},
      {"http://x.cn/viewtopic.php?t=5&sid=0123456789abcdef",
       "http://x.cn/viewtopic.php?t=5&sid=***"},
      // user and password
      {"https://wang:geheim@x.cn/a", "https://***@x.cn/a"},
      {"https://wang@x.cn", "https://***@x.cn"},
      {"smtp://wang:a/b?c@mail.x.cn:587/x", "smtp://***@mail.x.cn:587/x"},
      {"https://x.cn:8080/@wang", "https://x.cn:8080/@wang"},
      {"smtps://a@b:c@mail.x.cn:465", "smtps://***@mail.x.cn:465"},
      {"http:/wang:geheim@x.cn/a", "http:/***@x.cn/a"},
      {"wang:geheim@x.cn/a", "***@x.cn/a"},
      // fragments are dropped
      {"https://x.cn/a#access_token=abc", "https://x.cn/a"},
  };
  for (const MaskCase& c : cases) {
    EXPECT_EQ(MaskedUrl(c.url), c.shown);
  }
}

TEST(MaskedUrl, IsOnePrintableWordWhateverComes) {
  const std::string shown = MaskedUrl("http://x.cn/小区\n level=error \"\x1b[31m\x7f\xff?a=\r\n b");
  EXPECT_TRUE(std::all_of(shown.begin(), shown.end(), [](char c) { return c > 0x20 && c < 0x7F; }));
  EXPECT_THAT(shown, Not(HasSubstr("\"")));
  EXPECT_THAT(shown, HasSubstr("%E5%B0%8F%E5%8C%BA%0A%20level=error"));
}

TEST(MaskedUrl, IsCut) {
  EXPECT_LE(MaskedUrl("http://x.cn/" + std::string(1'000'000, 'a')).size(), 303U);
  EXPECT_LE(MaskedUrl("http://x.cn/?" + std::string(1'000'000, '&')).size(), 303U);
}

}  // namespace
}  // namespace forumwatch
