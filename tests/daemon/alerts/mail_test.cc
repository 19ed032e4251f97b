#include "daemon/alerts/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/daemon/alerts/deliveries.h"
#include "tests/daemon/alerts/mails.h"
#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;

class MailTest : public testing::Test {
 protected:
  SendResult Send(const Delivery& delivery) {
    std::vector<SendResult> results;
    MailChannel channel(config_, http_);
    channel.Send(delivery, kAlertedAt,
                 [&](const SendResult& result) { results.push_back(result); });
    http_.Advance(std::chrono::minutes(1));
    http_.DeliverAll();
    EXPECT_EQ(results.size(), 1U);
    return results.at(0);
  }

  ScriptedHttp http_{kAlertedAt};
  MailConfig config_{"smtp://mail.estate.example:587", "watch", "pw", "监测 <watch@estate.example>",
                     true};
};

TEST_F(MailTest, SendsOneMessageToOneReceiver) {
  http_.On("smtp://mail.estate.example", answers::MailReply(250));
  EXPECT_EQ(Send(OverdueDelivery("head@estate.example")).verdict, SendVerdict::Sent);
  ASSERT_EQ(http_.mails().size(), 1U);
  const MailRequest& request = http_.mails()[0];
  EXPECT_EQ(request.server_url, "smtp://mail.estate.example:587");
  EXPECT_EQ(request.user, "watch");
  EXPECT_EQ(request.password, "pw");
  EXPECT_EQ(request.from, "watch@estate.example");
  EXPECT_THAT(request.to, ElementsAre("head@estate.example"));
  EXPECT_TRUE(request.require_tls);
  EXPECT_LT(request.deadline, OutboxStore::kLease);
  EXPECT_EQ(ParseMail(request.message).headers.at("Date"), "Mon, 02 Mar 2026 04:00:00 +0000");
}

TEST_F(MailTest, AnAddressThatCannotBeIsGivenUpUnsent) {
  const SendResult bad_receiver = Send(OverdueDelivery("head@estate.example\r\nDATA"));
  EXPECT_EQ(bad_receiver.verdict, SendVerdict::GiveUp);
  EXPECT_THAT(bad_receiver.reason, HasSubstr("收件人"));
  config_.from = "watch";
  const SendResult bad_sender = Send(OverdueDelivery("head@estate.example"));
  EXPECT_EQ(bad_sender.verdict, SendVerdict::GiveUp);
  EXPECT_THAT(bad_sender.reason, HasSubstr("发件人"));
  EXPECT_TRUE(http_.mails().empty());
}

struct ReplyCase {
  int code;
  SendVerdict verdict;
};

TEST_F(MailTest, RepliesAreJudgedByTheirClass) {
  const ReplyCase cases[] = {
      {250, SendVerdict::Sent},   {251, SendVerdict::Sent},   {421, SendVerdict::Retry},
      {450, SendVerdict::Retry},  {451, SendVerdict::Retry},  {452, SendVerdict::Retry},
      {454, SendVerdict::Retry},  {500, SendVerdict::GiveUp}, {530, SendVerdict::GiveUp},
      {535, SendVerdict::GiveUp}, {550, SendVerdict::GiveUp}, {552, SendVerdict::GiveUp},
      {554, SendVerdict::GiveUp},
  };
  for (const ReplyCase& c : cases) {
    EXPECT_EQ(JudgeMail(answers::MailReply(c.code).outcome, 1).verdict, c.verdict) << c.code;
  }
}

TEST_F(MailTest, AServerThatGreylistsSeesPatience) {
  const HttpOutcome greylisted = answers::MailReply(451, "4.7.1 try again later").outcome;
  EXPECT_EQ(JudgeMail(greylisted, 1).wait, minutes(5));
  EXPECT_EQ(JudgeMail(greylisted, 2).wait, minutes(15));
  EXPECT_EQ(JudgeMail(greylisted, 3).wait, minutes(30));
  EXPECT_EQ(JudgeMail(greylisted, 50).wait, minutes(30));
  EXPECT_EQ(JudgeMail(greylisted, 1).reason, "SMTP 451：4.7.1 try again later");
}

TEST_F(MailTest, AReasonNamesNoAddress) {
  const SendResult result =
      JudgeMail(answers::MailReply(550, "5.1.1 <head@estate.example>: unknown").outcome, 1);
  EXPECT_EQ(result.reason, "SMTP 550：5.1.1");
}

TEST_F(MailTest, WithoutAReplyItHangsOnWhetherTheMessageHadLeft) {
  HttpOutcome outcome;
  outcome.reason = "连接中断";
  EXPECT_EQ(JudgeMail(outcome, 1).verdict, SendVerdict::Retry);
  outcome.status = 354;  // the last thing heard
  EXPECT_EQ(JudgeMail(outcome, 1).verdict, SendVerdict::Retry);
  outcome.request_sent = true;
  EXPECT_EQ(JudgeMail(outcome, 1).verdict, SendVerdict::Unsure);
  EXPECT_EQ(JudgeMail(outcome, 1).reason, "连接中断");
  outcome.kind = OutcomeKind::Timeout;
  EXPECT_EQ(JudgeMail(outcome, 1).verdict, SendVerdict::Unsure);
  outcome.kind = OutcomeKind::Blocked;
  EXPECT_EQ(JudgeMail(outcome, 1).verdict, SendVerdict::Refused);
}

TEST_F(MailTest, EachReceiverHasAFateOfHisOwn) {
  http_.On("smtp://mail.estate.example", answers::MailReply(550))
      .On("smtp://mail.estate.example", answers::MailReply(250));
  EXPECT_EQ(Send(OverdueDelivery("gone@estate.example")).verdict, SendVerdict::GiveUp);
  EXPECT_EQ(Send(OverdueDelivery("head@estate.example")).verdict, SendVerdict::Sent);
}

}  // namespace
}  // namespace forumwatch
