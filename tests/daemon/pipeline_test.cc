#include "daemon/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
using testing::SizeIs;

const PostWords kGarbage{"1", "15", "小满", "还有，我们3栋楼下的垃圾三天没清了，臭得要命。", ""};

class PipelineTest : public testing::Test {
 protected:
  House house_{kMorning};

  [[nodiscard]] SeenPost Now(const PostWords& words) const {
    return Seen(words, house_.clock.Now());
  }
  [[nodiscard]] SeenPost Ago(const PostWords& words, Duration age) const {
    return Seen(words, house_.clock.Now() - age);
  }
  Complaint Only() {
    const auto complaints = house_.Complaints();
    EXPECT_THAT(complaints, SizeIs(1));
    return complaints.empty() ? Complaint{} : complaints.front();
  }
};

TEST_F(PipelineTest, AComplaintIsOpenedClockedAndAnnounced) {
  house_.Show({Now(kLift)});
  const Complaint complaint = Only();
  EXPECT_EQ(complaint.summary, "7栋电梯又停了");
  EXPECT_EQ(complaint.opened_at, kMorning);
  EXPECT_EQ(complaint.people, 1);
  EXPECT_THAT(complaint.topics, Contains("电梯"));
  EXPECT_GT(complaint.heat.now, 0);
  EXPECT_EQ(house_.DutyOf(complaint.id, DutyKind::FirstReply).due_at, kMorning + hours(4));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(PipelineTest, TalkIsRecordedAndWakesNobody) {
  house_.Show({Now(kTalk)});
  EXPECT_TRUE(PostStore(house_.session()).Find(house_.board().id, "2", "21"));
  EXPECT_THAT(house_.Complaints(), IsEmpty());
  EXPECT_THAT(house_.Alerts(), IsEmpty());
}

TEST_F(PipelineTest, WhatIsStillToBeReadIsRememberedWithThePageThatNamedIt) {
  Reading list;
  list.remember.resize(2);
  list.remember[0].thread = "8";
  list.remember[0].url = "https://forum.example/t8";
  list.remember[1].signature = "complete";  // the list's own state, under the empty id
  house_.pipeline().OnPage(house_.board(), list, kMorning);
  const Cursor cursor =
      SourceStore(house_.session()).LoadCursor(house_.board().id, kMorning, kMorning);
  EXPECT_EQ(cursor.threads.at("8").url, "https://forum.example/t8");
  EXPECT_EQ(cursor.threads.at("").signature, "complete");
  EXPECT_THAT(house_.Complaints(), IsEmpty());
}

TEST_F(PipelineTest, TheSamePageAgainChangesNothing) {
  house_.Show({Now(kLift), Now(kSameHere)});
  const Complaint before = Only();
  const auto alerts = house_.Alerts();
  house_.Show({Now(kLift), Now(kSameHere)});
  EXPECT_EQ(Only().times, before.times);
  EXPECT_EQ(Only().people, before.people);
  EXPECT_EQ(house_.Alerts(), alerts);
}

TEST_F(PipelineTest, AFollowUpJoinsItsThreadsComplaint) {
  house_.Show({Now(kLift)});
  house_.clock.Advance(minutes(20));
  house_.Show({Ago(kLift, minutes(20)), Now(kSameHere)});
  EXPECT_EQ(Only().people, 2);
  EXPECT_EQ(Only().times, 2);
}

TEST_F(PipelineTest, TheSameAccountNumberOnTwoForumsIsTwoPeople) {
  const SourceOnRecord other =
      house_.pipeline().Register("云栖苑", "邻里圈", "feed", "https://other.example/", kMorning);
  SeenPost here = Now(kLift);
  here.author_id = "15";
  SeenPost there = Now({"9", "91", "小李", kLift.text, kLift.title});
  there.author_id = "15";
  house_.Show({here});
  const ArrivedPost arrived{there, Channel::Forum, kMorning};
  house_.pipeline().OnPosts(other, {&arrived, 1}, kMorning);
  EXPECT_EQ(Only().times, 2);
  EXPECT_EQ(Only().people, 2);
}

TEST_F(PipelineTest, WhoDoesNotSayTheirNameIsSomebodyElseInEachPost) {
  SeenPost nameless = Now(kSameHere);
  nameless.author = "匿名";
  SeenPost unsigned_post = Now({"1", "16", "", kSameHere.text, ""});
  house_.Show({Now(kLift), nameless, unsigned_post, Now({"1", "17", "匿名", kLift.text, ""})});
  EXPECT_EQ(Only().people, 4);
  EXPECT_GT(Only().heat.terms.at("people"), 39) << "four people, who each spoke once";
}

TEST_F(PipelineTest, AnAccountWithANumberIsOnePersonWhateverItIsCalled) {
  SeenPost first = Now(kLift);
  first.author_id = "15";
  SeenPost again = Now(kSameHere);
  again.author_id = "15";
  again.author = "匿名";
  house_.Show({first, again});
  EXPECT_EQ(Only().people, 1);
}

TEST_F(PipelineTest, NewMatterInAFollowUpIsAComplaintOfItsOwn) {
  house_.Show({Now(kLift), Now(kGarbage)});
  const auto complaints = house_.Complaints();
  ASSERT_THAT(complaints, SizeIs(2));
  EXPECT_THAT(complaints[1].topics, Contains("清洁垃圾"));
  EXPECT_THAT(complaints[1].summary, HasSubstr("垃圾"));
}

TEST_F(PipelineTest, OnlyTheFirstMatterOfAnOpeningPostIsNamedByTheTitle) {
  PostWords both = kLift;
  both.text += "\n还有，3栋楼下的垃圾三天没清了，臭得要命，没人管。";
  house_.Show({Now(both)});
  const auto complaints = house_.Complaints();
  ASSERT_THAT(complaints, SizeIs(2));
  EXPECT_EQ(complaints[0].summary, "7栋电梯又停了");
  EXPECT_EQ(complaints[1].summary, "还有，3栋楼下的垃圾三天没清了，臭得要命，没人管。");
}

TEST_F(PipelineTest, AnAcknowledgementSatisfiesTheFirstReplyOnly) {
  house_.Show({Now(kLift)});
  house_.clock.Advance(hours(1));
  house_.Show({Ago(kLift, hours(1)), Now(kReceived)});
  const ComplaintId id = Only().id;
  EXPECT_EQ(house_.DutyOf(id, DutyKind::FirstReply).state, DutyState::Met);
  EXPECT_EQ(house_.DutyOf(id, DutyKind::FirstReply).satisfied_by, "post 13");
  EXPECT_EQ(house_.DutyOf(id, DutyKind::Measures).state, DutyState::Open);
}

TEST_F(PipelineTest, MeasuresSatisfyBoth) {
  house_.Show({Now(kLift)});
  house_.clock.Advance(hours(1));
  house_.Show({Ago(kLift, hours(1)), Now(kMeasures)});
  EXPECT_EQ(house_.DutyOf(Only().id, DutyKind::FirstReply).state, DutyState::Met);
  EXPECT_EQ(house_.DutyOf(Only().id, DutyKind::Measures).state, DutyState::Met);
}

TEST_F(PipelineTest, WithoutAReplyItClimbsTheLadderSayingEachRungOnce) {
  house_.Show({Now(kLift)});
  house_.AdvanceTo(kMorning + hours(12));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "complaint.unacknowledged C1",
                                           "first_reply.due_soon C1", "first_reply.due_soon C1",
                                           "first_reply.due_soon C1", "first_reply.overdue C1",
                                           "measures.due_soon C1", "measures.overdue C1"));
  house_.AdvanceTo(kMorning + hours(72));
  EXPECT_THAT(house_.Alerts(), SizeIs(9));
  EXPECT_EQ(house_.Alerts().back(), "working_day.overdue C1");
}

TEST_F(PipelineTest, AReplyThatDisappearsNoLongerSatisfies) {
  house_.Show({Now(kLift), Now(kReceived)});
  const ComplaintId id = Only().id;
  EXPECT_EQ(house_.DutyOf(id, DutyKind::FirstReply).state, DutyState::Met);
  Reading without;
  without.posts = {Now(kLift)};
  without.finished.push_back({});
  without.finished[0].state.thread = "1";
  without.finished[0].whole = true;
  without.finished[0].post_ids = {"11"};
  house_.pipeline().OnPage(house_.board(), without, house_.clock.Now());
  house_.EndVisit();
  EXPECT_EQ(house_.DutyOf(id, DutyKind::FirstReply).state, DutyState::Met) << "seen missing once";
  house_.clock.Advance(minutes(11));
  house_.pipeline().OnPage(house_.board(), without, house_.clock.Now());
  house_.EndVisit();
  EXPECT_EQ(house_.DutyOf(id, DutyKind::FirstReply).state, DutyState::Open) << "confirmed gone";
}

TEST_F(PipelineTest, WhileAThreadHasMorePagesItsClocksSayNothing) {
  house_.clock.Advance(hours(5));
  house_.ShowBeginning({Ago(kLift, hours(5))});
  EXPECT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_THAT(house_.Alerts(), IsEmpty());
  house_.Show({Ago(kReceived, hours(4))});
  EXPECT_THAT(house_.Alerts(), testing::Not(Contains("first_reply.overdue C1")));
}

TEST_F(PipelineTest, UntilAVisitIsOverWhatItHasNotReadIsNotCalledMissing) {
  const PostWords later{"5", "51", "阿禾", "7栋电梯又停了，已经两天没人来修，老人上不了楼。",
                        "7栋电梯又停了"};
  house_.clock.Advance(hours(29));
  house_.ShowThread({Ago(later, hours(29))});  // listed first
  EXPECT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_THAT(house_.Alerts(), IsEmpty());
  house_.ShowThread({Ago(kLift, hours(29)), Ago(kMeasures, hours(28))});
  EXPECT_THAT(house_.Alerts(), IsEmpty());
  house_.EndVisit();
  EXPECT_EQ(house_.DutyOf(Only().id, DutyKind::FirstReply).state, DutyState::Met);
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(PipelineTest, WhatAVisitCutShortLeftWaitingIsLookedAtAfterTheNext) {
  house_.ShowThread({Now(kLift)});
  house_.Restart();
  house_.EndVisit();
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(PipelineTest, WhenTheRestOfAThreadNeverComesTheClocksSpeakAnyway) {
  house_.clock.Advance(hours(5));
  house_.ShowBeginning({Ago(kLift, hours(5))});
  house_.AdvanceTo(house_.clock.Now() + minutes(3));
  EXPECT_THAT(house_.Alerts(), Contains("first_reply.overdue C1"));
}

TEST_F(PipelineTest, PostsOlderThanTheHorizonAreHistory) {
  house_.Show({Ago(kLift, Duration(house_.config.backfill) + hours(1))});
  EXPECT_TRUE(Only().history);
  EXPECT_THAT(DutyStore(house_.session()).Load(Only().id), IsEmpty());
  house_.AdvanceTo(kMorning + hours(48));
  EXPECT_THAT(house_.Alerts(), IsEmpty());
}

TEST_F(PipelineTest, AFreshFollowUpWakesHistoryAndItsClockStartsThere) {
  const Duration old = Duration(house_.config.backfill) + hours(1);
  house_.Show({Ago(kLift, old)});
  house_.clock.Advance(hours(1));
  house_.Show({Ago(kLift, old + hours(1)), Now(kSameHere)});
  EXPECT_FALSE(Only().history);
  EXPECT_EQ(Only().opened_at, house_.clock.Now());
  EXPECT_EQ(house_.DutyOf(Only().id, DutyKind::FirstReply).due_at, house_.clock.Now() + hours(4));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(PipelineTest, TheHorizonStaysWhereItWasAfterARestart) {
  house_.clock.Advance(hours(24 * 60));
  house_.Restart();
  house_.Show({Seen(kLift, kMorning + hours(1))});
  EXPECT_FALSE(Only().history) << "posted after the service had begun, seen much later";
}

TEST_F(PipelineTest, AFuturePostStartsItsClockWhenItWasSeen) {
  house_.Show({Seen(kLift, kMorning + hours(30))});
  EXPECT_EQ(Only().opened_at, kMorning);
}

TEST_F(PipelineTest, AnUnknownDateStartsTheClockWhenThePostWasSeen) {
  house_.Show({Seen(kLift, std::nullopt)});
  EXPECT_EQ(Only().opened_at, kMorning);
}

TEST_F(PipelineTest, AnEditThatSaysTheSameKeepsEverything) {
  house_.Show({Now(kLift)});
  PostWords edited = kLift;
  edited.text += "补充：今天早上还是没人来。";
  house_.clock.Advance(minutes(30));
  house_.Show({Ago(edited, minutes(30))});
  EXPECT_EQ(Only().opened_at, kMorning);
  EXPECT_EQ(Only().times, 1);
  EXPECT_THAT(PostStore(house_.session())
                  .RevisionsOf(PostStore(house_.session()).Find(house_.board().id, "1", "11")->id),
              SizeIs(1));
}

TEST_F(PipelineTest, AnEditThatTurnsToAnotherMatterStaysWithItsOnlyComplaint) {
  house_.Show({Now(kLift)});
  PostWords edited = kLift;
  edited.title = "地下车库漏水";
  edited.text = "地下车库B区漏水，车都被泡了，没人管。";
  house_.Show({Now(edited)});
  EXPECT_EQ(Only().opened_at, kMorning);
  EXPECT_THAT(SegmentStore(house_.session()).LoadDecisions(Only().id).front().placement.reasons,
              Contains(HasSubstr("修改")));
}

TEST_F(PipelineTest, TalkEditedIntoAComplaintStartsItsClockWithTheEdit) {
  PostWords edited = kTalk;
  edited.title = kLift.title;
  edited.text = kLift.text;
  struct Case {
    const char* name;
    std::optional<UtcTime> edited_at;
    UtcTime starts_at;
  };
  const UtcTime seen = kMorning + hours(24 * 55);
  const Case cases[] = {{"the forum says when", seen - hours(1), seen - hours(1)},
                        {"it does not", std::nullopt, seen},
                        {"later than seen", seen + hours(5), seen},
                        {"before the talk was seen", kMorning - hours(5), kMorning}};
  for (const Case& c : cases) {
    House house(kMorning);
    house.Show({Seen(kTalk, kMorning)});
    house.clock.Set(seen);
    SeenPost post = Seen(edited, kMorning);
    post.edited_at = c.edited_at;
    house.Show({post});
    const auto complaints = house.Complaints();
    ASSERT_THAT(complaints, SizeIs(1)) << c.name;
    EXPECT_EQ(complaints[0].opened_at, c.starts_at) << c.name;
    EXPECT_EQ(house.DutyOf(complaints[0].id, DutyKind::FirstReply).due_at, c.starts_at + hours(4))
        << c.name;
    EXPECT_EQ(PostStore(house.session()).Find(house.board().id, "2", "21")->at(), kMorning);
  }
}

TEST_F(PipelineTest, ARestartRemembersWhatWasSaid) {
  house_.Show({Now(kLift)});
  house_.AdvanceTo(kMorning + hours(3));
  house_.Restart();
  house_.AdvanceTo(kMorning + hours(12));
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1", "complaint.unacknowledged C1",
                                           "first_reply.due_soon C1", "first_reply.due_soon C1",
                                           "first_reply.due_soon C1", "first_reply.overdue C1",
                                           "measures.due_soon C1", "measures.overdue C1"));
}

TEST_F(PipelineTest, ARestartRemembersWhatBelongsTogether) {
  house_.Show({Now(kLift)});
  house_.Restart();
  house_.Show({Now(kLift), Now(kSameHere)});
  EXPECT_EQ(Only().times, 2);
}

TEST_F(PipelineTest, AMergedComplaintIsSilent) {
  house_.Show({Now(kLift)});
  house_.Show(
      {Seen({"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时。", "道闸又坏了"}, kMorning)});
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  InTransaction(house_.session(),
                [&] { ComplaintStore(house_.session()).Merge(ComplaintId(2), ComplaintId(1)); });
  house_.AdvanceTo(kMorning + hours(12));
  EXPECT_THAT(house_.Alerts(), testing::Not(Contains("first_reply.overdue C2")));
  EXPECT_THAT(house_.Alerts(), Contains("first_reply.overdue C1"));
}

TEST_F(PipelineTest, ABoardThatIsBlindTwiceIsReportedOnceADay) {
  const VisitResult blind{VisitEnd::Blind, "没有找到帖子列表"};
  for (int i = 0; i < 5; ++i) {
    house_.pipeline().OnVisitEnd(house_.board(), blind, false, house_.clock.Now());
    house_.clock.Advance(minutes(5));
  }
  EXPECT_THAT(house_.Alerts(), ElementsAre("source.blind 云栖苑/业主论坛"));
  house_.clock.Advance(hours(24));
  house_.pipeline().OnVisitEnd(house_.board(), blind, false, house_.clock.Now());
  EXPECT_THAT(house_.Alerts(), SizeIs(2));
  house_.pipeline().OnVisitEnd(house_.board(), {}, true, house_.clock.Now());
  house_.clock.Advance(hours(25));
  house_.pipeline().OnVisitEnd(house_.board(), {}, true, house_.clock.Now());
  EXPECT_THAT(house_.Alerts(), SizeIs(2));
}

TEST_F(PipelineTest, ATimeInWhichNobodyLookedIsOnRecord) {
  const UtcTime before = house_.clock.Now();
  house_.EndVisit();
  house_.Restart();
  house_.clock.Advance(hours(3));
  house_.EndVisit();
  house_.clock.Advance(minutes(5));
  house_.EndVisit();
  EXPECT_THAT(
      SourceStore(house_.session()).Gaps(house_.board().id, before),
      ElementsAre(Gap{before, before + hours(3), "没有在看：服务没有运行，或没有配置这个来源"}));
}

TEST_F(PipelineTest, WhatIsInterruptedLeavesNothingBehind) {
  house_.session().ObservePoints([](CrashPoint point) {
    if (point == CrashPoint::PageGrouped) {
      throw StoreError("interrupted");
    }
  });
  EXPECT_THROW(house_.Show({Now(kLift)}), StoreError);
  EXPECT_FALSE(PostStore(house_.session()).Find(house_.board().id, "1", "11"));
  EXPECT_THAT(house_.Complaints(), IsEmpty());
  EXPECT_THAT(house_.Alerts(), IsEmpty());
  house_.session().ObservePoints({});
  house_.Restart();
  house_.Show({Now(kLift)});
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

}  // namespace
}  // namespace forumwatch
