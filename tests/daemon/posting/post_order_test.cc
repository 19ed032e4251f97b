// What a person may ask the service to post, and what not, with the way out (B12).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/way.h"
#include "tests/daemon/posting/posting_house.h"

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

class PostOrderTest : public testing::Test {
 protected:
  std::vector<Posting> Ordered() { return PostingStore(house_.house.session()).Of(kAnswered); }
  void Refuses(const OrderResult& result, const std::string& says) {
    EXPECT_FALSE(result.done) << result.said;
    EXPECT_THAT(result.said, HasSubstr(says));
    EXPECT_THAT(Ordered(), SizeIs(0));
  }
  SourceConfig& source() { return house_.house.config.communities.front().sources.front(); }

  PostingHouse house_;
};

TEST_F(PostOrderTest, OnlyWhatIsApproved) {
  Refuses(house_.Order(), "还没有拟稿");
  ASSERT_TRUE(house_.Do(StepKind::Drafted, "小林", "", kAnswerText).done);
  Refuses(house_.Order(), "还没有批准");
  ASSERT_TRUE(house_.Do(StepKind::Rejected, "王经理", "", "说清几点修好").done);
  Refuses(house_.Order(), "退回了");
  house_.Approve();
  ASSERT_TRUE(house_.Do(StepKind::Drafted, "小林", "", "您好，改为明天。").done);
  Refuses(house_.Order(), "还没有批准");
}

TEST_F(PostOrderTest, PostedFirstApprovedAfterIsNoWayRound) {
  ASSERT_TRUE(house_.Do(StepKind::Drafted, "小林", "", kAnswerText).done);
  Refuses(house_.Do(StepKind::PostOrdered, "小林", "", "来不及了"), "系统只发批准了的");
}

TEST_F(PostOrderTest, OnlyWhereTheServiceMay) {
  house_.Approve();
  const auto reply = std::exchange(source().reply, nullptr);
  Refuses(house_.Order(), "complaint posted");
  source().reply = reply;
  Refuses(house_.Order("99"), "不是 C1 能回的主题；可以是 业主论坛/1");
  EXPECT_TRUE(house_.Order("业主论坛/1").done);
}

TEST_F(PostOrderTest, WhatIsTooLongOrHasNoWordIsRefusedAtOnce) {
  std::string text;
  for (int i = 0; i < 32768; ++i) {
    text += "好";
  }
  house_.Approve(text);
  Refuses(house_.Order(), "最多 32767 个字，这一稿有 32768 个");
  house_.Approve("👍👍！");
  Refuses(house_.Order(), "没有字");
}

TEST_F(PostOrderTest, WhatWasSeenThereIsNotPosted) {
  house_.Approve();
  house_.house.clock.Advance(std::chrono::minutes(1));
  house_.ShowOnBoth({"1", "17", "云栖客服", kAnswerText, ""});
  Refuses(house_.Order(), "已经有这一帖了（帖 17）");
}

TEST_F(PostOrderTest, AnApprovalIsPostedOnceInAThread) {
  house_.ApproveAndOrder();
  EXPECT_EQ(StepStore(house_.house.session()).Of(kAnswered).back().kind, StepKind::PostOrdered);
  const OrderResult again = house_.Order();
  EXPECT_FALSE(again.done);
  EXPECT_THAT(again.said, HasSubstr("只发一次"));
  house_.RunFor(std::chrono::minutes(1));
  EXPECT_FALSE(house_.Order().done) << "nor when it is done";
  EXPECT_THAT(Ordered(), SizeIs(1));
  EXPECT_EQ(house_.OnForum(), 1);
}

// Held, then given up after a week: it may still be let pass, until somebody has looked.
TEST_F(PostOrderTest, WhatMayYetAppearIsInTheWayUntilAPersonHasLooked) {
  house_.on_post = [](const HttpRequest& /*request*/) {
    return PostingHouse::Whole(200, R"({"response":{"queued":true}})");
  };
  house_.ApproveAndOrder();
  house_.RunFor(std::chrono::minutes(1));
  house_.Approve("您好，主板改在今天17点更换，王工负责。");
  EXPECT_THAT(house_.Order().said, HasSubstr("待审队列"));
  house_.RunFor(std::chrono::hours(8 * 24));
  ASSERT_EQ(house_.Now().state, PostingState::Refused);
  EXPECT_THAT(house_.Order().said, HasSubstr("待审队列"));
  EXPECT_THAT(Ordered(), SizeIs(1));
  house_.on_post = {};
  const OrderResult confirmed = house_.Order("", "版主撤下了");
  EXPECT_TRUE(confirmed.done) << confirmed.said;
  house_.RunFor(std::chrono::minutes(1));
  EXPECT_EQ(house_.OnForum(), 1);
  EXPECT_THAT(Ordered().front().reason, HasSubstr("版主撤下了"));
}

TEST_F(PostOrderTest, WhatIsBeingSentIsInTheWayOfTheNext) {
  house_.on_post = [this](const HttpRequest& request) {
    house_.Approve("您好，主板改在今天17点更换，王工负责。");
    EXPECT_THAT(house_.Order("", "看过了").said, HasSubstr("正在发"));
    return house_.ByForum(request);
  };
  house_.ApproveAndOrder();
  house_.RunFor(std::chrono::minutes(1));
  EXPECT_EQ(house_.OnForum(), 1);
}

TEST_F(PostOrderTest, TheThreadThatSpokeLastIsAnsweredUnlessAnotherIsNamed) {
  house_.house.clock.Advance(std::chrono::minutes(5));
  house_.ShowOnBoth(
      {"2", "21", "小满", "7栋电梯又停了，已经两天没人来修，老人上不了楼。", "7栋电梯又停了"});
  ASSERT_THAT(house_.house.Complaints(), SizeIs(1));
  house_.Approve();
  const OrderResult latest = house_.Order();
  EXPECT_TRUE(latest.done);
  EXPECT_THAT(latest.said,
              AllOf(HasSubstr("业主论坛/2"), HasSubstr("2 个主题"), HasSubstr("--thread")));
  EXPECT_TRUE(house_.Order("1").done) << "in the other thread as well";
  EXPECT_THAT(Ordered(), SizeIs(2));
}

}  // namespace
}  // namespace forumwatch
