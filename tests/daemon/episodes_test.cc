// What becomes of a complaint's clocks when further threads speak of it (E4, B2, B3), and when
// posts are edited, taken back or found late.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/duties.h"
#include "daemon/store/outbox.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const PostWords kAgain{"6", "61", "阿禾", "7栋电梯又停了，两天没人来修，老人上不了楼。",
                       "7栋电梯又停了"};
const PostWords kAgainMeasures{"6", "62", "云栖客服", kMeasures.text, ""};
const PostWords kThird{"8", "81", "阿苗", "7栋电梯又停了，已经两天没人来修，老人上不了楼啊。",
                       "7栋电梯又停了"};

PostWords Edited(PostWords post, const std::string& text, const std::string& title = "") {
  post.text = text;
  post.title = title.empty() ? text : title;
  return post;
}

class Episodes : public testing::Test {
 protected:
  // Posted and seen that long after the morning.
  void Show(const PostWords& words, Duration posted) { ShowLater(words, posted, posted); }
  void ShowLater(const PostWords& words, Duration posted, Duration seen) {
    house_.AdvanceTo(std::max(kMorning + seen, house_.clock.Now()));
    house_.Show({Seen(words, kMorning + posted)});
  }
  // Thread 1 is read to its end and holds the first post alone; twice, so that it counts.
  void TakeBackReplies(Duration at) {
    Reading reading;
    ThreadReading& thread = reading.finished.emplace_back();
    thread.state.thread = "1";
    thread.whole = true;
    thread.post_ids = {"11"};
    for (const auto& more : {minutes(0), minutes(20)}) {
      house_.AdvanceTo(kMorning + at + more);
      house_.pipeline().OnPage(house_.board(), reading, house_.clock.Now());
      house_.EndVisit();
    }
  }
  // "1 met, 2 open": the clocks of C1, of that kind.
  std::string States(DutyKind kind = DutyKind::FirstReply) {
    std::string states;
    for (const Duty& duty : DutyStore(house_.session()).Load(ComplaintId(1))) {
      if (duty.kind == kind) {
        states += (states.empty() ? "" : ", ") + std::to_string(duty.episode) + " " +
                  std::string(Name(duty.state));
      }
    }
    return states;
  }
  // "complaint.new 2": rule and episode, of C1.
  std::vector<std::string> Said() {
    std::vector<std::string> said;
    for (const Alert& alert : OutboxStore(house_.session()).AlertsOf(ComplaintId(1))) {
      said.push_back(alert.rule + " " + std::to_string(alert.episode));
    }
    return said;
  }

  [[nodiscard]] SeenPost Now(const PostWords& words) const {
    return Seen(words, house_.clock.Now());
  }
  [[nodiscard]] SeenPost Ago(const PostWords& words, Duration ago) const {
    return Seen(words, house_.clock.Now() - ago);
  }

  House house_{kMorning};
};

TEST_F(Episodes, WhatIsSaidAgainElsewhereAfterTheAnswerIsTheSameWithAClockOfItsOwn) {
  house_.Show({Now(kLift), Now(kMeasures)});
  house_.clock.Advance(hours(24 * 5));
  house_.Show({Now(kAgain)});
  const Complaint complaint = house_.Complaints().at(0);
  EXPECT_EQ(complaint.times, 2) << "one event, one complaint (E4)";
  EXPECT_EQ(house_.DutyOf(complaint.id, DutyKind::FirstReply).state, DutyState::Met);
  const Duty again = house_.DutyOf(complaint.id, DutyKind::FirstReply, 2);
  EXPECT_EQ(again.state, DutyState::Open);
  EXPECT_EQ(again.due_at, house_.clock.Now() + hours(4));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "complaint.new C1"));
  house_.AdvanceTo(house_.clock.Now() + hours(5));
  EXPECT_THAT(house_.Alerts(), Contains("first_reply.overdue C1"));
}

TEST_F(Episodes, WhatIsSaidAgainElsewhereAfterOverdueWasSaidHasAClockOfItsOwn) {
  house_.Show({Now(kLift)});
  house_.AdvanceTo(kMorning + hours(30));
  house_.Show({Now(kAgain)});
  EXPECT_EQ(house_.DutyOf(house_.Complaints().at(0).id, DutyKind::FirstReply).state,
            DutyState::Missed);
  EXPECT_EQ(house_.DutyOf(house_.Complaints().at(0).id, DutyKind::FirstReply, 2).state,
            DutyState::Open);
}

TEST_F(Episodes, AClockThatAFurtherThreadStartedIsNotUndoneByItsEdit) {
  house_.Show({Now(kLift), Now(kMeasures)});
  house_.clock.Advance(hours(24));
  house_.Show({Now(kAgain)});
  const UtcTime started = house_.clock.Now();
  PostWords edited = kAgain;
  edited.title = edited.text = "算了，不说了";
  house_.clock.Advance(hours(1));
  house_.Show({Ago(edited, hours(1))});
  EXPECT_EQ(house_.DutyOf(ComplaintId(1), DutyKind::FirstReply, 2).starts_at, started);
  EXPECT_EQ(house_.DutyOf(ComplaintId(1), DutyKind::FirstReply, 2).state, DutyState::Open);
}

TEST_F(Episodes, WhatIsSaidAgainElsewhereWhileTheClocksRunJoins) {
  house_.Show({Now(kLift)});
  house_.clock.Advance(hours(1));
  house_.Show({Now(kAgain)});
  EXPECT_EQ(house_.Complaints().at(0).times, 2);
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "complaint.unacknowledged C1"));
  EXPECT_EQ(house_.DutyOf(house_.Complaints().at(0).id, DutyKind::FirstReply, 2).starts_at,
            UtcTime{})
      << "none";
}

TEST_F(Episodes, InItsOwnThreadAFollowUpAfterTheAnswerStartsNothing) {
  house_.Show({Now(kLift), Now(kMeasures)});
  house_.clock.Advance(hours(24 * 5));
  house_.Show({Now(kSameHere)});
  EXPECT_EQ(house_.Complaints().at(0).times, 2);
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(Episodes, AReplyTakenBackLetsNoLaterThreadGoUnsaid) {
  Show(kLift, hours(0));
  Show(kReceived, minutes(30));
  Show(kAgain, hours(1));
  TakeBackReplies(hours(6));
  Show(kThird, hours(30));
  house_.AdvanceTo(kMorning + hours(60));
  EXPECT_EQ(States(), "1 missed, 2 missed, 3 missed");
  EXPECT_THAT(Said(), Contains("complaint.new 3"));
  EXPECT_THAT(Said(), Contains("first_reply.due_soon 3"));
  EXPECT_THAT(Said(), Contains("first_reply.overdue 3"));
}

TEST_F(Episodes, AnAnswerToAllEndsAllOfThem) {
  Show(kLift, hours(0));
  Show(kMeasures, minutes(30));
  Show(kAgain, hours(1));
  TakeBackReplies(hours(1) + minutes(20));
  PostWords again = kMeasures;
  again.post = "19";
  Show(again, hours(2));
  EXPECT_EQ(States(), "1 met, 2 met");
  EXPECT_EQ(States(DutyKind::Measures), "1 met, 2 met");
}

TEST_F(Episodes, AThreadFoundLateRenumbersNothing) {
  Show(kLift, hours(0));
  Show(kMeasures, hours(1));
  Show(kThird, hours(30));
  house_.AdvanceTo(kMorning + hours(60));
  const auto before = Said();
  ShowLater(kAgain, hours(20), hours(60));
  EXPECT_EQ(States(), "1 met, 2 missed, 3 missed");
  auto after = Said();
  ASSERT_GT(after.size(), before.size());
  EXPECT_THAT(after, Contains("first_reply.overdue 3"));
  after.resize(before.size());
  EXPECT_EQ(after, before);
}

TEST_F(Episodes, AnOlderThreadFoundLateRepeatsNothing) {
  Show(kLift, hours(0));
  house_.AdvanceTo(kMorning + hours(10));
  auto said = Said();
  ShowLater(kAgain, -hours(5), hours(10));
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(States(), "1 missed");
  said.emplace_back("working_day.overdue 1");  // it began before work and ended with it
  EXPECT_EQ(Said(), said);
}

TEST_F(Episodes, ThanksWrittenOverAComplaintUndoNoAnswer) {
  Show(kLift, hours(0));
  Show(kMeasures, hours(1));
  Show(kAgain, hours(24));
  Show(kAgainMeasures, hours(25));
  const PostWords thanks = Edited(kAgain, "已经修好了，谢谢物业。", "谢谢物业");
  ShowLater(thanks, hours(24), hours(26));
  house_.AdvanceTo(kMorning + hours(40));
  EXPECT_EQ(States(), "1 met, 2 met");
  EXPECT_EQ(States(DutyKind::Measures), "1 met, 2 met");
  EXPECT_THAT(Said(), ElementsAre("complaint.new 1", "complaint.unacknowledged 1",
                                  "complaint.new 2", "complaint.unacknowledged 2"));
}

TEST_F(Episodes, ThanksWrittenOverTheOnlyPostUndoNoAnswer) {
  Show(kLift, hours(0));
  Show(kMeasures, hours(1));
  ShowLater(Edited(kLift, "已经修好了，谢谢物业。", "谢谢物业"), hours(0), hours(2));
  house_.AdvanceTo(kMorning + hours(20));
  EXPECT_EQ(States(), "1 met");
  EXPECT_EQ(States(DutyKind::Measures), "1 met");
}

TEST_F(Episodes, AReplyInAThreadThatNoLongerComplainsIsSeen) {
  Show(kLift, hours(0));
  ShowLater(Edited(kLift, "算了，不说了。"), hours(0), hours(1));
  Show(kMeasures, hours(2));
  EXPECT_EQ(States(), "1 met");
}

TEST_F(Episodes, ASecondEditKeepsTheTimeOfTheFirst) {
  Show(kTalk, hours(0));
  const PostWords edited = Edited(kTalk, kLift.text, kLift.title);
  ShowLater(edited, hours(0), hours(240));
  const UtcTime opened = house_.Complaints().at(0).opened_at;
  ASSERT_EQ(opened, kMorning + hours(240));
  const PostWords corrected =
      Edited(kTalk, "3栋电梯又停了，已经两天没人来修，老人上不了楼。", "3栋电梯又停了");
  ShowLater(corrected, hours(0), hours(240) + minutes(10));
  EXPECT_EQ(house_.Complaints().at(0).opened_at, opened);
  EXPECT_THAT(Said(), ElementsAre("complaint.new 1"));
}

TEST_F(Episodes, TheOpeningPostEditedAfterTheAnswerStartsNothing) {
  Show(kLift, hours(0));
  Show(kMeasures, hours(1));
  Show(kSameHere, hours(2));
  const PostWords edited =
      Edited(kLift, "电梯又停了，已经两天没人来修，老人上不了楼。", "电梯又停了");
  ShowLater(edited, hours(0), hours(3));
  EXPECT_EQ(States(), "1 met");
  EXPECT_EQ(States(DutyKind::Measures), "1 met");
}

TEST_F(Episodes, TheOpeningPostEditedKeepsItsAnswerThoughAnotherThreadSpeaks) {
  Show(kLift, hours(0));
  Show(kMeasures, hours(1));
  Show(kAgain, hours(2));
  const PostWords edited =
      Edited(kLift, "电梯又停了，已经两天没人来修，老人上不了楼。", "电梯又停了");
  ShowLater(edited, hours(0), hours(5));
  house_.AdvanceTo(kMorning + hours(12));
  EXPECT_EQ(States(), "1 met, 2 missed");
  EXPECT_EQ(house_.DutyOf(ComplaintId(1), DutyKind::FirstReply, 2).starts_at, kMorning + hours(2));
}

TEST_F(Episodes, AMatterThatAnEditAddsTakesNoMeasuresAway) {
  Show(kLift, hours(0));
  Show({"1", "15", "云栖客服", "已安排专人今天下午处理，预计18点完成，负责人张工。", ""},
       minutes(30));
  const PostWords edited =
      Edited(kLift, kLift.text + "\n另外，东门保安打瞌睡，外来人员随便进，没人管！", kLift.title);
  ShowLater(edited, hours(0), hours(2));
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  EXPECT_EQ(States(DutyKind::Measures), "1 met");
}

TEST_F(Episodes, SupportInAThreadOfHistoryStartsNothing) {
  const Duration old = -hours(24 * 60);
  house_.Show({Seen(kLift, kMorning + old), Seen(kMeasures, kMorning + old + hours(1))});
  Show(kAgain, hours(1));
  Show(kAgainMeasures, hours(2));
  Show(kSameHere, hours(30));
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(States(), "1 met");
}

TEST_F(Episodes, AtAFirstLookTheLastUnansweredSpeaksForThoseBefore) {
  house_.clock.Set(kMorning + hours(24 * 9) + hours(6));
  for (int i = 0; i < 10; ++i) {
    PostWords words = kLift;
    words.thread = std::to_string(100 + i);
    words.post = std::to_string(1000 + i);
    words.author = "业主" + std::to_string(i);
    house_.ShowThread({Seen(words, kMorning + hours(24 * i))});
  }
  house_.EndVisit();
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_THAT(Said(), ElementsAre("complaint.new 1", "group_tendency 1", "measures.due_soon 8",
                                  "complaint.new 10", "first_reply.overdue 10"));
  const auto alerts = OutboxStore(house_.session()).AlertsOf(ComplaintId(1));
  EXPECT_THAT(alerts[4].reason, HasSubstr("此前另有 9 个帖子没有等到回复"));
}

TEST_F(Episodes, AnAlertLeadsToTheThreadItIsAbout) {
  Show(kLift, hours(0));
  Show(kMeasures, hours(1));
  Show(kAgain, hours(24));
  std::vector<std::string> urls;
  const Transaction transaction(house_.session());
  for (const Delivery& delivery :
       OutboxStore(house_.session()).ClaimDue("值班群", house_.clock.Now(), "test", 10)) {
    urls.push_back(delivery.alert.rule + " " + std::to_string(delivery.alert.episode) + " " +
                   delivery.url);
    EXPECT_THAT(delivery.text, HasSubstr(delivery.url));
  }
  EXPECT_THAT(urls, ElementsAre("complaint.new 1 " + Seen(kLift, kMorning).url,
                                "complaint.unacknowledged 1 " + Seen(kLift, kMorning).url,
                                "complaint.new 2 " + Seen(kAgain, kMorning).url));
}

TEST_F(Episodes, AnotherBoardsVisitDoesNotSpeakForOneCutShort) {
  house_.clock.Advance(hours(5));
  house_.ShowBeginning({Seen(kLift, kMorning)});
  house_.Restart();
  const SourceOnRecord other =
      house_.pipeline().Register("云栖苑", "邻里圈", "feed", "https://other.example/", kMorning);
  house_.pipeline().OnVisitEnd(other, {}, true, house_.clock.Now());
  EXPECT_THAT(house_.Alerts(), IsEmpty());
  house_.Show({Seen(kReceived, kMorning + hours(1))});
  EXPECT_EQ(States(), "1 met");
  EXPECT_THAT(Said(), Not(Contains("first_reply.overdue 1")));
}

// B2, B3 ask for an answer on the forum.
class OtherChannels : public testing::Test {
 protected:
  House house_{kMorning};

  void Call(SeenPost post) {
    const ArrivedPost call{std::move(post), Channel::Phone, house_.clock.Now()};
    house_.pipeline().OnPosts(house_.board(), {&call, 1}, house_.clock.Now());
  }
  Duty FirstReply() { return house_.DutyOf(house_.Complaints().at(0).id, DutyKind::FirstReply); }
};

TEST_F(OtherChannels, WhoCalledWaitsForNoReplyOnTheForum) {
  Call(Seen(kLift, kMorning));
  house_.AdvanceTo(kMorning + hours(72));
  EXPECT_THAT(DutyStore(house_.session()).Load(ComplaintId(1)), SizeIs(1)) << "B2: a working day";
  EXPECT_EQ(house_.DutyOf(ComplaintId(1), DutyKind::WorkingDay).due_at, kMorning + hours(24));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "working_day.overdue C1"));
}

TEST_F(OtherChannels, TheClocksOfSuchAComplaintStartWhenSomebodyPostsIt) {
  Call(Seen(kLift, kMorning));
  house_.AdvanceTo(kMorning + hours(1));
  house_.Show({Seen(kAgain, house_.clock.Now())});
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(FirstReply().starts_at, kMorning + hours(1));
  house_.AdvanceTo(kMorning + hours(5) + minutes(1));
  EXPECT_THAT(house_.Alerts(),
              ElementsAre("complaint.new C1", "complaint.new C1", "complaint.unacknowledged C1",
                          "first_reply.due_soon C1", "first_reply.due_soon C1",
                          "first_reply.due_soon C1", "first_reply.overdue C1"));
}

TEST_F(OtherChannels, ANoteOnTheCallIsNoReplyOnTheForum) {
  house_.Show({Seen(kLift, kMorning)});
  Call(Seen(kAgain, kMorning));
  Call(Seen(kAgainMeasures, kMorning + minutes(5)));
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(FirstReply().state, DutyState::Open);
}

TEST_F(OtherChannels, ACallThatIsCorrectedStartsNoClockOfTheForum) {
  Call(Seen(kLift, kMorning));
  Call(Seen(Edited(kLift, kTalk.text, kTalk.title), kMorning));
  house_.AdvanceTo(kMorning + hours(72));
  EXPECT_EQ(FirstReply().starts_at, UtcTime{}) << "none";
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "working_day.overdue C1"));
}

TEST_F(OtherChannels, ACallAboutWhatWasPostedMovesNoClock) {
  house_.Show({Seen(kLift, kMorning)});
  house_.AdvanceTo(kMorning + hours(1));
  Call(Seen(kAgain, kMorning - hours(3)));
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(FirstReply().starts_at, kMorning);
}

}  // namespace
}  // namespace forumwatch
