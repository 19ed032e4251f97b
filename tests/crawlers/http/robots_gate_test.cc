#include "crawlers/http/robots_gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/scripted_http.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kFile = "https://forum.example/robots.txt";
const std::string kForumPage = "https://forum.example/board";

class Gate : public testing::Test {
 protected:
  Gate() { http_.On(kForumPage, answers::Page("board")); }

  static ScriptedAnswer Redirect(const std::string& to) {
    ScriptedAnswer answer = answers::Status(302);
    answer.outcome.headers["location"] = to;
    return answer;
  }

  HttpOutcome Get(const std::string& url = kForumPage) {
    std::optional<HttpOutcome> ended;
    HttpRequest request;
    request.url = url;
    gate_.Start(std::move(request), [&](HttpOutcome outcome) { ended = std::move(outcome); });
    EXPECT_FALSE(ended) << "never from inside Start";
    gate_.Deliver();
    http_.DeliverAll();
    return ended.value_or(HttpOutcome());
  }

  ScriptedHttp http_{ParseRfc3339("2026-03-02T10:00:00+08:00").value()};
  RobotsGate gate_{http_, [this] { return http_.now(); }};
};

TEST_F(Gate, AsksOnceADayAndLetsPassWhatIsAllowed) {
  http_.On(kFile, answers::Page("User-agent: *\nDisallow: /admin", "text/plain"));
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
  EXPECT_EQ(Get().body, "board");
  EXPECT_THAT(http_.urls(), ElementsAre(kFile, kForumPage, kForumPage));
  http_.Advance(hours(25));
  Get();
  EXPECT_EQ(http_.Hits(kFile), 2U);
}

TEST_F(Gate, WhatIsForbiddenIsNotAskedFor) {
  http_.On(kFile, answers::Page("User-agent: *\nDisallow: /board", "text/plain"));
  for (int time = 0; time < 2; ++time) {
    const HttpOutcome outcome = Get();
    EXPECT_EQ(outcome.kind, OutcomeKind::Disallowed);
    EXPECT_THAT(outcome.reason, HasSubstr("robots.txt"));
  }
  EXPECT_EQ(http_.Hits(kForumPage), 0U);
  EXPECT_EQ(gate_.in_flight(), 0U);
}

TEST_F(Gate, AForumThatLetsUsInIsReadWithinTheHour) {
  http_.On(kFile, answers::Page("User-agent: *\nDisallow: /", "text/plain"));
  http_.On(kFile, answers::Page("User-agent: forumwatch\nDisallow:", "text/plain"));
  EXPECT_EQ(Get().kind, OutcomeKind::Disallowed);
  http_.Advance(minutes(59));
  EXPECT_EQ(Get().kind, OutcomeKind::Disallowed);
  http_.Advance(minutes(1));
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
}

TEST_F(Gate, AForumWithoutSuchAFileMayBeRead) {
  http_.On(kFile, answers::Status(404));
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
}

TEST_F(Gate, AFileWhoseRedirectsLeadNowhereIsNone) {
  ScriptedAnswer round = answers::Status(302);
  round.outcome.kind = OutcomeKind::Redirects;
  http_.On(kFile, round);
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
}

TEST_F(Gate, ARedirectToWhatIsForbiddenIsNotFollowed) {
  http_.On(kFile, answers::Page("User-agent: *\nDisallow: /member", "text/plain"));
  http_.On("https://forum.example/member", answers::Page("login"));
  http_.Replace(kForumPage, Redirect("https://forum.example/member.php"));
  EXPECT_EQ(Get().kind, OutcomeKind::Disallowed);
  EXPECT_EQ(http_.Hits("https://forum.example/member"), 0U);
  http_.Replace(kForumPage, Redirect("https://forum.example/topic"));
  http_.On("https://forum.example/topic", answers::Page("topic"));
  EXPECT_EQ(Get().body, "topic");
}

TEST_F(Gate, ARedirectToAnotherHostIsFollowedWhenThatHostsFileAllows) {
  http_.Replace(kForumPage, Redirect("https://www.forum.example/board"));
  const std::string file = "https://www.forum.example/robots.txt";
  http_.On("https://www.forum.example/board", answers::Page("moved"));
  http_.On(file, answers::Page("User-agent: *\nDisallow: /admin", "text/plain"));
  http_.On(file, answers::Page("User-agent: *\nDisallow: /", "text/plain"));
  EXPECT_EQ(Get().body, "moved");
  EXPECT_EQ(Get().body, "moved");
  EXPECT_EQ(http_.Hits(file), 1U);
  http_.Advance(hours(25));
  EXPECT_EQ(Get().kind, OutcomeKind::Disallowed);
  EXPECT_EQ(http_.Hits("https://www.forum.example/board"), 2U);
}

TEST_F(Gate, ADelayIsKeptUpToHalfAMinute) {
  http_.On(kFile, answers::Page("User-agent: *\nCrawl-delay: 2.5", "text/plain"));
  http_.On(kFile, answers::Page("User-agent: *\nCrawl-delay: 3600", "text/plain"));
  Get();
  EXPECT_EQ(http_.requests().back().spacing, std::chrono::milliseconds(2500));
  http_.Advance(hours(25));
  Get();
  EXPECT_EQ(http_.requests().back().spacing, std::chrono::seconds(30));
}

TEST_F(Gate, AForumInTroubleIsLeftAloneUntilTheFileCanBeRead) {
  http_.On(kFile, answers::Status(503)).On(kFile, answers::Unreachable());
  http_.On(kFile, answers::Page("", "text/plain"));
  const HttpOutcome outcome = Get();
  EXPECT_EQ(outcome.status, 503);
  EXPECT_THAT(outcome.reason, HasSubstr("robots.txt"));
  EXPECT_EQ(Get().status, 503) << "it is not asked for at once again";
  EXPECT_EQ(http_.Hits(kFile), 1U);
  http_.Advance(minutes(6));
  EXPECT_EQ(Get().kind, OutcomeKind::Network);
  http_.Advance(minutes(6));
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
}

TEST_F(Gate, AKnownCopyServesWhileTheFileCannotBeHad) {
  http_.On(kFile, answers::Page("User-agent: *\nDisallow: /admin", "text/plain"));
  http_.On(kFile, answers::Unreachable());
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
  http_.Advance(hours(25));
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
  EXPECT_EQ(Get("https://forum.example/admin").kind, OutcomeKind::Disallowed);
}

TEST_F(Gate, TroubleOfAMonthIsAsIfThereWereNoFile) {
  http_.On(kFile, answers::Unreachable());
  EXPECT_EQ(Get().kind, OutcomeKind::Network);
  http_.Advance(hours(24 * 31));
  EXPECT_EQ(Get().kind, OutcomeKind::Ok);
}

TEST_F(Gate, ErrandsPassUnasked) {
  http_.On("https://hook.example/in", answers::Page("{}"));
  HttpRequest request;
  request.method = "POST";
  request.url = "https://hook.example/in";
  bool ended = false;
  gate_.Start(std::move(request), [&](const HttpOutcome&) { ended = true; });
  http_.DeliverAll();
  EXPECT_TRUE(ended);
  EXPECT_THAT(http_.urls(), ElementsAre("https://hook.example/in"));
}

TEST_F(Gate, WhatWasCancelledIsNotHeardOf) {
  http_.On(kFile, answers::Page("", "text/plain"));
  HttpRequest request;
  request.url = kForumPage;
  bool ended = false;
  const RequestId id = gate_.Start(std::move(request), [&](const HttpOutcome&) { ended = true; });
  gate_.Cancel(id);
  http_.DeliverAll();
  EXPECT_FALSE(ended);
  EXPECT_EQ(http_.Hits(kForumPage), 0U);
}

}  // namespace
}  // namespace forumwatch
