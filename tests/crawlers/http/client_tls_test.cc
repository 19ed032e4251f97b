// Encrypted or not at all: what a certificate must be.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/test_authority.h"

namespace forumwatch {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;

constexpr const char* kPage = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage";

// Reads a request's head and gives this answer.
std::function<void(TlsPeer&)> Answer(std::string bytes) {
  return [bytes = std::move(bytes)](TlsPeer& peer) {
    if (peer.ReadUntil("\r\n\r\n").ends_with("\r\n\r\n")) {
      peer.Send(bytes);
    }
  };
}

class TlsTest : public testing::Test {
 public:
  ~TlsTest() override { std::filesystem::remove(file_); }
  TlsTest(const TlsTest&) = delete;
  TlsTest& operator=(const TlsTest&) = delete;

 protected:
  TlsTest()
      : file_(std::filesystem::temp_directory_path() /
              ("forumwatch-ca-" + std::to_string(getpid()) + ".pem")) {
    authority_.WriteTo(file_);
  }

  [[nodiscard]] HttpOutcome Ask(const CertificateWish& wish, bool trust = true) const {
    SocketServer server(authority_.Serve(wish, Answer(kPage)));
    const std::string host = "127.0.0.1:" + std::to_string(server.port());
    HttpClientOptions options = FastOptions({host});
    options.ca_file = trust ? file_.string() : "";
    Asking asking(options);
    return asking.Ask("https://" + host + "/");
  }

  TestAuthority authority_;
  std::filesystem::path file_;
};

TEST_F(TlsTest, ControlAGoodCertificateOfATrustedAuthorityIsTaken) {
  const HttpOutcome outcome = Ask({});
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok) << outcome.reason;
  EXPECT_EQ(outcome.body, "page");
}

struct BadCertificate {
  const char* name;
  CertificateWish wish;
  bool trust;
};

TEST_F(TlsTest, AnyOtherIsRefusedAndNothingIsSent) {
  const BadCertificate cases[] = {
      {"unknown authority", {}, false},
      {"self-signed", {.self_signed = true}, true},
      {"expired", {.begins = seconds(-7200), .ends = seconds(-60)}, true},
      {"not yet valid", {.begins = seconds(600)}, true},
      {"another address", {.ip = "127.0.0.2"}, true},
  };
  for (const BadCertificate& c : cases) {
    const HttpOutcome outcome = Ask(c.wish, c.trust);
    EXPECT_EQ(outcome.kind, OutcomeKind::Network) << c.name;
    EXPECT_EQ(outcome.reason, "证书不可信（过期、域名不符或自签）（curl 60）") << c.name;
    EXPECT_FALSE(outcome.request_sent) << c.name;
    EXPECT_EQ(outcome.status, 0) << c.name;
  }
}

TEST_F(TlsTest, AnOldProtocolIsRefused) {
  const HttpOutcome outcome = Ask({.old_protocol = true});
  EXPECT_EQ(outcome.kind, OutcomeKind::Network);
  EXPECT_EQ(outcome.reason, "加密连接没有建立（curl 35）");
}

TEST_F(TlsTest, AMissingFileOfAuthoritiesClosesRatherThanOpens) {
  SocketServer server(authority_.Serve({}, Answer(kPage)));
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  HttpClientOptions options = FastOptions({host});
  options.ca_file = "/nowhere/ca.pem";
  Asking asking(options);
  const HttpOutcome outcome = asking.Ask("https://" + host + "/");
  EXPECT_EQ(outcome.kind, OutcomeKind::Network);
  EXPECT_THAT(outcome.reason, HasSubstr("证书"));
}

TEST_F(TlsTest, ARedirectFromEncryptedToPlainIsNotFollowed) {
  SocketServer plain([](Peer& peer) { peer.Send(kPage); });
  SocketServer server(authority_.Serve(
      {}, Answer("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:" +
                 std::to_string(plain.port()) + "/\r\n\r\n")));
  const std::string host = "127.0.0.1:" + std::to_string(server.port());
  HttpClientOptions options = FastOptions({host, "127.0.0.1:" + std::to_string(plain.port())});
  options.ca_file = file_.string();
  Asking asking(options);
  const HttpOutcome outcome = asking.Ask("https://" + host + "/");
  EXPECT_EQ(outcome.kind, OutcomeKind::Blocked);
  EXPECT_EQ(outcome.reason, "从 https 转向不加密的 http，没有跟随");
  EXPECT_EQ(plain.connections(), 0);
}

// What a mail server says once the line is encrypted; `mail` is what it takes.
std::function<void(TlsPeer&)> TakeMail(std::string& mail, bool greets) {
  return [&mail, greets](TlsPeer& peer) {
    if (greets) {
      peer.Send("220 hello\r\n");
    }
    for (const char* reply : {"250-safe\r\n250 AUTH PLAIN\r\n", "334 \r\n", "235 welcome\r\n",
                              "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"}) {
      mail += peer.ReadUntil("\r\n");
      peer.Send(reply);
    }
    mail += peer.ReadUntil("\r\n.\r\n");
    peer.Send("250 taken\r\n");
    peer.ReadUntil("\r\n");
  };
}

MailRequest SecretMail(const std::string& url) {
  MailRequest mail;
  mail.server_url = url;
  mail.user = "watch";
  mail.password = "geheim";
  mail.from = "watch@example.cn";
  mail.to = {"wang@example.cn"};
  mail.message = "Subject: x\r\n\r\n" + std::string(100'000, 'x') + "\r\n";
  mail.deadline = seconds(5);
  return mail;
}

void OfferStartTls(Peer& peer) {
  peer.Send("220 hello\r\n");
  peer.ReadUntil("\r\n");
  peer.Send("250-clear\r\n250 STARTTLS\r\n");
  peer.ReadUntil("\r\n");
  peer.Send("220 go\r\n");
}

TEST_F(TlsTest, AMailTravelsEncryptedFromTheStartOrFromStartTlsOn) {
  for (const std::string scheme : {"smtps", "smtp"}) {
    std::string taken;
    HttpOutcome outcome;
    {
      const bool at_once = scheme == "smtps";
      SocketServer server(at_once ? authority_.Serve({}, TakeMail(taken, true))
                                  : authority_.Serve({}, TakeMail(taken, false), &OfferStartTls));
      const std::string host = "127.0.0.1:" + std::to_string(server.port());
      HttpClientOptions options = FastOptions({host});
      options.ca_file = file_.string();
      Asking asking(options);
      outcome = asking.Ask(SecretMail(std::string(scheme).append("://").append(host)));
    }
    EXPECT_EQ(outcome.kind, OutcomeKind::Ok) << scheme << outcome.reason;
    EXPECT_THAT(taken, HasSubstr("RCPT TO:<wang@example.cn>\r\nDATA\r\nSubject: x\r\n"));
    EXPECT_GT(taken.size(), 100'000U);
  }
}

TEST_F(TlsTest, AMailServerWithABadCertificateGetsNeitherPasswordNorMail) {
  for (const bool required : {true, false}) {
    std::string taken;
    HttpOutcome outcome;
    {
      SocketServer server(
          authority_.Serve({.self_signed = true}, TakeMail(taken, false), &OfferStartTls));
      const std::string host = "127.0.0.1:" + std::to_string(server.port());
      HttpClientOptions options = FastOptions({host});
      options.ca_file = file_.string();
      Asking asking(options);
      MailRequest mail = SecretMail("smtp://" + host);
      mail.require_tls = required;
      outcome = asking.Ask(mail);
    }
    EXPECT_EQ(outcome.kind, OutcomeKind::Network);
    EXPECT_THAT(outcome.reason, HasSubstr("证书不可信"));
    EXPECT_EQ(taken.find("MAIL"), std::string::npos);
  }
}

}  // namespace
}  // namespace forumwatch
