// A reply that was approved gets to the forum once, whatever happens on its way (B12).
#include "daemon/posting/reply_poster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/way.h"
#include "tests/daemon/posting/posting_house.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ReplyPosterTest : public testing::Test {
 protected:
  // The forum takes it, and we do not hear so.
  void TakenAndLost(OutcomeKind kind, int status = 0) {
    house_.on_post = [this, kind, status](const HttpRequest& request) {
      house_.ByForum(request);
      return status == 0 ? PostingHouse::Lost(kind, true)
                         : PostingHouse::Whole(status, "<html>502 Bad Gateway</html>");
    };
  }
  void NotTaken(const HttpOutcome& outcome) {
    house_.on_post = [outcome](const HttpRequest& /*request*/) { return outcome; };
  }
  std::vector<Step> Steps() { return StepStore(house_.house.session()).Of(kAnswered); }

  PostingHouse house_;
};

TEST_F(ReplyPosterTest, LooksFirstThenPostsAndIsDone) {
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.forum.PostsOf("1").back().text, kAnswerText);
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
  EXPECT_EQ(house_.Now().forum_post, "2");
  ASSERT_EQ(house_.asked.size(), 2U);
  EXPECT_EQ(house_.asked[0].method, "GET");
  EXPECT_FALSE(house_.asked[0].with_cookies);
  EXPECT_FALSE(house_.asked[1].follow_redirects);
  EXPECT_TRUE(house_.asked[1].in_turn);
  EXPECT_THAT(house_.Told(), IsEmpty());
  const Step posted = Steps().back();
  EXPECT_EQ(posted.kind, StepKind::Posted);
  EXPECT_EQ(posted.who, "小林");
  EXPECT_EQ(posted.detail, "系统代发");
}

// B2: the forum is the proof.
TEST_F(ReplyPosterTest, TheDutyIsMetByWhatIsSeenNotByWhatWasSent) {
  house_.ApproveAndOrder();
  house_.RunFor(minutes(5));
  ASSERT_EQ(house_.OnForum(), 1);
  EXPECT_FALSE(house_.house.DutyOf(kAnswered, DutyKind::FirstReply).satisfied_at);
  SeenPost seen =
      Seen({"1", "2", SmallNodebb::kAccount, kAnswerText, ""}, house_.house.clock.Now());
  seen.official = true;
  house_.house.Show({seen});
  EXPECT_TRUE(house_.house.DutyOf(kAnswered, DutyKind::FirstReply).satisfied_at);
}

TEST_F(ReplyPosterTest, WhatSomebodyHasPastedByHandIsNotSent) {
  house_.ApproveAndOrder();
  house_.forum.Write("1", "云栖客服", std::string("**") + kAnswerText + "**");
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Posts(), 0);
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
  EXPECT_EQ(Steps().back().detail, "论坛上已经有了");
}

TEST_F(ReplyPosterTest, WhatIsMostlyTheSameIsLeftToAPerson) {
  house_.ApproveAndOrder();
  house_.forum.Write("1", "云栖客服", "您好，维保单位今天16点更换7栋电梯主板，王工负责跟进。");
  house_.RunFor(hours(30));
  EXPECT_EQ(house_.Posts(), 0);
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_THAT(house_.Told(), ElementsAre(AllOf(HasSubstr("很像"), HasSubstr("B12"))));
}

TEST_F(ReplyPosterTest, TheSameWordsOfAnOwnerAreNoReply) {
  house_.ApproveAndOrder();
  house_.forum.Write("1", "小满", kAnswerText);
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Posts(), 0) << "a person has to look";
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
}

TEST_F(ReplyPosterTest, WhatWasTakenWithoutAWordIsFoundAndNotSentAgain) {
  struct Loss {
    OutcomeKind kind;
    int status;
  };
  for (const Loss& loss : {Loss{OutcomeKind::Timeout, 0}, Loss{OutcomeKind::Network, 0},
                           Loss{OutcomeKind::TooLarge, 0}, Loss{OutcomeKind::HttpError, 502},
                           Loss{OutcomeKind::HttpError, 500}, Loss{OutcomeKind::Ok, 200}}) {
    PostingHouse house;
    house.on_post = [&](const HttpRequest& request) {
      house.ByForum(request);
      return loss.status == 0 ? PostingHouse::Lost(loss.kind, true)
                              : PostingHouse::Whole(loss.status, "<html>请稍候</html>");
    };
    house.ApproveAndOrder();
    house.RunFor(seconds(30));
    EXPECT_EQ(house.Now().state, PostingState::Unsure) << Name(loss.kind) << loss.status;
    house.RunFor(hours(3));
    EXPECT_EQ(house.Posts(), 1) << Name(loss.kind) << loss.status;
    EXPECT_EQ(house.OnForum(), 1);
    EXPECT_EQ(house.Now().state, PostingState::Posted);
    EXPECT_EQ(house.Now().forum_post, "2");
  }
}

TEST_F(ReplyPosterTest, WhatWasNotTakenIsSentAgainWhenTheThreadDoesNotShowIt) {
  NotTaken(PostingHouse::Lost(OutcomeKind::Timeout, true));
  house_.ApproveAndOrder();
  house_.RunFor(seconds(100));
  EXPECT_EQ(house_.asked.size(), 2U) << "the forum is given time before it is looked at";
  house_.on_post = {};
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Posts(), 2);
  EXPECT_EQ(house_.OnForum(), 1);
  EXPECT_EQ(house_.Now().attempts, 2);
}

TEST_F(ReplyPosterTest, NothingIsSentWhileTheThreadCannotBeSeen) {
  for (const HttpOutcome& blind :
       {PostingHouse::Lost(OutcomeKind::Timeout, true), PostingHouse::Whole(503, "<html>"),
        PostingHouse::Whole(200, "<html>请稍候</html>"), PostingHouse::Whole(200, ""),
        PostingHouse::Whole(302, ""), PostingHouse::Whole(200, "{\"posts\":[]}")}) {
    PostingHouse house;
    house.on_get = [&](const HttpRequest& /*request*/) { return blind; };
    house.ApproveAndOrder();
    house.RunFor(hours(1));
    EXPECT_EQ(house.Posts(), 0) << blind.status << blind.body;
    EXPECT_EQ(house.Now().state, PostingState::Waiting);
    EXPECT_THAT(house.Told(), ElementsAre(HasSubstr("还没有发出去"))) << blind.body;
    house.on_get = {};
    house.RunFor(hours(2));
    EXPECT_EQ(house.OnForum(), 1) << blind.status;
  }
}

TEST_F(ReplyPosterTest, AfterADayInVainItIsForAPerson) {
  house_.on_get = [](const HttpRequest& /*request*/) { return PostingHouse::Whole(503, ""); };
  house_.ApproveAndOrder();
  house_.RunFor(hours(26));
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_THAT(house_.Told(), ElementsAre(HasSubstr("还没有发出去"), HasSubstr("没有发成")));
  const std::size_t asked = house_.asked.size();
  house_.RunFor(hours(100));
  EXPECT_EQ(house_.asked.size(), asked);
}

TEST_F(ReplyPosterTest, QueuedIsNotPosted) {
  NotTaken(PostingHouse::Whole(
      200, R"({"status":{"code":"ok"},"response":{"id":"reply-17","queued":true}})"));
  house_.ApproveAndOrder();
  house_.RunFor(hours(2));
  EXPECT_EQ(house_.Posts(), 1) << "the queue holds it";
  EXPECT_EQ(house_.Now().state, PostingState::Held);
  EXPECT_THAT(house_.Told(), ElementsAre(AllOf(HasSubstr("审核"), HasSubstr("不算回复"))));
  EXPECT_EQ(StageOf(house_.house.Complaints().front(), Steps(), {}, {}), "待回帖");
  house_.forum.Write("1", SmallNodebb::kAccount, kAnswerText);  // a moderator lets it pass
  house_.RunFor(minutes(61));
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
  EXPECT_EQ(house_.Posts(), 1);
}

TEST_F(ReplyPosterTest, WhatIsHeldForAWeekIsForAPerson) {
  NotTaken(PostingHouse::Whole(200, R"({"response":{"queued":true}})"));
  house_.ApproveAndOrder();
  house_.RunFor(hours(8 * 24));
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_EQ(house_.Posts(), 1);
  EXPECT_THAT(house_.Told(),
              ElementsAre(HasSubstr("等版主审核"),
                          AllOf(HasSubstr("等了一周，版主没有放行"), HasSubstr("撤下"))));
}

TEST_F(ReplyPosterTest, WhatIsRefusedIsToldAndNotTriedAgain) {
  NotTaken(PostingHouse::Whole(
      400, R"({"status":{"code":"bad-request","message":"Topic locked"},"response":{}})"));
  house_.ApproveAndOrder();
  house_.RunFor(hours(30));
  EXPECT_EQ(house_.Posts(), 1);
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_THAT(house_.Told(), ElementsAre(AllOf(HasSubstr("没有发成 C1"), HasSubstr("锁了"),
                                               HasSubstr("Topic locked"))));
  house_.on_post = {};
  EXPECT_TRUE(house_.Order().done) << "the lock was taken off: it may be asked for again";
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.OnForum(), 1);
}

TEST_F(ReplyPosterTest, TwoRefusalsInOneMinuteAreBothTold) {
  NotTaken(PostingHouse::Whole(400, R"({"status":{"message":"Topic locked"}})"));
  house_.ApproveAndOrder();
  house_.RunFor(seconds(1));
  ASSERT_TRUE(house_.Order().done);
  house_.RunFor(seconds(30));
  EXPECT_EQ(house_.Posts(), 2);
  EXPECT_EQ(house_.Told().size(), 2U);
}

TEST_F(ReplyPosterTest, AMasterTokenLooksAndPostsForItsAccount) {
  ReplyConfig reply;
  reply.as = {SmallNodebb::kAccount, SmallNodebb::kUserId, SmallNodebb::kMasterToken};
  house_.source().reply = std::make_shared<const ReplyConfig>(reply);
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  EXPECT_EQ(house_.OnForum(), 1);
}

TEST_F(ReplyPosterTest, ALockedThreadIsNotPostedTo) {
  house_.forum.Mark("1", "locked");
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Posts(), 0);
  EXPECT_THAT(house_.Told(), ElementsAre(AllOf(HasSubstr("没有发成"), HasSubstr("锁了"))));
}

TEST_F(ReplyPosterTest, LooksKeepThePaceTheForumAsksFor) {
  house_.spacing = [](const std::string& /*url*/) { return seconds(7); };
  house_.Restart();
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  EXPECT_EQ(house_.asked.at(0).spacing, seconds(7));
}

TEST_F(ReplyPosterTest, WhoIsTurnedAwayTwiceIsForAPerson) {
  for (const int status : {401, 403}) {
    PostingHouse house;
    house.on_get = [status](const HttpRequest& /*request*/) {
      return PostingHouse::Whole(status, "Forbidden");
    };
    house.ApproveAndOrder();
    house.RunFor(hours(5));
    EXPECT_EQ(house.asked.size(), 2U) << status;
    EXPECT_EQ(house.Now().state, PostingState::Refused);
    EXPECT_THAT(house.Told(), ElementsAre(HasSubstr("令牌不对")));
  }
}

TEST_F(ReplyPosterTest, ATooFastOneWaitsAsLongAsTheForumSays) {
  HttpOutcome throttled = PostingHouse::Whole(429, "Too Many Requests");
  throttled.retry_after = seconds(300);
  NotTaken(throttled);
  house_.ApproveAndOrder();
  house_.RunFor(seconds(299));
  EXPECT_EQ(house_.Posts(), 1);
  EXPECT_EQ(house_.Now().state, PostingState::Waiting);
  house_.on_post = {};
  house_.RunFor(seconds(2));
  EXPECT_EQ(house_.Posts(), 2);
  EXPECT_EQ(house_.OnForum(), 1);
  EXPECT_THAT(house_.Told(), IsEmpty());
}

TEST_F(ReplyPosterTest, WhatIsApprovedNoMoreIsNotSent) {
  house_.on_get = [](const HttpRequest& /*request*/) { return PostingHouse::Whole(503, ""); };
  house_.ApproveAndOrder();
  house_.RunFor(seconds(1));
  ASSERT_TRUE(house_.Do(StepKind::Drafted, "小林", "", "您好，改为明天更换，请见谅。").done);
  house_.on_get = {};
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Posts(), 0);
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_THAT(house_.Now().reason, HasSubstr("重新批准"));
  EXPECT_THAT(house_.Told().back(), HasSubstr("请先批准"));
  ASSERT_TRUE(house_.Do(StepKind::Approved, "王经理").done);
  ASSERT_TRUE(house_.Order().done);
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.forum.PostsOf("1").back().text, "您好，改为明天更换，请见谅。");
  EXPECT_EQ(house_.OnForum(), 1);
}

// By word and by bytes: what the person wrote is what the forum has.
TEST_F(ReplyPosterTest, WhateverTheTextHoldsItArrivesAsWrittenAndIsKnownAgain) {
  const std::string hostile =
      "业主\"您好\"：{\"a\":1}]]> <b>粗</b> \\ 😀👩‍👩‍👧 [[global:home]] @all "
      "&lt; "
      "*星* "
      "_下划_ "
      "`码`\n1. 今天换主板\n- 王工负责\n# 谢谢";
  TakenAndLost(OutcomeKind::Timeout);
  house_.ApproveAndOrder(hostile);
  house_.RunFor(hours(2));
  EXPECT_EQ(house_.OnForum(), 1);
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
  const std::string sent = house_.forum.PostsOf("1").back().text;
  std::string shown;  // as Markdown shows it
  for (std::size_t i = 0; i < sent.size(); ++i) {
    shown += sent[i] == '\\' ? sent[++i] : sent[i];
  }
  EXPECT_EQ(shown, hostile);
}

TEST_F(ReplyPosterTest, TwoRepliesInOneForumKeepTheirDistance) {
  house_.ShowOnBoth({"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时，没人管。", "道闸又坏了"});
  ASSERT_EQ(house_.house.Complaints().size(), 2U);
  house_.ApproveAndOrder();
  Desk desk(house_.house.session(), house_.house.config, house_.house.pipeline());
  const ComplaintId gate{2};
  const UtcTime now = house_.house.clock.Now();
  ASSERT_TRUE(desk.Do({StepKind::Drafted, gate, "小林", "", "您好，道闸今晚修好。", {}}, now).done);
  ASSERT_TRUE(desk.Do({StepKind::Approved, gate, "王经理", "", "", {}}, now).done);
  ASSERT_TRUE(desk.Do({StepKind::PostOrdered, gate, "小林", "", "", {}}, now).done);
  house_.RunFor(seconds(14));
  EXPECT_EQ(house_.OnForum(), 1);
  house_.RunFor(seconds(2));
  EXPECT_EQ(house_.OnForum(), 2);
}

TEST_F(ReplyPosterTest, AClockThatIsPutBackHoldsNothingForLong) {
  NotTaken(PostingHouse::Lost(OutcomeKind::Timeout, true));
  house_.ApproveAndOrder();
  house_.RunFor(minutes(5));
  house_.on_post = {};
  house_.house.clock.Advance(-hours(48));
  house_.poster->ClockPutBack(house_.house.clock.Now());
  house_.RunFor(minutes(20));
  EXPECT_EQ(house_.OnForum(), 1);
}

// At each point: what was claimed may have been taken.
TEST_F(ReplyPosterTest, WhereverItDiesTheForumHasTheReplyOnce) {
  struct Died {};
  for (const CrashPoint point : {CrashPoint::PostingClaimed, CrashPoint::PostingAnswered,
                                 CrashPoint::PostingNoted, CrashPoint::PostingKept}) {
    PostingHouse house;
    house.ApproveAndOrder();
    house.house.session().ObservePoints([&](CrashPoint passed) {
      if (passed == point) {
        throw Died();
      }
    });
    EXPECT_THROW(house.RunFor(minutes(1)), Died);
    house.house.session().ObservePoints({});
    house.poster.reset();
    house.house.Restart();
    house.Restart();
    house.RunFor(hours(1));
    EXPECT_EQ(house.OnForum(), 1) << kPointNames[static_cast<std::size_t>(point)];
    EXPECT_EQ(house.Now().state, PostingState::Posted);
    EXPECT_THAT(house.Told(), IsEmpty());
  }
}

// The control: who does not see what stands there doubles it.
TEST_F(ReplyPosterTest, ControlWhoDoesNotSeeTheThreadDoublesTheReply) {
  TakenAndLost(OutcomeKind::Timeout);
  house_.forum.Hide(SmallNodebb::kAccount);
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.OnForum(), 2) << "once more, and not again";
}

TEST_F(ReplyPosterTest, ALookThatIsNeverAnsweredIsGivenUp) {
  house_.ApproveAndOrder();
  house_.poster->Turn(house_.house.clock.Now());
  house_.house.clock.Advance(minutes(9));
  house_.poster->Turn(house_.house.clock.Now());
  EXPECT_EQ(house_.Now().failures, 0);
  house_.house.clock.Advance(minutes(1));
  house_.poster->Turn(house_.house.clock.Now());
  EXPECT_EQ(house_.Now().failures, 1);
  EXPECT_EQ(house_.Now().state, PostingState::Waiting);
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.OnForum(), 1);
}

TEST_F(ReplyPosterTest, AStopWaitsForWhatIsBeingSentAndForNothingElse) {
  house_.ApproveAndOrder();
  house_.poster->Turn(house_.house.clock.Now());
  house_.poster->Stop();
  EXPECT_EQ(house_.http.in_flight(), 0U) << "it was only being looked at";
  house_.Restart();
  house_.poster->Turn(house_.house.clock.Now());
  house_.on_post = [this](const HttpRequest& request) {
    house_.poster->Stop();
    return house_.ByForum(request);
  };
  house_.http.DeliverAll();
  EXPECT_EQ(house_.poster->sending(), 0U);
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
}

}  // namespace
}  // namespace forumwatch
