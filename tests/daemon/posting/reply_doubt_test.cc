// What may stand on the forum already is not sent again, and a person is told (B12).
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/backup.h"
#include "tests/daemon/posting/posting_house.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class ReplyDoubtTest : public testing::Test {
 protected:
  void Lost() {
    house_.on_post = [](const HttpRequest& /*request*/) {
      return PostingHouse::Lost(OutcomeKind::Timeout, true);
    };
  }
  void TakenAndNotHeard() {
    house_.on_post = [this](const HttpRequest& request) {
      house_.ByForum(request);
      return PostingHouse::Lost(OutcomeKind::Timeout, true);
    };
  }
  void Queued() {
    house_.on_post = [](const HttpRequest& /*request*/) {
      return PostingHouse::Whole(200, R"({"response":{"queued":true}})");
    };
  }
  void Change(const std::function<void(JsonEngine&)>& change) {
    JsonEngine engine = *house_.source().json;
    change(engine);
    house_.source().json = std::make_shared<const JsonEngine>(engine);
  }
  // A post of the forum and of the record, under one id.
  void ShowUnderOneId(const std::string& author, const std::string& text) {
    house_.forum.Write("1", author, text);
    ShowLastOfForum();
  }
  void ShowLastOfForum() {
    const SmallNodebb::Post last = house_.forum.PostsOf("1").back();
    SeenPost seen =
        Seen({"1", std::to_string(last.id), last.author, last.text, ""}, house_.house.clock.Now());
    seen.official = true;
    house_.house.Show({Seen(kLift, kMorning), seen});
  }
  // Nothing more was sent, and a person was told so.
  void ExpectLeftToAPerson(int sent, const std::string& says) {
    EXPECT_EQ(house_.Posts(), sent);
    EXPECT_EQ(house_.Now().state, PostingState::Refused) << house_.Now().reason;
    ASSERT_FALSE(house_.Told().empty());
    EXPECT_THAT(house_.Told().back(), HasSubstr(says));
  }

  PostingHouse house_;
};

TEST_F(ReplyDoubtTest, ItIsSentOnceMoreAfterTenMinutesAndNeverAgain) {
  Lost();
  house_.ApproveAndOrder();
  house_.RunFor(minutes(9));
  EXPECT_EQ(house_.Posts(), 1);
  house_.RunFor(minutes(2));
  EXPECT_EQ(house_.Posts(), 2);
  house_.RunFor(hours(30));
  ExpectLeftToAPerson(2, "说不准发了没有，请先到论坛和待审队列里看");
}

// The second was not taken, the first may have been.
TEST_F(ReplyDoubtTest, AfterTheSecondAttemptNothingIsSentWhateverItsAnswer) {
  house_.on_post = [this](const HttpRequest& /*request*/) {
    return house_.Posts() == 1 ? PostingHouse::Lost(OutcomeKind::Timeout, true)
                               : PostingHouse::Whole(429, "Too Many Requests");
  };
  house_.ApproveAndOrder();
  house_.RunFor(hours(3));
  ExpectLeftToAPerson(2, "请先到论坛和待审队列里看");
}

TEST_F(ReplyDoubtTest, WhereTheForumHasHeldOneNothingIsSentTwice) {
  house_.ShowOnBoth({"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时，没人管。", "道闸又坏了"});
  Queued();
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  ASSERT_EQ(house_.Now().state, PostingState::Held);
  Lost();
  Desk desk(house_.house.session(), house_.house.config, house_.house.pipeline());
  const ComplaintId gate{2};
  const UtcTime now = house_.house.clock.Now();
  ASSERT_TRUE(desk.Do({StepKind::Drafted, gate, "小林", "", "您好，道闸今晚修好。", {}}, now).done);
  ASSERT_TRUE(desk.Do({StepKind::Approved, gate, "王经理", "", "", {}}, now).done);
  ASSERT_TRUE(desk.Do({StepKind::PostOrdered, gate, "小林", "", "", {}}, now).done);
  house_.RunFor(hours(3));
  EXPECT_EQ(house_.Posts(), 2) << "one of each";
  EXPECT_EQ(PostingStore(house_.house.session()).Of(gate).back().state, PostingState::Refused);
}

// Its author sees it among the posts of the thread, nobody else does.
TEST_F(ReplyDoubtTest, WhatAModeratorHasToLetPassIsHeldThoughItIsFound) {
  JsonTest held;
  held.way.at = {"/held", {"held"}};
  Change([&](JsonEngine& engine) { engine.thread.held = {held}; });
  house_.forum.Hold(true);
  TakenAndNotHeard();
  house_.ApproveAndOrder();
  house_.RunFor(hours(2));
  EXPECT_EQ(house_.Posts(), 1);
  EXPECT_EQ(house_.Now().state, PostingState::Held);
  EXPECT_THAT(house_.Told(), ElementsAre(HasSubstr("不算回复")));
  house_.forum.Hold(false);
  house_.RunFor(hours(2));
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
}

TEST_F(ReplyDoubtTest, WhatTheModeratorChangedWhenHeLetItPassIsPosted) {
  Queued();
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  house_.forum.Write("1", SmallNodebb::kAccount,
                     "您好，维保单位今天15点更换7栋电梯的主板，王工负责跟进。");
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
  EXPECT_EQ(house_.Now().reason, "放行时改过");
}

TEST_F(ReplyDoubtTest, AHeldOneEndsAfterAWeekThoughNobodyCanLookAndKeepsItsReason) {
  Queued();
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  house_.on_get = [](const HttpRequest& /*request*/) { return PostingHouse::Whole(503, ""); };
  house_.RunFor(hours(6 * 24));
  EXPECT_EQ(house_.Now().state, PostingState::Held);
  EXPECT_THAT(house_.Now().reason, HasSubstr("审核"));
  house_.RunFor(hours(2 * 24));
  ExpectLeftToAPerson(1, "请先请版主放行或撤下");
  EXPECT_THAT(house_.Now().reason, HasSubstr("审核"));
}

TEST_F(ReplyDoubtTest, AnOrderOlderThanADayIsNotSent) {
  house_.ApproveAndOrder();
  house_.house.clock.Advance(hours(25));
  house_.RunFor(hours(1));
  ExpectLeftToAPerson(0, "超过 24 小时");
}

TEST_F(ReplyDoubtTest, WhatIsInDoubtAtTheEndOfItsDayIsLookedForBeforeItIsGivenUp) {
  house_.on_post = [this](const HttpRequest& request) {
    house_.ByForum(request);
    house_.house.clock.Advance(hours(25));
    return PostingHouse::Lost(OutcomeKind::Timeout, true);
  };
  house_.ApproveAndOrder();
  house_.RunFor(hours(30));
  EXPECT_EQ(house_.Posts(), 1);
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
}

TEST_F(ReplyDoubtTest, WhatARestoredCopyWasToPostIsLeftToAPerson) {
  house_.ApproveAndOrder();
  const auto copy = house_.house.store().folder() / "copy.db";
  Backup(house_.house.session(), copy);
  house_.RunFor(minutes(1));  // after the copy
  ASSERT_EQ(house_.OnForum(), 1);
  house_.forum.Hide(SmallNodebb::kAccount);
  const auto store = house_.house.store().file();
  house_.poster.reset();
  house_.house.store().Close();
  for (const char* more : {"-wal", "-shm"}) {
    std::filesystem::remove(store.string() + more);
  }
  std::filesystem::rename(copy, store);
  house_.house.Restart();
  house_.Restart();
  house_.RunFor(hours(3));
  ExpectLeftToAPerson(1, "从备份恢复");
}

TEST_F(ReplyDoubtTest, WhatWasSaidBeforeTheDraftIsNotTheReply) {
  ShowUnderOneId("云栖客服", kAnswerText);
  house_.house.clock.Advance(minutes(1));
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  ExpectLeftToAPerson(0, "拟稿以前物业就发过一样的");
}

TEST_F(ReplyDoubtTest, TheForumsClockSaysNothingOfWhatIsOurs) {
  for (const hours ahead : {hours(-30), hours(30)}) {
    PostingHouse house;
    house.forum_ahead = ahead;
    house.on_post = [&house](const HttpRequest& request) {
      house.ByForum(request);
      return PostingHouse::Lost(OutcomeKind::Timeout, true);
    };
    house.ApproveAndOrder();
    house.RunFor(hours(3));
    EXPECT_EQ(house.OnForum(), 1) << ahead.count();
    EXPECT_EQ(house.Now().state, PostingState::Posted);
  }
}

TEST_F(ReplyDoubtTest, AClockThatWasAheadAtTheDraftDoublesNothing) {
  TakenAndNotHeard();
  house_.house.clock.Advance(hours(48));
  house_.ApproveAndOrder();
  house_.house.clock.Advance(-hours(48));
  house_.poster->ClockPutBack(house_.house.clock.Now());
  house_.RunFor(minutes(3));
  ASSERT_EQ(house_.Posts(), 1);
  ShowLastOfForum();  // by our clock it was there before the draft
  house_.RunFor(hours(5));
  ExpectLeftToAPerson(1, "说不准回帖发了没有");
}

TEST_F(ReplyDoubtTest, WhatWasTakenAwayIsNotSentAgain) {
  TakenAndNotHeard();
  house_.ApproveAndOrder();
  house_.RunFor(seconds(30));
  house_.forum.TakeAway("1", house_.forum.PostsOf("1").back().id);
  house_.RunFor(hours(3));
  ExpectLeftToAPerson(1, "被删了");
  EXPECT_FALSE(house_.Order().done);
  EXPECT_TRUE(house_.Order("", "问过版主，可以再发").done);
  house_.RunFor(minutes(1));
  EXPECT_EQ(house_.Posts(), 2);
}

TEST_F(ReplyDoubtTest, WhatAPersonHasPutOnRecordStopsTheService) {
  house_.ApproveAndOrder();
  ASSERT_TRUE(house_.Do(StepKind::Posted, "小林").done);
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.Posts(), 0);
  EXPECT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_THAT(house_.Told(), IsEmpty()) << "the person knows";
  EXPECT_THAT(house_.Order().said, HasSubstr("登记为人发的"));
}

TEST_F(ReplyDoubtTest, AnApprovalThatIsTakenBackDuringTheLookStopsIt) {
  house_.on_get = [this](const HttpRequest& request) {
    EXPECT_TRUE(house_.Do(StepKind::Rejected, "王经理", "", "先别发").done);
    return house_.ByForum(request);
  };
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  ExpectLeftToAPerson(0, "请先批准");
}

TEST_F(ReplyDoubtTest, AnApprovalThatIsTakenBackInDoubtStopsTheSecondAttempt) {
  Lost();
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  ASSERT_TRUE(house_.Do(StepKind::Rejected, "王经理", "", "先别发").done);
  house_.RunFor(hours(1));
  ExpectLeftToAPerson(1, "说不准回帖发了没有");
}

TEST_F(ReplyDoubtTest, WhatIsSentThoughTheApprovalIsTakenBackMeanwhileIsOnRecord) {
  house_.on_post = [this](const HttpRequest& request) {
    EXPECT_TRUE(house_.Do(StepKind::Rejected, "王经理", "", "先别发").done);
    return house_.ByForum(request);
  };
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  EXPECT_EQ(house_.OnForum(), 1);
  EXPECT_EQ(house_.Now().state, PostingState::Posted);
}

TEST_F(ReplyDoubtTest, AMergedComplaintsReplyIsApprovedAnew) {
  house_.ShowOnBoth({"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时，没人管。", "道闸又坏了"});
  house_.ApproveAndOrder();
  ASSERT_TRUE(house_.Do(StepKind::Merged, "小林", "C2").done);
  house_.RunFor(hours(1));
  ExpectLeftToAPerson(0, "已并入 C2，请看 C2 的稿子：还要说的在那里另拟，批准后再交");
}

TEST_F(ReplyDoubtTest, ASourceOfAnotherNameOrAddressIsAnotherPlace) {
  for (std::string SourceConfig::*part : {&SourceConfig::name, &SourceConfig::url}) {
    PostingHouse house;
    house.ApproveAndOrder();
    house.source().*part += "2";
    house.Restart();
    house.RunFor(hours(1));
    EXPECT_THAT(house.asked, IsEmpty());
    EXPECT_EQ(house.Now().state, PostingState::Refused);
    EXPECT_THAT(house.Told(), ElementsAre(HasSubstr("配置里")));
  }
}

TEST_F(ReplyDoubtTest, AnotherRepliesPostIsNotThisOne) {
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  ASSERT_EQ(house_.OnForum(), 1);
  house_.ApproveAndOrder();
  house_.RunFor(minutes(1));
  EXPECT_EQ(house_.OnForum(), 2) << "approved twice";
}

TEST_F(ReplyDoubtTest, TheTokenGoesToTheForumAlone) {
  Change([](JsonEngine& engine) { engine.reply->address = "https://evil.example/{thread}"; });
  house_.ApproveAndOrder();
  house_.RunFor(hours(1));
  ExpectLeftToAPerson(0, "不在这个论坛上");
  ASSERT_EQ(house_.asked.size(), 1U);
  const auto& may_follow = house_.asked[0].may_follow;
  EXPECT_TRUE(may_follow("https://forum.example/elsewhere"));
  for (const char* elsewhere : {"https://evil.example/", "http://forum.example/",
                                "https://forum.example:8443/", "https://forum.example.evil/", ""}) {
    EXPECT_FALSE(may_follow(elsewhere)) << elsewhere;
  }
}

TEST_F(ReplyDoubtTest, NorIsAThreadLookedAtElsewhere) {
  for (const char* elsewhere : {"https://evil.example/{id}?page={page}",
                                "http://forum.example/api/topic/{id}?page={page}"}) {
    PostingHouse house;
    JsonEngine engine = *house.source().json;
    for (AddressForm& form : engine.addresses.thread) {
      form.page = elsewhere;
    }
    house.source().json = std::make_shared<const JsonEngine>(engine);
    house.ApproveAndOrder();
    house.RunFor(hours(1));
    EXPECT_THAT(house.asked, IsEmpty());
    EXPECT_EQ(house.Now().state, PostingState::Refused);
  }
}

TEST_F(ReplyDoubtTest, ATokenThatTheForumRepeatsIsNeitherKeptNorTold) {
  const std::string long_word(114, 'x');
  for (const std::string& before : {std::string(), long_word}) {
    PostingHouse house;
    ReplyConfig reply;
    reply.as = {SmallNodebb::kAccount, "", "s3cr3t-token; userId=7"};
    house.source().reply = std::make_shared<const ReplyConfig>(reply);
    house.on_get = [&](const HttpRequest& request) {
      HttpRequest as_guest = request;
      as_guest.headers.clear();
      return house.ByForum(as_guest);
    };
    house.on_post = [&](const HttpRequest& /*request*/) {
      return PostingHouse::Whole(
          400, R"({"status":{"message":")" + before + R"(s3cr3t-token no user"}})");
    };
    house.ApproveAndOrder();
    house.RunFor(hours(1));
    EXPECT_EQ(house.Now().state, PostingState::Refused);
    EXPECT_THAT(house.Now().reason, AllOf(HasSubstr("论坛说"), Not(HasSubstr("s3cr"))));
    EXPECT_THAT(house.Told(), Each(Not(HasSubstr("s3cr"))));
  }
}

TEST_F(ReplyDoubtTest, OnlyFailuresAreCountedAsFailures) {
  Queued();
  house_.ApproveAndOrder();
  house_.RunFor(hours(20));
  EXPECT_EQ(house_.Now().failures, 0);
}

}  // namespace
}  // namespace forumwatch
