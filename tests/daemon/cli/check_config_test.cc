#include "daemon/cli/check_config.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/config/config_fixture.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CheckConfigTest : public ConfigTest {
 protected:
  // Checks the text as forumwatch.json; what is printed stays in out_ and err_.
  ExitCode Check(const std::string& text, bool as_json = false,
                 const std::string& now = "2026-03-02T09:00:00+08:00") {
    std::ostringstream out;
    std::ostringstream err;
    const auto check =
        MakeConfigCheck(Written("forumwatch.json", text), places_, *ParseRfc3339(now));
    const ExitCode code = PrintConfigCheck(check, as_json, out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  const ConfigPlaces places_{FORUMWATCH_SOURCE_DIR "/config", {}};
  std::string out_;
  std::string err_;
};

TEST_F(CheckConfigTest, SaysInShortWhatARightOneComesTo) {
  EXPECT_EQ(Check(kGoodConfig), ExitCode::Done);
  EXPECT_THAT(err_, IsEmpty());
  for (const char* const said :
       {"配置没有错误：", "公司：晴川物业", "小区 2 个", "  银杏湾\n",
        "    业主论坛：discuz，每 20 分钟看一次（安静时 30 分钟），物业账号 2 个\n",
        "      https://bbs.example.com/forum-12-1.html\n",
        "    公告：feed，每 5 秒看一次（安静时 10 秒），物业账号 1 个",
        "    日历：法定节假日 2007–2026，本项目自定 2 天（",
        "\n日历：法定节假日 2007–2026，本项目自定 1 天（", "通道 3 个",
        "  值班群：https://hooks.example.com/…，签名\n",
        "  邮件：smtp://mail.example.com:587，发件人 forumwatch@qingchuan.example\n",
        "  技术群：钉钉机器人，https://oapi.dingtalk.com/…，签名\n",
        "  论坛监控员（monitor）：值班群、邮件 jiankong@qingchuan.example；当天值班的人\n",
        "    收到 calendar.missing、",
        "  部门负责人（head）：邮件 head@qingchuan.example\n    收到 approval.waiting、",
        "  张敏：邮件 zhangmin@qingchuan.example、邮件 min@home.example\n",
        "看门网址：https://watch.example.com/…，每 2 分钟访问一次\n", "统计月：截止到每月 20 日"}) {
    EXPECT_THAT(out_, HasSubstr(said));
  }
  EXPECT_THAT(out_, Not(HasSubstr("要留意")));
  EXPECT_THAT(out_, Not(HasSubstr("品质管理部")));  // not in it
}

TEST_F(CheckConfigTest, ShowsNoSecret) {
  const std::string text = Changed(kGoodConfig, "https://hooks.example.com/duty",
                                   "https://hooks.example.com/send?key=0123456789");
  for (const bool as_json : {false, true}) {
    EXPECT_EQ(Check(text, as_json), ExitCode::Done);
    for (const char* const secret : {"sesame", "hunter2", "0123456789", "CANARY", "SECdemo"}) {
      EXPECT_THAT(out_ + err_, Not(HasSubstr(secret)));
    }
  }
}

TEST_F(CheckConfigTest, SaysWhoWeAreToAForumAndNotByWhatItKnowsUs) {
  Check(Changed(kGoodConfig, R"("utc_offset": "+09:00")",
                R"("login": {"user": "银杏湾物业", "password_file": "smtp-password"})"));
  EXPECT_THAT(out_, HasSubstr("物业账号 2 个，以 银杏湾物业 登录\n"));
  EXPECT_THAT(out_ + err_, Not(HasSubstr("hunter2")));
  Check(Changed(kGoodConfig, R"("utc_offset": "+09:00")",
                R"("login": {"cookies_file": "smtp-password"})"));
  EXPECT_THAT(out_, HasSubstr("物业账号 2 个，用 smtp-password 登录\n"));
  EXPECT_THAT(out_ + err_, Not(HasSubstr("hunter2")));
}

TEST_F(CheckConfigTest, ListsEveryMistakeOnALineAndEndsWith78) {
  const std::string text =
      Changed(Changed(kGoodConfig, R"("cutoff_day": 20)", R"("cutoff_day": 0)"),
              R"("first_reply": "3h")", R"("first_reply": "3")");
  EXPECT_EQ(Check(text), ExitCode::BadConfig);
  EXPECT_THAT(out_, IsEmpty());
  const std::string file = (folder_ / "forumwatch.json").string();
  EXPECT_EQ(err_,
            file +
                ":40:29 clocks.first_reply: 应当是时长，例如 \"90s\"、\"30m\"、\"4h\"、\"14d\"、"
                "\"1h30m\"，现在是文字“3”\n" +
                file + ":77:28 report.cutoff_day: 0 超出范围，可以是 1 到 31\n" +
                "共 2 处要改。\n");
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(CheckConfig(file, places_, false, out, err), 78);
  EXPECT_EQ(CheckConfig(folder_ / "nowhere.json", places_, false, out, err), 78);
  EXPECT_THAT(err.str(), HasSubstr("nowhere.json: 打不开这个文件"));
}

TEST_F(CheckConfigTest, WarningsLeaveItRight) {
  EXPECT_EQ(Check(Changed(kGoodConfig, R"("staff": ["枫林客服"])", R"("staff": [])")),
            ExitCode::Done);
  EXPECT_THAT(out_, HasSubstr("要留意 1 处\n  "));
  EXPECT_THAT(out_, HasSubstr("communities[1].sources[0].staff: 没有员工账号"));
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(CheckConfig(folder_ / "forumwatch.json", places_, false, out, err), 0);
}

TEST_F(CheckConfigTest, WarningsStandBesideMistakes) {
  const std::string text =
      Changed(Changed(kGoodConfig, R"("staff": ["枫林客服"])", R"("staff": [])"),
              R"("cutoff_day": 20)", R"("cutoff_day": 0)");
  EXPECT_EQ(Check(text), ExitCode::BadConfig);
  EXPECT_THAT(out_, IsEmpty());
  EXPECT_THAT(err_, HasSubstr("共 1 处要改。\n另外要留意 1 处：\n  "));
  EXPECT_THAT(err_, HasSubstr("communities[1].sources[0].staff: 没有员工账号"));
  EXPECT_EQ(Check(text, true), ExitCode::BadConfig);
  EXPECT_EQ(json::parse(out_).at("mistakes").size(), 1U);
  EXPECT_EQ(json::parse(out_).at("warnings").size(), 1U);
}

// An upgrade brings rules, and roles that nobody has: the service goes on, and it is said.
TEST_F(CheckConfigTest, AnAlertRulesFileFromBeforeAnUpgradeIsFilledUpFromTheShippedOne) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  std::string rules;
  for (const std::string& rule : KnownRules()) {
    if (rule != "source.blind" && rule != "heat.surge") {
      rules += (rules.empty() ? "\"" : ", \"") + rule + R"(": ["monitor"])";
    }
  }
  Write("own/alert_rules.json", R"({"receivers": {)" + rules + "}}");
  const std::string text = R"({"company": "晴川物业", "data": "own",
    "channels": {"值班群": {"webhook": "https://hooks.example.com/duty"}},
    "roles": {"monitor": [{"channel": "值班群"}]},
    "communities": [{"name": "a", "sources": [{"name": "b", "engine": "discuz", "staff": ["物业"],
      "url": "http://bbs.example.com/forum-12-1.html"}]}]})";
  EXPECT_EQ(Check(text), ExitCode::Done) << err_;
  EXPECT_THAT(
      out_,
      HasSubstr(
          (folder_ / "own/alert_rules.json").string() +
          " receivers: 这里没有写 heat.surge、source.blind 这 2 条提醒（多半是升级后新增的），"
          "先照程序自带的通知，见 " FORUMWATCH_SOURCE_DIR "/config/alert_rules.json"));
  EXPECT_THAT(out_, HasSubstr("提醒 source.blind 该通知的 technical 都没有联系方式，先发给别人"));
  EXPECT_EQ(Check(Changed(text, R"("channels")",
                          R"("alerts": {"receivers": {"source.blind": ["leader"]}}, "channels")")),
            ExitCode::BadConfig)
      << "what a person wrote is judged as ever";
}

TEST_F(CheckConfigTest, FromNovemberOnTheNextYearsHolidaysAreMissed) {
  Check(kGoodConfig, false, "2026-10-31T23:59:59+08:00");
  EXPECT_THAT(out_, Not(HasSubstr("放假安排还没有录入")));
  EXPECT_EQ(Check(kGoodConfig, false, "2026-11-01T00:00:00+08:00"), ExitCode::Done);
  EXPECT_THAT(out_, HasSubstr("calendar.files: 2027 年的放假安排还没有录入"));
  EXPECT_THAT(out_, HasSubstr("照 china-2026.json 写一份 china-2027.json"));
  Write(
      "china-2027.json",
      R"({"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]})");
  Check(Changed(kGoodConfig, R"("calendar": {"days": [{"date": "2026-03-02")",
                R"("calendar": {"files": ["china-2027.json"], "days": [{"date": "2026-03-02")"),
        false, "2026-11-01T00:00:00+08:00");
  EXPECT_THAT(out_, Not(HasSubstr("放假安排还没有录入")));
}

TEST_F(CheckConfigTest, AsJsonARightOneTellsTheSame) {
  EXPECT_EQ(Check(kGoodConfig, true, "2026-11-01T00:00:00+08:00"), ExitCode::Done);
  EXPECT_THAT(err_, IsEmpty());
  const json said = json::parse(out_);
  EXPECT_EQ(said.at("ok"), true);
  EXPECT_EQ(said.at("mistakes"), json::array());
  EXPECT_EQ(said.at("warnings").size(), 1U);
  EXPECT_EQ(said.at("company"), "晴川物业");
  const json& source = said.at("communities").at(0).at("sources").at(0);
  EXPECT_EQ(source, json::parse(R"({"name": "业主论坛", "engine": "discuz",
    "url": "https://bbs.example.com/forum-12-1.html", "interval_seconds": 1200,
    "staff": ["银杏湾物业", "客服小林"]})"));
  EXPECT_EQ(said.at("calendar").at("years").size(), 20U);
  EXPECT_EQ(said.at("channels").at(0), json::parse(R"({"name": "值班群", "kind": "webhook",
                            "url": "https://hooks.example.com/…", "signed": true})"));
  EXPECT_EQ(said.at("roles").at("head"), json::parse(R"({
    "contacts": [{"channel": "邮件", "to": "head@qingchuan.example"}],
    "rules": ["approval.waiting", "approval.waiting.again", "complaint.new", "danger",
              "first_reply.due_soon", "first_reply.due_soon.again", "first_reply.overdue",
              "group_tendency", "heat.surge", "measures.due_soon", "measures.overdue", "reopened", "reply.backlash",
              "reply.unposted",
              "report.due", "revisit.due", "source.down", "stock_take",
              "working_day.overdue"]})"));
  EXPECT_EQ(said.at("people").at("李强"),
            json::parse(R"([{"channel": "邮件", "to": "liqiang@qingchuan.example"}])"));
  EXPECT_EQ(said.at("cutoff_day"), 20);
}

TEST_F(CheckConfigTest, AsJsonAWrongOneGivesPlacesToProgramsAndStillEndsWith78) {
  EXPECT_EQ(Check(Changed(kGoodConfig, R"("cutoff_day": 20)", R"("cutoff_day": 0)"), true),
            ExitCode::BadConfig);
  EXPECT_THAT(err_, IsEmpty());
  const json said = json::parse(out_);
  EXPECT_EQ(said.at("ok"), false);
  EXPECT_FALSE(said.contains("communities"));
  EXPECT_EQ(said.at("mistakes"), json::array({{{"file", (folder_ / "forumwatch.json").string()},
                                               {"line", 77},
                                               {"column", 28},
                                               {"path", "report.cutoff_day"},
                                               {"message", "0 超出范围，可以是 1 到 31"}}}));
}

}  // namespace
}  // namespace forumwatch
