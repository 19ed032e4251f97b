// What is said of a reply that did not get to the forum (B12).
#include "analysis/alerting/unposted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

const UtcTime kOrdered = ParseRfc3339("2026-03-02T11:00:00+08:00").value();

Alert ToldOf(UnpostedBecause cause, AskedPosting asked = {7, 1, kOrdered}) {
  Complaint complaint;
  complaint.id = ComplaintId(12);
  complaint.summary = "7栋电梯又停了";
  AlertingOptions options;
  options.receivers["reply.unposted"] = {"monitor", "head"};
  return UnpostedAlert(complaint, cause, "主题锁了\n不能回帖", asked, options,
                       kOrdered + std::chrono::minutes(3));
}

TEST(UnpostedAlert, SaysWhatHappenedAndWhatToDo) {
  struct {
    UnpostedBecause cause;
    const char* title;
    const char* what_now;
  } const cases[] = {
      {UnpostedBecause::Held, "回帖在等版主审核 C12：7栋电梯又停了", "不算回复"},
      {UnpostedBecause::Delayed, "回帖还没有发出去 C12：", "看到了就不再发"},
      {UnpostedBecause::Given, "回帖没有发成 C12：", "请人在论坛上发"},
      {UnpostedBecause::NotApproved, "回帖没有发 C12：", "请先批准"},
      {UnpostedBecause::MayBeThere, "说不准回帖发了没有 C12：", "请先到论坛和待审队列里看"},
      {UnpostedBecause::HeldTooLong, "回帖没有放行 C12：", "放行或撤下"}};
  for (const auto& [cause, title, what_now] : cases) {
    const Alert alert = ToldOf(cause);
    EXPECT_THAT(alert.title, HasSubstr(title));
    EXPECT_THAT(alert.reason,
                AllOf(HasSubstr("主题锁了 不能回帖"), HasSubstr(what_now), EndsWith("（B12）")));
    EXPECT_EQ(alert.rule, "reply.unposted");
    EXPECT_EQ(alert.handbook, "B12");
    EXPECT_THAT(alert.receivers, ElementsAre("monitor", "head"));
  }
}

TEST(UnpostedAlert, EachCauseOfEachOrderIsAnAlertOfItsOwn) {
  const Alert held = ToldOf(UnpostedBecause::Held);
  EXPECT_EQ(held.id, ToldOf(UnpostedBecause::Held).id);
  EXPECT_NE(held.stage, ToldOf(UnpostedBecause::Given).stage);
  EXPECT_NE(held.id, ToldOf(UnpostedBecause::Given).id);
}

TEST(UnpostedAlert, TwoOrdersInOneMinuteAreTwoAlerts) {
  const Alert first = ToldOf(UnpostedBecause::Given);
  for (const AskedPosting& other : {AskedPosting{8, 1, kOrdered}, AskedPosting{7, 2, kOrdered}}) {
    const Alert second = ToldOf(UnpostedBecause::Given, other);
    EXPECT_NE(first.episode, second.episode);
    EXPECT_NE(first.id, second.id);
  }
}

}  // namespace
}  // namespace forumwatch
