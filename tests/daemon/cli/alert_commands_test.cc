// roster and alert list: who is told, what was said, what never arrived.
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/store/outbox.h"
#include "tests/daemon/cli/called.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AlertCommands : public testing::Test {
 protected:
  AlertCommands() {
    WriteConfig(file_);
    json config = json::parse(std::ifstream(file_));
    config["people"] = json::parse(R"({"张敏": [{"channel": "值班群"}]})");
    config["roster"] = json::parse(R"({"changes_at": "08:00", "shifts": [
      {"role": "monitor", "weekdays": [1, 2, 3, 4, 5, 6], "who": ["张敏"]}]})");
    std::ofstream(file_) << config.dump();
  }

  Ended With(std::vector<std::string> words) {
    words.insert(words.end(), {"--config", file_.string()});
    return Call(words);
  }
  // One that was sent and one that never arrived.
  void SayTwo() {
    Session session(folder_ / "store.db", OpenMode::CreateIfMissing);
    OutboxStore outbox(session);
    InTransaction(session, [&] {
      for (const char* const id : {"01JSENT", "01JDEAD"}) {
        Alert alert;
        alert.id = id;
        alert.rule = "source.down";
        alert.source = id;
        alert.title = "论坛连不上";
        alert.reason = "连续 3 次访问都没有得到可用的答复";
        alert.receivers = {"technical"};
        outbox.InsertAlert(alert, alert.title, std::vector{AlertTarget{"值班群", ""}});
      }
      const auto claimed = outbox.ClaimDue("值班群", UtcTime(std::chrono::hours(1)), "run", 10);
      outbox.MarkSent(claimed[0].id, UtcTime(std::chrono::hours(1)));
      outbox.MarkDead(claimed[1].id, "机器人已停用", UtcTime(std::chrono::hours(1)));
    });
  }

  TempFolder folder_;
  std::filesystem::path file_ = folder_ / "forumwatch.json";
};

TEST_F(AlertCommands, TheRosterSaysWhoIsOnDutyAndWhereSomebodyIsMissing) {
  const Ended monday = With({"roster", "--date", "2026-03-02"});
  EXPECT_EQ(monday.code, 0) << monday.err;
  EXPECT_THAT(monday.out,
              AllOf(HasSubstr("2026-03-02（周一），从 3月2日 08:00 起一天"),
                    HasSubstr("论坛监控员（monitor）：张敏（值班群）；不论谁值班都发给 值班群"),
                    HasSubstr("不好  3月8日（周日） 没有 monitor 值班"),
                    HasSubstr("部门负责人（head）：值班群"), Not(HasSubstr("缺人"))));
  EXPECT_THAT(With({"roster", "--date", "2026-03-08"}).out,
              HasSubstr("不好  论坛监控员（monitor）：缺人，没有人值班；不论谁值班都发给 值班群"));
  EXPECT_THAT(With({"roster", "--now", "2026-03-03T07:59:00+08:00"}).out,
              HasSubstr("2026-03-02（周一）"))
      << "the night belongs to the day before";
}

TEST_F(AlertCommands, TheRosterForScripts) {
  const Ended ended = With({"roster", "--date", "2026-03-08", "--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  const json roster = json::parse(ended.out);
  EXPECT_EQ(roster["date"], "2026-03-08");
  EXPECT_EQ(roster["from"], "2026-03-08T08:00:00+08:00");
  EXPECT_EQ(roster["to"], "2026-03-09T08:00:00+08:00");
  EXPECT_EQ(roster["roles"][0]["role"], "monitor");
  EXPECT_EQ(roster["roles"][0]["gap"], true);
  EXPECT_TRUE(roster["roles"][0]["on_duty"].empty());
  EXPECT_EQ(roster["roles"][0]["always"][0]["channel"], "值班群");
  EXPECT_EQ(roster["gaps"][0]["date"], "2026-03-15");
}

TEST_F(AlertCommands, ADateThatIsNoneIsWrongUse) {
  EXPECT_EQ(With({"roster", "--date", "2026-02-30"}).code, 64);
  EXPECT_THAT(With({"roster", "--date", "tomorrow"}).err, HasSubstr("应写成 2026-03-02"));
}

TEST_F(AlertCommands, WhatNeverArrivedIsListedWithItsReason) {
  SayTwo();
  const Ended all = With({"alert", "list"});
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_THAT(all.out, AllOf(HasSubstr("01JSENT"), HasSubstr("值班群：已送到"),
                             HasSubstr("值班群：没有送到，不再试"), HasSubstr("机器人已停用")));
  const Ended dead = With({"alert", "list", "--dead"});
  EXPECT_THAT(dead.out, AllOf(HasSubstr("01JDEAD"), Not(HasSubstr("01JSENT"))));
  const json list = json::parse(With({"alert", "list", "--dead", "--json"}).out);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0]["deliveries"][0]["state"], "dead");
  EXPECT_EQ(list[0]["deliveries"][0]["reason"], "机器人已停用");
  EXPECT_EQ(json::parse(With({"alert", "list", "--limit", "1", "--json"}).out).size(), 1U);
}

TEST_F(AlertCommands, WhatWaitsForAChannelThatWasTakenOutIsListedAsNotArrived) {
  SayTwo();
  {
    Session session(folder_ / "store.db", OpenMode::CreateIfMissing);
    InTransaction(session, [&] {
      Alert alert;
      alert.id = "01JGONE";
      alert.rule = "source.down";
      alert.source = "c";
      alert.receivers = {"technical"};
      OutboxStore(session).InsertAlert(
          alert, "", std::vector{AlertTarget{"旧群", ""}, AlertTarget{"值班群", ""}});
    });
  }
  const Ended dead = With({"alert", "list", "--dead"});
  EXPECT_THAT(dead.out,
              AllOf(HasSubstr("01JGONE"), HasSubstr("旧群：配置里已经没有这个通道，发不出去"),
                    HasSubstr("值班群：正在送"), HasSubstr("01JDEAD"), Not(HasSubstr("01JSENT"))));
  const json list = json::parse(With({"alert", "list", "--dead", "--json"}).out);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0]["deliveries"][0]["channel_exists"], false);
  EXPECT_EQ(list[0]["deliveries"][1]["channel_exists"], true);
}

TEST_F(AlertCommands, NothingSaidIsSaid) {
  { const Session fresh(folder_ / "store.db", OpenMode::CreateIfMissing); }
  EXPECT_THAT(With({"alert", "list"}).out, HasSubstr("还没有提醒过"));
  EXPECT_THAT(With({"alert", "list", "--dead"}).out, HasSubstr("没有送不到的提醒"));
}

}  // namespace
}  // namespace forumwatch
