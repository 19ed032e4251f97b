// complaint …: what people do about complaints from the command line, with and without a service.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <poll.h>

#include "daemon/desk/inbox.h"
#include "daemon/instance_lock.h"
#include "tests/daemon/cli/called.h"
#include "tests/support/process.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

const std::string kData = FORUMWATCH_SOURCE_DIR "/config";

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kCalls =
    R"({"community":"云栖苑","channel":"phone","thread":"a","post":"a1","is_first":true,"title":"7栋电梯又停了","author":"老王","posted_at":"2026-03-02T10:00:00+08:00","text":"7栋电梯又停了，已经两天没人来修。"}
{"community":"云栖苑","channel":"phone","thread":"b","post":"b1","is_first":true,"title":"道闸坏了","author":"阿禾","posted_at":"2026-03-02T11:00:00+08:00","text":"车库道闸坏了，早上堵了半小时。"}
)";

class ComplaintCommands : public testing::Test {
 protected:
  ComplaintCommands() {
    WriteConfig(config_);
    std::ofstream(folder_ / "calls.jsonl") << kCalls;
    EXPECT_EQ(Call({"import", "--config", config_, (folder_ / "calls.jsonl").string()}).code, 0);
  }

  Ended Complaint(std::vector<std::string> words) {
    const std::string verb = words.front();
    words.erase(words.begin());
    words.insert(words.begin(), {"complaint", verb, "--config", config_});
    return Call(words);
  }
  std::vector<json> List(const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"list", "--history", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Ended ended = Complaint(words);
    EXPECT_EQ(ended.code, 0) << ended.err;
    std::vector<json> lines;
    std::istringstream in(ended.out);
    for (std::string line; std::getline(in, line);) {
      lines.push_back(json::parse(line));
    }
    return lines;
  }

  TempFolder folder_;
  std::string config_ = (folder_ / "forumwatch.json").string();
};

TEST_F(ComplaintCommands, AListShowsStageAndWhoIsResponsible) {
  EXPECT_EQ(Complaint({"assign", "C1", "张工", "--by", "李主管"}).code, 0);
  const Ended list = Complaint({"list", "--history"});
  EXPECT_THAT(list.out,
              AllOf(HasSubstr("C1  调查中"), HasSubstr("责任人 张工"), HasSubstr("C2  待受理"),
                    HasSubstr("未指派"), HasSubstr("云栖苑：7栋电梯又停了")));
  const auto lines = List();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0]["community"], "云栖苑");
  for (const json& line : lines) {
    const bool assigned = line["complaint"] == "C1";
    EXPECT_EQ(line["responsible"], assigned ? json("张工") : json(nullptr));
    EXPECT_EQ(line["steps"].size(), assigned ? 1U : 0U);
  }
}

// B12: only what is approved, only where the forum lets the service.
TEST_F(ComplaintCommands, AReplyIsGivenToTheServiceToPost) {
  EXPECT_THAT(Complaint({"post", "C1", "--by", "小林"}).err, HasSubstr("还没有拟稿"));
  std::ofstream(folder_ / "token") << "t0ken\n";
  std::filesystem::permissions(folder_ / "token", std::filesystem::perms::owner_read);
  std::ifstream in(config_);
  json config = json::parse(in);
  json& source = config["communities"][0]["sources"][0];
  source["engine"] = "nodebb";
  source["url"] = "https://forum.example/category/5/tousu";
  source["reply"] = {{"account", "云栖物业"}, {"token_file", "token"}};
  std::ofstream(config_) << config.dump();
  EXPECT_THAT(Call({"check-config", config_}).out, HasSubstr("批准的回帖由 云栖物业 代发"));
  const auto posts = folder_ / "posts.jsonl";
  std::ofstream(posts)
      << R"({"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"7","post":"71","is_first":true,"title":"3栋楼道灯不亮","author":"小满","posted_at":"2026-03-02T10:00:00+08:00","text":"3栋楼道灯不亮，报了两次没人换。"})"
      << "\n";
  EXPECT_EQ(Call({"import", "--config", config_, posts.string()}).code, 0);
  EXPECT_EQ(Complaint({"draft", "C3", "您好，3栋楼道灯今晚换好。", "--by", "小林"}).code, 0);
  const Ended early = Complaint({"post", "C3", "--by", "小林"});
  EXPECT_EQ(early.code, 65);
  EXPECT_THAT(early.err, HasSubstr("没有批准"));
  EXPECT_EQ(Complaint({"approve", "C3", "--by", "王经理"}).code, 0);
  EXPECT_THAT(Complaint({"post", "C3", "--thread", "8", "--by", "小林"}).err,
              HasSubstr("可以是 业主论坛/7"));
  const Ended done = Complaint({"post", "C3", "--by", "小林", "--json"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(json::parse(done.out)["done"], true);
  EXPECT_THAT(Complaint({"show", "C3"}).out, HasSubstr("交系统发在 业主论坛/7：待发"));
  const json shown = json::parse(Complaint({"show", "C3", "--json"}).out);
  EXPECT_EQ(shown["postings"][0]["state"], "waiting");
  EXPECT_EQ(shown["postings"][0]["post"], nullptr);
  EXPECT_THAT(Call({"explain", "--config", config_, "C3"}).out, HasSubstr("系统代发（B12）"));
  EXPECT_THAT(Complaint({"post", "C3", "--by", "小林"}).err, HasSubstr("只发一次"));
}

// B12: by role, and by the account behind sudo where a person has one.
TEST_F(ComplaintCommands, WhoMayNotIsRefusedAndToldWhoMay) {
  std::ifstream in(config_);
  json config = json::parse(in);
  config["permissions"]["people"] = {{"小林", {{"roles", {"monitor"}}, {"accounts", {"xiaolin"}}}},
                                     {"王经理", {{"roles", {"head"}}, {"accounts", {"wang"}}}},
                                     {"李主管", {{"roles", {"deputy"}}}}};
  std::ofstream(config_) << config.dump();
  EXPECT_THAT(Call({"check-config", config_}).out,
              AllOf(HasSubstr("谁能办理投诉"), HasSubstr("王经理：部门负责人，账号 wang")));
  const auto as = [&](const char* account, const std::vector<std::string>& words) {
    setenv("SUDO_USER", account, 1);  // NOLINT(concurrency-mt-unsafe): no other thread
    const Ended ended = Complaint(words);
    unsetenv("SUDO_USER");  // NOLINT(concurrency-mt-unsafe): likewise
    return ended;
  };
  const Ended stranger = as("guest", {"approve", "C1", "--by", "随便谁"});
  EXPECT_EQ(stranger.code, 65);
  EXPECT_THAT(stranger.err, AllOf(HasSubstr("没有做"), HasSubstr("没有“随便谁”这个办理人")));
  EXPECT_EQ(as("xiaolin", {"draft", "C1", "您好，电梯今天15点修好。"}).code, 0);
  const Ended himself = as("xiaolin", {"approve", "C1"});
  EXPECT_EQ(himself.code, 65);
  EXPECT_THAT(himself.err, HasSubstr("部门负责人、负责人的代理人：李主管、王经理"));
  EXPECT_EQ(as("xiaolin", {"approve", "C1", "--by", "王经理"}).code, 65) << "not his account";
  EXPECT_EQ(as("guest", {"approve", "C1", "--by", "王经理"}).code, 65) << "he has accounts";
  EXPECT_THAT(
      json::parse(
          as("guest", {"close", "C1", "--by", "李主管", "--why", "试", "--json"}).out)["said"],
      HasSubstr("不能办“不到时候就关闭”"));
  EXPECT_EQ(as("guest", {"approve", "C1", "--by", "李主管"}).code, 0) << "he has none";
  const json steps = json::parse(Complaint({"show", "C1", "--json"}).out)["steps"];
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0]["who"], "小林（xiaolin）");
  EXPECT_EQ(steps[1]["who"], "李主管（guest）");
}

TEST_F(ComplaintCommands, AListCanBeNarrowed) {
  EXPECT_EQ(Complaint({"close", "C1", "--why", "重复登记"}).code, 0);
  EXPECT_EQ(List().size(), 1U);
  EXPECT_EQ(List({"--status", "closed"}).size(), 1U);
  EXPECT_EQ(List({"--status", "all"}).size(), 2U);
  EXPECT_EQ(List({"--status", "all", "--community", "别处"}).size(), 0U);
  EXPECT_EQ(Complaint({"list", "--status", "some"}).code, 64);
  EXPECT_THAT(Complaint({"list"}).err, HasSubstr("没有这样的投诉")) << "history is left out";
}

TEST_F(ComplaintCommands, ShowTellsTheWaySoFarAndTheNumbersOfPosts) {
  Complaint({"accept", "C1", "--by", "李主管"});
  Complaint({"investigate", "C1", "主板烧了", "--by", "李工"});
  EXPECT_THAT(Complaint({"show", "C1"}).out, AllOf(HasSubstr("C1  调查中"), HasSubstr("主板烧了")));
  Complaint({"respond", "C1", "电话告知业主维修已到场", "--by", "小周"});
  const Ended shown = Complaint({"show", "C1"});
  EXPECT_EQ(shown.code, 0);
  EXPECT_THAT(shown.out, AllOf(HasSubstr("受理  李主管"), HasSubstr("电话告知业主维修已到场"),
                               HasSubstr("帖 a1"), HasSubstr("还没有记为已处理")));
  EXPECT_THAT(Call({"explain", "--config", config_, "C1"}).out, HasSubstr("受理  李主管"));
}

TEST_F(ComplaintCommands, ShowTellsTheDraftAndWhatWasApprovedForTheSameTopic) {
  Complaint({"draft", "C1", "您好，电梯今天15点修好。", "--by", "小林"});
  EXPECT_THAT(Complaint({"show", "C1"}).out, AllOf(HasSubstr("小林"), HasSubstr("等待审批")));
  EXPECT_EQ(Complaint({"approve", "C1", "--by", "王经理"}).code, 0);
  EXPECT_THAT(Complaint({"show", "C1"}).out,
              AllOf(HasSubstr("王经理"), HasSubstr("批准"), Not(HasSubstr("同类投诉"))));
  const auto file = (folder_ / "again.jsonl").string();
  std::ofstream(file)
      << R"({"community":"云栖苑","channel":"phone","thread":"c","post":"c1","is_first":true,"title":"12栋电梯关不上门","author":"小满","posted_at":"2026-03-05T11:00:00+08:00","text":"12栋的电梯门关不上，一直响。"})"
      << "\n";
  EXPECT_EQ(Call({"import", "--config", config_, file}).code, 0);
  EXPECT_THAT(Complaint({"show", "C3"}).out,
              AllOf(HasSubstr("同类投诉批准过的回帖"), HasSubstr("电梯今天15点修好")));
  const json shown = json::parse(Complaint({"show", "C3", "--json"}).out);
  EXPECT_EQ(shown["approved_examples"],
            json({{{"complaint", "C1"}, {"text", "您好，电梯今天15点修好。"}}}));
  EXPECT_THAT(shown["guidance"].dump(), HasSubstr("维保人员到场"));
}

TEST_F(ComplaintCommands, WhatADraftLeavesOutIsSaidWhenItIsWrittenShownAndApproved) {
  EXPECT_THAT(Complaint({"show", "C1"}).out,
              AllOf(HasSubstr("统一口径"), HasSubstr("维保人员到场")))
      << "before there is a draft";
  const Ended drafted =
      Complaint({"draft", "C1", "部分业主夸大事实，停车位已划线。", "--by", "小林"});
  EXPECT_EQ(drafted.code, 0) << "it warns and stops nothing";
  EXPECT_THAT(drafted.out, AllOf(HasSubstr("漏  C1"), HasSubstr("指责业主")));
  EXPECT_THAT(Complaint({"show", "C1"}).out, HasSubstr("漏  C1"));
  const json shown = json::parse(Complaint({"show", "C1", "--json"}).out);
  EXPECT_EQ(shown["draft"]["review"]["left_out"], 1);
  EXPECT_EQ(shown["draft"]["review"]["points"][0]["covered"], false);
  EXPECT_THAT(shown["draft"]["review"]["faults"].dump(), HasSubstr("\"fault\":\"blame\""));
  const Ended approved = Complaint({"approve", "C1", "--by", "王经理", "--json"});
  EXPECT_EQ(approved.code, 0);
  EXPECT_EQ(json::parse(approved.out)["review"]["left_out"], 1);
  EXPECT_THAT(
      Complaint({"draft", "C1", "您好，维保单位已更换7栋电梯主板，今天15点恢复运行，王工负责跟进。",
                 "--by", "小林"})
          .out,
      AllOf(HasSubstr("每一点都说到了"), Not(HasSubstr("留意"))));
}

TEST_F(ComplaintCommands, WhatTheForumWasToldIsShownBeforeThereIsADraftToo) {
  const auto file = (folder_ / "forum.jsonl").string();
  std::ofstream(file)
      << R"({"community":"云栖苑","channel":"forum","thread":"d","post":"d1","is_first":true,"title":"12栋垃圾没人收","author":"小满","posted_at":"2026-03-05T11:00:00+08:00","text":"12栋楼下垃圾三天没人收。什么时候清走？为什么没人管？"}
{"community":"云栖苑","channel":"forum","thread":"d","post":"d2","title":"12栋垃圾没人收","author":"云栖客服","official":true,"posted_at":"2026-03-05T12:00:00+08:00","text":"您好，您反映的问题已收到。"}
)";
  EXPECT_EQ(Call({"import", "--config", config_, file}).code, 0);
  EXPECT_THAT(Complaint({"show", "C3"}).out,
              AllOf(HasSubstr("论坛上的回帖（B11"), HasSubstr("您反映的问题已收到"),
                    HasSubstr("只是受理确认"), HasSubstr("业主问：什么时候清走（什么时候）")));
  const json shown = json::parse(Complaint({"show", "C3", "--json"}).out);
  ASSERT_EQ(shown["forum_replies"].size(), 1U);
  EXPECT_EQ(shown["forum_replies"][0]["post"], "d2");
  EXPECT_EQ(shown["forum_replies"][0]["as_drafted"], nullptr);
  ASSERT_EQ(shown["points"].size(), 3U) << shown["points"];
  EXPECT_EQ(shown["points"][0]["complaint"], "C3");
  EXPECT_EQ(shown["points"][1]["asks"], "什么时候");
  EXPECT_THAT(shown["not_to_be_closed"], HasSubstr("还没有记为已处理"));
  EXPECT_THAT(Complaint({"draft", "C3", "小满您好，12栋垃圾今天18点前清走。", "--by", "小林"}).out,
              AllOf(HasSubstr("3 点里漏了 1 点"), HasSubstr("漏  业主问：为什么没人管（为什么）")));
  EXPECT_EQ(
      json::parse(Complaint({"show", "C3", "--json"}).out)["draft"]["review"]["points"][2]["asks"],
      "为什么");
}

// B12: what was approved and what was posted.
TEST_F(ComplaintCommands, WhatAPostedReplyDiffersInIsShownSentenceBySentence) {
  const auto import = [&](const std::string& line) {
    const auto file = (folder_ / "forum.jsonl").string();
    std::ofstream(file) << line << "\n";
    EXPECT_EQ(Call({"import", "--config", config_, file}).code, 0);
  };
  import(
      R"({"community":"云栖苑","channel":"forum","thread":"d","post":"d1","is_first":true,"title":"12栋电梯又停了","author":"小满","posted_at":"2026-03-05T11:00:00+08:00","text":"12栋电梯又停了，没人来修。"})");
  EXPECT_EQ(Complaint({"draft", "C3", "您好。电梯今天15点修好。王工负责。", "--by", "小林"}).code,
            0);
  import(
      R"({"community":"云栖苑","channel":"forum","thread":"d","post":"d2","author":"云栖客服","official":true,"text":"您好！电梯明天修好。王工负责。"})");
  EXPECT_THAT(Complaint({"show", "C3"}).out,
              HasSubstr("与这一稿不同：少了“电梯今天15点修好。”；多了“电梯明天修好。”"));
  const json reply = json::parse(Complaint({"show", "C3", "--json"}).out)["forum_replies"][0];
  EXPECT_EQ(reply["as_drafted"], false);
  EXPECT_EQ(reply["differs"]["left_out"], json({"电梯今天15点修好。"}));
  EXPECT_EQ(reply["differs"]["added"], json({"电梯明天修好。"}));
}

TEST_F(ComplaintCommands, AnOrderOfNobodyIsRefused) {
  for (const char* const nobody : {"", "  ", "　"}) {
    for (const std::vector<std::string>& order : std::vector<std::vector<std::string>>{
             {"accept", "C1"}, {"draft", "C1", "您好"}, {"split", "C1", "a1"}, {"close", "C1"}}) {
      std::vector<std::string> words = order;
      words.insert(words.end(), {"--by", nobody});
      const Ended ended = Complaint(words);
      EXPECT_EQ(ended.code, 64) << order.front();
      EXPECT_THAT(ended.err, AllOf(HasSubstr("--by"), HasSubstr("没有写名字"))) << order.front();
    }
  }
  EXPECT_EQ(List()[0]["steps"].size(), 0U);
}

TEST_F(ComplaintCommands, WhatWasMergedCanBeSplitOffAgainUnderANewNumber) {
  EXPECT_EQ(Complaint({"assign", "C2", "张工"}).code, 0);
  EXPECT_EQ(Complaint({"merge", "C2", "C1"}).code, 0);
  EXPECT_EQ(List().size(), 1U);
  const Ended shown = Complaint({"show", "C2"});
  EXPECT_THAT(shown.err, HasSubstr("C2 已并入 C1"));
  EXPECT_THAT(shown.out, AllOf(HasSubstr("责任人 张工"), HasSubstr("（对 C2）")));
  const Ended split = Complaint({"split", "C1", "b1", "--json"});
  EXPECT_EQ(split.code, 0) << split.err;
  EXPECT_EQ(json::parse(split.out)["made"], "C3");
  EXPECT_EQ(List().size(), 2U);
}

TEST_F(ComplaintCommands, WhatIsRefusedSaysWhyAndEndsAsBadInput) {
  const Ended ended = Complaint({"close", "C1"});
  EXPECT_EQ(ended.code, 65);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("没有做"), HasSubstr("C3"), HasSubstr("理由")));
  EXPECT_THAT(ended.out, IsEmpty());
  EXPECT_EQ(Complaint({"close", "seven"}).code, 64);
  EXPECT_EQ(Complaint({"assign", "C1"}).code, 64);
}

TEST_F(ComplaintCommands, NoClockRunsForWhatIsClosed) {
  EXPECT_EQ(Complaint({"close", "C1", "--why", "重复登记"}).code, 0);
  EXPECT_THAT(Complaint({"list", "--status", "closed", "--history"}).out,
              AllOf(HasSubstr("已关闭"), Not(HasSubstr("止（"))));
}

TEST_F(ComplaintCommands, BytesOfAnotherCharsetDoNotReachTheRecord) {
  EXPECT_EQ(Complaint({"note", "C1", "\xc0\xee", "--by", "\xc0\xee"}).code, 0);
  EXPECT_THAT(Complaint({"show", "C1"}).out, HasSubstr("\xef\xbf\xbd"));
  EXPECT_EQ(Complaint({"note", "C1", "  "}).code, 65) << "blanks say nothing";
}

TEST_F(ComplaintCommands, TheServiceTakesOrdersWhileItRuns) {
  Process service({FORUMWATCH_PROGRAM, "--data", kData, "run", "--config", config_},
                  (folder_ / "log").string());
  const auto socket = InboxOf(folder_ / "store.db");
  for (int i = 0; i < 500 && !std::filesystem::exists(socket); ++i) {
    Pause(std::chrono::milliseconds(20));
  }
  const Ended ended = Complaint({"accept", "C1", "--by", "李主管"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  service.Signal(SIGTERM);
  EXPECT_EQ(service.Wait(std::chrono::seconds(10)), 0);
  EXPECT_FALSE(std::filesystem::exists(socket));
  EXPECT_THAT(Complaint({"show", "C1"}).out, HasSubstr("受理  李主管"));
}

TEST_F(ComplaintCommands, ADoorThatCannotBeOpenedStopsNoWatch) {
  std::filesystem::create_directories(InboxOf(folder_ / "store.db") / "in the way");
  Process service({FORUMWATCH_PROGRAM, "--data", kData, "run", "--config", config_},
                  (folder_ / "log").string());
  const auto log = [&] {
    std::ostringstream text;
    text << std::ifstream(folder_ / "log").rdbuf();
    return text.str();
  };
  for (int i = 0; i < 500 && log().find("start watching") == std::string::npos; ++i) {
    Pause(std::chrono::milliseconds(20));
  }
  EXPECT_THAT(log(), HasSubstr("no orders can be taken"));
  EXPECT_EQ(Complaint({"accept", "C1"}).code, 75);
  service.Signal(SIGTERM);
  EXPECT_EQ(service.Wait(std::chrono::seconds(10)), 0);
}

TEST_F(ComplaintCommands, AServiceThatRunsDoesIt) {
  const InstanceLock running((folder_ / "store.db.lock").string());
  Inbox inbox(InboxOf(folder_ / "store.db"));
  std::vector<Order> taken;
  std::thread service([&] {
    while (taken.empty()) {
      std::vector<pollfd> wait;
      for (const int fd : inbox.fds()) {
        wait.push_back({fd, POLLIN, 0});
      }
      if (poll(wait.data(), wait.size(), 10'000) <= 0) {
        return;
      }
      inbox.Serve([&](const Order& order) {
        taken.push_back(order);
        return OrderResult{true, "C1 受理", std::nullopt};
      });
    }
  });
  const Ended ended = Complaint({"accept", "C1", "--by", "李主管"});
  service.join();
  EXPECT_EQ(ended.code, 0) << ended.err;
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].kind, StepKind::Acknowledged);
  EXPECT_THAT(taken[0].who, HasSubstr("李主管"));
  EXPECT_TRUE(List()[0]["steps"].empty()) << "not done a second time by the command";
}

TEST_F(ComplaintCommands, AServiceThatDoesNotListenIsNotOverruled) {
  const InstanceLock running((folder_ / "store.db.lock").string());
  EXPECT_EQ(Complaint({"accept", "C1"}).code, 75);
}

}  // namespace
}  // namespace forumwatch
