// Who starts when, who waits for whom, and what may happen between two turns.
#include <array>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Paths(const LoopbackServer& server) {
  std::vector<std::string> paths;
  for (const AskedRequest& request : server.asked()) {
    paths.push_back(request.path);
  }
  return paths;
}

HttpRequest Post(const std::string& url) {
  HttpRequest request = Get(url);
  request.method = "POST";
  request.body = "{}";
  return request;
}

class TurnsTest : public testing::Test {
 protected:
  TurnsTest() { server_.Otherwise(replies::Page("x")); }

  HttpClientOptions Spaced(milliseconds spacing) const {
    HttpClientOptions options = FastOptions({server_.host()});
    options.host_spacing = spacing;
    return options;
  }

  // Starts and remembers in which order they end.
  RequestId Start(Asking& asking, HttpRequest request) {
    const std::string url = request.url;
    return asking.client.Start(std::move(request), [this, url](const HttpOutcome& outcome) {
      ended_.push_back(url.substr(url.rfind('/')) + " " + std::string(Name(outcome.kind)));
    });
  }

  // Turns until so many have ended, in all, and then a little longer.
  void TurnUntilEnded(Asking& asking, std::size_t count) const {
    while (ended_.size() < count) {
      asking.client.Turn(asking.now, milliseconds(100));
    }
    Idle(asking);
  }

  // Turns until the server was asked so often, and then a little longer.
  static void TurnUntilAsked(Asking& asking, const LoopbackServer& server, std::size_t count) {
    while (server.asked().size() < count) {
      asking.client.Turn(asking.now, milliseconds(10));
    }
    Idle(asking);
  }

  // Long enough for what must not happen to happen.
  static void Idle(Asking& asking) {
    for (int i = 0; i < 3; ++i) {
      asking.client.Turn(asking.now, milliseconds(10));
    }
  }

  LoopbackServer server_;
  std::vector<std::string> ended_;
};

TEST_F(TurnsTest, HandlersAreCalledFromTurnAndNeverFromStart) {
  Asking asking(Spaced(milliseconds(0)));
  Start(asking, Get(server_.Url("/a")));
  Start(asking, Get("file:///etc/passwd"));
  EXPECT_THAT(ended_, IsEmpty());
  EXPECT_EQ(asking.client.in_flight(), 2U);
  asking.Drain();
  EXPECT_THAT(ended_, testing::UnorderedElementsAre("/a ok", "/passwd blocked"));
  EXPECT_EQ(asking.client.in_flight(), 0U);
}

TEST_F(TurnsTest, RequestsToAHostAreSpacedByTheClockHandedIn) {
  Asking asking(Spaced(minutes(10)));
  for (const char* path : {"/1", "/2", "/3"}) {
    Start(asking, Get(server_.Url(path)));
  }
  TurnUntilEnded(asking, 1);
  EXPECT_THAT(Paths(server_), ElementsAre("/1"));
  asking.now += minutes(10) - seconds(1);
  Idle(asking);
  EXPECT_THAT(Paths(server_), ElementsAre("/1")) << "one second before";
  asking.now += seconds(1);
  TurnUntilEnded(asking, 2);
  EXPECT_THAT(Paths(server_), ElementsAre("/1", "/2"));
  asking.now += hours(3);
  asking.Drain();
  EXPECT_THAT(ended_, ElementsAre("/1 ok", "/2 ok", "/3 ok"));
}

TEST_F(TurnsTest, ATurnEndsInTimeForTheNextStart) {
  HttpClientOptions options = Spaced(seconds(60));
  options.clock_speed = 600;  // a minute in 100 ms
  Asking asking(options);
  asking.Ask(server_.Url("/1"));
  Start(asking, Get(server_.Url("/2")));
  const std::clock_t from = std::clock();
  asking.client.Turn(asking.now, hours(1));
  EXPECT_LT(std::clock() - from, CLOCKS_PER_SEC) << "it waits, it does not spin";
  asking.now += seconds(60);
  asking.Drain();
  EXPECT_THAT(ended_, ElementsAre("/2 ok"));
}

TEST_F(TurnsTest, HostsDoNotWaitForEachOther) {
  LoopbackServer slow;
  slow.Otherwise(replies::Silent());
  HttpClientOptions options = FastOptions({server_.host(), slow.host()});
  options.host_spacing = minutes(10);
  Asking asking(options);
  for (int i = 0; i < 3; ++i) {
    HttpRequest request = Get(slow.Url("/slow"));
    request.deadline = seconds(60);
    Start(asking, std::move(request));
  }
  Start(asking, Get(server_.Url("/1")));
  Start(asking, Get(server_.Url("/2")));
  TurnUntilEnded(asking, 1);
  TurnUntilAsked(asking, slow, 1);
  asking.now += minutes(10);
  TurnUntilEnded(asking, 2);
  TurnUntilAsked(asking, slow, 2);
  EXPECT_THAT(ended_, ElementsAre("/1 ok", "/2 ok"));
  EXPECT_EQ(slow.Hits("/slow"), 2) << "two at once, the third waits for them";
  EXPECT_EQ(asking.client.in_flight(), 3U);
}

TEST_F(TurnsTest, SoManyAtOnceGoToAHost) {
  server_.Otherwise(replies::Silent());
  Asking asking(Spaced(milliseconds(0)));
  std::vector<RequestId> ids;
  ids.reserve(5);
  for (int i = 0; i < 5; ++i) {
    ids.push_back(Start(asking, Get(server_.Url("/" + std::to_string(i)))));
  }
  TurnUntilAsked(asking, server_, 2);
  EXPECT_EQ(server_.asked().size(), 2U);
  asking.client.Cancel(ids[0]);
  TurnUntilAsked(asking, server_, 3);
  EXPECT_EQ(server_.asked().size(), 3U) << "a place has become free";
}

TEST_F(TurnsTest, PostsAreNotSpacedAndDoNotWaitForGets) {
  Asking asking(Spaced(hours(1)));
  Start(asking, Get(server_.Url("/g1")));
  Start(asking, Get(server_.Url("/g2")));
  for (const char* path : {"/p1", "/p2", "/p3", "/p4"}) {
    Start(asking, Post(server_.Url(path)));
  }
  TurnUntilEnded(asking, 5);
  EXPECT_THAT(ended_,
              testing::UnorderedElementsAre("/g1 ok", "/p1 ok", "/p2 ok", "/p3 ok", "/p4 ok"));
}

TEST_F(TurnsTest, APostThatWaitsForItsTurnIsSpacedLikeTheGetBefore) {
  Asking asking(Spaced(milliseconds(0)));
  HttpRequest get = Get(server_.Url("/form"));
  get.spacing = seconds(3);
  HttpRequest post = Get(server_.Url("/post"));
  post.method = "POST";
  post.body = "x";
  post.in_turn = true;
  Start(asking, std::move(get));
  Start(asking, std::move(post));
  TurnUntilEnded(asking, 1);
  asking.now += milliseconds(2999);
  Idle(asking);
  EXPECT_EQ(server_.Hits("/post"), 0);
  asking.now += milliseconds(1);
  TurnUntilEnded(asking, 2);
  EXPECT_THAT(ended_, ElementsAre("/form ok", "/post ok"));
}

TEST_F(TurnsTest, RetryAfterHoldsTheHost) {
  server_.On("/busy", replies::Status(429, "slow down", {{"Retry-After", "120"}}));
  Asking asking(Spaced(milliseconds(0)));
  const HttpOutcome busy = asking.Ask(server_.Url("/busy"));
  EXPECT_EQ(busy.kind, OutcomeKind::HttpError);
  EXPECT_EQ(busy.retry_after, seconds(120));
  Start(asking, Get(server_.Url("/next")));
  asking.now += seconds(119);
  Idle(asking);
  EXPECT_EQ(server_.Hits("/next"), 0);
  asking.now += seconds(1);
  asking.Drain();
  EXPECT_THAT(ended_, ElementsAre("/next ok"));
}

// As forums word it (Discourse in front of its application and within it, Flarum, NodeBB); those
// that do not say for how long are left alone for a minute.
TEST_F(TurnsTest, AForumThatIsAskedTooOftenIsLeftAloneHoweverItSaysSo) {
  const std::pair<Reply, seconds> refusals[] = {
      {replies::Status(429,
                       "Slow down, you're making too many requests.\nPlease retry again in 8 "
                       "seconds.\nError code: ip_10_secs_limit.",
                       {{"Retry-After", "8"}}),
       seconds(8)},
      {replies::Status(429,
                       R"({"errors":["x"],"error_type":"rate_limit","extras":{"wait_seconds":30}})",
                       {{"Retry-After", "30"}}),
       seconds(30)},
      {replies::Status(429, R"({"errors":[{"status":"429","code":"too_many_requests"}]})"),
       seconds(60)},
      {replies::Status(429, "Too Many Requests"), seconds(60)},
  };
  Asking asking(Spaced(milliseconds(0)));
  int hits = 0;
  for (const auto& [refusal, pause] : refusals) {
    server_.On("/busy", refusal);
    EXPECT_EQ(asking.Ask(server_.Url("/busy")).status, 429);
    Start(asking, Get(server_.Url("/next")));
    asking.now += pause - milliseconds(1);
    Idle(asking);
    EXPECT_EQ(server_.Hits("/next"), hits);
    asking.now += milliseconds(1);
    asking.Drain();
    EXPECT_EQ(server_.Hits("/next"), ++hits);
  }
}

TEST_F(TurnsTest, RetryAfterIsCappedAndCountedFromTheAnswersOwnDate) {
  server_.On("/year", replies::Status(503, "", {{"Retry-After", "31536000"}}));
  server_.On("/date", replies::Status(503, "",
                                      {{"Date", "Mon, 02 Mar 2026 04:00:00 GMT"},
                                       {"Retry-After", "Mon, 02 Mar 2026 04:02:00 GMT"}}));
  Asking asking(Spaced(milliseconds(0)));
  EXPECT_EQ(asking.Ask(server_.Url("/year")).retry_after, hours(1));
  asking.now += hours(1);
  EXPECT_EQ(asking.Ask(server_.Url("/date")).retry_after, minutes(2));
}

TEST_F(TurnsTest, AConnectionIsUsedAgain) {
  Asking asking(Spaced(milliseconds(0)));
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(asking.Ask(server_.Url("/")).kind, OutcomeKind::Ok);
  }
  EXPECT_EQ(server_.asked().size(), 5U);
  EXPECT_EQ(server_.connections(), 1);
}

TEST_F(TurnsTest, AConnectionThatTheServerHasClosedMeanwhileIsReplaced) {
  server_.On("/last", replies::Raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"));
  Asking asking(Spaced(milliseconds(0)));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(asking.Ask(server_.Url("/last")).kind, OutcomeKind::Ok);
  }
}

TEST_F(TurnsTest, ACancelledRequestIsNeverHeardOfAgain) {
  server_.On("/silent", replies::Silent());
  Asking asking(Spaced(minutes(10)));
  const RequestId running = Start(asking, Get(server_.Url("/silent")));
  const RequestId queued = Start(asking, Get(server_.Url("/queued")));
  const RequestId refused = Start(asking, Get("ftp://x.cn/"));
  asking.client.Cancel(refused);  // done, not delivered
  TurnUntilAsked(asking, server_, 1);
  asking.client.Cancel(queued);
  asking.client.Cancel(running);
  EXPECT_EQ(asking.client.in_flight(), 0U);
  asking.client.Cancel(running);  // harmless
  asking.now += hours(1);
  Start(asking, Get(server_.Url("/after")));
  asking.Drain();
  EXPECT_THAT(ended_, ElementsAre("/after ok"));
  EXPECT_EQ(server_.Hits("/queued"), 0);
}

TEST_F(TurnsTest, AHandlerMayCancelWhatEndedInTheSameTurn) {
  Asking asking(Spaced(milliseconds(0)));
  std::array<RequestId, 2> ids{};
  int called = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    ids[i] = asking.client.Start(Get("ftp://x.cn/"), [&, i](const HttpOutcome& /*outcome*/) {
      ++called;
      asking.client.Cancel(ids[1 - i]);
    });
  }
  asking.Drain();
  EXPECT_EQ(called, 1);
}

TEST_F(TurnsTest, AHandlerMayStartMoreAndTheyComeInALaterTurn) {
  Asking asking(Spaced(milliseconds(0)));
  int depth = 0;
  std::function<void(HttpOutcome)> again = [&](const HttpOutcome& /*outcome*/) {
    if (++depth < 100) {
      asking.client.Start(Get("ftp://x.cn/"), again);
    }
  };
  asking.client.Start(Get("ftp://x.cn/"), again);
  asking.client.Turn(asking.now, milliseconds(0));
  EXPECT_EQ(depth, 1) << "a turn ends";
  asking.Drain();
  EXPECT_EQ(depth, 100);
}

TEST_F(TurnsTest, AnExceptionOfAHandlerComesOutAfterTheOthersWereCalled) {
  Asking asking(Spaced(milliseconds(0)));
  asking.client.Start(Get("ftp://x.cn/1"),
                      [](const HttpOutcome& /*outcome*/) { throw std::runtime_error("first"); });
  asking.client.Start(Get("ftp://x.cn/2"),
                      [](const HttpOutcome& /*outcome*/) { throw std::runtime_error("second"); });
  Start(asking, Get("ftp://x.cn/3"));
  try {
    asking.Drain();
    FAIL() << "swallowed";
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "first");
  }
  EXPECT_THAT(ended_, ElementsAre("/3 blocked"));
  Start(asking, Get(server_.Url("/4")));
  asking.Drain();
  EXPECT_THAT(ended_, ElementsAre("/3 blocked", "/4 ok")) << "and life goes on";
}

TEST_F(TurnsTest, ATurnWakesForADescriptorOfTheCaller) {
  Asking asking(Spaced(milliseconds(0)));
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  const std::array<int, 1> wake{ends[0]};
  asking.client.Turn(asking.now, hours(1), wake);  // a test that hangs here fails by its time limit
  close(ends[0]);
  close(ends[1]);
}

TEST_F(TurnsTest, AClientMayGoWithEverythingUnderWay) {
  server_.On("/silent", replies::Silent());
  {
    Asking asking(Spaced(minutes(10)));
    for (const char* path : {"/silent", "/queued"}) {
      Start(asking, Get(server_.Url(path)));
    }
    Start(asking, Get("ftp://x.cn/"));
    asking.client.Turn(asking.now, milliseconds(0));
    Start(asking, Get("ftp://x.cn/"));
  }
  EXPECT_THAT(ended_, ElementsAre("/ blocked"));
}

TEST_F(TurnsTest, AClockSetBackHoldsNobody) {
  Asking asking(Spaced(seconds(1)));
  asking.Ask(server_.Url("/1"));
  asking.now -= hours(24);
  EXPECT_EQ(asking.Ask(server_.Url("/2")).kind, OutcomeKind::Ok);
}

TEST_F(TurnsTest, WhatCannotBeAnAllowedPlaceIsABadConfiguration) {
  EXPECT_THROW(HttpClient(FastOptions({"everything"})), std::invalid_argument);
}

}  // namespace
}  // namespace forumwatch
