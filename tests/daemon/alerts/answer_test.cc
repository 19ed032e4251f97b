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
  SendVerdict verdict;  // where a webhook answers so
  SendVerdict robot;    // where a robot does, which always says how it went
  seconds wait{0};
};

const BodyCase kBodies[] = {
    // accepted
    {"nothing", "", kSent, kUnsure},
    {"blanks", " \r\n", kSent, kUnsure},
    {"ok", "ok", kSent, kUnsure},
    {"words", "Thank you!\n", kSent, kUnsure},
    {"words that mention an error", "no error", kSent, kUnsure},
    {"a quoted word", "\"accepted\"", kSent, kUnsure},
    {"a number", "1", kSent, kUnsure},
    {"a list", R"(["error"])", kSent, kUnsure},
    {"an empty object", "{}", kSent, kUnsure},
    {"企业微信 accepts", R"({"errcode":0,"errmsg":"ok"})", kSent, kSent},
    {"飞书 accepts",
     R"({"code":0,"msg":"success","data":{},"Extra":null,"StatusCode":0,"StatusMessage":"success"})",
     kSent, kSent},
    {"飞书 accepts, older form", R"({"Extra":null,"StatusCode":0,"StatusMessage":"success"})",
     kSent, kSent},
    {"code 200", R"({"code":200,"msg":"操作成功"})", kSent, kUnsure},
    {"code 200 as text", R"({"code":"200"})", kSent, kUnsure},
    {"code 00000", R"({"code":"00000"})", kSent, kUnsure},
    {"code 0.0", R"({"code":0.0})", kSent, kUnsure},
    {"code as a word", R"({"code":"SUCCESS"})", kSent, kUnsure},
    {"code 1 that is a success", R"({"code":1,"success":true})", kSent, kUnsure},
    {"ok", R"({"ok":true})", kSent, kUnsure},
    {"no error", R"({"error":null})", kSent, kUnsure},
    {"error false", R"({"error":false,"status":"success"})", kSent, kUnsure},
    {"an error that is another's", R"({"items":[{"errcode":1,"ok":false}],"data":{"error":"x"}})",
     kSent, kUnsure},
    {"code null", R"({"code":null,"errcode":""})", kSent, kUnsure},
    {"byte order mark before", "\xEF\xBB\xBF{\"errcode\":0}", kSent, kSent},
    {"the last of two counts", R"({"errcode":93000,"errcode":0})", kSent, kSent},
    // limits: as long as the robot asks for
    {"企业微信 limit", R"({"errcode":45009,"errmsg":"api freq out of limit"})", kRetry, kRetry,
     minutes(1)},
    {"钉钉 limit", R"({"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"})",
     kRetry, kRetry, minutes(10)},
    {"钉钉 limit as documented", R"({"errcode":410100,"errmsg":"发送速度太快而限流"})", kRetry,
     kRetry, minutes(10)},
    {"钉钉 webhook limit", R"({"errcode":90030,"errmsg":"webhook over limit"})", kRetry, kRetry,
     minutes(10)},
    {"飞书 limit", R"({"code":11232,"data":{},"msg":"frequency limited psm[lark]appID[1500]"})",
     kRetry, kRetry, minutes(1)},
    {"飞书 too large or too many", R"({"code":9499,"msg":"too many request","data":{}})", kRetry,
     kRetry, minutes(1)},
    {"StatusCode", R"({"StatusCode":9499,"StatusMessage":"Bad Request"})", kRetry, kRetry,
     minutes(1)},
    {"busy", R"({"errcode":-1,"errmsg":"system busy"})", kRetry, kRetry},
    // unknown errors
    {"unknown errcode", R"({"errcode":50000,"errmsg":"?"})", kRetry, kRetry},
    {"errcode 200", R"({"errcode":200})", kRetry, kRetry},
    {"code 1", R"({"code":1})", kRetry, kRetry},
    {"code 500", R"({"code":500,"msg":"服务器内部错误"})", kRetry, kRetry},
    {"code as an unknown word", R"({"code":"A0400"})", kRetry, kRetry},
    {"code that is an object", R"({"code":{"a":1}})", kRetry, kRetry},
    {"a huge code", R"({"code":18446744073709551615})", kRetry, kRetry},
    {"a fraction", R"({"errcode":0.5})", kRetry, kRetry},
    {"not ok", R"({"ok":false,"description":"chat not found"})", kRetry, kRetry},
    {"success false", R"({"success":false})", kRetry, kRetry},
    {"errcode outweighs success", R"({"errcode":50000,"success":true})", kRetry, kRetry},
    {"capital letters", R"({"Success":false})", kRetry, kRetry},
    {"error text", R"({"error":"invalid payload"})", kRetry, kRetry},
    {"error object", R"({"jsonrpc":"2.0","error":{"code":-32600}})", kRetry, kRetry},
    {"error list", R"({"error":[]})", kRetry, kRetry},
    {"status", R"({"status":"error"})", kRetry, kRetry},
    {"fail", "fail", kRetry, kRetry},
    {"FAIL", " FAIL\n", kRetry, kRetry},
    {"false", "false", kRetry, kRetry},
    {"a message in GBK beside the code", "{\"errcode\":50000,\"errmsg\":\"\xB7\xB1\xC3\xA6\"}",
     kRetry, kRetry},
    {"a success in GBK", "{\"errcode\":0,\"errmsg\":\"\xB3\xC9\xB9\xA6\"}", kSent, kSent},
    // configuration
    {"企业微信 key",
     R"({"errcode":93000,"errmsg":"invalid webhook url, hint: [1], from ip: 1.2.3.4"})", kGiveUp,
     kGiveUp},
    {"企业微信 too long", R"({"errcode":40058,"errmsg":"markdown.content exceed max length 4096"})",
     kGiveUp, kGiveUp},
    {"钉钉 security", R"({"errcode":310000,"errmsg":"sign not match"})", kGiveUp, kGiveUp},
    {"钉钉 token", R"({"errcode":300005,"errmsg":"token is not exist"})", kGiveUp, kGiveUp},
    {"钉钉 robot stopped", R"({"errcode":400102})", kGiveUp, kGiveUp},
    {"飞书 signature", R"({"code":19021,"msg":"sign match fail","data":{}})", kGiveUp, kGiveUp},
    {"飞书 keyword", R"({"code":19024,"msg":"Key Words Not Found"})", kGiveUp, kGiveUp},
    {"known code as text", R"({"errcode":"93000"})", kGiveUp, kGiveUp},
    // not a receipt
    {"a page", "<!DOCTYPE html><html>登录</html>", kRetry, kRetry},
    {"a page after blanks", "\n\n  <html>", kRetry, kRetry},
    {"XML", "<?xml version=\"1.0\"?><ok/>", kRetry, kRetry},
    // breaks off
    {"half an object", R"({"errcode":0,"errmsg)", kUnsure, kUnsure},
    {"an object with more behind it", R"({"errcode":0}{"errcode":1})", kUnsure, kUnsure},
    {"a number too large for JSON", R"({"errcode":1e400})", kUnsure, kUnsure},
    {"only a brace", "{", kUnsure, kUnsure},
};

void ExpectJudged(const SendResult& result, SendVerdict verdict, const BodyCase& c) {
  EXPECT_EQ(result.verdict, verdict) << c.name << ": " << result.reason;
  EXPECT_EQ(result.wait.value_or(seconds(0)), c.wait) << c.name;
  EXPECT_EQ(result.reason.empty(), verdict == kSent) << c.name << ": " << result.reason;
}

TEST(Answer, A200IsJudgedByItsBody) {
  for (const BodyCase& c : kBodies) {
    ExpectJudged(JudgeBodyOf200(c.body), c.verdict, c);
  }
}

TEST(Answer, OfARobotA200IsAReceiptOnlyByItsCode) {
  for (const BodyCase& c : kBodies) {
    ExpectJudged(JudgeRobotAnswer(answers::Page(c.body, "application/json").outcome), c.robot, c);
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
    EXPECT_EQ(JudgeRobotAnswer(answers::Status(c.status).outcome).verdict,
              c.verdict == kSent ? kUnsure : c.verdict)
        << c.status << ", without a code";
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

// 飞书 answers so, without a Retry-After.
TEST(Answer, ALimitThatIsA429IsWaitedForAsItsCodeAsks) {
  const char* const limit = R"({"code":11232,"data":{},"msg":"frequency limited psm[lark]"})";
  const SendResult result = JudgeRobotAnswer(answers::Status(429, limit).outcome);
  EXPECT_EQ(result.verdict, kRetry);
  EXPECT_EQ(result.wait, minutes(1));
  EXPECT_EQ(result.reason, "HTTP 429：接收方没有接受（code 11232）：发送太频繁");
  ScriptedAnswer both = answers::Throttled(seconds(7));
  both.outcome.body = limit;
  EXPECT_EQ(JudgeAnswer(both.outcome).wait, seconds(7)) << "the header is about this very answer";
  for (const char* body : {"", "{", R"({"code":0})", R"({"code":230020})", R"({"code":19021})"}) {
    const SendResult other = JudgeRobotAnswer(answers::Status(429, body).outcome);
    EXPECT_EQ(other.verdict, kRetry) << body;
    EXPECT_EQ(other.wait, std::nullopt) << body;
  }
}

TEST(Answer, WithoutOneItHangsOnWhetherTheRequestHadLeft) {
  for (const OutcomeKind kind : {OutcomeKind::Network, OutcomeKind::Timeout}) {
    HttpOutcome outcome;
    outcome.kind = kind;
    outcome.reason = "没有回答";
    outcome.request_sent = false;
    EXPECT_EQ(JudgeAnswer(outcome).verdict, kRetry);
    EXPECT_EQ(JudgeRobotAnswer(outcome).verdict, kRetry);
    outcome.request_sent = true;
    EXPECT_EQ(JudgeAnswer(outcome).verdict, kUnsure);
    EXPECT_EQ(JudgeRobotAnswer(outcome).verdict, kUnsure);
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
