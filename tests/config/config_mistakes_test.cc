// What is said about a wrong configuration: one wrong word is told once, at its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_fixture.h"
#include "tests/config/wrong_configs.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

using ConfigMistakes = ConfigTest;

TEST_F(ConfigMistakes, EachIsToldOnceAtItsPlace) {
  std::size_t count = 0;
  for (const WrongGroup& group : WrongConfigs()) {
    for (const Wrong& wrong : group.cases) {
      SCOPED_TRACE(std::string(group.of) + ": " + wrong.name);
      const auto mistakes = Read(Changed(kGoodConfig, wrong.from, wrong.to)).mistakes;
      EXPECT_THAT(Lines(mistakes), ElementsAre(HasSubstr(wrong.said)));
      for (const ConfigMistake& mistake : mistakes) {
        EXPECT_EQ(mistake.path, wrong.path);
        EXPECT_EQ(mistake.file, "forumwatch.json");
        EXPECT_GT(mistake.line, 0);
        EXPECT_GT(mistake.column, 0);
      }
      ++count;
    }
  }
  EXPECT_GE(count, 60U);
}

TEST_F(ConfigMistakes, ControlTheGoodConfigurationHasNone) {
  EXPECT_THAT(Lines(Read(kGoodConfig).mistakes), IsEmpty());
}

TEST_F(ConfigMistakes, TwelveOfThemComeTogetherInTheOrderOfTheFile) {
  std::string text = kGoodConfig;
  const std::pair<const char*, const char*> changes[] = {
      {"Asia/Shanghai", "Asia/Peking"},
      {R"("level": "warn")", R"("level": "loud")"},
      {R"("host_spacing": "2s")", R"("host_spacing": 2)"},
      {R"("max_pages": 500)", R"("max_pages": "many")"},
      {R"("interval": "20m")", R"("interval": "20")"},
      {R"("engine": "feed")", R"("engine": "fed")"},
      {"http://forum.example.net/f/7", "forum.example.net"},
      {R"("first_reply": "3h")", R"("first_reply": "3")"},
      {R"("join_at": 0.4)", R"("join_at": 4)"},
      {R"("secret_file": "duty-secret")", R"("secret": "duty-secret")"},
      {"head@qingchuan.example", "head"},
      {R"("cutoff_day": 20)", R"("cutoff_day": 40)"},
  };
  for (const auto& [from, to] : changes) {
    text = Changed(text, from, to);
  }
  const auto file = Written("forumwatch.json", text);
  try {
    LoadConfig(file, {FORUMWATCH_SOURCE_DIR "/config", {}});
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.mistakes().size(), std::size(changes)) << error.what();
    int line = 0;
    for (const ConfigMistake& mistake : error.mistakes()) {
      EXPECT_GE(mistake.line, line);
      line = mistake.line;
    }
    const std::string said = error.what();
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 11);
  }
}

TEST_F(ConfigMistakes, ThoseOfOtherFilesComeToo) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  Write("own/alert_rules.json", R"({"receivers": {"complaint.new": ["heda"]}})");
  Write("own/calendars/china-2026.json", R"({"year": 2026})");
  Write("own/engines/discuz.json", "{");
  Write("own/templates/analysis.tpl", "");
  const auto mistakes =
      Lines(Read(Changed(Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)"),
                         R"("cutoff_day": 20)", R"("cutoff_day": 40)"))
                .mistakes);
  for (const char* const said :
       {"own/alert_rules.json:1:34 receivers.complaint.new[0]: 没有“heda”", "china-2026.json:1:1",
        "own/engines/discuz.json", "own/templates/analysis.tpl: 读不到",
        "forumwatch.json:77:28 report.cutoff_day"}) {
    EXPECT_THAT(mistakes, Contains(HasSubstr(said)));
  }
}

TEST_F(ConfigMistakes, ATemplateThatCannotBeFilledIsTold) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  Write("own/templates/analysis.tpl",
        "{{%AUTOESCAPE context=\"HTML\"}}\n<p>\n{{#FIGURES}}\n</p>\n");
  EXPECT_THAT(
      Lines(Read(Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)")).mistakes),
      ElementsAre(
          HasSubstr("own/templates/analysis.tpl:3:1: {{#FIGURES}} 没有用 {{/FIGURES}} 结束")));
}

TEST_F(ConfigMistakes, WithATemplateThatCannotBeFilledEverythingElseGoesOn) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  Write("own/templates/record.tpl", "{{%AUTOESCAPE context=\"HTML\"}}\n{{#CLASS}}");
  const auto file =
      Written("forumwatch.json", Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)"));
  const Config config = LoadConfig(file, {FORUMWATCH_SOURCE_DIR "/config", {}});
  EXPECT_THAT(Lines(config.minor_mistakes), ElementsAre(HasSubstr("own/templates/record.tpl:2")));
  EXPECT_THROW(RequireTemplate(config, &DocumentTemplates::record), ConfigError);
  EXPECT_NO_THROW(RequireTemplate(config, &DocumentTemplates::notice));
}

TEST_F(ConfigMistakes, ANameThatATemplateCannotKnowIsToldWithThoseThereAre) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  const auto template_of = [&](const std::string& body) {
    Write("own/templates/notice.tpl", "{{%AUTOESCAPE context=\"HTML\"}}\n" + body);
    const ConfigReading read =
        Read(Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)"));
    EXPECT_THAT(Lines(read.mistakes), IsEmpty()) << "the paper is made all the same";
    return Lines(read.config.warnings);
  };
  EXPECT_THAT(
      template_of("{{SUMMARY:h}}{{! a remark }}{{BI_NEWLINE}}\n{{#NOWHERE}}\n"
                  "{{SUMARY}}{{/NOWHERE}}\n{{SUMARY}}\n"),
      ElementsAre(
          AllOf(
              HasSubstr("own/templates/notice.tpl:3:1: 程序自带的模板里没有 {{#NOWHERE}} 这个名字"),
              HasSubstr("；自带的模板用到的名字："), HasSubstr("、SUMMARY")),
          AllOf(HasSubstr("own/templates/notice.tpl:4:1: 程序自带的模板里没有 {{SUMARY}}"),
                HasSubstr("是不是 {{SUMMARY}}？"))));
  EXPECT_THAT(template_of("{{SUMMARY}}\n"), IsEmpty());
  EXPECT_THAT(template_of("{{#SUMMARY}}{{#SUMMARY_separator}}、{{/SUMMARY_separator}}"
                          "{{/SUMMARY}}\n"),
              IsEmpty())
      << "the engine's own";
}

TEST_F(ConfigMistakes, AMisspeltSectionIsLikenedToSectionsAndAValueToValues) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  const auto warning_of = [&](const std::string& body) {
    Write("own/templates/notice.tpl", "{{%AUTOESCAPE context=\"HTML\"}}\n" + body);
    const auto warnings = Lines(
        Read(Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)")).config.warnings);
    return warnings.empty() ? std::string() : warnings.front();
  };
  EXPECT_THAT(warning_of("{{#LINES}}{{/LINES}}"), HasSubstr("是不是 {{#LINE}}？"));
  EXPECT_THAT(warning_of("{{#LINE}}{{#LINE_seperator}}{{/LINE_seperator}}{{/LINE}}"),
              HasSubstr("是不是 {{#LINE_separator}}？"));
  EXPECT_THAT(warning_of("{{#NAMES}}{{/NAMES}}"), Not(HasSubstr("是不是"))) << "a value's name";
  EXPECT_THAT(warning_of("{{NAMES}}"), HasSubstr("是不是 {{NAME}}？"));
  EXPECT_THAT(warning_of("{{LINES}}"), Not(HasSubstr("{{LINE}}？")));
}

TEST_F(ConfigMistakes, WhatIsWrongInOneFileHidesNothingOfAnother) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  const std::string text =
      Changed(Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)"),
              R"("cutoff_day": 20)", R"("cutoff_day": 0)");
  Write("own/lexicons/scope.json", R"({"negation": ["没", "没"]})");
  Write("own/lexicons/drafts.json", R"({"blame": ["素质", "素质"]})");
  Write("own/reply_guidance.json", R"({"guidance": [{"name": "鬼", "topics": ["闹鬼"]}]})");
  EXPECT_THAT(
      Lines(Read(text).mistakes),
      AllOf(SizeIs(4), Contains(HasSubstr("scope.json")), Contains(HasSubstr("drafts.json")),
            Contains(HasSubstr("闹鬼")), Contains(HasSubstr("report.cutoff_day"))));
  Write("own/handbook.json", "{");
  EXPECT_THAT(Lines(Read(text).mistakes), AllOf(SizeIs(4), Contains(HasSubstr("handbook.json")),
                                                Not(Contains(HasSubstr("闹鬼")))))
      << "what only the broken handbook does not know is no mistake";
}

// A handbook of one's own makes the model that came along useless, not the watch.
TEST_F(ConfigMistakes, WithAModelThatDoesNotFitWordsAndRulesDecideAlone) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  std::filesystem::resize_file(folder_ / "own/models/understanding.weights", 1000);
  const Config config = LoadConfig(
      Written("forumwatch.json", Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)")),
      {FORUMWATCH_SOURCE_DIR "/config", {}});
  EXPECT_THAT(Lines(config.minor_mistakes),
              ElementsAre(HasSubstr("own/models/understanding.weights: 校验和")));
  ASSERT_NE(config.lexicon, nullptr);
  EXPECT_EQ(config.lexicon->learned(), nullptr);
}

TEST_F(ConfigMistakes, AFolderOfOnesOwnFromBeforeThereWereSoManyTemplatesIsInOrder) {
  std::filesystem::copy(FORUMWATCH_SOURCE_DIR "/config", folder_ / "own",
                        std::filesystem::copy_options::recursive);
  std::filesystem::remove(folder_ / "own/templates/record.tpl");
  const std::string text = Changed(kGoodConfig, R"("log": {)", R"("data": "own", "log": {)");
  const auto [config, mistakes] = Read(text);
  EXPECT_THAT(Lines(mistakes), IsEmpty());
  EXPECT_THAT(config.templates.record, HasSubstr("顾客投诉处理记录表"));
  // With no folder beside it to take it from.
  const Config alone = LoadConfig(Written("forumwatch.json", text), {});
  EXPECT_THAT(Lines(alone.minor_mistakes), ElementsAre(HasSubstr("record.tpl: 读不到")));
  EXPECT_EQ(alone.communities.size(), config.communities.size());
}

TEST_F(ConfigMistakes, TextThatIsNoJsonIsToldWithItsPlace) {
  const auto file = Written("forumwatch.json", R"({"company": "晴川物业", )");
  try {
    LoadConfig(file, {FORUMWATCH_SOURCE_DIR "/config", {}});
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_THAT(error.what(), HasSubstr(file.string() + ":1:21"));
  }
}

TEST_F(ConfigMistakes, WhatHasToStandThereIsNamed) {
  EXPECT_THAT(Lines(Read("{}").mistakes),
              ElementsAre(HasSubstr("缺少 “company”"), HasSubstr("缺少 “communities”")));
  EXPECT_THAT(Lines(Read(R"({"company": "晴川物业", "communities": []})").mistakes),
              ElementsAre(HasSubstr("至少要有一个小区")));
}

TEST_F(ConfigMistakes, WhatIsNoObjectAtAllIsToldOnce) {
  const auto mistakes = Lines(Read("[]").mistakes);
  EXPECT_THAT(mistakes, ElementsAre(HasSubstr("应当是一组键值 { }")));
}

struct Doubtful {
  const char* name;
  const char* from;
  const char* to;
  const char* said;
};

TEST_F(ConfigMistakes, WhatMayBeMeantIsOnlyWarnedOf) {
  const Doubtful cases[] = {
      {"no contact", "\"contact\": \"admin@qingchuan.example\",", "", "http.contact: 没写联系方式"},
      {"nobody is staff", R"("staff": ["枫林客服"])", R"("staff": [])",
       "communities[1].sources[0].staff: 没有员工账号，任何回帖都不会算作物业回复"},
      {"a webhook in the open", "https://hooks.example.com", "http://hooks.example.com",
       "channels.值班群.webhook: http:// 不加密"},
      {"a password sent in the open", R"("staff": ["枫林客服"])",
       R"("staff": ["枫林客服"], "login": {"user": "a", "password_file": "smtp-password"})",
       "communities[1].sources[0].login.password_file: 论坛的网址是 http://，密码会不加密地发出去"},
      {"a session sent in the open", R"("staff": ["枫林客服"])",
       R"("staff": ["枫林客服"], "login": {"cookies_file": "smtp-password"})",
       "communities[1].sources[0].login.cookies_file: 论坛的网址是 http://"},
      {"a forum read now as a guest and now as a member",
       R"({"name": "公告", "engine": "feed", "url": "http://127.0.0.1:8080/rss", "interval": "5s"})",
       R"({"name": "公告", "engine": "discuz", "url": "https://bbs.example.com/forum-13-1.html",
           "login": {"cookies_file": "smtp-password"}})",
       "communities[0].sources[1].login: 这个论坛的来源有的登录，有的不登录"},
      {"a webhook without signature", R"(, "secret_file": "duty-secret")", "",
       "channels.值班群.webhook: 没有 secret_file"},
      {"a role that is only left out",
       R"("leader": [{"channel": "邮件", "to": "leader@qingchuan.example"}],)", "",
       "roles: 角色 leader 没有联系方式，收不到："
       "danger、first_reply.overdue、measures.overdue、reply.backlash、working_day.overdue"},
      {"no second person", R"( "deputy": [{"channel": "邮件", "to": "fu@qingchuan.example"}],)", "",
       "roles: 角色 deputy 没有联系方式，收不到：approval.waiting.again、complaint.unacknowledged"},
      {"a channel for nobody", R"([{"channel": "值班群"}, )", "[",
       "channels.值班群: 没有角色用这个通道"},
  };
  for (const Doubtful& doubtful : cases) {
    const auto read = Read(Changed(kGoodConfig, doubtful.from, doubtful.to));
    EXPECT_THAT(Lines(read.mistakes), IsEmpty()) << doubtful.name;
    EXPECT_THAT(Lines(read.config.warnings), ElementsAre(HasSubstr(doubtful.said)))
        << doubtful.name;
  }
}

TEST_F(ConfigMistakes, ALoginThatEverybodyMayReadIsWarnedOf) {
  const std::string text = Changed(kGoodConfig, R"("utc_offset": "+09:00")",
                                   R"("login": {"cookies_file": "forum-cookies"})");
  Write("forum-cookies", "auth=CANARY; saltkey=1\n");
  EXPECT_THAT(Lines(Read(text).config.warnings), IsEmpty());
  std::filesystem::permissions(folder_ / "forum-cookies", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const auto read = Read(text);
  EXPECT_THAT(Lines(read.mistakes), IsEmpty());
  EXPECT_THAT(Lines(read.config.warnings),
              ElementsAre(testing::AllOf(
                  HasSubstr("communities[0].sources[0].login.cookies_file: 任何人都能读"),
                  testing::Not(HasSubstr("CANARY")))));
}

}  // namespace
}  // namespace forumwatch
