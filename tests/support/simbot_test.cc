#include "tests/support/simbot.h"

#include <fstream>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/raw_client.h"
#include "tests/support/temp_store.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::SizeIs;
using testing::StartsWith;

std::string AlertBody(const std::string& id = "01J1", bool maybe_repeat = false) {
  const json body = {{"id", id},
                     {"title", maybe_repeat ? "可能重复：新投诉 C1" : "新投诉 C1"},
                     {"reason", "刚发（B1）"},
                     {"maybe_repeat", maybe_repeat}};
  return body.dump();
}

class SimBotTest : public testing::Test {
 protected:
  // The whole answer, as it came.
  std::string Post(const std::string& body, const std::string& headers = "") {
    RawClient client(static_cast<std::uint16_t>(bot_.port()));
    client.Send("POST /hook HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    std::string answer;
    while (const auto more = client.Receive()) {
      if (more->empty()) {
        break;
      }
      answer += *more;
    }
    return answer;
  }
  std::string PostAlert(const std::string& id = "01J1", bool maybe_repeat = false) {
    return Post(AlertBody(id, maybe_repeat), "Idempotency-Key: " + id + "/duty\r\n");
  }
  RawAnswer Ask(const std::string& target) {
    return Get(static_cast<std::uint16_t>(bot_.port()), target);
  }
  [[nodiscard]] std::vector<json> Log() const {
    std::vector<json> lines;
    std::ifstream in(log_);
    for (std::string line; std::getline(in, line);) {
      lines.push_back(json::parse(line));
    }
    return lines;
  }

  TempFolder folder_;
  std::filesystem::path log_ = folder_ / "taken.jsonl";
  std::ostringstream printed_;
  SimBot bot_{{0, log_, "", &printed_}};
};

TEST_F(SimBotTest, TakesAnAlertKeepsItAndSaysSo) {
  EXPECT_THAT(PostAlert(), AllOf(StartsWith("HTTP/1.1 200"), HasSubstr(R"({"errcode":0)")));
  EXPECT_THAT(bot_.counts().by_alert, ElementsAre(Pair("01J1", 1)));
  ASSERT_THAT(Log(), SizeIs(1));
  EXPECT_EQ(Log()[0].at("key"), "01J1/duty");
  EXPECT_EQ(Log()[0].at("alert").at("title"), "新投诉 C1");
  EXPECT_EQ(printed_.str(), "[提醒] 新投诉 C1\n       为什么：刚发（B1）\n");
}

TEST_F(SimBotTest, WhatIsNoAlertIsNotTaken) {
  const std::string key = "Idempotency-Key: 01J1/duty\r\n";
  EXPECT_THAT(Post("{}", key), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(Post("[", key), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(Post(R"({"id":1})", key), StartsWith("HTTP/1.1 400"));
  EXPECT_THAT(Post(AlertBody()), StartsWith("HTTP/1.1 400")) << "without a key";
  EXPECT_EQ(Ask("/hook").status, 400);
  EXPECT_EQ(bot_.counts().taken, 0);
  EXPECT_EQ(bot_.counts().requests, 5);
}

TEST_F(SimBotTest, RepeatsAreCountedAndThoseThatDoNotSaySoAreHeldAgainstTheSender) {
  PostAlert("01J1");
  PostAlert("01J2");
  PostAlert("01J1", true);
  EXPECT_EQ(bot_.counts().repeats, 1);
  EXPECT_EQ(bot_.counts().unmarked_repeats, 0);
  PostAlert("01J2");
  const SimBotCounts expected{4, 4, 2, 1, 0, {{"01J1", 2}, {"01J2", 2}}};
  EXPECT_EQ(bot_.counts(), expected);
  EXPECT_THAT(Log(), SizeIs(4));
}

TEST_F(SimBotTest, CountsAreToldAsJson) {
  PostAlert("01J1");
  const json counts = json::parse(Ask("/__sim__/counts").body);
  EXPECT_EQ(counts, json::parse(R"({"requests":1,"taken":1,"repeats":0,"unmarked_repeats":0,
                                    "bad_signatures":0,"by_alert":{"01J1":1},"over_limit":0})"));
}

struct ModeCase {
  const char* mode;
  bool taken;
  const char* answer;  // how it begins
  const char* within = "";
};

TEST_F(SimBotTest, AnswersAsItIsTold) {
  const ModeCase cases[] = {
      {"ok", true, "HTTP/1.1 200", R"("errcode":0)"},
      {"text", true, "HTTP/1.1 200", "\r\n\r\nok"},
      {"empty", true, "HTTP/1.1 200", "Content-Length: 0"},
      {"no_content", true, "HTTP/1.1 204"},
      {"close_after", true, ""},
      {"half", true, "HTTP/1.1 200", R"({"errc)"},
      {"401", false, "HTTP/1.1 401"},
      {"500", false, "HTTP/1.1 500"},
      {"503", false, "HTTP/1.1 503", "Retry-After: 9\r\n"},
      {"429", false, "HTTP/1.1 429", "Retry-After: 9\r\n"},
      {"302", false, "HTTP/1.1 302", "Location: "},
      {"html", false, "HTTP/1.1 200", "<!DOCTYPE html>"},
      {"busy", false, "HTTP/1.1 200", "45009"},
      {"key", false, "HTTP/1.1 200", "93000"},
      {"code", false, "HTTP/1.1 200", R"("code":9499)"},
      {"statuscode", false, "HTTP/1.1 200", R"("StatusCode":11232)"},
      {"not_ok", false, "HTTP/1.1 200", R"("ok":false)"},
      {"fast", false, "HTTP/1.1 200", "130101"},
      {"keyword", false, "HTTP/1.1 200", "310000"},
      {"no_code", true, "HTTP/1.1 200", R"({"data":{}})"},
      {"close_before", false, ""},
  };
  int taken = 0;
  for (const ModeCase& c : cases) {
    ASSERT_EQ(Ask(std::string("/__sim__/mode?retry_after=9&mode=") + c.mode).status, 200) << c.mode;
    EXPECT_THAT(PostAlert(), AllOf(StartsWith(c.answer), HasSubstr(c.within))) << c.mode;
    taken += c.taken ? 1 : 0;
    EXPECT_EQ(bot_.counts().taken, taken) << c.mode;
  }
  EXPECT_THAT(Log(), SizeIs(static_cast<std::size_t>(taken)));
}

TEST_F(SimBotTest, HangsWithAndWithoutTheAlert) {
  for (const bool takes : {false, true}) {
    ASSERT_TRUE(bot_.SetMode(takes ? "hang_after" : "hang_before", 1));
    RawClient client(static_cast<std::uint16_t>(bot_.port()));
    const std::string body = AlertBody();
    client.Send("POST /hook HTTP/1.1\r\nIdempotency-Key: 01J1/duty\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    while (bot_.counts().requests < (takes ? 2 : 1) || bot_.counts().taken < (takes ? 1 : 0)) {
      Ask("/__sim__/counts");  // a question and its answer: time passes
    }
    EXPECT_EQ(bot_.counts().taken, takes ? 1 : 0);
  }
}

TEST_F(SimBotTest, AModeMayLastForSoManyAlerts) {
  ASSERT_EQ(Ask("/__sim__/mode?mode=500&times=2").status, 200);
  EXPECT_THAT(PostAlert(), StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(PostAlert(), StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(PostAlert(), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(Ask("/__sim__/mode?mode=lazy").status, 400);
  EXPECT_EQ(Ask("/__sim__/else").status, 400);
  EXPECT_THAT(PostAlert(), StartsWith("HTTP/1.1 200"));
}

TEST(SimBotSignature, OnlyTheRightOneIsTaken) {
  SimBot bot({0, "", "s3cret", nullptr});
  const auto post = [&bot](const std::string& signature, const std::string& timestamp) {
    RawClient client(static_cast<std::uint16_t>(bot.port()));
    client.Send("POST / HTTP/1.1\r\nIdempotency-Key: 01J/a\r\nX-Forumwatch-Timestamp: " +
                timestamp + "\r\nX-Forumwatch-Signature: " + signature +
                "\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{\"id\":\"01J\"}");
    return client.Receive().value_or("").substr(0, 12);
  };
  // printf '1772424000.{"id":"01J"}' | openssl dgst -sha256 -hmac s3cret
  const std::string good =
      "sha256=303d2ec82e683f64c956643237e530e11c2e253fbf5cd67685219a8f81e8805f";
  EXPECT_EQ(post(good, "1772424000"), "HTTP/1.1 200");
  EXPECT_EQ(post(good, "1772424001"), "HTTP/1.1 401");
  EXPECT_EQ(post("sha256=00", "1772424000"), "HTTP/1.1 401");
  EXPECT_EQ(post("", "1772424000"), "HTTP/1.1 401");
  EXPECT_EQ(bot.counts().bad_signatures, 3);
  EXPECT_EQ(bot.counts().taken, 1);
}

TEST(SimBotLog, AFileThatCannotBeWrittenIsSaidAtOnce) {
  EXPECT_THROW(SimBot({0, "/nowhere/taken.jsonl", "", nullptr}), std::system_error);
}

struct RobotCase {
  const char* name;
  std::string target;
  std::string body;
  const char* answer;
};

std::string WeComMessage(const std::string& text) {
  return json{{"msgtype", "text"}, {"text", {{"content", text}}}}.dump();
}

std::string FeishuMessage(const std::string& text) {
  return json{{"msg_type", "text"}, {"content", {{"text", text}}}}.dump();
}

TEST(SimBotRobots, AnswerInTheWordsOfTheirMakers) {
  UtcTime now{};
  SimRobots robots("", [&now] { return now; });
  const std::string wecom = "/cgi-bin/webhook/send?key=k";
  const std::string dingtalk = "/robot/send?access_token=t";
  const std::string feishu = "/open-apis/bot/v2/hook/x";
  const RobotCase cases[] = {
      {"企业微信", wecom, WeComMessage("编号 01J1"), R"("errcode":0)"},
      {"its longest text", wecom, WeComMessage(std::string(2048, 'x')), R"("errcode":0)"},
      {"one byte more", wecom, WeComMessage(std::string(2049, 'x')), "40058"},
      {"no key", "/cgi-bin/webhook/send", WeComMessage("x"), "93000"},
      {"钉钉", dingtalk, WeComMessage("编号 01J1"), R"("errcode":0)"},
      {"no token", "/robot/send", WeComMessage("x"), "300005"},
      {"an alert of the webhook", dingtalk, AlertBody(), "40035"},
      {"飞书", feishu, FeishuMessage("编号 01J1"), R"("code":0)"},
      {"too long", feishu, FeishuMessage(std::string(20'480, 'x')), "9499"},
  };
  for (const RobotCase& c : cases) {
    now += std::chrono::minutes(1);
    sim::WireRequest request = sim::ParseRequest(
        "POST " + c.target + " HTTP/1.1\r\nContent-Type: application/json\r\n\r\n");
    request.body = c.body;
    const auto receipt = robots.Take(request);
    ASSERT_TRUE(receipt.has_value()) << c.name;
    EXPECT_THAT(receipt->answer, HasSubstr(c.answer)) << c.name;
    EXPECT_EQ(receipt->taken, receipt->answer.find("code\":0") != std::string::npos) << c.name;
  }
}

TEST(SimBotRobots, TheTwentyFirstWithinAMinuteIsTooManyAndOnePunishesForTen) {
  UtcTime now{};
  SimRobots robots("", [&now] { return now; });
  const auto take = [&robots](const std::string& target) {
    sim::WireRequest request =
        sim::ParseRequest("POST " + target + " HTTP/1.1\r\nContent-Type: application/json\r\n\r\n");
    request.body = WeComMessage("x");
    return robots.Take(request)->taken;
  };
  for (const std::string target : {"/cgi-bin/webhook/send?key=k", "/robot/send?access_token=t"}) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_TRUE(take(target)) << i;
    }
    EXPECT_FALSE(take(target));
  }
  now += std::chrono::minutes(1);
  EXPECT_TRUE(take("/cgi-bin/webhook/send?key=k"));
  EXPECT_FALSE(take("/robot/send?access_token=t"));
  now += std::chrono::minutes(9);
  EXPECT_TRUE(take("/robot/send?access_token=t"));
}

TEST_F(SimBotTest, TheLogIsContinued) {
  PostAlert("01J1");
  SimBot second({0, log_, "", nullptr});
  RawClient client(static_cast<std::uint16_t>(second.port()));
  const std::string body = AlertBody("01J2");
  client.Send("POST / HTTP/1.1\r\nIdempotency-Key: k\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_TRUE(client.Receive());
  EXPECT_THAT(Log(), SizeIs(2));
  EXPECT_THAT(second.counts().by_alert, ElementsAre(Pair("01J2", 1)));
}

}  // namespace
}  // namespace forumwatch
