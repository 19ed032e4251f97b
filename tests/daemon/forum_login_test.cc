// Boards for members alone, over real sockets: the service logs in, notices when it is out, and
// would rather call a person than knock too often. Only the clock is ours.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/engine_file.h"
#include "daemon/daemon.h"
#include "daemon/logging.h"
#include "daemon/store/outbox.h"
#include "tests/support/house.h"
#include "tests/support/simforum.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const sim::Members::Account kMember{"夜猫子77", "geheim&=+ 7", false, false};

class ForumLoginTest : public testing::Test {
 protected:
  explicit ForumLoginTest(bool gbk = false) : forum_(clock_, Options(gbk)) {
    StartLogging("off");
    forum_.Start();
    forum_.SetMembers(kMember);
    login_->user = kMember.user;
    login_->password = kMember.password;
    login_->file = "forum-password";
    AddPosts();
  }

  // The service starts, with as many sources of the same board as are wanted.
  void Begin(int sources = 1) {
    daemon_.reset();
    config_.channels.clear();  // what is said stays in the store
    config_.roles.clear();
    config_.http.host_spacing = std::chrono::milliseconds(0);
    config_.http.allow_private = {"127.0.0.1:" + std::to_string(forum_.port())};
    SourceConfig source = config_.communities.front().sources.front();
    source.engine = "discuz";
    source.html = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
    source.url = forum_.BoardUrl("业主论坛");
    source.login = login_ ? std::make_shared<const LoginConfig>(*login_) : nullptr;
    config_.communities.front().sources.clear();
    for (int i = 1; i <= sources; ++i) {
      source.name = "来源" + std::to_string(i);
      config_.communities.front().sources.push_back(source);
    }
    client_ = std::make_unique<HttpClient>(config_.http);
    daemon_ = std::make_unique<Daemon>(Ground{config_, store_.session(), *client_, clock_}, "run");
  }

  // Every source is visited, when it is due and at least `after` from now; of the first it is said
  // how it went.
  const VisitResult& Visit(Duration after = {}) {
    clock_.Advance(after);
    for (const auto& watch : daemon_->watches()) {
      clock_.Set(std::max(clock_.Now(), watch->due_at()));
    }
    const int visits = Visits();
    const int sources = static_cast<int>(daemon_->watches().size());
    while (Visits() < visits + sources) {
      daemon_->Turn(clock_.Now());
      client_->Turn(clock_.Now(), std::chrono::milliseconds(20));
      clock_.Advance(std::chrono::milliseconds(100));  // forms take a while to be filled in
    }
    return watch().last_result();
  }

  [[nodiscard]] const SourceWatch& watch() const { return *daemon_->watches().front(); }
  int Asked(const std::string& kind) { return forum_.Counts()[kind]; }
  // What was said of the first source.
  std::vector<std::string> Said() {
    std::vector<std::string> rules;
    for (const AlertMark& said : OutboxStore(store_.session()).SaidAbout("云栖苑/来源1")) {
      rules.push_back(said.rule);
    }
    return rules;
  }

  void AddPosts() {
    PostLine line;
    line.community = "云栖苑";
    line.source = "业主论坛";
    line.seen.thread = std::to_string(++last_);
    line.seen.post = std::to_string(last_ + 5000);
    line.seen.title = "电梯又停了";
    line.seen.author = "住户";
    line.seen.posted_at = clock_.Now();
    line.seen.text = "3栋电梯又停了，没人来修。";
    EXPECT_THAT(forum_.AddPosts({line}), IsEmpty());
  }

  ManualClock clock_{At("2026-03-02T10:00:00+08:00")};
  SimForum forum_;
  std::optional<LoginConfig> login_ = LoginConfig();

 private:
  static SimForumOptions Options(bool gbk) {
    SimForumOptions options;
    options.gbk = gbk;
    return options;
  }
  [[nodiscard]] int Visits() const {
    int visits = 0;
    for (const auto& watch : daemon_->watches()) {
      visits += watch->visits();
    }
    return visits;
  }

  int last_ = 1000;
  Config config_ = HouseConfig();
  TempStore store_;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<Daemon> daemon_;
};

class GbkForumLoginTest : public ForumLoginTest {
 protected:
  GbkForumLoginTest() : ForumLoginTest(true) {}
};

TEST_F(ForumLoginTest, AMemberReadsWhatAGuestMayNot) {
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Good) << watch().last_result().reason;
  EXPECT_EQ(watch().counts().posts, 1);
  EXPECT_EQ(Visit().end, VisitEnd::Good);
  EXPECT_EQ(Asked("login"), 1);
  EXPECT_EQ(Asked("wall"), 0);
}

TEST_F(GbkForumLoginTest, TheNameIsWrittenInThePagesCharset) {
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Good) << watch().last_result().reason;
}

TEST_F(ForumLoginTest, ControlAGuestIsBlindAndTold) {
  login_.reset();
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Blind);
  EXPECT_GE(Asked("wall"), 1);
}

TEST_F(ForumLoginTest, SourcesOfOneMemberLogInOnce) {
  Begin(3);
  EXPECT_EQ(Visit().end, VisitEnd::Good);
  EXPECT_EQ(Asked("login"), 1);
}

TEST_F(ForumLoginTest, ASessionThatEndedIsBegunAnewInTheSameVisit) {
  Begin(2);
  Visit();
  Visit(hours(1));
  forum_.EndSessions();
  AddPosts();
  EXPECT_EQ(Visit(hours(1)).end, VisitEnd::Good);
  EXPECT_EQ(watch().counts().posts, 1) << "the new one";
  EXPECT_EQ(Asked("login"), 2);
}

TEST_F(ForumLoginTest, ARefusalIsToldAndNotTriedAgainForADay) {
  login_->password = "falsch";
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Blind);
  EXPECT_THAT(watch().last_result().reason, HasSubstr("登录失败，您还可以尝试 4 次"));
  EXPECT_THAT(watch().last_result().reason, HasSubstr("forum-password"));
  EXPECT_THAT(watch().last_result().reason, Not(HasSubstr("falsch")));
  EXPECT_THAT(Said(), IsEmpty());
  Visit();
  EXPECT_THAT(Said(), ElementsAre("source.blind"));
  for (int hour = 0; hour < 22; ++hour) {
    EXPECT_EQ(Visit(minutes(60)).end, VisitEnd::Blind);
  }
  EXPECT_EQ(Asked("login"), 1);
  Visit(hours(2));
  EXPECT_EQ(Asked("login"), 2);
}

TEST_F(ForumLoginTest, ServicesStartedOneAfterAnotherDoNotLockTheAccount) {
  login_->password = "falsch";
  for (int start = 0; start < 8; ++start) {
    Begin();
    EXPECT_EQ(Visit(minutes(1)).end, VisitEnd::Blind);
  }
  EXPECT_EQ(Asked("login"), 3);
  EXPECT_THAT(watch().last_result().reason, HasSubstr("过 20 分钟再试"));
  login_->password = kMember.password;
  Begin();
  EXPECT_EQ(Visit(minutes(21)).end, VisitEnd::Good) << watch().last_result().reason;
}

TEST_F(ForumLoginTest, ABoardThatRobotsTxtForbidsIsNotReadAsAMemberEither) {
  forum_.SetRobots("User-agent: *\nDisallow: /member.php\nDisallow: /forum.php\n");
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Blind);
  EXPECT_THAT(watch().last_result().reason, HasSubstr("robots.txt"));
  EXPECT_EQ(Asked("list"), 0);
}

TEST_F(ForumLoginTest, ThatRobotsTxtForbidsTheLoginPageIsForCrawlers) {
  forum_.SetRobots("User-agent: *\nDisallow: /member.php\n");
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Good) << watch().last_result().reason;
}

TEST_F(ForumLoginTest, ACaptchaAsksForAPerson) {
  forum_.SetMembers(sim::Members::Account{kMember.user, kMember.password, true, false});
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Blind);
  EXPECT_THAT(watch().last_result().reason, HasSubstr("验证码"));
  EXPECT_THAT(watch().last_result().reason, HasSubstr("cookies_file"));
  Visit(minutes(10));
  EXPECT_EQ(Asked("login"), 1);
  EXPECT_THAT(Said(), ElementsAre("source.blind"));
}

TEST_F(ForumLoginTest, WhoIsNotKnownThoughLetInKnocksAgainSeldom) {
  forum_.SetMembers(sim::Members::Account{kMember.user, kMember.password, false, true});
  Begin();
  for (int visit = 0; visit < 48; ++visit) {
    EXPECT_EQ(Visit(minutes(30)).end, VisitEnd::Blind);
  }
  EXPECT_LE(Asked("login"), 8) << "in a day";
  EXPECT_THAT(watch().last_result().reason, HasSubstr("当作游客"));
}

TEST_F(ForumLoginTest, AForumThatThrowsUsOutAtOnceIsNotLoggedIntoAllTheTime) {
  Begin();
  Visit();
  forum_.EndSessions();
  EXPECT_EQ(Visit().end, VisitEnd::Good) << "it may happen once";
  forum_.EndSessions();
  EXPECT_EQ(Visit().end, VisitEnd::Blind);
  for (int visit = 0; visit < 12; ++visit) {
    Visit();
    forum_.EndSessions();
  }
  EXPECT_LE(Asked("login"), 4);
}

TEST_F(ForumLoginTest, AForumThatCannotBeReachedIsNotCalledBlind) {
  Begin();
  sim::Mode down;
  down.what = sim::Misbehaviour::Unavailable;
  forum_.SetMode(down);
  EXPECT_EQ(Visit().end, VisitEnd::Failed);
  EXPECT_EQ(Asked("login"), 0);
  forum_.ClearMode();
  EXPECT_EQ(Visit().end, VisitEnd::Good) << "nothing had been tried";
}

TEST_F(ForumLoginTest, CookiesOfAPersonsBrowserServeAsWell) {
  login_ = LoginConfig();
  login_->cookies = "other=1;" + forum_.MemberCookies();
  login_->file = "forum-cookies";
  Begin();
  EXPECT_EQ(Visit().end, VisitEnd::Good) << watch().last_result().reason;
  EXPECT_EQ(watch().counts().posts, 1);
  Visit();
  forum_.EndSessions();
  EXPECT_EQ(Visit(hours(1)).end, VisitEnd::Blind);
  EXPECT_THAT(watch().last_result().reason, HasSubstr("forum-cookies"));
  EXPECT_THAT(watch().last_result().reason, Not(HasSubstr("sim_auth")));
  EXPECT_EQ(Asked("login"), 0);
}

}  // namespace
}  // namespace forumwatch
