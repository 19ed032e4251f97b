// Whose time an answer took (B2, B3, B12).
#include "analysis/report/delays.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace forumwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

const UtcTime kPosted = *ParseRfc3339("2026-03-02T10:00:00+08:00");

Duty Clock(DutyKind kind, std::optional<minutes> answered) {
  Duty duty;
  duty.kind = kind;
  duty.starts_at = kPosted;
  duty.due_at = kPosted + minutes(240);
  if (answered) {
    duty.satisfied_at = kPosted + *answered;
    duty.state = DutyState::Met;
  }
  return duty;
}

Step Did(StepKind kind, Duration after) {
  return {ComplaintId{1}, "小林", kPosted + after, kind, "", ""};
}

// Seen after one minute, somebody was told after two.
HandlingRecord Seen(std::vector<Step> steps) {
  return {{{kPosted, kPosted + minutes(1)}},
          {{kPosted + minutes(1), kPosted + minutes(2)}},
          std::move(steps)};
}

HandlingRecord WholeWay() {
  return Seen({Did(StepKind::Acknowledged, minutes(5)), Did(StepKind::Drafted, minutes(20)),
               Did(StepKind::Approved, minutes(35)), Did(StepKind::Posted, minutes(39))});
}

struct DelayCase {
  const char* name;
  std::optional<minutes> answered;
  HandlingRecord record;
  std::vector<std::string> says;
};

HandlingRecord WithoutAlerts(HandlingRecord record) {
  record.told.clear();
  return record;
}

const DelayCase kDelays[] = {
    {"the whole way",
     minutes(40),
     WholeWay(),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
      "人员用时 38 分钟：提醒到受理 3 分钟，受理到拟稿 15 分钟，拟稿到审批 15 "
      "分钟，审批到论坛上出现 5 分钟"}},
    {"answered without a step",
     minutes(40),
     Seen({}),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
      "人员用时 38 分钟：提醒到论坛上出现 38 分钟"}},
    {"posted first, approved after",
     minutes(30),
     WholeWay(),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
      "人员用时 28 分钟：提醒到受理 3 分钟，受理到拟稿 15 分钟，拟稿到论坛上出现 10 分钟"}},
    {"approved within the minute by which the forum dates it",
     minutes(40),
     Seen({Did(StepKind::Drafted, minutes(20)), Did(StepKind::Approved, seconds(40 * 60 + 40))}),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
      "人员用时 38 分钟：提醒到拟稿 18 分钟，拟稿到审批 20 分钟，审批到论坛上出现 不到 1 分钟"}},
    {"rejected and drafted again",
     minutes(40),
     Seen({Did(StepKind::Drafted, minutes(10)), Did(StepKind::Rejected, minutes(15)),
           Did(StepKind::Drafted, minutes(25)), Did(StepKind::Approved, minutes(30))}),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
      "人员用时 38 分钟：提醒到拟稿 23 分钟，拟稿到审批 5 分钟，审批到论坛上出现 10 分钟"}},
    {"approved for an earlier reply, another draft waits",
     std::nullopt,
     Seen({Did(StepKind::Drafted, minutes(10)), Did(StepKind::Approved, minutes(15)),
           Did(StepKind::Drafted, minutes(60))}),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟",
      "人员用时（还没有完成）：提醒到拟稿 58 分钟"}},
    {"told, and nobody has done anything",
     std::nullopt,
     Seen({}),
     {"机器用时 2 分钟：发帖到看到 1 分钟，看到到提醒 1 分钟"}},
    {"seen, and nobody was told",
     std::nullopt,
     WithoutAlerts(Seen({})),
     {"机器用时（还没有提醒到人）：发帖到看到 1 分钟"}},
    {"answered before anybody was told",
     minutes(1),
     Seen({}),
     {"人员用时 1 分钟（没有等提醒）：发帖到论坛上出现 1 分钟"}},
    {"accepted before anybody was told",
     minutes(40),
     Seen({Did(StepKind::Acknowledged, seconds(90)), Did(StepKind::Drafted, minutes(20))}),
     {"人员用时 40 分钟（没有等提醒）：发帖到受理 1 分钟，受理到拟稿 18 "
      "分钟，拟稿到论坛上出现 20 分钟"}},
    {"nothing is on record", std::nullopt, {}, {}},
};

TEST(DelaysOfAnAnswer, AreToldByWhoseTimeItWas) {
  for (const DelayCase& c : kDelays) {
    const auto delays = DelaysOf(Clock(DutyKind::FirstReply, c.answered), c.record);
    ASSERT_TRUE(delays) << c.name;
    EXPECT_EQ(InWords(*delays), c.says) << c.name;
  }
}

TEST(DelaysOfAnAnswer, AddUpToTheTimeTheClockTook) {
  for (const DelayCase& c : kDelays) {
    if (!c.answered) {
      continue;
    }
    const auto delays = DelaysOf(Clock(DutyKind::Measures, c.answered), c.record);
    Duration legs{0};
    for (const DelayLeg& leg : delays->legs) {
      EXPECT_GE(leg.took, Duration(0)) << c.name;
      legs += leg.took;
    }
    EXPECT_EQ(legs, Duration(*c.answered)) << c.name;
    EXPECT_EQ(delays->machine.value_or(Duration(0)) + delays->staff.value(), Duration(*c.answered))
        << c.name;
  }
}

TEST(DelaysOfAnAnswer, AreThoseOfTheClocksThatAnAnswerOnTheForumStops) {
  for (const DutyKind kind : {DutyKind::WorkingDay, DutyKind::Revisit, DutyKind::CloseCheck}) {
    EXPECT_FALSE(DelaysOf(Clock(kind, minutes(40)), WholeWay())) << Name(kind);
  }
  Duty withdrawn = Clock(DutyKind::FirstReply, std::nullopt);
  withdrawn.state = DutyState::Void;
  EXPECT_FALSE(DelaysOf(withdrawn, WholeWay()));
}

// A clock's further episode begins with another post: what was seen, said and done for the earlier
// one is none of its time.
TEST(DelaysOfAnAnswer, OfALaterEpisodeCountFromItsOwnPost) {
  HandlingRecord record = WholeWay();
  const UtcTime again = kPosted + minutes(100);
  record.heard.push_back({again, again + minutes(3)});
  record.told.push_back({again + minutes(1), again + minutes(1)});  // of the first one's clock
  record.told.push_back({again + minutes(3), again + minutes(4)});
  record.steps.push_back(Did(StepKind::Drafted, minutes(110)));
  Duty duty = Clock(DutyKind::FirstReply, minutes(120));
  duty.episode = 2;
  duty.starts_at = again;
  EXPECT_THAT(InWords(*DelaysOf(duty, record)),
              ElementsAre("机器用时 4 分钟：发帖到看到 3 分钟，看到到提醒 1 分钟",
                          "人员用时 16 分钟：提醒到拟稿 6 分钟，拟稿到论坛上出现 10 分钟"));
}

TEST(DelaysOfAnAnswer, AClockThatWasSetBackMakesNoneNegative) {
  HandlingRecord record = WholeWay();
  record.heard[0].seen_at = kPosted - minutes(30);
  record.told[0].sent_at = kPosted - minutes(20);
  const auto delays = DelaysOf(Clock(DutyKind::FirstReply, minutes(40)), record);
  for (const DelayLeg& leg : delays->legs) {
    EXPECT_GE(leg.took, Duration(0));
  }
}

TEST(DelaysOfAnAnswer, OfNothingSayNothing) {
  EXPECT_THAT(InWords(Delays{}), IsEmpty());
}

}  // namespace
}  // namespace forumwatch
