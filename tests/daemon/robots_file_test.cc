// What a forum's robots.txt forbids the service does not ask for, and says that nobody watches: the
// real service over real sockets. Only the clock stands still.
#include <string>
#include <utility>

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

using testing::HasSubstr;
using testing::IsEmpty;

class RobotsFile : public testing::Test {
 protected:
  RobotsFile() {
    StartLogging("error");
    forum_.Start();
    for (const char* thread : {"1001", "1002", "1003", "1004"}) {
      PostLine line;
      line.community = "云栖苑";
      line.source = "业主论坛";
      line.seen.thread = thread;
      line.seen.post = std::string("5") + thread;
      line.seen.title = "电梯又停了";
      line.seen.author = "住户";
      line.seen.posted_at = clock_.Now();
      line.seen.text = "3栋电梯又停了，没人来修。";
      EXPECT_THAT(forum_.AddPosts({line}), IsEmpty());
    }
  }

  void Begin(std::string robots) {
    forum_.SetRobots(std::move(robots));
    config_.channels.clear();
    config_.http.host_spacing = std::chrono::milliseconds(0);
    config_.http.allow_private = {"127.0.0.1:" + std::to_string(forum_.port())};
    SourceConfig& source = config_.communities.front().sources.front();
    source.engine = "discuz";
    source.html = LoadHtmlEngine(FORUMWATCH_SOURCE_DIR "/config/engines/discuz.json");
    source.url = forum_.BoardUrl("业主论坛");
    client_ = std::make_unique<HttpClient>(config_.http);
    daemon_ = std::make_unique<Daemon>(Ground{config_, store_.session(), *client_, clock_}, "run");
  }

  void Turn() {
    daemon_->Turn(clock_.Now());
    client_->Turn(clock_.Now(), std::chrono::milliseconds(100));
  }

  // The next visit, when it is due.
  const VisitResult& Visit() {
    clock_.Set(std::max(clock_.Now(), watch().due_at()));
    for (const int visits = watch().visits(); watch().visits() == visits;) {
      Turn();
    }
    return watch().last_result();
  }

  [[nodiscard]] const SourceWatch& watch() const { return *daemon_->watches().front(); }
  int Asked(const std::string& kind) { return forum_.Counts()[kind]; }
  std::size_t BlindAlerts() {
    std::size_t alerts = 0;
    OutboxStore(store_.session()).ForEachAlert([&alerts](const Alert& alert) {
      alerts += alert.rule == "source.blind" ? 1U : 0U;
    });
    return alerts;
  }

  ManualClock clock_{At("2026-03-02T10:00:00+08:00")};
  SimForum forum_{clock_};

 private:
  Config config_ = HouseConfig();
  TempStore store_;
  std::unique_ptr<HttpClient> client_;
  std::unique_ptr<Daemon> daemon_;
};

TEST_F(RobotsFile, ThatForbidsTheBoardIsObeyedAndToldUntilItAllows) {
  Begin("User-agent: *\nDisallow: /forum.php");
  for (int visit = 0; visit < 2; ++visit) {
    EXPECT_EQ(Visit().end, VisitEnd::Blind);
    EXPECT_THAT(watch().last_result().reason, HasSubstr("robots.txt 不许程序读这个网址"));
  }
  EXPECT_EQ(Asked("list"), 0);
  EXPECT_EQ(Asked("robots"), 1);
  EXPECT_EQ(BlindAlerts(), 1U);

  forum_.SetRobots("User-agent: *\nDisallow: /forum.php\n\nUser-agent: forumwatch\nDisallow:");
  clock_.Advance(std::chrono::hours(1));
  EXPECT_EQ(Visit().end, VisitEnd::Good);
  EXPECT_EQ(watch().counts().posts, 4);
}

TEST_F(RobotsFile, ThatForbidsTheThreadsAloneLeavesTheListAndIsToldAllTheSame) {
  Begin("User-agent: *\nDisallow: /*mod=viewthread");
  for (int visit = 0; visit < 2; ++visit) {
    EXPECT_EQ(Visit().end, VisitEnd::Blind);
    EXPECT_THAT(watch().last_result().reason, HasSubstr("robots.txt"));
  }
  EXPECT_GE(Asked("list"), 2);
  EXPECT_EQ(Asked("thread"), 0);
  EXPECT_EQ(BlindAlerts(), 1U);
}

TEST_F(RobotsFile, OfAUsualForumHindersNothing) {
  Begin(
      "User-agent: *\nDisallow: /api/\nDisallow: /admin.php\nDisallow: /member.php\n"
      "Disallow: /forum.php?mod=redirect*\nDisallow: /*mobile=yes*\n");
  EXPECT_EQ(Visit().end, VisitEnd::Good);
  EXPECT_EQ(watch().counts().posts, 4);
  Visit();
  EXPECT_EQ(Asked("robots"), 1);
}

TEST_F(RobotsFile, AsksForPausesAndGetsThem) {
  Begin("User-agent: *\nCrawl-delay: 10");
  const auto turns = [this](int count) {
    for (int i = 0; i < count; ++i) {
      Turn();
    }
  };
  while (Asked("list") == 0) {
    Turn();
  }
  turns(5);
  EXPECT_EQ(Asked("thread"), 0);
  for (int thread = 1; thread <= 4; ++thread) {
    clock_.Advance(std::chrono::seconds(10));
    while (Asked("thread") < thread) {
      Turn();
    }
    turns(2);
    EXPECT_EQ(Asked("thread"), thread);
  }
}

}  // namespace
}  // namespace forumwatch
