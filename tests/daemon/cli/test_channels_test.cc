// `forumwatch alert test` against a receiver that takes, refuses or is away.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/cli/commands.h"
#include "tests/support/simbot.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Ended {
  int code = 0;
  std::string out;
  std::string err;
};

class TestChannelsTest : public testing::Test {
 protected:
  TestChannelsTest() {
    Secret("wecom-url", bot_.url() + "cgi-bin/webhook/send?key=CANARY");
    Secret("dingtalk-url", bot_.url() + "robot/send?access_token=CANARY");
    Secret("feishu-url", bot_.url() + "open-apis/bot/v2/hook/CANARY");
    Secret("secret", "geheim");
    Secret("wrong-secret", "falsch");
    Configure(
        {{"企业微信", {{"robot", "wecom"}, {"url_file", "wecom-url"}}},
         {"钉钉",
          {{"robot", "dingtalk"},
           {"url_file", "dingtalk-url"},
           {"secret_file", "secret"},
           {"mention", {{"head", {"13800138000"}}}}}},
         {"飞书", {{"robot", "feishu"}, {"url_file", "feishu-url"}, {"secret_file", "secret"}}},
         {"程序", {{"webhook", bot_.url() + "in"}, {"secret_file", "secret"}}}});
  }

  void Secret(const std::string& name, const std::string& text) {
    const auto file = folder_ / name;
    std::ofstream(file) << text << "\n";
    std::filesystem::permissions(file, std::filesystem::perms(0600));
  }

  void Configure(const json& channels) {
    json contacts = json::array();
    for (const auto& [name, channel] : channels.items()) {
      if (!channel.contains("mail")) {
        contacts.push_back({{"channel", name}});
      }
    }
    const json config = {
        {"company", "晴川物业"},
        {"store", {{"file", "store.db"}}},
        {"http",
         {{"contact", "mailto:duty@example.com"}, {"allow_private", {bot_.host(), "127.0.0.1:9"}}}},
        {"communities", {{{"name", "云栖苑"}}}},
        {"channels", channels},
        {"roles",
         {{"monitor", contacts},
          {"head", contacts},
          {"leader", contacts},
          {"technical", contacts}}}};
    std::ofstream(folder_ / "forumwatch.json") << config.dump(2);
  }

  Ended Test(const std::string& only = "", bool as_json = false) {
    CommonOptions common;
    common.config = folder_ / "forumwatch.json";
    common.places.data = FORUMWATCH_SOURCE_DIR "/config";
    common.json = as_json;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const ExitCode code = TestChannels(common, only);
    std::string out = testing::internal::GetCapturedStdout();
    return {static_cast<int>(code), std::move(out), testing::internal::GetCapturedStderr()};
  }

  TempFolder folder_;
  std::filesystem::path log_ = folder_ / "taken.jsonl";
  SimBot bot_{{0, log_, "geheim", nullptr}};
};

TEST_F(TestChannelsTest, EveryChannelCarriesOnePlainlyMarkedMessage) {
  const Ended ended = Test();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  for (const char* said : {"好    企业微信（企业微信机器人）：", "好    钉钉（钉钉机器人）：",
                           "好    飞书（飞书机器人）：", "好    程序（webhook）："}) {
    EXPECT_THAT(ended.out, HasSubstr(said));
  }
  EXPECT_THAT(ended.out, Not(HasSubstr("怎么办")));
  EXPECT_EQ(bot_.counts().taken, 4);
  std::ifstream in(log_);
  for (std::string line; std::getline(in, line);) {
    EXPECT_THAT(line, AllOf(HasSubstr("【测试】不用处理"), HasSubstr("forumwatch alert test")));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_ / "store.db")) << "nothing is recorded";
}

TEST_F(TestChannelsTest, OneChannelCanBeTriedAlone) {
  EXPECT_EQ(Test("钉钉").code, 0);
  EXPECT_EQ(bot_.counts().taken, 1);
  const Ended unknown = Test("丁丁");
  EXPECT_EQ(unknown.code, 64);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("没有名为“丁丁”的通道"), HasSubstr("企业微信")));
  EXPECT_EQ(bot_.counts().requests, 1);
}

TEST_F(TestChannelsTest, WhatSomebodyHasToMendIsSaidAndIs1) {
  Configure(
      {{"好群", {{"robot", "wecom"}, {"url_file", "wecom-url"}}},
       {"坏群",
        {{"robot", "dingtalk"}, {"url_file", "dingtalk-url"}, {"secret_file", "wrong-secret"}}}});
  const Ended ended = Test();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("好    好群"));
  EXPECT_THAT(ended.out, HasSubstr("不好  坏群（钉钉机器人）：接收方没有接受（errcode 310000）："
                                   "签名不对；请核对 secret_file 里的密钥"));
  EXPECT_THAT(ended.out, HasSubstr("怎么办：改好配置或接收方的设置，再试一次"));
  EXPECT_THAT(ended.out + ended.err, Not(HasSubstr("CANARY")));
}

TEST_F(TestChannelsTest, WhatOnlyTimeHasToMendIs69) {
  ASSERT_TRUE(bot_.SetMode("fast", 1));
  const Ended limited = Test("钉钉");
  EXPECT_EQ(limited.code, 69);
  EXPECT_THAT(limited.out, AllOf(HasSubstr("发送太频繁"), HasSubstr("过 10 分钟再试一次")));
  Secret("away-url", "http://127.0.0.1:9/robot/send?access_token=CANARY");
  Configure({{"群", {{"robot", "dingtalk"}, {"url_file", "away-url"}}}});
  const Ended away = Test();
  EXPECT_EQ(away.code, 69);
  EXPECT_THAT(away.out, HasSubstr("怎么办：检查网络、防火墙和通道的地址"));
  EXPECT_THAT(away.out + away.err, Not(HasSubstr("CANARY")));
}

TEST_F(TestChannelsTest, MailThatNobodyGetsIsSaid) {
  Configure({{"群", {{"robot", "wecom"}, {"url_file", "wecom-url"}}},
             {"邮件", {{"mail", "smtp://mail.example.com"}, {"from", "watch@example.com"}}}});
  const Ended ended = Test("", true);
  EXPECT_EQ(ended.code, 1);
  const json list = json::parse(ended.out);
  ASSERT_EQ(list.size(), 2U);
  for (const json& trial : list) {
    const bool mail = trial.at("kind") == "邮件";
    EXPECT_EQ(trial.at("result"), mail ? "dead" : "sent");
    EXPECT_EQ(trial.at("reason").get<std::string>().empty(), !mail);
    EXPECT_THAT(trial.at("advice").get<std::string>(), Not(IsEmpty()));
  }
}

TEST_F(TestChannelsTest, WithoutChannelsThereIsNothingToTry) {
  json config = json::parse(std::ifstream(folder_ / "forumwatch.json"));
  config.erase("channels");
  config.erase("roles");
  std::ofstream(folder_ / "forumwatch.json") << config.dump();
  const Ended ended = Test();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("没有通道"));
}

}  // namespace
}  // namespace forumwatch
