// What is sent to a forum as a reply and what its answer means, by the shipped engine files.
#include "crawlers/sites/json_reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/crawlers/sites/json_boards.h"

namespace forumwatch {
namespace {

using std::chrono::seconds;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

const ReplyAccount kWhoReplies{"银杏里物业", "", "s3cret"};
const char* const kHostile =
    "业主\"您好\"：\r\n{\"a\":1}]]> <b>'x'</b> \\ 👩‍👩‍👧 "
    "[[global:home]] @all \t&lt;\n\n1. 好\n  - 行";

nlohmann::json BodyFor(const JsonSoftware& software, const std::string& text,
                       const ReplyAccount& as = kWhoReplies) {
  return nlohmann::json::parse(
      MakeReplyRequest(*EngineInJson(software.engine), software.board, "12", as, text).body);
}

TEST(JsonReply, EachForumIsAskedAtItsAddressWithItsCredentials) {
  const auto nodebb =
      MakeReplyRequest(*EngineInJson("nodebb"), kNodebb4.board, "12", kWhoReplies, "已修好。");
  EXPECT_EQ(nodebb.url, "https://bbs.yinxingli.example/api/v3/topics/12");
  EXPECT_THAT(nodebb.headers, Contains(Pair("Authorization", "Bearer s3cret")));
  EXPECT_THAT(nodebb.headers, Contains(Pair("Content-Type", "application/json; charset=utf-8")));
  EXPECT_EQ(nodebb.body, R"({"content":"已修好。"})");
  const auto discourse =
      MakeReplyRequest(*EngineInJson("discourse"), kDiscourse.board, "12", kWhoReplies, "已修好。");
  EXPECT_EQ(discourse.url, "https://bbs.yinxingli.example/posts.json");
  EXPECT_THAT(discourse.headers, Contains(Pair("Api-Key", "s3cret")));
  EXPECT_THAT(discourse.headers, Contains(Pair("Api-Username", "银杏里物业")));
  EXPECT_EQ(discourse.body, R"({"raw":"已修好。","topic_id":"12"})");
  const auto flarum =
      MakeReplyRequest(*EngineInJson("flarum"), kFlarum.board, "12", kWhoReplies, "已修好。");
  EXPECT_EQ(flarum.url, "https://bbs.yinxingli.example/api/posts");
  EXPECT_THAT(flarum.headers, Contains(Pair("Authorization", "Token s3cret")));
  EXPECT_EQ(
      flarum.body,
      R"({"data":{"type":"posts","attributes":{"content":"已修好。"},"relationships":{"discussion":{"data":{"type":"discussions","id":"12"}}}}})");
}

TEST(JsonReply, AMasterTokenSaysForWhom) {
  const auto body = BodyFor(kNodebb4, "好", {"银杏里物业", "7", "s3cret"});
  EXPECT_EQ(body.at("_uid"), "7");
}

TEST(JsonReply, AThreadsIdCannotLeaveItsPlaceInTheAddress) {
  const auto request = MakeReplyRequest(*EngineInJson("nodebb"), kNodebb4.board, "12/../../x?a=b",
                                        kWhoReplies, "好");
  EXPECT_EQ(request.url, "https://bbs.yinxingli.example/api/v3/topics/12%2F..%2F..%2Fx%3Fa%3Db");
}

TEST(JsonReply, WhateverTheTextHoldsTheBodyIsOneTextAtItsPlace) {
  for (const JsonSoftware* software : {&kNodebb4, &kDiscourse}) {
    const auto body = BodyFor(*software, kHostile);
    const std::string sent = body.at(software == &kNodebb4 ? "content" : "raw");
    EXPECT_EQ(sent,
              "业主\"您好\"：\r\n{\"a\":1}]]> \\<b>'x'\\</b> \\\\ 👩‍👩‍👧 "
              "\\[\\[global:home]] @all \t\\&lt;\n\n1\\. 好\n\\- 行");
  }
  EXPECT_EQ(BodyFor(kFlarum, "{text} {token}").at("data").at("attributes").at("content"),
            "{text} {token}")
      << "names in the text are words";
}

TEST(JsonReply, AnAddressStaysAsItWasWritten) {
  const JsonReplyFormat& format = *EngineInJson("nodebb")->reply;
  EXPECT_EQ(AsSentToForum(format, "见https://a.cn/b_c?d=*1&e=[2]，*好* http:// https://x.cn/_<b>"),
            "见https://a.cn/b_c?d=*1&e=[2]，\\*好\\* http:// https://x.cn/_\\<b>");
}

TEST(JsonReply, AMasterTokenSaysForWhomItLooks) {
  const JsonEngine& engine = *EngineInJson("nodebb");
  const std::string page = "https://bbs.yinxingli.example/api/topic/12?page=3";
  EXPECT_EQ(LookAddress(engine, page, {"a", "7&x", "s3cret"}), page + "&_uid=7%26x");
  EXPECT_EQ(LookAddress(engine, page, {"a", "", "s3cret"}), page);
  EXPECT_EQ(LookAddress(engine, "https://bbs.yinxingli.example/x", {"a", "7", ""}),
            "https://bbs.yinxingli.example/x?_uid=7");
}

TEST(JsonReply, ATokenIsTakenOutWhole) {
  EXPECT_EQ(WithoutToken("k3y; userId=1 或 k3y", {"a", "", "k3y; userId=1"}),
            "（令牌） 或 （令牌）");
  EXPECT_EQ(WithoutToken("好", {}), "好");
}

TEST(JsonReply, BrokenBytesDoNotBreakTheBody) {
  EXPECT_EQ(BodyFor(kNodebb4, "好\xff\xfe的").at("content"), "好��的");
}

TEST(JsonReply, TooLongIsKnownBeforeItIsSent) {
  const JsonReplyFormat& format = *EngineInJson("nodebb")->reply;
  std::string text;
  for (int i = 0; i < 32767; ++i) {
    text += "好";
  }
  EXPECT_EQ(TooLongForForum(format, text), std::nullopt);
  EXPECT_EQ(TooLongForForum(format, text + "的"), std::pair(32767, 32768));
  EXPECT_EQ(TooLongForForum(format, text.substr(3) + "*"), std::pair(32767, 32768))
      << "as it is sent, with what is escaped";
}

struct Answered {
  const char* name;
  const char* engine;
  int status;
  const char* body;
  ReplyVerdict verdict;
  const char* says;
  int wait = 0;
};

const Answered kAnswers[] = {
    {"posted", "nodebb", 200,
     R"({"status":{"code":"ok","message":"OK"},"response":{"pid":374,"tid":12,"content":"x"}})",
     ReplyVerdict::Posted, ""},
    {"held", "nodebb", 200,
     R"({"status":{"code":"ok","message":"OK"},"response":{"id":"reply-17","queued":true,"message":"[[success:post-queued]]"}})",
     ReplyVerdict::Held, "审核"},
    {"too fast", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"As a new user, you can only post once every 120 second(s) until you have earned 3 reputation"},"response":{}})",
     ReplyVerdict::Wait, "太快", 120},
    {"too fast, in Chinese", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"您需要等待 10 秒后才能再次发帖"},"response":{}})",
     ReplyVerdict::Wait, "太快", 10},
    {"locked", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"Topic locked"},"response":{}})",
     ReplyVerdict::Refused, "锁了"},
    {"deleted", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"topic-deleted"},"response":{}})",
     ReplyVerdict::Refused, "删除"},
    {"too long", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"Please enter a shorter post. Posts can't be longer than 32767 character(s)."},"response":{}})",
     ReplyVerdict::Refused, "字数上限"},
    {"a master token without user", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"You are using a master token, supply a `_uid`"},"response":{}})",
     ReplyVerdict::Refused, "user_id"},
    {"something else", "nodebb", 400,
     R"({"status":{"code":"bad-request","message":"no privileges"},"response":{}})",
     ReplyVerdict::Refused, "no privileges"},
    {"no token", "nodebb", 403, "Forbidden", ReplyVerdict::Refused, "令牌"},
    {"no such thread", "nodebb", 404,
     R"({"status":{"code":"not-found","message":"Topic does not exist"},"response":{}})",
     ReplyVerdict::Refused, "没有这个主题"},
    {"broken", "nodebb", 500, "{}", ReplyVerdict::Unsure, "说不准"},
    {"maintenance", "nodebb", 503,
     R"({"status":{"code":"internal-server-error","message":"down"},"response":{}})",
     ReplyVerdict::Unsure, "说不准"},
    {"a web page", "nodebb", 200, "<!DOCTYPE html><html>pid</html>", ReplyVerdict::Unsure,
     "没有帖子编号"},
    {"nothing", "nodebb", 200, "", ReplyVerdict::Unsure, "没有帖子编号"},
    {"half an answer", "nodebb", 200, R"({"status":{"code":"ok"},"response":{"pid":3)",
     ReplyVerdict::Unsure, "没有帖子编号"},
    {"sent elsewhere", "nodebb", 302, "", ReplyVerdict::Unsure, "转到别处"},
    {"too many", "nodebb", 429, "Too Many Requests", ReplyVerdict::Wait, "429", 60},
    {"posted", "discourse", 200, R"({"id":881,"post_number":7,"cooked":"<p>x</p>"})",
     ReplyVerdict::Posted, ""},
    {"held", "discourse", 200,
     R"({"action":"enqueued","success":true,"pending_post":{"id":5,"raw":"x"}})",
     ReplyVerdict::Held, "审核"},
    {"too fast, says the program", "discourse", 429,
     R"({"errors":["You’ve performed this action too many times."],"error_type":"rate_limit","extras":{"wait_seconds":13,"time_left":"13 seconds"}})",
     ReplyVerdict::Wait, "太快", 13},
    {"too fast, says what stands before it", "discourse", 429,
     "Slow down, you're making too many requests.\nPlease retry again in 9 seconds.\nError code: "
     "ip_10_secs_limit.",
     ReplyVerdict::Wait, "太多", 60},
    {"the same again", "discourse", 422,
     R"({"action":"create_post","errors":["Body is too similar to what you recently posted"]})",
     ReplyVerdict::Unsure, "一样的"},
    {"closed", "discourse", 422, R"({"errors":["This topic is closed"]})", ReplyVerdict::Refused,
     "关闭"},
    {"not taken", "discourse", 422, R"({"errors":["正文太短"]})", ReplyVerdict::Refused,
     "正文太短"},
    {"no right", "discourse", 403,
     R"({"errors":["You are not permitted to view the requested resource."],"error_type":"invalid_access"})",
     ReplyVerdict::Refused, "令牌"},
    {"posted", "flarum", 201,
     R"({"data":{"type":"posts","id":"91","attributes":{"number":7,"contentHtml":"<p>x</p>"}}})",
     ReplyVerdict::Posted, ""},
    {"held", "flarum", 201,
     R"({"data":{"type":"posts","id":"91","attributes":{"number":7,"isApproved":false}}})",
     ReplyVerdict::Held, "审核"},
    {"too fast", "flarum", 429, R"({"errors":[{"status":"429","code":"too_many_requests"}]})",
     ReplyVerdict::Wait, "太快", 60},
    {"not taken", "flarum", 422,
     R"({"errors":[{"status":"422","code":"validation_error","detail":"content is too long","source":{"pointer":"/data/attributes/content"}}]})",
     ReplyVerdict::Refused, "content is too long"},
    {"a wrong token", "flarum", 400,
     R"({"errors":[{"status":"400","code":"csrf_token_mismatch"}]})", ReplyVerdict::Refused,
     "不认这个令牌"},
    {"a gateway", "flarum", 504, "<html>504 Gateway Time-out</html>", ReplyVerdict::Unsure,
     "说不准"},
};

TEST(JsonReply, WhatEachAnswerMeans) {
  for (const Answered& answered : kAnswers) {
    const ReplyAnswer answer = ReadReplyAnswer(*EngineInJson(answered.engine)->reply,
                                               answered.status, answered.body, std::nullopt);
    const std::string name = std::string(answered.engine) + ": " + answered.name;
    EXPECT_EQ(answer.verdict, answered.verdict) << name << " " << answer.reason;
    EXPECT_THAT(answer.reason, HasSubstr(answered.says)) << name;
    EXPECT_EQ(answer.post.empty(), answer.verdict != ReplyVerdict::Posted) << name;
    EXPECT_EQ(answer.wait.value_or(seconds(0)), seconds(answered.wait)) << name;
  }
}

TEST(JsonReply, TheLongerOfTwoWaitsCounts) {
  const JsonReplyFormat& format = *EngineInJson("discourse")->reply;
  const char* const body = R"({"error_type":"rate_limit","extras":{"wait_seconds":13}})";
  EXPECT_EQ(ReadReplyAnswer(format, 429, body, seconds(90)).wait, seconds(90));
  EXPECT_EQ(ReadReplyAnswer(format, 429, body, seconds(5)).wait, seconds(13));
}

}  // namespace
}  // namespace forumwatch
