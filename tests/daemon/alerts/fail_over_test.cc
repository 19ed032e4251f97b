// A person is told by the next of his ways when one fails, whoever else has the alert.
#include "tests/daemon/alerts/outbox_fixture.h"

namespace forumwatch {
namespace {

using answers::MailReply;
using answers::Silent;
using answers::Status;
using answers::Unreachable;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;

// 张敏 is told in a group, else by mail, else in another group; the head by mail.
const FailOver kTwoPeople = {{{{"群", ""}, {"mail", "zhang@estate.example"}, {"群二", ""}},
                              {{"mail", "head@estate.example"}}},
                             {{"群", ""}, {"mail", "head@estate.example"}}};

class FailOverTest : public OutboxTest {
 protected:
  FailOverTest() { Restart(kTwoPeople); }

  std::vector<std::string> MailedTo() const {
    std::vector<std::string> to;
    for (const MailRequest& mail : http_.mails()) {
      to.push_back(mail.to.front());
    }
    return to;
  }
};

TEST_F(FailOverTest, AfterTwoFailuresTheNextWayIsTakenThoughOthersHaveTheAlert) {
  http_.On("https://hooks.example/", Unreachable());
  http_.On("smtp://mail.example", MailReply(250));
  Say(1, {{"群", ""}, {"mail", "head@estate.example"}});
  Settle();
  EXPECT_THAT(MailedTo(), ElementsAre("head@estate.example"));
  ASSERT_TRUE(SettleNext(kNoon + seconds(5)));
  EXPECT_THAT(MailedTo(), ElementsAre("head@estate.example", "zhang@estate.example"));
  while (SettleNext(kNoon + hours(1))) {
  }
  EXPECT_THAT(MailedTo(), ElementsAre("head@estate.example", "zhang@estate.example")) << "once";
  EXPECT_EQ(http_.Hits("https://hooks2.example/"), 0U) << "the second way was enough";
}

TEST_F(FailOverTest, AGroupThatWasTheWayToSeveralIsMadeUpForToEachOfThem) {
  Restart({{{{"群", ""}, {"mail", "li@estate.example"}}, {{"群", ""}, {"群二", ""}}}, {}});
  http_.On("https://hooks.example/", Unreachable());
  http_.On("https://hooks2.example/", Status(200));
  http_.On("smtp://mail.example", MailReply(250));
  Say();
  Settle();
  ASSERT_TRUE(SettleNext(kNoon + seconds(5)));
  EXPECT_THAT(MailedTo(), ElementsAre("li@estate.example"));
  EXPECT_EQ(http_.Hits("https://hooks2.example/"), 1U);
}

TEST_F(FailOverTest, EachFurtherWayIsTakenOnlyWhenTheOneBeforeHasFailed) {
  http_.On("https://hooks.example/", Unreachable());
  http_.On("smtp://mail.example", MailReply(451));
  http_.On("https://hooks2.example/", Status(200));
  Say();
  Settle();
  ASSERT_TRUE(SettleNext(kNoon + seconds(5)));
  EXPECT_EQ(http_.Hits("https://hooks2.example/"), 0U) << "the mail is being tried";
  while (http_.Hits("https://hooks2.example/") == 0 && SettleNext(kNoon + hours(2))) {
  }
  EXPECT_EQ(http_.Hits("https://hooks2.example/"), 1U);
}

TEST_F(FailOverTest, AnAttemptInDoubtIsNoProof) {
  http_.On("https://hooks.example/", Silent());
  http_.On("smtp://mail.example", MailReply(250));
  Say();
  for (int i = 0; i < 10 && http_.mails().empty(); ++i) {
    Settle();
    Advance(seconds(20));
    http_.DeliverAll();
  }
  EXPECT_THAT(MailedTo(), ElementsAre("zhang@estate.example"));
}

TEST_F(FailOverTest, WhereNoWayIsLeftAnybodyIsTold) {
  http_.On("smtp://mail.example", MailReply(550));
  http_.On("https://hooks.example/", Status(200));
  Say(1, {{"mail", "head@estate.example"}});
  Settle();
  EXPECT_EQ(http_.Hits("https://hooks.example/"), 1U);
  EXPECT_EQ(Counts(), (OutboxCounts{0, 0, 1, 1}));
}

TEST_F(FailOverTest, ARestartForgetsNothing) {
  http_.On("https://hooks.example/", Unreachable());
  http_.On("smtp://mail.example", MailReply(250));
  Say();
  Settle();
  Restart(kTwoPeople);
  ASSERT_TRUE(SettleNext(kNoon + minutes(2)));
  EXPECT_THAT(MailedTo(), ElementsAre("zhang@estate.example"));
}

}  // namespace
}  // namespace forumwatch
