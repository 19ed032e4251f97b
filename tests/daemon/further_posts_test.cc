// What the person on duty is told when a post joins a complaint that was there before (E4).
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/outbox.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class FurtherPosts : public testing::Test {
 protected:
  // What is sent now, oldest first.
  std::vector<Delivery> Sent() {
    std::vector<Delivery> sent;
    InTransaction(house_.session(), [&] {
      OutboxStore outbox(house_.session());
      sent = outbox.ClaimDue("值班群", house_.clock.Now(), "run", 10);
      for (const Delivery& delivery : sent) {
        outbox.MarkSent(delivery.id, house_.clock.Now());
      }
    });
    return sent;
  }

  House house_{kMorning};
};

TEST_F(FurtherPosts, APostThatWakesAnOldComplaintIsShownAndNotCalledNew) {
  const UtcTime before = kMorning - Duration(house_.config.backfill) - hours(24 * 40);
  house_.Show({Seen(kLift, before)});
  ASSERT_THAT(Sent(), SizeIs(0)) << "history asks for nothing";
  house_.Show({Seen(kLift, before), Seen(kSameHere, kMorning)});
  const std::vector<Delivery> sent = Sent();
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent[0].alert.rule, "complaint.new");
  EXPECT_THAT(sent[0].alert.title,
              AllOf(HasSubstr("旧投诉又有人发帖 C1"), Not(HasSubstr("新投诉"))));
  EXPECT_THAT(sent[0].text, HasSubstr("不是新投诉："));
  EXPECT_THAT(sent[0].text, HasSubstr("新帖：3月2日 10:00 小满：我家也是，天天爬楼"));
  EXPECT_THAT(sent[0].text, HasSubstr("原帖：https://forum.example/t1#p12"));
}

TEST_F(FurtherPosts, AThreadThatComesAfterTheAnswerIsShownWithItsOwnPost) {
  house_.Show({Seen(kLift, kMorning), Seen(kMeasures, kMorning)});
  Sent();
  house_.AdvanceTo(kMorning + hours(24 * 3));
  house_.Show({Seen({"6", "61", "阿禾", kLift.text, kLift.title}, house_.clock.Now())});
  const std::vector<Delivery> sent = Sent();
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_THAT(sent[0].text, HasSubstr("又反映 3月2日 10:00 的这件投诉"));
  EXPECT_THAT(sent[0].text, HasSubstr("新帖：3月5日 10:00 阿禾：7栋电梯又停了"));
  EXPECT_THAT(sent[0].text, HasSubstr("原帖：https://forum.example/t6#p61"));
}

TEST_F(FurtherPosts, ANewComplaintIsCalledNew) {
  house_.Show({Seen(kLift, kMorning)});
  const std::vector<Delivery> sent = Sent();
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_THAT(sent[0].alert.title, HasSubstr("新投诉 C1"));
  EXPECT_THAT(sent[0].text, Not(HasSubstr("新帖：")));
}

TEST_F(FurtherPosts, WhatAVisitTouchedBeyondOneTurnIsLookedAtInTheNext) {
  for (int i = 1; i <= 120; ++i) {
    const std::string number = std::to_string(i);
    house_.ShowThread({Seen({number, "1" + number, "业主" + number,
                             number + "栋电梯又停了，已经两天没人来修。", number + "栋电梯又停了"},
                            kMorning)});
  }
  house_.EndVisit();
  const auto told = [this] {
    const auto alerts = house_.Alerts();
    return std::count_if(alerts.begin(), alerts.end(), [](const std::string& alert) {
      return alert.starts_with("complaint.new");
    });
  };
  EXPECT_EQ(told(), 100);
  house_.AdvanceTo(house_.clock.Now());
  EXPECT_EQ(told(), std::ssize(house_.Complaints()));
  EXPECT_GT(told(), 100);
}

}  // namespace
}  // namespace forumwatch
