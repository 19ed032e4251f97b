// What goes together to a person's phone, and what never does.
#include "tests/daemon/alerts/mails.h"
#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

using answers::MailReply;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class OneMessageTest : public OutboxTest {
 protected:
  OneMessageTest() { http_.On("smtp://mail.example", MailReply(250)); }

  void SayOf(ComplaintId complaint, const std::string& rule,
             const std::string& to = "head@estate.example") {
    Alert alert = MakeAlert(++number_);
    alert.complaint = complaint;
    alert.rule = rule;
    alert.title = rule + " " + Name(complaint);
    Write([&] {
      store_side_.InsertAlert(alert, alert.title + "\n编号 " + alert.id,
                              std::vector{AlertTarget{"mail", to}});
    });
  }
  // The subjects of the mails that were sent, in order.
  std::vector<std::string> Subjects() const {
    std::vector<std::string> subjects;
    for (const MailRequest& mail : http_.mails()) {
      subjects.push_back(ParseMail(mail.message).headers.at("Subject"));
    }
    return subjects;
  }
  std::string TextOf(std::size_t mail) const {
    return ParseMail(http_.mails().at(mail).message).text;
  }

 private:
  int number_ = 0;
};

TEST_F(OneMessageTest, OneMatterIsOneMessage) {
  SayOf(complaint_, "measures.overdue");
  SayOf(complaint_, "working_day.overdue");
  SayOf(Open(), "measures.overdue");
  Settle();
  EXPECT_THAT(Subjects(), ElementsAre("2 条提醒：measures.overdue C1 等", "measures.overdue C2"));
  EXPECT_THAT(TextOf(0), HasSubstr("measures.overdue C1\r\n编号 01J1"));
  EXPECT_THAT(TextOf(0), HasSubstr("working_day.overdue C1\r\n编号 01J2"));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 3, 0}));
}

TEST_F(OneMessageTest, ABurstIsOneMessageForEachReceiver) {
  for (int i = 0; i < 6; ++i) {
    const ComplaintId complaint = Open();
    SayOf(complaint, "measures.overdue");
    SayOf(complaint, "measures.overdue.copy", "leader@estate.example");
  }
  Settle();
  EXPECT_THAT(http_.mails(), SizeIs(2));
  EXPECT_THAT(Subjects(), Each(StartsWith("6 条提醒：")));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 12, 0}));
}

TEST_F(OneMessageTest, AFewMattersAreAFewMessages) {
  for (int i = 0; i < 4; ++i) {
    SayOf(Open(), "measures.overdue");
  }
  Settle();
  EXPECT_THAT(http_.mails(), SizeIs(4));
}

// B2, B10.
TEST_F(OneMessageTest, WhatIsUrgentGoesFirstAndNotAmongTheRest) {
  for (int i = 0; i < 6; ++i) {
    SayOf(Open(), "measures.overdue");
  }
  SayOf(Open(), "danger");
  SayOf(Open(), "first_reply.overdue");
  Settle();
  ASSERT_THAT(http_.mails(), SizeIs(3));
  EXPECT_THAT(Subjects(), ElementsAre(StartsWith("danger "), StartsWith("first_reply.overdue "),
                                      StartsWith("6 条提醒：measures.overdue ")));
  EXPECT_THAT(TextOf(2), Not(HasSubstr("danger")));
}

TEST_F(OneMessageTest, ABacklogOfUrgentOnesIsNamedOneByOneInAMessageOfTheirOwn) {
  for (int i = 0; i < 10; ++i) {
    SayOf(Open(), "first_reply.overdue");
  }
  Settle();
  ASSERT_THAT(http_.mails(), SizeIs(1));
  for (int i = 1; i <= 10; ++i) {
    EXPECT_THAT(TextOf(0), HasSubstr("编号 01J" + std::to_string(i) + "\r\n"));
  }
}

// B8
TEST_F(OneMessageTest, AStockTakeIsNeverShortenedToALineOfADigest) {
  for (int i = 0; i < 6; ++i) {
    SayOf(Open(), "measures.overdue");
  }
  SayOf(complaint_, "stock_take");
  SayOf(complaint_, "measures.overdue");
  Settle();
  EXPECT_THAT(Subjects(), testing::UnorderedElementsAre(StartsWith("7 条提醒：measures.overdue "),
                                                        "stock_take C1"));
}

TEST_F(OneMessageTest, WhatWasTriedInVainGoesAlone) {
  http_.Replace("smtp://mail.example", MailReply(451));
  for (int i = 0; i < 6; ++i) {
    SayOf(Open(), "measures.overdue");
  }
  Settle();
  EXPECT_THAT(http_.mails(), SizeIs(1));
  http_.Replace("smtp://mail.example", MailReply(250));
  while (SettleNext(kNoon + std::chrono::hours(2))) {
  }
  EXPECT_THAT(http_.mails(), SizeIs(7));
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 6, 0}));
}

}  // namespace
}  // namespace forumwatch
