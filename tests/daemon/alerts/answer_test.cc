#include "daemon/alerts/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

constexpr SendVerdict kSent = SendVerdict::Sent;
constexpr SendVerdict kRetry = SendVerdict::Retry;
constexpr SendVerdict kUnsure = SendVerdict::Unsure;
constexpr SendVerdict kRefused = SendVerdict::Refused;
constexpr SendVerdict kGiveUp = SendVerdict::GiveUp;

SendResult JudgeBodyOf200(std::string body) {
  return JudgeAnswer(answers::Page(std::move(body), "application/json").outcome);
}

struct BodyCase {
  const char* name;
  std::string body;
  SendVerdict verdict;
  seconds wait{0};
};

const BodyCase kBodies[] = {
    // accepted
    {"nothing", "", kSent},
    {"blanks", " \r\n", kSent},
    {"ok", "ok", kSent},
    {"words", "Thank you!\n", kSent},
    {"words that mention an error", "no error", kSent},
    {"a quoted word", "\"accepted\"", kSent},
    {"a number", "1", kSent},
    {"a list", R"(["error"])", kSent},
    {"an empty object", "{}", kSent},
    {"企业微信 accepts", R"({"errcode":0,"errmsg":"ok"})", kSent},
    {"飞书 accepts",
     R"({"code":0,"msg":"success","data":{},"Extra":null,"StatusCode":0,"StatusMessage":"success"})",
     kSent},
    {"飞书 accepts, older form", R"({"Extra":null,"StatusCode":0,"StatusMessage":"success"})",
     kSent},
    {"code 200", R"({"code":200,"msg":"操作成功"})", kSent},
    {"code 200 as text", R"({"code":"200"})", kSent},
    {"code 00000", R"({"code":"00000"})", kSent},
    {"code 0.0", R"({"code":0.0})", kSent},
    {"code as a word", R"({"code":"SUCCESS"})", kSent},
    {"code 1 that is a success", R"({"code":1,"success":true})", kSent},
    {"ok", R"({"ok":true})", kSent},
    {"no error", R"({"error":null})", kSent},
    {"error false", R"({"error":false,"status":"success"})", kSent},
    {"an error that is another's", R"({"items":[{"errcode":1,"ok":false}],"data":{"error":"x"}})",
     kSent},
    {"code null", R"({"code":null,"errcode":""})", kSent},
    {"byte order mark before", "\xEF\xBB\xBF{\"errcode\":0}", kSent},
    {"the last of two counts", R"({"errcode":93000,"errcode":0})", kSent},
    // limits: as long as the robot asks for
    {"企业微信 limit", R"({"errcode":45009,"errmsg":"api freq out of limit"})", kRetry, minutes(1)},
    {"钉钉 limit", R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
     kRetry, minutes(10)},
    {"钉钉 limit as documented", R"({"errcode":410100,"errmsg":"发送速度太快而限流"})", kRetry,
     minutes(10)},
    {"钉钉 webhook limit", R"({"errcode":90030,"errmsg":"webhook over limit"})", kRetry,
     minutes(10)},
    {"飞书 limit", R"({"code":11232,"data":{},"msg":"frequency limited psm[lark]appID[1500]"})",
     kRetry, minutes(1)},
    {"飞书 too large or too many", R"({"code":9499,"msg":"too many request","data":{}})", kRetry,
     minutes(1)},
    {"StatusCode", R"({"StatusCode":9499,"StatusMessage":"Bad Request"})", kRetry, minutes(1)},
    {"busy", R"({"errcode":-1,"errmsg":"system busy"})", kRetry},
    // unknown errors
    {"unknown errcode", R"({"errcode":50000,"errmsg":"?"})", kRetry},
    {"errcode 200", R"({"errcode":200})", kRetry},
    {"code 1", R"({"code":1})", kRetry},
    {"code 500", R"({"code":500,"msg":"服务器内部错误"})", kRetry},
    {"code as an unknown word", R"({"code":"A0400"})", kRetry},
    {"code that is an object", R"({"code":{"a":1}})", kRetry},
    {"a huge code", R"({"code":18446744073709551615})", kRetry},
    {"a fraction", R"({"errcode":0.5})", kRetry},
    {"not ok", R"({"ok":false,"description":"chat not found"})", kRetry},
    {"success false", R"({"success":false})", kRetry},
    {"errcode outweighs success", R"({"errcode":50000,"success":true})", kRetry},
    {"capital letters", R"({"Success":false})", kRetry},
    {"error text", R"({"error":"invalid payload"})", kRetry},
    {"error object", R"({"jsonrpc":"2.0","error":{"code":-32600}})", kRetry},
    {"error list", R"({"error":[]})", kRetry},
    {"status", R"({"status":"error"})", kRetry},
    {"fail", "fail", kRetry},
    {"FAIL", " FAIL\n", kRetry},
    {"false", "false", kRetry},
    {"a message in GBK beside the code", "{\"errcode\":50000,\"errmsg\":\"\xB7\xB1\xC3\xA6\"}",
     kRetry},
    {"a success in GBK", "{\"errcode\":0,\"errmsg\":\"\xB3\xC9\xB9\xA6\"}", kSent},
    // configuration
    {"企业微信 key",
     R"({"errcode":93000,"errmsg":"invalid webhook url, hint: [1], from ip: 1.2.3.4"})", kGiveUp},
    {"企业微信 too long", R"({"errcode":40058,"errmsg":"markdown.content exceed max length 4096"})",
     kGiveUp},
    {"钉钉 security", R"({"errcode":310000,"errmsg":"sign not match"})", kGiveUp},
    {"钉钉 token", R"({"errcode":300005,"errmsg":"token is not exist"})", kGiveUp},
    {"钉钉 robot stopped", R"({"errcode":400102})", kGiveUp},
    {"飞书 signature", R"({"code":19021,"msg":"sign match fail","data":{}})", kGiveUp},
    {"飞书 keyword", R"({"code":19024,"msg":"Key Words Not Found"})", kGiveUp},
    {"known code as text", R"({"errcode":"93000"})", kGiveUp},
    // not a receipt
    {"a page", "<!DOCTYPE html><html>登录</html>", kRetry},
    {"a page after blanks", "\n\n  <html>", kRetry},
    {"XML", "<?xml version=\"1.0\"?><ok/>", kRetry},
    // breaks off
    {"half an object", R"({"errcode":0,"errmsg)", kUnsure},
    {"an object with more behind it", R"({"errcode":0}{"errcode":1})", kUnsure},
    {"a number too large for JSON", R"({"errcode":1e400})", kUnsure},
    {"only a brace", "{", kUnsure},
};

TEST(Answer, A200IsJudgedByItsBody) {
  for (const BodyCase& c : kBodies) {
    const SendResult result = JudgeBodyOf200(c.body);
    EXPECT_EQ(result.verdict, c.verdict) << c.name << ": " << result.reason;
    EXPECT_EQ(result.wait.value_or(seconds(0)), c.wait) << c.name;
    EXPECT_EQ(result.reason.empty(), c.verdict == kSent) << c.name << ": " << result.reason;
  }
}

struct StatusCase {
  int status;
  SendVerdict verdict;
};

TEST(Answer, OtherStatusesAreJudgedByThemselves) {
  const StatusCase cases[] = {
      {201, kSent},    {202, kSent},    {204, kSent},    {299, kSent},    {301, kRefused},
      {308, kRefused}, {300, kRetry},   {302, kRetry},   {303, kRetry},   {304, kRetry},
      {307, kRetry},   {400, kRefused}, {401, kRefused}, {403, kRefused}, {404, kRefused},
      {410, kRefused}, {413, kRefused}, {415, kRefused}, {422, kRefused}, {451, kRefused},
      {499, kRefused}, {408, kRetry},   {425, kRetry},   {429, kRetry},   {500, kRetry},
      {501, kRetry},   {502, kRetry},   {503, kRetry},   {504, kRetry},   {520, kRetry},
      {599, kRetry},   {600, kRetry},
  };
  for (const StatusCase& c : cases) {
    const SendResult result = JudgeAnswer(answers::Status(c.status).outcome);
    EXPECT_EQ(result.verdict, c.verdict) << c.status;
    EXPECT_EQ(result.reason.find(std::to_string(c.status)) != std::string::npos, c.status >= 300)
        << result.reason;
  }
}

TEST(Answer, AnErrorStatusIsNotMadeGoodByItsBody) {
  EXPECT_EQ(JudgeAnswer(answers::Status(500, R"({"errcode":0})").outcome).verdict, kRetry);
  EXPECT_EQ(JudgeAnswer(answers::Status(401, "ok").outcome).verdict, kRefused);
}

TEST(Answer, ARefusalIsFinalOnlyWhenTheReceiverNamesAMistakeOfTheConfiguration) {
  const auto verdict = [](const char* body) {
    return JudgeAnswer(answers::Status(400, body).outcome).verdict;
  };
  EXPECT_EQ(verdict(R"({"code":19024,"msg":"Key Words Not Found"})"), kGiveUp);
  EXPECT_EQ(verdict(R"({"code":9499,"msg":"Bad Request"})"), kRefused);
  EXPECT_EQ(verdict(R"({"code":0})"), kRefused);
  EXPECT_EQ(verdict("{"), kRefused);
  EXPECT_EQ(verdict("<html>407</html>"), kRefused);
}

TEST(Answer, TheReceiverSaysHowLongToWait) {
  EXPECT_EQ(JudgeAnswer(answers::Throttled(seconds(90)).outcome).wait, seconds(90));
  EXPECT_EQ(JudgeAnswer(answers::Throttled(seconds(30), 503).outcome).wait, seconds(30));
  EXPECT_EQ(JudgeAnswer(answers::Status(503).outcome).wait, std::nullopt);
}

TEST(Answer, WithoutOneItHangsOnWhetherTheRequestHadLeft) {
  for (const OutcomeKind kind : {OutcomeKind::Network, OutcomeKind::Timeout}) {
    HttpOutcome outcome;
    outcome.kind = kind;
    outcome.reason = "没有回答";
    outcome.request_sent = false;
    EXPECT_EQ(JudgeAnswer(outcome).verdict, kRetry);
    outcome.request_sent = true;
    EXPECT_EQ(JudgeAnswer(outcome).verdict, kUnsure);
    EXPECT_EQ(JudgeAnswer(outcome).reason, "没有回答");
    outcome.reason = "";
    EXPECT_EQ(JudgeAnswer(outcome).reason, Name(kind));
  }
  EXPECT_EQ(JudgeAnswer(answers::Unreachable().outcome).verdict, kRetry);
}

TEST(Answer, OneThatBreaksOffIsInDoubtUnlessItRefusedBefore) {
  EXPECT_EQ(JudgeAnswer(answers::CutOff("").outcome).verdict, kUnsure);
  EXPECT_EQ(JudgeAnswer(answers::CutOff("o").outcome).verdict, kUnsure);
  EXPECT_EQ(JudgeAnswer(answers::CutOff("<html>").outcome).verdict, kRetry);
  EXPECT_EQ(JudgeAnswer(answers::CutOff(R"({"errcode":45009})").outcome).verdict, kRetry);
  HttpOutcome cut = answers::CutOff("").outcome;
  cut.status = 503;
  EXPECT_EQ(JudgeAnswer(cut).verdict, kRetry);
}

TEST(Answer, OneThatIsTooLongIsJudgedByItsBeginning) {
  HttpOutcome outcome = answers::Page(std::string(100, 'x')).outcome;
  outcome.kind = OutcomeKind::TooLarge;
  EXPECT_EQ(JudgeAnswer(outcome).verdict, kSent);
  outcome.body = "<html>" + outcome.body;
  EXPECT_EQ(JudgeAnswer(outcome).verdict, kRetry);
  outcome.body = R"({"errcode":0,"more":")" + outcome.body;
  EXPECT_EQ(JudgeAnswer(outcome).verdict, kUnsure);
}

TEST(Answer, AnAddressThatIsNotAllowedIsTriedAgainANameServerMayHaveErred) {
  HttpOutcome outcome;
  outcome.kind = OutcomeKind::Blocked;
  outcome.reason = "地址 127.0.0.1 不允许访问";
  EXPECT_EQ(JudgeAnswer(outcome).verdict, SendVerdict::Refused);
  EXPECT_EQ(JudgeAnswer(outcome).reason, outcome.reason);
}

TEST(Answer, DeepJsonIsReadLikeAnyOther) {
  const std::string deep(200000, '[');
  const std::string ends(200000, ']');
  EXPECT_EQ(JudgeBodyOf200(R"({"data":)" + deep + ends + R"(,"errcode":93000})").verdict, kGiveUp);
  EXPECT_EQ(JudgeBodyOf200(R"({"data":)" + deep).verdict, kUnsure);
}

TEST(Answer, TheReasonSaysWhatTheRobotMeant) {
  EXPECT_EQ(JudgeBodyOf200(R"({"errcode":45009,"errmsg":"x"})").reason,
            "接收方没有接受（errcode 45009）：发送太频繁");
  EXPECT_EQ(JudgeBodyOf200(R"({"errcode":93000,"errmsg":"x"})").reason,
            "接收方没有接受（errcode 93000）：地址里的 key 不对；请到群里重新复制机器人的网址");
  EXPECT_EQ(JudgeBodyOf200(R"({"code":1,"msg":"队列\n已满"})").reason,
            "接收方没有接受（code 1）：队列 已满");
  EXPECT_EQ(JudgeBodyOf200(R"({"error":"no such room"})").reason,
            "接收方没有接受（error）：no such room");
}

struct MeaningCase {
  const char* message;
  const char* meaning;
};

TEST(Answer, OneCodeWithSeveralMeaningsIsToldApartByItsMessage) {
  const MeaningCase cases[] = {
      {"keywords not in content, more: [https://x]", "缺少关键词"},
      {"sign not match, more: [https://x]", "签名不对"},
      {"description:机器人发送签名不匹配;solution:请确认签名;link:x", "签名不对"},
      {"invalid timestamp", "本机时钟相差太多"},
      {"ip 1.2.3.4 not in whitelist", "本机地址不在白名单"},
      {"?", "安全设置不符"},
  };
  for (const MeaningCase& c : cases) {
    const SendResult result =
        JudgeBodyOf200(R"({"errcode":310000,"errmsg":")" + std::string(c.message) + R"("})");
    EXPECT_EQ(result.verdict, kGiveUp);
    EXPECT_THAT(result.reason, HasSubstr(c.meaning)) << c.message;
  }
}

// A receiver that answers with the address it was called by would write the key into the log.
TEST(Answer, AddressesAndKeysDoNotGetIntoTheReason) {
  const char* const bodies[] = {
      R"({"errcode":1,"errmsg":"invalid webhook url, see https://robot.example/send?key=CANARY"})",
      R"({"message":"Route POST:/hook/CANARY not found","error":"Not Found","code":"/hook/CANARY"})",
      R"({"ok":false,"msg":"token=CANARY"})",
      R"({"success":false,"message":"for user@CANARY"})",
  };
  for (const char* body : bodies) {
    EXPECT_THAT(JudgeBodyOf200(body).reason, Not(HasSubstr("CANARY"))) << body;
  }
  EXPECT_EQ(ForeignReason("550 5.1.1 <boss@example.com>: no such user"), "550 5.1.1");
  EXPECT_LE(ForeignReason(std::string(1000, 'x')).size(), 120U);
}

}  // namespace
}  // namespace forumwatch
