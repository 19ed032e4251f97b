#include "daemon/alerts/mail_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/text/plain.h"
#include "tests/daemon/alerts/deliveries.h"
#include "tests/daemon/alerts/mails.h"

namespace forumwatch {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

const MailAddress kFrom{"论坛监测", "watch@estate.example"};

std::string Compose(const Delivery& delivery) {
  return ComposeMail(delivery, kFrom, ParseMailAddress(delivery.receiver).value(), kAlertedAt);
}

TEST(ComposeMail, IsThisMessage) {
  Delivery delivery = OverdueDelivery("head@estate.example");
  delivery.text = "首次回复已超时\n编号 01J";
  EXPECT_EQ(Compose(delivery),
            "From: =?UTF-8?B?6K665Z2b55uR5rWL?=\r\n"
            " <watch@estate.example>\r\n"
            "To: head@estate.example\r\n"
            "Date: Mon, 02 Mar 2026 04:00:00 +0000\r\n"
            "Message-ID: <01JNA5K0000123456789ABCDEF.913b9c4ea92b9544@estate.example>\r\n"
            "Subject: =?UTF-8?B?6aaW5qyh5Zue5aSN5bey6LaF5pe2IEMxMu+8mjfmoIvnlLXmoq8=?=\r\n"
            " =?UTF-8?B?5Y+N5aSN5YGc6L+Q?=\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "X-Forumwatch-Alert: 01JNA5K0000123456789ABCDEF\r\n"
            "\r\n"
            "6aaW5qyh5Zue5aSN5bey6LaF5pe2DQrnvJblj7cgMDFKDQo=\r\n");
}

TEST(ComposeMail, APersonReadsWhatWasComposed) {
  const Delivery delivery = OverdueDelivery("head@estate.example");
  const ReadMail mail = ParseMail(Compose(delivery));
  EXPECT_EQ(mail.problem, "");
  EXPECT_EQ(mail.headers.at("Subject"), delivery.alert.title);
  EXPECT_EQ(mail.headers.at("From"), "论坛监测 <watch@estate.example>");
  EXPECT_EQ(mail.text,
            "首次回复已超时 C12：7栋电梯反复停运\r\n为什么：" + delivery.alert.reason + "\r\n");
}

TEST(ComposeMail, ARepeatSaysSoAndKeepsItsMessageId) {
  Delivery delivery = OverdueDelivery("head@estate.example");
  const ReadMail first = ParseMail(Compose(delivery));
  delivery.maybe_repeat = true;
  delivery.attempts = 2;
  const ReadMail again = ParseMail(Compose(delivery));
  EXPECT_EQ(again.headers.at("Message-ID"), first.headers.at("Message-ID"));
  EXPECT_EQ(again.headers.at("Subject"), "可能重复：" + delivery.alert.title);
  EXPECT_THAT(again.text, StartsWith("可能重复：首次回复已超时"));
}

TEST(ComposeMail, EachReceiverHasAMessageIdOfHisOwn) {
  EXPECT_NE(MailMessageId(OverdueDelivery("a@estate.example"), kFrom),
            MailMessageId(OverdueDelivery("b@estate.example"), kFrom));
}

// Whatever a title, a text or an id holds: the headers are these.
TEST(ComposeMail, NothingFromOutsideAddsAHeader) {
  const std::string tricks[] = {
      "停电\r\nBcc: all@evil.example",
      "停电\nBcc: all@evil.example",
      "停电\rBcc: all@evil.example",
      "\r\n\r\n<html>",
      "=?UTF-8?Q?=0D=0ABcc:_all@evil.example?=",
      "\u2028Bcc: all@evil.example",
      "\u0085Bcc: all@evil.example",
      "\u560A\u560DBcc: all@evil.example",  // their last bytes as UCS-2 are 0A and 0D
      std::string("a\0b", 3),
      std::string(100000, '\n'),
      "\xFF\xFE\r\n",
  };
  for (const std::string& trick : tricks) {
    Delivery delivery = OverdueDelivery("head@estate.example");
    delivery.alert.title = delivery.text = delivery.alert.id = trick;
    const ReadMail mail = ParseMail(Compose(delivery));
    EXPECT_EQ(mail.problem, "") << trick;
    EXPECT_THAT(mail.names, ElementsAre("From", "To", "Date", "Message-ID", "Subject",
                                        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
                                        "Auto-Submitted", "X-Forumwatch-Alert"))
        << trick;
    EXPECT_EQ(mail.headers.at("Subject").find_first_of("\r\n"), std::string::npos) << trick;
  }
}

TEST(ComposeMail, ControlTheReaderSeesAnAddedHeader) {
  std::string message = Compose(OverdueDelivery("head@estate.example"));
  message.insert(message.find("Subject"), "Bcc: all@evil.example\r\n");
  EXPECT_THAT(ParseMail(message).names, testing::Contains("Bcc"));
  EXPECT_NE(ParseMail("Subject: a\nBcc: b\r\n\r\n").problem, "");
  EXPECT_NE(ParseMail("Subject: a\r\nSubject: b\r\n\r\n").problem, "");
  EXPECT_NE(ParseMail("电梯: a\r\n\r\n").problem, "");
}

TEST(EncodedWords, StayShortAndWhole) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += i % 3 == 0 ? "a" : (i % 3 == 1 ? "电" : "𠮷");
    const std::string words = EncodedWords(text);
    std::size_t begin = 0;
    std::string decoded;
    while (begin < words.size()) {
      const std::size_t end = std::min(words.find("\r\n ", begin), words.size());
      const std::string word = words.substr(begin, end - begin);
      EXPECT_LE(word.size(), 75U);
      const std::string part = ParseMail("S: " + word + "\r\n\r\n").headers.at("S");
      EXPECT_EQ(PlainLine(part, 100), part) << "a character was cut in two";
      decoded += part;
      begin = end + 3;
    }
    EXPECT_EQ(decoded, text);
  }
  EXPECT_EQ(EncodedWords(""), "");
}

struct AddressCase {
  const char* text;
  const char* name;
  const char* address;  // null: none
};

TEST(ParseMailAddress, TakesAddressesWithAndWithoutNames) {
  const AddressCase cases[] = {
      {"head@estate.example", "", "head@estate.example"},
      {"  head@estate.example ", "", "head@estate.example"},
      {"负责人 <head@estate.example>", "负责人", "head@estate.example"},
      {"<head@estate.example>", "", "head@estate.example"},
      {"first.last+alerts@mail.estate.example", "", "first.last+alerts@mail.estate.example"},
      {"", "", nullptr},
      {"head", "", nullptr},
      {"@estate.example", "", nullptr},
      {"head@", "", nullptr},
      {"a@b@c", "", nullptr},
      {"a b@c", "", nullptr},
      {"a@b\r\nBcc: x@y", "", nullptr},
      {"a@b\nRCPT TO:<x@y>", "", nullptr},
      {"负责\r\n人 <head@estate.example>", "", nullptr},
      {"a@b> SIZE=1", "", nullptr},
      {"a@b, c@d", "", nullptr},
      {"a@b;c", "", nullptr},
      {"\"a b\"@c", "", nullptr},
      {"电梯@estate.example", "", nullptr},
      {"x <a@b", "", nullptr},
      {"x <a@b> y", "", nullptr},
      {"x <<a@b>>", "", nullptr},
      {"a@\x7f", "", nullptr},
  };
  for (const AddressCase& c : cases) {
    const auto parsed = ParseMailAddress(c.text);
    ASSERT_EQ(parsed.has_value(), c.address != nullptr) << c.text;
    if (parsed) {
      EXPECT_EQ(parsed->name, c.name) << c.text;
      EXPECT_EQ(parsed->address, c.address) << c.text;
    }
  }
  EXPECT_FALSE(ParseMailAddress(std::string(250, 'a') + "@b.cn"));
  EXPECT_TRUE(ParseMailAddress(std::string(249, 'a') + "@b.cn"));
}

TEST(FormatMailDate, IsRfc5322) {
  EXPECT_EQ(FormatMailDate(kAlertedAt), "Mon, 02 Mar 2026 04:00:00 +0000");
  EXPECT_EQ(FormatMailDate(UtcTime{}), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(FormatMailDate(ParseRfc3339("2028-12-31T23:59:59.999999Z").value()),
            "Sun, 31 Dec 2028 23:59:59 +0000");
}

}  // namespace
}  // namespace forumwatch
