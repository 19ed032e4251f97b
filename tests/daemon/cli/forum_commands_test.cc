// crawl, probe and doctor on a forum over real sockets.
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/clock.h"
#include "daemon/instance_lock.h"
#include "daemon/store/outbox.h"
#include "tests/daemon/cli/called.h"
#include "tests/support/manual_clock.h"
#include "tests/support/simforum.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int kUnavailable = 69;

class ForumCommands : public testing::Test {
 protected:
  ForumCommands() {
    forum_.Start();
    PostLine line;
    line.community = "云栖苑";
    line.source = "业主论坛";
    line.seen.thread = "1001";
    line.seen.post = "5001";
    line.seen.title = "电梯又停了";
    line.seen.author = "住户";
    line.seen.posted_at = clock_.Now();
    line.seen.text = "3栋电梯又停了，没人来修。";
    EXPECT_THAT(forum_.AddPosts({line}), IsEmpty());
    Write();
  }

  // The configuration, with what the source says besides.
  void Write(const json& more = json::object()) {
    json source = {{"name", "业主论坛"}, {"engine", "discuz"}, {"url", Board()}};
    source.update(more);
    const json config = {
        {"company", "晴川物业"},
        {"store", {{"file", "store.db"}}},
        {"http",
         {{"contact", "mailto:duty@example.com"},
          {"host_spacing", "0s"},
          {"allow_private", {"127.0.0.1:" + std::to_string(forum_.port())}}}},
        {"communities",
         {{{"name", "云栖苑"}, {"staff", {"云栖客服"}}, {"sources", json::array({source})}}}},
        {"channels", {{"值班群", {{"webhook", "https://hook.example/in"}}}}},
        {"heartbeat", {{"url", "https://watch.example/ping"}}},
        {"roles",
         {{"monitor", {{{"channel", "值班群"}}}},
          {"head", {{{"channel", "值班群"}}}},
          {"leader", {{{"channel", "值班群"}}}},
          {"technical", {{{"channel", "值班群"}}}}}}};
    std::ofstream(Config()) << config.dump(2);
  }

  std::string Board() { return forum_.BoardUrl("业主论坛"); }
  [[nodiscard]] std::string Config() const { return (folder_ / "forumwatch.json").string(); }

  TempFolder folder_;
  ManualClock clock_{ParseRfc3339("2026-03-02T10:00:00+08:00").value()};
  SimForum forum_{clock_};
};

TEST_F(ForumCommands, ReadAForumThatLetsThem) {
  const Ended crawled =
      Call({"crawl", "--config", Config(), "--source", "业主论坛", "--dump", "-"});
  EXPECT_EQ(crawled.code, 0) << crawled.err;
  EXPECT_THAT(crawled.out, HasSubstr("3栋电梯又停了"));
  const Ended probed = Call({"probe", Board(), "--config", Config()});
  EXPECT_EQ(probed.code, 0) << probed.err;
  EXPECT_THAT(probed.out, HasSubstr("3栋电梯又停了"));
}

TEST_F(ForumCommands, SayWhatBecameDueAndThatNobodyIsThereToSendIt) {
  Call({"crawl", "--config", Config(), "--source", "业主论坛"});
  const Ended idle = Call({"doctor", "--config", Config()});
  EXPECT_THAT(idle.out, HasSubstr("不好  服务：没有在运行"));
  EXPECT_THAT(idle.out, HasSubstr("好    提醒：已发 0，待发 0，放弃 0"));
  EXPECT_THAT(idle.out, HasSubstr("通道 值班群：还没有用过"));

  clock_.Set(SystemClock().Now());
  PostLine line;
  line.community = "云栖苑";
  line.source = "业主论坛";
  line.seen.thread = "1002";
  line.seen.post = "5002";
  line.seen.title = "东门道闸坏了";
  line.seen.author = "小陈";
  line.seen.posted_at = clock_.Now();
  line.seen.text = "东门道闸坏了三天，没人修，物业到底管不管！";
  ASSERT_THAT(forum_.AddPosts({line}), IsEmpty());
  const Ended crawled = Call({"crawl", "--config", Config(), "--source", "业主论坛"});
  EXPECT_THAT(crawled.err, HasSubstr("有 1 条提醒到时候了"));
  const Ended waiting = Call({"doctor", "--config", Config()});
  EXPECT_THAT(waiting.out, HasSubstr("不好  提醒：已发 0，待发 1，放弃 0；服务没有在运行"));
  EXPECT_THAT(waiting.out, HasSubstr("通道 值班群：已发 0，待发 1"));
  EXPECT_EQ(waiting.code, 1);
  const InstanceLock service((folder_ / "store.db.lock").string());
  EXPECT_THAT(Call({"doctor", "--config", Config()}).out, HasSubstr("好    服务：在运行"));
}

TEST_F(ForumCommands, SayWhatWasForNobodyAndHoldItAgainstNobodyForEver) {
  Call({"crawl", "--config", Config(), "--source", "业主论坛"});
  const auto say = [&](UtcTime at, int episode) {
    Session session((folder_ / "store.db").string(), OpenMode::MustExist);
    Alert alert;
    alert.id = "01J" + std::to_string(episode);
    alert.at = at;
    alert.rule = "source.blind";
    alert.source = "云栖苑/业主论坛";
    alert.episode = episode;
    Transaction transaction(session);
    OutboxStore(session).InsertAlert(alert, "全文", {});
    transaction.Commit();
  };
  say(SystemClock().Now() - std::chrono::days(8), 1);
  const Ended over = Call({"doctor", "--config", Config()});
  EXPECT_THAT(over.out, HasSubstr("好    提醒：已发 0，待发 0，放弃 0；另有 1 条没有发给任何人"));
  EXPECT_THAT(over.out, HasSubstr("，都是一周以前的\n"));
  say(SystemClock().Now() - std::chrono::days(6), 2);
  const Ended fresh = Call({"doctor", "--config", Config()});
  EXPECT_THAT(fresh.out, HasSubstr("不好  提醒：已发 0，待发 0，放弃 0；另有 2 条没有发给任何人"));
  EXPECT_THAT(fresh.out, Not(HasSubstr("都是一周以前的")));
}

TEST_F(ForumCommands, SayWhyTheWatcherOutsideIsNotToldThatAllIsWell) {
  Call({"crawl", "--config", Config(), "--source", "业主论坛"});
  const auto doctor = [&] { return Call({"doctor", "--config", Config()}).out; };
  EXPECT_THAT(doctor(), Not(HasSubstr("看门服务"))) << "nothing runs";
  const InstanceLock service((folder_ / "store.db.lock").string());
  EXPECT_THAT(doctor(), HasSubstr("好    外面的看门服务：照常访问它的网址"));
  {
    Session session((folder_ / "store.db").string(), OpenMode::MustExist);
    const UtcTime now = SystemClock().Now();
    Alert alert;
    alert.id = "01J";
    alert.at = now - std::chrono::minutes(31);
    alert.rule = "source.blind";
    alert.source = "云栖苑/业主论坛";
    Transaction transaction(session);
    OutboxStore outbox(session);
    outbox.InsertAlert(alert, "全文", std::vector{AlertTarget{"值班群", ""}});
    outbox.MarkDead(outbox.ClaimDue("值班群", now, "run", 1).at(0).id, "没有这个群", now);
    transaction.Commit();
  }
  EXPECT_THAT(doctor(), HasSubstr("不好  外面的看门服务：不访问它的网址，让它报警："));
  EXPECT_THAT(doctor(), HasSubstr(" 以来一条提醒也没有送出去\n"));
}

TEST_F(ForumCommands, SayInWordsThatABoardIsForMembersAndReadItAsOne) {
  const json login = {{"login", {{"user", "夜猫子77"}, {"password_file", "forum-password"}}}};
  std::ofstream(folder_ / "forum-password") << "geheim\n";
  forum_.SetMembers(sim::Members::Account{"夜猫子77", "geheim", false, false});
  for (const Ended& ended : {Call({"crawl", "--config", Config(), "--source", "业主论坛"}),
                             Call({"probe", Board(), "--config", Config()})}) {
    EXPECT_NE(ended.code, 0);
    EXPECT_THAT(ended.err, HasSubstr("请在来源里写 login"));
  }
  Write(login);
  const Ended crawled =
      Call({"crawl", "--config", Config(), "--source", "业主论坛", "--dump", "-"});
  EXPECT_EQ(crawled.code, 0) << crawled.err;
  EXPECT_THAT(crawled.out, HasSubstr("3栋电梯又停了"));
  std::ofstream(folder_ / "forum-password") << "falsch\n";
  const Ended refused = Call({"crawl", "--config", Config(), "--source", "业主论坛"});
  EXPECT_EQ(refused.code, kUnavailable);
  EXPECT_THAT(refused.err, HasSubstr("不让 夜猫子77 登录"));
  const Ended doctor = Call({"doctor", "--config", Config()});
  EXPECT_THAT(doctor.out, HasSubstr("不让 夜猫子77 登录"));
  EXPECT_THAT(refused.err + doctor.out, Not(HasSubstr("falsch")));
}

TEST_F(ForumCommands, SayWhatChangedOnTheForumsPagesAndHandThemOut) {
  EXPECT_EQ(Call({"crawl", "--config", Config(), "--source", "业主论坛"}).code, 0);
  sim::Mode mode;
  mode.what = sim::Misbehaviour::NewLayout;
  forum_.SetMode(mode);
  for (int visit = 0; visit < 2; ++visit) {
    EXPECT_NE(Call({"crawl", "--config", Config(), "--source", "业主论坛"}).code, 0);
  }
  const std::string pages = (folder_ / "pages").string();
  const Ended doctor = Call({"doctor", "--config", Config(), "--pages", pages});
  EXPECT_EQ(doctor.code, 1);
  EXPECT_THAT(doctor.out, HasSubstr("不好  来源 云栖苑/业主论坛：上次读好是 "));
  EXPECT_THAT(doctor.out, HasSubstr("最近连续 2 次不好：没有找到主题行（tbody"));
  std::ifstream kept(folder_ / "pages" / "source-1-1.html");
  EXPECT_THAT((std::string{std::istreambuf_iterator<char>(kept), {}}), HasSubstr("topic-row-"));
  const Ended probed = Call({"probe", Board(), "--config", Config()});
  EXPECT_EQ(probed.code, 1);
  EXPECT_THAT(probed.out, HasSubstr("list.row"));
}

TEST_F(ForumCommands, SayInWordsThatRobotsTxtForbidsTheBoard) {
  forum_.SetRobots("User-agent: *\nDisallow: /forum.php");
  const std::string words = "robots.txt 不许程序读";
  const Ended crawled = Call({"crawl", "--config", Config(), "--source", "业主论坛"});
  EXPECT_EQ(crawled.code, kUnavailable);
  EXPECT_THAT(crawled.err, HasSubstr(words));
  const Ended probed = Call({"probe", Board(), "--config", Config()});
  EXPECT_EQ(probed.code, kUnavailable);
  EXPECT_THAT(probed.err, HasSubstr(words));
  EXPECT_THAT(Call({"doctor", "--config", Config()}).out, HasSubstr(words));
  EXPECT_EQ(forum_.Counts()["list"], 0);
}

}  // namespace
}  // namespace forumwatch
