// What people's decisions say of each mention, for those who learn from it: E4, E6. What nobody
// said is not on record as said.
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/desk.h"
#include "daemon/store/decisions.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const PostWords kCarGate{"3", "31", "阿禾", "车库道闸坏了，早上堵了半小时。", "道闸又坏了"};
const PostWords kOtherLiftToo{"4", "41", "圆圆", "12栋电梯今天又关不上门，按了没反应。",
                              "12栋电梯门关不上"};

class DecidedTest : public testing::Test {
 protected:
  DecidedTest() {
    ShowNow(kLift);
    ShowNow(kCarGate);
    ShowNow(kOtherLiftToo);
  }
  void ShowNow(const PostWords& words) { house_.Show({Seen(words, house_.clock.Now())}); }
  OrderResult Do(StepKind kind, int complaint, const std::string& detail = "",
                 std::vector<std::string> posts = {}) {
    house_.AdvanceTo(house_.clock.Now() + minutes(1));
    OrderResult result =
        Desk(house_.session(), house_.config, house_.pipeline())
            .Do({kind, ComplaintId{complaint}, "李主管", detail, "", std::move(posts)},
                house_.clock.Now());
    EXPECT_TRUE(result.done) << result.said;
    return result;
  }
  // By the forum's id of the post.
  std::map<std::string, DecidedMention> Decided() {
    std::map<std::string, DecidedMention> by_post;
    for (DecidedMention& mention : DecisionStore(house_.session()).Decided()) {
      const StoredPost post = PostStore(house_.session()).Load(mention.post).value();
      by_post.emplace(post.seen.post, std::move(mention));
    }
    return by_post;
  }
  std::map<std::string, std::string> Causes() {
    std::map<std::string, std::string> causes;
    for (const auto& [post, mention] : Decided()) {
      causes.emplace(post, mention.cause + mention.cause_item);
    }
    return causes;
  }
  // "+" one event, "-" another; "m" it was moved, "s" it stayed; by step.
  std::map<std::string, std::string> Sorted() {
    std::map<std::string, std::string> sorted;
    for (const auto& [post, mention] : Decided()) {
      for (const SortedBy& by : mention.sorted) {
        sorted[post] += std::string(by.same ? "+" : "-") + (by.moved ? "m" : "s");
      }
    }
    return sorted;
  }

  House house_{kMorning};
};

TEST_F(DecidedTest, WhatTheMachineThoughtIsNotSaid) {
  EXPECT_THAT(Causes(), IsEmpty());
  Do(StepKind::Assigned, 1, "张工");
  EXPECT_THAT(Causes(), IsEmpty());
}

TEST_F(DecidedTest, AConfirmedCauseIsSaidOfTheMentionsThatWereThere) {
  ShowNow(kSameHere);
  Do(StepKind::CauseConfirmed, 1, "法/管理方法");
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", "法管理方法"), Pair("12", "法管理方法")));
  house_.AdvanceTo(house_.clock.Now() + minutes(1));
  ShowNow({"1", "15", "豆豆", "我家也是，7栋电梯还停着，天天爬楼。", ""});
  ASSERT_EQ(ComplaintStore(house_.session()).MentionsOf(ComplaintId{1}).size(), 3U);
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", "法管理方法"), Pair("12", "法管理方法")))
      << "what came later, the machine put there";
  Do(StepKind::CauseConfirmed, 1, "机/质量合格性");
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", "机质量合格性"), Pair("12", "机质量合格性"),
                                    Pair("15", "机质量合格性")))
      << "the last word";
}

TEST_F(DecidedTest, StaffComplainOfNothing) {
  ShowNow(kReceived);
  Do(StepKind::CauseConfirmed, 1, "机/质量合格性");
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", "机质量合格性")));
}

TEST_F(DecidedTest, AMergeSaysOfBothSidesThatTheyAreOneEvent) {
  Do(StepKind::Merged, 3, "C1");
  EXPECT_THAT(Sorted(), ElementsAre(Pair("11", "+s"), Pair("41", "+m")));
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", ""), Pair("41", ""))) << "no cause was confirmed";
}

TEST_F(DecidedTest, ACauseIsSaidOfWhatIsMergedWithIt) {
  Do(StepKind::CauseConfirmed, 3, "法/管理方法");
  Do(StepKind::Merged, 3, "C1");
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", "法管理方法"), Pair("41", "法管理方法")));
}

TEST_F(DecidedTest, ACauseThatCameWithAMergeIsSaidOfNothingThatTheMachinePutThereAfterIt) {
  ShowNow({"5", "51", "豆豆", "垃圾桶满了，三天没人清运。", "垃圾没人管"});
  Do(StepKind::CauseConfirmed, 3, "法/管理方法");
  Do(StepKind::Merged, 3, "C2");
  Do(StepKind::Merged, 2, "C1");
  house_.AdvanceTo(house_.clock.Now() + minutes(1));
  ShowNow(kSameHere);
  ASSERT_EQ(ComplaintStore(house_.session()).MentionsOf(ComplaintId{1}).size(), 4U);
  Do(StepKind::Merged, 4, "C1");
  EXPECT_EQ(Causes().at("41"), "法管理方法");
  EXPECT_EQ(Causes().at("11"), "法管理方法");
  EXPECT_EQ(Causes().at("12"), "") << "a later merge, without a cause, confirms nothing";
}

TEST_F(DecidedTest, ASplitSaysThatTheyAreNotAndTakesTheCauseAway) {
  Do(StepKind::CauseConfirmed, 1, "法/管理方法");
  Do(StepKind::Merged, 3, "C1");
  const OrderResult split = Do(StepKind::Split, 1, "", {"41"});
  EXPECT_THAT(Sorted(), ElementsAre(Pair("11", "+s-s"), Pair("41", "+m-m"))) << "the last is right";
  EXPECT_THAT(Causes(), ElementsAre(Pair("11", "法管理方法"), Pair("41", "")));
  EXPECT_EQ(Decided().at("41").complaint, split.made);
}

TEST_F(DecidedTest, OfWhatAnEditTookAwayNothingIsSaidAnyMore) {
  Do(StepKind::Merged, 3, "C1");
  ShowNow({"4", "41", "圆圆", "出一辆九成新婴儿车，自提。", "【转让】婴儿车"});
  EXPECT_THAT(Sorted(), ElementsAre(Pair("11", "+s")));
}

}  // namespace
}  // namespace forumwatch
