#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using testing::Pair;

// One server that answers to several names of one site, as "*.localhost" always means loopback.
std::string At(const std::string& name, const LoopbackServer& server, const std::string& path) {
  return "http://" + name + ":" + std::to_string(server.port()) + path;
}

std::string Place(const std::string& name, const LoopbackServer& server) {
  return name + ":" + std::to_string(server.port());
}

TEST(HttpRedirects, LeadToThePageAndItsAddress) {
  LoopbackServer server;
  server.On("/a", replies::RedirectTo("b?x=1#top", 301));
  server.On("/b?x=1", replies::RedirectTo("/c", 307));
  server.On("/c", replies::Page("found"));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/a"));
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok);
  EXPECT_EQ(outcome.body, "found");
  EXPECT_EQ(outcome.final_url, server.Url("/c"));
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpRedirects, AThreadThatPointsToItselfAfterADeletionIsReadOnTheSecondTry) {
  LoopbackServer server;
  server.On("/t", replies::InTurn({replies::RedirectTo("/t"), replies::Page("thread")}));
  server.On("/loop", replies::RedirectTo("/loop"));
  Asking asking(FastOptions({server.host()}));
  EXPECT_EQ(asking.Ask(server.Url("/t")).body, "thread");
  EXPECT_EQ(server.Hits("/t"), 2);
  const HttpOutcome loop = asking.Ask(server.Url("/loop"));
  EXPECT_EQ(loop.kind, OutcomeKind::Redirects);
  EXPECT_EQ(loop.reason, "网页一直转向自己");
  EXPECT_EQ(server.Hits("/loop"), 2);
}

TEST(HttpRedirects, ACookieTestPassesSinceCookiesComeBack) {
  LoopbackServer server;
  server.On("/", [](const AskedRequest& request, Peer& peer) {
    return request.headers.contains("cookie")
               ? replies::Page("welcome")(request, peer)
               : replies::Status(302, "", {{"Location", "/"}, {"Set-Cookie", "test=1"}})(request,
                                                                                         peer);
  });
  Asking asking(FastOptions({server.host()}));
  EXPECT_EQ(asking.Ask(server.Url("/")).body, "welcome");
}

TEST(HttpRedirects, EndAfterFive) {
  LoopbackServer server;
  for (int i = 0; i <= 6; ++i) {
    server.On("/" + std::to_string(i), replies::RedirectTo("/" + std::to_string(i + 1)));
  }
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/0"));
  EXPECT_EQ(outcome.kind, OutcomeKind::Redirects);
  EXPECT_EQ(outcome.reason, "转向超过 5 次");
  EXPECT_EQ(outcome.status, 302);
  EXPECT_EQ(server.Hits("/5"), 1);
  EXPECT_EQ(server.Hits("/6"), 0);
}

TEST(HttpRedirects, OfAPostOrWhenNotWantedAreTheAnswer) {
  LoopbackServer server;
  server.On("/", replies::RedirectTo("/elsewhere"));
  Asking asking(FastOptions({server.host()}));
  HttpRequest post = Get(server.Url("/"));
  post.method = "POST";
  post.body = "{}";
  const HttpOutcome posted = asking.Ask(post);
  EXPECT_EQ(posted.kind, OutcomeKind::HttpError);
  EXPECT_EQ(posted.status, 302);
  EXPECT_THAT(posted.headers, Contains(Pair("location", "/elsewhere")));
  HttpRequest get = Get(server.Url("/"));
  get.follow_redirects = false;
  EXPECT_EQ(asking.Ask(get).status, 302);
  EXPECT_EQ(server.Hits("/elsewhere"), 0);
}

TEST(HttpRedirects, ToACloudsMetadataAreRefusedAtOnceWithAReason) {
  LoopbackServer server;
  server.On("/", replies::RedirectTo("http://169.254.169.254/latest/meta-data/"));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/"));
  EXPECT_EQ(outcome.kind, OutcomeKind::Blocked);
  EXPECT_EQ(outcome.reason, "转向别的网站 169.254.169.254，没有跟随");
  EXPECT_LT(outcome.took, milliseconds(500));
}

TEST(HttpRedirects, SecretsAndCookiesStayAtHome) {
  LoopbackServer server;
  server.On("/start", replies::Status(302, "",
                                      {{"Location", At("b.site.localhost", server, "/end")},
                                       {"Set-Cookie", "sid=1"}}));
  server.On("/end", replies::Page("end"));
  server.On("/home", replies::RedirectTo("/end"));
  Asking asking(
      FastOptions({Place("a.site.localhost", server), Place("b.site.localhost", server)}));
  HttpRequest request = Get(At("a.site.localhost", server, "/start"));
  request.headers = {{"Authorization", "Bearer geheim"},
                     {"Cookie", "auth=1"},
                     {"X-Key", "k"},
                     {"Accept", "text/html"},
                     {"Accept-Language", "zh-CN"}};
  EXPECT_EQ(asking.Ask(request).body, "end");
  const auto away = server.asked().back().headers;
  EXPECT_THAT(away, Contains(Pair("host", Place("b.site.localhost", server))));
  EXPECT_THAT(away, Contains(Pair("accept", "text/html")));
  EXPECT_THAT(away, Contains(Pair("accept-language", "zh-CN")));
  EXPECT_THAT(away, AllOf(Not(Contains(Key("authorization"))), Not(Contains(Key("cookie"))),
                          Not(Contains(Key("x-key")))));
  request.url = At("a.site.localhost", server, "/home");
  EXPECT_EQ(asking.Ask(request).body, "end");
  EXPECT_THAT(server.asked().back().headers, Contains(Pair("authorization", "Bearer geheim")))
      << "the control: at home they go along";
}

TEST(HttpRedirects, AnotherHostOfTheSiteIsJudgedAnewAtItsSocket) {
  LoopbackServer server;
  server.On("/start", replies::RedirectTo(At("b.site.localhost", server, "/end")));
  server.On("/end", replies::Page("inside"));
  Asking asking(FastOptions({Place("a.site.localhost", server)}));
  const HttpOutcome outcome = asking.Ask(At("a.site.localhost", server, "/start"));
  EXPECT_EQ(outcome.kind, OutcomeKind::Blocked);
  EXPECT_THAT(outcome.reason, HasSubstr("不允许访问本机地址"));
  EXPECT_EQ(server.Hits("/end"), 0);
}

TEST(HttpRedirects, AnotherHostIsEnteredAtItsOwnPace) {
  LoopbackServer server;
  server.On("/start", replies::RedirectTo(At("b.site.localhost", server, "/end")));
  server.On("/end", replies::Page("end"));
  server.On("/busy", replies::Status(503, "", {{"Retry-After", "60"}}));
  Asking asking(
      FastOptions({Place("a.site.localhost", server), Place("b.site.localhost", server)}));
  asking.Ask(At("b.site.localhost", server, "/busy"));
  bool ended = false;
  asking.client.Start(Get(At("a.site.localhost", server, "/start")),
                      [&](const HttpOutcome& outcome) { ended = outcome.kind == OutcomeKind::Ok; });
  for (int i = 0; i < 5; ++i) {
    asking.client.Turn(asking.now, milliseconds(20));
  }
  EXPECT_EQ(server.Hits("/start"), 1);
  EXPECT_EQ(server.Hits("/end"), 0) << "held";
  asking.now += std::chrono::seconds(60);
  asking.Drain();
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace forumwatch
