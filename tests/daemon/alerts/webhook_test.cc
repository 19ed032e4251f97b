#include "daemon/alerts/webhook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/daemon/alerts/deliveries.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using std::chrono::hours;
using std::chrono::seconds;
using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Not;
using testing::Pair;

class WebhookTest : public testing::Test {
 protected:
  void Send(Webhook& webhook, const Delivery& delivery, UtcTime now = kAlertedAt) {
    webhook.Send(delivery, now, [this](const SendResult& result) { results_.push_back(result); });
  }

  ScriptedHttp http_{kAlertedAt};
  Webhook webhook_{"https://hooks.example/duty?key=k1", "会议室的 secret", http_};
  std::vector<SendResult> results_;
};

TEST_F(WebhookTest, PostsTheAlertAndTakesTheAnswer) {
  http_.On("https://hooks.example/", answers::Page(R"({"errcode":0})", "application/json"));
  Send(webhook_, OverdueDelivery());
  ASSERT_EQ(http_.requests().size(), 1U);
  const HttpRequest& request = http_.requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://hooks.example/duty?key=k1");
  EXPECT_FALSE(request.follow_redirects);
  EXPECT_EQ(request.deadline, seconds(15));
  EXPECT_THAT(
      request.headers,
      ElementsAre(Pair("Content-Type", "application/json; charset=utf-8"),
                  Pair("Idempotency-Key", "01JNA5K0000123456789ABCDEF/%E5%80%BC%E7%8F%AD%E7%BE%A4"),
                  Pair("X-Forumwatch-Timestamp", "1772424000"),
                  Pair("X-Forumwatch-Signature",
                       WebhookSignature("会议室的 secret", "1772424000", request.body))));
  EXPECT_TRUE(results_.empty()) << "the answer comes later";
  http_.Deliver();
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].verdict, SendVerdict::Sent);
}

TEST_F(WebhookTest, AnAnswerMayComeAfterTheChannelIsGone) {
  http_.On("https://hooks.example/", answers::Status(503));
  {
    Webhook gone("https://hooks.example/", "", http_);
    Send(gone, OverdueDelivery());
  }
  http_.Deliver();
  EXPECT_EQ(results_.at(0).verdict, SendVerdict::Retry);
}

TEST_F(WebhookTest, WithoutASecretNothingIsSigned) {
  Webhook unsigned_hook("https://hooks.example/", "", http_);
  Send(unsigned_hook, OverdueDelivery());
  EXPECT_THAT(http_.requests()[0].headers, Not(Contains(Key("X-Forumwatch-Signature"))));
}

TEST_F(WebhookTest, ASilentReceiverLeavesDoubtAfterFifteenSeconds) {
  http_.On("https://hooks.example/", answers::Silent());
  Send(webhook_, OverdueDelivery());
  http_.Advance(seconds(14));
  EXPECT_EQ(http_.Deliver(), 0U);
  http_.Advance(seconds(1));
  http_.Deliver();
  EXPECT_EQ(results_.at(0).verdict, SendVerdict::Unsure);
}

TEST(WebhookBody, HoldsTheWholeAlert) {
  const Delivery delivery = OverdueDelivery("duty-room");
  const ordered_json body = ordered_json::parse(WebhookBody(delivery));
  const ordered_json expected = {
      {"id", "01JNA5K0000123456789ABCDEF"},
      {"at", "2026-03-02T04:00:00+00:00"},
      {"rule", "first_reply.overdue"},
      {"handbook", "B2"},
      {"community", "云栖花园"},
      {"complaint", "C12"},
      {"source", nullptr},
      {"episode", 1},
      {"receivers", {"monitor", "head"}},
      {"title", delivery.alert.title},
      {"reason", delivery.alert.reason},
      {"text", delivery.text},
      {"url", "https://bbs.example/thread-8841-1-1.html"},
      {"maybe_repeat", false},
      {"attempt", 1},
      {"to", "duty-room"},
  };
  EXPECT_EQ(body.dump(1), expected.dump(1));
}

TEST(WebhookBody, WhatIsUnknownIsNull) {
  Delivery delivery = OverdueDelivery();
  delivery.alert.complaint.reset();
  delivery.alert.handbook = "";
  delivery.alert.source = "云栖花园/业主论坛";
  delivery.community = "";
  delivery.url = "javascript:alert(1)";
  const json body = json::parse(WebhookBody(delivery));
  for (const char* key : {"complaint", "handbook", "community", "url"}) {
    EXPECT_TRUE(body.at(key).is_null()) << key;
  }
  EXPECT_EQ(body.at("source"), "云栖花园/业主论坛");
}

TEST(WebhookBody, ARepeatSaysSoAndKeepsItsId) {
  Delivery delivery = OverdueDelivery();
  const std::string key = IdempotencyKey(delivery);
  delivery.maybe_repeat = true;
  delivery.attempts = 2;
  const json body = json::parse(WebhookBody(delivery));
  EXPECT_EQ(body.at("title"), "可能重复：" + delivery.alert.title);
  EXPECT_EQ(body.at("text"), "可能重复：" + delivery.text);
  EXPECT_EQ(body.at("maybe_repeat"), true);
  EXPECT_EQ(body.at("attempt"), 2);
  EXPECT_EQ(body.at("id"), delivery.alert.id);
  EXPECT_EQ(IdempotencyKey(delivery), key);
}

// A title in a broken charset must not keep its alert from being sent for ever.
TEST(WebhookBody, BrokenTextIsStillSent) {
  Delivery delivery = OverdueDelivery();
  delivery.alert.title = "电梯\xFF\xFE";
  delivery.alert.receivers = {"\xC0"};
  const json body = json::parse(WebhookBody(delivery));
  EXPECT_EQ(body.at("title"), "电梯\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(IdempotencyKey, IsTheAlertAndWhomItIsFor) {
  EXPECT_EQ(IdempotencyKey(OverdueDelivery("head@example.com")),
            "01JNA5K0000123456789ABCDEF/head@example.com");
  EXPECT_EQ(IdempotencyKey(OverdueDelivery("", "duty")), "01JNA5K0000123456789ABCDEF/duty");
  EXPECT_EQ(IdempotencyKey(OverdueDelivery("a\r\nX-Evil: 1")),
            "01JNA5K0000123456789ABCDEF/a%0D%0AX-Evil%3A%201");
}

struct SignatureCase {
  const char* secret;
  const char* timestamp;
  const char* body;
  const char* signature;
};

// printf '%s' 'TIMESTAMP.BODY' | openssl dgst -sha256 -hmac SECRET
TEST(WebhookSignature, AgreesWithOpenssl) {
  const SignatureCase cases[] = {
      {R"(s3cret)", "1772424000", R"({"id":"01J"})",
       "303d2ec82e683f64c956643237e530e11c2e253fbf5cd67685219a8f81e8805f"},
      {R"(值班室)", "1772424000", R"({"title":"电梯又停了"})",
       "fc7258b243d878e88696282f3b60e8acd77211e723d0621f6423466434762559"},
      {R"(a key longer than the block of sixty-four bytes is hashed first, which a short key never shows)",
       "0", R"()", "91a3339c0fbf2586a76f48f29881f6ece723243baef8a95c4cbe3aaa6effd61f"},
  };
  for (const SignatureCase& c : cases) {
    EXPECT_EQ(WebhookSignature(c.secret, c.timestamp, c.body),
              std::string("sha256=") + c.signature);
  }
}

TEST(WebhookSignature, EachPartCounts) {
  const std::string whole = WebhookSignature("s", "1772424000", "{}");
  EXPECT_NE(WebhookSignature("t", "1772424000", "{}"), whole);
  EXPECT_NE(WebhookSignature("s", "1772424001", "{}"), whole);
  EXPECT_NE(WebhookSignature("s", "1772424000", "{} "), whole);
}

}  // namespace
}  // namespace forumwatch
