#include "crawlers/http/client.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
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

TEST(HttpClient, AsksOnlyForWhatHasChanged) {
  LoopbackServer server;
  server.On("/list", replies::Status(304, "", {{"ETag", "\"a1\""}}));
  Asking asking(FastOptions({server.host()}));
  HttpRequest request = Get(server.Url("/list"));
  request.etag = "\"a1\"";
  request.last_modified = "Mon, 02 Mar 2026 04:00:00 GMT";
  const HttpOutcome outcome = asking.Ask(request);
  EXPECT_EQ(outcome.kind, OutcomeKind::NotModified);
  EXPECT_EQ(outcome.status, 304);
  EXPECT_EQ(outcome.reason, "");
  const auto headers = server.asked()[0].headers;
  EXPECT_THAT(headers, Contains(Pair("if-none-match", "\"a1\"")));
  EXPECT_THAT(headers, Contains(Pair("if-modified-since", "Mon, 02 Mar 2026 04:00:00 GMT")));
}

TEST(HttpClient, AnEtagThatWouldBreakTheHeadIsLeftOut) {
  LoopbackServer server;
  server.On("/", replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  HttpRequest request = Get(server.Url("/"));
  request.etag = "a\r\nX-Planted: 1";
  EXPECT_EQ(asking.Ask(request).kind, OutcomeKind::Ok);
  EXPECT_THAT(server.asked()[0].headers, Not(Contains(Key("if-none-match"))));
  EXPECT_THAT(server.asked()[0].headers, Not(Contains(Key("x-planted"))));
}

struct StatusCase {
  int status;
  OutcomeKind kind;
  const char* reason;
};

TEST(HttpClient, TellsWhatAStatusMeansAndKeepsTheBody) {
  const StatusCase cases[] = {
      {200, OutcomeKind::Ok, ""},
      {201, OutcomeKind::Ok, ""},
      {204, OutcomeKind::Ok, ""},
      {299, OutcomeKind::Ok, ""},
      {300, OutcomeKind::HttpError, "网站回答 300"},
      {302, OutcomeKind::HttpError, "网站回答 302"},  // no Location
      {403, OutcomeKind::HttpError, "网站回答 403（拒绝访问）"},
      {404, OutcomeKind::HttpError, "网站回答 404（没有这个页面）"},
      {418, OutcomeKind::HttpError, "网站回答 418"},
      {500, OutcomeKind::HttpError, "网站回答 500（网站内部出错）"},
      {503, OutcomeKind::HttpError, "网站回答 503（暂时停止服务）"},
      {999, OutcomeKind::HttpError, "网站回答 999"},
      // Last: the host is left alone after it.
      {429, OutcomeKind::HttpError, "网站回答 429（访问太频繁）"},
  };
  LoopbackServer server;
  for (const StatusCase& c : cases) {
    server.On("/" + std::to_string(c.status), replies::Status(c.status, "对不起"));
  }
  Asking asking(FastOptions({server.host()}));
  for (const StatusCase& c : cases) {
    const HttpOutcome outcome = asking.Ask(server.Url("/" + std::to_string(c.status)));
    EXPECT_EQ(outcome.kind, c.kind) << c.status;
    EXPECT_EQ(outcome.status, c.status);
    EXPECT_EQ(outcome.reason, c.reason);
    EXPECT_EQ(outcome.body, c.status == 204 ? "" : "对不起") << c.status;
  }
}

TEST(HttpClient, UnpacksWhatItAskedFor) {
  LoopbackServer server;
  server.On("/", replies::Page(Gzip("电梯又停了"), {{"Content-Encoding", "gzip"}}));
  server.On("/x", replies::Page(Gzip("电梯又停了"), {{"Content-Encoding", "X-GZip , identity"}}));
  server.On("/broken", replies::Page("not gzip at all", {{"Content-Encoding", "gzip"}}));
  Asking asking(FastOptions({server.host()}));
  EXPECT_EQ(asking.Ask(server.Url("/")).body, "电梯又停了");
  EXPECT_EQ(asking.Ask(server.Url("/x")).body, "电梯又停了");
  const HttpOutcome broken = asking.Ask(server.Url("/broken"));
  EXPECT_EQ(broken.kind, OutcomeKind::Network);
  EXPECT_EQ(broken.reason, "回答的压缩数据是坏的（curl 61）");
}

TEST(HttpClient, TheLastOfInterimAnswersAndOfEqualHeadersCounts) {
  LoopbackServer server;
  server.On("/", replies::Raw("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\nX: 0\r\n\r\n"
                              "HTTP/1.1 200 OK\r\nX: 1\r\nx: 2\r\nNo colon here\r\n"
                              "Content-Length: 1\r\n\r\ny"));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask(server.Url("/"));
  EXPECT_EQ(outcome.status, 200);
  EXPECT_THAT(outcome.headers, Contains(Pair("x", "2")));
  EXPECT_THAT(outcome.headers, Not(Contains(Key("link"))));
}

TEST(HttpClient, PostsABodyAndSaysThatItLeft) {
  LoopbackServer server;
  server.On("/hook", replies::Page("{\"errcode\":0}"));
  Asking asking(FastOptions({server.host()}));
  HttpRequest request = Get(server.Url("/hook"));
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json"}, {"Idempotency-Key", "01J0"}};
  request.body = std::string("{\"text\":\"电梯\"}\0x", 18);
  const HttpOutcome outcome = asking.Ask(request);
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok);
  EXPECT_TRUE(outcome.request_sent);
  const AskedRequest asked = server.asked()[0];
  EXPECT_EQ(asked.method, "POST");
  EXPECT_EQ(asked.body, request.body);
  EXPECT_THAT(asked.headers, Contains(Pair("content-type", "application/json")));
  EXPECT_THAT(asked.headers, Contains(Pair("idempotency-key", "01J0")));
  EXPECT_THAT(asked.headers, Not(Contains(Key("expect"))));
}

TEST(HttpClient, UsesOtherMethodsWithAndWithoutABody) {
  LoopbackServer server;
  server.Otherwise(replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  for (const char* method : {"HEAD", "PUT", "PATCH", "DELETE"}) {
    HttpRequest request = Get(server.Url("/a"));
    request.method = method;
    const HttpOutcome outcome = asking.Ask(request);
    EXPECT_EQ(outcome.kind, OutcomeKind::Ok) << method;
    EXPECT_EQ(outcome.body, std::string(method) == "HEAD" ? "" : "x");
    EXPECT_EQ(server.asked().back().method, method);
  }
}

struct Sent {
  const char* name;
  Reply reply;
  std::size_t body;
  bool sent;
};

TEST(HttpClient, KnowsWhetherAnUnansweredPostMayHaveBeenActedOn) {
  const auto before_body = [](const AskedRequest& /*request*/, Peer& peer) {
    peer.Reset();
    return false;
  };
  LoopbackServer server;
  SocketServer deaf([](Peer& peer) {  // takes the head, never reads the body
    peer.ReadUntil("\r\n\r\n");
    peer.Reset();
  });
  server.On("/after", before_body);
  server.On("/silent", replies::Silent());
  const std::string deaf_host = "127.0.0.1:" + std::to_string(deaf.port());
  Asking asking(FastOptions({server.host(), deaf_host, "127.0.0.1:1"}));
  const auto post = [&](const std::string& url, std::size_t size) {
    HttpRequest request = Get(url);
    request.method = "POST";
    request.body = std::string(size, 'x');
    request.deadline = seconds(1);
    return asking.Ask(request);
  };
  EXPECT_TRUE(post(server.Url("/after"), 10).request_sent);
  const HttpOutcome silent = post(server.Url("/silent"), 10);
  EXPECT_EQ(silent.kind, OutcomeKind::Timeout);
  EXPECT_TRUE(silent.request_sent);
  EXPECT_FALSE(post("http://127.0.0.1:1/", 10).request_sent) << "refused";
  EXPECT_FALSE(post("http://" + deaf_host + "/", 30'000'000).request_sent) << "cut in the middle";
}

TEST(HttpClient, NeverRepeatsAPostByItself) {
  LoopbackServer server;
  server.On("/first", replies::Page("x"));
  server.On("/drop", replies::Raw(""));  // takes it, and hangs up without a word
  Asking asking(FastOptions({server.host()}));
  const auto ask = [&](const char* method, const char* path) {
    HttpRequest request = Get(server.Url(path));
    request.method = method;
    return asking.Ask(request).kind;
  };
  EXPECT_EQ(ask("GET", "/first"), OutcomeKind::Ok);
  EXPECT_EQ(ask("POST", "/drop"), OutcomeKind::Network);
  EXPECT_EQ(server.Hits("/drop"), 1);
  EXPECT_EQ(ask("GET", "/first"), OutcomeKind::Ok);
  EXPECT_EQ(ask("GET", "/drop"), OutcomeKind::Network);
  EXPECT_EQ(server.Hits("/drop"), 3)
      << "the control: a GET that met a closed connection is repeated";
}

TEST(HttpClient, AUserInTheUrlIsShownToTheSiteAlone) {
  LoopbackServer server;
  server.On("/a", replies::RedirectTo("/b"));
  server.On("/b", replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  const HttpOutcome outcome = asking.Ask("http://wang:geheim@" + server.host() + "/a");
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok);
  EXPECT_EQ(outcome.final_url, server.Url("/b"));
  EXPECT_THAT(server.asked().back().headers,
              Contains(Pair("authorization", "Basic d2FuZzpnZWhlaW0=")));
}

TEST(HttpClient, TheEnvironmentsProxyIsNotUsed) {
  LoopbackServer server;
  server.Otherwise(replies::Page("x"));
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    setenv(name, "http://127.0.0.1:1", 1);  // NOLINT(concurrency-mt-unsafe): no other reader yet
  }
  Asking asking(FastOptions({server.host()}));
  EXPECT_EQ(asking.Ask(server.Url("/")).kind, OutcomeKind::Ok);
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) {
    unsetenv(name);  // NOLINT(concurrency-mt-unsafe): as above
  }
}

TEST(HttpClient, RefusesRequestsThatCannotBeSentAsTheyAre) {
  LoopbackServer server;
  server.Otherwise(replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  HttpRequest method = Get(server.Url("/"));
  method.method = "GET / HTTP/1.1\r\nX:";
  EXPECT_EQ(asking.Ask(method).kind, OutcomeKind::Blocked);
  HttpRequest name = Get(server.Url("/"));
  name.headers = {{"X\r\nPlanted", "1"}};
  EXPECT_EQ(asking.Ask(name).kind, OutcomeKind::Blocked);
  HttpRequest value = Get(server.Url("/"));
  value.headers = {{"X", "1\nPlanted: 2"}};
  const HttpOutcome outcome = asking.Ask(value);
  EXPECT_EQ(outcome.kind, OutcomeKind::Blocked);
  EXPECT_EQ(outcome.reason, "请求头里有不允许的字符：X");
  EXPECT_EQ(server.connections(), 0);
}

TEST(HttpClient, SaysWhatWentWrongOnTheNetwork) {
  LoopbackServer server;
  server.On("/empty", replies::Raw(""));
  server.On("/reset", replies::ResetAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
  server.On("/short", replies::Raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
  server.On("/old", replies::Raw("no status line, HTTP/0.9 style"));
  server.On("/chunks", replies::Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));
  Asking asking(FastOptions({server.host(), "127.0.0.1:1"}));
  const auto reason = [&](const std::string& url) {
    const HttpOutcome outcome = asking.Ask(url);
    EXPECT_EQ(outcome.kind, OutcomeKind::Network) << url;
    return outcome.reason;
  };
  EXPECT_EQ(reason("http://127.0.0.1:1/"), "连接被拒绝或到不了（curl 7）");
  EXPECT_EQ(reason("http://nothing.invalid/"), "找不到这个域名（curl 6）");
  EXPECT_EQ(reason(server.Url("/empty")), "连上了，但没有任何回答（curl 52）");
  EXPECT_EQ(reason(server.Url("/reset")), "连接中断，回答不完整（curl 56）");
  EXPECT_EQ(reason(server.Url("/short")), "连接中断，回答不完整（curl 18）");
  EXPECT_THAT(reason(server.Url("/old")), HasSubstr("不是 HTTP"));
  EXPECT_THAT(reason(server.Url("/chunks")), HasSubstr("连接中断"));
  EXPECT_EQ(asking.Ask(server.Url("/short")).body, "half");
}

TEST(HttpClient, DoesNotTakePlainTextForTls) {
  SocketServer no_tls([](Peer& peer) { peer.Send("HTTP/1.1 200 OK\r\n\r\nplain"); });
  const std::string host = "127.0.0.1:" + std::to_string(no_tls.port());
  Asking asking(FastOptions({host}));
  const HttpOutcome outcome = asking.Ask("https://" + host + "/");
  EXPECT_EQ(outcome.kind, OutcomeKind::Network);
  EXPECT_EQ(outcome.reason, "加密连接没有建立（curl 35）");
}

TEST(HttpClient, RemembersCookiesForTheirHostAlone) {
  LoopbackServer one;
  LoopbackServer other;
  one.On("/set", replies::Page("", {{"Set-Cookie", "Yz_saltkey=abc; path=/"},
                                    {"Set-Cookie", "Yz_sid=1; path=/; HttpOnly"},
                                    {"Set-Cookie", "planted=1; domain=localhost"}}));
  one.Otherwise(replies::Page("x"));
  other.Otherwise(replies::Page("x"));
  Asking asking(FastOptions({one.host(), other.host()}));
  asking.Ask(one.Url("/set"));
  asking.Ask(one.Url("/next"));
  EXPECT_THAT(one.asked().back().headers,
              Contains(Pair("cookie", AllOf(HasSubstr("Yz_saltkey=abc"), HasSubstr("Yz_sid=1"),
                                            Not(HasSubstr("planted"))))));
  asking.Ask(other.Url("/next"));
  EXPECT_THAT(other.asked().back().headers, Not(Contains(Key("cookie"))));
  Asking another(FastOptions({one.host()}));
  another.Ask(one.Url("/next"));
  EXPECT_THAT(one.asked().back().headers, Not(Contains(Key("cookie"))))
      << "a jar is a client's own";
}

TEST(HttpClient, PutsCookiesItIsHandedIntoTheJarOfTheirHost) {
  LoopbackServer one;
  LoopbackServer other;
  one.On("/start", replies::Status(302, "", {{"Location", "/"}, {"Set-Cookie", "b=new"}}));
  one.Otherwise(replies::Page("x"));
  other.Otherwise(replies::Page("x"));
  Asking asking(FastOptions({one.host(), other.host()}));
  HttpRequest request = Get(one.Url("/start"));
  request.headers = {{"Cookie", "a=1; b=old;c=x=y; =none; broken"}};
  EXPECT_EQ(asking.Ask(request).body, "x");
  const auto sent = [](const AskedRequest& asked) {
    std::istringstream in(asked.headers.at("cookie"));
    std::set<std::string> cookies;
    for (std::string cookie; std::getline(in >> std::ws, cookie, ';');) {
      cookies.insert(cookie);
    }
    return cookies;
  };
  EXPECT_THAT(sent(one.asked().front()), ElementsAre("a=1", "b=old", "c=x=y"));
  EXPECT_THAT(sent(one.asked().back()), ElementsAre("a=1", "b=new", "c=x=y"))
      << "what the host says of them counts";
  asking.Ask(one.Url("/next"));
  EXPECT_THAT(sent(one.asked().back()), ElementsAre("a=1", "b=new", "c=x=y"));
  asking.Ask(other.Url("/next"));
  EXPECT_THAT(other.asked().back().headers, Not(Contains(Key("cookie"))));
}

TEST(HttpClient, EmptiesAJarThatAServerFillsWithoutEnd) {
  LoopbackServer server;
  replies::Headers many;
  for (int i = 0; i < 40; ++i) {
    many.emplace_back("Set-Cookie", "n" + std::to_string(i) + "=1");
  }
  server.Otherwise([many](const AskedRequest& request, Peer& peer) {
    replies::Headers fresh = many;
    for (auto& [name, value] : fresh) {
      value.insert(0, "r" + std::to_string(request.number));
    }
    return replies::Page("x", fresh)(request, peer);
  });
  Asking asking(FastOptions({server.host()}));
  std::vector<std::ptrdiff_t> counts;
  for (int i = 0; i < 20; ++i) {
    asking.Ask(server.Url("/"));
    const std::string sent = server.asked().back().headers["cookie"];
    counts.push_back(std::count(sent.begin(), sent.end(), '='));
  }
  const auto fullest = std::max_element(counts.begin(), counts.end());
  EXPECT_GE(*fullest, 100) << "the control: cookies do come back";
  EXPECT_LT(*std::min_element(fullest, counts.end()), 50) << "and the jar was emptied";
}

}  // namespace
}  // namespace forumwatch
