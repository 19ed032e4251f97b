#include "analysis/alerting/stock_take.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/alerting/complaints.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

const UtcTime kFive = At("2026-03-03 17:00");

OpenMatter Matter(int number, const char* opened, const std::vector<Step>& steps = {},
                  std::vector<Reply> replies = {}) {
  OpenMatter matter;
  matter.complaint = ElevatorComplaint();
  matter.complaint.id = ComplaintId{number};
  matter.complaint.opened_at = At(opened);
  matter.duties = Clocks(matter.complaint, std::move(replies), kFive, steps);
  matter.steps = steps;
  for (Step& step : matter.steps) {
    step.complaint = matter.complaint.id;
  }
  return matter;
}

Step Took(StepKind kind, std::string detail = "") {
  return {ComplaintId{1}, "李主管", At("2026-03-03 10:00"), kind, std::move(detail), ""};
}

StockTake TakeStock(const std::vector<OpenMatter>& open, const StockTakeBeside& beside) {
  StockCount count(kFive);
  for (const OpenMatter& matter : open) {
    count.Add(matter);
  }
  return count.Taken(beside);
}

// B8: nobody is told when the service sends a draft back, and its complaint is listed no more.
TEST(StockTake, NamesWhereADraftWasSentBackWithWhatWasMerged) {
  OpenMatter matter = Matter(2, "2026-03-03 16:00", {Took(StepKind::Assigned, "张三")});
  for (const StepKind kind : {StepKind::Drafted, StepKind::Rejected}) {
    Step& step = matter.steps.emplace_back(Took(kind));
    step.complaint = ComplaintId(1);
    step.who = kind == StepKind::Rejected ? std::string(kOurselves) : "小林";
  }
  matter.steps.front().complaint = ComplaintId(2);
  const std::vector open{matter};
  EXPECT_THAT(TakeStock(open, {}).counts, HasSubstr("并案退回的稿子还没有另拟 1 件"));
}

TEST(StockTake, EachQuestionNamesItsComplaintsMostPressingFirst) {
  const Reply measures{At("2026-03-02 20:00"), ReplyKind::Measures, "post 1"};
  std::vector<OpenMatter> open = {
      Matter(1, "2026-03-02 19:14"),  // first reply overdue, measures due at 18:00
      Matter(2, "2026-03-03 16:00", {Took(StepKind::Assigned, "张三"), Took(StepKind::Drafted)}),
      Matter(3, "2026-03-02 19:14", {Took(StepKind::Assigned, "张三")}, {measures})};
  open[2].new_posts = 2;
  const StockTake taken = TakeStock(open, {});
  EXPECT_EQ(
      taken.counts,
      "未办结 3 件，已超时 1 件，24 小时内到期 2 件，待审批 1 件，无人负责 1 件，有新帖 1 件");
  EXPECT_THAT(taken.lines,
              ElementsAre("已超时 1 件：C1 7栋电梯反复停运",
                          "24 小时内到期 2 件：C1 7栋电梯反复停运、C2 7栋电梯反复停运",
                          "待审批 1 件：C2 7栋电梯反复停运", "无人负责 1 件：C1 7栋电梯反复停运",
                          "有新帖 1 件：C3 7栋电梯反复停运"));
}

TEST(StockTake, NothingOpenIsSaidToo) {
  const StockTake taken = TakeStock({}, {});
  EXPECT_EQ(taken.counts, "未办结 0 件");
  EXPECT_THAT(taken.lines, IsEmpty());
  const Alert alert =
      StockTakeAlert(taken, OptionsWithRoles(), Zone("Asia/Shanghai"), kFive, kFive);
  EXPECT_EQ(alert.title, "日盘点 3月3日 17:00：未办结 0 件");
  EXPECT_EQ(alert.rule, "stock_take");
  EXPECT_EQ(alert.handbook, "B8");
  EXPECT_THAT(alert.reason, EndsWith("（B8）"));
  EXPECT_THAT(alert.receivers, ElementsAre("monitor", "head", "technical"));
}

TEST(StockTake, ManyAreCountedAndSomeNamed) {
  std::vector<OpenMatter> open;
  for (int number = 1; number <= 20; ++number) {
    open.push_back(Matter(number, "2026-03-02 10:00"));
  }
  const StockTake taken = TakeStock(open, {});
  EXPECT_THAT(taken.lines[0], HasSubstr("已超时 20 件：C1 "));
  EXPECT_THAT(taken.lines[0], EndsWith("C6 7栋电梯反复停运 等"));
}

TEST(StockTake, WhatKeepsTheServiceFromSeeingOrTellingIsNamed) {
  const StockTake taken =
      TakeStock({}, {{"云栖苑/业主论坛"}, 2, {"3月7日（周六） 没有 monitor 值班"}});
  EXPECT_EQ(taken.counts, "未办结 0 件，论坛看不到 1 个");
  EXPECT_THAT(taken.lines,
              ElementsAre("论坛看不到 1 个：云栖苑/业主论坛", HasSubstr("没有送到的提醒 2 条"),
                          "要补的设置：3月7日（周六） 没有 monitor 值班"));
}

TEST(StockTake, ItIsTheSameOneWheneverItIsSaid) {
  const Zone zone("Asia/Shanghai");
  const StockTake taken;
  const Alert in_time = StockTakeAlert(taken, {}, zone, kFive, kFive);
  const Alert later = StockTakeAlert(taken, {}, zone, kFive, kFive + hours(20));
  const Alert next = StockTakeAlert(taken, {}, zone, kFive + hours(24), kFive + hours(24));
  EXPECT_EQ(in_time.id, later.id);
  EXPECT_EQ(in_time.episode, 20260303);
  EXPECT_EQ(later.episode, 20260303);
  EXPECT_NE(next.id, in_time.id);
  EXPECT_EQ(next.episode, 20260304);
}

TEST(StockTake, TheSetTimeComesOnceADay) {
  const Zone zone("Asia/Shanghai");
  const minutes at = hours(17);
  EXPECT_EQ(LastStockTake(at, zone, kFive), kFive);
  EXPECT_EQ(LastStockTake(at, zone, kFive - Duration(1)), kFive - hours(24));
  EXPECT_EQ(NextStockTake(at, zone, kFive), kFive + hours(24));
  EXPECT_EQ(NextStockTake(at, zone, kFive - Duration(1)), kFive);
}

}  // namespace
}  // namespace forumwatch
