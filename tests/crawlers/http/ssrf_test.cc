// Every way to say "inside" is refused, asked for directly or by a redirect: nothing ever reaches a
// port that listens on loopback. The control shows that the trap does count.
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <gtest/gtest.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"

namespace forumwatch {
namespace {

// "@" stands for the trap's port.
constexpr const char* kInside[] = {
    // loopback and its number forms
    "http://127.0.0.1:@/",
    "http://127.0.0.1:@",
    "http://127.0.0.2:@/",
    "http://127.255.255.254:@/",
    "http://127.1:@/",
    "http://127.0.1:@/",
    "http://127.65530:@/",
    "http://0x7f000001:@/",
    "http://0X7F000001:@/",
    "http://0x7f.1:@/",
    "http://0x7f.0.0.1:@/",
    "http://0x7f.0x0.0x0.0x1:@/",
    "http://0x0000007f.1:@/",
    "http://2130706433:@/",
    "http://0177.0.0.1:@/",
    "http://0177.1:@/",
    "http://017700000001:@/",
    "http://00000177.0x0.0.01:@/",
    "http://127.0.0x0.1:@/",
    "http://127.0.0.01:@/",
    "http://127.0.0.0x1:@/",
    "http://127.00.00.01:@/",
    "http://127.0.0.1.:@/",
    "http://127.1.:@/",
    // nothing and everything
    "http://0.0.0.0:@/",
    "http://0:@/",
    "http://0x0:@/",
    "http://00:@/",
    "http://0.0:@/",
    "http://0.1.2.3:@/",
    "http://255.255.255.255:@/",
    "http://4294967295:@/",
    // full-width and circled letters, other dots
    "http://127。0。0。1:@/",
    "http://127．0．0．1:@/",
    "http://127｡0｡0｡1:@/",
    "http://１２７．０．０．１:@/",
    "http://１２７.１:@/",
    "http://①②⑦.⓪.⓪.①:@/",
    "http://１２７。０。０。１:@/",
    "http://𝟭𝟮𝟳.𝟬.𝟬.𝟭:@/",
    "http://２１３０７０６４３３:@/",
    "http://0ｘ7f000001:@/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:@/",
    "http://ｌｏｃａｌｈｏｓｔ:@/",
    "http://l\xe2\x80\x8bocalhost:@/",  // a zero-width space within
    "http://loc\u00adalhost:@/",        // a soft hyphen within
    // percent signs
    "http://%31%32%37.0.0.1:@/",
    "http://127%2e0%2e0%2e1:@/",
    "http://%6cocalhost:@/",
    "http://%E2%91%A0%E2%91%A1%E2%91%A6.0.0.1:@/",
    "http://0x%37f000001:@/",
    // names
    "http://localhost:@/",
    "http://LOCALHOST:@/",
    "http://LocalHost:@/",
    "http://localhost.:@/",
    "http://a.localhost:@/",
    "http://169.254.169.254.localhost:@/",
    // v6
    "http://[::1]:@/",
    "http://[::01]:@/",
    "http://[0:0:0:0:0:0:0:1]:@/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]:@/",
    "http://[::]:@/",
    "http://[0::0]:@/",
    "http://[::1%25lo]:@/",
    "http://[::127.0.0.1]:@/",
    "http://[::ffff:127.0.0.1]:@/",
    "http://[::FFFF:127.0.0.1]:@/",
    "http://[::ffff:7f00:1]:@/",
    "http://[::ffff:7f00:0001]:@/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:@/",
    "http://[::ffff:0.0.0.0]:@/",
    "http://[::ffff:10.0.0.1]:@/",
    "http://[::ffff:169.254.169.254]:@/",
    "http://[::ffff:a9fe:a9fe]:@/",
    "http://[64:ff9b::127.0.0.1]:@/",
    "http://[64:ff9b::7f00:1]:@/",
    "http://[64:ff9b::a9fe:a9fe]:@/",
    "http://[64:ff9b:1::1]:@/",
    "http://[2002:7f00:1::]:@/",
    "http://[2002:a00:1::1]:@/",
    "http://[2002:a9fe:a9fe::]:@/",
    "http://[2001:0:7f00:1::]:@/",
    "http://[2001:db8::1]:@/",
    "http://[100::1]:@/",
    "http://[fc00::1]:@/",
    "http://[fd00:ec2::254]:@/",
    "http://[fe80::1]:@/",
    "http://[fe80::1%25eth0]:@/",
    "http://[febf::1]:@/",
    "http://[fec0::1]:@/",
    "http://[ff02::1]:@/",
    "http://[ff0e::1]:@/",
    // clouds' metadata
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.169.254:@/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0xA9.0xFE.0xA9.0xFE/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://169.16689662/",
    "http://169。254。169。254/",
    "http://100.100.100.200/",
    "http://192.0.0.192/",
    // private and special blocks
    "http://10.0.0.1/",
    "http://10.1/",
    "http://0xa000001/",
    "http://167772161/",
    "http://100.64.0.1/",
    "http://100.127.255.254/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://2886729729/",
    "http://192.168.0.1/",
    "http://192.168.257/",
    "http://3232235521/",
    "http://0300.0250.0.1/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250:1900/",
    "http://240.0.0.1/",
    // parsers at odds
    "http://good.example@127.0.0.1:@/",
    "http://good.example:80@127.0.0.1:@/",
    "http://good.example%00@127.0.0.1:@/",
    "http://good.example\\@127.0.0.1:@/",
    "http://127.0.0.1:@\\@127.0.0.1:@/",
    "http://good.example%23@127.0.0.1:@/",
    "http://a:b@c:d@127.0.0.1:@/",
    "http:///127.0.0.1:@/",
    "http:////127.0.0.1:@/",
    "http:/127.0.0.1:@/",
    "http:127.0.0.1:@/",
    "http://127.0.0.1:@ /",
    "http:// 127.0.0.1:@/",
    "http://127.0.0.1\t:@/",
    "http://127.0.0.1\r\n:@/",
    "\thttp://127.0.0.1:@/",
    "http://127.0.0.1:0@/",
    "http://127.0.0.1:+@/",
    "http://127.0.0.1%00:@/",
    "http://[127.0.0.1]:@/",
    "http://[::1]]:@/",
    "http://[[::1]:@/",
    "http://127.0.0.1#@good.example:@/",
    "https://127.0.0.1:@/",
    "HTTPS://127.1:@/",
    // other ways to talk
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "ftp://127.0.0.1:@/",
    "gopher://127.0.0.1:@/_GET%20/",
    "dict://127.0.0.1:@/stat",
    "ldap://127.0.0.1:@/",
    "smtp://127.0.0.1:@/",
    "imap://127.0.0.1:@/",
    "telnet://127.0.0.1:@/",
    "tftp://127.0.0.1:@/x",
    "scp://127.0.0.1:@/x",
    "ws://127.0.0.1:@/",
    "unix:///run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/",
};

// Listens on both loopback addresses at the same port (where there is a v6 loopback).
class Trap {
 public:
  Trap() {
    v4_.Otherwise(replies::Page("inside"));
    try {
      v6_ = std::make_unique<LoopbackServer>("::1", v4_.port());
      v6_->Otherwise(replies::Page("inside"));
    } catch (const std::system_error&) {
      v6_ = nullptr;  // a machine without v6
    }
  }
  [[nodiscard]] std::string Bait(std::string form) const {
    const std::string port = std::to_string(v4_.port());
    for (auto at = form.find(":@"); at != std::string::npos; at = form.find(":@")) {
      form.replace(at, 2, ":" + port);
    }
    return form;
  }
  [[nodiscard]] int caught() const { return v4_.connections() + (v6_ ? v6_->connections() : 0); }
  [[nodiscard]] const LoopbackServer& v4() const { return v4_; }

 private:
  LoopbackServer v4_;
  std::unique_ptr<LoopbackServer> v6_;
};

TEST(Ssrf, TheTableIsLongEnoughToMeanSomething) {
  EXPECT_GE(std::size(kInside), 120U);
}

TEST(Ssrf, NoFormOfInsideIsConnectedTo) {
  const Trap trap;
  Asking asking(FastOptions({}));
  for (const char* form : kInside) {
    const HttpOutcome outcome = asking.Ask(trap.Bait(form));
    EXPECT_EQ(outcome.kind, OutcomeKind::Blocked) << form << ": " << outcome.reason;
    EXPECT_NE(outcome.reason, "") << form;
    EXPECT_FALSE(outcome.request_sent) << form;
  }
  EXPECT_EQ(trap.caught(), 0);
}

TEST(Ssrf, NoRedirectLeadsInside) {
  const Trap trap;
  LoopbackServer forum;
  std::size_t number = 0;
  for (const char* form : kInside) {
    const std::string location = trap.Bait(form);
    if (location.find_first_of("\r\n") == std::string::npos) {
      forum.On("/" + std::to_string(number), replies::RedirectTo(location));
      ++number;
    }
  }
  Asking asking(FastOptions({forum.host()}));
  for (std::size_t i = 0; i < number; ++i) {
    const HttpOutcome outcome = asking.Ask(forum.Url("/" + std::to_string(i)));
    // A form that a parser reads as a path of the forum itself ends there.
    EXPECT_NE(outcome.kind, OutcomeKind::Ok) << outcome.final_url;
  }
  EXPECT_EQ(trap.caught(), 0);
}

TEST(Ssrf, APermissionOpensOnlyItsOwnDoor) {
  const Trap trap;
  LoopbackServer forum;
  forum.Otherwise(replies::Page("forum"));
  Asking asking(FastOptions({forum.host()}));
  EXPECT_EQ(asking.Ask(forum.Url("/")).kind, OutcomeKind::Ok);
  for (const char* form : kInside) {
    EXPECT_EQ(asking.Ask(trap.Bait(form)).kind, OutcomeKind::Blocked) << form;
  }
  EXPECT_EQ(trap.caught(), 0);
}

TEST(Ssrf, AMailServerInsideIsRefusedToo) {
  const Trap trap;
  Asking asking(FastOptions({}));
  MailRequest mail;
  mail.from = "a@x.cn";
  mail.to = {"b@x.cn"};
  mail.message = "Subject: x\r\n\r\nx\r\n";
  for (const char* form : {"smtp://127.0.0.1:@", "smtp://localhost:@", "smtps://[::1]:@",
                           "smtp://0x7f.1:@/", "http://127.0.0.1:@/"}) {
    mail.server_url = trap.Bait(form);
    EXPECT_EQ(asking.Ask(mail).kind, OutcomeKind::Blocked) << form;
  }
  EXPECT_EQ(trap.caught(), 0);
}

TEST(Ssrf, ControlTheTrapCountsWhenTheDoorIsOpen) {
  const Trap trap;
  Asking asking(FastOptions({trap.v4().host()}));
  int caught = 0;
  for (const char* form : {"http://127.0.0.1:@/", "http://127.1:@/", "http://0x7f000001:@/",
                           "http://2130706433:@/", "http://127。0。0。1:@/"}) {
    const HttpOutcome outcome = asking.Ask(trap.Bait(form));
    EXPECT_EQ(outcome.kind, OutcomeKind::Ok) << form << outcome.reason;
    EXPECT_EQ(outcome.body, "inside");
    ++caught;
  }
  EXPECT_EQ(static_cast<int>(trap.v4().asked().size()), caught);
  EXPECT_GE(trap.caught(), 1);
}

}  // namespace
}  // namespace forumwatch
