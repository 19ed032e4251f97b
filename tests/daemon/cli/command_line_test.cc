// The command line as a user or a script meets it: words, exit codes, files.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/instance_lock.h"
#include "daemon/store/complaints.h"
#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "daemon/store/steps.h"
#include "tests/daemon/cli/called.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CommandLineTest : public testing::Test {
 protected:
  CommandLineTest() { WriteConfig(Config()); }

  [[nodiscard]] std::string Config() const { return (folder_ / "forumwatch.json").string(); }
  std::string Write(const std::string& name, const std::string& text) {
    const auto file = folder_ / name;
    std::ofstream(file) << text;
    return file.string();
  }
  std::string Posts() {
    return Write(
        "posts.jsonl",
        R"({"community":"云栖苑","channel":"phone","thread":"a","post":"a1","is_first":true,"title":"7栋电梯又停了","author":"老王","posted_at":"2026-03-02T10:00:00+08:00","text":"7栋电梯又停了，已经两天没人来修。"}
)");
  }

  TempFolder folder_;
};

TEST_F(CommandLineTest, HelpNamesEveryCommandAndTeachesTheFirstSteps) {
  const Ended ended = Call({"--help"});
  EXPECT_EQ(ended.code, 0);
  for (const char* command : {"run", "check-config", "crawl", "import", "analyze", "replay",
                              "report", "explain", "backup"}) {
    EXPECT_THAT(ended.out, HasSubstr(command));
  }
  EXPECT_THAT(ended.out, HasSubstr("第一次用"));
}

TEST_F(CommandLineTest, WrongUseIs64) {
  EXPECT_EQ(Call({}).code, 64);
  EXPECT_EQ(Call({"fly"}).code, 64);
  EXPECT_EQ(Call({"run"}).code, 64);
  EXPECT_EQ(Call({"report", "--config", Config(), "--month", "März", "--out", "x"}).code, 64);
  EXPECT_EQ(Call({"explain", "--config", Config(), "电梯"}).code, 64);
  EXPECT_EQ(Call({"crawl", "--config", Config(), "--source", "nobody"}).code, 64);
}

TEST_F(CommandLineTest, AWrongConfigurationIs78AndSaysWhere) {
  const std::string wrong = Write("wrong.json", "{\"company\": 7,\n \"comunities\": []}");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"check-config", wrong},
                                                {"run", "--config", wrong},
                                                {"backup", "--config", wrong, "x"}}) {
    const Ended ended = Call(words);
    EXPECT_EQ(ended.code, 78) << words.front();
    EXPECT_THAT(ended.err, HasSubstr("wrong.json:1:")) << words.front();
    EXPECT_THAT(ended.err, HasSubstr("communities")) << words.front();
  }
}

TEST_F(CommandLineTest, WrongUseIsSaidInChineseWithTheParsersOwnWordsBehind) {
  EXPECT_THAT(Call({}).err, HasSubstr("缺少子命令（"));
  EXPECT_THAT(Call({"fly"}).err, HasSubstr("没有“fly”这个子命令（"));
  EXPECT_THAT(Call({"run"}).err, HasSubstr("缺少 --config（"));
  EXPECT_THAT(Call({"run", "--config", "x", "fly"}).err, HasSubstr("看不懂“fly”（"));
  EXPECT_THAT(Call({"report", "--config"}).err, HasSubstr("--config 的值太少或太多（"));
  EXPECT_THAT(Call({"run"}).err, HasSubstr("加 --help 看用法"));
  const std::string help = Call({"run", "--help"}).out;
  EXPECT_THAT(help, AllOf(HasSubstr("用法: forumwatch run"), Not(HasSubstr("Options"))));
}

TEST_F(CommandLineTest, AMissingFileIsSaidInWords) {
  const Ended missing =
      Call({"analyze", "/nowhere/posts.jsonl", "--out", (folder_ / "o").string()});
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.err, HasSubstr("没有这个文件或文件夹（No such file or directory，errno 2）"));
  EXPECT_EQ(Call({"check-config", "/nowhere.json"}).code, 78);
}

TEST_F(CommandLineTest, ImportedPostsAreReportedExplainedAndBackedUp) {
  EXPECT_EQ(Call({"import", "--config", Config(), Posts()}).code, 0);
  EXPECT_EQ(Call({"import", "--config", Config(), Posts()}).code, 0) << "again, without doubles";

  const Ended explained = Call({"explain", "--config", Config(), "C1"});
  EXPECT_EQ(explained.code, 0) << explained.err;
  EXPECT_THAT(explained.out, HasSubstr("7栋电梯又停了"));
  EXPECT_THAT(explained.out, HasSubstr("热度"));
  const Ended as_json = Call({"explain", "--config", Config(), "C1", "--json"});
  EXPECT_EQ(json::parse(as_json.out).at("times"), 1);
  EXPECT_THAT(explained.out, HasSubstr("最早发帖 3月2日 10:00"));
  EXPECT_EQ(Call({"explain", "--config", Config(), "C9"}).code, 65);

  const std::string out = (folder_ / "report").string();
  const Ended report = Call({"report", "--config", Config(), "--month", "2026-03", "--out", out});
  EXPECT_EQ(report.code, 0) << report.err;
  EXPECT_TRUE(std::filesystem::exists(out + "/analysis-2026-03.html"));
  const auto figures = json::parse(std::ifstream(out + "/report-2026-03.json"));
  EXPECT_EQ(figures.at("total").at("count"), 1);

  const json written = json::parse(
      Call({"report", "--config", Config(), "--month", "2026-03", "--out", out, "--json"}).out);
  EXPECT_EQ(written.at("html"), out + "/analysis-2026-03.html");
  EXPECT_EQ(written.at("json"), out + "/report-2026-03.json");

  const std::string copy = (folder_ / "copy.db").string();
  EXPECT_EQ(Call({"backup", "--config", Config(), copy}).code, 0);
  EXPECT_GT(std::filesystem::file_size(copy), 0U);
  const json backed_up = json::parse(Call({"backup", "--config", Config(), copy, "--json"}).out);
  EXPECT_EQ(backed_up.at("file"), copy);
  EXPECT_EQ(backed_up.at("bytes"), std::filesystem::file_size(copy));
}

TEST_F(CommandLineTest, ImportRefusesACommunityThatTheConfigurationDoesNotKnowLineByLine) {
  const std::string post =
      R"(","channel":"phone","thread":"a","post":"a1","title":"电梯","text":"7栋电梯又停了，没人修。"})"
      "\n";
  const std::string file = Write(
      "typo.jsonl", R"({"community":"云栖园)" + post + "坏\n" + R"({"community":"云栖苑)" + post);
  const Ended first = Call({"import", "--config", Config(), file});
  EXPECT_EQ(first.code, 65);
  EXPECT_THAT(first.err, HasSubstr("typo.jsonl:1: 小区“云栖园”不在配置里"));
  EXPECT_THAT(first.err, HasSubstr("配置里有：云栖苑"));
  EXPECT_THAT(first.err, HasSubstr("typo.jsonl:2: "));
  EXPECT_THAT(first.err, HasSubstr("导入 1 帖，2 行有错"));
  EXPECT_EQ(Call({"explain", "--config", Config(), "C1"}).code, 0) << "the rest was taken";
  EXPECT_EQ(Call({"explain", "--config", Config(), "C2"}).code, 65);
  EXPECT_THAT(Call({"import", "--config", Config(), file}).err, HasSubstr("导入 0 帖，重复 1 帖"));
}

TEST_F(CommandLineTest, ExplainTellsTheEarliestPostTheClocksAsTheyStandAndWhoWasReached) {
  const std::string old = Write(
      "old.jsonl",
      R"({"community":"云栖苑","channel":"phone","thread":"a","post":"a0","is_first":true,"title":"7栋电梯又停了","author":"老李","posted_at":"2026-01-05T09:00:00+08:00","text":"7栋电梯又停了，没人来修。"}
)");
  ASSERT_EQ(Call({"import", "--config", Config(), old}).code, 0);
  {  // a live post has woken it since, and nobody has looked when its clocks ran out
    Session session(folder_ / "store.db", OpenMode::MustExist);
    InTransaction(session, [&] {
      ComplaintStore complaints(session);
      Complaint complaint = complaints.Load(ComplaintId{1}).value();
      complaint.opened_at = ParseRfc3339("2026-03-02T10:00:00+08:00").value();
      complaints.Update(complaint);
      Duty duty;
      duty.starts_at = complaint.opened_at;
      duty.due_at = duty.starts_at + std::chrono::hours(4);
      DutyStore(session).Save(complaint.id, {&duty, 1});
      Alert alert;
      alert.id = "01J1";
      alert.rule = "first_reply.overdue";
      alert.complaint = complaint.id;
      const AlertTarget duty_group{"值班群", ""};
      OutboxStore outbox(session);
      outbox.InsertAlert(alert, "已超时", {&duty_group, 1});
      outbox.MarkDead(outbox.ClaimDue("值班群", alert.at, "run", 1).at(0).id, "HTTP 401", alert.at);
    });
  }
  const std::string text = Call({"explain", "--config", Config(), "C1"}).out;
  EXPECT_THAT(text, HasSubstr("最早发帖 1月5日 09:00（启用前的旧帖），3月2日 10:00 又有人发帖"));
  EXPECT_THAT(text, HasSubstr("已超时，尚未完成"));
  EXPECT_THAT(text, HasSubstr("值班群：没有送到，不再试（HTTP 401）"));
  const json object = json::parse(Call({"explain", "--config", Config(), "C1", "--json"}).out);
  EXPECT_EQ(object.at("duties").at(0).at("state"), "missed");
  const json then = json::parse(
      Call({"explain", "--config", Config(), "C1", "--json", "--now", "2026-03-02T11:00:00+08:00"})
          .out);
  EXPECT_EQ(then.at("duties").at(0).at("state"), "open") << "as a demo's clock has it";
}

TEST_F(CommandLineTest, ExplainShowsThePostsAndWhatEachStaffPostCountsFor) {
  const std::string file = Write(
      "thread.jsonl",
      R"({"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8","post":"81","floor":1,"is_first":true,"title":"7栋电梯又停了","author":"老王","posted_at":"2026-03-02T10:00:00+08:00","text":"7栋电梯又停了，没人修，物业到底管不管！","url":"https://forum.example/t8"}
{"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8","post":"82","floor":2,"author":"云栖客服","official":true,"posted_at":"2026-03-02T11:00:00+08:00","text":"您好，已收到，会尽快核实。"}
)");
  ASSERT_EQ(Call({"import", "--config", Config(), file}).code, 0);
  const std::string text = Call({"explain", "--config", Config(), "C1"}).out;
  EXPECT_THAT(text,
              HasSubstr("3月2日 10:00  老王（主题 8 第 1 楼，帖 81）：7栋电梯又停了，没人修"));
  EXPECT_THAT(text, HasSubstr("https://forum.example/t8"));
  EXPECT_THAT(text, HasSubstr("3月2日 11:00  云栖客服（主题 8 第 2 楼，帖 82）：您好，已收到"));
  EXPECT_THAT(text, HasSubstr("算首次回复；只是受理确认，不算具体措施"));
  const json object = json::parse(Call({"explain", "--config", Config(), "C1", "--json"}).out);
  EXPECT_EQ(object.at("staff").at(0).at("first_reply"), true);
  EXPECT_EQ(object.at("staff").at(0).at("measures"), false);
}

// B2, B12: what the machine took and what people took stands apart.
TEST_F(CommandLineTest, ExplainTellsWhoseTimeTheAnswerTook) {
  const std::string file = Write(
      "thread.jsonl",
      R"({"community":"云栖苑","source":"业主论坛","channel":"forum","thread":"8","post":"81","floor":1,"is_first":true,"title":"7栋电梯又停了","author":"老王","posted_at":"2026-03-02T10:00:00+08:00","seen_at":"2026-03-02T10:01:00+08:00","text":"7栋电梯又停了，没人修，物业到底管不管！"}
)");
  ASSERT_EQ(Call({"import", "--config", Config(), file}).code, 0);
  {
    Session session(folder_ / "store.db", OpenMode::MustExist);
    InTransaction(session, [&] {
      Duty duty;
      duty.starts_at = ParseRfc3339("2026-03-02T10:00:00+08:00").value();
      duty.due_at = duty.starts_at + std::chrono::hours(4);
      duty.satisfied_at = duty.starts_at + std::chrono::minutes(40);
      duty.state = DutyState::Met;
      DutyStore(session).Save(ComplaintId{1}, {&duty, 1});
      Alert alert;
      alert.id = "01J1";
      alert.rule = "complaint.new";
      alert.complaint = ComplaintId{1};
      alert.at = duty.starts_at + std::chrono::minutes(1);
      const AlertTarget duty_group{"值班群", ""};
      OutboxStore outbox(session);
      outbox.InsertAlert(alert, "新投诉", {&duty_group, 1});
      outbox.MarkSent(outbox.ClaimDue("值班群", alert.at, "run", 1).at(0).id,
                      duty.starts_at + std::chrono::minutes(2));
      StepStore(session).Append({ComplaintId{1}, "小林", duty.starts_at + std::chrono::minutes(20),
                                 StepKind::Drafted, "", "您好"});
    });
  }
  EXPECT_THAT(Call({"explain", "--config", Config(), "C1"}).out,
              HasSubstr("\n      机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟\n"
                        "      人员用时 38 分钟：提醒到拟稿 18 分钟，拟稿到论坛上出现 20 分钟\n"));
  const json object = json::parse(Call({"explain", "--config", Config(), "C1", "--json"}).out);
  const json& delays = object.at("duties").at(0).at("delays");
  EXPECT_EQ(delays.at("machine_seconds"), 120);
  EXPECT_EQ(delays.at("staff_seconds"), 38 * 60);
  EXPECT_EQ(delays.at("legs").size(), 4U);
  EXPECT_EQ(delays.at("legs").at(0),
            json::parse(R"({"from": "posted", "to": "seen", "seconds": 60})"));
}

TEST_F(CommandLineTest, ADamagedStoreIsSaidWithTheWayOutAndNotStartedAgain) {
  std::ofstream(folder_ / "store.db") << std::string(8192, 'x');
  json quiet = json::parse(std::ifstream(Config()));
  quiet.erase("roles");
  quiet.erase("channels");
  std::ofstream(Config()) << quiet.dump();
  const Ended ended = Call({"run", "--config", Config()});
  EXPECT_EQ(ended.code, 78);
  EXPECT_THAT(ended.err, HasSubstr("数据库已损坏"));
  EXPECT_THAT(ended.err, HasSubstr("备份"));
}

TEST_F(CommandLineTest, AReportTellsTheClocksAsTheyStandWhenItIsWritten) {
  const json company = json::parse(std::ifstream(Config()));
  json own = company;
  own["communities"][0]["calendar"] = {{"hours", {"08:00-20:00"}}};
  std::ofstream(Config()) << own.dump();
  ASSERT_EQ(Call({"import", "--config", Config(), Posts()}).code, 0);
  {  // nobody has looked since they began to run
    Session session(folder_ / "store.db", OpenMode::MustExist);
    std::vector<Duty> duties(3);
    duties[1].kind = DutyKind::Measures;
    duties[2].kind = DutyKind::WorkingDay;
    for (Duty& duty : duties) {
      duty.starts_at = ParseRfc3339("2026-03-02T10:00:00+08:00").value();
      duty.due_at = ParseRfc3339("2026-03-02T18:00:00+08:00").value();
    }
    InTransaction(session, [&] { DutyStore(session).Save(ComplaintId{1}, duties); });
  }
  const auto figures = [&] {
    const std::string out = (folder_ / "report").string();
    EXPECT_EQ(Call({"report", "--config", Config(), "--month", "2026-03", "--out", out}).code, 0);
    return json::parse(std::ifstream(out + "/report-2026-03.json"));
  };
  const json with_own = figures();
  for (const json& duty : with_own.at("duties")) {
    EXPECT_EQ(duty.at("missed").at("count"), 1) << duty;
    EXPECT_EQ(duty.at("open").at("count"), 0) << duty;
  }
  std::ofstream(Config()) << company.dump();
  EXPECT_NE(with_own.at("calendar_version"), figures().at("calendar_version"))
      << "the calendar of the community, not the company's";
}

TEST_F(CommandLineTest, ImportNamesLinesItCannotReadAndKeepsTheRest) {
  const std::string file = Write("bad.jsonl", "{\"community\":\"云栖苑\"}\nnonsense\n");
  const Ended ended = Call({"import", "--config", Config(), file});
  EXPECT_EQ(ended.code, 65);
  EXPECT_THAT(ended.err, HasSubstr("bad.jsonl:1:"));
  EXPECT_THAT(ended.err, HasSubstr("bad.jsonl:2:"));
}

TEST_F(CommandLineTest, ASecondInstanceIs75) {
  const InstanceLock lock((folder_ / "store.db").string() + ".lock");
  EXPECT_EQ(Call({"import", "--config", Config(), Posts()}).code, 75);
}

TEST_F(CommandLineTest, AStoreThatHasVanishedIsNotReplacedInSilence) {
  EXPECT_EQ(Call({"import", "--config", Config(), Posts()}).code, 0);
  std::filesystem::remove(folder_ / "store.db");
  const Ended ended = Call({"import", "--config", Config(), Posts()});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("--init"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "store.db"));
}

TEST_F(CommandLineTest, AStoreThatHasBecomeEmptyIsNotBegunAnewInSilence) {
  EXPECT_EQ(Call({"import", "--config", Config(), Posts()}).code, 0);
  std::filesystem::resize_file(folder_ / "store.db", 0);
  const Ended ended = Call({"import", "--config", Config(), Posts()});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("--init"));
  EXPECT_EQ(std::filesystem::file_size(folder_ / "store.db"), 0U);
}

TEST_F(CommandLineTest, ABoardThatCannotBeReachedIs69) {
  const json config = {
      {"company", "晴川物业"},
      {"store", {{"file", "other.db"}}},
      {"http", {{"contact", "mailto:duty@example.com"}, {"allow_private", {"127.0.0.1:9"}}}},
      {"communities",
       {{{"name", "云栖苑"},
         {"staff", {"云栖客服"}},
         {"sources",
          {{{"name", "业主论坛"},
            {"engine", "discuz"},
            {"url", "http://127.0.0.1:9/forum.php?mod=forumdisplay&fid=2"}}}}}}}};
  const std::string file = Write("other.json", config.dump());
  const std::string dump = Write("dump.jsonl", "of an earlier visit");
  const Ended ended = Call({"crawl", "--config", file, "--source", "业主论坛", "--dump", dump});
  EXPECT_EQ(ended.code, 69) << ended.err;
  EXPECT_THAT(ended.err, AllOf(HasSubstr("连不上"), HasSubstr(dump + ".part")));
  EXPECT_EQ(std::filesystem::file_size(dump), std::string_view("of an earlier visit").size());
  EXPECT_EQ(std::filesystem::status(dump + ".part").permissions(), std::filesystem::perms(0600))
      << "what people wrote is for its owner alone";
}

}  // namespace
}  // namespace forumwatch
