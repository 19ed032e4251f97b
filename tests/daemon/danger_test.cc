// B9, B10, B12, E4, E5 as the house lives them: from a post or a step to the outbox.
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/alerts/unaddressed.h"
#include "daemon/complaint_care.h"
#include "daemon/desk/desk.h"
#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const PostWords kThreat{"1", "16", "阿禾", "电梯再不修我就找媒体曝光你们，已经联系了电视台记者！",
                        ""};

TEST(Danger, AThreatInAFollowUpIsToldAtOnceInTheMiddleOfTheNight) {
  House house(kMorning);
  house.config.alerting.quiet = QuietHours{hours(22), hours(7)};
  house.Show({Seen(kLift, kMorning)});
  EXPECT_THAT(house.Alerts(), ElementsAre("complaint.new C1"));
  const UtcTime night = kMorning + hours(14);
  house.AdvanceTo(night);
  house.Show({Seen(kLift, kMorning), Seen(kThreat, night)});
  EXPECT_THAT(house.Alerts(), Contains("danger C1"));
  InTransaction(house.session(), [&] {
    const auto due = OutboxStore(house.session()).ClaimDue("值班群", night, "run", 100);
    EXPECT_EQ(due.back().alert.rule, "danger");
    EXPECT_THAT(due.back().text, HasSubstr("危险信号（曝光） C1"));
    EXPECT_THAT(due.back().text, HasSubstr("阿禾：电梯再不修我就找媒体曝光你们"));
    EXPECT_THAT(due.back().text, HasSubstr("原帖：https://forum.example/t1#p16"));
  });
  const auto said = house.Alerts();
  house.Show({Seen(kLift, kMorning), Seen(kThreat, night)});
  EXPECT_EQ(house.Alerts(), said) << "once";
}

TEST(Danger, AFurtherSignIsToldWithThePostThatShowsIt) {
  House house(kMorning);
  const PostWords petition{"1", "17", "豆豆", "再没人修电梯，我们就去信访办上访！", ""};
  PostWords again = kThreat;
  again.post = "18";
  std::vector<SeenPost> thread = {Seen(kLift, kMorning), Seen(kThreat, kMorning)};
  house.Show(thread);
  thread.push_back(Seen(petition, kMorning + minutes(1)));
  thread.push_back(Seen(again, kMorning + minutes(2)));
  house.clock.Set(kMorning + minutes(3));
  house.Show(thread);
  const auto told = InTransaction(house.session(), [&] {
    return OutboxStore(house.session()).ClaimDue("值班群", kMorning + hours(1), "run", 100);
  });
  ASSERT_FALSE(told.empty());
  EXPECT_THAT(told.back().text, HasSubstr("危险信号（信访） C1"));
  EXPECT_THAT(told.back().text, HasSubstr("豆豆：再没人修电梯"));
}

std::vector<std::string> Said(House& house, const std::string& rule) {
  std::vector<std::string> said = house.Alerts();
  std::erase_if(said, [&](const std::string& alert) { return !alert.starts_with(rule); });
  return said;
}

TEST(Danger, AThreatThatIsReadAfterTheClosingIsToldThoughItWasPostedBeforeIt) {
  House house(kMorning);
  house.Show({Seen(kLift, kMorning)});
  house.AdvanceTo(kMorning + minutes(10));
  InTransaction(house.session(), [&] {
    StepStore(house.session())
        .Append({ComplaintId{1}, "李主管", house.clock.Now(), StepKind::Closed, "", "已当面解决"});
    house.pipeline().Recount(ComplaintId{1}, house.clock.Now());
  });
  house.AdvanceTo(kMorning + minutes(20));
  const std::vector<SeenPost> thread = {Seen(kLift, kMorning),
                                        Seen(kThreat, kMorning + minutes(5))};
  house.Show(thread);
  EXPECT_EQ(house.Complaints().at(0).status, ComplaintStatus::Closed);
  EXPECT_THAT(Said(house, "danger"), ElementsAre("danger C1"));
  house.Show(thread);
  EXPECT_THAT(Said(house, "danger"), ElementsAre("danger C1")) << "once";
}

TEST(Danger, AThreatThatNobodyWasNamedForIsToldWhenSomebodyIsThoughAllIsAnswered) {
  House house(kMorning);
  const auto roles = std::exchange(house.config.roles, {});
  house.Show({Seen(kLift, kMorning), Seen(kThreat, kMorning), Seen(kMeasures, kMorning)});
  EXPECT_EQ(AddressWhatStillMatters(house.session(), house.config, kMorning), 0);
  const auto for_nobody = [&] {
    std::vector<std::string> rules;
    for (const Alert& alert : OutboxStore(house.session()).LatestUnheard(10, {"值班群"})) {
      rules.push_back(alert.rule);
    }
    return rules;
  };
  EXPECT_THAT(for_nobody(), Contains("danger"));
  const auto before = for_nobody().size();
  house.config.roles = roles;
  EXPECT_EQ(AddressWhatStillMatters(house.session(), house.config, kMorning + hours(1)), 1);
  EXPECT_THAT(for_nobody(), Not(Contains("danger")));
  EXPECT_EQ(for_nobody().size(), before - 1) << "the rest is over, and stays to be seen";
}

// A threat for nobody, and then somebody is named.
class AThreatForNobody : public testing::Test {
 protected:
  AThreatForNobody() { house_.config.roles.clear(); }
  std::vector<std::string> ToldAt(UtcTime now) {
    house_.config.roles = roles_;
    AddressWhatStillMatters(house_.session(), house_.config, now);
    std::vector<std::string> told;
    InTransaction(house_.session(), [&] {
      OutboxStore outbox(house_.session());
      outbox.ForEachAlert([&](const Alert& alert) {
        if (alert.rule == "danger" && !outbox.FatesOf(alert).empty()) {
          told.push_back(alert.rule + " " + Name(*alert.complaint));
        }
      });
    });
    return told;
  }
  void Close(int complaint, UtcTime at) {
    InTransaction(house_.session(), [&] {
      StepStore(house_.session())
          .Append({ComplaintId{complaint}, "李主管", at, StepKind::Closed, "", "已当面解决"});
      house_.pipeline().Recount(ComplaintId{complaint}, at);
    });
  }

  House house_{kMorning};
  const RoleContacts roles_ = house_.config.roles;
};

TEST_F(AThreatForNobody, IsToldWhereItWasReadAfterTheClosing) {
  house_.Show({Seen(kLift, kMorning)});
  Close(1, kMorning + minutes(10));
  house_.clock.Set(kMorning + minutes(20));
  house_.Show({Seen(kLift, kMorning), Seen(kThreat, kMorning + minutes(5))});
  EXPECT_THAT(ToldAt(kMorning + hours(1)), ElementsAre("danger C1"));
}

TEST_F(AThreatForNobody, IsOverWhereItsComplaintWasClosedSince) {
  house_.Show({Seen(kLift, kMorning), Seen(kThreat, kMorning)});
  Close(1, kMorning + minutes(10));
  EXPECT_THAT(ToldAt(kMorning + hours(1)), ElementsAre());
}

TEST_F(AThreatForNobody, IsToldThoughItsComplaintIsPartOfAnotherNow) {
  PostWords gate = kThreat;
  gate.thread = "9";
  gate.title = "东门道闸没人修";
  gate.text = "东门道闸坏了没人修，再不修我就找媒体曝光你们，已经联系了电视台记者！";
  house_.Show({Seen(kLift, kMorning)});
  house_.Show({Seen(gate, kMorning)});
  ASSERT_EQ(house_.Complaints().size(), 2U);
  InTransaction(house_.session(),
                [&] { ComplaintStore(house_.session()).Merge(ComplaintId{2}, ComplaintId{1}); });
  EXPECT_THAT(ToldAt(kMorning + hours(1)), ElementsAre("danger C2"));
}

TEST_F(AThreatForNobody, OfDaysAgoStaysOnRecord) {
  house_.Show({Seen(kLift, kMorning), Seen(kThreat, kMorning)});
  EXPECT_THAT(ToldAt(kMorning + hours(24 * 3) + minutes(1)), ElementsAre());
}

TEST_F(AThreatForNobody, IsToldOfTheComplaintThatASplitMakesOfIt) {
  house_.Show({Seen(kLift, kMorning), Seen(kThreat, kMorning)});
  house_.config.roles = roles_;
  Desk desk(house_.session(), house_.config, house_.pipeline());
  const Order order{StepKind::Split, ComplaintId{1}, "李主管", "", "另一件事", {kThreat.post}};
  ASSERT_TRUE(desk.Do(order, kMorning).done);
  house_.AdvanceTo(kMorning + minutes(5));
  EXPECT_THAT(Said(house_, "danger"), ElementsAre("danger C1", "danger C2"));
}

TEST(Danger, AThreatOfLongAgoIsNoNewsWhenItsComplaintWakes) {
  House house(kMorning);
  const UtcTime before = kMorning - Duration(house.config.backfill) - hours(24 * 40);
  house.Show({Seen(kLift, before), Seen(kThreat, before + hours(1))});
  house.Show({Seen(kLift, before), Seen(kThreat, before + hours(1)), Seen(kSameHere, kMorning)});
  EXPECT_THAT(house.Alerts(), ElementsAre("complaint.new C1"));
  PostWords again = kThreat;
  again.post = "17";
  house.Show({Seen(kLift, before), Seen(kThreat, before + hours(1)), Seen(kSameHere, kMorning),
              Seen(again, kMorning)});
  EXPECT_THAT(Said(house, "danger"), ElementsAre("danger C1")) << "now somebody means it";
}

TEST(Danger, AngerAtAReplyOfLongAgoIsNoNewsEither) {
  House house(kMorning);
  house.config.alerting.backlash_people = 2;
  const UtcTime before = kMorning - Duration(house.config.backfill) - hours(24 * 40);
  std::vector<SeenPost> thread = {Seen(kLift, before), Seen(kReceived, before + hours(1)),
                                  Seen({"1", "15", "阿禾", kSameHere.text, ""}, before + hours(2)),
                                  Seen({"1", "16", "豆豆", kSameHere.text, ""}, before + hours(3))};
  house.Show(thread);
  thread.push_back(Seen({"1", "17", "小满", kSameHere.text, ""}, kMorning));
  house.Show(thread);
  EXPECT_THAT(house.Alerts(), ElementsAre("complaint.new C1"));
  thread.push_back(Seen({"1", "18", "云栖客服", kReceived.text, ""}, kMorning + minutes(1)));
  thread.push_back(Seen({"1", "19", "阿禾", kSameHere.text, ""}, kMorning + minutes(2)));
  thread.push_back(Seen({"1", "20", "豆豆", kSameHere.text, ""}, kMorning + minutes(3)));
  house.clock.Set(kMorning + minutes(4));
  house.Show(thread);
  EXPECT_THAT(Said(house, "reply.backlash"), ElementsAre("reply.backlash C1"));
}

TEST(Danger, WhatASplitPostThreatensIsNotToldAgainAndWhatItDoesNotIs) {
  House house(kMorning);
  house.Show({Seen(kLift, kMorning), Seen(kThreat, kMorning)});
  EXPECT_THAT(Said(house, "danger"), ElementsAre("danger C1"));
  Desk desk(house.session(), house.config, house.pipeline());
  const Order order{StepKind::Split, ComplaintId{1}, "李主管", "", "另一件事", {kThreat.post}};
  ASSERT_TRUE(desk.Do(order, kMorning).done);
  house.AdvanceTo(kMorning + minutes(5));
  EXPECT_THAT(house.Alerts(), Contains("complaint.new C2"));
  EXPECT_THAT(Said(house, "danger"), ElementsAre("danger C1"));
  PostWords more = kThreat;
  more.text += "还要去法院起诉！";
  house.Show({Seen(kLift, kMorning), Seen(more, kMorning)});
  EXPECT_THAT(Said(house, "danger"), ElementsAre("danger C1", "danger C2")) << "that is new";
}

// B13
TEST(Danger, AReplyThatIsEditedLaterIsNotWhatPeopleAreAngryAt) {
  House house(kMorning);
  house.config.alerting.backlash_people = 2;
  const UtcTime later = kMorning + hours(24 * 3);
  std::vector<SeenPost> thread = {Seen(kLift, kMorning), Seen(kReceived, kMorning + minutes(1))};
  house.clock.Set(kMorning + minutes(2));
  house.Show(thread);
  house.AdvanceTo(later);
  thread[1].text = kMeasures.text;
  thread[1].edited_at = later;
  house.Show(thread);
  thread.push_back(Seen({"1", "17", "小满", kSameHere.text, ""}, later + minutes(1)));
  thread.push_back(Seen({"1", "18", "豆豆", kSameHere.text, ""}, later + minutes(2)));
  house.clock.Set(later + minutes(3));
  house.Show(thread);
  EXPECT_EQ(house.DutyOf(ComplaintId{1}, DutyKind::Measures).satisfied_at, later)
      << "as measures it counts since the edit";
  EXPECT_THAT(Said(house, "reply.backlash"), ElementsAre());
}

// B9
TEST(Danger, ThoseWhoSpokeLongAgoAreNoCrowdWhenTheirComplaintWakes) {
  House house(kMorning);
  house.config.alerting.group_people = 3;
  const UtcTime before = kMorning - Duration(house.config.backfill) - hours(24 * 40);
  std::vector<SeenPost> thread = {Seen(kLift, before)};
  int number = 20;
  const auto speak = [&](const std::string& author, UtcTime at) {
    thread.push_back(Seen({"1", std::to_string(++number), author, kSameHere.text, ""}, at));
    house.Show(thread);
  };
  speak("阿禾", before + hours(1));
  speak("豆豆", before + hours(2));
  speak("小满", kMorning);
  speak("圆圆", kMorning);
  EXPECT_EQ(house.Complaints().at(0).people, 5);
  EXPECT_THAT(Said(house, "group_tendency"), ElementsAre());
  speak("阿禾", kMorning);
  EXPECT_THAT(Said(house, "group_tendency"), ElementsAre("group_tendency C1"));
}

// E5
TEST(Danger, ManyWhoSpeakWithinAnHourAreToldOfOnce) {
  House house(kMorning);
  std::vector<SeenPost> thread = {Seen(kLift, kMorning)};
  const auto speak = [&](int person) {
    const std::string number = std::to_string(person);
    const UtcTime at = kMorning + minutes(person);
    house.clock.Set(at);
    thread.push_back(Seen({"1", "2" + number, "业主" + number, kSameHere.text, ""}, at));
    house.Show(thread);
  };
  speak(1);
  speak(2);
  speak(3);
  EXPECT_THAT(Said(house, "heat.surge"), ElementsAre());
  speak(4);
  speak(5);
  speak(6);
  EXPECT_THAT(Said(house, "heat.surge"), ElementsAre("heat.surge C1"));
}

// E4
TEST(Danger, AComplaintThatMayBeTheSameAsAnotherIsPutToAPerson) {
  House house(kMorning);
  house.config.grouping.join_at = 2;  // likeness is 1 at most
  house.Restart();
  house.Show({Seen(kLift, kMorning)});
  house.Show({Seen({"6", "61", "阿禾", kLift.text, kLift.title}, kMorning)});
  EXPECT_THAT(Said(house, "suggestion.merge"), ElementsAre("suggestion.merge C2"));
  house.Restart();
  house.AdvanceTo(kMorning + hours(3));
  EXPECT_THAT(Said(house, "suggestion.merge"), ElementsAre("suggestion.merge C2")) << "once";
}

TEST(Danger, MeasuresThatRunOutAtNightAreToldInTheMorning) {
  House house(kMorning);
  house.config.alerting.quiet = QuietHours{hours(17), hours(7)};
  house.Show({Seen(kLift, kMorning), Seen(kReceived, kMorning + minutes(1))});
  house.AdvanceTo(kMorning + hours(9));
  EXPECT_THAT(house.Alerts(), Contains("measures.overdue C1"));
  const auto rules_by = [&](UtcTime t) {
    std::vector<std::string> rules;
    for (const Delivery& delivery : InTransaction(house.session(), [&] {
           return OutboxStore(house.session()).ClaimDue("值班群", t, "run", 100);
         })) {
      rules.push_back(delivery.alert.rule);
    }
    return rules;
  };
  EXPECT_THAT(rules_by(kMorning + hours(20)), Not(Contains("measures.overdue")));
  EXPECT_THAT(rules_by(kMorning + hours(21)), Contains("measures.overdue"));
}

TEST(Danger, WhatIsDoneInTheNightIsSettledInTheMorning) {
  House house(kMorning);
  house.config.alerting.quiet = QuietHours{hours(17), hours(7)};
  house.Show({Seen(kLift, kMorning), Seen(kReceived, kMorning + minutes(1))});
  house.AdvanceTo(kMorning + hours(9));
  const auto settled = [&] {
    std::vector<std::string> rules;
    InTransaction(house.session(), [&] {
      for (const Alert& alert : OutboxStore(house.session()).AlertsOf(ComplaintId{1})) {
        if (IsSettled(house.session(), alert, house.clock.Now())) {
          rules.push_back(alert.rule);
        }
      }
    });
    return rules;
  };
  EXPECT_THAT(settled(), ElementsAre("measures.due_soon")) << "a warning is overtaken";
  house.Show({Seen(kLift, kMorning), Seen(kReceived, kMorning + minutes(1)),
              Seen(kMeasures, house.clock.Now())});
  EXPECT_THAT(settled(), Contains("measures.overdue"));
}

TEST(Danger, ADraftIsTakenToTheHeadAndWhenHeIsSilentToHisDeputy) {
  House house(kMorning);
  house.Show({Seen(kLift, kMorning)});
  house.AdvanceTo(kMorning + minutes(10));
  InTransaction(house.session(), [&] {
    StepStore(house.session())
        .Append({ComplaintId{1}, "小林", house.clock.Now(), StepKind::Drafted, "", "今天15点修好"});
    house.pipeline().Recount(ComplaintId{1}, house.clock.Now());
  });
  house.AdvanceTo(kMorning + minutes(11));
  EXPECT_THAT(house.Alerts(), ElementsAre("complaint.new C1", "approval.waiting C1"));
  house.Restart();
  house.AdvanceTo(kMorning + minutes(41));
  EXPECT_THAT(house.Alerts(),
              ElementsAre("complaint.new C1", "approval.waiting C1", "approval.waiting C1"));
  EXPECT_THAT(OutboxStore(house.session()).AlertsOf(ComplaintId{1}).back().receivers,
              ElementsAre("head", "deputy"));
}

// B13: what is left out is seen before it is approved.
TEST(Danger, WhoeverApprovesIsToldWhatTheDraftLacks) {
  const auto reason_for = [](const std::string& draft) {
    House house(kMorning);
    house.Show({Seen(kLift, kMorning)});
    InTransaction(house.session(), [&] {
      StepStore(house.session())
          .Append({ComplaintId{1}, "小林", kMorning, StepKind::Drafted, "", draft});
      house.pipeline().Recount(ComplaintId{1}, kMorning);
    });
    house.AdvanceTo(kMorning + minutes(1));
    const Alert alert = OutboxStore(house.session()).AlertsOf(ComplaintId{1}).back();
    EXPECT_EQ(alert.rule, "approval.waiting");
    return alert.reason;
  };
  EXPECT_THAT(reason_for("部分业主夸大事实，停车位已划线。"),
              testing::AllOf(HasSubstr("等您审批"), HasSubstr("1 点里漏了 1 点（B13）"),
                             HasSubstr("像在指责业主：部分业主")));
  EXPECT_THAT(reason_for(kMeasures.text), testing::EndsWith("没有批准不能发（B12）"));
}

}  // namespace
}  // namespace forumwatch
