// What people do about a complaint and what the service does by itself: closing, re-opening
// (C1–C3).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/complaint_care.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const PostWords kNotMended{"1", "15", "小满", "7栋电梯今天又停了，根本没修好，天天爬楼！", ""};

class WayToClosure : public testing::Test {
 protected:
  // At ten on a Monday somebody complains and is answered with measures.
  WayToClosure() { house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning)}); }

  void Did(StepKind kind, std::string detail = "") {
    ComplaintCare care(house_.session(), house_.config);
    InTransaction(house_.session(), [&] {
      care.Name(house_.board().community, "云栖苑");
      StepStore(house_.session())
          .Append({kOnly, "李主管", house_.clock.Now(), kind, std::move(detail), ""});
      care.Reconsider(kOnly, house_.clock.Now());
    });
  }
  void HandledWithoutRevisit() {
    Did(StepKind::Handled);
    Did(StepKind::RevisitWaived, "无法联系");
  }
  void ShowAt(UtcTime seen, const PostWords& words, UtcTime posted) {
    house_.AdvanceTo(seen);
    house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning), Seen(words, posted)});
  }
  std::string Status() {
    return std::string(Name(ComplaintStore(house_.session()).Load(kOnly).value().status));
  }
  Step LastStep() { return StepStore(house_.session()).Of(kOnly).back(); }
  Duty FirstReply(int episode) { return house_.DutyOf(kOnly, DutyKind::FirstReply, episode); }

  static constexpr ComplaintId kOnly{1};
  House house_{kMorning};
};

TEST_F(WayToClosure, AQuietWeekAfterTheHandlingClosesIt) {
  house_.AdvanceTo(kMorning + hours(2));
  HandledWithoutRevisit();
  house_.AdvanceTo(kMorning + hours(2) + days(7) - minutes(1));
  EXPECT_EQ(Status(), "open");
  house_.Restart();
  house_.AdvanceTo(kMorning + days(8));
  EXPECT_EQ(Status(), "closed");
  const Step last = LastStep();
  EXPECT_EQ(last.kind, StepKind::Closed);
  EXPECT_EQ(last.who, "forumwatch");
  EXPECT_EQ(last.at, kMorning + hours(2) + days(7));
  EXPECT_THAT(last.why, HasSubstr("（C3）"));
  EXPECT_EQ(house_.DutyOf(kOnly, DutyKind::CloseCheck).state, DutyState::Met);
  EXPECT_EQ(ComplaintStore(house_.session()).NextLookAt(kOnly), std::nullopt);
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(WayToClosure, WhileARevisitIsOutstandingItStaysOpen) {
  Did(StepKind::Handled);
  house_.AdvanceTo(kMorning + days(20));
  EXPECT_EQ(Status(), "open");
  EXPECT_THAT(house_.Alerts(), Contains("revisit.due C1"));
  Did(StepKind::Revisited, "满意");
  EXPECT_EQ(Status(), "closed") << "the week is long over";
}

TEST_F(WayToClosure, AFollowUpWithinTheWeekOpensItAgainFromWhenItWasPosted) {
  HandledWithoutRevisit();
  const UtcTime posted = kMorning + days(2);
  ShowAt(posted + minutes(5), kNotMended, posted);
  EXPECT_EQ(LastStep().kind, StepKind::Reopened);
  EXPECT_EQ(LastStep().who, "forumwatch");
  EXPECT_EQ(LastStep().at, posted);
  EXPECT_EQ(LastStep().detail, "post 15");
  EXPECT_EQ(FirstReply(2).starts_at, posted);
  EXPECT_EQ(FirstReply(2).due_at, posted + hours(4));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "reopened C1"));
  ShowAt(posted + minutes(10), kNotMended, posted);
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "reopened C1")) << "once";
  house_.AdvanceTo(kMorning + days(20));
  EXPECT_EQ(Status(), "open");
  EXPECT_THAT(house_.Alerts(), Contains("first_reply.overdue C1"));
}

TEST_F(WayToClosure, AFollowUpAfterTheClosingOpensItAgain) {
  HandledWithoutRevisit();
  house_.AdvanceTo(kMorning + days(8));
  ASSERT_EQ(Status(), "closed");
  ShowAt(kMorning + days(9), kNotMended, kMorning + days(9));
  EXPECT_EQ(Status(), "open");
  EXPECT_EQ(FirstReply(2).starts_at, kMorning + days(9));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "reopened C1"));
}

// E4: a fault that was mended, and found good, is another one when it comes back.
TEST_F(WayToClosure, WhatComesBackAfterTheCustomerWasSatisfiedIsANewComplaint) {
  Did(StepKind::Handled);
  Did(StepKind::Revisited, "满意");
  house_.AdvanceTo(kMorning + days(8));
  ASSERT_EQ(Status(), "closed");
  house_.Restart();
  const UtcTime later = kMorning + days(9);
  ShowAt(later, kNotMended, later);
  EXPECT_EQ(Status(), "closed");
  ASSERT_EQ(house_.Complaints().size(), 2U);
  EXPECT_EQ(house_.DutyOf(ComplaintId{2}, DutyKind::FirstReply).starts_at, later);
  const DecisionRow placed = SegmentStore(house_.session()).LoadDecisions(ComplaintId{2}).at(0);
  EXPECT_THAT(placed.placement.suggested, ElementsAre(kOnly));
  EXPECT_THAT(placed.placement.reasons, Contains(HasSubstr("（E4）")));
  const PostWords again{"1", "16", "小满", "7栋电梯今天又停了，根本没修好，还要爬多久的楼！", ""};
  house_.AdvanceTo(later + hours(1));
  house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning), Seen(kNotMended, later),
               Seen(again, later + hours(1))});
  EXPECT_EQ(house_.Complaints().size(), 2U) << "the new one goes on";
}

TEST_F(WayToClosure, TheAlertOfAReopeningShowsThePostThatDidIt) {
  Did(StepKind::Closed);
  ShowAt(kMorning + days(1), kNotMended, kMorning + days(1));
  InTransaction(house_.session(), [&] {
    const auto sent =
        OutboxStore(house_.session()).ClaimDue("值班群", house_.clock.Now(), "run", 10);
    EXPECT_EQ(sent.back().alert.rule, "reopened");
    EXPECT_THAT(sent.back().text, HasSubstr("新帖：3月3日 10:00 小满：7栋电梯今天又停了"));
    EXPECT_THAT(sent.back().text, HasSubstr("原帖：https://forum.example/t1#p15"));
  });
}

TEST_F(WayToClosure, WhatWasPostedBeforeTheHandlingAndReadLaterOpensNothing) {
  house_.AdvanceTo(kMorning + hours(5));
  HandledWithoutRevisit();
  ShowAt(kMorning + days(1), kNotMended, kMorning + hours(3));
  EXPECT_EQ(LastStep().kind, StepKind::RevisitWaived);
  house_.AdvanceTo(kMorning + days(8));
  EXPECT_EQ(Status(), "closed");
  EXPECT_THAT(house_.Alerts(), Not(Contains("reopened C1")));
}

TEST_F(WayToClosure, WhatWasPostedBeforeAClosingByHandAndReadLaterOpensNothing) {
  house_.AdvanceTo(kMorning + hours(5));
  Did(StepKind::Closed);
  ShowAt(kMorning + days(1), kNotMended, kMorning + hours(3));
  EXPECT_EQ(Status(), "closed");
  EXPECT_EQ(house_.Complaints().at(0).times, 2) << "it is on record all the same";
}

TEST_F(WayToClosure, WhatWasPostedInAWeekThatWasTakenForQuietOpensItWhenItIsRead) {
  HandledWithoutRevisit();
  house_.AdvanceTo(kMorning + days(8));
  ASSERT_EQ(Status(), "closed");
  ShowAt(kMorning + days(9), kNotMended, kMorning + days(3));
  EXPECT_EQ(Status(), "open");
  EXPECT_EQ(LastStep().at, kMorning + days(9));
  EXPECT_EQ(FirstReply(2).starts_at, kMorning + days(9)) << "until then nobody could know";
  EXPECT_EQ(FirstReply(2).began_in, FirstReply(1).began_in);
}

TEST_F(WayToClosure, WhatIsClosedWhileItsClocksRunIsSilent) {
  House house(kMorning);
  house.Show({Seen(kLift, kMorning)});
  InTransaction(house.session(), [&] {
    StepStore(house.session()).Append({kOnly, "李主管", kMorning, StepKind::Closed, "", ""});
    ComplaintCare(house.session(), house.config).Reconsider(kOnly, kMorning);
  });
  house.AdvanceTo(kMorning + days(10));
  EXPECT_THAT(house.Alerts(), ElementsAre("complaint.new C1"));
  EXPECT_EQ(house.DutyOf(kOnly, DutyKind::FirstReply).state, DutyState::Void);
}

TEST_F(WayToClosure, WhatIsMergedIsSilent) {
  House house(kMorning);
  const PostWords garbage{"7", "71", "小李", "3栋楼下的垃圾三天没清了，臭得要命，没人管。",
                          "3栋垃圾没人清"};
  house.Show({Seen(garbage, kMorning)});
  house.Show({Seen(kLift, kMorning)});
  ASSERT_EQ(house.Complaints().size(), 2U);
  InTransaction(house.session(), [&] {
    ComplaintStore(house.session()).Merge(ComplaintId{2}, ComplaintId{1});
    ComplaintCare care(house.session(), house.config);
    care.Reconsider(ComplaintId{1}, kMorning);
    care.Reconsider(ComplaintId{2}, kMorning);
  });
  house.AdvanceTo(kMorning + days(10));
  EXPECT_THAT(house.Alerts(), Contains("first_reply.overdue C1"));
  EXPECT_THAT(house.Alerts(), Not(Contains("first_reply.overdue C2")));
  EXPECT_THAT(house.Alerts(), Not(Contains("complaint.unacknowledged C2")));
}

TEST_F(WayToClosure, WhoTakesNoticeStopsTheSecondPerson) {
  House house(kMorning);
  house.Show({Seen(kLift, kMorning)});
  house.AdvanceTo(kMorning + minutes(10));
  InTransaction(house.session(), [&] {
    StepStore(house.session())
        .Append({kOnly, "张监控", house.clock.Now(), StepKind::Acknowledged, "", ""});
    ComplaintCare(house.session(), house.config).Reconsider(kOnly, house.clock.Now());
  });
  house.AdvanceTo(kMorning + hours(2));
  EXPECT_THAT(house.Alerts(), ElementsAre("complaint.new C1", "first_reply.due_soon C1"));
}

}  // namespace
}  // namespace forumwatch
