// Which staff posts answer a complaint, and since when (B2, B3), through the whole pipeline.
#include "daemon/answers.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/house_posts.h"

namespace forumwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::SizeIs;

constexpr DutyKind kFirst = DutyKind::FirstReply;
constexpr DutyKind kMeasuresClock = DutyKind::Measures;

const PostWords kLiftStands{"A", "1", "老王", "7栋电梯又停了，没人修，物业到底管不管！",
                            "7栋电梯又停了"};
const PostWords kLiftMended{"A", "5", "云栖客服",
                            "7栋电梯已安排维保单位今天下午更换变频器，预计18点恢复，负责人张工。",
                            ""};

class AnswersTest : public testing::Test {
 protected:
  House house_{kMorning};

  // Seen as soon as it is posted, or now.
  void Show(const PostWords& words, UtcTime posted_at) {
    house_.AdvanceTo(std::max(posted_at, house_.clock.Now()));
    house_.Show({Seen(words, posted_at)});
  }
  DutyState StateOf(int complaint, DutyKind kind) {
    return house_.DutyOf(ComplaintId(complaint), kind).state;
  }
  std::optional<UtcTime> SatisfiedAt(int complaint, DutyKind kind) {
    return house_.DutyOf(ComplaintId(complaint), kind).satisfied_at;
  }
  void ReadThreadAgain(const std::string& thread, std::vector<std::string> post_ids, bool gone) {
    Reading reading;
    ThreadReading& again = reading.finished.emplace_back();
    again.state.thread = thread;
    again.whole = !gone;
    again.gone = gone;
    again.post_ids = std::move(post_ids);
    house_.pipeline().OnPage(house_.board(), reading, house_.clock.Now());
    house_.EndVisit();
  }
};

TEST_F(AnswersTest, AReplyWrittenBeforeTheThreadSpokeOfTheComplaintDoesNotAnswerIt) {
  const PostWords gate{"B", "2", "小陈", "南门道闸坏了，堵了一早上，没人管！", "南门道闸坏了"};
  const PostWords gate_mended{"B", "3", "云栖客服",
                              "南门道闸已安排厂家今天下午更换主板，预计17点恢复，负责人李工。", ""};
  const PostWords lift_too{"B", "4", "小李", "另外7栋电梯又停了，没人修，物业到底管不管！", ""};
  Show(kLiftStands, kMorning);
  Show(gate, kMorning + minutes(5));
  Show(gate_mended, kMorning + minutes(30));
  Show(lift_too, kMorning + hours(48));
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  ASSERT_EQ(house_.Complaints()[0].times, 2) << "the lift is spoken of in both threads";
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Missed);
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Missed);
  EXPECT_EQ(StateOf(2, kMeasuresClock), DutyState::Met);
}

// B2: the clock that saw the reply was put back, not the people who wrote.
TEST_F(AnswersTest, AReplySeenWhileTheClockIsBehindAnswersAllTheSame) {
  Show(kLiftStands, kMorning);
  house_.clock.Set(kMorning - hours(3));
  house_.Show({Seen(kLiftMended, kMorning + minutes(90))});
  house_.AdvanceTo(kMorning + hours(30));
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Met);
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
  EXPECT_THAT(house_.Alerts(), ElementsAre("complaint.new C1"));
}

TEST_F(AnswersTest, WhatAForumThatIsAheadShowsBeforeTheComplaintDoesNotAnswerIt) {
  const minutes ahead(10);
  house_.AdvanceTo(kMorning);
  house_.Show(
      {Seen({"A", "0", "小陈", "问一下车位怎么租？", "问一下车位怎么租"}, kMorning - hours(1))});
  house_.Show({Seen(kLiftMended, kMorning + ahead)});
  PostWords lift = kLiftStands;
  lift.title = "";
  lift.post = "9";
  house_.AdvanceTo(kMorning + minutes(5));
  house_.Show({Seen(lift, kMorning + minutes(5) + ahead)});
  ASSERT_THAT(house_.Complaints(), SizeIs(1));
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Open);
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Open);
}

TEST_F(AnswersTest, AReplyIsThereAsLateAsItWasAfterTheClockWasPutBack) {
  Show(kLiftStands, kMorning);
  Show(kLiftMended, kMorning + hours(6));
  const auto said = house_.Alerts();
  for (const hours back : {hours(5), hours(3)}) {  // past its due instant, and before
    house_.clock.Set(kMorning + back);
    house_.pipeline().BringUpToDate(house_.board().community, house_.clock.Now());
    EXPECT_EQ(StateOf(1, kFirst), DutyState::Late);
    EXPECT_EQ(SatisfiedAt(1, kFirst), kMorning + hours(6));
    EXPECT_EQ(house_.Alerts(), said);
  }
}

TEST_F(AnswersTest, MeasuresAddedWhileTheClockIsBehindAreNotTakenAway) {
  Show(kLiftStands, kMorning);
  PostWords received = kLiftMended;
  received.text = "您好，您反映的情况已收到，我们会尽快核实。";
  Show(received, kMorning + hours(1));
  house_.clock.Set(kMorning - hours(1));
  house_.Show({Seen(kLiftMended, kMorning + hours(1))});
  house_.AdvanceTo(kMorning + hours(30));
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Met);
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
}

TEST_F(AnswersTest, WhenAWholeThreadDisappearsWhatWasAnsweredStaysAnswered) {
  Show(kLiftStands, kMorning);
  Show(kLiftMended, kMorning + minutes(30));
  house_.AdvanceTo(kMorning + hours(1));
  ReadThreadAgain("A", {}, true);
  house_.AdvanceTo(kMorning + hours(2));
  ReadThreadAgain("A", {}, true);
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Met);
  house_.AdvanceTo(kMorning + hours(48));
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
  EXPECT_THAT(house_.Alerts(), Not(Contains("first_reply.overdue C1")));
  EXPECT_THAT(house_.Alerts(), Not(Contains("measures.overdue C1")));
}

TEST_F(AnswersTest, AReplyThatWasTakenBackDoesNotReturnWithTheEndOfItsThread) {
  Show(kLiftStands, kMorning);
  Show(kLiftMended, kMorning + minutes(30));
  ReadThreadAgain("A", {"1"}, false);
  house_.AdvanceTo(kMorning + hours(1));
  ReadThreadAgain("A", {"1"}, false);
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Open);
  house_.AdvanceTo(kMorning + hours(5));
  ReadThreadAgain("A", {}, true);
  house_.AdvanceTo(kMorning + hours(6));
  ReadThreadAgain("A", {}, true);
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Missed);
}

const PostWords kReceivedAt{"A", "5", "云栖客服", "您好，已收到，我们会尽快核实回复。", ""};

TEST_F(AnswersTest, AReplyThatBecomesMeasuresByAnEditIsMeasuresSinceTheEdit) {
  Show(kLiftStands, kMorning);
  Show(kReceivedAt, kMorning + minutes(30));
  house_.AdvanceTo(kMorning + hours(97));
  SeenPost edited = Seen(kLiftMended, kMorning + minutes(30));
  edited.edited_at = kMorning + hours(96);
  house_.Show({edited});
  EXPECT_EQ(SatisfiedAt(1, kFirst), kMorning + minutes(30));
  EXPECT_EQ(StateOf(1, kFirst), DutyState::Met);
  EXPECT_EQ(SatisfiedAt(1, kMeasuresClock), kMorning + hours(96));
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Late);
}

TEST_F(AnswersTest, AnEditWhoseTimeNobodySaysCountsFromWhenItWasSeen) {
  Show(kLiftStands, kMorning);
  Show(kReceivedAt, kMorning + minutes(30));
  house_.AdvanceTo(kMorning + hours(97));
  Show(kLiftMended, kMorning + minutes(30));
  EXPECT_EQ(SatisfiedAt(1, kMeasuresClock), kMorning + hours(97));
}

TEST_F(AnswersTest, MeasuresThatAreWordedAnewCountFromWhenTheyWereFirstGiven) {
  Show(kLiftStands, kMorning);
  Show(kLiftMended, kMorning + minutes(30));
  house_.AdvanceTo(kMorning + hours(97));
  PostWords again = kLiftMended;
  again.text += "给您带来不便，敬请谅解。";
  Show(again, kMorning + minutes(30));
  EXPECT_EQ(SatisfiedAt(1, kMeasuresClock), kMorning + minutes(30));
}

// A thread about the lift of 7栋 and the guard of the east gate.
class TwoMattersTest : public AnswersTest {
 protected:
  TwoMattersTest() {
    Show(kLiftStands, kMorning);
    Show({"A", "2", "小李", "另外，东门保安打瞌睡，外来人员随便进，没人管！", ""},
         kMorning + minutes(10));
    EXPECT_THAT(house_.Complaints(), SizeIs(2));
    house_.AdvanceTo(kMorning + hours(1));
  }
  void StaffSays(const std::string& text, const std::string& quotes = "",
                 const std::string& id = "5") {
    SeenPost post = Seen({"A", id, "云栖客服", text, ""}, house_.clock.Now());
    post.quotes = quotes;
    house_.Show({post});
  }
};

TEST_F(TwoMattersTest, MeasuresAnswerTheMatterTheyName) {
  StaffSays(kLiftMended.text);
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
  EXPECT_EQ(StateOf(2, kMeasuresClock), DutyState::Open);
  EXPECT_EQ(StateOf(2, kFirst), DutyState::Met) << "somebody has answered (B2)";
}

TEST_F(TwoMattersTest, MeasuresAnswerThePostTheyQuote) {
  StaffSays("已安排专人今天下午处理，预计18点完成，负责人张工。", "2");
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Open);
  EXPECT_EQ(StateOf(2, kMeasuresClock), DutyState::Met);
}

TEST_F(TwoMattersTest, MeasuresThatNameNoneAreForWhatTheThreadBeganWith) {
  StaffSays("已安排专人今天下午处理，预计18点完成，负责人张工。");
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
  EXPECT_EQ(StateOf(2, kFirst), DutyState::Met);
  EXPECT_EQ(StateOf(2, kMeasuresClock), DutyState::Open);
}

TEST_F(TwoMattersTest, MeasuresThatNameSomethingElseAreAFirstReplyOnly) {
  StaffSays("9栋水管已安排专人今天下午更换，预计18点完成，负责人张工。");
  for (const int complaint : {1, 2}) {
    EXPECT_EQ(StateOf(complaint, kFirst), DutyState::Met);
    EXPECT_EQ(StateOf(complaint, kMeasuresClock), DutyState::Open);
  }
}

TEST_F(TwoMattersTest, EveryStaffPostOfTheThreadIsJudgedWithAReason) {
  house_.Show(
      {Seen({"A", "0", "云栖客服", "本周六停电检修，请各位留意。", ""}, kMorning - hours(1))});
  StaffSays("您好，已收到，我们会尽快核实回复。");
  StaffSays("东门保安已于今天调离，今晚起双岗值守，负责人彭队。", "", "6");
  const Config& config = house_.config;
  const auto verdicts = [&](int complaint) {
    std::vector<AnswerVerdict> all;
    for (const StaffAnswer& answer :
         Answers(house_.session(), config)
             .Judge(ComplaintStore(house_.session()).Load(ComplaintId(complaint)).value())) {
      all.push_back(answer.verdict);
    }
    return all;
  };
  using enum AnswerVerdict;
  EXPECT_THAT(verdicts(1), ElementsAre(TooEarly, Acknowledgement, AnotherMatter));
  EXPECT_THAT(verdicts(2), ElementsAre(TooEarly, Acknowledgement, Measures));
}

TEST_F(AnswersTest, AMatterThatComesUpLaterTakesNoAnswerAway) {
  Show(kLiftStands, kMorning);
  Show({"A", "5", "云栖客服", "已安排专人今天下午处理，预计18点完成，负责人张工。", ""},
       kMorning + minutes(30));
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
  Show({"A", "6", "小李", "另外，东门保安打瞌睡，外来人员随便进，没人管！", ""},
       kMorning + hours(2));
  ASSERT_THAT(house_.Complaints(), SizeIs(2));
  EXPECT_EQ(StateOf(1, kMeasuresClock), DutyState::Met);
  EXPECT_EQ(StateOf(2, kFirst), DutyState::Open);
}

}  // namespace
}  // namespace forumwatch
