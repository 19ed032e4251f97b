// What stands beside a draft (B11, B13, H): the points it has to answer come from the store.
#include "daemon/desk/draft_review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/desk/desk.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::Contains;
using testing::ElementsAre;
using testing::SizeIs;

const PostWords kBins{"1", "15", "麦子", "另外12栋楼下的垃圾桶满了三天，苍蝇乱飞，保洁去哪了？",
                      ""};

class DraftReviewTest : public testing::Test {
 protected:
  void Show(const PostWords& words) { house_.Show({Seen(words, house_.clock.Now())}); }
  std::vector<PointToAnswer> Points(ComplaintId id) {
    const Transaction one_moment(house_.session());
    return PointsToAnswer(house_.session(), house_.config, Load(id));
  }
  DraftReview Review(std::string_view draft, ComplaintId id = ComplaintId{1}) {
    const Transaction one_moment(house_.session());
    return ReviewDraft(house_.session(), house_.config, Load(id), draft, house_.clock.Now());
  }
  Complaint Load(ComplaintId id) { return ComplaintStore(house_.session()).Load(id).value(); }

  House house_{kMorning};
};

TEST_F(DraftReviewTest, TheThreadsOtherComplaintsWaitForAnAnswerToo) {
  Show(kLift);
  Show(kBins);
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  const auto points = Points(ComplaintId{1});
  ASSERT_THAT(points, SizeIs(2));
  EXPECT_TRUE(points[0].point.main);
  EXPECT_THAT(points[0].point.said, Contains(kLift.title)) << "of an opening post the title too";
  EXPECT_THAT(points[1].point.authors, Contains("麦子"));
  EXPECT_EQ(Points(ComplaintId{2}).front().complaint, ComplaintId{2}) << "its own comes first";

  const std::string lift = "您好，7栋电梯今天15点更换主板，由王工跟进。";
  EXPECT_EQ(Review(lift).LeftOut(), 1);
  EXPECT_FALSE(Review(lift).verdicts[1].covered());
  EXPECT_EQ(Review(lift + "12栋的垃圾桶今天中午清走。").LeftOut(), 0);
}

TEST_F(DraftReviewTest, WhatHasMeasuresOrIsClosedIsNotWaitedFor) {
  Show(kLift);
  Show(kBins);
  house_.AdvanceTo(kMorning + hours(1));
  Show(kMeasures);
  EXPECT_THAT(Points(ComplaintId{2}), SizeIs(1)) << "the lift was answered";
  EXPECT_THAT(Points(ComplaintId{1}), SizeIs(2)) << "its own stays, whatever was said of it";
  Desk(house_.session(), house_.config, house_.pipeline())
      .Do({StepKind::Closed, ComplaintId{2}, "李主管", "", "重复", {}}, house_.clock.Now());
  EXPECT_THAT(Points(ComplaintId{1}), SizeIs(1));
}

TEST_F(DraftReviewTest, WhatNeverHadMeasuresInTheSameThreadStaysAPointHoweverOld) {
  Show(kLift);
  Show(kBins);
  house_.AdvanceTo(kMorning + days(15));
  Show({"1", "16", "小满", "7栋电梯今天又停了，老人又在爬楼，物业到底管不管？", ""});
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  EXPECT_THAT(Points(ComplaintId{1}), SizeIs(2)) << "nobody spoke of the bins for a fortnight";
}

TEST_F(DraftReviewTest, AThreadThatWasSharedLongAgoIsPast) {
  Show(kLift);
  Show(kBins);
  house_.AdvanceTo(kMorning + days(15));
  Show({"9", "91", "七栋老王", "7栋电梯又停了，已经两天没人来修，老人上不了楼。", "7栋电梯又停了"});
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  EXPECT_THAT(Points(ComplaintId{1}), SizeIs(1));
}

TEST_F(DraftReviewTest, WhatTheOwnersAskIsAnsweredOneByOne) {
  Show({"1", "11", "七栋老王",
        "7栋电梯又停了，两天没人来修。什么时候修好？为什么没人通知？电梯费退不退？",
        "7栋电梯又停了"});
  const std::string lift = "您好，7栋电梯3月5日换好主板，由王工跟进。";
  EXPECT_THAT(Review(lift).asks, SizeIs(3));
  EXPECT_THAT(Review(lift).answers, ElementsAre("3月5日", "", ""));
  EXPECT_EQ(Review(lift).LeftOut(), 2);
  EXPECT_EQ(Review("您好。").LeftOut(), 4) << "nor the complaint itself";
  EXPECT_EQ(Review(lift + "主板故障来不及通知，对不起；停用三天的电梯费减免。").LeftOut(), 0);
}

TEST_F(DraftReviewTest, OnlyWhatAStaffPostSinceAnswersIsNotAskedAgain) {
  Show({"1", "11", "七栋老王", "7栋电梯又停了，两天没人来修，什么时候修好？电梯费退不退？",
        "7栋电梯又停了"});
  house_.AdvanceTo(kMorning + hours(1));
  Show(kMeasures);
  const auto name_is = [](const char* name) { return testing::Field(&FoundAsk::name, name); };
  EXPECT_THAT(Review("您好。").asks, ElementsAre(name_is("退不退、赔不赔")));
  house_.AdvanceTo(kMorning + hours(9));
  Show({"1", "18", "小满", "7栋电梯还是不动，什么时候修好？", ""});
  EXPECT_THAT(Review("您好。").asks, ElementsAre(name_is("退不退、赔不赔"), name_is("什么时候")));
}

TEST_F(DraftReviewTest, FaultsAreFoundWithTheWordsOfTheConfiguration) {
  Show(kLift);
  const auto faults = Review("部分业主夸大事实，7栋电梯运行正常。").faults;
  EXPECT_THAT(faults, Contains(testing::Field(&FoundFault::fault, Fault::Blame)));
}

TEST_F(DraftReviewTest, TheTopicsGuidanceStandsBesideIt) {
  Show(kLift);
  const Transaction one_moment(house_.session());
  const auto guidance = GuidanceBeside(house_.session(), house_.config, Load(ComplaintId{1}));
  EXPECT_THAT(guidance, Contains(testing::Field(&Guidance::name, "电梯")));
}

TEST_F(DraftReviewTest, TheGuidanceIsForTheClassOfTheComplaint) {
  Show({"1", "11", "天台上的风",
        "1栋大堂右边那扇玻璃门，从把手裂到底，推一下嘎吱响，碎了要出人命的",
        "1栋大堂玻璃门裂了一大片"});
  const auto names_for = [&](int complaint_class) {
    const Transaction one_moment(house_.session());
    Complaint complaint = Load(ComplaintId{1});
    complaint.complaint_class = complaint_class;
    std::vector<std::string> names;
    for (const Guidance& one : GuidanceBeside(house_.session(), house_.config, complaint)) {
      names.push_back(one.name);
    }
    return names;
  };
  EXPECT_THAT(names_for(1), ElementsAre("公共设施维修（一类）"));
  EXPECT_THAT(names_for(3), SizeIs(0));
}

}  // namespace
}  // namespace forumwatch
