#include "tests/support/scripted_http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using answers::MailReply;
using answers::Page;
using answers::Silent;
using answers::Status;
using std::chrono::seconds;
using testing::ElementsAre;

HttpRequest Get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  return request;
}

class ScriptedHttpTest : public testing::Test {
 protected:
  OutcomeHandler Keep() {
    return [this](HttpOutcome outcome) { got_.push_back(std::move(outcome)); };
  }

  ScriptedHttp http_;
  std::vector<HttpOutcome> got_;
};

TEST_F(ScriptedHttpTest, AnswersInOrderAndTheLastAnswerStays) {
  http_.On("http://f/", Status(503)).On("http://f/", Page("a"));
  for (int i = 0; i < 3; ++i) {
    http_.Start(Get("http://f/x"), Keep());
    EXPECT_EQ(http_.Deliver(), 1U);
  }
  ASSERT_EQ(got_.size(), 3U);
  EXPECT_EQ(got_[0].status, 503);
  EXPECT_EQ(got_[1].body, "a");
  EXPECT_EQ(got_[2].body, "a");
  EXPECT_EQ(http_.Hits("http://f/"), 3U);
}

TEST_F(ScriptedHttpTest, TheLongestPrefixWinsAndTheUnscriptedIsANetworkError) {
  http_.On("http://f/", Page("all")).On("http://f/thread", Page("thread"));
  http_.Start(Get("http://f/thread-1"), Keep());
  http_.Start(Get("http://f/forum"), Keep());
  http_.Start(Get("http://other/"), Keep());
  EXPECT_EQ(http_.in_flight(), 3U);
  http_.Deliver();
  EXPECT_EQ(got_[0].body, "thread");
  EXPECT_EQ(got_[1].body, "all");
  EXPECT_EQ(got_[2].kind, OutcomeKind::Network);
  EXPECT_THAT(http_.urls(), ElementsAre("http://f/thread-1", "http://f/forum", "http://other/"));
}

TEST_F(ScriptedHttpTest, NothingIsDeliveredFromInsideStartNorBeforeItsTime) {
  ScriptedAnswer slow = Page("late");
  slow.after = seconds(5);
  http_.On("http://f/", slow);
  http_.Start(Get("http://f/"), Keep());
  http_.Advance(seconds(4));
  EXPECT_EQ(http_.Deliver(), 0U);
  http_.Advance(seconds(1));
  EXPECT_EQ(http_.Deliver(), 1U);
  EXPECT_EQ(got_[0].took, seconds(5));
  EXPECT_EQ(got_[0].date, UtcTime(seconds(5)));
}

TEST_F(ScriptedHttpTest, ASilentServerTimesOutAtTheDeadline) {
  http_.On("http://f/", Silent());
  HttpRequest request = Get("http://f/");
  request.deadline = seconds(15);
  http_.Start(std::move(request), Keep());
  http_.Advance(seconds(14));
  EXPECT_EQ(http_.Deliver(), 0U);
  http_.Advance(seconds(1));
  http_.Deliver();
  EXPECT_EQ(got_.at(0).kind, OutcomeKind::Timeout);
  EXPECT_TRUE(got_.at(0).request_sent) << "what became of it is unknown";
}

TEST_F(ScriptedHttpTest, CutsAtTheCapAndAnswersTheEtag) {
  ScriptedAnswer tagged = Page("0123456789");
  tagged.outcome.headers["etag"] = "\"v1\"";
  http_.On("http://f/", tagged);
  HttpRequest small = Get("http://f/");
  small.max_body = Bytes(4);
  HttpRequest conditional = Get("http://f/");
  conditional.etag = "\"v1\"";
  http_.Start(std::move(small), Keep());
  http_.Start(std::move(conditional), Keep());
  http_.Deliver();
  EXPECT_EQ(got_[0].kind, OutcomeKind::TooLarge);
  EXPECT_EQ(got_[0].body, "0123");
  EXPECT_EQ(got_[1].kind, OutcomeKind::NotModified);
  EXPECT_EQ(got_[1].body, "");
}

TEST_F(ScriptedHttpTest, ACancelledRequestIsNeverDelivered) {
  http_.On("http://f/", Page("a"));
  const RequestId second = RequestId{2};
  http_.Start(Get("http://f/1"), [&](const HttpOutcome&) { http_.Cancel(second); });
  http_.Start(Get("http://f/2"), Keep());
  EXPECT_EQ(http_.Deliver(), 1U);
  EXPECT_TRUE(got_.empty());
}

TEST_F(ScriptedHttpTest, WhatAHandlerStartsWaitsForTheNextRound) {
  http_.On("http://f/", Page("a"));
  http_.Start(Get("http://f/1"),
              [&](const HttpOutcome&) { http_.Start(Get("http://f/2"), Keep()); });
  EXPECT_EQ(http_.Deliver(), 1U);
  EXPECT_TRUE(got_.empty());
  EXPECT_EQ(http_.DeliverAll(), 1U);
  EXPECT_EQ(got_.size(), 1U);
}

TEST_F(ScriptedHttpTest, MailsAreRecordedAndAnsweredByServer) {
  http_.On("smtp://mail/", MailReply(250)).On("smtp://mail/", MailReply(451, "greylisted"));
  for (int i = 0; i < 2; ++i) {
    MailRequest mail;
    mail.server_url = "smtp://mail/";
    mail.to = {"a@example.org"};
    http_.Start(std::move(mail), Keep());
  }
  http_.Deliver();
  EXPECT_EQ(http_.mails().size(), 2U);
  EXPECT_EQ(got_[0].kind, OutcomeKind::Ok);
  EXPECT_EQ(got_[1].status, 451);
  EXPECT_EQ(got_[1].reason, "greylisted");
}

}  // namespace
}  // namespace forumwatch
