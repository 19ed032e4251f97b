#include "crawlers/http/redirects.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::HasSubstr;
using Step = RedirectTrail::Step;

const PrivateHosts kNobody({});

RedirectTrail From(const std::string& url, bool follow = true) {
  return {*Url::Parse(url), follow};
}

TEST(Redirects, AreFollowedForTheseStatusesAndWithAPlaceToGo) {
  for (const int status : {301, 302, 303, 307, 308}) {
    RedirectTrail trail = From("http://x.cn/a");
    EXPECT_EQ(trail.Read(status, "/b", kNobody), Step::Go) << status;
    EXPECT_EQ(trail.current().text(), "http://x.cn/b");
    EXPECT_EQ(trail.count(), 1);
  }
  for (const int status : {200, 201, 204, 300, 304, 305, 306, 400, 404, 500, 0}) {
    EXPECT_EQ(From("http://x.cn/a").Read(status, "/b", kNobody), Step::Final) << status;
  }
  EXPECT_EQ(From("http://x.cn/a").Read(302, "", kNobody), Step::Final);
  EXPECT_EQ(From("http://x.cn/a", false).Read(302, "/b", kNobody), Step::Final);
}

TEST(Redirects, AreFollowedFiveTimesAndNoMore) {
  RedirectTrail trail = From("http://x.cn/0");
  for (int i = 1; i <= 5; ++i) {
    ASSERT_EQ(trail.Read(302, "/" + std::to_string(i), kNobody), Step::Go) << i;
  }
  EXPECT_EQ(trail.Read(302, "/6", kNobody), Step::Refused);
  EXPECT_EQ(trail.refusal().kind, OutcomeKind::Redirects);
  EXPECT_EQ(trail.refusal().reason, "转向超过 5 次");
}

TEST(Redirects, ToThemselvesAreFollowedOnce) {
  RedirectTrail trail = From("http://x.cn/forum.php?tid=5");
  EXPECT_EQ(trail.Read(302, "forum.php?tid=5#top", kNobody), Step::Go);
  EXPECT_EQ(trail.current().text(), "http://x.cn/forum.php?tid=5");
  EXPECT_EQ(trail.Read(302, "http://x.cn/forum.php?tid=5", kNobody), Step::Refused);
  EXPECT_EQ(trail.refusal().kind, OutcomeKind::Redirects);
  EXPECT_EQ(trail.refusal().reason, "网页一直转向自己");
}

struct RedirectCase {
  const char* name;
  const char* from;
  const char* location;
  const char* refused;  // null: followed
};

TEST(Redirects, StayOnTheSiteOnWebPortsAndEncrypted) {
  const RedirectCase cases[] = {
      {"another page", "http://x.cn/", "/b", nullptr},
      {"to https", "http://x.cn/", "https://x.cn/", nullptr},
      {"another host of the site", "http://bbs.x.com.cn/", "http://www.x.com.cn/", nullptr},
      {"to a web port", "http://x.cn:8080/", "http://x.cn/", nullptr},
      {"on its own port", "http://x.cn:8080/", "http://www.x.cn:8080/", nullptr},
      {"to a named place", "http://x.cn/", "http://in.x.cn:9000/", nullptr},
      {"within a login", "http://u:p@x.cn/", "/b", nullptr},
      // refused
      {"another site", "http://x.cn/", "http://y.cn/", "转向别的网站 y.cn"},
      {"a look-alike", "http://x.cn/", "http://x.cn.y.net/", "转向别的网站"},
      {"a neighbour under a suffix", "http://x.com.cn/", "http://y.com.cn/", "转向别的网站"},
      {"figures", "http://x.cn/", "http://127.0.0.1/", "转向别的网站 127.0.0.1"},
      {"metadata", "http://x.cn/", "http://169.254.169.254/", "转向别的网站 169.254.169.254"},
      {"metadata as a number", "http://x.cn/", "http://2852039166/",
       "转向别的网站 169.254.169.254"},
      {"hidden behind a user", "http://x.cn/", "http://x.cn@127.0.0.1/", "转向别的网站 127.0.0.1"},
      {"hidden behind a backslash", "http://x.cn/", "http://x.cn\\@127.0.0.1/", "转向别的网站"},
      {"another port", "http://x.cn/", "http://x.cn:6379/", "转向端口 6379"},
      {"another host and port", "http://x.cn:8080/", "http://in.x.cn:8081/", "转向端口 8081"},
      {"a downgrade", "https://x.cn/", "http://x.cn/", "不加密"},
      {"a planted login", "http://x.cn/", "http://u:p@x.cn/", "用户名和密码"},
      {"mail", "http://x.cn/", "smtp://x.cn:25/", "smtp 地址"},
      {"file", "http://x.cn/", "file:///etc/passwd", "只允许 http 和 https"},
      {"ftp", "http://x.cn/", "ftp://x.cn/", "只允许 http 和 https"},
      {"gopher", "http://x.cn/", "gopher://127.0.0.1:6379/_FLUSHALL", "只允许 http 和 https"},
      {"dict", "http://x.cn/", "dict://127.0.0.1:11211/stat", "只允许 http 和 https"},
      {"smb", "http://x.cn/", "smb://x.cn/c$", "只允许 http 和 https"},
      {"script", "http://x.cn/", "javascript:alert(1)", "只允许 http 和 https"},
  };
  const PrivateHosts named({"in.x.cn:9000"});
  for (const RedirectCase& c : cases) {
    RedirectTrail trail = From(c.from);
    const Step step = trail.Read(302, c.location, named);
    if (c.refused == nullptr) {
      EXPECT_EQ(step, Step::Go) << c.name << ": " << trail.refusal().reason;
    } else {
      EXPECT_EQ(step, Step::Refused) << c.name;
      EXPECT_EQ(trail.refusal().kind, OutcomeKind::Blocked) << c.name;
      EXPECT_THAT(trail.refusal().reason, HasSubstr(c.refused)) << c.name;
    }
  }
}

TEST(Redirects, AStepAwayIsMeasuredFromWhereItBegan) {
  RedirectTrail trail = From("http://bbs.x.cn/");
  EXPECT_EQ(trail.Read(302, "http://www.x.cn/", kNobody), Step::Go);
  EXPECT_EQ(trail.Read(302, "http://y.cn/", kNobody), Step::Refused);
}

TEST(Redirects, AreFollowedOnlyWhereWhoAskedMayGo) {
  std::string asked;
  RedirectTrail trail(*Url::Parse("http://x.cn/"), true, [&asked](const std::string& url) {
    asked = url;
    return url != "http://x.cn/login";
  });
  EXPECT_EQ(trail.Read(302, "/b", kNobody), Step::Go);
  EXPECT_EQ(asked, "http://x.cn/b");
  EXPECT_EQ(trail.Read(302, "/login", kNobody), Step::Final);
  EXPECT_EQ(trail.current().text(), "http://x.cn/b");
  EXPECT_EQ(trail.Read(302, "http://y.cn/", kNobody), Step::Refused);
  EXPECT_EQ(asked, "http://x.cn/login") << "of what is refused anyway nobody is asked";
}

TEST(Redirects, KnowWhetherTheyHaveEverLeftHome) {
  RedirectTrail same = From("http://x.cn/");
  same.Read(302, "/b", kNobody);
  EXPECT_FALSE(same.left_home());
  for (const char* away : {"http://www.x.cn/", "https://x.cn/", "http://x.cn:443/"}) {
    RedirectTrail trail = From("http://x.cn/");
    ASSERT_EQ(trail.Read(302, away, kNobody), Step::Go) << away;
    EXPECT_TRUE(trail.left_home()) << away;
  }
  RedirectTrail there_and_back = From("http://x.cn/");
  there_and_back.Read(302, "http://www.x.cn/", kNobody);
  there_and_back.Read(302, "http://x.cn/", kNobody);
  EXPECT_TRUE(there_and_back.left_home());
}

TEST(PrivateHosts, NameExactlyAHostAndPort) {
  const PrivateHosts named({"127.0.0.1:8080", "Mail.Intra:25", "[::1]:80"});
  EXPECT_TRUE(named.Name(*Url::Parse("http://127.0.0.1:8080/x")));
  EXPECT_TRUE(named.Name(*Url::Parse("http://127.1:8080/x")));
  EXPECT_TRUE(named.Name(*Url::Parse("smtp://mail.intra/")));
  EXPECT_TRUE(named.Name(*Url::Parse("http://[::1]/")));
  EXPECT_FALSE(named.Name(*Url::Parse("http://127.0.0.1:8081/")));
  EXPECT_FALSE(named.Name(*Url::Parse("http://127.0.0.1/")));
  EXPECT_FALSE(named.Name(*Url::Parse("http://localhost:8080/")));
  EXPECT_FALSE(named.Name(*Url::Parse("http://127.0.0.2:8080/")));
  EXPECT_FALSE(named.Name(*Url::Parse("http://mail.intra:26/")));
  EXPECT_FALSE(named.Name(*Url::Parse("http://x.cn/127.0.0.1:8080")));
}

TEST(PrivateHosts, RefuseOtherForms) {
  EXPECT_THROW(PrivateHosts({"127.0.0.1"}), std::invalid_argument);
  EXPECT_THROW(PrivateHosts({"http://127.0.0.1:80"}), std::invalid_argument);
  EXPECT_THROW(PrivateHosts({"*:80"}), std::invalid_argument);
  EXPECT_THROW(PrivateHosts({"10.0.0.0/8"}), std::invalid_argument);
}

}  // namespace
}  // namespace forumwatch
