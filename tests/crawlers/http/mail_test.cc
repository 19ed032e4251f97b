// Mails leave through the same client, to a real (if small) mail server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/crawlers/http/asking.h"
#include "tests/support/loopback_server.h"
#include "tests/support/smtp_sink.h"

namespace forumwatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kMessage =
    "From: watch@example.cn\r\nTo: wang@example.cn\r\nSubject: =?UTF-8?B?55S15qKv?=\r\n"
    "\r\n"
    "电梯又停了\r\n"
    ".\r\n"
    "..\r\n"
    "end\r\n";

MailRequest MailTo(const SmtpSink& sink) {
  MailRequest mail;
  mail.server_url = sink.url();
  mail.from = "watch@example.cn";
  mail.to = {"wang@example.cn"};
  mail.message = kMessage;
  mail.require_tls = false;
  mail.deadline = seconds(5);
  return mail;
}

TEST(Mail, ArrivesToTheByte) {
  SmtpSink sink;
  Asking asking(FastOptions({sink.host()}));
  MailRequest mail = MailTo(sink);
  mail.to = {"wang@example.cn", "li@example.cn"};
  const HttpOutcome outcome = asking.Ask(mail);
  EXPECT_EQ(outcome.kind, OutcomeKind::Ok) << outcome.reason;
  EXPECT_EQ(outcome.status, 250);
  EXPECT_TRUE(outcome.request_sent);
  EXPECT_EQ(outcome.reason, "");
  ASSERT_EQ(sink.taken().size(), 1U);
  EXPECT_EQ(sink.taken()[0].from, "watch@example.cn");
  EXPECT_THAT(sink.taken()[0].to, ElementsAre("wang@example.cn", "li@example.cn"));
  EXPECT_EQ(sink.taken()[0].message, kMessage);
}

TEST(Mail, IsNotSentInTheClearUnlessToldTo) {
  SmtpSink sink;
  Asking asking(FastOptions({sink.host()}));
  MailRequest mail = MailTo(sink);
  mail.require_tls = true;
  mail.user = "watch";
  mail.password = "geheim";
  const HttpOutcome outcome = asking.Ask(mail);
  EXPECT_EQ(outcome.kind, OutcomeKind::Network);
  EXPECT_EQ(outcome.reason, "邮件服务器不支持加密（STARTTLS），没有发送（curl 64）");
  EXPECT_FALSE(outcome.request_sent);
  EXPECT_THAT(sink.taken(), IsEmpty());
}

TEST(Mail, ShowsItsPasswordAndIsToldWhenItIsWrong) {
  SmtpSink sink({.password = "geheim"});
  Asking asking(FastOptions({sink.host()}));
  MailRequest mail = MailTo(sink);
  mail.user = "watch@example.cn";
  mail.password = "geheim";
  EXPECT_EQ(asking.Ask(mail).kind, OutcomeKind::Ok);
  mail.password = "falsch";
  const HttpOutcome wrong = asking.Ask(mail);
  EXPECT_EQ(wrong.kind, OutcomeKind::HttpError);
  EXPECT_EQ(wrong.status, 535);
  EXPECT_EQ(wrong.reason, "邮件服务器回答 535：5.7.8 wrong password");
  mail.user.clear();
  const HttpOutcome unknown = asking.Ask(mail);
  EXPECT_EQ(unknown.status, 530);
  EXPECT_EQ(sink.taken().size(), 1U);
}

struct ReplyCase {
  const char* name;
  SmtpScript script;
  int status;
  const char* reason;
  bool sent;
};

TEST(Mail, TellsTheReplyThatStoodInItsWay) {
  const ReplyCase cases[] = {
      {"unknown recipient",
       {.rcpt = {{"li@example.cn", "550 5.1.1 no such user"}}},
       550,
       "邮件服务器回答 550：5.1.1 no such user",
       false},
      {"greylisting",
       {.rcpt = {{"li@example.cn", "451 4.7.1 try again later"}}},
       451,
       "邮件服务器回答 451：4.7.1 try again later",
       false},
      {"recipient in many lines",
       {.rcpt = {{"li@example.cn", "550-one\r\n550 two"}}},
       550,
       "邮件服务器回答 550：two",
       false},
      {"message refused",
       {.after_data = "554 5.7.1 looks like spam"},
       554,
       "邮件服务器回答 554：5.7.1 looks like spam",
       true},
      {"full",
       {.after_data = "452 4.2.2 mailbox full"},
       452,
       "邮件服务器回答 452：4.2.2 mailbox full",
       true},
      {"hostile words",
       {.after_data = "554 \x1b[31m\"\xb5\xe7\xcc\xdd level=error"},
       554,
       "邮件服务器回答 554：?[31m????? level=error",
       true},
  };
  for (const ReplyCase& c : cases) {
    SmtpSink sink(c.script);
    Asking asking(FastOptions({sink.host()}));
    MailRequest mail = MailTo(sink);
    mail.to = {"wang@example.cn", "li@example.cn"};
    const HttpOutcome outcome = asking.Ask(mail);
    EXPECT_EQ(outcome.kind, OutcomeKind::HttpError) << c.name;
    EXPECT_EQ(outcome.status, c.status) << c.name;
    EXPECT_EQ(outcome.reason, c.reason) << c.name;
    EXPECT_EQ(outcome.request_sent, c.sent) << c.name;
    EXPECT_THAT(sink.taken(), IsEmpty()) << c.name << ": nobody gets it when one cannot";
  }
}

struct SilentCase {
  const char* at;
  bool sent;
};

TEST(Mail, OfAServerThatFallsSilentIsLeftAtTheDeadline) {
  const SilentCase cases[] = {{"EHLO", false}, {"RCPT", false}, {"DATA", false}, {".", true}};
  std::vector<std::unique_ptr<SmtpSink>> sinks;
  std::vector<std::string> hosts;
  for (const SilentCase& c : cases) {
    sinks.push_back(std::make_unique<SmtpSink>(SmtpScript{.silent_at = c.at}));
    hosts.push_back(sinks.back()->host());
  }
  Asking asking(FastOptions(hosts));
  std::size_t checked = 0;
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    MailRequest mail = MailTo(*sinks[i]);
    mail.deadline = seconds(1);
    asking.client.Start(mail, [&, i](const HttpOutcome& outcome) {
      EXPECT_EQ(outcome.kind, OutcomeKind::Timeout) << cases[i].at << outcome.reason;
      EXPECT_EQ(outcome.request_sent, cases[i].sent) << cases[i].at;
      EXPECT_EQ(outcome.status, 0);
      ++checked;
    });
  }
  asking.Drain();
  EXPECT_EQ(checked, std::size(cases));
}

TEST(Mail, NeverStopsTheLoopHoweverSilentTheServerIs) {
  SmtpSink no_verdict({.silent_at = "."});
  SmtpSink no_farewell({.password = "geheim", .silent_at = "QUIT"});
  LoopbackServer forum;
  forum.Otherwise(replies::Page("x"));
  Asking asking(FastOptions({no_verdict.host(), no_farewell.host(), forum.host()}));
  std::vector<std::string> order;
  const auto note = [&](const std::string& name) {
    return [&order, name](const HttpOutcome& outcome) {
      order.push_back(name + " " + std::string(Name(outcome.kind)));
    };
  };
  MailRequest unanswered = MailTo(no_verdict);
  unanswered.deadline = seconds(1);
  asking.client.Start(unanswered, note("unanswered"));
  MailRequest locked_out = MailTo(no_farewell);
  locked_out.user = "watch";
  locked_out.password = "falsch";
  asking.client.Start(locked_out, note("locked out"));
  MailRequest good = MailTo(no_farewell);
  good.user = "watch";
  good.password = "geheim";
  asking.client.Start(good, note("good"));
  while (order.size() < 2) {
    asking.client.Turn(asking.now, milliseconds(100));
  }
  EXPECT_THAT(order, UnorderedElementsAre("locked out http_error", "good ok"));
  for (int i = 0; i < 20; ++i) {
    const HttpOutcome page = asking.Ask(forum.Url("/"));
    EXPECT_EQ(page.kind, OutcomeKind::Ok);
    EXPECT_LT(page.took, milliseconds(500));
  }
  EXPECT_EQ(order.size(), 2U) << "all that while the third was waiting";
  asking.Drain();
  EXPECT_EQ(order.back(), "unanswered timeout");
}

TEST(Mail, WithAddressesThatWouldBreakOutOfTheirCommandIsNotSent) {
  SmtpSink sink;
  Asking asking(FastOptions({sink.host()}));
  const std::string addresses[] = {
      "",
      "wang",
      "wang@x.cn\r\nRCPT TO:<evil@y.cn>",
      "wang@x.cn\nDATA",
      "wang@x.cn> SIZE=1",
      "<wang@x.cn",
      "wang @x.cn",
      "wang@x.cn\t",
      std::string("wang@x.cn\0", 10),
      "wang@x.cn\x7f",
      "王@x.cn",
  };
  for (const std::string& address : addresses) {
    MailRequest to = MailTo(sink);
    to.to = {"li@x.cn", address};
    EXPECT_EQ(asking.Ask(to).kind, OutcomeKind::Blocked) << address;
    MailRequest from = MailTo(sink);
    from.from = address;
    EXPECT_EQ(asking.Ask(from).kind, OutcomeKind::Blocked) << address;
  }
  MailRequest nobody = MailTo(sink);
  nobody.to.clear();
  EXPECT_EQ(asking.Ask(nobody).reason, "收件人地址不对");
  MailRequest empty = MailTo(sink);
  empty.message.clear();
  EXPECT_EQ(asking.Ask(empty).reason, "邮件是空的");
  EXPECT_EQ(sink.connections(), 0);
  EXPECT_EQ(asking.Ask(MailTo(sink)).kind, OutcomeKind::Ok) << "the control";
}

TEST(Mail, NeedsAMailServersAddress) {
  Asking asking(FastOptions({}));
  MailRequest mail;
  mail.from = "a@x.cn";
  mail.to = {"b@x.cn"};
  mail.message = "x";
  for (const char* url : {"", "mail.x.cn", "http://x.cn", "imap://x.cn"}) {
    mail.server_url = url;
    EXPECT_EQ(asking.Ask(mail).kind, OutcomeKind::Blocked) << url;
  }
}

// A mail server that greets, knows EHLO, waits for MAIL, and then does as `then` says.
SocketServer Odd(std::function<void(Peer&)> then) {
  return SocketServer([then = std::move(then)](Peer& peer) {
    peer.Send("220 hello\r\n");
    peer.ReadUntil("\r\n");
    peer.Send("250 odd\r\n");
    peer.ReadUntil("\r\n");
    then(peer);
  });
}

struct OddCase {
  const char* name;
  std::function<void(Peer&)> then;
  OutcomeKind kind;
  const char* reason;
};

TEST(Mail, FailsWithAReasonWhenTheServerMakesNoSense) {
  const OddCase cases[] = {
      {"nonsense", [](Peer& peer) { peer.Send("<html>\r\n"); }, OutcomeKind::Network,
       "邮件服务器的回答看不懂"},
      {"hangs up", [](Peer& /*peer*/) {}, OutcomeKind::Network, "和邮件服务器的连接中断了"},
      {"never ends",
       [](Peer& peer) {
         while (peer.Send("250-more and more\r\n")) {
         }
       },
       OutcomeKind::TooLarge, "邮件服务器的回答太长"},
      {"endless line",
       [](Peer& peer) {
         while (peer.Send("250-more and more")) {
         }
       },
       OutcomeKind::Network, "邮件服务器的回答看不懂"},
      {"answers before it is asked",
       [](Peer& peer) {
         peer.Send("250 ok\r\n250 ok\r\n354 go on\r\n250 taken\r\n");
         peer.AwaitClose();
       },
       OutcomeKind::HttpError, "邮件服务器回答"},
  };
  for (const OddCase& c : cases) {
    SocketServer server = Odd(c.then);
    const std::string host = "127.0.0.1:" + std::to_string(server.port());
    Asking asking(FastOptions({host}));
    MailRequest mail;
    mail.server_url = "smtp://" + host;
    mail.from = "a@x.cn";
    mail.to = {"b@x.cn"};
    mail.message = kMessage;
    mail.require_tls = false;
    mail.deadline = seconds(5);
    const HttpOutcome outcome = asking.Ask(mail);
    EXPECT_EQ(outcome.kind, c.kind) << c.name << ": " << outcome.reason;
    EXPECT_THAT(outcome.reason, HasSubstr(c.reason)) << c.name;
    EXPECT_FALSE(outcome.request_sent) << c.name;
  }
}

TEST(Mail, FailsWhenTheGreetingIsNone) {
  SocketServer nonsense([](Peer& peer) { peer.Send("<html>not a mail server</html>\r\n"); });
  SocketServer endless([](Peer& peer) {
    peer.Send("220 hello\r\n");
    peer.ReadUntil("\r\n");
    while (peer.Send("250-more and more\r\n")) {
    }
  });
  for (const int port : {nonsense.port(), endless.port()}) {
    const std::string host = "127.0.0.1:" + std::to_string(port);
    Asking asking(FastOptions({host}));
    MailRequest mail;
    mail.server_url = "smtp://" + host;
    mail.from = "a@x.cn";
    mail.to = {"b@x.cn"};
    mail.message = kMessage;
    mail.require_tls = false;
    mail.deadline = seconds(5);
    EXPECT_EQ(asking.Ask(mail).kind, OutcomeKind::Network);
  }
}

TEST(Mail, OfSomeLengthArrivesWhole) {
  SmtpSink sink;
  Asking asking(FastOptions({sink.host()}));
  MailRequest mail = MailTo(sink);
  for (int i = 0; i < 200'000; ++i) {
    mail.message += "line " + std::to_string(i) + "\r\n";
  }
  EXPECT_EQ(asking.Ask(mail).kind, OutcomeKind::Ok);
  ASSERT_EQ(sink.taken().size(), 1U);
  EXPECT_EQ(sink.taken()[0].message, mail.message);
}

TEST(Mail, ManyAtOnceAllArrive) {
  SmtpSink sink;
  Asking asking(FastOptions({sink.host()}));
  int good = 0;
  for (int i = 0; i < 30; ++i) {
    asking.client.Start(MailTo(sink), [&](const HttpOutcome& outcome) {
      good += outcome.kind == OutcomeKind::Ok ? 1 : 0;
    });
  }
  asking.Drain();
  EXPECT_EQ(good, 30);
  EXPECT_EQ(sink.taken().size(), 30U);
}

TEST(Mail, MayBeCancelledAtAnyStep) {
  for (const char* at : {"EHLO", "RCPT", "DATA", "."}) {
    SmtpSink sink({.silent_at = at});
    Asking asking(FastOptions({sink.host()}));
    const RequestId id = asking.client.Start(
        MailTo(sink), [](const HttpOutcome& /*outcome*/) { ADD_FAILURE() << "cancelled"; });
    for (int i = 0; i < 5; ++i) {
      asking.client.Turn(asking.now, milliseconds(20));
    }
    asking.client.Cancel(id);
    EXPECT_EQ(asking.client.in_flight(), 0U);
    asking.client.Turn(asking.now, milliseconds(0));
  }
}

}  // namespace
}  // namespace forumwatch
