#include "daemon/alerts/robot.h"

#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "daemon/alerts/signature.h"
#include "tests/daemon/alerts/deliveries.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

const RobotConfig kWeCom{RobotKind::WeCom,
                         "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k1",
                         "",
                         {{"head", {"13800138000", "lisi"}}, {"leader", {"@all"}}}};
const RobotConfig kDingTalk{RobotKind::DingTalk,
                            "https://oapi.dingtalk.com/robot/send?access_token=t1",
                            "SECdemo",
                            {{"head", {"13800138000", "lisi"}}, {"leader", {"@all"}}}};
const RobotConfig kFeishu{RobotKind::Feishu,
                          "https://open.feishu.cn/open-apis/bot/v2/hook/h1",
                          "demo",
                          {{"head", {"ou_1a"}}, {"leader", {"@all"}}}};
const UtcTime kSigned{seconds(1599360473)};

Delivery For(std::vector<std::string> roles) {
  Delivery delivery = OverdueDelivery();
  delivery.alert.receivers = std::move(roles);
  delivery.text += "\n编号 " + delivery.alert.id;
  return delivery;
}

json BodyOf(const RobotConfig& config, const Delivery& delivery) {
  return json::parse(RobotRequest(config, delivery, kSigned).body);
}

TEST(Signature, AgreesWithTheVectorsOfTheVendors) {
  EXPECT_EQ(DingTalkSign("SECdemo", "1599360473000"),
            "tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D");
  EXPECT_EQ(FeishuSign("demo", "1599360473"), "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
}

TEST(RobotRequest, OfWeComCarriesTextAndMentions) {
  const HttpRequest request = RobotRequest(kWeCom, For({"monitor", "head"}), kSigned);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, kWeCom.url);
  EXPECT_THAT(request.headers,
              ElementsAre(Pair("Content-Type", "application/json; charset=utf-8")));
  EXPECT_FALSE(request.follow_redirects);
  EXPECT_EQ(request.deadline, seconds(15));
  const Delivery delivery = For({"monitor", "head"});
  const json expected = {{"msgtype", "text"},
                         {"text",
                          {{"content", delivery.text},
                           {"mentioned_list", {"lisi"}},
                           {"mentioned_mobile_list", {"13800138000"}}}}};
  EXPECT_EQ(json::parse(request.body), expected);
  EXPECT_EQ(BodyOf(kWeCom, For({"leader"})).at("/text/mentioned_list"_json_pointer),
            json::array({"@all"}));
}

TEST(RobotRequest, OfDingTalkIsSignedInItsAddress) {
  const HttpRequest request = RobotRequest(kDingTalk, For({"head"}), kSigned);
  EXPECT_EQ(request.url, kDingTalk.url +
                             "&timestamp=1599360473000"
                             "&sign=tGWkA5eQOQNCNPDgphtxIoNLO%2B%2FgD8Lcb705KQoRzeY%3D");
  const json body = json::parse(request.body);
  EXPECT_EQ(body.at("msgtype"), "text");
  EXPECT_EQ(body.at("at"), json::parse(R"({"atMobiles": ["13800138000"], "atUserIds": ["lisi"],
                                          "isAtAll": false})"));
  EXPECT_THAT(body.at("/text/content"_json_pointer).get<std::string>(),
              EndsWith("编号 01JNA5K0000123456789ABCDEF\n@13800138000 @lisi"))
      << "who is called stands in the text, too";
  EXPECT_EQ(BodyOf(kDingTalk, For({"leader"})).at("/at/isAtAll"_json_pointer), true);
  RobotConfig unsigned_robot = kDingTalk;
  unsigned_robot.secret = "";
  EXPECT_EQ(RobotRequest(unsigned_robot, For({}), kSigned).url, kDingTalk.url);
}

TEST(RobotRequest, OfFeishuIsSignedInItsBody) {
  const json body = BodyOf(kFeishu, For({"head", "leader"}));
  EXPECT_EQ(body.at("timestamp"), "1599360473");
  EXPECT_EQ(body.at("sign"), "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
  EXPECT_EQ(body.at("msg_type"), "text");
  EXPECT_THAT(body.at("/content/text"_json_pointer).get<std::string>(),
              EndsWith("\n<at user_id=\"ou_1a\"></at><at user_id=\"all\">所有人</at>"));
  RobotConfig unsigned_robot = kFeishu;
  unsigned_robot.secret = "";
  EXPECT_FALSE(BodyOf(unsigned_robot, For({})).contains("sign"));
}

TEST(RobotRequest, AsksOnlyWhomItIsToAskWhenItIsSent) {
  ScriptedHttp http(kSigned);
  http.On("https://", answers::Page(R"({"errcode":0})"));
  RobotChannel channel(kWeCom, http, [](const RobotConfig& config, UtcTime t) {
    RoleMentions mentions = config.mention;
    mentions["head"] = {t < kSigned + minutes(1) ? "lisi" : "wangwu"};
    return mentions;
  });
  for (const minutes later : {minutes(0), minutes(1)}) {
    channel.Send(For({"head"}), kSigned + later, [](const SendResult&) {});
  }
  EXPECT_THAT(http.requests()[0].body, AllOf(HasSubstr("lisi"), Not(HasSubstr("13800138000"))));
  EXPECT_THAT(http.requests()[1].body, AllOf(HasSubstr("wangwu"), Not(HasSubstr("lisi"))));
}

TEST(RobotRequest, NobodyIsMentionedForOtherRolesAndNobodyTwice) {
  for (const RobotConfig& config : {kWeCom, kDingTalk, kFeishu}) {
    const std::string body = RobotRequest(config, For({"monitor"}), kSigned).body;
    for (const char* mention :
         {"13800138000", "lisi", "ou_1a", "@all", "\"isAtAll\":true", "<at"}) {
      EXPECT_THAT(body, Not(HasSubstr(mention)));
    }
  }
  RobotConfig twice = kWeCom;
  twice.mention["monitor"] = {"lisi"};
  EXPECT_EQ(BodyOf(twice, For({"monitor", "head"})).at("/text/mentioned_list"_json_pointer),
            json::array({"lisi"}));
}

TEST(RobotRequest, ForumTextCallsNobody) {
  Delivery hostile = For({"monitor"});
  hostile.text =
      "新投诉 C1：@all <at user_id=\"all\">所有人</at> @13800138000 https://evil.example";
  for (const RobotConfig& config : {kWeCom, kDingTalk, kFeishu}) {
    const std::string body = RobotRequest(config, hostile, kSigned).body;
    EXPECT_THAT(body, Not(HasSubstr("@")));
    EXPECT_THAT(body, Not(HasSubstr("<")));
    EXPECT_THAT(body, Not(HasSubstr("://")));
  }
}

TEST(RobotRequest, StaysWithinWhatEachRobotTakes) {
  Delivery huge = For({"head", "leader"});
  huge.text.clear();
  for (int i = 0; i < 5000; ++i) {
    huge.text += "\"电\\梯\"\n";
  }
  huge.maybe_repeat = true;
  const auto text = [&huge](const RobotConfig& config, const char* at) {
    return BodyOf(config, huge).at(json::json_pointer(at)).get<std::string>();
  };
  EXPECT_LE(text(kWeCom, "/text/content").size(), 2048U);
  EXPECT_LE(text(kDingTalk, "/text/content").size(), 6000U);
  EXPECT_LE(RobotRequest(kFeishu, huge, kSigned).body.size(), 20U * 1024);
  EXPECT_THAT(text(kWeCom, "/text/content"), testing::StartsWith("可能重复："));
}

// What a digest is cut to is what its robot takes beside the mentions: the ids at its end stay
// whole, and no more is cut than must be.
TEST(RobotDigest, HasTheRoomThatItsRobotGives) {
  std::vector<Delivery> ten(10, For({"head", "leader"}));
  for (std::size_t i = 0; i < ten.size(); ++i) {
    ten[i].alert.id += std::to_string(10 + i);
    for (int n = 0; n < 100; ++n) {
      ten[i].alert.reason.insert(0, "没有看到回复，");
    }
  }
  ScriptedHttp http{kAlertedAt};
  const std::tuple<RobotConfig, const char*, std::size_t> cases[] = {
      {kWeCom, "/text/content", 2048},
      {kDingTalk, "/text/content", 6000},
      {kFeishu, "/content/text", 8000}};
  for (const auto& [config, at, most] : cases) {
    const Delivery digest = RobotChannel(config, http).Digest(ten).value();
    const auto text = BodyOf(config, digest).at(json::json_pointer(at)).get<std::string>();
    EXPECT_LE(text.size(), most);
    EXPECT_GT(text.size(), most - 10 * 12) << "what is lost to whole characters and parts";
    for (const Delivery& delivery : ten) {
      EXPECT_THAT(text + "\n", HasSubstr("\n编号 " + delivery.alert.id + "\n"));
    }
  }
}

class RobotChannelTest : public testing::Test {
 protected:
  const Alert alert_ = OverdueDelivery().alert;

  SendResult Send(const ScriptedAnswer& answer) {
    http_.Replace("https://qyapi.weixin.qq.com/", answer);
    SendResult result;
    robot_.Send(For({"head"}), http_.now(), [&result](const SendResult& r) { result = r; });
    http_.DeliverAll();
    return result;
  }

  ScriptedHttp http_{kAlertedAt};
  RobotChannel robot_{kWeCom, http_};
};

TEST_F(RobotChannelTest, OnlyTheCodeInTheBodyIsAReceipt) {
  EXPECT_EQ(Send(answers::Page(R"({"errcode":0,"errmsg":"ok"})")).verdict, SendVerdict::Sent);
  for (const char* body : {"", "ok", "{}", R"({"errmsg":"ok"})", R"({"code":200})", "[]"}) {
    EXPECT_EQ(Send(answers::Page(body)).verdict, SendVerdict::Unsure) << body;
  }
  EXPECT_EQ(Send(answers::Page("<html>登录</html>")).verdict, SendVerdict::Retry);
  EXPECT_EQ(Send(answers::Page(R"({"errcode":93000})")).verdict, SendVerdict::GiveUp);
}

TEST_F(RobotChannelTest, FourMayGoAtOnceAndThenOneInFourSeconds) {
  EXPECT_EQ(robot_.Pause(alert_, http_.now()), seconds(4)) << "nothing in hand at the start";
  http_.Advance(minutes(1));
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(robot_.Pause(alert_, http_.now()), Duration(0));
    Send(answers::Page(R"({"errcode":0})"));
  }
  EXPECT_EQ(robot_.Pause(alert_, http_.now()), seconds(4));
  http_.Advance(seconds(3));
  EXPECT_EQ(robot_.Pause(alert_, http_.now()), seconds(1));
}

// 飞书 asks for it, and ten seconds after it is due the first attempt has begun.
TEST_F(RobotChannelTest, FeishuIsNotToldAtTheFullAndHalfHourWhatMayWaitAFewSeconds) {
  struct RushCase {
    const char* now;
    const char* rule;
    seconds wait;
  };
  const RushCase cases[] = {
      {"2026-03-02T17:59:59+08:00", "stock_take", seconds(0)},
      {"2026-03-02T18:00:00+08:00", "stock_take", seconds(7)},
      {"2026-03-02T18:00:05+08:00", "measures.overdue", seconds(2)},
      {"2026-03-02T18:00:07+08:00", "measures.overdue", seconds(0)},
      {"2026-03-02T18:30:01+08:00", "working_day.overdue", seconds(6)},
      {"2026-03-02T18:15:00+08:00", "stock_take", seconds(0)},
      {"2026-03-02T18:00:00+08:00", "first_reply.overdue", seconds(0)},
      {"2026-03-02T18:00:00+08:00", "danger", seconds(0)},
  };
  for (const RushCase& c : cases) {
    for (const RobotConfig& config : {kFeishu, kDingTalk, kWeCom}) {
      const UtcTime now = ParseRfc3339(c.now).value();
      Alert alert;
      alert.rule = c.rule;
      RobotChannel robot(config, http_);
      robot.Pause(alert, now - minutes(1));  // from then on there is something in hand
      EXPECT_EQ(robot.Pause(alert, now), config.kind == RobotKind::Feishu ? c.wait : seconds(0))
          << c.now << " " << c.rule;
    }
  }
}

TEST_F(RobotChannelTest, AnAnswerMayComeAfterTheChannelIsGone) {
  http_.On("https://qyapi.weixin.qq.com/", answers::Page(R"({"errcode":45009})"));
  SendResult result{SendVerdict::Sent, "", {}};
  {
    RobotChannel gone(kWeCom, http_);
    gone.Send(For({}), kAlertedAt, [&result](const SendResult& r) { result = r; });
  }
  http_.DeliverAll();
  EXPECT_EQ(result.verdict, SendVerdict::Retry);
}

TEST(Pace, NoMinuteSeesMoreThanItAllows) {
  UtcTime now = kAlertedAt;
  std::vector<UtcTime> sent;
  Pace pace(4, seconds(4));
  for (int second = 0; second < 600; ++second, now += seconds(1)) {
    if (second % 97 == 96) {
      pace = Pace(4, seconds(4));  // a restart
    }
    while (second % 60 < 50 && pace.Wait(now) == Duration(0)) {
      pace.Take();
      sent.push_back(now);
    }
  }
  for (std::size_t i = 19; i < sent.size(); ++i) {
    EXPECT_GE(sent[i] - sent[i - 19], minutes(1)) << i;
  }
  EXPECT_GT(sent.size(), 100U);
}

TEST(Pace, AClockThatIsPutBackCostsNoMoreThanTheWaitThatWasLeft) {
  Pace pace(4, seconds(4));
  EXPECT_EQ(pace.Wait(kAlertedAt), seconds(4));
  EXPECT_EQ(pace.Wait(kAlertedAt - std::chrono::hours(3)), seconds(4));
  EXPECT_EQ(pace.Wait(kAlertedAt - std::chrono::hours(3) + seconds(4)), Duration(0));
}

}  // namespace
}  // namespace forumwatch
