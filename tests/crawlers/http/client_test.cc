#include "crawlers/http/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Key;
using testing::Not;
using testing::Pair;

TEST(HttpClient, BringsAPageWithEverythingThatWasSaidAboutIt) {
  LoopbackServer server;
  server.On("/page", replies::Page("电梯又停了", {{"Content-Type", "text/html; charset=utf-8"},
                                                  {"ETag", "\"a1\""},
                                                  {"Date", "Mon, 02 Mar 2026 04:00:00 GMT"}}));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/page"));
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok);
  EXPECT_EQ(outcome.status, 200);
  EXPECT_EQ(outcome.body, "电梯又停了");
  EXPECT_THAT(outcome.headers, Contains(Pair("content-type", "text/html; charset=utf-8")));
  EXPECT_THAT(outcome.headers, Contains(Pair("etag", "\"a1\"")));
  EXPECT_EQ(outcome.date, ParseRfc3339("2026-03-02T04:00:00Z"));
  EXPECT_EQ(outcome.final_url, server.Url("/page"));
  EXPECT_EQ(outcome.retry_after, std::nullopt);
  EXPECT_EQ(outcome.reason, "");
  EXPECT_TRUE(outcome.request_sent);
}

TEST(HttpClient, SaysWhoItIsAndWhatItUnderstands) {
  LoopbackServer server;
  server.On("/", replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  HttpRequest request = Get(server.Url("/"));
  request.headers = {{"Accept", "text/html"}, {"X-Empty", ""}};
  asking.Ask(request);
  ASSERT_EQ(server.asked().size(), 1U);
  const auto headers = server.asked()[0].headers;
  EXPECT_THAT(headers, Contains(Pair("user-agent", "forumwatch-test (+mailto:care@example.cn)")));
  EXPECT_THAT(headers, Contains(Pair("accept-encoding", "gzip, deflate, br")));
  EXPECT_THAT(headers, Contains(Pair("accept", "text/html")));
  EXPECT_THAT(headers, Not(Contains(Key("cookie"))));
  EXPECT_THAT(headers, Not(Contains(Key("if-none-match"))));
}

TEST(HttpClient, RefusesLoopbackUnlessNamed) {
  LoopbackServer server;
  server.Otherwise(replies::Page("secret"));
  Asking closed(FastOptions({}));
  const HttpOutcome refused = closed.Ask(server.Url("/"));
  EXPECT_EQ(refused.kind, OutcomeKind::Blocked);
  EXPECT_EQ(refused.reason, "不允许访问本机地址 127.0.0.1");
  EXPECT_EQ(server.connections(), 0);
  Asking open(FastOptions({server.host()}));
  EXPECT_EQ(open.Ask(server.Url("/")).kind, OutcomeKind::Ok);
  EXPECT_EQ(server.connections(), 1);
}

}  // namespace
}  // namespace forumwatch
