// Nothing that a server sends may cost more than its limits.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/cpu.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;
using testing::Pair;

constexpr const char* kChunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string Packed(const std::string& coding, std::size_t size) {
  return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding +
         "\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
}

TEST(HttpLimits, ABodyMayHaveExactlyTheLimitAndNoByteMore) {
  LoopbackServer server;
  for (const std::size_t size : {999U, 1000U, 1001U, 2000U}) {
    const std::string name = std::to_string(size);
    const std::string body(size, 'x');
    server.On("/known" + name, replies::Page(body));
    server.On("/unknown" + name, replies::Raw("HTTP/1.1 200 OK\r\n\r\n" + body));
    server.On("/packed" + name, replies::Page(Gzip(body), {{"Content-Encoding", "gzip"}}));
    server.On("/error" + name, replies::Raw("HTTP/1.1 404 No\r\n\r\n" + body));
  }
  Asking asking(FastOptions({server.host()}));
  for (const std::size_t size : {999U, 1000U, 1001U, 2000U}) {
    for (const std::string way : {"/known", "/unknown", "/packed", "/error"}) {
      HttpRequest request = Get(server.Url(way + std::to_string(size)));
      request.max_body = Bytes(1000);
      const HttpOutcome outcome = asking.Ask(request);
      const bool fits = size <= 1000;
      const auto fine = way == "/error" ? OutcomeKind::HttpError : OutcomeKind::Ok;
      EXPECT_EQ(outcome.kind, fits ? fine : OutcomeKind::TooLarge) << way << size;
      EXPECT_LE(outcome.body.size(), 1000U) << way << size;
      EXPECT_EQ(outcome.reason.find("超过 1000 字节上限") == std::string::npos, fits)
          << outcome.reason;
    }
  }
}

TEST(HttpLimits, AnEndlessBodyIsCut) {
  LoopbackServer server;
  server.On("/chunks", replies::Endless(kChunked, "400\r\n" + std::string(1024, 'x') + "\r\n"));
  server.On("/plain", replies::Endless("HTTP/1.1 200 OK\r\n\r\n", std::string(1024, 'x')));
  Asking asking(FastOptions({server.host()}));
  for (const char* path : {"/chunks", "/plain"}) {
    const HttpOutcome outcome = asking.Ask(server.Url(path));
    EXPECT_EQ(outcome.kind, OutcomeKind::TooLarge) << path;
    EXPECT_EQ(outcome.reason, "超过 4 MiB 上限");
    EXPECT_EQ(outcome.body.size(), Count(4_MiB));
    EXPECT_EQ(outcome.status, 200);
  }
}

TEST(HttpLimits, AStreamOfNothingIsCutByItsBytesOnTheWire) {
  // Empty stored deflate blocks: five bytes each, never a byte of page.
  std::string nothing;
  for (int i = 0; i < 200; ++i) {
    nothing.append("\x00\x00\x00\xff\xff", 5);
  }
  LoopbackServer server;
  server.On("/", replies::Endless("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" +
                                      std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10),
                                  nothing));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/"));
  EXPECT_EQ(outcome.kind, OutcomeKind::TooLarge) << outcome.reason;
  EXPECT_EQ(outcome.body, "");
}

TEST(HttpLimits, AGzipBombIsRefusedWhileAnotherPageIsBeingServed) {
  constexpr std::size_t kBomb = 300'000'000;
  const std::string bomb = GzipOfZeros(kBomb);
  ASSERT_LT(bomb.size(), 400'000U);
  LoopbackServer server;
  LoopbackServer other;
  server.On("/bomb", replies::Raw(Packed("gzip", bomb.size()) + bomb));
  other.On("/page", replies::Drip(std::string(100, 'x'), 10, milliseconds(5)));
  Asking asking(FastOptions({server.host(), other.host()}));
  asking.Ask(other.Url("/page"));  // the baseline: everything is warm
  const std::chrono::nanoseconds idle_from = ThreadCpu();
  asking.Ask(other.Url("/page"));
  const std::chrono::nanoseconds baseline = ThreadCpu() - idle_from;

  std::vector<std::string> order;
  HttpOutcome refused;
  const std::chrono::nanoseconds from = ThreadCpu();
  asking.client.Start(Get(other.Url("/page")), [&](const HttpOutcome& outcome) {
    order.push_back("page " + std::to_string(outcome.body.size()));
  });
  asking.client.Start(Get(server.Url("/bomb")), [&](HttpOutcome outcome) {
    order.emplace_back("bomb");
    refused = std::move(outcome);
  });
  asking.Drain();
  const std::chrono::nanoseconds cost = ThreadCpu() - from - baseline;
  EXPECT_THAT(order, testing::ElementsAre("bomb", "page 100"));
  EXPECT_EQ(refused.kind, OutcomeKind::TooLarge);
  EXPECT_EQ(refused.reason, "超过 4 MiB 上限");
  EXPECT_EQ(refused.body.size(), Count(4_MiB));
  EXPECT_LE(cost, milliseconds(100));
  RecordProperty("bomb_cpu_ms", std::to_string(cost.count()));
}

TEST(HttpLimits, ControlTheBombIsARealOne) {
  LoopbackServer server;
  const std::string bomb = GzipOfZeros(30'000'000);
  server.On("/bomb", replies::Page(bomb, {{"Content-Encoding", "gzip"}}));
  Asking asking(FastOptions({server.host()}));
  HttpRequest request = Get(server.Url("/bomb"));
  request.max_body = 64_MiB;
  const HttpOutcome outcome = asking.Ask(request);
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok);
  EXPECT_EQ(outcome.body.size(), 30'000'000U);
}

TEST(HttpLimits, NestedCompressionIsRefusedUnopened) {
  LoopbackServer server;
  const std::string twice = GzipOfZeros(1'000'000, 2);
  const std::string tenfold = GzipOfZeros(1'000'000, 10);
  std::string ten = "gzip";
  for (int i = 1; i < 10; ++i) {
    ten += ", gzip";
  }
  server.On("/two", replies::Page(twice, {{"Content-Encoding", "gzip, gzip"}}));
  server.On("/lines",
            replies::Page(twice, {{"Content-Encoding", "gzip"}, {"Content-Encoding", "gzip"}}));
  server.On("/ten", replies::Page(tenfold, {{"Content-Encoding", ten}}));
  server.On("/mixed", replies::Page(twice, {{"Content-Encoding", "br,identity,,deflate"}}));
  server.On("/transfer", replies::Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n"
                                      "Content-Encoding: gzip\r\n\r\n0\r\n\r\n"));
  server.On("/interim", replies::Raw("HTTP/1.1 103 Early\r\nContent-Encoding: gzip\r\n\r\n"
                                     "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
  Asking asking(FastOptions({server.host()}));
  for (const char* path : {"/two", "/lines", "/ten", "/mixed", "/transfer", "/interim"}) {
    const HttpOutcome outcome = asking.Ask(server.Url(path));
    EXPECT_EQ(outcome.kind, OutcomeKind::TooLarge) << path;
    EXPECT_EQ(outcome.reason, "回答套了不止一层压缩，没有解开") << path;
    EXPECT_EQ(outcome.body, "") << path;
  }
}

TEST(HttpLimits, ACompressionNobodyAskedForIsRefused) {
  LoopbackServer server;
  for (const char* coding : {"zstd", "compress", "lzma", "gzipx"}) {
    server.On(std::string("/") + coding, replies::Page("x", {{"Content-Encoding", coding}}));
  }
  Asking asking(FastOptions({server.host()}));
  for (const char* coding : {"zstd", "compress", "lzma", "gzipx"}) {
    const HttpOutcome outcome = asking.Ask(server.Url(std::string("/") + coding));
    EXPECT_EQ(outcome.kind, OutcomeKind::Network) << coding;
    EXPECT_EQ(outcome.reason, "回答用了不认识的压缩方式") << coding;
  }
}

TEST(HttpLimits, EndlessHeadersAreCut) {
  std::string many;
  for (int i = 0; i < 100; ++i) {
    many += "X-" + std::to_string(i) + ": " + std::string(50, 'a') + "\r\n";
  }
  LoopbackServer server;
  server.On("/many", replies::Endless("HTTP/1.1 200 OK\r\n", many));
  server.On("/interim", replies::Endless("", "HTTP/1.1 100 Continue\r\n" + many + "\r\n"));
  server.On("/long", replies::Endless("HTTP/1.1 200 OK\r\nX: ", std::string(1000, 'a')));
  server.On("/trailers", replies::Endless(std::string(kChunked) + "1\r\nx\r\n0\r\n", many));
  Asking asking(FastOptions({server.host()}));
  for (const char* path : {"/many", "/interim", "/trailers"}) {
    const HttpOutcome outcome = asking.Ask(server.Url(path));
    EXPECT_EQ(outcome.kind, OutcomeKind::TooLarge) << path;
    EXPECT_EQ(outcome.reason, "响应头超过 256 KiB 上限") << path;
  }
  const HttpOutcome line = asking.Ask(server.Url("/long"));
  EXPECT_EQ(line.kind, OutcomeKind::TooLarge) << line.reason;
}

TEST(HttpLimits, ManyButBoundedHeadersAreFine) {
  LoopbackServer server;
  replies::Headers headers;
  for (int i = 0; i < 1000; ++i) {
    headers.emplace_back("X-" + std::to_string(i), std::string(200, 'a'));
  }
  server.On("/", replies::Page("x", headers));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/"));
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok) << outcome.reason;
  EXPECT_EQ(outcome.headers.size(), 1001U);
}

TEST(HttpLimits, AServerThatNeverAnswersIsLeftAtTheDeadline) {
  LoopbackServer server;
  server.On("/silent", replies::Silent());
  server.On("/slow", replies::Drip(std::string(100'000, 'x'), 2000, milliseconds(20)));
  Asking asking(FastOptions({server.host()}));
  std::vector<HttpOutcome> outcomes;
  for (const char* path : {"/silent", "/slow"}) {
    HttpRequest request = Get(server.Url(path));
    request.deadline = seconds(1);
    asking.client.Start(request, [&](HttpOutcome o) { outcomes.push_back(std::move(o)); });
  }
  asking.Drain();
  ASSERT_EQ(outcomes.size(), 2U);
  for (const HttpOutcome& outcome : outcomes) {
    EXPECT_EQ(outcome.kind, OutcomeKind::Timeout);
    EXPECT_EQ(outcome.reason, "1 秒没有收完");
    EXPECT_THAT(outcome.took.count(), testing::AllOf(testing::Ge(950), testing::Le(2000)));
  }
}

TEST(HttpLimits, ABodyThatOnlyDripsIsCutBeforeTheDeadline) {
  LoopbackServer server;
  server.On("/", replies::Drip(std::string(1000, 'x'), 1, milliseconds(20)));
  HttpClientOptions options = FastOptions({server.host()});
  options.low_speed_time = seconds(1);
  Asking asking(options);
  HttpRequest request = Get(server.Url("/"));
  request.deadline = seconds(60);
  const HttpOutcome outcome = asking.Ask(request);
  EXPECT_EQ(outcome.kind, OutcomeKind::Timeout);
  EXPECT_EQ(outcome.reason, "太慢：1 秒内每秒不到 1 KB");
  EXPECT_LT(outcome.took, seconds(5));
}

TEST(HttpLimits, AServerThatNeverGreetsIsGivenUpSoon) {
  SocketServer server([](Peer& peer) { peer.AwaitClose(); });
  HttpClientOptions options = FastOptions({"127.0.0.1:" + std::to_string(server.port())});
  options.connect_timeout = seconds(1);
  Asking asking(options);
  // TLS is part of connecting: who never greets is not connected.
  HttpRequest request = Get("https://127.0.0.1:" + std::to_string(server.port()) + "/");
  request.deadline = seconds(60);
  const HttpOutcome outcome = asking.Ask(request);
  EXPECT_EQ(outcome.kind, OutcomeKind::Timeout);
  EXPECT_LT(outcome.took, seconds(3));
  EXPECT_THAT(outcome.reason, AnyOf(HasSubstr("1 秒内没有连上"), HasSubstr("1 秒没有收完")));
}

TEST(HttpLimits, TheDeadlineSpansAllRedirects) {
  LoopbackServer server;
  for (int i = 0; i < 5; ++i) {
    server.On("/" + std::to_string(i), [i](const AskedRequest& request, Peer& peer) {
      peer.AwaitClose(milliseconds(400));
      return replies::RedirectTo("/" + std::to_string(i + 1))(request, peer);
    });
  }
  server.On("/5", replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  HttpRequest request = Get(server.Url("/0"));
  request.deadline = seconds(1);
  const HttpOutcome outcome = asking.Ask(request);
  EXPECT_EQ(outcome.kind, OutcomeKind::Timeout);
  EXPECT_EQ(server.Hits("/5"), 0);
  EXPECT_LT(outcome.took, milliseconds(1500));
}

TEST(HttpLimits, ARequestWithoutCookiesNeitherSendsNorKeepsAny) {
  LoopbackServer server;
  server.On("/set", replies::Page("", {{"Set-Cookie", "sid=1"}}));
  server.Otherwise(replies::Page("x", {{"Set-Cookie", "other=1"}}));
  Asking asking(FastOptions({server.host()}));
  asking.Ask(server.Url("/set"));
  HttpRequest request;
  request.url = server.Url("/alone");
  request.with_cookies = false;
  asking.Ask(request);
  EXPECT_THAT(server.asked().back().headers, Not(Contains(Key("cookie"))));
  asking.Ask(server.Url("/set"));
  EXPECT_THAT(server.asked().back().headers, Contains(Pair("cookie", "sid=1")));
}

}  // namespace
}  // namespace forumwatch
