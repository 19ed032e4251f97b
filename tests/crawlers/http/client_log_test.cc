#include <algorithm>
#include <memory>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

using testing::HasSubstr;
using testing::Not;

// The program's log, caught for one test.
class LogTest : public testing::Test {
 public:
  ~LogTest() override { spdlog::set_default_logger(before_); }
  LogTest(const LogTest&) = delete;
  LogTest& operator=(const LogTest&) = delete;

 protected:
  LogTest() : before_(spdlog::default_logger()) {
    auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(written_);
    auto logger = std::make_shared<spdlog::logger>("test", sink);
    logger->set_pattern("%l %v");
    logger->set_level(spdlog::level::debug);
    spdlog::set_default_logger(logger);
  }

  [[nodiscard]] std::string log() const { return written_.str(); }
  [[nodiscard]] std::ptrdiff_t lines() const {
    const std::string all = log();
    return std::count(all.begin(), all.end(), '\n');
  }

 private:
  std::ostringstream written_;
  std::shared_ptr<spdlog::logger> before_;
};

TEST_F(LogTest, HasOneLineForEachRequest) {
  LoopbackServer server;
  server.On("/a", replies::RedirectTo("/b"));
  server.On("/b", replies::Status(503, "busy"));
  Asking asking(FastOptions({server.host()}));
  asking.Ask(server.Url("/a"));
  EXPECT_EQ(lines(), 1) << log();
  EXPECT_THAT(log(), HasSubstr("debug http method=GET url=" + server.Url("/b") +
                               " status=503 kind=http_error bytes=4 ms="));
  EXPECT_THAT(log(), HasSubstr(" redirects=1 reason=\"网站回答 503（暂时停止服务）\""));
}

TEST_F(LogTest, NeverTellsASecret) {
  LoopbackServer server;
  server.Otherwise(replies::Page("x"));
  Asking asking(FastOptions({server.host()}));
  asking.Ask(server.Url("/send?key=GEHEIM1&tid=5"));
  asking.Ask("http://wang:GEHEIM2@" + server.host() + "/");
  asking.Ask("http://wang:GEHEIM3@127.0.0.1:1/");
  asking.Ask("ftp://wang:GEHEIM4@x.cn/?access_token=GEHEIM5");
  MailRequest mail;
  mail.server_url = "smtp://wang:GEHEIM6@127.0.0.1:1";
  mail.user = "wang";
  mail.password = "GEHEIM7";
  mail.from = "a@x.cn";
  mail.to = {"b@x.cn"};
  mail.message = "GEHEIM8";
  asking.Ask(mail);
  EXPECT_THAT(log(), Not(HasSubstr("GEHEIM"))) << log();
  EXPECT_THAT(log(), HasSubstr("key=***&tid=5"));
  EXPECT_EQ(lines(), 5) << log();
}

}  // namespace
}  // namespace forumwatch
