// The login forms of recorded forums, what their answers mean, and a board read as a member.
#include "crawlers/sites/login_form.h"

#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crawlers/sites/html_forum.h"
#include "tests/crawlers/sites/engines.h"
#include "tests/crawlers/sites/truth.h"
#include "tests/support/recorded_forum.h"
#include "tests/support/visit_runner.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const char* const kLogin = "discuz-x3.5-utf8-login";

PageAnswer Answer(std::string url, std::string body,
                  std::string type = "text/html; charset=utf-8") {
  PageAnswer answer;
  answer.request.url = std::move(url);
  answer.content_type = std::move(type);
  answer.body = std::move(body);
  return answer;
}

Applicant MemberWith(std::string password) {
  return {"夜猫子77", std::move(password),
          "http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=38"};
}

std::string BytesOf(const std::string& folder, const std::string& file) {
  return ReadBytes(RecordingsFolder() / folder / file);
}

class RecordedLogin : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(RecordingsFolder() / kLogin)) {
      GTEST_SKIP() << "no recordings at " << RecordingsFolder();
    }
  }
};

TEST_F(RecordedLogin, OfDiscuzIsFilledInWithWhatItHides) {
  const auto page = Answer("http://127.0.0.1:8711/member.php?mod=logging&action=login",
                           BytesOf(kLogin, "005_body.html"));
  const FilledForm form = FillIn(*Discuz()->login, page, MemberWith("a&b=c d"));
  ASSERT_FALSE(form.hurdle) << form.hurdle->reason;
  EXPECT_EQ(form.post.url,
            "http://127.0.0.1:8711/"
            "member.php?mod=logging&action=login&loginsubmit=yes&loginhash=LFxko");
  EXPECT_THAT(form.post.body,
              AllOf(HasSubstr("formhash=fdab4687&"), HasSubstr("&questionid=0"),
                    HasSubstr("&username=%E5%A4%9C%E7%8C%AB%E5%AD%9077"),
                    HasSubstr("&password=a%26b%3Dc%20d"), Not(HasSubstr("srchtxt"))));
}

TEST_F(RecordedLogin, OfDiscuzIsAnsweredInAWayThatIsUnderstood) {
  const LoginFormat& format = *Discuz()->login;
  const std::string url = "http://127.0.0.1:8711/member.php";
  const auto refused = HurdleIn(format, Answer(url, BytesOf(kLogin, "007_body.html")), "falsch");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->verdict, LoginVerdict::Refused);
  EXPECT_THAT(refused->reason, HasSubstr("登录失败，您还可以尝试 3 次"));
  EXPECT_FALSE(HurdleIn(format, Answer(url, BytesOf(kLogin, "009_body.html")), "geheim"));
}

TEST_F(RecordedLogin, OfPhpbbAndMybbAreFilledIn) {
  const auto phpbb =
      Answer("http://127.0.0.1:8715/ucp.php?mode=login", BytesOf("phpbb-3.3.10", "145_body.html"));
  const FilledForm at_phpbb =
      FillIn(*Engine("phpbb")->login, phpbb, {"老王", "geheim", phpbb.request.url});
  ASSERT_FALSE(at_phpbb.hurdle) << at_phpbb.hurdle->reason;
  EXPECT_THAT(at_phpbb.post.url, HasSubstr("http://127.0.0.1:8715/ucp.php?mode=login"));
  EXPECT_THAT(at_phpbb.post.body,
              AllOf(HasSubstr("form_token=1878712a8438b9890ae0b0f70c8444e215693325"),
                    HasSubstr("creation_time=1795426376"), HasSubstr("login=login"),
                    HasSubstr("sid=ede17d83989165d6f976c09eceae6e25")));
  EXPECT_TRUE(HurdleIn(*Engine("phpbb")->login, phpbb, "geheim")) << "the form again";
  const auto hasty =
      Answer("http://127.0.0.1:8715/ucp.php?mode=login",
             "<form id=login><div class=error>提交的表单无效，请重试。</div></form>");
  EXPECT_EQ(HurdleIn(*Engine("phpbb")->login, hasty, "geheim")->verdict, LoginVerdict::Again);

  const auto mybb = Answer("http://127.0.0.1:8713/member.php?action=login",
                           BytesOf("mybb-1.8.37", "212_body.html"));
  const FilledForm at_mybb =
      FillIn(*Engine("mybb")->login, mybb, {"老王", "geheim", mybb.request.url});
  ASSERT_FALSE(at_mybb.hurdle) << at_mybb.hurdle->reason;
  EXPECT_EQ(at_mybb.post.url, "http://127.0.0.1:8713/member.php");
  EXPECT_THAT(at_mybb.post.body,
              AllOf(HasSubstr("action=do_login"), HasSubstr("username=%E8%80%81%E7%8E%8B"),
                    HasSubstr("my_post_key=30f7c462a349a023903a8effdf689746")));
  EXPECT_TRUE(HurdleIn(*Engine("mybb")->login, mybb, "geheim")) << "the form again";
}

TEST_F(RecordedLogin, PagesForGuestsAreToldFromThoseForMembers) {
  struct Case {
    std::shared_ptr<const HtmlEngine> engine;
    const char* folder;
    const char* file;
    bool guest;
  };
  const Case cases[] = {
      {Discuz(), kLogin, "011_body.html", false},
      {Discuz(), kLogin, "012_body.html", false},
      {Discuz(), kLogin, "023_body.html", true},
      {Discuz(), kLogin, "027_body.html", true},
      {Engine("phpbb"), "phpbb-3.3.10", "018_body.html", true},
      {Engine("phpbb"), "phpbb-3.3.10", "139_body.html", true},
      {Engine("mybb"), "mybb-1.8.37", "024_body.html", true},
      {Engine("mybb"), "mybb-1.8.37", "200_body.html", true},
  };
  for (const Case& c : cases) {
    const std::string url = "http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=38";
    const auto crawler = MakeHtmlForum(c.engine, {url, {}});
    PageAnswer answer = Answer(url, BytesOf(c.folder, c.file));
    answer.request = crawler->Plan({}, {}, {}).front();
    EXPECT_EQ(crawler->Read(answer).guest, c.guest) << c.folder << "/" << c.file;
  }
}

TEST_F(RecordedLogin, TheMembersBoardIsReadAsItIs) {
  const auto truth = Truth::Of(RecordingsFolder() / "discuz-x3.5-utf8", Eyes::Member);
  ASSERT_TRUE(truth);
  RecordedForum forum(RecordingsFolder() / kLogin);
  const auto crawler = MakeHtmlForum(
      Discuz(), {"http://127.0.0.1:8711/forum.php?mod=forumdisplay&fid=38", {"物业客服"}});
  Remembered remembered;
  const VisitRecord visit =
      RunVisit(*crawler, remembered, {}, ParseRfc3339("2026-11-23T17:36:00+08:00").value(),
               [&forum](const PageRequest& request) { return forum.Answer(request); });
  std::set<std::string> read;
  for (const SeenPost& post : visit.posts) {
    EXPECT_TRUE(read.insert(post.post).second) << post.post << " twice";
    ComparePost(post, *truth);
  }
  std::set<std::string> true_ones;
  for (const auto& [id, post] : truth->posts) {
    if (post.board == 38) {
      true_ones.insert(id);
    }
  }
  EXPECT_EQ(true_ones.size(), 7U);
  EXPECT_EQ(read, true_ones);
}

TEST(LoginForm, IsFilledInInThePagesCharset) {
  const auto page = Answer("http://x.cn/member.php",
                           "<title>\xB5\xC7\xC2\xBC\xC2\xDB\xCC\xB3</title><form name=login "
                           "action=in><input type=hidden name=formhash value=ab></form>",
                           "text/html; charset=gbk");
  const FilledForm form = FillIn(*Discuz()->login, page, {"夜猫子", "x", page.request.url});
  ASSERT_FALSE(form.hurdle);
  EXPECT_THAT(form.post.body, HasSubstr("username=%D2%B9%C3%A8%D7%D3"));
}

TEST(LoginForm, GivesThePasswordToTheBoardsHostAlone) {
  const auto leads_to = [](const char* board, const char* from, const std::string& action) {
    return FillIn(*Discuz()->login,
                  Answer(from, "<form name=login action=\"" + action + "\"></form>"),
                  {"user", "geheim", board});
  };
  const char* const open = "http://x.cn/member.php";
  const char* const encrypted = "https://x.cn/member.php";
  EXPECT_FALSE(leads_to(open, open, "in").hurdle);
  EXPECT_FALSE(leads_to(open, open, "https://x.cn/in").hurdle);
  EXPECT_FALSE(leads_to(open, encrypted, "in").hurdle) << "sent on to the encrypted page";
  for (const char* action :
       {"http://y.cn/in", "http://x.cn:8080/in", "//evil.x.cn/in", "ftp://x.cn/"}) {
    const FilledForm form = leads_to(open, open, action);
    EXPECT_TRUE(form.hurdle) << action;
    EXPECT_EQ(form.post.body, "") << action;
  }
  EXPECT_TRUE(leads_to(encrypted, encrypted, "http://x.cn/in").hurdle);
  EXPECT_TRUE(leads_to("http://bbs.x.cn/forum.php", open, "in").hurdle)
      << "sent on to a login page of another host";
}

TEST(LoginForm, ThatIsMissingOrWantsACaptchaIsAHurdle) {
  LoginFormat format = *Discuz()->login;
  const Applicant user{"u", "p", "http://x.cn/"};
  EXPECT_THAT(FillIn(format, Answer("http://x.cn/", "<p>closed</p>"), user).hurdle->reason,
              HasSubstr("form[name=login]"));
  format.captcha = Css{"#code", Selector("#code")};
  const auto page = Answer("http://x.cn/", "<form name=login><b id=code></b></form>");
  EXPECT_EQ(FillIn(format, page, user).hurdle->verdict, LoginVerdict::Captcha);
  const auto said =
      Answer("http://x.cn/", "<div id=messagetext class=alert_error>抱歉，验证码填写错误</div>");
  EXPECT_EQ(HurdleIn(format, said, "geheim")->verdict, LoginVerdict::Captcha);
}

TEST(LoginForm, ThatHidesMoreThanALoginFormHasIsNotSent) {
  const auto with = [](const std::string& hidden) {
    return FillIn(*Discuz()->login,
                  Answer("http://x.cn/", "<form name=login>" + hidden + "</form>"),
                  {"u", "p", "http://x.cn/"});
  };
  std::string many;
  for (int i = 0; i <= 100; ++i) {
    many += "<input type=hidden name=f" + std::to_string(i) + ">";
  }
  EXPECT_TRUE(with(many).hurdle);
  EXPECT_TRUE(with("<input type=hidden name=f value=" + std::string(5000, 'x') + ">").hurdle);
  EXPECT_FALSE(with("<input type=hidden name=f value=" + std::string(4000, 'x') + ">").hurdle);
}

TEST(LoginForm, TheAnswerIsQuotedUnlessItRepeatsThePassword) {
  const auto answer =
      Answer("http://x.cn/",
             "<div id=messagetext class=alert_error>密码 geheim 不对，还可以试 4 次</div>");
  const auto quoted = HurdleIn(*Discuz()->login, answer, "falsch");
  ASSERT_TRUE(quoted);
  EXPECT_THAT(quoted->reason, HasSubstr("还可以试 4 次"));
  const auto silent = HurdleIn(*Discuz()->login, answer, "geheim");
  ASSERT_TRUE(silent);
  EXPECT_THAT(silent->reason, Not(HasSubstr("geheim")));
  EXPECT_NE(silent->reason, "");
}

}  // namespace
}  // namespace forumwatch
