// B8: stock is taken once a day, whatever restarts, upgrades and clocks there are.
#include "daemon/daily_round.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/store/outbox.h"
#include "daemon/store/steps.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DailyRoundTest : public testing::Test {
 protected:
  DailyRoundTest() {
    house_.config.alerting.stock_take_at = hours(17);
    Start();
  }

  void Start() { round_.emplace(house_.session(), house_.config); }
  void TurnAt(UtcTime now) { round_->Turn(now); }
  void Open(int many) {
    InTransaction(house_.session(), [&] {
      Complaint complaint;
      complaint.community = house_.board().community;
      complaint.summary = "电梯";
      for (int i = 0; i < many; ++i) {
        ComplaintStore(house_.session()).Insert(complaint);
      }
    });
  }
  std::vector<int> Episodes(const std::string& rule) {
    std::vector<int> episodes;
    OutboxStore(house_.session()).ForEachAlert([&](const Alert& alert) {
      if (alert.rule == rule) {
        episodes.push_back(alert.episode);
      }
    });
    return episodes;
  }
  // The days for which stock was taken.
  std::vector<int> Taken() { return Episodes("stock_take"); }
  // Of the stock-takes that were not asked for yet.
  std::string LastText() {
    std::string text;
    InTransaction(house_.session(), [&] {
      for (const Delivery& delivery :
           OutboxStore(house_.session()).ClaimDue("值班群", kFive + days(30), "run", 100)) {
        text = delivery.alert.rule == "stock_take" ? delivery.text : text;
      }
    });
    return text;
  }

  static inline const UtcTime kFive = kMorning + hours(7);
  House house_{kMorning};
  std::optional<DailyRound> round_;
};

TEST_F(DailyRoundTest, AtTheSetTimeItIsSaidOnce) {
  TurnAt(kMorning);
  EXPECT_EQ(round_->NextTurn(), kFive);
  TurnAt(kFive - Duration(1));
  EXPECT_THAT(Taken(), IsEmpty());
  TurnAt(kFive);
  TurnAt(kFive + minutes(1));
  EXPECT_THAT(Taken(), ElementsAre(20260302));
  EXPECT_EQ(round_->NextTurn(), kFive + days(1));
  TurnAt(kFive + days(1));
  EXPECT_THAT(Taken(), ElementsAre(20260302, 20260303));
}

TEST_F(DailyRoundTest, ItNamesWhatIsOpen) {
  house_.Show({Seen(kLift, kMorning)});
  TurnAt(kMorning);
  house_.AdvanceTo(kFive);
  TurnAt(kFive);
  const std::string text = LastText();
  EXPECT_THAT(text, HasSubstr("日盘点 3月2日 17:00：未办结 1 件，已超时 1 件"));
  EXPECT_THAT(text, HasSubstr("\n已超时 1 件：C1 7栋电梯又停了\n"));
  EXPECT_THAT(text, HasSubstr("\n无人负责 1 件：C1 "));
  EXPECT_LE(text.size(), 1900U);
}

TEST_F(DailyRoundTest, WhoWasNamedForWhatIsMergedNowIsStillInCharge) {
  Open(2);
  InTransaction(house_.session(), [&] {
    StepStore steps(house_.session());
    steps.Append({ComplaintId{2}, "李主管", kMorning, StepKind::Assigned, "张三", ""});
    steps.Append({ComplaintId{2}, "小林", kMorning, StepKind::Drafted, "", "今天15点修好"});
    ComplaintStore(house_.session()).Merge(ComplaintId{2}, ComplaintId{1});
  });
  TurnAt(kMorning);
  TurnAt(kFive);
  const std::string text = LastText();
  EXPECT_THAT(text, HasSubstr("未办结 1 件"));
  EXPECT_THAT(text, Not(AnyOf(HasSubstr("无人负责"), HasSubstr("待审批"))));
}

TEST_F(DailyRoundTest, AnUpgradeAfterTheSetTimeSaysNothing) {
  TurnAt(kFive + hours(1));
  EXPECT_THAT(Taken(), IsEmpty());
  TurnAt(kFive + days(1));
  EXPECT_THAT(Taken(), ElementsAre(20260303));
}

TEST_F(DailyRoundTest, ARestartSaysItNeitherTwiceNorNever) {
  TurnAt(kMorning);
  Start();
  TurnAt(kFive - minutes(1));
  Start();
  TurnAt(kFive + minutes(1));
  Start();
  TurnAt(kFive + minutes(2));
  EXPECT_THAT(Taken(), ElementsAre(20260302));
}

TEST_F(DailyRoundTest, ARestartForgetsNoNewPost) {
  TurnAt(kMorning);
  house_.clock.Set(kMorning + minutes(5));
  house_.Show({Seen(kLift, kMorning + minutes(5))});
  TurnAt(kMorning + hours(1));
  Start();
  TurnAt(kFive - minutes(1));
  TurnAt(kFive);
  EXPECT_THAT(LastText(), HasSubstr("\n有新帖 1 件：C1 "));
}

TEST_F(DailyRoundTest, AfterDaysOfSilenceTheLastOneAloneIsSaid) {
  TurnAt(kMorning);
  Start();
  TurnAt(kFive + days(3) + hours(2));
  EXPECT_THAT(Taken(), ElementsAre(20260305));
}

TEST_F(DailyRoundTest, AClockThatIsPutBackSaysItNeitherTwiceNorNever) {
  TurnAt(kMorning);
  TurnAt(kFive);
  TurnAt(kFive - hours(2));
  TurnAt(kFive);
  EXPECT_THAT(Taken(), ElementsAre(20260302));
  TurnAt(kFive + days(40));
  TurnAt(kFive + hours(1));
  TurnAt(kFive + days(1));
  EXPECT_THAT(Taken(), ElementsAre(20260302, 20260411, 20260303));
}

// A machine without a battery starts in the past.
TEST_F(DailyRoundTest, AClockThatWasBehindForAWhileSaysNothingTwice) {
  TurnAt(kMorning + days(22));  // the 24th: D1 is due tomorrow
  TurnAt(kFive + days(22));
  Start();
  TurnAt(kFive - days(9000));
  TurnAt(kFive + days(22) + hours(1));
  EXPECT_THAT(Taken(), ElementsAre(20260324));
  EXPECT_THAT(Episodes("report.due"), Contains(2026031).Times(1));
  TurnAt(kFive + days(23));
  EXPECT_THAT(Taken(), ElementsAre(20260324, 20260325));
}

// A turn of the loop stays short, however much is open.
TEST_F(DailyRoundTest, ThousandsAreCountedAPageATurn) {
  Open(2 * DailyRound::kPage + 1);
  TurnAt(kMorning);
  TurnAt(kFive);
  EXPECT_THAT(Taken(), IsEmpty());
  EXPECT_EQ(round_->NextTurn(), kFive) << "it goes on at once";
  TurnAt(kFive + Duration(1));
  Start();
  for (int turn = 0; turn < 3; ++turn) {
    EXPECT_THAT(Taken(), IsEmpty()) << "a restart begins anew";
    TurnAt(kFive + Duration(2));
  }
  EXPECT_THAT(Taken(), ElementsAre(20260302));
  EXPECT_THAT(LastText(), HasSubstr("未办结 201 件，无人负责 201 件"));
  EXPECT_EQ(round_->NextTurn(), kFive + days(1));
}

TEST_F(DailyRoundTest, ASetTimeThatComesWhileItCountsIsTheNext) {
  Open(2 * DailyRound::kPage + 1);
  TurnAt(kMorning - days(1));
  TurnAt(kFive - Duration(1));
  TurnAt(kFive + Duration(1));
  TurnAt(kFive + Duration(1));
  EXPECT_THAT(Taken(), ElementsAre(20260301));
  EXPECT_EQ(round_->NextTurn(), kFive);
  for (int turn = 0; turn < 3; ++turn) {
    TurnAt(kFive + Duration(2));
  }
  EXPECT_THAT(Taken(), ElementsAre(20260301, 20260302));
}

TEST_F(DailyRoundTest, WhatIsPostedWhileItCountsIsNewTheNextDayAlone) {
  Open(DailyRound::kPage);
  house_.Show({Seen(kLift, kMorning)});
  TurnAt(kMorning + hours(1));
  TurnAt(kFive);
  EXPECT_THAT(Taken(), IsEmpty()) << "it has not come to the last page";
  house_.clock.Set(kFive + minutes(1));
  house_.Show({Seen(kLift, kMorning), Seen(kSameHere, kFive + minutes(1))});
  TurnAt(kFive + minutes(1));
  EXPECT_THAT(LastText(), AllOf(HasSubstr("日盘点 3月2日"), Not(HasSubstr("有新帖"))));
  TurnAt(kFive + days(1));
  TurnAt(kFive + days(1));
  EXPECT_THAT(LastText(), AllOf(HasSubstr("日盘点 3月3日"), HasSubstr("\n有新帖 1 件：C101 ")));
}

// D1, D2
TEST_F(DailyRoundTest, WithItGoesWhatTheMonthAsksFor) {
  TurnAt(kMorning);
  TurnAt(kFive + days(22));  // the 24th
  TurnAt(kFive + days(23));
  TurnAt(kFive + days(27));
  EXPECT_THAT(Episodes("report.due"), ElementsAre(2026031, 2026032));
}

TEST_F(DailyRoundTest, AYearOfHolidaysThatIsMissingIsToldOnceAMonth) {
  house_.config.calendar.years.erase(2026);
  TurnAt(kMorning);
  TurnAt(kFive);
  TurnAt(kFive + days(1));
  EXPECT_THAT(Episodes("calendar.missing"), ElementsAre(202603));
  TurnAt(kFive + days(30));
  EXPECT_THAT(Episodes("calendar.missing"), ElementsAre(202603, 202604));
}

TEST_F(DailyRoundTest, WithoutASetTimeThereIsNone) {
  house_.config.alerting.stock_take_at.reset();
  TurnAt(kMorning);
  TurnAt(kFive + days(2));
  EXPECT_THAT(Taken(), IsEmpty());
  EXPECT_EQ(round_->NextTurn(), std::nullopt);
}

TEST_F(DailyRoundTest, AGapInTheRosterIsNamed) {
  house_.config.people["张敏"] = {{"值班群", ""}};
  house_.config.roster.roles["monitor"] = {{{{1, 2, 3, 4, 5, 6}, {"张敏"}}}, {}};
  TurnAt(kMorning);
  TurnAt(kFive);
  EXPECT_THAT(LastText(), HasSubstr("要补的设置：3月8日（周日） 没有 monitor 值班"));
}

}  // namespace
}  // namespace forumwatch
