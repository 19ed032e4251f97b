// What a right configuration comes to.
#include "config/config.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_fixture.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr const char* kSmallest = R"({
  "company": "晴川物业",
  "communities": [{"name": "银杏湾"}]
})";

TEST_F(ConfigTest, WhatStandsInItIsHandedOut) {
  const auto [config, mistakes] = Read(kGoodConfig);
  ASSERT_THAT(Lines(mistakes), IsEmpty());
  EXPECT_THAT(Lines(config.warnings), IsEmpty());
  EXPECT_EQ(config.file, folder_ / "forumwatch.json");
  EXPECT_EQ(config.company, "晴川物业");
  EXPECT_EQ(config.store, folder_ / "forumwatch.db");
  EXPECT_EQ(config.log_level, "warn");
  EXPECT_EQ(config.backfill, hours(7 * 24));
  EXPECT_EQ(config.visits.recheck_after, hours(12));
  EXPECT_EQ(config.visits.recheck_window, hours(30 * 24));
  EXPECT_EQ(config.visits.max_pages, 500);
  EXPECT_EQ(config.duties.first_reply_within, hours(3));
  EXPECT_EQ(config.duties.revisit_within, 5);
  EXPECT_EQ(config.heat.half_life, hours(48));
  EXPECT_EQ(config.heat.views_unit, 50);
  EXPECT_EQ(config.grouping.suggest_at, 0.2);
  EXPECT_EQ(config.cutoff_day, 20U);
  EXPECT_NE(config.lexicon, nullptr);
  for (const TemplateFile& file : kTemplateFiles) {
    EXPECT_THAT(config.templates.*file.text, testing::Not(IsEmpty())) << file.name;
  }
}

TEST_F(ConfigTest, ForumsAreAskedUnderANameThatCanBeReached) {
  const HttpClientOptions http = Read(kGoodConfig).config.http;
  EXPECT_THAT(http.user_agent,
              testing::MatchesRegex("forumwatch/[0-9.]+ \\(\\+admin@qingchuan\\.example\\)"));
  EXPECT_THAT(http.allow_private, ElementsAre("127.0.0.1:8080", "mail.lan:25"));
  EXPECT_EQ(http.host_spacing, seconds(2));
}

TEST_F(ConfigTest, ASourceHasWhatIsItsOwnAndInheritsTheRest) {
  const Config config = Read(kGoodConfig).config;
  ASSERT_EQ(config.communities.size(), 2U);
  const auto& sources = config.communities[0].sources;
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0].name, "业主论坛");
  EXPECT_EQ(sources[0].engine, "discuz");
  EXPECT_NE(sources[0].html, nullptr);
  EXPECT_EQ(sources[0].url, "https://bbs.example.com/forum-12-1.html");
  EXPECT_THAT(sources[0].staff, ElementsAre("银杏湾物业", "客服小林"));
  EXPECT_EQ(sources[0].interval, minutes(20));
  EXPECT_EQ(sources[0].watched_interval, minutes(3));
  EXPECT_EQ(sources[0].utc_offset, hours(9));
  EXPECT_EQ(sources[1].engine, "feed");
  EXPECT_EQ(sources[1].html, nullptr);
  EXPECT_EQ(sources[1].interval, seconds(5));
  EXPECT_EQ(sources[1].watched_interval, seconds(5));  // never rarer than the rest
  EXPECT_EQ(sources[0].quiet_interval, minutes(30));   // not twice as seldom: B2
  EXPECT_EQ(sources[1].quiet_interval, seconds(10));
  EXPECT_EQ(sources[1].utc_offset, hours(8));
  const SourceConfig& other = config.communities[1].sources[0];
  EXPECT_THAT(other.staff, ElementsAre("枫林客服"));
  EXPECT_EQ(other.interval, minutes(10));
  EXPECT_EQ(other.html, sources[0].html);  // an engine is read once
}

TEST_F(ConfigTest, TheCommunitysCalendarStandsAboveTheCompanysAndThatAboveTheYears) {
  const Config config = Read(kGoodConfig).config;
  const auto day = [](int month, unsigned number) {
    return std::chrono::year(2026) / month / static_cast<int>(number);
  };
  const auto& company = config.calendar.special_days;
  EXPECT_EQ(company.at(day(3, 2)), (SpecialDay{"司庆", false}));
  EXPECT_EQ(company.at(day(10, 1)).name, "国庆节");
  EXPECT_FALSE(company.contains(day(3, 1)));
  const WorkingCalendar& own = config.communities[0].calendar;
  EXPECT_EQ(own.special_days.at(day(3, 1)), (SpecialDay{"集中入伙", true}));
  EXPECT_EQ(own.special_days.at(day(3, 2)), (SpecialDay{"司庆", false}));
  EXPECT_THAT(own.frames, ElementsAre(WorkFrame{hours(8), hours(20)}));
  EXPECT_TRUE(own.weekdays.contains(6U));
  EXPECT_EQ(config.communities[1].calendar.version, config.calendar.version);
  EXPECT_NE(own.version, config.calendar.version);
}

TEST_F(ConfigTest, ACommunitysDayWinsOverTheCompanys) {
  const auto read =
      Read(Changed(kGoodConfig, R"({"date": "2026-03-01")", R"({"date": "2026-03-02")"));
  EXPECT_EQ(read.config.communities[0].calendar.special_days.at(std::chrono::year(2026) / 3 / 2),
            (SpecialDay{"集中入伙", true}));
}

TEST_F(ConfigTest, AYearOfHolidaysMayLieBesideTheConfiguration) {
  Write(
      "china-2027.json",
      R"({"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]})");
  const auto read =
      Read(Changed(kGoodConfig, R"("calendar": {"days": [{"date": "2026-03-02")",
                   R"("calendar": {"files": ["china-2027.json"], "days": [{"date": "2026-03-02")"));
  ASSERT_THAT(Lines(read.mistakes), IsEmpty());
  EXPECT_TRUE(read.config.calendar.years.contains(2027));
  EXPECT_TRUE(read.config.communities[0].calendar.years.contains(2027));
}

TEST_F(ConfigTest, ChannelsComeWithTheirSecrets) {
  const Config config = Read(kGoodConfig).config;
  ASSERT_EQ(config.channels.size(), 3U);
  const ChannelConfig& webhook = config.channels[0];
  EXPECT_EQ(webhook.name, "值班群");
  ASSERT_TRUE(webhook.webhook.has_value());
  EXPECT_FALSE(webhook.mail.has_value());
  EXPECT_EQ(webhook.webhook->url, "https://hooks.example.com/duty");
  EXPECT_EQ(webhook.webhook->secret, "sesame");
  const ChannelConfig& mail = config.channels[1];
  ASSERT_TRUE(mail.mail.has_value());
  EXPECT_FALSE(mail.webhook.has_value());
  EXPECT_EQ(mail.mail->server, "smtp://mail.example.com:587");
  EXPECT_EQ(mail.mail->from, "forumwatch@qingchuan.example");
  EXPECT_EQ(mail.mail->user, "forumwatch");
  EXPECT_EQ(mail.mail->password, "hunter2");
  EXPECT_TRUE(mail.mail->require_tls);
  ASSERT_TRUE(config.channels[2].robot.has_value());
  const RobotConfig& robot = *config.channels[2].robot;
  EXPECT_EQ(robot.kind, RobotKind::DingTalk);
  EXPECT_EQ(robot.url, "https://oapi.dingtalk.com/robot/send?access_token=CANARY");
  EXPECT_EQ(robot.secret, "SECdemo");
  EXPECT_THAT(robot.mention,
              UnorderedElementsAre(Pair("technical", ElementsAre("zhangsan", "lisi")),
                                   Pair("head", ElementsAre("@all"))));
  EXPECT_THAT(robot.accounts, ElementsAre(Pair("张敏", "zhangsan")));
  const auto idle = Read(Changed(kGoodConfig, R"("张敏": "zhangsan")", R"("张敏": "zhangmin")"));
  EXPECT_THAT(Lines(idle.config.warnings),
              ElementsAre(AllOf(HasSubstr("channels.技术群.accounts.张敏"),
                                HasSubstr("mention 里没有“zhangmin”"))));
}

struct RobotCase {
  const char* name;
  const char* robot;
  const char* address;  // in the file
  const char* more;     // keys
  const char* said;     // "": nothing
};

// What lies in a file is told without being repeated: it is a secret.
TEST_F(ConfigTest, ARobotsAddressIsJudgedAndNotRepeated) {
  const RobotCase cases[] = {
      {"企业微信", "wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=CANARY",
       R"(, "mention": {"head": ["13800138000", "lisi", "@all"]})", ""},
      {"飞书", "feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/CANARY",
       R"(, "secret_file": "tech-secret", "mention": {"head": ["ou_1a", "@all"]})", ""},
      {"Lark", "feishu", "https://open.larksuite.com/open-apis/bot/v2/hook/CANARY", "", ""},
      {"a relay of one's own", "dingtalk", "http://127.0.0.1:8080/robot/CANARY", "", ""},
      {"without the key", "wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "",
       "网址不完整，应当像 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"},
      {"another page", "feishu", "https://open.feishu.cn/document/CANARY", "", "网址不完整"},
      {"not encrypted", "wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=CANARY", "",
       "要以 https:// 开头"},
      {"inside", "wecom", "https://10.1.2.3/send?key=CANARY", "", "加上 \"10.1.2.3:443\""},
      {"somebody else's", "wecom", "https://relay.example.com/send?key=CANARY", "",
       "不是企业微信的网址（主机是 relay.example.com）"},
      {"only the key", "wecom", "CANARY", "", "应当是机器人的整个网址"},
      {"with a password", "wecom", "https://me:CANARY@qyapi.weixin.qq.com/", "",
       "应当是机器人的整个网址"},
      {"a secret where none is", "wecom",
       "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=CANARY",
       R"(, "secret_file": "tech-secret")", "企业微信的机器人不签名"},
      {"a number where none is taken", "feishu",
       "https://open.feishu.cn/open-apis/bot/v2/hook/CANARY",
       R"(, "mention": {"head": ["13800138000"]})", "飞书的机器人不能按手机号 @ 人"},
  };
  const std::string robot =
      R"("robot": "dingtalk", "url_file": "tech-url", "secret_file": "tech-secret",
              "mention": {"technical": ["zhangsan", "lisi"], "head": ["@all"]}, "accounts": {"张敏": "zhangsan"})";
  for (const RobotCase& c : cases) {
    Write("robot-url", c.address);
    const auto read = Read(
        Changed(kGoodConfig, robot,
                R"("robot": ")" + std::string(c.robot) + R"(", "url_file": "robot-url")" + c.more));
    std::vector<std::string> said = Lines(read.mistakes);
    for (std::string& line : Lines(read.config.warnings)) {
      said.push_back(std::move(line));
    }
    EXPECT_EQ(said.size(), std::string_view(c.said).empty() ? 0U : 1U) << c.name;
    for (const std::string& line : said) {
      EXPECT_THAT(line, testing::HasSubstr(c.said)) << c.name;
      EXPECT_THAT(line, testing::HasSubstr("channels.技术群.")) << c.name;
      EXPECT_EQ(line.find("CANARY"), std::string::npos) << c.name << ": " << line;
    }
  }
}

TEST_F(ConfigTest, RolesAreReachedAndRulesKeepTheirUsualReceiversUnlessNamed) {
  const Config config = Read(kGoodConfig).config;
  EXPECT_THAT(config.roles, UnorderedElementsAre(Key("monitor"), Key("head"), Key("deputy"),
                                                 Key("leader"), Key("technical")));
  const auto& monitor = config.roles.at("monitor");
  ASSERT_EQ(monitor.size(), 2U);
  EXPECT_EQ(monitor[0].channel, "值班群");
  EXPECT_EQ(monitor[0].to, "");
  EXPECT_EQ(monitor[1].to, "jiankong@qingchuan.example");
  const AlertingOptions& alerting = config.alerting;
  EXPECT_THAT(alerting.receivers.at("complaint.new"), ElementsAre("head"));
  EXPECT_THAT(alerting.receivers.at("source.down"), ElementsAre("technical", "head"));
  EXPECT_THAT(alerting.receivers.at("first_reply.overdue"),
              ElementsAre("monitor", "head", "leader"));
  EXPECT_EQ(alerting.due_soon_at, 0.6);
  EXPECT_THAT(alerting.due_soon_again_at, ElementsAre(0.8, 0.95));
  EXPECT_EQ(alerting.unacknowledged_after, minutes(20));
  EXPECT_EQ(alerting.blind_after, 3);
  EXPECT_EQ(alerting.down_after, 4);
  EXPECT_EQ(alerting.blind_repeat, hours(12));
}

TEST_F(ConfigTest, ARosterSaysWhoIsOnDutyAndPeopleHowTheyAreReached) {
  const Config config = Read(kGoodConfig).config;
  const auto day = [](unsigned month, unsigned number) {
    return LocalDay(std::chrono::year(2026) / std::chrono::month(month) / std::chrono::day(number));
  };
  const RoleRoster& monitor = config.roster.roles.at("monitor");
  EXPECT_EQ(config.roster.changes_at, hours(8));
  EXPECT_THAT(OnDuty(monitor, day(3, 2)), ElementsAre("张敏"));
  EXPECT_THAT(OnDuty(monitor, day(3, 7)), ElementsAre("李强", "张敏"));
  EXPECT_THAT(OnDuty(monitor, day(10, 1)), ElementsAre("李强"));
  ASSERT_EQ(config.people.at("张敏").size(), 2U);
  EXPECT_EQ(config.people.at("张敏")[0].to, "zhangmin@qingchuan.example");
  EXPECT_EQ(config.heartbeat.url, "https://watch.example.com/ping/CANARY");
  EXPECT_EQ(config.heartbeat.every, minutes(2));
  ASSERT_TRUE(config.alerting.quiet.has_value());
  EXPECT_EQ(config.alerting.quiet->from, minutes(21 * 60 + 30));
  EXPECT_EQ(config.alerting.stock_take_at, minutes(17 * 60 + 30));
  EXPECT_EQ(config.alerting.approval_within, minutes(20));
  EXPECT_EQ(config.alerting.group_people, 6);
  EXPECT_EQ(config.alerting.backlash_people, 4);
}

TEST_F(ConfigTest, AGapInTheRosterIsNamedAndNoMistake) {
  const auto gap = Read(Changed(kGoodConfig, R"("weekdays": [6, 7])", R"("weekdays": [7])"));
  EXPECT_THAT(Lines(gap.mistakes), IsEmpty());
  EXPECT_THAT(Lines(gap.config.warnings),
              ElementsAre(HasSubstr("roster.shifts: 角色 monitor 在周六没有人值班")));
  const auto idle =
      Read(Changed(kGoodConfig, R"("李强": [)", R"("王芳": [{"channel": "值班群"}], "李强": [)"));
  EXPECT_THAT(Lines(idle.config.warnings), ElementsAre(HasSubstr("people.王芳: “王芳”没有排班")));
}

// What a rule that comes with an upgrade asks for must not stop a watch that was in order.
TEST_F(ConfigTest, AMonitorAndSomebodyForTheMachineReachEveryRule) {
  const auto read = Read(R"({"company": "晴川物业", "communities": [{"name": "银杏湾"}],
    "channels": {"值班群": {"webhook": "https://hooks.example.com/duty", "secret_file": "duty-secret"}},
    "roles": {"monitor": [{"channel": "值班群"}], "technical": [{"channel": "值班群"}]}})");
  EXPECT_THAT(Lines(read.mistakes), IsEmpty());
}

TEST_F(ConfigTest, TheSmallestOneHasEveryDefault) {
  const auto [config, mistakes] = Read(kSmallest);
  ASSERT_THAT(Lines(mistakes), IsEmpty());
  EXPECT_EQ(config.zone, "Asia/Shanghai");
  EXPECT_EQ(config.store, "/var/lib/forumwatch/forumwatch.db");
  EXPECT_EQ(config.log_level, "info");
  EXPECT_EQ(config.cutoff_day, 24U);
  EXPECT_EQ(config.http.host_spacing, seconds(1));
  EXPECT_EQ(config.backfill, hours(14 * 24));
  EXPECT_EQ(config.visits.recheck_after, hours(6));
  EXPECT_EQ(config.duties.first_reply_within, hours(4));
  EXPECT_EQ(config.duties.revisit_within, 3);
  EXPECT_THAT(config.alerting.due_soon_again_at, ElementsAre(0.75, 0.9));
  EXPECT_EQ(config.communities[0].calendar.version, config.calendar.version);
  EXPECT_THAT(config.alerting.receivers, testing::Contains(Key("source.blind")));
  EXPECT_THAT(Lines(config.warnings),
              UnorderedElementsAre(HasSubstr("没写联系方式"), HasSubstr("没有来源"),
                                   HasSubstr("没有通道")));
}

TEST_F(ConfigTest, LoadsFromDiskFromAnyFolder) {
  const auto file = Written("forumwatch.json", kGoodConfig);
  const ConfigPlaces places{FORUMWATCH_SOURCE_DIR "/config", {}};
  EXPECT_EQ(LoadConfig(file, places).store, folder_ / "forumwatch.db");
  const auto relative = std::filesystem::relative(file);
  const Config config = LoadConfig(relative, places);
  EXPECT_EQ(config.file, relative);
  EXPECT_TRUE(config.store.is_absolute());
  EXPECT_TRUE(std::filesystem::equivalent(config.store.parent_path(), folder_));
}

TEST_F(ConfigTest, TheServicesCredentialsComeFirst) {
  const auto file = Written("forumwatch.json", kGoodConfig);
  Write("run/credentials_duty-secret", "from systemd");
  const Config config = LoadConfig(file, {FORUMWATCH_SOURCE_DIR "/config", folder_ / "run"});
  EXPECT_EQ(config.channels[0].webhook->secret, "from systemd");
  EXPECT_EQ(config.channels[1].mail->password, "hunter2");
}

TEST_F(ConfigTest, ADataFolderOfTheCompanysOwnIsUsedInstead) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  std::filesystem::copy(folder_ / "own/engines/discuz.json", folder_ / "own/engines/mine.json");
  std::string rules;
  for (const std::string& rule : KnownRules()) {
    rules += (rules.empty() ? "\"" : ", \"") + rule + R"(": ["head"])";
  }
  Write("own/alert_rules.json", R"({"receivers": {)" + rules + "}}");
  const auto read = Read(R"({"company": "晴川物业", "data": "own", "communities": [{"name": "a",
    "sources": [{"name": "b", "engine": "mine", "url": "http://bbs.example.com/"}]}]})");
  ASSERT_THAT(Lines(read.mistakes), IsEmpty());
  EXPECT_NE(read.config.communities[0].sources[0].html, nullptr);
  EXPECT_THAT(read.config.alerting.receivers.at("source.down"), ElementsAre("head"));
}

TEST_F(ConfigTest, WithoutAConfigurationThereIsEverythingToThinkWith) {
  const Config config = DefaultConfig({FORUMWATCH_SOURCE_DIR "/config", {}});
  EXPECT_TRUE(config.file.empty());
  EXPECT_TRUE(config.communities.empty());
  EXPECT_TRUE(config.channels.empty());
  EXPECT_NE(config.lexicon, nullptr);
  EXPECT_TRUE(config.calendar.years.contains(2026));
  EXPECT_THAT(config.alerting.receivers, testing::Contains(Key("complaint.new")));
  EXPECT_THAT(config.templates.record, testing::Not(IsEmpty()));
  EXPECT_THROW(DefaultConfig({folder_, {}}), ConfigError);
}

TEST_F(ConfigTest, WhoRepliesForUsIsStaff) {
  const auto [config, mistakes] = Read(Changed(
      kGoodConfig,
      R"("engine": "discuz", "url": "http://forum.example.net/f/7",
         "staff": ["枫林客服"])",
      R"("engine": "nodebb", "url": "https://forum.example.net/category/7/tousu", "staff": ["枫林客服"],
         "reply": {"account": "枫林物业", "token_file": "smtp-password", "user_id": "7"})"));
  EXPECT_THAT(Lines(mistakes), IsEmpty());
  const SourceConfig& source = config.communities.at(1).sources.at(0);
  ASSERT_NE(source.reply, nullptr);
  EXPECT_EQ(source.reply->as.account, "枫林物业");
  EXPECT_EQ(source.reply->as.token, "hunter2");
  EXPECT_EQ(source.reply->as.user_id, "7");
  EXPECT_THAT(source.staff, ElementsAre("枫林客服", "枫林物业"));
}

}  // namespace
}  // namespace forumwatch
