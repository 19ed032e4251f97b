#include "crawlers/http/smtp_dialogue.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::ElementsAre;

MailRequest Mail() {
  MailRequest mail;
  mail.from = "a@x.cn";
  mail.to = {"b@x.cn", "c@x.cn"};
  mail.message = "Subject: x\r\n\r\nhello\r\n";
  return mail;
}

// Takes everything that is to be sent.
std::string Said(SmtpDialogue& dialogue) {
  std::string said(dialogue.to_send());
  dialogue.Sent(said.size());
  return said;
}

TEST(SmtpDialogue, GoesThroughItsSteps) {
  const MailRequest mail = Mail();
  SmtpDialogue dialogue(mail);
  std::vector<std::string> said = {Said(dialogue)};
  for (const char* reply : {"250 ok\r\n", "250 ok\r\n", "251 will forward\r\n", "354 go\r\n"}) {
    dialogue.Received(reply);
    EXPECT_FALSE(dialogue.message_sent());
    said.push_back(Said(dialogue));
  }
  EXPECT_THAT(said,
              ElementsAre("MAIL FROM:<a@x.cn>\r\n", "RCPT TO:<b@x.cn>\r\n", "RCPT TO:<c@x.cn>\r\n",
                          "DATA\r\n", "Subject: x\r\n\r\nhello\r\n.\r\n"));
  EXPECT_TRUE(dialogue.message_sent());
  EXPECT_FALSE(dialogue.ended());
  dialogue.Received("250 2.0.0 queued as 17\r\n");
  EXPECT_TRUE(dialogue.ended());
  EXPECT_TRUE(dialogue.accepted());
  EXPECT_EQ(dialogue.code(), 250);
  EXPECT_EQ(dialogue.line(), "250 2.0.0 queued as 17");
}

TEST(SmtpDialogue, ReadsRepliesInPiecesAndInManyLines) {
  const MailRequest mail = Mail();
  SmtpDialogue dialogue(mail);
  Said(dialogue);
  const std::string reply = "250-one\r\n250-two\n250 three\r\n";
  for (std::size_t i = 0; i < reply.size(); ++i) {
    EXPECT_EQ(dialogue.to_send(), "") << i;
    dialogue.Received(reply.substr(i, 1));
  }
  EXPECT_EQ(Said(dialogue), "RCPT TO:<b@x.cn>\r\n");
  dialogue.Received("250\r\n");
  EXPECT_EQ(Said(dialogue), "RCPT TO:<c@x.cn>\r\n");
}

TEST(SmtpDialogue, TheMessageCountsAsSentWithItsLastByte) {
  MailRequest mail = Mail();
  mail.to = {"b@x.cn"};
  SmtpDialogue dialogue(mail);
  for (const char* reply : {"250 ok\r\n", "250 ok\r\n", "354 go\r\n"}) {
    Said(dialogue);
    dialogue.Received(reply);
  }
  dialogue.Sent(dialogue.to_send().size() - 1);
  EXPECT_FALSE(dialogue.message_sent());
  dialogue.Sent(1);
  EXPECT_TRUE(dialogue.message_sent());
}

struct NoCase {
  const char* name;
  std::vector<const char*> replies;
  int code;
};

TEST(SmtpDialogue, EndsAtTheFirstNo) {
  const NoCase cases[] = {
      {"sender", {"550 no\r\n"}, 550},
      {"second recipient", {"250 ok\r\n", "250 ok\r\n", "451 later\r\n"}, 451},
      {"data", {"250 ok\r\n", "250 ok\r\n", "250 ok\r\n", "554 no\r\n"}, 554},
      {"data, but no 354", {"250 ok\r\n", "250 ok\r\n", "250 ok\r\n", "250 ok\r\n"}, 250},
      {"354 too early", {"354 go\r\n"}, 354},
      {"verdict", {"250 ok\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n", "552 no\r\n"}, 552},
      {"closing", {"421 shutting down\r\n"}, 421},
      {"preliminary", {"100 wait\r\n"}, 100},
      {"no reply at all", {"hello\r\n"}, 0},
      {"no space", {"250ok\r\n"}, 0},
      {"too short", {"25\r\n"}, 0},
      {"empty line", {"\r\n"}, 0},
      {"NUL", {"\x01\x02\x03 \r\n"}, 0},
  };
  for (const NoCase& c : cases) {
    const MailRequest mail = Mail();
    SmtpDialogue dialogue(mail);
    for (const char* reply : c.replies) {
      Said(dialogue);
      dialogue.Received(reply);
    }
    EXPECT_TRUE(dialogue.ended()) << c.name;
    EXPECT_FALSE(dialogue.accepted()) << c.name;
    EXPECT_EQ(dialogue.code(), c.code) << c.name;
    EXPECT_EQ(dialogue.to_send(), "") << c.name;
  }
}

TEST(SmtpDialogue, AReplyToAQuestionNotYetAskedIsANo) {
  const MailRequest mail = Mail();
  SmtpDialogue early(mail);
  early.Received("250 ok\r\n");
  EXPECT_TRUE(early.ended());
  EXPECT_FALSE(early.accepted());
  SmtpDialogue ahead(mail);
  Said(ahead);
  ahead.Received("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 taken\r\n");
  EXPECT_TRUE(ahead.ended());
  EXPECT_FALSE(ahead.accepted());
}

TEST(SmtpDialogue, ALineWithoutEndIsNotKept) {
  const MailRequest mail = Mail();
  SmtpDialogue dialogue(mail);
  Said(dialogue);
  for (int i = 0; i < 100 && !dialogue.ended(); ++i) {
    dialogue.Received(std::string(1000, '2'));
  }
  EXPECT_TRUE(dialogue.ended());
  EXPECT_EQ(dialogue.code(), 0);
}

struct Stuffed {
  const char* message;
  const char* line;
};

TEST(SmtpDialogue, NothingInAMessageLooksLikeItsEnd) {
  const Stuffed cases[] = {
      {"a\r\n", "a\r\n.\r\n"},
      {"a", "a\r\n.\r\n"},
      {".\r\n", "..\r\n.\r\n"},
      {"a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n"},
      {"a\r\n..b\r\n", "a\r\n...b\r\n.\r\n"},
      {"a.b\r\n", "a.b\r\n.\r\n"},
      {"a\n.\nb", "a\n..\nb\r\n.\r\n"},
      {"a\r.\rb", "a\r..\rb\r\n.\r\n"},
      {"a\r\n.", "a\r\n..\r\n.\r\n"},
  };
  for (const Stuffed& c : cases) {
    EXPECT_EQ(StuffedMessage(c.message), c.line);
  }
}

}  // namespace
}  // namespace forumwatch
